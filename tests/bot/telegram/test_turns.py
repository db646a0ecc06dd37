"""Whose turn it is: held for any order of adding, taking and giving back."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.turns import Turns

KEYS = "abcd"

Deed = tuple[str, str, bool]
"""What is done ("add", "take", "done", "again"), to which key, and whether it is urgent."""

DEEDS = st.lists(
    st.tuples(st.sampled_from(["add", "take", "done", "again"]), st.sampled_from(KEYS), st.booleans()), max_size=60
)


class Checked:
    """Turns, and beside them the rules by themselves: two plain lines for each key, looked through in order."""

    def __init__(self) -> None:
        self.turns = Turns[str, int]()
        self.waiting = {(urgent, key): deque[int]() for urgent in (True, False) for key in KEYS}
        self.out: dict[str, tuple[int, bool]] = {}
        self.added = 0
        self.ended: list[int] = []

    def may_go(self) -> set[int]:
        """Return the items of which one may go out now: of urgent ones, if any, and of each key the first."""
        for urgent in (True, False):
            lines = {key: self.waiting[urgent, key] for key in KEYS if key not in self.out}
            if first := {line[0] for line in lines.values() if line}:
                return first
        return set()

    def add(self, key: str, *, urgent: bool) -> None:
        """Add an item that has not been there."""
        self.turns.add(key, self.added, urgent=urgent)
        self.waiting[urgent, key].append(self.added)
        self.added += 1

    def take(self) -> None:
        """Take an item, if there is one, and see whether it might go."""
        expected, turn = self.may_go(), self.turns.take()
        assert (turn is None) == (not expected)
        if turn:
            key, item = turn
            assert key not in self.out
            assert item in expected
            urgent = item in self.waiting[True, key]
            self.waiting[urgent, key].remove(item)
            self.out[key] = item, urgent

    def give_back(self, key: str, *, done: bool) -> None:
        """Give the item of a key back, if there is one out."""
        if key in self.out:
            item, urgent = self.out.pop(key)
            self.turns.give_back(key, item, done=done)
            if done:
                self.ended.append(item)
            else:
                self.waiting[urgent, key].appendleft(item)


@given(DEEDS)
def test_one_of_each_key_is_out_and_none_is_lost_or_twice(deeds: list[Deed]) -> None:
    """Urgent ones first, of a key in their order, and every item goes out to its end exactly once."""
    checked = Checked()
    for deed, key, urgent in deeds:
        if deed == "add":
            checked.add(key, urgent=urgent)
        elif deed == "take":
            checked.take()
        else:
            checked.give_back(key, done=deed == "done")
        assert len(checked.turns) == checked.added - len(checked.ended)
    while len(checked.turns):
        checked.take()
        for key in list(checked.out):
            checked.give_back(key, done=True)
    assert sorted(checked.ended) == list(range(checked.added))


@given(DEEDS)
def test_between_two_turns_of_a_key_every_other_that_waits_has_one(deeds: list[Deed]) -> None:
    """Keys go round, whatever comes in between, as long as what goes out comes to its end."""
    turns, out = Turns[str, int](), dict[str, int]()
    left = dict.fromkeys(KEYS, 0)
    passed_over: dict[str, set[str]] = {key: set() for key in KEYS}
    for number, (deed, key, _) in enumerate(deeds):
        if deed == "add":
            turns.add(key, number)
            left[key] += 1
        elif deed == "take" and (turn := turns.take()):
            taken, item = turn
            out[taken] = item
            left[taken] -= 1
            passed_over[taken] = set()
            for other in KEYS:
                if left[other] and other not in out:
                    assert taken not in passed_over[other], f"{taken} had two turns while {other} waited"
                    passed_over[other].add(taken)
        elif key in out:
            turns.give_back(key, out.pop(key), done=True)
            passed_over[key] = set()


def test_what_waits_already_is_not_added_again() -> None:
    """Nor what is out; what has come to its end may come again."""
    turns = Turns[str, int]()
    turns.add("a", 1)
    turns.add("a", 1)
    assert turns.take() == ("a", 1)
    turns.add("a", 1)
    assert len(turns) == 1
    turns.give_back("a", 1, done=True)
    assert turns.take() is None
    turns.add("a", 1)
    assert turns.take() == ("a", 1)


def test_a_key_that_is_dropped_loses_what_waits_and_no_other_does() -> None:
    """What is out of it comes to its end as ever."""
    turns = Turns[str, int]()
    for key, item in [("a", 1), ("a", 2), ("b", 3)]:
        turns.add(key, item)
    assert turns.take() == ("a", 1)
    turns.drop("a")
    assert 2 not in turns
    assert 1 in turns
    turns.give_back("a", 1, done=True)
    assert turns.take() == ("b", 3)
    assert turns.take() is None


def test_what_is_urgent_is_so_again_when_it_is_given_back() -> None:
    """Before what is not, though that was given back after it."""
    turns = Turns[str, int]()
    turns.add("a", 1, urgent=True)
    turns.add("b", 2)
    assert [turns.take(), turns.take()] == [("a", 1), ("b", 2)]
    turns.give_back("a", 1, done=False)
    turns.give_back("b", 2, done=False)
    assert [turns.take(), turns.take()] == [("a", 1), ("b", 2)]
