"""Misspelt words, read as the words that were meant: those of the library first, then those of the language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from index.forms import forms, is_known
from index.frequencies import common_words, zipf
from index.languages import language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SHORTEST = 4
"""Letters of a word that is corrected by more than its accents."""

TWO_ERRORS_FROM = 8
"""Letters from which a word may have two errors, not one. A swap of neighbours is one error."""

COMMONER = 2.0
"""How much commoner, in Zipf units, a word with accents has to be for a known one without to be read as it."""


class Spelling:
    """The words that the readers of a library can be expected to mean, in one language."""

    def __init__(self, own: Iterable[str], code: str) -> None:
        """Know the words of a library, `own`, in lower case, besides those of the language `code`."""
        self._code = code
        self._own = frozenset(own)
        self._own_by_length = _by_length(self._own)

    def joined(self, words: list[str]) -> list[str]:
        """Return words with those put together that the library writes as one and knows not both of: "sam arbete"."""
        found: list[str] = []
        for word in words:
            if found and (whole := found[-1] + word) in self._own and not {found[-1], word} <= self._own:
                found[-1] = whole
            else:
                found.append(word)
        return found

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
        meant_here = _nearest(plain, self._own_by_length, self._code)
        if meant_here is not None or forms(word, self._code).parts:
            return meant_here or word
        return _nearest(plain, _common_by_length(self._code), self._code) or word


def _nearest(plain: str, vocabulary: Mapping[int, dict[str, str]], code: str) -> str | None:
    """Return the word that the fewest errors make of an unaccented one, the commonest of several; None if none does."""
    # only a misspelt word needs it
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = 2 if len(plain) >= TWO_ERRORS_FROM else 1
    near = [
        (distance, -zipf(candidate, code), candidate)
        for length in range(len(plain) - most, len(plain) + most + 1)
        for _, distance, candidate in process.extract(
            plain, vocabulary.get(length, {}), scorer=OSA.distance, score_cutoff=most, limit=20
        )
    ]
    return min(near)[2] if near else None


def unaccented(word: str) -> str:
    """Return a word without the accents on its letters: "får" is "far"."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _by_length(words: Collection[str]) -> Mapping[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for word in words:
        if len(word) >= SHORTEST - 1 and word.isalpha():
            found[len(word)][word] = unaccented(word)
    return found


@cache
def _common_by_length(code: str) -> Mapping[int, dict[str, str]]:
    return _by_length([word for word in common_words(code) if is_known(word, code) or not language(code).joints])


@cache
def _accented(code: str) -> Mapping[str, str]:
    """Return for each word without its accents the commonest word that it can stand for."""
    found: dict[str, str] = {}
    for word in common_words(code):
        plain = unaccented(word)
        if plain != word and zipf(word, code) > zipf(found.get(plain, ""), code):
            found[plain] = word
    return found
