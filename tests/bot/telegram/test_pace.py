"""The pace of one person, beside a bucket of tokens that is filled and emptied by hand."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import Pace


class Bucket:
    """So many tokens at first, one more each `interval`, never more than at first; who finds none stands in line."""

    def __init__(self, size: int, interval: int) -> None:
        self._size, self._interval = size, interval
        self._tokens, self._next = size, 0
        self._line: deque[int] = deque()
        self.granted: dict[int, int] = {}

    def until(self, now: int) -> None:
        """Let time go on, one unit after the other."""
        while self._tokens < self._size and self._next <= now:
            if self._line:
                self.granted[self._line.popleft()] = self._next
            else:
                self._tokens += 1
            self._next += self._interval

    def ask(self, number: int, now: int) -> None:
        """Take a token, or stand in line."""
        self.until(now)
        if self._tokens == self._size:
            self._next = now + self._interval
        if self._tokens:
            self._tokens -= 1
            self.granted[number] = now
        else:
            self._line.append(number)


@given(st.integers(1, 5), st.integers(1, 6), st.lists(st.integers(0, 12), max_size=30))
def test_questions_are_granted_as_by_a_bucket_of_tokens(burst: int, interval: int, gaps: list[int]) -> None:
    """At the same moment, for any moments at which somebody asks."""
    pace, bucket, now = Pace(burst, interval), Bucket(burst, interval), 0
    due = {}
    for number, gap in enumerate(gaps):
        now += gap
        due[number] = pace.due("Maja", now)
        bucket.ask(number, now)
    bucket.until(now + len(gaps) * interval)
    assert due == bucket.granted


@given(st.lists(st.integers(0, 5), max_size=20))
def test_forgetting_the_silent_changes_nothing(gaps: list[int]) -> None:
    """Who is forgotten has a full bucket, as a stranger has."""
    kept, forgetful, now = Pace(3, 2), Pace(3, 2), 0
    for gap in gaps:
        now += gap
        forgetful.forget_the_silent(now)
        assert forgetful.due("Maja", now) == kept.due("Maja", now)


def test_one_person_s_pace_is_not_another_s() -> None:
    """Who floods delays herself alone."""
    pace = Pace(2, 1)
    assert [pace.due("Maja", 10) for _ in range(4)] == [10, 10, 11, 12]
    assert pace.due("Bo", 10) == 10


def test_what_would_wait_too_long_costs_nothing() -> None:
    """Of a hundred at once, two are granted now and three later; when those have been, one more is each second."""
    pace = Pace(2, 1)
    assert [pace.due("Maja", 0, longest=3) for _ in range(100)] == [0, 0, 1, 2, 3, *[None] * 95]
    assert [pace.due("Maja", 4, longest=3) for _ in range(5)] == [4, 5, 6, 7, None]


@pytest.mark.parametrize(("silence", "is_told_again"), [(3.9, False), (4, True)])
def test_who_is_too_fast_is_told_once_until_she_has_been_silent(silence: float, is_told_again: bool) -> None:  # noqa: FBT001  # from the table
    """Four questions at once fill the time up to four seconds later."""
    pace = Pace(2, 1)
    for _ in range(4):
        pace.due("Maja", 0)
    assert pace.tells("Maja")
    assert not pace.tells("Maja")
    pace.forget_the_silent(silence)
    assert pace.tells("Maja") == is_told_again
