"""Tests of what kind of answer a question asks for, and of whether a text holds one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import phrase
from index.answer_kind import AnswerKind, asked_for, holds, signs
from index.languages import INTRODUCTION, WRITTEN_FOR, language

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
        ("Vilka fördelar finns?", "sv", AnswerKind.LIST),
        ("Vad finns det för sorter?", "sv", AnswerKind.LIST),
        ("Nämn tre knep", "sv", AnswerKind.LIST),
        ("Är det svårt?", "sv", AnswerKind.DECISION),
        ("Får man betalt när man är sjuk?", "sv", AnswerKind.DECISION),
        ("Har ni katter?", "sv", AnswerKind.DECISION),
        ("Var det kallt?", "sv", AnswerKind.DECISION),
        ("Hur var det?", "sv", None),
        ("Och var ligger fyren?", "sv", AnswerKind.PLACE),
        ("Kan du berätta varför?", "sv", AnswerKind.REASON),
        ("Vet du om det är dyrt?", "sv", AnswerKind.DECISION),
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
        ("Which are the challenges?", "en", AnswerKind.LIST),
        ("What kinds of boats are there?", "en", AnswerKind.LIST),
        ("Name three boats", "en", AnswerKind.LIST),
        ("Do you keep bees?", "en", AnswerKind.DECISION),
        ("Is it hard for someone who is old?", "en", AnswerKind.DECISION),
        ("Should I come?", "en", AnswerKind.DECISION),
        ("Can you swim there?", "en", AnswerKind.DECISION),
        ("Can you tell me where it stands?", "en", AnswerKind.PLACE),
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


@pytest.mark.parametrize("introduction", ["", "berätta ", "kan du säga ", "och vet du "])
def test_an_introduction_asks_for_nothing(introduction: str) -> None:
    """What stands behind "can you tell me" is what is asked, and it alone asks for a kind."""
    assert asked_for(f"{introduction}var det ligger", "sv") == asked_for("var det ligger", "sv")
    assert asked_for(introduction.strip(), "sv") == (None, frozenset())


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
        ("sv", AnswerKind.LIST, "Vi har bin, katter och höns.", "Vi har bin, och de trivs."),
        ("sv", AnswerKind.LIST, "För det första är det billigt.", "Det är billigt."),
        ("sv", AnswerKind.LIST, "Dels är det billigt, dels roligt.", "Det är billigt."),
        ("sv", AnswerKind.DECISION, "Nej, den stod tom.", "Den stod tom."),
        ("sv", AnswerKind.DECISION, "Det går tyvärr.", "Det går."),
        ("en", AnswerKind.LIST, "We keep bees, cats, and some hens.", "We keep bees, and they thrive."),
        ("en", AnswerKind.LIST, "Secondly, it is cheap.", "It is cheap."),
        ("en", AnswerKind.DECISION, "Yes, all of it.", "All of it."),
        ("en", AnswerKind.DECISION, "It isn't.", "It is."),
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
    its = {**known.asks, **known.begins}
    assert set(its.values()) == {*AnswerKind, INTRODUCTION}
    assert set(known.signs) == set(AnswerKind)
    assert all(phrase(asking) == asking for asking in its)
    asking = {words: kind for words, kind in its.items() if kind != INTRODUCTION}
    assert all(asked_for(words, code) == (AnswerKind(kind), set(words.split())) for words, kind in asking.items())
    assert all(re.compile(sign) for signs in known.signs.values() for sign in signs)


@given(st.text(), CODES, KINDS)
def test_any_text(text: str, code: str, kind: AnswerKind) -> None:
    """Any text asks for one kind or none, with words of its own, and holds an answer or not."""
    asked, words = asked_for(phrase(text), code)
    assert (asked is None) == (not words)
    assert words <= set(phrase(text).split())
    assert holds(text, kind, code) in {True, False}
