"""An interview's passages: its introduction and its answers, long ones in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.interview import INTRODUCTION_NUMBER, Address, Interview, Passage, Role, Turn, words_hash
from index.sentences import Span, paragraphs, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

PART_WORDS = 120
"""An answer of more words than this is cut into parts."""

SHORTEST_PART_WORDS = 40
"""A last part of fewer words than this stays with the part before it."""


def passages(interview: Interview) -> tuple[Passage, ...]:
    """Return the passages of `interview` in their order: the introduction, if there is one, then the answers."""
    return tuple(
        passage
        for number, turn, question in _answered(interview)
        for passage in _cut(interview, number, turn, question)
    )


def _answered(interview: Interview) -> Iterator[tuple[int, Turn, str | None]]:
    """Yield the turns that make passages, each with its number and the question that it answers."""
    number = INTRODUCTION_NUMBER
    asked: list[str] = []
    answered = False
    context: str | None = None
    for turn in interview.turns:
        if turn.role is Role.INTRODUCTION:
            yield INTRODUCTION_NUMBER, turn, None
        elif turn.role is Role.QUESTION:
            asked = [turn.text] if answered else [*asked, turn.text]
            answered = False
        elif turn.role is Role.ANSWER:
            number += 1
            # Without interviewers each turn is an answer to the one before it.
            yield number, turn, "\n\n".join(asked) if interview.interviewers else context
            answered = True
        context = None if turn.role is Role.INTRODUCTION else turn.text


def _cut(interview: Interview, number: int, turn: Turn, question: str | None) -> Iterator[Passage]:
    spans = parts(turn.text, interview.language)
    speaker = None if turn.speaker is None else interview.person(turn.speaker)
    for part, (start, end) in enumerate(spans, 1):
        revision = words_hash(f"{question or ''} {turn.text[start:end]}")
        address = Address(interview.id, number, part, revision)
        yield Passage(address, turn, question, speaker, len(spans), start, end)


def parts(text: str, code: str) -> tuple[Span, ...]:
    """Return where the parts of an answer begin and end, in code points: one part for up to 120 words.

    A longer text is cut between paragraphs, and within a paragraph of over 120 words between sentences, so that
    each part is as long as it can be; a sentence is never cut. It depends on nothing but the text and its language.
    """
    if _words(text) <= PART_WORDS:
        return ((0, len(text)),) if text else ()
    pieces = [
        piece
        for begin, end in paragraphs(text)
        for piece in (
            [(begin, end)]
            if _words(text[begin:end]) <= PART_WORDS
            else [(begin + a, begin + b) for a, b in sentences(text[begin:end], code)]
        )
    ]
    packed: list[Span] = []
    for begin, end in pieces:
        if packed and _words(text[packed[-1][0] : end]) <= PART_WORDS:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((begin, end))
    if len(packed) > 1 and _words(text[slice(*packed[-1])]) < SHORTEST_PART_WORDS:
        last = packed.pop()
        packed[-1] = (packed[-1][0], last[1])
    return tuple(packed)


def _words(text: str) -> int:
    return len(text.split())
