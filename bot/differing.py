"""Two texts of an interview file -> what differs, line by line, and in a changed line word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AROUND = 6
"""Words that stand unchanged on each side of changed ones; more of them are told by an ellipsis."""

LEAST_ALIKE = 0.3
"""The share of their words that two lines have in common at least, to be one line before and after a change."""

_PIECE = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that differs: `sign` is - for what is gone and + for what has come.

    Its pieces are words with the white space behind them, each with whether it is changed.
    """

    sign: str
    number: int
    pieces: tuple[tuple[str, bool], ...]

    def __str__(self) -> str:
        return f"{self.sign} {''.join(text for text, _ in self.pieces)}"


def differences(before: str, after: str) -> Iterator[Line]:
    """Yield the lines that differ, in order; each has its number, from 1, in the text that it stands in."""
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            continue
        for gone, come in _paired(old[a:b], new[c:d]):
            was = old[a + gone] if gone is not None else ""
            now = new[c + come] if come is not None else ""
            left, right = _worded(was, now)
            if was.strip() and gone is not None:
                yield Line("-", a + gone + 1, left)
            if now.strip() and come is not None:
                yield Line("+", c + come + 1, right)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places, from 0, of lines that stand for each other, in order; None where a line has no counterpart."""
    at = 0
    for gone, line in enumerate(old):
        come = next((place for place in range(at, len(new)) if _is_alike(line, new[place])), None)
        if come is None:
            yield gone, None
        else:
            yield from ((None, place) for place in range(at, come))
            yield gone, come
            at = come + 1
    yield from ((None, place) for place in range(at, len(new)))


def _is_alike(line: str, other: str) -> bool:
    return SequenceMatcher(None, line.split(), other.split()).ratio() >= LEAST_ALIKE


def _worded(was: str, now: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Return two lines in pieces, each with whether the other line lacks it."""
    old, new = _PIECE.findall(was), _PIECE.findall(now)
    matcher = SequenceMatcher(None, old, new)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        is_changed = kind != "equal"
        left += [(piece, is_changed) for piece in (old[a:b] if is_changed else _shortened(old[a:b], a, b == len(old)))]
        right += [(piece, is_changed) for piece in (new[c:d] if is_changed else _shortened(new[c:d], c, d == len(new)))]
    return tuple(left), tuple(right)


def _shortened(pieces: Sequence[str], first: int, is_last: bool) -> Sequence[str]:  # noqa: FBT001  # what it is says it
    """Return unchanged pieces without those that stand far from any change."""
    begin, end = (0 if first == 0 else AROUND), (0 if is_last else AROUND)
    if len(pieces) <= begin + end + 1:
        return pieces
    return [*pieces[:begin], "… ", *pieces[len(pieces) - end :]]
