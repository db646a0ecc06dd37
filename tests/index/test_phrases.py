"""Tests of finding fixed phrases by base forms."""

from __future__ import annotations

import pytest

from index.analysis import analyse, terms
from index.phrases import Phrases, phrases

KNOWN = Phrases(["tjäna på", "laga mat", "laga", "dra sig ur", "laga mat ute"])


def found(text: str, functions: str = "") -> list[tuple[str, range]]:
    """Return the phrases in a text of base forms, of which some are function words."""
    words = text.split()
    return list(KNOWN.find([{word} for word in words], [word in functions.split() for word in words]))


def test_a_phrase_is_found_where_it_stands() -> None:
    """Its place is that of its words, counted from 0."""
    assert found("vi laga mat") == [("laga mat", range(1, 3))]


def test_one_function_word_may_stand_between() -> None:
    """One behind the first word, as the subject of a question does; not two, and no other word."""
    assert found("tjäna man på", "man på") == [("tjäna på", range(3))]
    assert found("tjäna man då på", "man då på") == []
    assert found("laga god mat") == []


def test_phrases_in_phrases_are_both_found() -> None:
    """A longer phrase does not hide the shorter one that it begins with."""
    assert sorted(text for text, _ in found("laga mat ute")) == ["laga mat", "laga mat ute"]


@pytest.mark.parametrize("text", ["", "laga", "mat laga", "dra sig", "tjäna man"])
def test_what_is_no_phrase(text: str) -> None:
    """Single words, words in another order, and a phrase cut short are none."""
    assert found(text, "man sig") == []


def test_a_word_may_have_several_base_forms() -> None:
    """A phrase is found by any of them."""
    assert [text for text, _ in KNOWN.find([("lag", "laga"), ("mat",)], [False, False])] == ["laga mat"]


@pytest.mark.parametrize(("text", "phrase"), [("Vi lagade mat.", "laga mat"), ("Hon ror en båt.", None)])
def test_a_text_is_found_under_its_phrases(text: str, phrase: str | None) -> None:
    """A phrase is a term of passages and questions alike, at the word of it that tells the most."""
    its = [word.phrases for word in analyse(text, "sv") if word.phrases]
    assert its == ([(phrase,)] if phrase else [])
    assert [term for term in terms(text, "sv") if " " in term] == ([phrase] if phrase else [])


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Three frying pans.", "frying pan"),
        ("He's fed up.", "fed up"),
        ("A doll’s house.", "doll's house"),
        ("Bought at McDonald's.", "mcdonald's"),
        ("A full-time job.", "full-time job"),
    ],
)
def test_a_phrase_of_words_that_are_not_in_base_form(text: str, phrase: str) -> None:
    """A phrase is found as it is written too, across an apostrophe and with a hyphen."""
    assert phrase in terms(text, "en")


def test_a_language_without_a_lexicon_has_no_phrases() -> None:
    """Nothing is found, and nothing fails."""
    assert list(phrases("tlh").find([("laga",), ("mat",)], [False, False])) == []
