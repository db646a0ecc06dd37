"""A word's base forms, the parts that it is made of, and its stem."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.dictionary import base_forms
from index.frequencies import zipf
from index.languages import language, primary
from index.lexicon import lexicon

SHORTEST_PART = 3
SHORT_PART = 4
"""Letters that a part of a compound has at least; one of fewer than four has to be a common word."""

KNOWN_FROM, COMMON_FROM = 2.2, 3.8
"""Zipf frequencies from which a word can be a compound's part, and from which a short one can."""

LAST_KNOWN_FROM = 2.5
"""Zipf frequency that the last part of a word has at least, of which the first part is unknown."""

WHOLE_FROM = 4.2
"""Zipf frequency from which a word is taken whole: it is known by itself, and what it is made of misleads."""

SURER = 0.5
"""How much commoner, in Zipf units, another reading of a word has to be than the dictionary's to come before it."""

LONGEST_OF_TWO = 13
"""Letters up to which a compound has two parts, not three."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word is found under: base forms, likeliest first, base forms of what it is made of, and its stem."""

    bases: tuple[str, ...]
    parts: tuple[str, ...]
    stem: str


@lru_cache(maxsize=200_000)
def forms(word: str, code: str) -> Forms:
    """Return the forms of a word, in lower case, in the language `code`."""
    its = bases(word, code)
    return Forms(its, (*parts(its[0], code), *_origins(its[0], code)), language(code).stem(word))


def is_known(word: str, code: str) -> bool:
    """Tell whether the dictionary of the language `code` has a word."""
    return word in base_forms(code)


def bases(word: str, code: str) -> tuple[str, ...]:
    """Return the base forms that a word can be an inflection of, likeliest first: at least one, itself.

    The dictionary knows one for each word, and often not the one that is meant ("fördelar" as a form of "fördela"), so
    what is left without an ending counts too, if it is a base form itself. Of a name that the dictionary lacks
    ("iphones") it is one if the lexicon has it.
    """
    dictionary = base_forms(code)
    if word in dictionary.mended:
        return dictionary.mended[word]
    related = lexicon(primary(code)).words
    found = {dictionary.base(word): None}
    if word in related:
        found[word] = None  # the dictionary has "dator" as a form of "data" only
    reading = dictionary.base(word)
    if reading == f"{word}a" or (word == f"{reading}s" and zipf(word, code) > zipf(reading, code)):
        found[word] = None  # "chock" was read as a form of "chocka", "kurs" as one of "kur"
    for ending in language(code).endings:
        stump = word.removesuffix(ending)
        if stump == word or len(stump) < SHORTEST_PART:
            continue
        if dictionary.is_base(stump) or (word not in dictionary and stump in related):
            found.setdefault(stump)
    first = next(iter(found))
    return tuple(sorted(found, key=lambda base: -zipf(base, code) - (SURER if base == first else 0)))


def is_compound(word: str, code: str) -> bool:
    """Tell whether a word can be read as a compound of known words."""
    return _best_split(word, code) is not None


def parts(word: str, code: str) -> tuple[str, ...]:
    """Return the base forms of the words that a compound is made of, none for a word that is no compound."""
    if not language(code).joints or zipf(word, code) >= WHOLE_FROM:
        return ()
    best = _best_split(word, code)
    if best is not None:
        return best[1]
    # What is met often enough to be on the list of frequencies is known as a whole.
    return () if zipf(word, code) else _unknown_and_known(word, code)


def _origins(base: str, code: str) -> tuple[str, ...]:
    """Return the words that a word is derived from, as far as endings tell: "anslutning" is of "ansluta"."""
    origins = (
        base.removesuffix(ending) + other
        for ending, other, unless in language(code).derivations
        if base.endswith(ending) and not (unless and zipf(base.removesuffix(ending) + unless, code))
    )
    known = (origin for origin in origins if len(origin) > SHORTEST_PART and origin in bases(origin, code))
    return tuple(dict.fromkeys(origin for origin in known if zipf(origin, code) >= KNOWN_FROM))


def _unknown_and_known(word: str, code: str) -> tuple[str, ...]:
    """Return what an unknown word is made of if it ends in a known one: what stands before it, and that word.

    "Avropsprocess" is "avrop" and "process": the first part may be a name, or a word of the library's own.
    """
    for border in range(SHORTEST_PART, len(word) - SHORT_PART + 1):
        text = word[border:]
        head = None if text in language(code).suffixes else _head(text, code)
        if head is not None and head[0] >= LAST_KNOWN_FROM:
            first = word[:border]
            free = (joint for joint, ending, cost in language(code).joints if joint and not (ending or cost))
            bare = next((first.removesuffix(joint) for joint in free if first.endswith(joint)), first)
            return (bare if len(bare) >= SHORT_PART else first, head[1])
    return ()


def _best_split(word: str, code: str) -> tuple[float, tuple[str, ...]] | None:
    return _split(word, code, 2 if len(word) <= LONGEST_OF_TWO else 3)


@lru_cache(maxsize=200_000)
def _split(word: str, code: str, most: int) -> tuple[float, tuple[str, ...]] | None:
    """Return the best split of a word into at most `most` parts, with a score by how common and long they are."""
    known = language(code)
    candidates: list[tuple[float, tuple[str, ...]]] = []
    for border in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        last = word[border:]
        # Three equal consonants are written as two: "natt" and "tillägg" make "nattillägg".
        doubled = word[:border] + last[0] if word[border - 1] == last[0] else ""
        first = max(filter(None, (_modifier(text, code) for text in (word[:border], doubled) if text)), default=None)
        if first is None:
            continue
        score, base = first
        if last not in known.suffixes and (head := _head(last, code)) is not None:
            candidates.append((min(score, head[0]) + _evenness(border, word), (base, head[1])))
        elif most > 2 and (rest := _split(last, code, most - 1)) is not None:  # noqa: PLR2004  # two words at least
            candidates.append((min(score, rest[0]) - 1, (base, *rest[1])))
    return max(candidates, default=None)


def _evenness(border: int, word: str) -> float:
    return 0.15 * min(border, len(word) - border)


def _modifier(text: str, code: str) -> tuple[float, str] | None:
    """Return how common a compound's first part is, and its base form; None where it cannot be one."""
    known = language(code)
    candidates = []
    for joint, ending, cost in known.joints:
        base = text.removesuffix(joint) + ending if text.endswith(joint) else ""
        if len(text) < SHORT_PART and (joint or ending) and base not in bases(text, code):
            continue  # "sam" is no form of "same", but "rid" is one of "rida"
        # Only as itself: "varuhus" is of "vara", the noun.
        is_function_word = base == text and base in known.function_words
        if len(base) >= SHORTEST_PART and base in bases(base, code) and not is_function_word:
            common = _commonness(base, code)
            if common >= (COMMON_FROM if len(text) < SHORT_PART else KNOWN_FROM):
                candidates.append((common - cost, base))
    return max(candidates, default=None)


def _head(text: str, code: str) -> tuple[float, str] | None:
    """Return how common a compound's last part is, and its base form; None where it cannot be one."""
    if text in language(code).function_words or text not in base_forms(code):
        return None
    base = bases(text, code)[0]
    common = max(zipf(text, code), _commonness(base, code))
    return (common, base) if common >= (COMMON_FROM if len(text) < SHORT_PART else KNOWN_FROM) else None


def _commonness(word: str, code: str) -> float:
    """Return a word's Zipf frequency; what the lexicon relates is common enough to be a compound's part."""
    return max(zipf(word, code), KNOWN_FROM if word in lexicon(primary(code)).words else 0.0)
