"""What holds whatever somebody puts in: the readers of what comes from outside, and the HTML that goes out."""

from __future__ import annotations

import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import arrival
from bot.telegram.inbox import Inbox
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox

numbers = st.integers() | st.floats() | st.booleans() | st.sampled_from([2**63, 2**63 - 1, -(2**63), 10**40])
texts = st.text(st.characters(), max_size=30) | st.text("\ud800\udfff\u202e\u200b\0<&>a", max_size=30)
fields = ["id", "chat", "from", "message", "language_code", "is_topic_message", "message_thread_id"]
keys = st.sampled_from(fields) | texts
things = st.recursive(
    st.none() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=20,
)
kinds = st.sampled_from(["message", "callback_query", "inline_query", "edited_message", "channel_post"])
people = st.fixed_dictionaries({}, optional={"id": things, "language_code": things})
messages = st.fixed_dictionaries(
    {}, optional={"chat": people | things, "from": people | things, "is_topic_message": things, "message": things}
)
updates = things | st.dictionaries(kinds | st.just("update_id"), messages | things, max_size=4)


@given(updates)
def test_any_update_can_be_kept(raw: object) -> None:
    """Read, it has an id that the database can hold and a text that any can; or it is none."""
    read = arrival.read(raw, str)
    if read is not None:
        assert 0 <= read.update_id < 2**63
        kept = json.loads(read.payload)
        assert kept["update_id"] == read.update_id
        assert json.dumps(kept, ensure_ascii=False).encode()
    if isinstance(raw, dict):
        place = (arrival.addressee(raw), arrival.chat_id(raw), arrival.person_id(raw), arrival.thread_id(raw))
        assert all(number is None or (type(number) is int and abs(number) < 2**63) for number in place)
        notice = Notices("sv").to(raw, "error")
        assert notice is None or notice.chat_id in place


class _Keeping:
    """A store that keeps nothing but what it is given."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    async def keep(self, arrivals: list[object]) -> list[object]:
        """Note what is to be kept."""
        self.kept += arrivals
        return []


@given(st.lists(updates, max_size=5))
def test_no_update_keeps_another_from_being_kept(raws: list[object]) -> None:
    """However odd those before it are, the last is kept too."""
    store = _Keeping()

    async def keep() -> None:
        inbox = Inbox(store, Outbox(store, str), str, Notices("sv"))  # type: ignore[arg-type]  # all that it is asked
        await inbox.keep([*raws, {"update_id": 17}])

    asyncio.run(keep())
    assert store.kept[-1] == arrival.read({"update_id": 17}, str)
