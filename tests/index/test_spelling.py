"""Tests of misspelt words: what is read as another word, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.forms import is_known
from index.frequencies import common_words
from index.spelling import Spelling, unaccented

OWN = ["förvaltning", "landstingsarkivet", "samarbete", "earkiv", "sydarkivera", "pollinate", "arkiv", "området"]
SWEDISH, ENGLISH = Spelling(OWN, "sv"), Spelling(OWN, "en")
KNOWN = st.sampled_from([word for word in sorted(common_words("sv")) if is_known(word, "sv")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fordelar", "fördelar"), ("varld", "värld"), ("manniska", "människa"), ("gor", "gör"),  # without accents
        ("forvaltning", "förvaltning"),
        ("förvatlning", "förvaltning"), ("landstignsarkivet", "landstingsarkivet"),  # swapped
        ("arkviet", "arkivet"),
        ("samarbte", "samarbete"), ("förvaltnig", "förvaltning"),  # dropped
        ("förrvaltning", "förvaltning"), ("sammarbete", "samarbete"),  # doubled
        ("samrbte", "samrbte"), ("xsamarbyte", "samarbete"),  # two errors, where the word is long enough
        ("forvatlnig", "förvaltning"),
    ],
)  # fmt: skip
def test_swedish_misspellings(typed: str, meant: str) -> None:
    """Missing accents and a letter or two that are wrong are read as what was meant."""
    assert SWEDISH.corrected(typed, has_accents=False) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("recieve", "receive"),
        ("libary", "library"),
        ("honney", "honey"),
        ("gardne", "garden"),
        ("polinate", "pollinate"),
    ],
)
def test_english_misspellings(typed: str, meant: str) -> None:
    """English words are read likewise."""
    assert ENGLISH.corrected(typed, has_accents=False) == meant


def test_whoever_types_accents_means_the_letters() -> None:
    """A known word without accents is read as a commoner one with them, unless the question has accents elsewhere."""
    assert SWEDISH.corrected("gor", has_accents=False) == "gör"
    assert SWEDISH.corrected("gor", has_accents=True) == "gor"


@pytest.mark.parametrize("word", [*OWN, "katten", "bil", "böcker", "skola", "vad", "2011", "förvaltningskostnad"])
def test_a_word_that_is_meant_stays(word: str) -> None:
    """The library's words, those of the language, function words, numbers and compounds of known words stay."""
    for has_accents in (True, False):
        assert SWEDISH.corrected(word, has_accents=has_accents) == word


@pytest.mark.parametrize("word", ["xyz", "qwertyzxuiop", "xz", "x", "", "蜂蜜", "😀"])
def test_what_nothing_is_near_stays(word: str) -> None:
    """A word that is short, or near to no other, is read as it is."""
    assert SWEDISH.corrected(word, has_accents=False) == word


def test_the_librarys_words_come_first() -> None:
    """What can be a word of the library is not read as another one of the language."""
    assert ENGLISH.corrected("libary", has_accents=False) == "library"
    assert Spelling(["libari"], "en").corrected("libary", has_accents=False) == "libari"
    assert Spelling(["zorkablipo"], "sv").corrected("zorkablpo", has_accents=True) == "zorkablipo"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["sam", "arbete"], ["samarbete"]),
        (["e", "arkiv"], ["earkiv"]),
        (["ett", "sam", "arbete", "här"], ["ett", "samarbete", "här"]),
        (["syd", "arkivera"], ["sydarkivera"]),
        (["en", "katt"], ["en", "katt"]),
        (["om", "rådet"], ["om", "rådet"]),
        (["samarbete"], ["samarbete"]),
        ([], []),
    ],
)
def test_joined(words: list[str], read: list[str]) -> None:
    """Words are put together where the library writes them as one."""
    assert SWEDISH.joined(words) == read


def test_words_that_the_library_has_stay_apart() -> None:
    """Where the library has both words by themselves, they may be meant."""
    assert Spelling(["sam", "arbete", "samarbete"], "sv").joined(["sam", "arbete"]) == ["sam", "arbete"]


@pytest.mark.parametrize(
    ("word", "plain"), [("får", "far"), ("ÅÄÖ", "AAO"), ("idé", "ide"), ("earkiv", "earkiv"), ("", "")]
)
def test_unaccented(word: str, plain: str) -> None:
    """Letters lose their accents and nothing else."""
    assert unaccented(word) == plain


@given(st.text(max_size=30), st.booleans(), st.sampled_from([SWEDISH, ENGLISH, Spelling(OWN, "tlh")]))
def test_any_word(word: str, has_accents: bool, spelling: Spelling) -> None:  # noqa: FBT001  # Hypothesis gives it
    """Any text is read as a word or as itself, and what it was read as stays."""
    meant = spelling.corrected(word, has_accents=has_accents)
    assert meant == word or meant.isalpha()
    assert spelling.corrected(meant, has_accents=True) == meant


@given(KNOWN)
def test_a_known_word_is_unchanged(word: str) -> None:
    """Where a question has accents, no word of the language is read as another."""
    assert SWEDISH.corrected(word, has_accents=True) == word


@given(st.sampled_from(OWN), st.booleans())
def test_a_word_of_the_library_is_unchanged(word: str, has_accents: bool) -> None:  # noqa: FBT001  # Hypothesis gives it
    """No word of the library's is read as another."""
    assert SWEDISH.corrected(word, has_accents=has_accents) == word


@given(st.lists(st.sampled_from(["sam", "arbete", "e", "arkiv", "katt", "samarbete"]), max_size=6))
def test_joining_loses_no_letter(words: list[str]) -> None:
    """Words that are put together are the same letters in the same order."""
    assert "".join(SWEDISH.joined(words)) == "".join(words)
