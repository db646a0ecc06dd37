"""Questions that paragraphs begin with, and answers that follow them on the same line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import bids_only, ends_asking, is_prompt, sentences, speaks_of_self
from index.reading.blocks import without_dash, without_number
from index.reading.proposals import Proposal, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.reading.blocks import Block

_LONGEST_PAIRED = 45
_COUNTED = re.compile(r"[0-9]{1,2}\.\s")
_SENTENCES_BEFORE = 4
"""A question mark ends one of so many sentences where a paragraph begins with a question."""
_SEVERAL = 1.5
"""So many questions a paragraph, and there are several pairs in each."""


def propose_pairs(blocks: Sequence[Block]) -> Iterator[Proposal]:
    """Take the questions that paragraphs begin with for questions, and the rest of each for the answer.

    Several pairs may stand in one paragraph.
    """
    single = _of_pairs("a pair a paragraph", blocks, _one_pair)
    several = _of_pairs("pairs in one paragraph", blocks, _pairs)
    if len(several.questions) >= _SEVERAL * max(1, len(single.questions)) and len(several.questions) > 1:
        yield several
    elif len(single.questions) > 1:
        yield single


def _of_pairs(name: str, blocks: Sequence[Block], cut: Callable[[str], list[tuple[str, str]]]) -> Proposal:
    proposal = Proposal(name, 0.45, [], [])
    lead: list[Block] = []
    for block in blocks:
        pairs = cut(block.plain) if not block.heading else []
        if not pairs:
            if proposal.turns:
                add_block(proposal, Role.ANSWER, block)
            else:
                lead.append(block)
            continue
        for question, answer in pairs:
            add_block(proposal, Role.QUESTION, block.reworded(without_number(without_dash(question))))
            add_block(proposal, Role.ANSWER, block.reworded(without_dash(answer)))
    proposal.lead = lead
    return proposal


def _one_pair(text: str) -> list[tuple[str, str]]:
    """Cut a paragraph that begins with a question after it; empty where it does not, or is nothing else."""
    question, answer = cut_at_question(text)
    if not answer or len(question.split()) > _LONGEST_PAIRED or not (ends_asking(question) or bids_only(question)):
        return []
    return [(question, answer)]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Cut a paragraph that begins with a question into questions and answers; empty where it does not."""
    if not _one_pair(text):
        return []
    pairs: list[tuple[list[str], list[str]]] = []
    for part in sentences(text):
        if (is_prompt(part) and ends_asking(part)) or not pairs:
            if pairs and not pairs[-1][1]:
                pairs[-1][0].append(part)
            else:
                pairs.append(([part], []))
        elif not pairs[-1][1] and not ends_asking(pairs[-1][0][-1]) and not bids_only(pairs[-1][0][-1]):
            pairs[-1][0].append(part)
        else:
            pairs[-1][1].append(part)
    whole = all(answer for _, answer in pairs)
    return [(" ".join(question), " ".join(answer)) for question, answer in pairs] if whole else []


def cut_at_question(text: str) -> tuple[str, str]:
    """Part "1. Vad gör du? Jag bygger båtar." after the question that it begins with, where an answer follows."""
    parts = sentences(without_number(text) if _COUNTED.match(text) else text)
    last = next((place for place, part in enumerate(parts[:_SENTENCES_BEFORE]) if ends_asking(part)), -1)
    if last < 0 and parts and bids_only(parts[0]):
        last = 0
    while 0 <= last < len(parts) - 1 and ends_asking(parts[last + 1]) and not speaks_of_self(parts[last + 1]):
        last += 1
    if last < 0 or last == len(parts) - 1:
        return text, ""
    return " ".join(parts[: last + 1]), " ".join(parts[last + 1 :])


def add_block(proposal: Proposal, role: Role, block: Block) -> None:
    """Go on with the last turn where it has the same role, or begin one."""
    if proposal.turns and proposal.turns[-1].role is role:
        proposal.turns[-1].blocks.append(block)
    elif block.text:
        proposal.turns.append(Turn(role, [block]))
