"""Quoted words beside the true ones: what is the same, left out, put in and changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from index.quoted import normals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.quoted import Stretch, Token

_BORDER = re.compile(r"[.!?…\n]")
_JOINT = re.compile(r"(?<!\d)[ -]|[ -](?!\d)")


class Change(StrEnum):
    """What has become of some words in a quotation."""

    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Block:
    """Words in a row: `quoted` of the quotation, `true` of the text, either empty, and whether they are the same.

    `at` is how many of the text's words stand before.
    """

    quoted: tuple[Token, ...]
    true: tuple[Token, ...]
    at: int
    is_same: bool

    @property
    def change(self) -> Change:
        """What has become of the words."""
        if self.is_same:
            return Change.SAME
        if not self.quoted:
            return Change.LEFT_OUT
        return Change.CHANGED if self.true else Change.PUT_IN


def compare(quotation: Sequence[Stretch], text: str, words: Sequence[Token]) -> tuple[Block, ...]:
    """Return a quotation beside the part of `text` that it is nearest to; `words` are all words of `text`.

    Every word of the quotation is in one block. What an ellipsis leaves out is in none.
    """
    found: list[Block] = []
    at = 0
    for stretch in quotation:
        blocks = _exactly(stretch, words, at) or list(_nearly(stretch, text, words, at))
        found += blocks
        at = max((block.at + len(block.true) for block in blocks), default=at)
    return tuple(found)


def _exactly(stretch: Stretch, words: Sequence[Token], first: int) -> list[Block]:
    """Return the stretch as one block where it stands to the letter from word `first` on, else nothing."""
    quoted = stretch.words
    inner = normals(quoted)[stretch.is_first_cut : len(quoted) - stretch.is_last_cut]
    if not inner:
        return []
    length = len(quoted)
    text = f" {' '.join(normals(words[first:]))} "
    sought = f" {' '.join(inner)} "
    place = text.find(sought)
    while place >= 0:
        start = first + text.count(" ", 0, place) - stretch.is_first_cut
        true = tuple(words[max(start, first) : start + length])
        if (
            len(true) == length
            and (not stretch.is_first_cut or true[0].normal.endswith(quoted[0].normal))
            and (not stretch.is_last_cut or true[-1].normal.startswith(quoted[-1].normal))
        ):
            return [Block(quoted, true, start, is_same=True)]
        place = text.find(sought, place + 1)
    return []


def _nearly(stretch: Stretch, text: str, words: Sequence[Token], first: int) -> Iterator[Block]:
    """Yield the blocks of a stretch beside those of the words from `first` on that it is nearest to."""
    quoted, sought, true = stretch.words, normals(stretch.words), normals(words)
    low, high = first, len(true)
    if len(sought) < high - low:
        nearest = fuzz.partial_ratio_alignment(sought, true[first:])
        slack = len(sought) // 2 + 2
        if nearest is not None:
            low, high = max(first, first + nearest.dest_start - slack), min(high, first + nearest.dest_end + slack)
    core = _core(sought, true[low:high])
    if core is None:
        yield Block(quoted, (), first, is_same=False)
        return
    begin, end, start, stop = core[0], core[1], core[2] + low, core[3] + low
    while begin and start > first and sought[begin - 1] == true[start - 1]:
        begin, start = begin - 1, start - 1
    while end < len(sought) and stop < len(true) and sought[end] == true[stop]:
        end, stop = end + 1, stop + 1
    heads = _reach(text, words, start, max(first, start - begin), -1)
    head = _fitting([(quoted[:begin], words[place:start], place) for place in heads])
    tails = _reach(text, words, stop, min(len(words), stop + len(sought) - end), 1)
    tail = _fitting([(quoted[end:], words[stop:place], place) for place in tails])
    for a, b, low, high in ((0, begin, head, start), (begin, end, start, stop), (end, len(sought), stop, tail)):
        for i, j, k, m in _opcodes(sought[a:b], true[low:high]):
            its = quoted[a + i : a + j], tuple(words[low + k : low + m])
            yield Block(*its, low + k, is_same=_squeezed(its[0]) == _squeezed(its[1]))


def _fitting(ways: Sequence[tuple[Sequence[Token], Sequence[Token], int]]) -> int:
    """Return the place of the true words that are the same as the quoted ones, else the farthest."""
    return next((place for quoted, true, place in ways if _squeezed(quoted) == _squeezed(true)), ways[-1][2])


def _reach(text: str, words: Sequence[Token], place: int, limit: int, step: int) -> Iterator[int]:
    """Yield the places from `place` to `limit` that the sentence of the words there reaches over."""
    yield place
    while place != limit and _is_one_sentence(text, words, place):
        place += step
        yield place


def _core(quoted: Sequence[str], true: Sequence[str]) -> tuple[int, int, int, int] | None:
    """Return from where to where the words are alike, in `quoted` and in `true`: from the same word to the same word.

    Same words that lie more than twice as many words away from the others are left out, and of places that are equally
    alike it is the narrowest. None where nothing is alike.
    """
    blocks = _opcodes(quoted, true)
    same = [place for place, (a, b, c, d) in enumerate(blocks) if quoted[a:b] == true[c:d]]
    if not same:
        return None
    blocks = blocks[same[0] : same[-1] + 1]
    worth = [2 * (b - a) if quoted[a:b] == true[c:d] else -max(b - a, d - c) for a, b, c, d in blocks]
    totals = [0, *accumulate(worth)]
    lowest = list(accumulate(totals, min))
    last = max(range(1, len(totals)), key=lambda place: (totals[place] - lowest[place - 1], place))
    first = min(range(last), key=totals.__getitem__)
    (begin, _, start, _), (_, end, _, stop) = blocks[first], blocks[last - 1]
    alike = LCSseq.similarity(quoted[begin:end], true[start:stop])

    def lacks(low: int, high: int) -> bool:
        return LCSseq.similarity(quoted[begin:end], true[low:high]) < alike

    start = bisect_left(range(stop), True, start, key=lambda low: lacks(low, stop)) - 1  # noqa: FBT003  # what is sought
    stop = bisect_left(range(stop + 1), True, start, key=lambda high: not lacks(start, high))  # noqa: FBT003
    return begin, end, start, stop


def _opcodes(quoted: Sequence[str], true: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the alternating runs of equal and of other words, from where to where in `quoted` and in `true`."""
    runs: list[tuple[int, int, int, int]] = []
    was_equal = True
    for step in Indel.opcodes(quoted, true):
        is_equal = step.tag == "equal"
        if runs and not is_equal and not was_equal:
            a, _, c, _ = runs.pop()
            runs.append((a, step.src_end, c, step.dest_end))
        else:
            runs.append((step.src_start, step.src_end, step.dest_start, step.dest_end))
        was_equal = is_equal
    return runs


def _is_one_sentence(text: str, words: Sequence[Token], place: int) -> bool:
    """Tell whether a word is in one sentence with the word before it."""
    return 0 < place < len(words) and not _BORDER.search(text, words[place - 1].end, words[place].start)


def _squeezed(words: Sequence[Token]) -> str:
    """Return words without the spaces and hyphens between letters: "e arkiv" is "e-arkiv", and "1 5" is not "15"."""
    return _JOINT.sub("", " ".join(normals(words)))
