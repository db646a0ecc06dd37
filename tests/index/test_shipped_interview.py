"""Tests of the interview that ships: its words are those of the page, and its metadata are right."""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path

import pytest

from index.evidence import EQUALLY_WORDED
from index.interview import Interview, Person, Role
from index.interview_file import dumps, loads
from index.languages import recognise
from index.library import shipped
from index.search import Searcher, Verdict

PAGE = Path(__file__).parent / "reading" / "pages" / "r7e-arkiv.txt"


@pytest.fixture(scope="module")
def interview() -> Interview:
    """The interview that ships."""
    return shipped().interviews["r7e-arkiv"]


def spoken_on_the_page() -> list[tuple[str | None, list[str]]]:
    """Return speaker and words of each paragraph of the page, from the introduction on."""
    text = PAGE.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    # The page lacks the break between the two paragraphs of its introduction.
    before, after = text[text.index("Inför konferensen") :].split("e-arkivLeif Sandberg")
    paragraphs = f"{before}e-arkiv\n\nLeif Sandberg{after}".split("\n\n")
    spoken = []
    for paragraph in paragraphs:
        prefix = re.match(r"(Frida|Leif) ?:", paragraph)
        spoken.append((prefix[1], paragraph[prefix.end() :].split()) if prefix else (None, paragraph.split()))
    return spoken


def test_the_words_are_those_of_the_page(interview: Interview) -> None:
    """Every word of every turn is the page's, in its order and by its speaker; only white space differs."""
    spoken = [(turn.speaker, paragraph.split()) for turn in interview.turns for paragraph in turn.text.split("\n\n")]
    assert spoken == spoken_on_the_page()


def test_the_turns(interview: Interview) -> None:
    """An introduction of two paragraphs, five questions with five answers, and the closing words."""
    assert [turn.role for turn in interview.turns] == [
        Role.INTRODUCTION,
        *[Role.QUESTION, Role.ANSWER] * 5,
        Role.OUTRO,
    ]
    assert interview.turns[0].text.count("\n\n") == 1
    assert {turn.speaker for turn in interview.turns if turn.role is Role.ANSWER} == {"Leif"}
    assert {turn.speaker for turn in interview.turns if turn.role in (Role.QUESTION, Role.OUTRO)} == {"Frida"}


def test_no_debris(interview: Interview) -> None:
    """Nothing of the page's furniture is in the words."""
    words = " ".join(turn.text for turn in interview.turns)
    assert not re.search(r"Postad av|Kommentarer|13 jun 2018| /|Leif ?:|Frida:", words)


def test_the_metadata(interview: Interview) -> None:
    """Title, date, publication, address and people are the page's."""
    assert interview.id == "r7e-arkiv"
    assert interview.title == "3 knep för att få bra samarbete"
    assert interview.published == dt.date(2018, 6, 13)
    assert interview.language == "sv"
    assert interview.publication == "Dokumentinfo"
    assert interview.url == "https://dokumentinfo.se/3-knep-att-fa-bra-samarbete/"
    assert interview.interviewers == ("Frida",)
    assert interview.people == (Person("Leif", "Leif Sandberg", "förvaltningsledare för R7e-arkiv"),)
    assert interview.extra == {}


def test_each_passage_has_about_fifteen_hints(interview: Interview) -> None:
    """An editor foresaw around fifteen questions to each passage, no two of them the same."""
    hints = [turn.hints for turn in interview.turns if turn.role in (Role.INTRODUCTION, Role.ANSWER)]
    assert all(13 <= len(its) <= 18 for its in hints)
    every = [hint.casefold() for its in hints for hint in its]
    assert len(set(every)) == len(every)


def test_hints_are_in_both_languages(interview: Interview) -> None:
    """Readers ask in Swedish and in English, and every passage has hints in both."""
    for turn in interview.turns:
        if turn.hints:
            codes = {recognise(re.findall(r"\w+", hint.casefold()), "sv") for hint in turn.hints}
            assert codes == {"sv", "en"}


def test_the_file_is_as_it_would_be_written(interview: Interview) -> None:
    """The file reads back from what is written of it, so that an editor's changes are all that a diff shows."""
    assert loads(dumps(interview), "r7e-arkiv.md") == interview


def test_one_interview_ships() -> None:
    """The folder holds the interview and nothing else."""
    assert [file.name for file in (resources.files("index") / "interviews").iterdir()] == ["r7e-arkiv.md"]


def test_a_town_that_is_not_named_is_not_answered() -> None:
    """It tells of a conference, and neither a town nor any place of it."""
    assert Searcher(shipped()).search("I vilken stad hålls konferensen?").verdict is Verdict.NOT_COVERED


OTHER_THINGS = """
flygplan bil hund musik väder bröllop teater film religion kungen presidenten polisen medicin huvudvärk schack dans
stranden skogen svamp fåglar vaccin drömmar smycken klockor mode tomater kakor regn åska fjällen gardiner mattor
cirkus pianon trummor zebror spindlar ormar bastu tvål tandkräm mössor halsdukar paraplyer tulpaner björkar ekorrar
"""


def test_what_it_does_not_speak_of_is_met_with_silence() -> None:
    """One faint relation of the only word is no answer, and seldom a perhaps."""
    searcher = Searcher(shipped())
    verdicts = [searcher.search(f"Vad tycker du om {thing}?").verdict for thing in OTHER_THINGS.split()]
    assert Verdict.ANSWERED not in verdicts
    assert verdicts.count(Verdict.NOT_COVERED) >= 0.9 * len(verdicts)


@pytest.mark.parametrize("asked", ["vem är statsministern?", "who is the president?", "berätta ett skämt", "huvudvärk"])
def test_a_faint_relation_alone_is_no_perhaps(asked: str) -> None:
    """Nothing of the interview stands beside it, so it has no rival, and is no likelier for that."""
    assert Searcher(shipped()).search(asked).verdict is Verdict.NOT_COVERED


def test_how_is_not_what() -> None:
    """A question that shares all but the question word with a hint is another question."""
    searcher = Searcher(shipped())
    assert searcher.search("Vad jobbar Leif med?").confidence == EQUALLY_WORDED
    assert searcher.search("Hur jobbar Leif?").confidence < EQUALLY_WORDED
