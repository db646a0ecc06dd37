"""A quotation as somebody pasted it: its words, whatever marks, spaces and dots stand around and between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.analysis import LETTERS, MAX_WORD_LENGTH, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHORTEST_BESIDE_AN_ELLIPSIS = 2
"""Words that have to stand on both sides of an ellipsis: of single words, any sentence could be put together."""

# A hyphen joins before a letter alone: "10-12" is two words, as "10–12" is. What is counted in changes what is said.
_TOKEN = re.compile(rf"{LETTERS}(?:[-‐‑'’](?=[^\W\d_]){LETTERS})*|(?<![\w.,])[-−](?=\d)|[%‰§&+=€$£¥°]")
_ADDRESS = re.compile(r"https?://\S+")
_MINUS = "−"
_ALIKE = str.maketrans("‐‑’", "--'")
_ELLIPSIS = re.compile(r"(?:[\[(/<]\s*)?(?:…|\.(?:\s?\.)+)+(?:\s*[\])/>])?")
_MARKS = re.compile(r"[\"“”„‟«»〝〞＂]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text, `text[start:end]`, and the same in lower case and one Unicode form."""

    normal: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row; the first and the last may be cut off in the middle, where an ellipsis is written onto them."""

    words: tuple[Token, ...]
    is_first_cut: bool = False
    is_last_cut: bool = False


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the words of `text[start:end]`, in order, with their offsets in `text`; those of links are left out."""
    end = len(text) if end is None else end
    links = [link.span() for link in _ADDRESS.finditer(text, start, end)]
    found = [
        token
        for token in _TOKEN.finditer(text, start, end)
        if not any(first <= token.start() < last for first, last in links)
    ]
    # Nothing is composed over a line's end, and one call takes a tenth of the time of many.
    joined = normalise("\n".join(token[0][:MAX_WORD_LENGTH] for token in found)).translate(_ALIKE)
    return tuple(
        Token(_MINUS if normal == "-" else normal, token.start(), token.end())
        for token, normal in zip(found, joined.split("\n"), strict=bool(found))
        if normal
    )


def stretches(text: str) -> tuple[Stretch, ...]:
    """Return the words of a quotation as it stands, parted at ellipses."""
    return _joined(_parted(text, 0, len(text)))


def stretches_in_marks(text: str) -> tuple[Stretch, ...]:
    """Return the words within quotation marks, parted there and at ellipses; none where there are no marks.

    Of a mark that is not closed it is all to the end.
    """
    marks = [mark.start() for mark in _MARKS.finditer(text)]
    inside = zip(marks[::2], [*marks[1::2], len(text)][: len(marks[::2])], strict=True)
    return _joined(stretch for begin, end in inside for stretch in _parted(text, begin + 1, end))


def _parted(text: str, begin: int, end: int) -> Iterator[Stretch]:
    """Yield what stands between the ellipses of `text[begin:end]`, without what has no words."""
    ellipses = [(begin, begin), *(ellipsis.span() for ellipsis in _ELLIPSIS.finditer(text, begin, end)), (end, end)]
    for (opened, before), (after, closed) in pairwise(ellipses):
        words = tokens(text, before, after)
        if words:
            is_first_cut = opened < before == words[0].start and text[before - 1] in ".…"
            is_last_cut = after < closed and after == words[-1].end and text[after] in ".…"
            yield Stretch(words, is_first_cut, is_last_cut)


def _joined(parted: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join those of few words to the one before, or to the next where they are the first."""
    joined: list[Stretch] = []
    for stretch in parted:
        is_short = len(stretch.words) < SHORTEST_BESIDE_AN_ELLIPSIS
        if joined and (is_short or len(joined[-1].words) < SHORTEST_BESIDE_AN_ELLIPSIS):
            last = joined.pop()
            stretch = Stretch(last.words + stretch.words, last.is_first_cut, stretch.is_last_cut)  # noqa: PLW2901
        joined.append(stretch)
    return tuple(joined)


def normals(words: Sequence[Token]) -> list[str]:
    """Return words as they are compared."""
    return [word.normal for word in words]
