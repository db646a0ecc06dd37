"""What buttons carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Pressed
from bot.reply import HANDED_ON, Deed
from bot.telegram import callback
from index.interview import Address

addresses = st.builds(
    Address,
    interview=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,45}", fullmatch=True),
    number=st.integers(0, 99999),
    part=st.integers(1, 999),
    revision=st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
)


@given(st.sampled_from(sorted(set(Deed) - HANDED_ON)), addresses)
def test_what_is_written_is_read_back(deed: Deed, address: Address) -> None:
    """Deed and address, in at most 64 bytes."""
    data = callback.written(deed, address)
    assert callback.read(data) == Pressed(deed, address)
    assert len(data.encode()) <= 64


@given(st.text(max_size=80))
def test_anything_else_is_refused(data: str) -> None:
    """Whatever a client sends is read or refused by ValueError, never by another error."""
    try:
        pressed = callback.read(data)
    except ValueError:
        return
    assert callback.written(pressed.deed, pressed.address) == data


def test_every_deed_has_a_letter_of_its_own() -> None:
    """One letter each, as the address begins at the second character."""
    assert all(len(deed.value) == 1 for deed in Deed)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a",
        "gr7e_1_1_abcdef",
        "sr7e_1_1_abcdef",
        "cr7e_1_1_abcdef",
        "ar7e_1_1_ABCDEF",
        "ar7e_1_1_abcdefg",
        "ar7e_١_1_abcdef",
    ],
)
def test_near_misses_are_refused(data: str) -> None:
    """Unknown deeds, other digits, too long a revision."""
    with pytest.raises(ValueError, match="not"):
        callback.read(data)


def test_what_a_message_is_of_is_told_by_its_buttons() -> None:
    """The passage where it quotes one, the interview where all lead into one; anything else is passed over."""
    here, there = Address("r7e", 2, 1, "abcdef"), Address("r7e", 3, 1, "abcdef")
    ask, more = callback.written(Deed.ASK, there), callback.written(Deed.NEXT, here)
    elsewhere = callback.written(Deed.ASK, Address("hamnen", 1, 1, "abcdef"))
    spoken = callback.written(Deed.ENGLISH, here)
    assert callback.quoted([None, "?", ask, more]) == here
    assert callback.quoted([ask]) is None
    assert callback.interview([None, "?", ask, more]) == "r7e"
    assert callback.interview([ask, elsewhere]) is None
    assert callback.interview([spoken]) is None
    assert callback.interview([]) is None
