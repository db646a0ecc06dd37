"""Names of people: before a turn ("Leif Sandberg:") and in running text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from index.languages import WRITTEN_FOR, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_LABEL_WORDS = 4
_MAX_LABEL_LENGTH = 40
_PARTICLES = frozenset({"af", "av", "bin", "da", "de", "del", "den", "der", "di", "la", "le", "van", "von"})
_IN_NAMES = frozenset("-.'’")
_AROUND_NAMES = ".,;:!?…()[]\"'“”„‘’«»*"
_POSSESSIVES = ("'s", "’s")


def is_name_word(word: str) -> bool:
    """Tell whether `word` is written as names are: a capital first, and nothing but letters - . ' within."""
    if len(word) > _MAX_LABEL_LENGTH:  # to compose letters takes time by the square of their marks
        return False
    composed = unicodedata.normalize("NFC", word)
    return composed[:1].isupper() and all(c.isalpha() or c in _IN_NAMES for c in composed)


def is_name(words: Sequence[str]) -> bool:
    """Tell whether `words` are written as a person's name is, "Carl von Linné" among them."""
    if not words or words[-1] in _PARTICLES:
        return False
    return is_name_word(words[0]) and all(word in _PARTICLES or is_name_word(word) for word in words)


class Label(NamedTuple):
    """Who speaks, at the start of a line, and the words after the colon.

    The name has single spaces and composed letters, so that one speaker has one name.
    """

    name: str
    words: str


def read_label(text: str) -> Label | None:
    """Part a line at its first colon; None where no name stands before it."""
    head, colon, words = text.partition(":")
    name = head.split()
    if not colon or len(head.strip()) > _MAX_LABEL_LENGTH or len(name) > _MAX_LABEL_WORDS:
        return None
    return Label(unicodedata.normalize("NFC", " ".join(name)), words.strip()) if is_name(name) else None


def parts_of_name(name: str) -> Iterator[str]:
    """Yield what somebody of that name may be called: each run of its words, the longest first."""
    words = name.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def find_names(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each run of capitalised words in running text, without the function words among them."""
    run: list[str] = []
    for token in text.split():
        word = token.strip(_AROUND_NAMES)
        named = _may_be_named(word)
        if run and not (named and token.startswith(word)):
            yield tuple(run)
            run = []
        if named:
            run.append(_without_possessive(word))
            if not token.endswith(word):
                yield tuple(run)
                run = []
    if run:
        yield tuple(run)


def _may_be_named(word: str) -> bool:
    return is_name_word(word) and not any(word.casefold() in language(code).function_words for code in WRITTEN_FOR)


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVES) else word
