"""What the index knows of a language: its function words, numerals, abbreviations and stemmer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WRITTEN_FOR = ("sv", "en")
"""The languages that have a data file; others that Snowball knows are stemmed and nothing more."""

INTRODUCTION = "introduction"
"""What a language file has words under that begin a question and ask for nothing: "can you tell me"."""

_SNOWBALL_CODES = {"nb": "no", "nn": "no"}
_CACHED_STEMS = 100_000


@dataclass(frozen=True, slots=True)
class Language:
    """One language, by its BCP 47 primary subtag. `stem` takes and gives a word in lower case.

    `endings` are those of inflected words; `derivations` an ending, what the word that it was made of has instead, and
    with which ending it is of none, if any; `suffixes` last parts that are no words; `joints` how a compound's first
    part ends, what the word itself ends in instead, and how unusual that is, in Zipf units: `forms` uses these.
    `leaning` are words that begin a sentence which leans on the one before. `saying` are those that tell that somebody
    said something, and `citing` others that stand around a quotation: "i intervjun", "svar 2 av 5", a month. `asks` has
    the kind of answer that a phrase asks for wherever it stands, and `begins` the kind that one asks for where a
    question begins with it, or `INTRODUCTION`; `signs` the regular expressions that show that a text has one. `about`
    has those of questions about the interview itself, and `question_words` what a word asks for that begins a question.
    `everybody` are phrases that ask what everybody says.
    """

    code: str
    stem: Callable[[str], str]
    function_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    derivations: tuple[tuple[str, str, str], ...] = ()
    suffixes: frozenset[str] = frozenset()
    joints: tuple[tuple[str, str, float], ...] = ()
    leaning: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    citing: frozenset[str] = frozenset()
    asks: Mapping[str, str] = field(default_factory=dict)
    begins: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    question_words: Mapping[str, str] = field(default_factory=dict)
    everybody: tuple[str, ...] = ()


@cache
def language(tag: str) -> Language:
    """Return what is known of the language that a BCP 47 tag names; an unknown one is not even stemmed."""
    code = primary(tag)
    stem = _stemmer(_SNOWBALL_CODES.get(code, code))
    if code not in WRITTEN_FOR:
        return Language(code, stem)
    data = tomllib.loads(resources.files("index").joinpath("lexicon", f"{code}.toml").read_text(encoding="utf-8"))
    return Language(
        code,
        stem,
        frozenset(data["function_words"].split()),
        frozenset(data["abbreviations"].split()),
        data["numbers"],
        tuple(data["endings"].split()),
        tuple((ending, other, "".join(unless)) for ending, other, *unless in data["derivations"]),
        frozenset(data.get("suffixes", "").split()),
        tuple((joint, ending, cost) for joint, ending, cost in data.get("joints", ())),
        frozenset(data["leaning"].split()),
        frozenset(data["saying"].split()),
        frozenset(data["citing"].split()),
        _by_phrase(data["asks"]),
        _by_phrase(data["begins"]),
        {kind: tuple(signs) for kind, signs in data["holds"].items()},
        _about(data["about"]),
        _by_phrase(data["question_words"]),
        tuple(data["everybody"]),
    )


def _by_phrase(data: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {asking: kind for kind, askings in data.items() for asking in askings}


def _about(data: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """Return the patterns of each field, with what stands for an interview where they have {interview}."""
    interview = data["interview"]
    return {
        field: tuple(pattern.replace("{interview}", interview) for pattern in patterns)
        for field, patterns in data.items()
        if field != "interview"
    }


def primary(tag: str) -> str:
    """Return the primary subtag of a BCP 47 tag, in lower case: "sv" of "sv-SE"."""
    return tag.partition("-")[0].casefold()


def recognise(words: Iterable[str], otherwise: str) -> str:
    """Return the code of the language that `words`, in lower case, are most likely written in.

    Function words decide, then Swedish letters; words that show nothing are taken for `otherwise`.
    """
    words = list(words)
    counts = {code: sum(word in language(code).function_words for word in words) for code in WRITTEN_FOR}
    if any(letter in word for word in words for letter in "åäö"):
        counts["sv"] += 1
    best = max(counts.values())
    likeliest = [code for code, count in counts.items() if count == best]
    return likeliest[0] if len(likeliest) == 1 else otherwise


def _stemmer(code: str) -> Callable[[str], str]:
    try:
        stemmer = Stemmer.Stemmer(code)
    except KeyError:
        return str
    stemmer.maxCacheSize = _CACHED_STEMS
    return stemmer.stemWord  # type: ignore[no-any-return]  # the package ships no types
