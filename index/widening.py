"""The terms that a word of a question can be found under: its own forms, and those of the words that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that a group can be found under, and how much it counts there, above 0 and at most 1."""

    term: str
    weight: float


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

    def widen(self, asked: AskedWord, languages: Sequence[str]) -> tuple[Alternative, ...]:
        """Return the terms under which interviews in `languages` (BCP 47) may have a word, each once."""
        weights: dict[str, float] = {}
        for code in languages:
            is_same = primary(asked.language) == primary(code)
            for alternative in self._in_same(asked, code) if is_same else self._in_other(asked, code):
                weights[alternative.term] = max(alternative.weight, weights.get(alternative.term, 0.0))
        return tuple(Alternative(term, weight) for term, weight in weights.items())

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
            yield from self._linked(part, PART_WEIGHT, code)

    def _in_other(self, asked: AskedWord, code: str) -> Iterator[Alternative]:
        # A name, or a word that both languages have; it is not taken apart as one of the other language's.
        yield Alternative(asked.word, 1.0)
        yield Alternative(f"{STEM}{known_language(code).stem(asked.word)}", STEM_WEIGHT)
        known = translations(primary(asked.language), primary(code))
        strength = STRENGTHS[Relation.TRANSLATION]
        wholes = [(word, strength) for word in (*asked.phrases, *asked.forms.bases)]
        if not any(word in known for word, _ in wholes):
            # By its synonyms, then.
            wholes = [
                (other, weight * STRENGTHS[relation])
                for word, weight in wholes
                for other, relation in lexicon(primary(asked.language)).links(word).items()
                if relation is Relation.SYNONYM
            ]
        parts = ((part, strength * PART_WEIGHT) for part in asked.forms.parts)
        for source, weight in chain(wholes, parts):
            for translated in known.get(source, ()):
                yield from self._other(translated, weight, code)
                yield from self._linked(translated, weight, code)

    def _linked(self, word: str, strength: float, code: str) -> Iterator[Alternative]:
        """Yield the terms of the words that a word or a phrase leads to."""
        for other, relation in self._links(word, code):
            yield from self._other(other, strength * STRENGTHS[relation], code)

    def _linked_twice(self, word: str, strength: float, code: str) -> Iterator[Alternative]:
        """Yield the words of the vocabulary that the words lead to that a word or a phrase leads to."""
        for first, relation in self._links(word, code):
            share = strength * STRENGTHS[relation] * SECOND_STEP_SHARE
            for known in (lexicon(primary(code)), self._own):
                links = known.links(first)
                for other in self._vocabulary.intersection(links):
                    # A cat and a dog are both animals, and who asks for the one is not answered by the other.
                    if (relation, links[other]) != (Relation.BROADER, Relation.NARROWER):
                        yield Alternative(other, share * STRENGTHS[links[other]])

    def _other(self, other: str, strength: float, code: str) -> Iterator[Alternative]:
        """Yield the terms of a word that the question does not have; of a phrase also its most telling word's."""
        if " " in other:
            if self._has(other):
                yield Alternative(other, strength)
            strength *= PHRASE_SHARE
            words = [word for word in other.split() if word not in known_language(code).function_words]
            other = max(words, key=lambda word: rarity(word, code), default="")
        if other and self._has(other):
            yield Alternative(other, strength)
        if other and self._has(f"{PART}{other}"):
            yield Alternative(f"{PART}{other}", strength * HOLDER_WEIGHT)

    def _has(self, term: str) -> bool:
        return term in self._vocabulary

    def _links(self, word: str, code: str) -> Iterable[tuple[str, Relation]]:
        return chain(lexicon(primary(code)).links(word).items(), self._own.links(word).items())


def _forms_of(asked: AskedWord, code: str) -> Iterator[Alternative]:
    for place, base in enumerate(asked.forms.bases):
        weight = BASE_WEIGHTS[min(place, 1)]
        yield Alternative(base, weight)
        yield Alternative(f"{PART}{base}", weight * HOLDER_WEIGHT)
    yield Alternative(f"{STEM}{asked.forms.stem}", KNOWN_STEM_WEIGHT if is_known(asked.word, code) else STEM_WEIGHT)
    for part in asked.forms.parts:
        yield Alternative(part, PART_WEIGHT)
        yield Alternative(f"{PART}{part}", PART_WEIGHT * HOLDER_WEIGHT)
