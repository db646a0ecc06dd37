"""What an editor should look at after a reading; nothing of it changes the words."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import pairwise
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading import Remark
from index.reading.asking import asks
from index.reading.assembling import NARRATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.reading.assembling import Made
    from index.reading.blocks import Block
    from index.reading.choosing import Choice
    from index.reading.proposals import Proposal

_WORD = re.compile(r"[^\W\d_]+")
_AROUND_WORDS = ".,;:!?()\"”'’"
_IN_ADDRESSES = ("://", "@", "www.")
_SHORTEST_BEFORE = 3
"""Letters before the capital: "arkivLeif" lacks a sentence break, "eHälsa" and "iPhone" lack nothing."""
_DOUBTFUL, _NARROW = 1.6, 0.06
"""Below these plausibilities, and margins to the next layout, the reading is in doubt."""
_FEWEST_OF_EACH = 2
_MOST_SPEAKERS, _LONGEST_HEADLINE = 20, 14


def remark(choice: Choice, made: Made, blocks: Sequence[Block]) -> Iterator[Remark]:
    """Say what to look at in a reading."""
    proposal, interview = choice.proposal, made.interview
    first = proposal.turns[0].line if proposal.turns else 1
    if not made.heading.title:
        yield Remark(1, "no headline found; the names of those who answer stand in for the title", doubt=False)
    if proposal.layout == NARRATIVE:
        yield Remark(
            first,
            "a narrative: quotations are taken for answers, the sentence before each for its question",
            doubt=False,
        )
        return
    if not choice.plain:
        taken = f"only {' and '.join(interview.interviewers)} is taken" if interview.interviewers else "nobody is taken"
        yield Remark(first, f"it is not plain who asks: {taken} for an interviewer; name the interviewers", doubt=True)
    elif not proposal.labelled and (choice.score < _DOUBTFUL or choice.margin < _NARROW):
        rival = f"; they may also be marked by: {choice.rival}" if choice.margin < _NARROW else ""
        yield Remark(first, f"it is not plain where the questions are (taken as: {proposal.layout}){rival}", doubt=True)
    yield from _remark_two(proposal, blocks)
    yield from _remark_once(proposal)
    yield from remark_glued(made.blocks)


def _remark_once(proposal: Proposal) -> Iterator[Remark]:
    """Point at each line that begins as a turn does, but was not taken for one.

    It may be a turn after all where it asks something, or stands within what asked something.
    """
    asked = {block.line for turn in proposal.turns if turn.role is Role.QUESTION for block in turn.blocks}
    for block, name in proposal.once:
        message = f'"{name}:" is taken for words, not for a speaker: it comes once and is named nowhere above'
        words = block.text.partition(":")[2]
        yield Remark(block.line, message, doubt=block.line in asked or asks(words))


def _remark_two(proposal: Proposal, blocks: Sequence[Block]) -> Iterator[Remark]:
    """Say that two interviews seem to stand on the page."""
    message = "another interview seems to begin here; read each of them by itself"
    questions = [turn.line for turn in proposal.questions]
    asked = set(questions)
    titles = [block.line for block in blocks if block.heading == 1 and block.line not in asked]
    for title in titles[1:]:
        above = bisect(questions, title)
        if above >= _FEWEST_OF_EACH <= len(questions) - above:
            yield Remark(title, message, doubt=True)
            return
    if proposal.labelled:
        spans: dict[str, list[int]] = {}
        for turn in proposal.answers:
            spans.setdefault(turn.speaker or "", []).append(turn.line)
        if len(spans) > _MOST_SPEAKERS:
            return
        ordered = sorted((lines[0], lines[-1], len(lines)) for lines in spans.values())
        for (_, end, many), (begin, _, others) in pairwise(ordered):
            between = [block for block in blocks if end < block.line <= begin]
            if end < begin and min(many, others) >= _FEWEST_OF_EACH and any(_is_headline(block) for block in between):
                yield Remark(begin, message, doubt=True)
                return


def _is_headline(block: Block) -> bool:
    return bool(block.heading) or (
        block.gap
        and not block.ends_sentence
        and ":" not in block.text
        and _FEWEST_OF_EACH <= block.size <= _LONGEST_HEADLINE
    )


def remark_glued(blocks: Iterable[Block]) -> Iterator[Remark]:
    """Point at each place where two sentences run together without a break ("e-arkivLeif Sandberg")."""
    for block in blocks:
        for token in block.text.split():
            if _is_glued(token):
                word = token.strip(_AROUND_WORDS)
                yield Remark(block.line, f'"{word}" seems to lack a break before its capital', doubt=False)


def _is_glued(token: str) -> bool:
    """Tell "e-arkivLeif" from "YouTube", "eHälsa", "macOS" and an address."""
    if any(mark in token for mark in _IN_ADDRESSES):
        return False
    return any(_has_capital_within(word) for word in _WORD.findall(token))


def _has_capital_within(word: str) -> bool:
    capital = next((place for place, letter in enumerate(word) if letter.isupper()), 0)
    return capital >= _SHORTEST_BEFORE and word[:capital].islower() and word[capital + 1 : capital + 2].islower()
