"""Tests of what kind of answer a question asks for, and of whether a text holds one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import phrase
from index.answer_kind import AnswerKind, asked_for, holds, signs
from index.languages import WRITTEN_FOR, language

KINDS = st.sampled_from(AnswerKind)
CODES = st.sampled_from(["sv", "en", "tlh"])


@pytest.mark.parametrize(
    ("question", "code", "kind"),
    [
        ("När slutade han?", "sv", AnswerKind.TIME),
        ("Vilket år byggdes fyren?", "sv", AnswerKind.TIME),
        ("Hur länge stod den?", "sv", AnswerKind.DURATION),
        ("Hur många år tog det?", "sv", AnswerKind.DURATION),
        ("Hur många båtar?", "sv", AnswerKind.COUNT),
        ("Hur mycket honung blev det?", "sv", AnswerKind.AMOUNT),
        ("Vad kostar en burk?", "sv", AnswerKind.PRICE),
        ("Vad heter båten?", "sv", AnswerKind.NAME),
        ("Hur gammal är du?", "sv", AnswerKind.AGE),
        ("I vilken stad hålls konferensen?", "sv", AnswerKind.PLACE),
        ("Var bor du?", "sv", AnswerKind.PLACE),
        ("Vem lärde dig?", "sv", AnswerKind.PERSON),
        ("Varför just du?", "sv", AnswerKind.REASON),
        ("Vad tycker du?", "sv", None),
        ("When did you stop?", "en", AnswerKind.TIME),
        ("What year was it?", "en", AnswerKind.TIME),
        ("How long did it stand?", "en", AnswerKind.DURATION),
        ("How many boats?", "en", AnswerKind.COUNT),
        ("How much does a jar cost?", "en", AnswerKind.PRICE),
        ("What is the name of the boat?", "en", AnswerKind.NAME),
        ("How old are you?", "en", AnswerKind.AGE),
        ("Where do you live?", "en", AnswerKind.PLACE),
        ("Who taught you?", "en", AnswerKind.PERSON),
        ("Why you?", "en", AnswerKind.REASON),
        ("What do you think?", "en", None),
        ("när hur vem", "tlh", None),
        ("", "sv", None),
    ],
)
def test_what_is_asked_for(question: str, code: str, kind: AnswerKind | None) -> None:
    """The way in which a question is put tells what it asks for."""
    assert asked_for(phrase(question), code)[0] is kind


def test_the_longest_phrase_counts() -> None:
    """Where "hur många" asks how many, "hur många år" asks how long; its words are told."""
    assert asked_for("och hur många år blev det", "sv") == (AnswerKind.DURATION, {"hur", "många", "år"})


@pytest.mark.parametrize("wording", ["snart närmar vi oss", "vemod", "varje barvar"])
def test_a_phrase_is_of_whole_words(wording: str) -> None:
    """What stands inside a longer word asks for nothing."""
    assert asked_for(wording, "sv") == (None, frozenset())


@pytest.mark.parametrize(
    ("code", "kind", "holding", "lacking"),
    [
        ("sv", AnswerKind.TIME, "Den släcktes 1967.", "Den släcktes."),
        ("sv", AnswerKind.TIME, "Vi ses på LÖRDAGAR.", "Vi ses."),
        ("sv", AnswerKind.DURATION, "Det tog tre veckor.", "Det tog slut."),
        ("sv", AnswerKind.AMOUNT, "Vi har fyrtio bin.", "Vi har bin."),
        ("sv", AnswerKind.AMOUNT, "Vi har 40.", "Vi har bin."),
        ("sv", AnswerKind.COUNT, "Vi var båda där.", "Vi var där."),
        ("en", AnswerKind.COUNT, "We keep a couple of boats.", "We keep boats."),
        ("sv", AnswerKind.PRICE, "Den kostar 50 kronor.", "Den kostar för mycket."),
        ("sv", AnswerKind.NAME, "Båten heter Freja.", "Båten är blå."),
        ("sv", AnswerKind.AGE, "Jag är född på landet.", "Jag bor på landet."),
        ("sv", AnswerKind.PLACE, "Vi möts i Lund.", "Vi möts i morgon."),
        ("sv", AnswerKind.PERSON, "Det var Åke.", "Det var blött."),
        ("sv", AnswerKind.REASON, "Jag slutade eftersom ryggen värkte.", "Jag slutade."),
        ("en", AnswerKind.TIME, "It closed in 1967.", "It closed."),
        ("en", AnswerKind.DURATION, "It took three weeks.", "It took us there."),
        ("en", AnswerKind.AMOUNT, "Some forty kilos.", "Some kilos."),
        ("en", AnswerKind.PRICE, "A jar is 5 dollars.", "A jar is dear."),
        ("en", AnswerKind.NAME, "The boat is called freja.", "The boat is blue."),
        ("en", AnswerKind.AGE, "I was born there.", "I was there."),
        ("en", AnswerKind.PLACE, "We meet in Lund.", "We meet in silence."),
        ("en", AnswerKind.PERSON, "It was Maja.", "It was wet."),
        ("en", AnswerKind.REASON, "I stopped because of my back.", "I stopped."),
    ],
)
def test_what_holds_an_answer(code: str, kind: AnswerKind, holding: str, lacking: str) -> None:
    """A text with a sign of the kind holds one, and one without holds none."""
    assert holds(holding, kind, code)
    assert not holds(lacking, kind, code)


def test_a_sign_is_of_whole_words() -> None:
    """A sign inside a longer word is none."""
    assert not holds("en årsrik sådant", AnswerKind.DURATION, "sv")


def test_where_the_signs_stand() -> None:
    """Each sign is told by where it stands, in the order of the text."""
    text = "Vi har fyrtio bin och 3 katter."
    assert [text[start:end].strip() for start, end in signs(text, AnswerKind.COUNT, "sv")] == ["fyrtio", "3"]


@given(st.text(), KINDS)
def test_a_language_without_signs(text: str, kind: AnswerKind) -> None:
    """Of a language that nobody wrote signs for, every text is taken to hold what is asked for."""
    assert holds(text, kind, "tlh")
    assert signs(text, kind, "tlh") == []


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_the_phrases_and_signs_that_ship(code: str) -> None:
    """Phrases stand as they are looked up and lead to their kind, and each kind has phrases and signs."""
    known = language(code)
    assert set(known.asks.values()) == set(known.signs) == set(AnswerKind)
    assert all(phrase(asking) == asking for asking in known.asks)
    assert all(
        asked_for(asking, code) == (AnswerKind(kind), set(asking.split())) for asking, kind in known.asks.items()
    )
    assert all(re.compile(sign) for signs in known.signs.values() for sign in signs)


@given(st.text(), CODES, KINDS)
def test_any_text(text: str, code: str, kind: AnswerKind) -> None:
    """Any text asks for one kind or none, with words of its own, and holds an answer or not."""
    asked, words = asked_for(phrase(text), code)
    assert (asked is None) == (not words)
    assert words <= set(phrase(text).split())
    assert holds(text, kind, code) in {True, False}
