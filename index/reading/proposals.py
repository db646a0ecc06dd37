"""A proposal: what one layout makes of a page's blocks, and how plausible that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import asks, ends_asking, is_prompt, speaks_of_self
from index.reading.blocks import join_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.blocks import Block

_ASKING, _MISSED, _UNANSWERED, _COVERED, _MANY, _LENGTH, _OVERLONG = 1.0, 1.4, 0.8, 0.3, 0.3, 0.3, 0.5
"""What each sign weighs beside a layout's own strength, 0 to 1; set by hand on the pages of the tests."""
_SPARSE, _USUAL = 1.0, 0.4
"""Less than this share of the words within the turns speaks against a layout."""
_CONVERSES, _FEWEST_TURNS = 0.6, 4
_ENOUGH_PAIRS = 4
_MOSTLY = 0.5
_MARKED_EACH = frozenset(
    {
        "bold",
        "bold italic",
        "italic",
        "dash asks",
        "dashes in turn",
        "dash answers",
        "quotes answer",
        "capitals",
        *(f"heading {level}" for level in range(1, 7)),
    }
)
"""Where most of what a mark of these kinds has asks, what does not is a statement that wants an answer."""
_LONG_QUESTION = 80
"""Words."""


@dataclass
class Turn:
    """One speaker's blocks; `speaker` is None where the layout has no names, `start` is seconds into a recording."""

    role: Role | None
    blocks: list[Block]
    speaker: str | None = None
    start: float | None = None

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self.blocks[0].line

    @property
    def text(self) -> str:
        """Its blocks as paragraphs; empty where nothing follows a label."""
        return join_paragraphs(self.blocks)


@dataclass
class Proposal:
    """What one layout makes of the blocks: those above the first turn, and the turns.

    `strength` is how much the layout's marks by themselves speak for it, 0 to 1. `labelled` tells whether names mark
    both those who ask and those who answer. `aside` are blocks among the turns that the layout leaves out, with why.
    """

    layout: str
    strength: float
    lead: Sequence[Block]
    turns: list[Turn]
    labelled: bool = False
    aside: list[tuple[Block, str]] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    once: list[tuple[Block, str]] = field(default_factory=list)

    @property
    def questions(self) -> list[Turn]:
        """The turns that ask."""
        return [turn for turn in self.turns if turn.role is Role.QUESTION]

    @property
    def answers(self) -> list[Turn]:
        """The turns that answer."""
        return [turn for turn in self.turns if turn.role is Role.ANSWER]


def plausibility(proposal: Proposal) -> float:
    """Return how plausible it is that the page is laid out so: below 1 hardly, above 2 well."""
    questions, answers = proposal.questions, proposal.answers
    if not any(turn.text for turn in answers):
        return 0.0
    if not questions:
        return proposal.strength if proposal.labelled else 0.0
    asking = sum(asks(turn.text) for turn in questions) / len(questions)
    missed = sum(
        is_prompt(block.text) and ends_asking(block.text) and not speaks_of_self(block.text)
        for turn in answers
        for block in turn.blocks[1:] or turn.blocks
        if block is not turn.blocks[0] or turn.blocks[0].size > 0
    )
    roles = [turn.role for turn in proposal.turns]
    unanswered = sum(one is other is Role.QUESTION for one, other in pairwise(roles))
    unanswered += roles[-1] is Role.QUESTION and not proposal.labelled and asks(proposal.turns[-1].text)
    if asking >= _MOSTLY and proposal.layout in _MARKED_EACH:
        asking = (3 + asking) / 4
    asked = sum(block.size for turn in questions for block in turn.blocks) / len(questions)
    answered = sum(block.size for turn in answers for block in turn.blocks) / len(answers)
    inside = sum(block.size for turn in proposal.turns for block in turn.blocks)
    outside = sum(block.size for block in proposal.lead) + sum(block.size for block, _ in proposal.aside)
    covered = inside / max(1, inside + outside)
    if proposal.labelled:
        asking = max(asking, 0.6 + 0.4 * asking)
    return (
        proposal.strength
        + _ASKING * asking
        - _MISSED * missed / (missed + len(questions))
        - _UNANSWERED * unanswered / len(questions)
        + _COVERED * covered
        - _SPARSE * max(0.0, _USUAL - covered) / _USUAL
        + _CONVERSES * _converses(proposal)
        + _MANY * min(1.0, len(questions) / _ENOUGH_PAIRS)
        + _LENGTH * min(1.0, answered / max(1.0, asked))
        - _OVERLONG
        * sum(_words(turn) > _LONG_QUESTION for turn in questions)
        / len(questions)
        * (not proposal.labelled)
    )


def alike(one: Proposal, other: Proposal) -> float:
    """Return the share of questions that two proposals have in common, 0 to 1."""
    mine, others = _places(one), _places(other)
    return len(mine & others) / max(1, len(mine | others))


def _places(proposal: Proposal) -> set[tuple[int, int]]:
    """Return where the questions are: the line of each, and which of those on the line it is."""
    seen: Counter[int] = Counter()
    places = set()
    for turn in proposal.questions:
        places.add((turn.line, seen[turn.line]))
        seen[turn.line] += 1
    return places


def _converses(proposal: Proposal) -> float:
    """Return how regularly named speakers take turns, 0 to 1; 0 where there are few turns."""
    speakers = [turn.speaker for turn in proposal.turns]
    if not proposal.labelled or len(speakers) < _FEWEST_TURNS:
        return 0.0
    return sum(one != other for one, other in pairwise(speakers)) / (len(speakers) - 1)


def _words(turn: Turn) -> int:
    return sum(block.size for block in turn.blocks)
