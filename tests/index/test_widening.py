"""Tests of the terms that a word of a question is widened to."""

from __future__ import annotations

import pytest

from index.analysis import STEM, terms
from index.forms import forms
from index.languages import language as known_language
from index.lexicon import STRENGTHS, Lexicon, Relation
from index.question import Reader
from index.widening import PART_WEIGHT, AskedWord, Widener

LIBRARY = frozenset({"qvix", "zorba", "djur", "money", "fördel", "anta", "advantage", "kostnad", "utgift", "cost"})
"""The terms of a library."""


def widened(word: str, language: str, code: str, *phrases: str, own: Lexicon | None = None) -> dict[str, float]:
    """Return the terms that interviews in `code` may have a word of a question in `language` under."""
    asked = AskedWord(word, forms(word, language), language, phrases)
    return {a.term: a.weight for a in Widener(own or Lexicon(), LIBRARY).widen(asked, [code])}


def own_lexicon(*lines: str) -> Lexicon:
    """Return a publisher's own lexicon."""
    own = Lexicon()
    own.add(lines, Relation.SYNONYM, "lexicon.txt")
    return own


def test_a_word_counts_more_than_what_it_leads_to() -> None:
    """Its own base form counts in full, a synonym less, a part of it less still."""
    found = widened("husdjur", "sv", "sv", own=own_lexicon("husdjur, qvix"))
    assert found["husdjur"] == 1.0
    assert found["qvix"] == STRENGTHS[Relation.SYNONYM]
    assert found["djur"] < found["husdjur"]


def test_all_weights_are_above_zero_and_at_most_one() -> None:
    """In either language, of either language."""
    for word, language in (("förvaltningskostnaderna", "sv"), ("advantages", "en")):
        for code in ("sv", "en"):
            assert all(0 < weight <= 1 for weight in widened(word, language, code).values())


def test_a_phrase_leads_where_its_words_do_not() -> None:
    """What a fixed phrase stands for is found by the word of it that tells the most."""
    own = own_lexicon("gå qvix, zorba")
    assert "zorba" not in widened("qvix", "sv", "sv", own=own)
    assert widened("qvix", "sv", "sv", "gå qvix", own=own)["zorba"] == STRENGTHS[Relation.SYNONYM]


@pytest.mark.parametrize("question", ["vi ska gå qvix nu", "de gick qvix", "hur går man qvix"])
def test_a_phrase_is_found_in_a_question(question: str) -> None:
    """In whatever form its verb is, and with the subject after it, as Swedish asks."""
    (group,) = [
        g
        for g in Reader(["qvix"], own_lexicon("gå qvix, zorba"), LIBRARY).read(question, ["sv"]).groups
        if g.word == "qvix"
    ]
    assert "zorba" in {alternative.term for alternative in group.alternatives}


def test_words_lead_to_what_the_library_has() -> None:
    """What stands in no interview is not searched for, by one step or by two."""
    own = own_lexicon("zorba, grimpu", "grimpu, qvix", "zorba, fumpo")
    assert widened("zorba", "sv", "sv", own=own).keys() & {"grimpu", "fumpo", "qvix"} == {"qvix"}


def test_parts_of_a_compound_are_translated() -> None:
    """A Swedish compound is looked for in English by what it is made of, and counts as that."""
    found = widened("forskningspengarna", "sv", "en")
    assert found["money"] == pytest.approx(STRENGTHS[Relation.TRANSLATION] * PART_WEIGHT)


def test_a_word_is_not_taken_apart_as_one_of_the_other_language() -> None:
    """An English word over a Swedish interview is itself, not a Swedish verb that it looks like a form of."""
    assert "anta" not in widened("advantages", "en", "sv")
    assert "fördel" in widened("advantages", "en", "sv")


@pytest.mark.parametrize(
    ("word", "leads", "unlike"),
    [
        ("vän", "kompis", "snäll"),
        ("sen", "försening", "därefter"),
        ("stå", "sitta", "svar"),
        ("svar", "fråga", "sitta"),
    ],
)
def test_words_of_one_stem_keep_their_own_relations(word: str, leads: str, unlike: str) -> None:
    """A friend is no friendly person: relations are between words, not between what is left of them."""
    asked = AskedWord(word, forms(word, "sv"), "sv")
    found = {a.term for a in Widener(Lexicon(), frozenset({leads, unlike})).widen(asked, ["sv"])}
    assert leads in found
    assert unlike not in found


@pytest.mark.parametrize(("word", "alike"), [("handle", "handla"), ("barn", "barn"), ("fart", "fart")])
def test_words_of_two_languages_that_only_look_alike(word: str, alike: str) -> None:
    """An English word that the dictionary knows is met by its translations, not by Swedish ones of the same letters."""
    asked = AskedWord(word, forms(word, "en"), "en")
    stem = f"{STEM}{known_language('sv').stem(alike)}"
    found = {a.term for a in Widener(Lexicon(), frozenset({alike, stem})).widen(asked, ["sv"])}
    assert not found & {alike, stem}


def test_a_name_is_the_same_in_both_languages() -> None:
    """What no dictionary knows is looked for as it is."""
    asked = AskedWord("zorba", forms("zorba", "en"), "en")
    assert "zorba" in {a.term for a in Widener(Lexicon(), LIBRARY).widen(asked, ["sv"])}


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("What color is the center?", "The centre was painted in two colours."),
        ("Favourite theatre?", "My favorite theater."),
    ],
)
def test_a_spelling_meets_the_other(question: str, passage: str) -> None:
    """An American question meets a British passage in every word, in full, and the reverse."""
    groups = Reader([], Lexicon(), frozenset(terms(passage, "en"))).read(question, ["en"]).groups
    found = [
        max((a.weight for a in group.alternatives if a.term in terms(passage, "en")), default=0) for group in groups
    ]
    assert found == [1.0, 1.0]
