"""Which sentences of a passage to show."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from index.analysis import analyse
from index.answer_kind import OPEN_KINDS, holds, signs
from index.interview import Excerpt
from index.languages import language as known_language
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.analysis import Word
    from index.answer_kind import AnswerKind
    from index.question import Group
    from index.sentences import Span

LONGEST = 350
"""Code points of an excerpt, unless one sentence is longer."""

MOST_SENTENCES = 3

MOST_KEPT = 1000
"""How many sentences and excerpts of interviews are kept as they were analysed last."""

KIND_WORTH, OPEN_KIND_WORTH = 0.3, 0.05
"""What it is worth that an excerpt holds the kind of answer asked for, as a share of what the question's words are
worth; never more than this share of a whole rare word. A list, or a yes or no, only tips the scales: that they were
worth as much as the others cost five of 344 excerpts the right sentence, and brought none.
"""

LEAST_HELD = 0.1
"""The weight from which a sentence counts as holding a word of the question: by less, all sentences hold most words."""

TELLING_FROM = 0.3
MOST_TELLING = 3
"""The weight from which a word holds one of the question's well, and how many words of an excerpt carry the answer."""

OPENING_SHARE = 0.9
"""What a word of the question counts as held by an answer's first sentence that stands in what was asked there."""


def choose(
    text: str, language: str, groups: Sequence[Group], kind: AnswerKind | None = None, asked: str | None = None
) -> Excerpt:
    """Return the one to three sentences in a row of `text` that hold the most of what `groups` and `kind` ask for.

    None but the text's first sentence begins an excerpt with a word that leans on the sentence before ("But", "It").
    Of excerpts worth equally much, one is shown that begins with a sentence that holds any of what is asked for, or
    with the one that such a sentence leans on; of those the earliest, and then the longest. A text that is short enough
    is shown whole. `asked` is the question that `text` begins to answer: its first sentence holds what that asks for.
    """
    spans = sentences(text, language)
    if len(text) <= LONGEST and len(spans) <= MOST_SENTENCES:
        return Excerpt(text, 0, len(text))
    read = [_analysed(text[begin:end], language) for begin, end in spans]
    leans = [place > 0 and _leans(words, language) for place, words in enumerate(read)]
    held = [_held(words, groups) for words in read]
    if asked is not None:
        opening = _held(_analysed(asked, language), groups)
        held[0] = [max(its, OPENING_SHARE * weight) for its, weight in zip(held[0], opening, strict=True)]
    worth_of_kind = OPEN_KIND_WORTH if kind in OPEN_KINDS else KIND_WORTH
    kind_worth = worth_of_kind * min(1.0, sum(group.information for group in groups))
    windows = [
        (first, last)
        for first in range(len(spans))
        for last in range(first, min(first + MOST_SENTENCES, len(spans)))
        if not leans[first] and (first == last or spans[last][1] - spans[first][0] <= LONGEST)
    ]

    def worth(window: tuple[int, int]) -> tuple[float, bool, int, int]:
        first, last = window
        best = (max(weights) for weights in zip(*held[first : last + 1], strict=True))
        value = sum(group.information * weight for group, weight in zip(groups, best, strict=True))
        if kind is not None and holds(text[spans[first][0] : spans[last][1]], kind, language):
            value += kind_worth
        head = chain([first], takewhile(leans.__getitem__, range(first + 1, last + 1)))
        return value, any(any(held[place]) for place in head), -first, last

    first, last = max(windows, key=worth)
    begin, end = spans[first][0], spans[last][1]
    return Excerpt(text[begin:end], begin, end)


def naming(text: str, language: str, names: Sequence[str]) -> Excerpt | None:
    """Return the first sentence of `text` that has any of `names` as whole words, with those that it leans on.

    None where none has, or where it takes too many to stand.
    """
    patterns = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names]
    return _first(text, language, lambda sentence: any(pattern.search(sentence) for pattern in patterns))


def holding(text: str, language: str, kinds: Sequence[AnswerKind], start: int = 0) -> Excerpt | None:
    """Return the first sentence of `text` that ends behind `start` and has what is of `kinds`, of all of them at once.

    It stands with the sentences that it leans on. None where none has, or where it takes too many to stand, and of a
    language without a list of the signs of a kind.
    """

    def has(sentence: str) -> bool:
        return bool(set.intersection(*(set(signs(sentence, kind, language)) for kind in kinds)))

    return _first(text, language, has, start)


def _first(text: str, language: str, is_sought: Callable[[str], bool], start: int = 0) -> Excerpt | None:
    """Return the first sentence that is sought, of those that end behind `start`, with those that it leans on."""
    row: list[Span] = []
    for its_start, end in sentences(text, language):
        sentence = text[its_start:end]
        row = [*row, (its_start, end)] if _leans(_analysed(sentence, language), language) else [(its_start, end)]
        begin = row[0][0]
        fits = len(row) == 1 or (len(row) <= MOST_SENTENCES and end - begin <= LONGEST)
        if fits and end > start and is_sought(sentence):
            return Excerpt(text[begin:end], begin, end)
    return None


def covering(text: str, language: str, start: int, end: int) -> Excerpt | None:
    """Return the whole sentences of `text` that `text[start:end]` is or has a part of; None where it has none."""
    touched = [(begin, stop) for begin, stop in sentences(text, language) if begin < end and start < stop]
    if start >= end or not touched:
        return None
    begin, stop = touched[0][0], touched[-1][1]
    return Excerpt(text[begin:stop], begin, stop)


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
    words = _analysed(excerpt.text, language)
    found: set[tuple[int, int]] = set()
    for group in groups:
        weights = {alternative.term: alternative.weight for alternative in group.alternatives}
        held = [max((weights.get(term, 0.0) for term in word.terms), default=0.0) for word in words]
        best = max(held, default=0.0)
        if best:
            found |= {(word.start, word.end) for word, weight in zip(words, held, strict=True) if weight == best}
    return tuple((excerpt.start + start, excerpt.start + end) for start, end in sorted(found))


def telling(excerpt: Excerpt, language: str, groups: Sequence[Group]) -> tuple[tuple[int, int], ...]:
    """Return where the few words stand in the excerpt that carry the answer: offsets in the excerpt, in order.

    They are the ones that hold the question's most telling words well, each where it first stands.
    """
    words = _analysed(excerpt.text, language)
    found: dict[tuple[int, int], float] = {}
    for group in groups:
        weights = {alternative.term: alternative.weight for alternative in group.alternatives}
        held = [max((weights.get(term, 0.0) for term in word.terms), default=0.0) for word in words]
        best = max(held, default=0.0)
        if best >= TELLING_FROM:
            word = words[held.index(best)]
            place = (word.start, word.end)
            found[place] = max(found.get(place, 0.0), best * group.information)
    return tuple(sorted(sorted(found, key=lambda place: -found[place])[:MOST_TELLING]))


@lru_cache(maxsize=MOST_KEPT)
def _analysed(text: str, code: str) -> tuple[Word, ...]:
    """Return the words of what stands in an interview; the same is asked for again and again."""
    return analyse(text, code)


def _leans(sentence: Sequence[Word], language: str) -> bool:
    """Tell whether a sentence begins with a word that leans on the sentence before."""
    return bool(sentence) and sentence[0].normal in known_language(language).leaning


def _held(sentence: Sequence[Word], groups: Sequence[Group]) -> list[float]:
    """Return for each group the best weight that a sentence holds it with, 0 where it does not."""
    found = {term for word in sentence for term in word.terms}
    return [
        max((a.weight for a in group.alternatives if a.term in found and a.weight >= LEAST_HELD), default=0.0)
        for group in groups
    ]
