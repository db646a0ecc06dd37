"""Tests of the evidence for passages, each piece counted by hand on an interview of invented words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_interviews import LIGHTHOUSE, NONSENSE

from index.answer_kind import AnswerKind
from index.evidence import MOST_SUPPORT
from index.interview_file import loads
from index.library import Library
from index.ranking import K1, B
from index.search import Searcher
from index.weighing import COMMON_DISCOUNT, SUBJECT_DISCOUNT, WORDLESS_LIKENESS

if TYPE_CHECKING:
    from index.evidence import Evidence

# In a language without lists every word is its own term and tells 1, so that evidence can be counted by hand.


@pytest.fixture(scope="module")
def nonsense() -> Searcher:
    """The interview of invented words, indexed."""
    return Searcher(Library([loads(NONSENSE, "nonsense.md")]))


@pytest.fixture(scope="module")
def lighthouse() -> Searcher:
    """The interview of the lighthouse keeper, indexed."""
    return Searcher(Library([loads(LIGHTHOUSE, "lighthouse.md")]))


def evidence(searcher: Searcher, asked: str) -> dict[int, Evidence]:
    """Return the evidence for each answer that a question leads to, by its number."""
    found = {c.passage.address.number: c.evidence for c in searcher.candidates(asked)}
    return {number: its for number, its in found.items() if its is not None}


IN_ONE = 1 - COMMON_DISCOUNT / 4
IN_TWO = 1 - COMMON_DISCOUNT / 2
"""What an invented word tells that one of the four answers holds, or two; one that none holds tells 1."""


def test_evidence_by_hand(nonsense: Searcher) -> None:
    """One word of two: "zorka" stands in the first answer and not in its question, "wexli" nowhere."""
    (its,) = evidence(nonsense, "zorka wexli").values()
    assert its.coverage == pytest.approx(IN_ONE / (IN_ONE + 1))
    assert its.missing == pytest.approx(1 / (IN_ONE + 1))
    assert its.information == pytest.approx(IN_ONE)
    assert its.score == 1
    assert its.likeness == its.kind == its.alike == its.asked == 0


def test_support_by_hand(nonsense: Searcher) -> None:
    """Of two words the passage has one, once, where as many as count would be six of each."""
    assert evidence(nonsense, "zorka wexli")[1].support == pytest.approx(1 / 2 / MOST_SUPPORT)
    assert evidence(nonsense, "krato krato")[2].support == pytest.approx(1 / MOST_SUPPORT)


def test_what_the_interviewer_asked(nonsense: Searcher) -> None:
    """Of two words the interviewer asked one, "grimpu"; what only a hint asks is not the interviewer's."""
    assert evidence(nonsense, "grimpu wexli")[2].asked == pytest.approx(IN_ONE / (IN_ONE + 1))
    text = NONSENSE.replace("krato krato vundi.\n", "krato krato vundi.\n\n? tolmu\n")
    its = evidence(Searcher(Library([loads(text, "nonsense.md")])), "tolmu wexli")[2]
    assert (its.asked, its.likeness > 0) == (0, True)


def test_everything_is_covered(nonsense: Searcher) -> None:
    """Both words of the question stand in the one answer."""
    (its,) = evidence(nonsense, "zorka blipo").values()
    assert (its.coverage, its.missing) == (1, 0)


def test_likeness_by_hand(nonsense: Searcher) -> None:
    """Of the question one word of two is in the wording, of the wording the one word that it has."""
    recall = IN_ONE / (IN_ONE + 1)
    assert evidence(nonsense, "grimpu wexli")[2].likeness == pytest.approx(2 * recall / (recall + 1))


def test_likeness_to_a_longer_wording(nonsense: Searcher) -> None:
    """All that is asked is in the wording, and half of the wording in what is asked: two thirds."""
    assert evidence(nonsense, "tarvo")[4].likeness == pytest.approx(2 / 3)


def test_scores_are_shares_of_the_best(nonsense: Searcher) -> None:
    """Both answers say "vundi" once, one in three words and one in two, where two is the mean."""
    longer, shorter = (1 / (1 + K1 * (1 - B + B * length / 2)) for length in (3, 2))
    found = evidence(nonsense, "vundi")
    assert (found[3].score, found[2].score) == (1, pytest.approx(longer / shorter))
    assert found[2].coverage == found[3].coverage == 1


def test_the_subject_tells_little(nonsense: Searcher) -> None:
    """A word of the interview's title stands for less of the question than any other, wherever it is found."""
    its = evidence(nonsense, "qaxim wexli")[3]
    assert its.coverage == pytest.approx((1 - SUBJECT_DISCOUNT) / (2 - SUBJECT_DISCOUNT))
    assert its.missing == pytest.approx(1 / (2 - SUBJECT_DISCOUNT))


def test_a_word_of_many_passages_tells_less(nonsense: Searcher) -> None:
    """Two answers hold "vundi" and one "qaxim": who asks for the former and a word that is nowhere has covered less."""
    assert evidence(nonsense, "vundi wexli")[3].coverage == pytest.approx(IN_TWO / (IN_TWO + 1))


def test_how_much_is_covered(nonsense: Searcher) -> None:
    """What is covered tells as much as its words do, and never more than everything; what is not covered adds none."""
    assert evidence(nonsense, "qaxim")[3].information == pytest.approx(1 - SUBJECT_DISCOUNT)
    assert evidence(nonsense, "dolbi wexli")[4].information == pytest.approx(IN_ONE)
    assert evidence(nonsense, "mirpo tarvo dolbi")[4].information == 1


def test_a_passage_without_a_wording() -> None:
    """Nobody asked for an introduction, and still it is like a question in part where it covers it."""
    text = NONSENSE.replace("---\n**Bo:** fumpo", "---\nTolmu banko.\n\n**Bo:** fumpo")
    its = evidence(Searcher(Library([loads(text, "nonsense.md")])), "tolmu wexli")[0]
    assert its.likeness == pytest.approx(WORDLESS_LIKENESS * its.coverage) != 0


@pytest.mark.parametrize(
    ("asked", "number", "kind", "held", "alike"),
    [
        ("Hur länge stod du på fyren?", 1, AnswerKind.DURATION, 1, 1),
        ("Varför fanns det fåglar?", 2, AnswerKind.REASON, -1, 0),
        ("Vilket år kom stormen?", 2, AnswerKind.TIME, 1, 0),
        ("Berätta om stormen", 2, None, 0, 0),
        ("Fanns det fåglar?", 2, AnswerKind.DECISION, 0, 0),
        ("Vilka fåglar fanns det?", 2, AnswerKind.LIST, 0, 0),
    ],
)
def test_the_kind_of_answer_is_evidence(
    lighthouse: Searcher, asked: str, number: int, kind: AnswerKind | None, held: float, alike: float
) -> None:
    """An answer that holds what is asked for gains by it, and loses without it, but a yes; so does who asked so."""
    question, its = lighthouse.search(asked).question, evidence(lighthouse, asked)[number]
    assert (question.kind, its.kind, its.alike > 0) == (kind, held, alike > 0)


OFFICE = """---
id: kontoret
title: På kontoret
language: sv
interviewers: [K]
people:
  A: Asta Lind
---

**K:** Hur ser det ut?

**A:** Personalens papper ligger i en pärm, och i skåpet bredvid har vi numera plats för 40 böcker. Vi har tre datorer.

**K:** Vilka samarbetar ni med?

**A:** Med båda grannarna och elva av regionerna.
"""


@pytest.mark.parametrize(
    ("asked", "number", "held"),
    [
        ("Hur många pärmar har ni?", 1, -1),
        ("Hur många böcker har ni?", 1, 1),
        ("Hur många datorer har ni?", 1, 1),
        ("Hur många grannar?", 2, 1),
        ("Hur många regioner?", 2, 1),
        ("Hur många papper?", 1, -1),
    ],
)
def test_a_number_stands_by_what_it_counts(asked: str, number: int, held: float) -> None:
    """A passage holds how many there are of something only where a number is a few words from it."""
    searcher = Searcher(Library([loads(OFFICE, "kontoret.md")]))
    assert evidence(searcher, asked)[number].kind == held


def test_a_number_answers_who_asked_for_it() -> None:
    """Where the interviewer asks how many, a number alone is the answer."""
    text = OFFICE.replace("Vilka samarbetar ni med?", "Hur många bilar har ni?").replace("Med båda grannarna", "Två")
    assert evidence(Searcher(Library([loads(text, "kontoret.md")])), "Hur många bilar finns det?")[2].kind == 1
