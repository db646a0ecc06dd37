"""A source read again, and what the editor has done meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.interview import Interview, Person, Role, Turn
from index.interview_file import dumps, loads
from index.reading import Metadata
from index.reading.text import read
from index.revising import GIVEN, Record, added, remembered, revised

PAGES = sorted(Path(__file__).parent.joinpath("reading", "pages").glob("*.txt"))
TEXTS = st.lists(st.sampled_from(["ett", "två", "tre fyra", "fem sex sju", "åtta nio tio"]), min_size=1, max_size=5)


def an_interview(answers: list[str], title: str = "T", hints: tuple[str, ...] = ()) -> Interview:
    """Return an interview of these answers; the first has the hints."""
    turns = []
    for place, answer in enumerate(answers):
        turns.append(Turn(Role.QUESTION, "Moa", "Och?"))
        turns.append(Turn(Role.ANSWER, "Bo", answer, hints=() if place else hints))
    return Interview("t", title, "sv", tuple(turns), interviewers=("Moa",), people=(Person("Bo", "Bo Ask"),))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_reading_the_same_again_changes_nothing(page: Path) -> None:
    """Whatever was read, once it has been written and read back."""
    new = read(page.read_text(encoding="utf-8")).interview
    new = loads(dumps(new), "x.md")
    kept = loads(dumps(added(new, "../x.txt")), "x.md")
    revision = revised(kept, new)
    assert revision.interview == kept
    assert (revision.kept, revision.orphans, revision.is_split) == ((), (), False)


@given(TEXTS, TEXTS)
def test_what_the_editor_left_alone_becomes_what_the_source_has(before: list[str], after: list[str]) -> None:
    """And no hint is lost: it is at an answer or told of."""
    old = added(an_interview(before), "x")
    old = replace(old, turns=(old.turns[0], replace(old.turns[1], hints=("Hur?",)), *old.turns[2:]))
    new = an_interview(after, "U")
    revision = revised(old, new)
    assert revision.interview.title == "U"
    assert [turn.text for turn in revision.interview.turns] == [turn.text for turn in new.turns]
    hints = [hint for turn in revision.interview.turns for hint in turn.hints]
    assert hints + [hint for hint, _ in revision.orphans] == ["Hur?"]
    if before[0] in after:
        assert any(turn.hints and turn.text == before[0] for turn in revision.interview.turns)
    assert revised(revision.interview, new).interview == revision.interview


def test_a_hint_that_the_source_gets_comes_too() -> None:
    """Where the source is an interview file itself, beside those of the editor."""
    old = added(an_interview(["ett", "två"]), "x")
    old = replace(old, turns=(old.turns[0], replace(old.turns[1], hints=("Hur?",)), *old.turns[2:]))
    revision = revised(old, an_interview(["ett", "två"], hints=("Varför?",)))
    assert revision.interview.turns[1].hints == ("Hur?", "Varför?")


def test_new_labels_of_the_source_are_taken_where_nobody_mended_them() -> None:
    """The words are the same, who says them is called otherwise."""
    old = added(an_interview(["ett"]), "x")
    new = an_interview(["ett"])
    new = replace(
        new,
        interviewers=("Moa Lind",),
        turns=tuple(replace(turn, speaker="Moa Lind") if turn.role is Role.QUESTION else turn for turn in new.turns),
    )
    revision = revised(old, new)
    assert revision.interview.interviewers == ("Moa Lind",)
    assert [turn.speaker for turn in revision.interview.turns] == ["Moa Lind", "Bo"]


def test_what_was_given_is_known_the_next_time() -> None:
    """And nothing else; a field that is given anew is as it is given."""
    old = added(an_interview(["ett"], "Given"), "x", ["title"])
    assert remembered(old) == Metadata(title="Given")
    record = Record.of(old)
    assert record is not None
    assert record.read["title"] == GIVEN
    assert revised(old, an_interview(["ett"], "Källans")).interview.title == "Given"
    assert revised(old, an_interview(["ett"], "Ny"), ["title"]).interview.title == "Ny"


@pytest.mark.parametrize("kept", [None, "x", {"from": "x"}, {"from": 7, "read": []}, {"from": "x", "read": "y"}])
def test_a_record_that_cannot_be_read_is_none(kept: object) -> None:
    """As where an editor has broken it: the interview then counts as written by hand."""
    interview = replace(an_interview(["ett"]), extra={"added": kept})
    assert Record.of(interview) is None
    with pytest.raises(ValueError, match="no record of a source"):
        revised(interview, interview)
