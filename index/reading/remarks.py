"""What an editor should look at after a reading; nothing of it changes the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading import Remark
from index.reading.roles import asks

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from index.reading.lines import Line
    from index.reading.names import Label

_WORD = re.compile(r"[^\W\d_]+")
_AROUND_WORDS = ".,;:!?()\"”'’"
_IN_ADDRESSES = ("://", "@", "www.")
_SHORTEST_BEFORE = 3
"""Letters before the capital: "arkivLeif" lacks a sentence break, "eHälsa" and "iPhone" lack nothing."""


def remark_title() -> Remark:
    """Say that no headline was found."""
    return Remark(1, "no headline found; the names of those who answer stand in for the title", doubt=False)


def remark_askers(line: int, askers: Sequence[str]) -> Remark:
    """Say that it is not plain who asks; `line` is the first turn's."""
    taken = f"only {' and '.join(askers)} is taken" if askers else "nobody is taken"
    return Remark(line, f"it is not plain who asks: {taken} for an interviewer; name the interviewers", doubt=True)


def remark_openings(others: Mapping[int, Label], asked: Container[int]) -> Iterator[Remark]:
    """Point at each line that begins as a turn does, but was not taken for one.

    It may be a turn after all where it asks something, or stands on one of the lines that `asked` something.
    """
    for number, label in others.items():
        message = f'"{label.name}:" is taken for words, not for a speaker: it comes once and is named nowhere above'
        yield Remark(number, message, doubt=number in asked or asks(label.words))


def remark_glued(lines: Iterable[Line]) -> Iterator[Remark]:
    """Point at each place where two sentences run together without a break ("e-arkivLeif Sandberg")."""
    for line in lines:
        for token in line.text.split():
            if _is_glued(token):
                word = token.strip(_AROUND_WORDS)
                yield Remark(line.number, f'"{word}" seems to lack a break before its capital', doubt=False)


def _is_glued(token: str) -> bool:
    """Tell "e-arkivLeif" from "YouTube", "eHälsa", "macOS" and an address."""
    if any(mark in token for mark in _IN_ADDRESSES):
        return False
    return any(_has_capital_within(word) for word in _WORD.findall(token))


def _has_capital_within(word: str) -> bool:
    capital = next((place for place, letter in enumerate(word) if letter.isupper()), 0)
    return capital >= _SHORTEST_BEFORE and word[:capital].islower() and word[capital + 1 : capital + 2].islower()
