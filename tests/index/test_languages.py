"""Tests of what is known of each language."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index.languages import WRITTEN_FOR, language, recognise


@pytest.mark.parametrize("tag", ["sv", "sv-SE", "SV", "sv-Latn-FI"])
def test_a_region_is_no_other_language(tag: str) -> None:
    """A tag's first subtag names the language, in either letter case."""
    assert language(tag).code == "sv"
    assert "och" in language(tag).function_words


@pytest.mark.parametrize(
    ("tag", "algorithm", "word"),
    [
        ("sv", "swedish", "fördelarna"),
        ("en", "english", "advantages"),
        ("nb", "norwegian", "fordelene"),
        ("nn", "norwegian", "fordelane"),
        ("de", "german", "häusern"),
    ],
)
def test_words_are_stemmed_by_the_snowball_stemmer_of_their_language(tag: str, algorithm: str, word: str) -> None:
    """Both written forms of Norwegian share a stemmer, as Snowball has but one."""
    assert language(tag).stem(word) == Stemmer.Stemmer(algorithm).stemWord(word) != word


def test_an_unknown_language_is_not_stemmed() -> None:
    """A language that nobody wrote data for keeps its words as they are."""
    klingon = language("tlh")
    assert klingon.stem("fördelarna") == "fördelarna"
    assert not klingon.function_words
    assert not klingon.abbreviations
    assert not klingon.numbers


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_the_data_are_as_they_are_looked_up(code: str) -> None:
    """Words stand in lower case, abbreviations end with a full stop, and a numeral is no function word."""
    known = language(code)
    every = known.function_words | known.abbreviations | set(known.numbers)
    assert all(word == word.casefold() for word in every)
    assert all(abbreviation.endswith(".") for abbreviation in known.abbreviations)
    assert not known.function_words & set(known.numbers)


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_no_word_is_listed_twice(code: str) -> None:
    """Each list of words has a word once."""
    data = tomllib.loads(resources.files("index").joinpath("lexicon", f"{code}.toml").read_text(encoding="utf-8"))
    for name, words in data.items():
        listed = Counter(words.split()) if isinstance(words, str) else Counter[str]()
        assert [f"{name}: {word}" for word, times in listed.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "numerals"),
    [
        ("sv", {"två": 2, "elva": 11, "tolv": 12, "nitton": 19, "fyrtio": 40, "hundra": 100}),
        ("en", {"two": 2, "eleven": 11, "twelve": 12, "nineteen": 19, "forty": 40, "hundred": 100}),
    ],
)
def test_numerals(code: str, numerals: dict[str, int]) -> None:
    """Numerals have their values."""
    assert {word: language(code).numbers[word] for word in numerals} == numerals


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("vad är det bästa med arkivet", "sv"),
        ("what is the best thing about the archive", "en"),
        ("nackdelar på svenska", "sv"),
        ("fördelar", "sv"),
        ("who is leif", "en"),
    ],
)
def test_languages_are_recognised(words: str, code: str) -> None:
    """Function words tell a language, and so do the letters å, ä and ö."""
    other = "en" if code == "sv" else "sv"
    assert recognise(words.split(), other) == code


@given(st.sampled_from(["sv", "en", "de", "en-GB"]))
def test_words_that_show_nothing(otherwise: str) -> None:
    """Names and figures are taken to be in the language of the library."""
    assert recognise(["leif", "2011"], otherwise) == otherwise
    assert recognise([], otherwise) == otherwise
