"""Tests of the scorecard, each figure counted by hand, and of the question set that it is made from."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation import (
    Asked,
    Given,
    Outcome,
    QuestionSetError,
    Scorecard,
    best,
    by_kind,
    evaluate,
    read_set,
    trade_off,
)
from index.search import ANSWERED_FROM, CLOSE_FROM


def outcome(
    relevant: set[int], verdict: str, number: int | None = None, must: str | None = None, kind: str = ""
) -> Outcome:
    """Make an outcome; what is shown is always the excerpt "Ett gemensamt E-ARKIV"."""
    asked = Asked("1", "Vad?", frozenset(relevant), must=must, kind=kind)
    return Outcome(asked, Given(verdict, number, None if number is None else "Ett gemensamt E-ARKIV"))


OUTCOMES = [
    outcome({2}, "answered", 2, "e-arkiv", "vad"),  # shown, sure, quoted
    outcome({1, 2}, "answered", 1, "diarium", "vad"),  # shown, sure, not quoted
    outcome({2}, "close", 2, kind="vad"),  # shown, nothing to quote
    outcome({0}, "answered", 0, "gemensamt", "hur"),  # shown, sure, quoted: the introduction
    outcome({2}, "answered", 3, "e-arkiv", "hur"),  # misled
    outcome({2}, "close", 3, "e-arkiv"),  # wrong, but with a reservation
    outcome({2}, "not_covered"),
    outcome({2}, "small_talk"),
    outcome(set(), "not_covered", kind="hur"),  # silent
    outcome(set(), "small_talk"),  # silent
    outcome(set(), "close", 1),
    outcome(set(), "answered", 1),  # misled
]


def test_the_scorecard_by_hand() -> None:
    """Of 8 answerable: 4 shown, 3 sure; of 3 shown with words to quote: 2; of 4 others: 2 silent; of 12: 2 misled."""
    assert Scorecard.of(OUTCOMES) == Scorecard(12, shown=4 / 8, sure=3 / 8, quoted=2 / 3, silent=2 / 4, misled=2 / 12)


def test_a_scorecard_for_each_kind() -> None:
    """Kinds come in their order, each with its own figures; questions of no kind are in none."""
    cards = by_kind(OUTCOMES)
    assert list(cards) == ["vad", "hur"]
    assert cards["vad"] == Scorecard(3, shown=1, sure=2 / 3, quoted=1 / 2, silent=None, misled=0)
    assert cards["hur"] == Scorecard(3, shown=1 / 2, sure=1 / 2, quoted=1, silent=1, misled=1 / 3)


def test_no_questions_have_no_figures() -> None:
    """A share of nothing is no figure, not zero."""
    assert Scorecard.of([]) == Scorecard(0, None, None, None, None, None)


def test_figures_as_json() -> None:
    """Shares are written to four places, and what is no figure as null."""
    assert Scorecard(12, 4 / 8, 3 / 8, 2 / 3, None, 2 / 12).as_json() == {
        "questions": 12,
        "shown": 0.5,
        "sure": 0.375,
        "quoted": 0.6667,
        "silent": None,
        "misled": 0.1667,
    }


def test_which_outcomes_failed() -> None:
    """A failure is whatever could have been answered better: not sure, not quoted, not silent."""
    assert [place for place, each in enumerate(OUTCOMES) if each.failed] == [1, 2, 4, 5, 6, 7, 10, 11]


def test_an_outcome_as_json() -> None:
    """A failure is listed with what was asked and what was shown."""
    asked = Asked("7", "Vad?", frozenset({3, 1}), kind="vad")
    assert Outcome(asked, Given("close", 2, "Ett arkiv", confidence=0.123456)).as_json() == {
        "id": "7",
        "q": "Vad?",
        "relevant": [1, 3],
        "verdict": "close",
        "number": 2,
        "confidence": 0.1235,
        "excerpt": "Ett arkiv",
    }


@given(st.lists(st.sampled_from(OUTCOMES)))
def test_figures_are_shares(outcomes: list[Outcome]) -> None:
    """Every figure is from 0 to 1, what is sure was shown, and the order of the questions does not matter."""
    card = Scorecard.of(outcomes)
    assert all(
        0 <= figure <= 1 for name, figure in card.as_json().items() if figure is not None and name != "questions"
    )
    assert card.sure is None or card.shown is None or card.sure <= card.shown
    assert Scorecard.of(outcomes[::-1]) == card


def judged(relevant: set[int], nearest: int, confidence: float, coverage: float, verdict: str) -> Outcome:
    """Make an outcome as the verdict's rules have it: at 0.4 and 0.45 covered answered, at 0.26 and a quarter close."""
    number = None if verdict == "not_covered" else nearest
    return Outcome(Asked("1", "Vad?", frozenset(relevant)), Given(verdict, number, None, nearest, confidence, coverage))


JUDGED = [
    judged({2}, 2, 0.9, 0.9, "answered"),
    judged({2}, 2, 0.9, 0.4, "close"),  # likely, but it covers too little
    judged({2}, 2, 0.9, 0.1, "not_covered"),
    judged({2}, 1, 0.6, 0.5, "answered"),  # misled
    judged({2}, 2, 0.3, 0.9, "close"),
    judged({2}, 2, 0.2, 0.9, "not_covered"),
    judged(set(), 1, 0.45, 1.0, "answered"),  # misled
    judged(set(), 1, 0.1, 1.0, "not_covered"),
    outcome({0}, "answered", 0),  # told of the interview itself, whatever the thresholds
    outcome(set(), "small_talk"),
]


def test_the_trade_off_by_hand() -> None:
    """Who answers from less shows more and misleads more; too little covered is never given as the answer."""
    curve = {round(point.answered_from, 2): point.card for point in trade_off(JUDGED)}
    assert len(curve) == 19
    at = {threshold: (card.shown, card.sure, card.silent, card.misled) for threshold, card in curve.items()}
    assert at[0.05] == (5 / 7, 4 / 7, 1 / 3, 3 / 10)
    assert at[0.25] == (5 / 7, 3 / 7, 2 / 3, 2 / 10)
    assert at[0.4] == (4 / 7, 2 / 7, 2 / 3, 2 / 10)
    assert at[0.5] == (3 / 7, 2 / 7, 2 / 3, 1 / 10)
    assert at[0.95] == (3 / 7, 1 / 7, 1, 0)
    assert curve[0.95].quoted is None


def test_the_curve_agrees_with_the_scorecard() -> None:
    """At the present thresholds the curve has the scorecard's own figures, and just one row is theirs."""
    (present,) = (point for point in trade_off(JUDGED) if point.is_present)
    assert present.card == Scorecard.of(JUDGED)
    assert (present.answered_from, present.close_from) == (ANSWERED_FROM, CLOSE_FROM)


def test_the_best_balance() -> None:
    """Shown less misled: 5/7 less 2/10 is the most here, and of the thresholds that bring it the nearest is named."""
    found = best(trade_off(JUDGED))
    assert found.balance == pytest.approx(5 / 7 - 2 / 10)
    assert found.answered_from == 0.3  # perhaps from 0.195
    assert best(trade_off(OUTCOMES)).is_present


def test_every_question_is_asked() -> None:
    """Each question is answered once, in its order."""
    asked = [Asked(str(number), f"Fråga {number}?", frozenset()) for number in range(3)]
    outcomes = evaluate(asked, lambda question: Given("answered", int(question.id)))
    assert [(each.asked.id, each.given.number) for each in outcomes] == [("0", 0), ("1", 1), ("2", 2)]


def test_a_question_set() -> None:
    """Every field is read; empty lines are passed over, and ids may be numbers."""
    text = (
        '{"id": 1, "q": "Vad?", "interview": "x", "relevant": [1, 2], "must": "arkiv", "kind": "vad"}\r\n\n'
        '{"id": "b", "q": "", "relevant": []}\n'
    )
    assert read_set(text, "q.jsonl", {"x": 2}) == [
        Asked("1", "Vad?", frozenset({1, 2}), "x", "arkiv", "vad"),
        Asked("b", "", frozenset()),
    ]


def test_the_introduction_can_be_relevant() -> None:
    """Number 0 is the introduction, and the last answer is in the interview."""
    assert read_set('{"id": 1, "q": "Vad?", "relevant": [0, 5]}', "", {"x": 5})[0].relevant == {0, 5}


ROW = {"id": "1", "q": "Vad?", "relevant": [1]}
NO_ROW = 'not a JSON object with "id" and "q"; write {"id": "1", "q": "…", "relevant": [2]}'
NO_LIST = '"relevant" is no list of answers\' numbers; write [2], or [] where the interview does not answer'


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("[]", NO_ROW),
        ("{nej}", NO_ROW),
        ("# Frågor", NO_ROW),
        ("id,q,relevant", NO_ROW),
        ("[" * 100_000, NO_ROW),
        ('"Vad?"', NO_ROW),
        ('{"id": "1", "relevant": [1]}', NO_ROW),
        ('{"id": "1", "q": 7, "relevant": [1]}', NO_ROW),
        ('{"q": "Vad?", "relevant": [1]}', NO_ROW),
        ('{"id": "1", "q": "Vad?"}', NO_LIST),
        (json.dumps({**ROW, "relevant": 1}), NO_LIST),
        (json.dumps({**ROW, "relevant": ["1"]}), NO_LIST),
        (json.dumps({**ROW, "relevant": [True]}), NO_LIST),
        (json.dumps({**ROW, "interview": "z"}), 'no interview "z" in the library; it holds x, y'),
        (json.dumps(ROW), '"interview" is missing, and the library holds 2; name one'),
        (
            json.dumps({**ROW, "interview": "y", "relevant": [1, 4]}),
            '"relevant" names answer 4, and the interview has 3; 0 is its introduction',
        ),
        (
            json.dumps({**ROW, "interview": "x", "relevant": [-1]}),
            '"relevant" names answer -1, and the interview has 5; 0 is its introduction',
        ),
    ],
)
def test_a_bad_line(row: str, message: str) -> None:
    """A line that breaks the format is refused with file, line and what to do."""
    good = json.dumps({**ROW, "interview": "x"})
    with pytest.raises(QuestionSetError) as caught:
        read_set(f"{good}\n\n{row}\n", "q.jsonl", {"x": 5, "y": 3})
    assert str(caught.value) == f"q.jsonl:3: {message}"


@pytest.mark.parametrize("again", ["1", 1])
def test_two_questions_of_one_id(again: str | int) -> None:
    """Both lines are named; a number and the same digits as text are one id, since ids are written as text."""
    rows = [ROW, {**ROW, "id": "2"}, {**ROW, "id": again}]
    with pytest.raises(QuestionSetError) as caught:
        read_set("\n\n".join(map(json.dumps, rows)), "q.jsonl", {"x": 5})
    assert str(caught.value) == 'q.jsonl:5: the id "1" is that of line 1; give each its own'


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_set_of_no_questions(text: str) -> None:
    """A set without questions would pass every check."""
    with pytest.raises(QuestionSetError, match=r"^q\.jsonl: no questions; write one a line: "):
        read_set(text, "q.jsonl", {"x": 5})
