"""The terms that a word of a question can be found under: its own forms, and those of the words that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from index.analysis import PART, STEM
from index.forms import is_known
from index.frequencies import rarity
from index.languages import language as known_language
from index.languages import primary
from index.lexicon import STRENGTHS, Lexicon, Relation, lexicon, translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.forms import Forms

BASE_WEIGHTS = (1.0, 0.8)
"""What a word's likeliest base form counts, and its others."""

STEM_WEIGHT, KNOWN_STEM_WEIGHT = 0.9, 0.45
"""What a shared stem counts for a word that no dictionary knows, and for one whose base form is known."""

HOLDER_WEIGHT = 0.75
"""What a compound counts of which the word is a part, or a word that is derived from it."""

PART_WEIGHT = 0.55
"""What a part of the word itself counts, or what it is derived from."""

SECOND_STEP_SHARE = 0.5
"""What a word counts that is related to a related one, as a share of both strengths."""

PHRASE_SHARE = 0.6
"""How much of a phrase the word in it that tells the most stands for."""

MOST_KEPT = 1000
"""How many words are kept as they were widened last: readers of the same interviews ask with the same ones."""


class Step(StrEnum):
    """How a word leads to another that is like it, beside the relations of the lexicon."""

    STEM = "stem"
    PART = "part"
    MADE_OF = "made of it"
    PHRASE = "phrase"


Way = tuple[Relation | Step, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that a group can be found under, and how much it counts there, above 0 and at most 1.

    `way` has the steps that lead to it from the word that was asked for; none where it is that word.
    """

    term: str
    weight: float
    way: Way = ()


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a question in a language (BCP 47), with its forms and the fixed phrases that it stands in there."""

    word: str
    forms: Forms
    language: str
    phrases: tuple[str, ...] = ()


class Widener:
    """Widens the words of questions by the lexicons that ship and by a publisher's own."""

    def __init__(self, own: Lexicon, vocabulary: frozenset[str]) -> None:
        """Lead to words of `own` too, and only to what is in `vocabulary`, all terms of a library."""
        self._own = own
        self._vocabulary = vocabulary
        self._widened = lru_cache(maxsize=MOST_KEPT)(self._widen)

    def widen(self, asked: AskedWord, languages: Sequence[str]) -> tuple[Alternative, ...]:
        """Return the terms under which interviews in `languages` (BCP 47) may have a word, each once."""
        return self._widened(asked, tuple(languages))

    def _widen(self, asked: AskedWord, languages: tuple[str, ...]) -> tuple[Alternative, ...]:
        found: dict[str, Alternative] = {}
        for code in languages:
            is_same = primary(asked.language) == primary(code)
            for alternative in self._in_same(asked, code) if is_same else self._in_other(asked, code):
                known = found.get(alternative.term)
                if known is None or known.weight < alternative.weight:
                    found[alternative.term] = alternative
        return tuple(found.values())

    def _in_same(self, asked: AskedWord, code: str) -> Iterator[Alternative]:
        yield from _forms_of(asked, code)
        for phrase in asked.phrases:
            yield Alternative(phrase, 1.0)
            yield from self._linked(phrase, 1.0, code)
            yield from self._linked_twice(phrase, 1.0, code)
        for place, base in enumerate(asked.forms.bases):
            yield from self._linked(base, BASE_WEIGHTS[min(place, 1)], code)
            yield from self._linked_twice(base, BASE_WEIGHTS[min(place, 1)], code)
        for part in asked.forms.parts:
            yield from self._linked(part, PART_WEIGHT, code, (Step.PART,))

    def _in_other(self, asked: AskedWord, code: str) -> Iterator[Alternative]:
        known = translations(primary(asked.language), primary(code))
        if asked.word not in known and not is_known(asked.word, asked.language):
            # A name, or a word that both languages have; it is not taken apart as one of the other language's.
            yield Alternative(asked.word, 1.0)
            yield Alternative(f"{STEM}{known_language(code).stem(asked.word)}", STEM_WEIGHT, (Step.STEM,))
        strength = STRENGTHS[Relation.TRANSLATION]
        way: Way = (Relation.TRANSLATION,)
        wholes = [(word, strength, way) for word in (*asked.phrases, *asked.forms.bases)]
        if not any(word in known for word, *_ in wholes):
            # By its synonyms, then.
            wholes = [
                (other, weight * STRENGTHS[relation], (relation, *way))
                for word, weight, _ in wholes
                for other, relation in lexicon(primary(asked.language)).links(word).items()
                if relation is Relation.SYNONYM
            ]
        parts = ((part, strength * PART_WEIGHT, (Step.PART, *way)) for part in asked.forms.parts)
        for source, weight, its in chain(wholes, parts):
            for translated in known.get(source, ()):
                yield from self._other(translated, weight, code, its)
                yield from self._linked(translated, weight, code, its)

    def _linked(self, word: str, strength: float, code: str, way: Way = ()) -> Iterator[Alternative]:
        """Yield the terms of the words that a word or a phrase leads to."""
        for other, relation in self._links(word, code):
            yield from self._other(other, strength * STRENGTHS[relation], code, (*way, relation))

    def _linked_twice(self, word: str, strength: float, code: str) -> Iterator[Alternative]:
        """Yield the words of the vocabulary that the words lead to that a word or a phrase leads to."""
        for first, relation in self._links(word, code):
            share = strength * STRENGTHS[relation] * SECOND_STEP_SHARE
            for known in (lexicon(primary(code)), self._own):
                links = known.links(first)
                for other in self._vocabulary.intersection(links):
                    # A cat and a dog are both animals, and who asks for the one is not answered by the other.
                    if (relation, links[other]) != (Relation.BROADER, Relation.NARROWER):
                        yield Alternative(other, share * STRENGTHS[links[other]], (relation, links[other]))

    def _other(self, other: str, strength: float, code: str, way: Way) -> Iterator[Alternative]:
        """Yield the terms of a word that the question does not have; of a phrase also its most telling word's."""
        if " " in other:
            if self._has(other):
                yield Alternative(other, strength, way)
            strength, way = strength * PHRASE_SHARE, (*way, Step.PHRASE)
            words = [word for word in other.split() if word not in known_language(code).function_words]
            other = max(words, key=lambda word: rarity(word, code), default="")
        if other and self._has(other):
            yield Alternative(other, strength, way)
        if other and self._has(f"{PART}{other}"):
            yield Alternative(f"{PART}{other}", strength * HOLDER_WEIGHT, (*way, Step.MADE_OF))

    def _has(self, term: str) -> bool:
        return term in self._vocabulary

    def _links(self, word: str, code: str) -> Iterable[tuple[str, Relation]]:
        return chain(lexicon(primary(code)).links(word).items(), self._own.links(word).items())


def _forms_of(asked: AskedWord, code: str) -> Iterator[Alternative]:
    for place, base in enumerate(asked.forms.bases):
        weight = BASE_WEIGHTS[min(place, 1)]
        yield Alternative(base, weight)
        yield Alternative(f"{PART}{base}", weight * HOLDER_WEIGHT, (Step.MADE_OF,))
    stem_weight = KNOWN_STEM_WEIGHT if is_known(asked.word, code) else STEM_WEIGHT
    yield Alternative(f"{STEM}{asked.forms.stem}", stem_weight, (Step.STEM,))
    for part in asked.forms.parts:
        yield Alternative(part, PART_WEIGHT, (Step.PART,))
        yield Alternative(f"{PART}{part}", PART_WEIGHT * HOLDER_WEIGHT, (Step.PART, Step.MADE_OF))
