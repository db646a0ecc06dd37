"""Tests of questions about an interview itself."""

from __future__ import annotations

import pytest

from index.about import Telling, Unclear, of, read, telling
from index.analysis import phrase
from index.interview_file import loads
from index.languages import WRITTEN_FOR, language
from index.library import Library
from index.metadata import Field, length
from index.search import Searcher, Verdict

HARBOUR = """---
id: harbour
title: En dag i hamnen
published: 2022-05-04
publication: Kustbladet
url: https://example.org/hamnen
language: sv
interviewers: [Moa]
people:
  Bo: Bo Ask, hamnkapten
---

Bokbindaren i Granvik heter något annat. Bo Ask har arbetat i hamnen länge.

**Moa:** Vad är det svåraste?

**Bo:** Dimman.
"""
HIVES = """---
id: hives
title: Forty Hives
language: en
interviewers: [Kim]
people:
  Ada: Ada Quill, beekeeper
---

Ada keeps bees.

**Kim:** How long is the interview?

**Ada:** An hour.
"""
BARE = "---\nid: bare\ntitle: Utan inledning\nlanguage: sv\npeople:\n  Eva: Eva Ek\n---\n**Eva:** Hej.\n"
harbour, hives, bare = (loads(text, "x.md") for text in (HARBOUR, HIVES, BARE))
ONE, BOTH = Library([harbour]), Library([harbour, hives, bare])


def _field(asked: str, library: Library = ONE) -> Field | None:
    found = read(phrase(asked), "sv", library, None, None)
    return found.field if found else None


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (Field.PUBLISHED, "När publicerades intervjun?"),
        (Field.PUBLISHED, "när är intervjun med Bo Ask publicerad"),
        (Field.PUBLISHED, "när skrevs En dag i hamnen?"),
        (Field.PUBLISHED, "When was the interview with Bo published?"),
        (Field.PUBLICATION, "I vilken tidning stod artikeln?"),
        (Field.PUBLICATION, "Where was this interview published?"),
        (Field.INTERVIEWERS, "vem är intervjuaren"),
        (Field.INTERVIEWERS, "Vem intervjuade Bo Ask?"),
        (Field.INTERVIEWERS, "who interviewed him?"),
        (Field.INTERVIEWERS, "who's the interviewer"),
        (Field.PEOPLE, "Vem är det som intervjuas?"),
        (Field.PEOPLE, "vem är han?"),
        (Field.PEOPLE, "who is interviewed in this article?"),
        (Field.TITLE, "Vad heter intervjun med Bo?"),
        (Field.TITLE, "what's the title?"),
        (Field.LANGUAGE, "På vilket språk är intervjun?"),
        (Field.LANGUAGE, "Är intervjun på engelska?"),
        (Field.LANGUAGE, "What language is the interview in?"),
        (Field.LANGUAGE, "is this interview available in English"),
        (Field.LINK, "Var finns den?"),
        (Field.LINK, "har du en länk?"),
        (Field.LINK, "Finns det en länk till artikeln?"),
        (Field.LINK, "Var kan jag läsa hela intervjun?"),
        (Field.LINK, "Where can I read it?"),
        (Field.LINK, "do you have a link to the original"),
        (Field.LENGTH, "Hur lång är intervjun?"),
        (Field.LENGTH, "Hur många frågor är det i intervjun?"),
        (Field.LENGTH, "Hur lång tid tar det att läsa den?"),
        (Field.LENGTH, "How long is the interview?"),
        (Field.LENGTH, "how many answers are there in the interview"),
        (Field.LENGTH, "How long does it take to read it?"),
        (Field.PERSON, "Vem är Bo?"),
        (Field.PERSON, "vem e bo ask egentligen"),
        (Field.PERSON, "Who is Bo Ask?"),
        (Field.PERSON, "who's Moa?"),
        (Field.PUBLISHED, "När publicerades det?"),
        (Field.PUBLISHED, "när är den skriven"),
        (Field.PUBLISHED, "When was it published?"),
        (Field.PUBLICATION, "Where was it published?"),
        (Field.INTERVIEWERS, "Vem har skrivit den?"),
        (Field.INTERVIEWERS, "who wrote this?"),
        (Field.LANGUAGE, "What language is it in?"),
        (Field.LANGUAGE, "är den på svenska?"),
        (Field.LINK, "finns en länk?"),
        (Field.LENGTH, "hur lång är den?"),
        (Field.LENGTH, "How long is it?"),
    ],
)
def test_what_is_asked_about_the_interview(field: Field, asked: str) -> None:
    """Each field in both languages, in the ways that readers ask, with the accents and without them."""
    assert _field(asked) is field
    assert _field(asked.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))) is field


@pytest.mark.parametrize(
    "asked",
    [
        "Hur lång tid tog det?",
        "Hur lång tid tog intervjun om jobbet?",
        "Hur lång är båten?",
        "Hur långt är det?",
        "Hur många frågor får ni?",
        "Hur många svar har ni fått?",
        "How long did it take?",
        "how long is the pier",
        "How many questions do you get?",
        "Vilket språk pratar ni?",
        "Vilket språk är programmet skrivet på?",
        "På vilket språk är boken?",
        "What language do they speak?",
        "Which language is the book in?",
        "Var finns hamnen?",
        "Var finns det?",
        "Var finns information?",
        "Var kan jag läsa om hamnen?",
        "Var kan man köpa den?",
        "Where can I find it?",
        "Where can I read about the harbour?",
        "Where is it?",
        "Hur länkar man kajerna?",
        "När publicerades boken?",
        "När publicerades rapporten om intervjun?",
        "När publicerades intervjun med Greta?",
        "När var dagen i hamnen?",
        "Vem intervjuade Greta?",
        "Vem är Greta?",
        "Vem är chef?",
        "Vem är Bos chef?",
        "Vem är bäst?",
        "Vem är Bo gift med?",
        "Vem var det?",
        "Vem skrev boken?",
        "Who is the captain?",
        "Who is Bo married to?",
        "Who made the cranes?",
        "Vad heter båten?",
        "What is it called?",
        "Vem handlar boken om?",
    ],
)
def test_what_is_not_asked_about_the_interview(asked: str) -> None:
    """What only sounds like it is left to the search."""
    assert _field(asked) is None


def test_a_person_is_quoted_by_whole_words() -> None:
    """Bo is not found in the word for a bookbinder, and Ada by her first name, as her whole one is not there."""
    told = [telling(Field.PERSON, BOTH, its.id, its.people[0]) for its in (harbour, hives)]
    assert [its.excerpt.text for its in told if its and its.excerpt] == [
        "Bo Ask har arbetat i hamnen länge.",
        "Ada keeps bees.",
    ]


def test_of_several_interviews_those_that_tell_may_be_meant() -> None:
    """One has no date; it is not chosen for that, and without an introduction nothing stands for an interview."""
    assert read("när publicerades intervjun", "sv", BOTH, None, None) == Unclear(Field.PUBLISHED, ("harbour",))
    assert of(Field.LANGUAGE, BOTH, None, None) == Unclear(Field.LANGUAGE, ("harbour", "hives"))


@pytest.mark.parametrize(
    ("asked", "only", "at", "interview"),
    [
        ("who is interviewed", None, "hives", "hives"),
        ("who is interviewed", "harbour", "hives", "harbour"),
        ("vad heter intervjun med ada", None, "harbour", "hives"),
        ("hur lång är forty hives", None, "harbour", "hives"),
        ("vem är moa", None, "hives", "harbour"),
    ],
)
def test_which_interview_is_meant(asked: str, only: str | None, at: str | None, interview: str) -> None:
    """Who is named comes before what was talked of last, and nothing leads out of the one that alone is asked."""
    found = read(asked, "sv", BOTH, only, at)
    assert isinstance(found, Telling)
    assert found.introduction.address.interview == interview


def test_the_one_that_is_meant_is_not_exchanged_for_one_that_tells() -> None:
    """The interview that is talked of has no date, though another one does."""
    assert read("när publicerades intervjun", "sv", BOTH, None, "hives") is None
    assert read("vem är bo", "sv", BOTH, "hives", None) is None


def test_two_people_of_one_name_leave_it_unclear() -> None:
    """Who is asked about decides which interview, and here two may be; the one that is talked of would be it."""
    other = loads(HARBOUR.replace("id: harbour", "id: other").replace("Bo Ask, hamnkapten", "Bo Ek"), "other.md")
    library = Library([harbour, other])
    assert read("vem är bo", "sv", library, None, None) == Unclear(Field.PEOPLE, ("harbour", "other"))
    assert read("vem är moa", "sv", library, None, None) == Unclear(Field.INTERVIEWERS, ("harbour", "other"))
    told = read("vem är bo", "sv", library, None, "other")
    assert isinstance(told, Telling)
    assert told.person == other.people[0]


def test_what_an_answer_was_asked_is_asked_of_the_answer() -> None:
    """The interviewer's own words are a question to the interview, whatever they sound like."""
    finding = Searcher(Library([hives])).search("How long is the interview?")
    assert (finding.about, finding.verdict) == (None, Verdict.ANSWERED)
    assert finding.passage is not None
    assert finding.passage.text == "An hour."


@pytest.mark.parametrize("asked", ["när publiserades intervjun", "När publicerades intervjvun?"])
def test_a_misspelt_word_hides_no_question_about_the_interview(asked: str) -> None:
    """The words are read as they were meant, as those of any other question are."""
    found = Searcher(ONE).search(asked).about
    assert found is not None
    assert found.field is Field.PUBLISHED


def test_the_length_counts_all_words() -> None:
    """The introduction's, the question's and the answer's: 3, 5 and 2."""
    assert length(hives) == (1, 3 + 5 + 2)


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_every_field_can_be_asked_for(code: str) -> None:
    """No language lacks one, and none has one that is not there."""
    assert set(language(code).about) == set(Field)


@pytest.mark.parametrize("opening", ["vem är", "när publicerades", "när publicerades intervjun med", "vem intervjuade"])
def test_a_long_message_names_nothing(opening: str) -> None:
    """The patterns do not run away with many words, and no name is looked for among them."""
    assert _field(f"{opening} {'bo ask hamnn ' * 150}") is None
