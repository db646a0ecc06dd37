"""A reader's question, read: its language and its groups of weighted terms."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from index.analysis import PART, STEM, analyse
from index.answer_kind import AnswerKind, asked_for
from index.forms import is_known
from index.frequencies import rarity
from index.languages import language as known_language
from index.languages import recognise
from index.lexicon import STRENGTHS, Lexicon, Relation, lexicon, translations
from index.spelling import Spelling, unaccented

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

PHRASE_SHARE = 0.6
"""How much of a phrase the word in it that tells the most stands for."""

MAX_GROUPS = 60
"""A question of more words that carry information is read no further; an answer is no easier to find by them."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that a group can be found under, and how much it counts there, above 0 and at most 1."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question that carries information, and all terms that it can be found under.

    `information` is from 0.1 to 1, by how rare the word is in its language. A word that no interview can have
    (it is a function word in all their languages) has no alternatives, and still counts as asked for.
    """

    word: str
    information: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the text as typed, its language (BCP 47) and its groups, none where no word says anything.

    `corrections` are words of groups that were read as others, as they were typed and as they were read. `kind` is the
    kind of answer that is asked for, None where it is no particular one.
    """

    text: str
    language: str
    groups: tuple[Group, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    kind: AnswerKind | None = None


class Reader:
    """Reads questions to the interviews of a library."""

    def __init__(self, words: Iterable[str], own: Lexicon | None = None) -> None:
        """Know the words of the library, in lower case: they are never misspelt; `own` is the publisher's lexicon."""
        self._words = frozenset(words)
        self._own = own or Lexicon()
        self._spellings: dict[str, Spelling] = {}

    def read(self, text: str, languages: Sequence[str]) -> Question:
        """Read a question to interviews in `languages` (BCP 47); the first is assumed where the words do not tell."""
        typed = [word.normal for word in analyse(text, languages[0])]
        language = recognise(typed, languages[0])
        read = self._corrected(typed, language)
        kind, asking = asked_for(" ".join(after for _, after in read), language)
        groups: dict[str, Group] = {}
        for word in (word for _, meant in read for word in analyse(meant, language)):
            if word.forms is not None and word.normal not in groups and len(groups) < MAX_GROUPS:
                groups[word.normal] = _group(word.normal, word.forms, language, languages, self._own)
        # "how many" asks for a number, and is not what the question is about.
        about = tuple(group for word, group in groups.items() if word not in asking or kind is AnswerKind.PRICE)
        kept = about or tuple(groups.values())
        words = {group.word for group in kept}
        corrections = tuple((before, after) for before, after in read if before != after and after in words)
        return Question(text, language, kept, corrections, kind)

    def _corrected(self, typed: list[str], language: str) -> list[tuple[str, str]]:
        """Return each word as it was typed and as it is read."""
        spelling = self._spellings.get(language)
        if spelling is None:
            spelling = self._spellings[language] = Spelling(self._words, language)
        has_accents = any(unaccented(word) != word for word in typed)
        words = spelling.joined(typed)
        return [(word, spelling.corrected(word, has_accents=has_accents)) for word in words]


def _group(word: str, its: Forms, language: str, languages: Sequence[str], own: Lexicon) -> Group:
    weights: dict[str, float] = {}
    for code in languages:
        for alternative in _alternatives(word, its, language, code, own):
            weights[alternative.term] = max(alternative.weight, weights.get(alternative.term, 0.0))
    alternatives = tuple(Alternative(term, weight) for term, weight in weights.items())
    return Group(word, _information(word, its, language), alternatives)


def _information(word: str, its: Forms, language: str) -> float:
    """Return how much a word tells: as little as the commonest of its forms."""
    return min(rarity(form, language) for form in (word, its.bases[0]))


def _alternatives(word: str, its: Forms, language: str, code: str, own: Lexicon) -> Iterator[Alternative]:
    """Yield the terms under which interviews in the language `code` may have a word of a question in `language`."""
    if _primary(language) == _primary(code):
        yield from _own(word, its, code)
        for place, base in enumerate(its.bases):
            yield from _linked(base, BASE_WEIGHTS[min(place, 1)], code, own)
        for part in its.parts:
            yield from _linked(part, PART_WEIGHT, code, own)
        return
    # A name, or a word that both languages have; it is not taken apart as one of the other language's.
    yield Alternative(word, 1.0)
    yield Alternative(f"{STEM}{known_language(code).stem(word)}", STEM_WEIGHT)
    strength = STRENGTHS[Relation.TRANSLATION]
    known = translations(_primary(language), _primary(code))
    for translated in dict.fromkeys(other for base in its.bases for other in known.get(base, ())):
        yield from _other(translated, strength, code)
        yield from _linked(translated, strength, code, own)


def _linked(word: str, strength: float, code: str, own: Lexicon) -> Iterator[Alternative]:
    """Yield the terms of the words that a word leads to, in the lexicon of its language and in the publisher's own."""
    for link in chain(lexicon(_primary(code)).links(word), own.links(word)):
        yield from _other(link.word, strength * STRENGTHS[link.relation], code)


def _own(word: str, its: Forms, code: str) -> Iterator[Alternative]:
    for place, base in enumerate(its.bases):
        weight = BASE_WEIGHTS[min(place, 1)]
        yield Alternative(base, weight)
        yield Alternative(f"{PART}{base}", weight * HOLDER_WEIGHT)
    yield Alternative(f"{STEM}{its.stem}", KNOWN_STEM_WEIGHT if is_known(word, code) else STEM_WEIGHT)
    for part in its.parts:
        yield Alternative(part, PART_WEIGHT)
        yield Alternative(f"{PART}{part}", PART_WEIGHT * HOLDER_WEIGHT)


def _other(other: str, strength: float, code: str) -> Iterator[Alternative]:
    """Yield the terms of a word that the question does not have; of a phrase those of the word that tells the most."""
    words = other.split()
    if len(words) > 1:
        strength *= PHRASE_SHARE
        words = [word for word in words if word not in known_language(code).function_words]
    if not words:
        return
    word = max(words, key=lambda word: rarity(word, code))
    yield Alternative(word, strength)
    yield Alternative(f"{PART}{word}", strength * HOLDER_WEIGHT)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()
