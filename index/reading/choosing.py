"""Which of the layouts a page most plausibly has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import asks, ends_asking
from index.reading.labelled import propose_labelled
from index.reading.layouts import propose
from index.reading.narrative import propose_narrative, says
from index.reading.proposals import Proposal, alike, plausibility
from index.reading.roles import Askers, Context, find_askers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading import Metadata
    from index.reading.blocks import Block

_ENOUGH = 1.45
"""The plausibility below which questions and answers are not believed; tuned on the pages of the tests."""
_SAME = 0.6
_QUOTED = 0.35
"""The share of dash quotations with a "säger Hans" that makes a page a portrait."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The most plausible proposal, how plausible it is, and by how much more than the next that differs.

    `plain` tells whether it is plain who asks.
    """

    proposal: Proposal
    score: float
    margin: float
    plain: bool
    rival: str = ""


def choose(blocks: Sequence[Block], known: Metadata, writers: Sequence[str]) -> Choice | None:
    """Return the most plausible proposal; None where none is plausible enough."""
    weighed: list[tuple[float, Proposal, bool]] = []
    for proposal in propose_labelled(blocks, known):
        plain = True
        if proposal.labelled:
            plain = _give_roles(proposal, known, writers)
        weighed.append((plausibility(proposal), proposal, plain))
    weighed += [(plausibility(proposal), proposal, True) for proposal in propose(blocks)]
    weighed.sort(key=lambda one: one[0], reverse=True)
    narrative = propose_narrative(blocks)
    best = weighed[0] if weighed else None
    if narrative and _is_portrait(narrative, best, blocks):
        return Choice(narrative, 1.0, 1.0, plain=True)
    if best is None or best[0] < _believed(best[1]):
        return None
    rival = next((one for one in weighed[1:] if alike(best[1], one[1]) < _SAME), None)
    return Choice(best[1], best[0], best[0] - rival[0] if rival else best[0], best[2], rival[1].layout if rival else "")


def _believed(proposal: Proposal) -> float:
    if proposal.labelled:
        return 0.9
    return _ENOUGH


def _is_portrait(narrative: Proposal, best: tuple[float, Proposal, bool] | None, blocks: Sequence[Block]) -> bool:
    spoken = [block for turn in narrative.answers for block in turn.blocks]
    told = sum(says(block.text) is not None for block in spoken)
    if best is None or (best[0] < _ENOUGH and not best[1].labelled):
        return told >= 1 or len(spoken) >= 3  # noqa: PLR2004
    if best[1].labelled:
        return False
    asked = sum(asks(turn.text) and ends_asking(turn.text) for turn in best[1].questions)
    return told >= _QUOTED * len(spoken) and asked <= 0.75 * len(spoken) and told >= 2 and len(blocks) > 2  # noqa: PLR2004


def _give_roles(proposal: Proposal, known: Metadata, writers: Sequence[str]) -> bool:
    """Give the turns of a labelled proposal their roles; tell whether it is plain who asks."""
    askers = ask(proposal, known, writers)
    for turn in proposal.turns:
        turn.role = Role.QUESTION if turn.speaker in askers.labels else Role.ANSWER
    return askers.plain


def ask(proposal: Proposal, known: Metadata, writers: Sequence[str]) -> Askers:
    """Find who asks among the speakers of a labelled proposal."""
    headline = f"{known.title} {next((block.plain for block in proposal.lead if block.size > 1), '')}"
    context = Context(
        interviewers=known.interviewers,
        answering={person.label for person in known.people} - set(known.interviewers),
        headline={word.strip(".,:;!?”\"'()–").casefold() for word in headline.split()},
        writers={word.casefold() for name in writers for word in name.split()},
        publisher=known.publication.casefold(),
        names=proposal.names,
    )
    spoken = [(turn.speaker or "", turn.text) for turn in proposal.turns if turn.text]
    return find_askers(spoken, context) if spoken else Askers((), plain=False)
