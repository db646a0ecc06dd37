"""What holds whatever somebody puts in: the readers of what comes from outside, and the HTML that goes out."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from fake_bot_api import parse, units
from fake_bot_api.keyboards import checked
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Typed
from bot.reply import HANDED_ON, Button, Deed, Kind, Quotation, Reply, Saying
from bot.session import Session
from bot.telegram import arrival, callback, elsewhere, memory
from bot.telegram.inbox import Inbox
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox
from bot.telegram.rendering import LONGEST, rendered
from bot.telegram.store import Store
from bot.texts import texts as texts_of
from index.interview import Address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation import Conversation
    from bot.telegram.arrival import Arrival
    from bot.telegram.store import Waiting

numbers = st.integers() | st.floats() | st.booleans() | st.sampled_from([2**63, 2**63 - 1, -(2**63), 10**40])
texts = st.text(st.characters(), max_size=30) | st.text("\ud800\udfff\u202e\u200b\0<&>a", max_size=30)
fields = ["id", "chat", "from", "message", "language_code", "is_topic_message", "message_thread_id"]
keys = st.sampled_from(fields) | texts
things = st.recursive(
    st.none() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=20,
)
kinds = st.sampled_from(
    ["message", "callback_query", "inline_query", "guest_message", "edited_message", "channel_post"]
)
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


class _Keeping(Store):
    """A store that keeps nothing but what it is given."""

    def __init__(self) -> None:
        self.kept: list[Arrival] = []

    async def keep(self, arrivals: Sequence[Arrival]) -> Sequence[Waiting]:
        """Note what is to be kept."""
        self.kept += arrivals
        return []


@given(st.lists(updates, max_size=5))
def test_no_update_keeps_another_from_being_kept(raws: list[object]) -> None:
    """However odd those before it are, the last is kept too."""
    store = _Keeping()

    async def keep() -> None:
        inbox = Inbox(store, Outbox(store, str), str, Notices("sv"))
        await inbox.keep([*raws, {"update_id": 17}])

    asyncio.run(keep())
    assert store.kept[-1] == arrival.read({"update_id": 17}, str)


@given(things)
def test_callback_data_is_read_or_refused(data: object) -> None:
    """By ValueError, whatever it is."""
    try:
        callback.read(data)
    except ValueError:
        return
    assert isinstance(data, str)


@given(st.text(st.characters()) | st.from_regex(r"[\w-]{1,50}_\d{1,6}_\d{1,4}_\w{6}\n?"))
def test_an_address_is_parsed_or_refused(token: str) -> None:
    """By ValueError; what is parsed is written as it was."""
    try:
        address = Address.parse(token)
    except ValueError:
        return
    assert address.token == token


buttons = st.lists(things, max_size=3) | st.tuples(things, texts, st.just("ar7e-arkiv_2_1_000000"))
kept = st.fixed_dictionaries(
    {
        "language": st.just("sv") | things,
        "interview": st.none() | things,
        "at": st.none() | things,
        "shown": st.just("r7e-arkiv_2_1_000000") | things,
        "quoted": st.lists(numbers, min_size=2, max_size=2) | things,
        "offered": st.lists(buttons, max_size=3) | things,
        "album": st.just("") | things,
    }
)


@given(st.builds(json.dumps, kept | things) | texts | st.sampled_from(["[" * 5000, "9" * 5000]))
def test_any_memory_is_read_or_begun_anew(written: str) -> None:
    """What is read is written as it was, and so of the types that it should be."""
    read = memory.loads(written, "sv")
    assert memory.loads(memory.dumps(read), "sv") == read
    session = read.session
    assert all(name is None or isinstance(name, str) for name in (session.language, session.interview, session.at))
    assert type(session.shown_from) is type(session.shown_to) is int
    assert isinstance(read.album, str)
    assert all(isinstance(its.label, str) for its in session.offered)


words = (
    st.text(st.characters(), max_size=60)
    | st.text("<>&\"'/abi= \n\r\0\u200b\u202e\u2028\u030a\u0333\ud83d\ude00🙂", max_size=60)
    | st.builds(
        lambda text, times: text * times,
        st.text("\u200b\u030a\ud83d \n<🙂a.", min_size=1, max_size=3),
        st.integers(1, 5000),
    )
)
addresses = st.just(Address("r7e-arkiv", 2, 1, "0a1b2c"))
pressed = st.sampled_from(sorted(set(Deed) - HANDED_ON))
offered = st.builds(Button, words.filter(str.strip), pressed, addresses, st.integers(1, 999))
quotations = st.builds(
    Quotation,
    heading=words,
    text=words,
    is_whole=st.booleans(),
    speaker=words,
    title=words,
    publication=words,
    published=words,
    position=words,
    original=words,
    url=st.none() | words | st.builds("https://example.org/{}".format, words),
)


@given(st.lists(st.builds(Saying, words) | quotations, min_size=1, max_size=3), st.lists(offered, max_size=3))
def test_any_reply_is_taken_by_telegram(parts: list[Saying | Quotation], questions: list[Button]) -> None:
    """Its HTML parses, something is to be seen in each message, none is too long, and the buttons are in order."""
    for outgoing in rendered(Reply(Kind.ANSWERED, tuple(parts), tuple(questions))):
        assert outgoing.html.encode()
        message = parse(outgoing.html)
        assert not message.is_empty
        assert units(message.text) <= LONGEST
        keyboard = checked(outgoing.keyboard.to_dict() if outgoing.keyboard else None)
        assert all(button["text"].encode() for row in (keyboard or {}).get("inline_keyboard", []) for button in row)


@given(st.lists(st.builds(Saying, words) | quotations, min_size=1, max_size=3), st.lists(offered, max_size=3))
def test_any_reply_is_one_message_elsewhere(parts: list[Saying | Quotation], questions: list[Button]) -> None:
    """All that an inline or a guest's message may be; what is too long is said to be, and something always is."""
    reply = Reply(Kind.ANSWERED, tuple(parts), tuple(questions), moves=tuple(questions), marks=tuple(questions))
    outgoing = elsewhere.shortened(reply, texts_of("sv"), "https://t.me/interview_bot")
    message = parse(outgoing.html)
    assert not message.is_empty
    assert units(message.text) <= LONGEST
    assert outgoing.keyboard
    assert checked(outgoing.keyboard.to_dict(), web_apps=False)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_question_is_answered_in_html_that_telegram_takes(conversation: Conversation, question: str) -> None:
    """Whatever is asked, the real conversation has something to say, and it parses."""
    reply, _ = conversation.reply(Typed(question), Session("sv"))
    shown = [parse(outgoing.html) for outgoing in rendered(reply)]
    assert shown
    assert not any(message.is_empty for message in shown)


def test_what_is_nested_too_deep_to_be_written_is_kept_as_unreadable() -> None:
    """What could be read can be too deep to be written again; it has an end of its own, and those behind it theirs."""
    deep: object = "hemligsak"
    for _ in range(5000):
        deep = [deep]
    read = arrival.read({"update_id": 5, "message": deep}, str)
    assert read is not None
    assert read.payload == "{}"
