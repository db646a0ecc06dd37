"""Misspelt words, read as the words that were meant: those of the library first, then those of the language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from index.forms import is_compound, is_known
from index.frequencies import common_words, zipf
from index.languages import language, primary
from index.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SHORTEST = 4
"""Letters of a word that is corrected by more than its accents."""

TWO_ERRORS_FROM = 8
"""Letters from which a word may have two errors, not one. A swap of neighbours is one error."""

COMMONER = 2.0
"""How much commoner, in Zipf units, a word with accents has to be for a known one without to be read as it."""


_SOUNDS = [("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s")]
"""Letters that are taken for each other by ear."""


End = tuple[int, str, str]
"""Letters of a word, its first one or else its last one."""


class Spelling:
    """The words that the readers of a library can be expected to mean, in one language."""

    def __init__(self, own: Iterable[str], code: str) -> None:
        """Know the words of a library, `own`, in lower case, besides those of the language `code`."""
        self._code = code
        self._own = frozenset(own)
        self._own_by_end = _by_end(self._own)

    def joined(self, words: list[str]) -> list[str]:
        """Return words with those put together that the library writes as one, "e arkiv", but for "om rådet"."""
        found: list[str] = []
        for word in words:
            if found and (whole := found[-1] + word) in self._own and self._can_be_joined(found[-1], word):
                found[-1] = whole
            else:
                found.append(word)
        return found

    def _can_be_joined(self, *words: str) -> bool:
        """Tell whether words may be parts of one: not all the library's own, and no grammar, but for single letters."""
        has_grammar = any(len(word) > 1 and word in language(self._code).function_words for word in words)
        return not has_grammar and not self._own.issuperset(words)

    def corrected(self, word: str, *, has_accents: bool) -> str:
        """Return the word that is meant by `word`: itself, if it is known.

        `has_accents` tells whether the question has an accented letter anywhere: whoever types none may mean any.
        """
        if word in self._own or word.isdecimal() or word in language(self._code).function_words:
            return word
        plain = unaccented(word)
        if not has_accents:
            meant = _accented(self._code).get(plain, word)
            if zipf(meant, self._code) >= zipf(word, self._code) + COMMONER:
                return meant
        if is_known(word, self._code) or zipf(word, self._code) or len(word) < SHORTEST:
            return word
        nearest = self._nearest(word)
        if nearest is None or nearest in self._own or _squeezed(nearest) == _squeezed(word):
            return nearest or word
        # What is merely near to another word can be a compound of its own; "kattenn" is near enough, and no tin.
        return word if is_compound(word, self._code) else nearest

    def _nearest(self, word: str) -> str | None:
        """Return the word that the fewest errors make of a misspelt one, None if none does.

        Of several it is one of the same letters, then one of the library, then the commonest.
        """
        near = [
            (
                errors,
                sorted(candidate) != sorted(word),
                candidate not in self._own,
                -zipf(candidate, self._code),
                candidate,
            )
            for vocabulary in (self._own_by_end, _common_by_end(self._code))
            for errors, candidate in _near(_heard(word), vocabulary)
        ]
        return min(near)[-1] if near else None


def _near(heard: str, vocabulary: Mapping[End, dict[str, str]]) -> list[tuple[int, str]]:
    """Return the words that few errors make of one, as it is heard, each with their number."""
    # only a misspelt word needs it
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = 2 if len(heard) >= TWO_ERRORS_FROM else 1
    return [
        (int(distance), candidate)
        for length in range(len(heard) - most, len(heard) + most + 1)
        for end in _ends(length, heard)
        for _, distance, candidate in process.extract(
            heard, vocabulary.get(end, {}), scorer=OSA.distance, score_cutoff=most, limit=20
        )
    ]


def _heard(word: str) -> str:
    """Return a word as it is heard, roughly: without accents, and one letter for a sound that has several."""
    heard = unaccented(word)
    for written, sound in _SOUNDS:
        heard = heard.replace(written, sound)
    return heard


def _squeezed(word: str) -> str:
    """Return a word with each run of a letter as one: what is left where letters were wrongly doubled, or not."""
    return "".join(letter for letter, _ in groupby(unaccented(word)))


def unaccented(word: str) -> str:
    """Return a word without the accents on its letters: "får" is "far"."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _by_end(words: Collection[str]) -> Mapping[End, dict[str, str]]:
    """Return words as they are heard, by the length of that with its first letter, and with its last."""
    found: dict[End, dict[str, str]] = defaultdict(dict)
    for word in words:
        heard = _heard(word)
        if len(heard) >= SHORTEST - 1 and word.isalpha():
            for end in _ends(len(heard), heard):
                found[end][word] = heard
    return found


def _ends(length: int, heard: str) -> tuple[End, End]:
    """Return the keys of words that are so long and begin or end as one does: hardly anybody errs in both places."""
    return (length, heard[:1], ""), (length, "", heard[-1:])


@cache
def _common_by_end(code: str) -> Mapping[End, dict[str, str]]:
    known = (word for word in common_words(code) if is_known(word, code) or not language(code).joints)
    return _by_end({*known, *lexicon(primary(code)).words})


@cache
def _accented(code: str) -> Mapping[str, str]:
    """Return for each word without its accents the commonest word that it can stand for."""
    found: dict[str, str] = {}
    for word in common_words(code):
        plain = unaccented(word)
        if plain != word and zipf(word, code) > zipf(found.get(plain, ""), code):
            found[plain] = word
    return found
