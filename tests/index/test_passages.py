"""Tests of passages: which turns make them, their numbers, questions and parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.interview import Interview, Passage, Person, Role, Turn
from index.passages import PART_WORDS, SHORTEST_PART_WORDS, parts, passages
from index.sentences import sentences

SENTENCES = st.integers(1, 60).map(lambda words: " ".join(["Ord", *["ord"] * (words - 1)]) + ".")
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n\n", "\n"])), min_size=1, max_size=20).map(
    lambda pieces: "".join(sentence + gap for sentence, gap in pieces).strip()
)


def sentence(words: int) -> str:
    """Return a sentence of so many words."""
    return " ".join(["Ord"] * words) + "."


def interview(outline: str, *, interviewers: tuple[str, ...] = ("Frida",)) -> Interview:
    """Make an interview of turns `role:speaker:words`, one a line."""
    roles = {"i": Role.INTRODUCTION, "q": Role.QUESTION, "a": Role.ANSWER, "o": Role.OUTRO}
    rows = (line.strip().split(":") for line in outline.strip().splitlines())
    turns = tuple(Turn(roles[role], speaker or None, text) for role, speaker, text in rows)
    return Interview(
        "x", "X", "sv", turns, interviewers=interviewers, people=(Person("Leif", "Leif Sandberg", "chef"),)
    )


def told(found: tuple[Passage, ...]) -> list[tuple[int, int, str | None, str]]:
    """Return number, part, question and text of each passage."""
    return [(p.address.number, p.address.part, p.question, p.text) for p in found]


def test_introduction_and_answers_are_passages() -> None:
    """The introduction is number 0, answers count from 1; questions and the outro are no passages."""
    found = passages(
        interview("""
            i::Inledning
            q:Frida:Vad?
            a:Leif:Arkiv.
            q:Frida:När?
            a:Leif:2011.
            o:Frida:Tack!
        """)
    )
    assert told(found) == [(0, 1, None, "Inledning"), (1, 1, "Vad?", "Arkiv."), (2, 1, "När?", "2011.")]


def test_the_introduction_has_no_speaker() -> None:
    """Nobody is quoted as saying the introduction; an answer's speaker is the person listed."""
    introduction, answer = passages(interview("i::Inledning\nq:Frida:Vad?\na:Leif:Arkiv."))
    assert introduction.speaker is None
    assert answer.speaker == Person("Leif", "Leif Sandberg", "chef")


def test_without_an_introduction_answers_still_count_from_1() -> None:
    """Number 0 belongs to the introduction, whether there is one or not."""
    assert [p.address.number for p in passages(interview("q:Frida:Vad?\na:Leif:Arkiv."))] == [1]


def test_two_answers_in_a_row_keep_the_question() -> None:
    """When two people answer in a row, each has a number and both keep the interviewer's last question."""
    found = passages(interview("q:Frida:Vad?\na:Leif:Arkiv.\na:Anna:Ett system.\nq:Frida:När?\na:Anna:2011."))
    assert told(found) == [(1, 1, "Vad?", "Arkiv."), (2, 1, "Vad?", "Ett system."), (3, 1, "När?", "2011.")]


def test_two_questions_in_a_row_are_one() -> None:
    """What two interviewers ask before one answer is all of it what was asked."""
    found = passages(
        interview("q:Frida:Vad?\nq:Kim:Och när?\na:Leif:Arkiv. 2011.", interviewers=("Frida", "Kim")),
    )
    assert told(found) == [(1, 1, "Vad?\n\nOch när?", "Arkiv. 2011.")]


def test_without_interviewers_the_turn_before_is_the_context() -> None:
    """In a talk among equals every turn is an answer to the one before it."""
    found = passages(interview("a:Leif:Vad tror du?\na:Anna:Jag tror det.\na:Leif:Bra.", interviewers=()))
    assert told(found) == [
        (1, 1, None, "Vad tror du?"),
        (2, 1, "Vad tror du?", "Jag tror det."),
        (3, 1, "Jag tror det.", "Bra."),
    ]


def test_all_parts_of_an_answer_share_its_question() -> None:
    """Each part has the answer's number and question, counts from 1 and knows how many there are."""
    turns = (Turn(Role.QUESTION, "Frida", "Vad?"), Turn(Role.ANSWER, "Leif", f"{sentence(100)}\n\n{sentence(90)}"))
    found = passages(Interview("x", "X", "sv", turns, interviewers=("Frida",)))
    assert told(found) == [(1, 1, "Vad?", sentence(100)), (1, 2, "Vad?", sentence(90))]
    assert [p.parts for p in found] == [2, 2]
    assert found[0].address.revision != found[1].address.revision


def test_an_address_does_not_depend_on_other_answers() -> None:
    """A passage keeps its revision when the answers around it change."""
    before, after = (passages(interview(f"q:Frida:Vad?\na:Leif:{first}\na:Leif:Samma ord.")) for first in "AB")
    assert before[0].address != after[0].address
    assert before[1].address == after[1].address


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([120], [120]),
        ([60, 60], [120]),
        ([60, 61], [60, 61]),
        ([150], [150]),
        ([100, 100, 100], [100, 100, 100]),
        ([50, 50, 50, 50], [100, 100]),
        ([120, 39], [159]),
        ([120, 40], [120, 40]),
        ([10, 150, 10], [10, 160]),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_parts_by_hand(lengths: list[int], expected: list[int], between: str) -> None:
    """Parts are as long as they can be up to 120 words, and a last part of under 40 stays with the one before it."""
    text = between.join(map(sentence, lengths))
    assert [len(text[begin:end].split()) for begin, end in parts(text, "sv")] == expected


def test_a_paragraph_is_rather_kept_whole() -> None:
    """A cut falls between paragraphs where one of them would otherwise be cut in two."""
    text = f"{sentence(50)}\n\n{sentence(50)} {sentence(50)}"
    assert [len(text[begin:end].split()) for begin, end in parts(text, "sv")] == [50, 100]


@given(TEXTS)
def test_parts_hold_every_word_once(text: str) -> None:
    """Parts stand in order without overlap, and nothing but white space falls between them."""
    spans = parts(text, "sv")
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [word for begin, end in spans for word in text[begin:end].split()] == text.split()


@given(TEXTS)
def test_parts_are_of_whole_sentences(text: str) -> None:
    """Every part begins where a sentence begins and ends where one ends."""
    begins, ends = zip(*sentences(text, "sv"), strict=True)
    assert all(begin in begins and end in ends for begin, end in parts(text, "sv"))


@given(TEXTS)
def test_parts_are_of_about_120_words(text: str) -> None:
    """No part is longer than 120 words, but for a sentence that is, and a short end that stays with the last part."""
    spans = parts(text, "sv")
    inside = [[s for s in sentences(text, "sv") if begin <= s[0] < end] for begin, end in spans]
    for place, its in enumerate(inside):
        lengths = [len(text[begin:end].split()) for begin, end in its]
        short_end = SHORTEST_PART_WORDS - 1 if place == len(spans) - 1 else 0
        assert sum(lengths) <= max(PART_WORDS, *lengths) + short_end


@given(TEXTS)
def test_an_answer_is_cut_by_its_own_text_alone(text: str) -> None:
    """The same words are cut alike wherever they stand, so that their addresses last."""
    alone = Interview("x", "X", "sv", (Turn(Role.ANSWER, "Leif", text),), interviewers=("Frida",))
    turns = (Turn(Role.INTRODUCTION, None, "Hej."), Turn(Role.QUESTION, "Frida", "Vad?"), *alone.turns)
    later = Interview("x", "X", "sv", turns, interviewers=("Frida",))
    assert [(p.start, p.end) for p in passages(alone)] == [(p.start, p.end) for p in passages(later)[1:]]
