"""Tests of who and which interview is meant by a name."""

from __future__ import annotations

import pytest

from index.interview import Interview, Person, Role, Turn
from index.naming import interviews_beginning, interviews_named, people

ANSWER = (Turn(Role.ANSWER, "Leif", "Ja."),)
ARCHIVE = Interview(
    "archive", "Tre knep", "sv", ANSWER, interviewers=("Frida",), people=(Person("Leif", "Leif Sandberg"),)
)
HARBOUR = Interview(
    "harbour",
    "Tre dagar i hamnen",
    "sv",
    ANSWER,
    interviewers=("Moa",),
    people=(Person("Leif", "Leif Öman", "hamnkapten"), Person("M Ek", "Margareta Ek")),
)
BOTH = (ARCHIVE, HARBOUR)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("leif sandberg", ["Leif Sandberg"]),
        ("sandberg", ["Leif Sandberg"]),
        ("sandberg leif", ["Leif Sandberg"]),
        ("frida", ["Frida"]),
        ("öman", ["Leif Öman"]),
        ("oman", ["Leif Öman"]),
        ("m ek", ["Margareta Ek"]),
        ("margareta", ["Margareta Ek"]),
        ("leif", ["Leif Sandberg", "Leif Öman"]),
        ("sandbärgh", ["Leif Sandberg"]),
        ("margaretta", ["Margareta Ek"]),
    ],
)
def test_people_are_known_by_name_alias_part_and_misspelling(words: str, names: list[str]) -> None:
    """A part that two people share means both."""
    assert [person.name for _, person in people(words, BOTH, "sv")] == names


@pytest.mark.parametrize(
    "words", ["", "greta", "leif sandbergs chef", "leif gift med", "lena sandberg", "knep", "hamnkapten"]
)
def test_other_words_name_nobody(words: str) -> None:
    """Every word has to belong to one name: not another name, a title, or what somebody is."""
    assert not people(words, BOTH, "sv")


def test_a_misspelling_of_two_people_s_names_is_nobody_s() -> None:
    """Both Leifs are one letter away, and a guess would be worse than none."""
    assert len(people("leif", BOTH, "sv")) == 2
    assert not people("leiif", BOTH, "sv")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("tre knep", ["archive"]),
        ("tre dagar i hamnen", ["harbour"]),
        ("hamnen", ["harbour"]),
        ("margareta ek", ["harbour"]),
        ("moa", ["harbour"]),
        ("leif", ["archive", "harbour"]),
        ("tre", []),
        ("ham", []),
        ("dagar hamnen", []),
        ("fyren", []),
    ],
)
def test_interviews_are_named_by_title_or_person(words: str, ids: list[str]) -> None:
    """A part of a title names it where the words stand there in a row and are not too short."""
    assert [interview.id for interview in interviews_named(words, BOTH, "sv")] == ids


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tre", ["archive", "harbour"]),
        ("tre dagar", ["harbour"]),
        ("tre knep", ["archive"]),
        ("tre da", []),
        ("dagar", []),
        ("tre knep till", []),
    ],
)
def test_a_title_is_known_by_whole_words_of_its_beginning(words: str, found: list[str]) -> None:
    """Not by half a word, nor by words further in, nor by more than it has."""
    assert [interview.id for interview in interviews_beginning(words, BOTH)] == found


def test_a_title_s_beginning_may_lack_its_accents() -> None:
    """Who has no such keys is understood."""
    island = Interview("island", "På ön i år", "sv", ANSWER)
    assert interviews_beginning("pa on", [island, *BOTH]) == [island]
