"""Which sentences of a passage to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.analysis import analyse, terms
from index.answer_kind import holds
from index.interview import Excerpt
from index.languages import language as known_language
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.answer_kind import AnswerKind
    from index.question import Group

LONGEST = 350
"""Code points of an excerpt, unless one sentence is longer; a passage up to this is shown whole."""

MOST_SENTENCES = 3

KIND_WORTH = 0.3
LEANING_COST = 0.15
"""What it is worth that an excerpt holds the kind of answer asked for, and costs that its beginning leans on what was
before, where a whole rare word is worth 1."""


def choose(text: str, language: str, groups: Sequence[Group], kind: AnswerKind | None = None) -> Excerpt:
    """Return the one to three sentences in a row of `text` that hold the most of what `groups` and `kind` ask for.

    An excerpt that begins with a word that leans on the sentence before ("But", "It") is worth less. Of those worth
    equally much, one that begins with a sentence that holds any of it is shown, the earliest and then the longest.
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
        value = sum(group.information * weight for group, weight in zip(groups, best, strict=True))
        if kind is not None and holds(text[spans[first][0] : spans[last][1]], kind, language):
            value += KIND_WORTH
        if first and _leans(text[spans[first][0] : spans[first][1]], language):
            value -= LEANING_COST
        return value, any(held[first]), -first, last

    first, last = max(windows, key=worth)
    begin, end = spans[first][0], spans[last][1]
    return Excerpt(text[begin:end], begin, end)


def naming(text: str, language: str, names: Sequence[str]) -> Excerpt | None:
    """Return the first sentence of `text` that has any of `names` as whole words; None where none has."""
    for begin, end in sentences(text, language):
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text[begin:end]) for name in names):
            return Excerpt(text[begin:end], begin, end)
    return None


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


def matching(excerpt: Excerpt, language: str, groups: Sequence[Group]) -> tuple[tuple[int, int], ...]:
    """Return where the words stand in the passage that the excerpt holds of what `groups` ask for: offsets, in order.

    Only those that hold a word of the question best: its own word if it is there, and else what comes nearest.
    """
    words = analyse(excerpt.text, language)
    found: set[tuple[int, int]] = set()
    for group in groups:
        weights = {alternative.term: alternative.weight for alternative in group.alternatives}
        held = [max((weights.get(term, 0.0) for term in word.terms), default=0.0) for word in words]
        best = max(held, default=0.0)
        if best:
            found |= {(word.start, word.end) for word, weight in zip(words, held, strict=True) if weight == best}
    return tuple((excerpt.start + start, excerpt.start + end) for start, end in sorted(found))


def _leans(sentence: str, language: str) -> bool:
    first = next(iter(analyse(sentence, language)), None)
    return first is not None and first.normal in known_language(language).leaning


def _held(sentence: str, language: str, groups: Sequence[Group]) -> list[float]:
    """Return for each group the best weight that a sentence holds it with, 0 where it does not."""
    found = set(terms(sentence, language))
    return [max((a.weight for a in group.alternatives if a.term in found), default=0.0) for group in groups]
