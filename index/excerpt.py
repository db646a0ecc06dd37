"""Which sentences of a passage to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.analysis import analyse
from index.interview import Excerpt
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.question import Group
    from index.sentences import Span

LONGEST = 350
"""Code points of an excerpt, unless one sentence is longer; a passage up to this is shown whole."""

MOST_SENTENCES = 3


def choose(text: str, language: str, groups: Sequence[Group]) -> Excerpt:
    """Return the one to three sentences in a row of `text` that hold the most of what `groups` ask for.

    Among those that hold equally much, the longest is shown, then the first.
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
    first, last = max(windows, key=lambda window: (_worth(held, window, groups), _length(spans, window)))
    begin, end = spans[first][0], spans[last][1]
    return Excerpt(text[begin:end], begin, end)


def _held(sentence: str, language: str, groups: Sequence[Group]) -> Mapping[int, float]:
    """Return for each group, by its place, the best weight that a sentence holds it with."""
    terms = {term for word in analyse(sentence, language) for term in word.terms}
    return {
        place: max((a.weight for a in group.alternatives if a.term in terms), default=0.0)
        for place, group in enumerate(groups)
    }


def _worth(held: Sequence[Mapping[int, float]], window: tuple[int, int], groups: Sequence[Group]) -> float:
    first, last = window
    return sum(
        group.information * max(held[sentence][place] for sentence in range(first, last + 1))
        for place, group in enumerate(groups)
    )


def _length(spans: Sequence[Span], window: tuple[int, int]) -> int:
    first, last = window
    return spans[last][1] - spans[first][0]
