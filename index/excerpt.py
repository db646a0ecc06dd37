"""Which sentences of a passage to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.analysis import terms
from index.interview import Excerpt
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.question import Group

LONGEST = 350
"""Code points of an excerpt, unless one sentence is longer; a passage up to this is shown whole."""

MOST_SENTENCES = 3


def choose(text: str, language: str, groups: Sequence[Group]) -> Excerpt:
    """Return the one to three sentences in a row of `text` that hold the most of what `groups` ask for.

    Of those that hold equally much, one that begins with a sentence that holds any of it is shown, the earliest and
    then the longest.
    """
    if len(text) <= LONGEST:
        return Excerpt(text, 0, len(text))
    spans = sentences(text, language)
    held = [_held(text[begin:end], language, groups) for begin, end in spans]
    windows = [
        (first, last)
        for first in range(len(spans))
        for last in range(first, min(first + MOST_SENTENCES, len(spans)))
        if first == last or spans[last][1] - spans[first][0] <= LONGEST
    ]

    def worth(window: tuple[int, int]) -> tuple[float, bool, int, int]:
        first, last = window
        best = (max(weights) for weights in zip(*held[first : last + 1], strict=True))
        information = sum(group.information * weight for group, weight in zip(groups, best, strict=True))
        return information, any(held[first]), -first, last

    first, last = max(windows, key=worth)
    begin, end = spans[first][0], spans[last][1]
    return Excerpt(text[begin:end], begin, end)


def following(text: str, language: str, start: int) -> Excerpt | None:
    """Return the next sentences of `text` that begin at `start` or later, one at least; None where there are none."""
    spans = [span for span in sentences(text, language) if span[0] >= start]
    if not spans:
        return None
    begin, end = spans[0]
    for _, later in spans[1:]:
        if later - begin <= LONGEST:
            end = later
    return Excerpt(text[begin:end], begin, end)


def _held(sentence: str, language: str, groups: Sequence[Group]) -> list[float]:
    """Return for each group the best weight that a sentence holds it with, 0 where it does not."""
    found = set(terms(sentence, language))
    return [max((a.weight for a in group.alternatives if a.term in found), default=0.0) for group in groups]
