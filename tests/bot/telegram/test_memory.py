"""What is remembered of a chat, kept and read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import HANDED_ON, Button, Deed
from bot.session import Session
from bot.telegram.memory import Memory, dumps, loads
from index.interview import Address

ADDRESSES = st.builds(
    Address,
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(0, 99),
    st.integers(1, 9),
    st.just("0a1b2c"),
)
PRESSED = st.sampled_from(sorted(set(Deed) - HANDED_ON))
BUTTONS = st.builds(
    Button,
    st.text(max_size=20),
    PRESSED,
    ADDRESSES,
    st.none() | st.integers(1, 99),
)
SESSIONS = st.builds(
    Session,
    st.sampled_from(["sv", "en"]),
    st.none() | st.just("r7e-arkiv"),
    st.none() | st.just("r7e-arkiv"),
    st.none() | ADDRESSES,
    st.integers(0, 500),
    st.integers(0, 500),
    st.lists(BUTTONS, max_size=4).map(tuple),
    folded=st.none() | ADDRESSES,
    folded_from=st.integers(0, 500),
    folded_to=st.integers(0, 500),
    others=st.lists(ADDRESSES, max_size=3).map(tuple),
    awaits_quotation=st.booleans(),
    has_chosen_language=st.booleans(),
)


@given(SESSIONS, st.text(max_size=20))
def test_what_is_kept_is_read_back(session: Session, album: str) -> None:
    """A restart changes nothing of a conversation."""
    memory = Memory(session, album)
    assert loads(dumps(memory), "en") == memory


@pytest.mark.parametrize("field", json.loads(dumps(Memory(Session("sv")))))
def test_a_memory_of_another_version_is_begun_anew(field: str) -> None:
    """One that lacks something is no memory; the reader's language is then the one that is handed in."""
    kept = json.loads(dumps(Memory(Session("sv", "r7e-arkiv"))))
    del kept[field]
    assert loads(json.dumps(kept), "en") == Memory(Session("en"))


@pytest.mark.parametrize("written", [None, "", "{", "[]", "null", '"sv"', "7", '{"quoted": [1]}'])
def test_what_is_no_memory_is_none(written: str | None) -> None:
    """Nothing kept, or nothing that can be read."""
    assert loads(written, "sv") == Memory(Session("sv"))
