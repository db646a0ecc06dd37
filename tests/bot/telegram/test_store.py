"""What is kept of updates and messages, as a second connection sees it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.telegram.arrival import Arrival
from bot.telegram.part import Part
from bot.telegram.store import Answer, Delivery, State, Store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.database import Database
    from tests.bot.telegram.conftest import Rows

DAY = 24 * 3600.0
NAME, CHAT_ID = "Majken", 700_000_001
PART = Part(CHAT_ID, f"Hej {NAME}!")


def arrival(update_id: int, chat: str = "a", *, urgent: bool = False) -> Arrival:
    """Return an update that names its reader."""
    return Arrival(update_id, f'{{"update_id": {update_id}, "from": "{NAME} {CHAT_ID}"}}', chat, f"p{chat}", urgent)


def held(folder: Path) -> bytes:
    """Return what the files of a folder hold."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def answered(store: Store, update_id: int, chat: str = "a", memory: str = "{}") -> None:
    """Let an update come and be answered, and the answer be sent."""
    await store.keep([arrival(update_id, chat)])
    await store.claim([update_id])
    (message,) = await store.end(update_id, chat, Answer(State.ANSWERED, [PART], memory))
    await store.deliver(message.number, Delivery.SENT)


def test_each_update_is_kept_once_however_often_it_comes(store: Store, rows: Rows) -> None:
    """Also within one batch, and after it was answered."""

    async def main() -> None:
        assert [its.number for its in await store.keep([arrival(1), arrival(2), arrival(1)])] == [1, 2]
        await store.claim([1])
        await store.end(1, "a", Answer(State.ANSWERED))
        assert [its.number for its in await store.keep([arrival(2), arrival(1), arrival(3)])] == [3]

    asyncio.run(main())
    assert rows("SELECT update_id, state FROM updates") == [(1, "answered"), (2, "waiting"), (3, "waiting")]
    assert rows("SELECT value FROM figures WHERE name = 'received'") == [(3,)]


def test_what_has_its_end_is_not_claimed_again(store: Store, rows: Rows) -> None:
    """However it came to be asked for: who was answered must not be answered twice."""

    async def main() -> None:
        await answered(store, 1)
        await store.keep([arrival(2)])
        assert [its.update_id for its in await store.claim([1, 2, 404])] == [2]

    asyncio.run(main())
    assert rows("SELECT update_id, state, attempts FROM updates") == [(1, "answered", 1), (2, "working", 1)]


def test_an_answer_and_the_end_of_its_question_are_kept_together(store: Store, database: Database, rows: Rows) -> None:
    """Where the second message has no room, there is no first, no end and no memory."""

    async def main() -> None:
        await store.keep([arrival(1)])
        await store.claim([1])
        await database.run(lambda connection: connection.execute("PRAGMA max_page_count = 1").close())
        with pytest.raises(sqlite3.OperationalError):
            await store.end(1, "a", Answer(State.ANSWERED, [PART, Part(CHAT_ID, "x" * 100_000)], "{}"))

    asyncio.run(main())
    assert rows("SELECT state, ended FROM updates") == [("working", None)]
    assert rows("SELECT * FROM messages") == []
    assert rows("SELECT * FROM chats") == []


def test_a_memory_is_kept_for_its_chat(store: Store) -> None:
    """It comes with the chat's next update, and with no other's."""

    async def main() -> list[str | None]:
        await answered(store, 1, memory='{"at": "r7e-arkiv"}')
        await store.keep([arrival(2), arrival(3, "b")])
        return [its.memory for its in await store.claim([2, 3])]

    assert asyncio.run(main()) == ['{"at": "r7e-arkiv"}', None]


def test_what_is_forgotten_leaves_nothing_that_the_chat_can_be_found_by(store: Store, rows: Rows) -> None:
    """No content, no pseudonym, no memory; what still waits is answered; of others nothing goes."""

    async def main() -> None:
        for update_id, chat in [(1, "a"), (2, "a"), (3, "b")]:
            await answered(store, update_id, chat)
        others = [rows(f"SELECT * FROM {table} WHERE chat = 'b'") for table in ("updates", "messages", "chats")]  # noqa: S608  # ours
        await store.keep([arrival(4), arrival(5)])
        await store.claim([4])
        await store.end(4, "a", Answer(State.ANSWERED, forgets=True))
        assert others == [rows(f"SELECT * FROM {table} WHERE chat = 'b'") for table in ("updates", "messages", "chats")]  # noqa: S608  # ours

    asyncio.run(main())
    assert rows("SELECT update_id FROM updates WHERE chat = 'a' AND person = 'pa' AND payload IS NOT NULL") == [(5,)]
    assert rows("SELECT DISTINCT chat, person, payload FROM updates WHERE update_id < 5 AND update_id <> 3") == [
        ("", "", None)
    ]
    assert rows("SELECT * FROM messages WHERE chat = 'a'") == []
    assert rows("SELECT * FROM chats WHERE chat = 'a'") == []


def test_what_is_forgotten_stands_in_no_file(store: Store, tmp_path: Path) -> None:
    """Neither in the database nor in the log beside it; the number by which a repeat is known does."""

    async def main() -> None:
        await answered(store, 1, chat="nimbus", memory='{"at": "r7e-arkiv"}')
        assert b"r7e-arkiv" in held(tmp_path)
        await store.keep([arrival(2, "nimbus")])
        await store.end(2, "nimbus", Answer(State.ANSWERED, forgets=True))
        for words in (NAME, str(CHAT_ID), "nimbus", "r7e-arkiv"):
            assert words.encode() not in held(tmp_path)
        assert await store.keep([arrival(1, "nimbus")]) == []

    asyncio.run(main())


def test_who_reads_meanwhile_holds_up_nobody(store: Store, tmp_path: Path) -> None:
    """The log stays for as long as the reader needs it, and is emptied at the next clearing after that."""

    async def main() -> None:
        await answered(store, 1)
        with closing(sqlite3.connect(tmp_path / "interviewbot.sqlite3", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM updates").fetchall()
            await store.keep([arrival(2)])
            await store.end(2, "a", Answer(State.ANSWERED, forgets=True))
            await store.tidy()
            assert NAME.encode() in held(tmp_path)
        await store.tidy()
        assert NAME.encode() not in held(tmp_path)

    asyncio.run(main())


def test_a_damaged_database_is_kept_for_eight_days(store: Store, tmp_path: Path) -> None:
    """With what belongs to it; whatever else lies there stays."""
    now = datetime.now(UTC)
    old, young = (f"interviewbot.sqlite3.damaged-{now - timedelta(days=days):%Y%m%dT%H%M%S}" for days in (8.01, 7.99))
    for name in (old, f"{old}-wal", f"{old}-shm", young, f"{young}-wal", "salt"):
        (tmp_path / name).touch()
    asyncio.run(store.tidy())
    kept = {path.name for path in tmp_path.iterdir()}
    assert {name for name in kept if "damaged" in name} == {young, f"{young}-wal"}
    assert {"salt", "interviewbot.sqlite3"} <= kept


def test_a_day_after_its_end_nobody_s_name_or_id_is_left(store: Store, rows: Rows, tmp_path: Path) -> None:
    """Nor a pseudonym of theirs; what waits keeps what it needs, and ids keep repeats away for eight days."""

    async def main() -> None:
        await answered(store, 1, chat="nimbus")
        rows("DELETE FROM chats")
        rows("UPDATE updates SET ended = ended - ?", DAY + 1)
        rows("UPDATE messages SET ended = ended - ?", DAY + 1)
        await store.tidy()
        tables = ("updates", "messages", "chats", "figures")
        kept = repr([rows(f"SELECT * FROM {table}") for table in tables])  # noqa: S608  # ours
        for words in (NAME, str(CHAT_ID), "nimbus"):
            assert words not in kept
            assert words.encode() not in held(tmp_path)
        assert await store.keep([arrival(1)]) == []

        await store.keep([arrival(2)])
        rows("UPDATE updates SET received = received - ?", 9 * DAY)
        rows("UPDATE updates SET ended = ended - ?", 7 * DAY + 1)
        rows("UPDATE messages SET ended = ended - ?", 7 * DAY + 1)
        await store.tidy()

    asyncio.run(main())
    assert rows("SELECT update_id, payload IS NULL FROM updates") == [(2, 0)]
    assert rows("SELECT * FROM messages") == []


def test_within_the_day_a_question_can_be_looked_into(store: Store, rows: Rows) -> None:
    """A message, though, is blank as soon as it is sent."""

    async def main() -> None:
        await answered(store, 1)
        rows("UPDATE updates SET ended = ended - ?", DAY - 60)
        await store.tidy()

    asyncio.run(main())
    assert rows("SELECT payload IS NULL FROM updates") == [(0,)]
    assert rows("SELECT state, payload FROM messages") == [("sent", None)]


def test_a_chat_that_is_closed_ends_its_own_messages(store: Store, rows: Rows) -> None:
    """Those that wait; what was sent was sent, and others' wait on."""

    async def main() -> None:
        await answered(store, 1)
        for chat in "aab":
            await store.write(chat, PART)
        await store.close_chat("a", Delivery.BLOCKED)
        assert [its.chat for its in await store.messages()] == ["b"]

    asyncio.run(main())
    assert rows("SELECT chat, state FROM messages") == [
        ("", "sent"),
        ("", "blocked"),
        ("", "blocked"),
        ("b", "waiting"),
    ]
    assert rows("SELECT value FROM figures WHERE name = 'messages_blocked'") == [(2,)]


def test_a_group_that_moves_takes_its_messages_and_memory_along(store: Store, rows: Rows) -> None:
    """Each message has the new id in it, and its words; what was said before can be forgotten from there."""

    async def main() -> None:
        await answered(store, 1, memory='{"of": "a"}')
        first, second = await store.write("a", PART), await store.write("a", PART)
        await store.write("b", PART)
        moved = await store.move_chat("a", "c", -100)
        assert [its.number for its in moved] == [first.number, second.number]
        assert await store.message(second.number) == Part(-100, PART.text)

    asyncio.run(main())
    assert rows("SELECT chat FROM messages WHERE state = 'waiting'") == [("c",), ("c",), ("b",)]
    assert rows("SELECT * FROM chats") == [("c", '{"of": "a"}')]
    assert rows("SELECT chat FROM updates") == [("c",)]


def test_a_message_that_moves_leaves_the_old_numbers_behind(store: Store) -> None:
    """A supergroup numbers its messages anew: those of the group are others' there; its own answers keep theirs."""
    keyboard = {"inline_keyboard": [[{"text": "Nästa", "callback_data": "n"}]]}
    own = Part(-100, "Svar", None, thread_id=3, reply_to=7, edits=7)

    async def main() -> None:
        marked = Part(1, "<b>Svar</b>", keyboard, thread_id=3, reply_to=7, edits=7, edits_inline="7")
        whole, buttons = await store.write("a", marked), await store.write("a", Part(1, "", keyboard, edits=7))
        there = await store.write("c", own)
        await store.move_chat("a", "c", -100)
        assert await store.message(whole.number) == Part(-100, "<b>Svar</b>", keyboard)
        assert await store.message(buttons.number) == Part(-100, "", keyboard)
        assert await store.message(there.number) == own

    asyncio.run(main())
