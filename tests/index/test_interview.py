"""Tests of the records: addresses, revisions, and who speaks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.interview import Address, Interview, Passage, Person, Role, Turn, is_interview_id, words_hash

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,45}", fullmatch=True)
ADDRESSES = st.builds(
    Address,
    interview=IDS,
    number=st.integers(0, 99_999),
    part=st.integers(1, 999),
    revision=st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
)
LEIF = Person("Leif", "Leif Sandberg", "förvaltningsledare")
ANSWER = Turn(Role.ANSWER, "Leif", "Elva landsting är med.")
INTERVIEW = Interview("r7e", "Tre knep", "sv", (ANSWER,), people=(LEIF,))


@given(ADDRESSES)
def test_an_address_is_read_back_from_its_token(address: Address) -> None:
    """Every address comes back whole, whatever underscores and figures its id has."""
    assert Address.parse(address.token) == address


@given(ADDRESSES)
def test_a_token_is_short_and_plain(address: Address) -> None:
    """A token is at most 63 of A-Z a-z 0-9 _ -, so that it fits a button with a deed before it."""
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,63}", address.token)


def test_a_token_by_hand() -> None:
    """The token is the four fields in their order, joined by underscores."""
    assert Address("r7e-arkiv", 2, 1, "0a1b2c") == Address.parse("r7e-arkiv_2_1_0a1b2c")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "r7e-arkiv",
        "r7e-arkiv_2_1",
        "r7e-arkiv_2_1_0A1B2C",
        "r7e-arkiv_2_1_0a1b2c3",
        "r7e-arkiv_-2_1_0a1b2c",
        "r7e-arkiv_123456_1_0a1b2c",
        "_r7e_2_1_0a1b2c",
        "r7e-arkiv_2_1_0a1b2c\n",
        " r7e-arkiv_2_1_0a1b2c",
        "r7e-arkiv_٢_1_0a1b2c",
        "é_2_1_0a1b2c",
        "x" * 47 + "_2_1_0a1b2c",
    ],
)
def test_what_is_no_address_is_refused(token: str) -> None:
    """Anything that `token` cannot have written is refused with an example of what it writes."""
    with pytest.raises(ValueError, match=r"^not an address: .*; one looks like r7e-arkiv_2_1_0a1b2c$"):
        Address.parse(token)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """No text that a network sends does anything but parse or raise ValueError."""
    try:
        address = Address.parse(text)
    except ValueError:
        return
    # Figures may have zeros before them; the address is the same.
    assert Address.parse(address.token) == address


@pytest.mark.parametrize("text", ["a", "7", "r7e-arkiv", "R7_e", "x" * 46])
def test_ids(text: str) -> None:
    """Up to 46 plain letters, figures, hyphens and underscores are an id."""
    assert is_interview_id(text)


@pytest.mark.parametrize("text", ["", "-a", "_a", "å", "a b", "a.md", "a/b", "a\n", "x" * 47])
def test_no_ids(text: str) -> None:
    """What is too long, begins with a mark or has other characters is no id."""
    assert not is_interview_id(text)


def test_the_hash_by_hand() -> None:
    """The hash is the first six hexadecimal digits of SHA-256 over the words with a space between each."""
    assert (
        words_hash(" Elva\n\nlandsting\t är med. ") == hashlib.sha256("Elva landsting är med.".encode()).hexdigest()[:6]
    )


@given(st.lists(st.text("abåä.", min_size=1), max_size=8), st.sampled_from([" ", "\n\n", "\t", "  ", "\u2003"]))
def test_white_space_does_not_count_in_a_hash(words: list[str], between: str) -> None:
    """Editing nothing but the white space keeps every link good."""
    assert words_hash(between.join(words)) == words_hash(" ".join(words))


def test_metadata_and_hints_do_not_count_in_a_revision() -> None:
    """Two interviews of the same words have the same revision."""
    edited = replace(
        INTERVIEW, title="Annat", published=dt.date(2020, 1, 1), turns=(replace(ANSWER, hints=("Hur många?",)),)
    )
    assert edited.revision == INTERVIEW.revision


@pytest.mark.parametrize(
    "turn",
    [
        replace(ANSWER, text="Tolv landsting är med."),
        replace(ANSWER, speaker="Lief"),
        replace(ANSWER, role=Role.QUESTION),
    ],
)
def test_words_count_in_a_revision(turn: Turn) -> None:
    """Other words, or the same ones from another speaker, make another revision."""
    assert replace(INTERVIEW, turns=(turn,)).revision != INTERVIEW.revision


def test_a_listed_label_is_that_person() -> None:
    """A label stands for the person listed under it."""
    assert INTERVIEW.person("Leif") is LEIF


def test_an_unlisted_label_is_its_own_name() -> None:
    """Somebody whom `people` does not list is called what the turns call them."""
    assert INTERVIEW.person("Anna") == Person("Anna", "Anna", "")


def test_a_passage_is_a_slice_of_its_turn() -> None:
    """A passage has no words of its own."""
    passage = Passage(Address("r7e", 1, 1, "0a1b2c"), ANSWER, None, LEIF, 1, 5, 14)
    assert passage.text == "landsting"


def test_records_are_frozen() -> None:
    """A record that crosses a border is not changed behind anybody's back."""
    with pytest.raises(FrozenInstanceError):
        INTERVIEW.title = "Annat"  # type: ignore[misc]  # that is the point
