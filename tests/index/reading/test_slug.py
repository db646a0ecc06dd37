"""Tests of ids made from titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.interview import is_interview_id
from index.reading.slug import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3 knep för att få bra samarbete", "3-knep-for-att-fa-bra-samarbete"),
        ("Åsas idé: ÄLSKA (även) öar!", "asas-ide-alska-aven-oar"),
        ("A\u030asa", "asa"),
        ("one two three four five six seven eight nine ten eleven", "one-two-three-four-five-six-seven-eight-nine"),
        ("x" * 50, "x" * 46),
        ("x" * 46 + " y", "x" * 46),
        ("Привет", "interview"),
        ("", "interview"),
    ],
)
def test_a_title_becomes_an_id(title: str, expected: str) -> None:
    """Letters lose their marks, words are joined by hyphens, and a long title is cut between words."""
    assert slug(title) == expected


@given(st.text())
def test_any_title_becomes_an_id(title: str) -> None:
    """An id is valid, whatever the title."""
    assert is_interview_id(slug(title))
