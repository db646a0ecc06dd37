"""What the bot keeps, so that a crash loses nothing: updates until they are answered, messages until they are sent."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.sqlite_file import KEPT_ASIDE
from bot.telegram.part import Part

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from bot.telegram.arrival import Arrival
    from bot.telegram.database import Database

BLANKED_AFTER = 24 * 3600.0
"""Seconds that an update's content and pseudonyms outlive its end; a message's end with it."""

FORGOTTEN_AFTER = 8 * 24 * 3600.0
"""Seconds that their ids do. Telegram repeats an update for a day at most; after a week without any it counts anew,
from a number drawn at random, which must not meet an old one.
"""


_BLANK = "UPDATE updates SET payload = NULL, chat = '', person = ''"
"""Leaves of an update its id, by which a repeat of it is known."""


class State(StrEnum):
    """What has become of an update."""

    WAITING = "waiting"
    WORKING = "working"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    UNREADABLE = "unreadable"
    OVER_LIMIT = "over_limit"


class Delivery(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    SENT = "sent"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update to be answered: how often that has been tried, this time included, and what is known of its chat.

    `chat` and `person` are pseudonyms.
    """

    update_id: int
    chat: str
    person: str
    payload: str
    attempts: int
    memory: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update or a message that waits, by its number.

    `person` is whose pace an update counts to; empty where nobody asks for anything, and for a message.
    """

    number: int
    chat: str
    is_urgent: bool
    person: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of an update: its state, the messages to send, and what the chat's memory is from then on.

    `memory` None leaves that as it is. Where `forgets`, all that is kept of the chat goes, but for what it waits for.
    `figures` are counted up.
    """

    state: State
    parts: Sequence[Part] = ()
    memory: str | None = None
    forgets: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)


class Store:
    """The inbox's and the outbox's tables. Each method is one transaction; when it returns, it is on the disk.

    All methods raise `sqlite3.Error` where the database cannot do what they ask, and then nothing has changed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, arrivals: Sequence[Arrival]) -> Sequence[Waiting]:
        """Keep updates, each once however often it comes; return those that are new."""

        def work(connection: sqlite3.Connection) -> Sequence[Waiting]:
            new = []
            for its in arrivals:
                kept = connection.execute(
                    "INSERT OR IGNORE INTO updates(update_id, chat, person, is_urgent, payload, received) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (its.update_id, its.chat, its.person, its.is_urgent, its.payload, time.time()),
                )
                if kept.rowcount:
                    new.append(Waiting(its.update_id, its.chat, its.is_urgent, its.person))
            _count(connection, {"received": len(new)})
            return new

        return await self._database.run(work)

    async def updates(self, state: State, beyond: int = -1, most: int = -1) -> Sequence[Waiting]:
        """Return the updates in a state, the lowest numbers first: those `beyond` one, `most` of them at most.

        All where `most` is negative.
        """

        def work(connection: sqlite3.Connection) -> Sequence[Waiting]:
            rows = connection.execute(
                "SELECT update_id, chat, is_urgent, person FROM updates WHERE state = ? AND update_id > ? "
                "ORDER BY update_id LIMIT ?",
                (state, beyond, most),
            )
            return [Waiting(number, chat, bool(is_urgent), person) for number, chat, is_urgent, person in rows]

        return await self._database.run(work)

    async def claim(self, update_ids: Sequence[int]) -> Sequence[Claimed]:
        """Count another attempt at each of some updates, and return them; what has its end is left out."""

        def work(connection: sqlite3.Connection) -> Sequence[Claimed]:
            claimed = []
            for update_id in update_ids:
                row = connection.execute(
                    "UPDATE updates SET state = ?, attempts = attempts + 1 WHERE update_id = ? AND ended IS NULL "
                    "RETURNING chat, person, payload, attempts, "
                    "(SELECT memory FROM chats WHERE chats.chat = updates.chat)",
                    (State.WORKING, update_id),
                ).fetchone()
                if row:
                    claimed.append(Claimed(update_id, *row))
            return claimed

        return await self._database.run(work)

    async def release(self, update_id: int) -> None:
        """Let an update wait again that an attempt has failed at."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE updates SET state = ? WHERE update_id = ?", (State.WAITING, update_id))
            _count(connection, {"retries": 1})

        await self._database.run(work)

    async def end(self, update_id: int, chat: str, answer: Answer) -> Sequence[Waiting]:
        """End an update, and keep the messages that answer it, in one transaction; return those messages."""

        def work(connection: sqlite3.Connection) -> Sequence[Waiting]:
            if answer.forgets:
                connection.execute("DELETE FROM chats WHERE chat = ?", (chat,))
            elif answer.memory is not None:
                connection.execute("INSERT OR REPLACE INTO chats(chat, memory) VALUES (?, ?)", (chat, answer.memory))
            (is_urgent,) = connection.execute(
                "UPDATE updates SET state = ?, ended = ? WHERE update_id = ? RETURNING is_urgent",
                (answer.state, time.time(), update_id),
            ).fetchone()
            if answer.forgets:
                connection.execute(f"{_BLANK} WHERE chat = ? AND ended IS NOT NULL", (chat,))
            _count(connection, {answer.state.value: 1, **answer.figures})
            return [_written(connection, chat, part, is_urgent=bool(is_urgent)) for part in answer.parts]

        return await self._database.run(work, erases=answer.forgets)

    async def write(self, chat: str, part: Part) -> Waiting:
        """Keep a message that answers no update."""
        return await self._database.run(lambda connection: _written(connection, chat, part, is_urgent=False))

    async def messages(self, beyond: int = -1, most: int = -1) -> Sequence[Waiting]:
        """Return the messages that wait to be sent, as `updates` does."""

        def work(connection: sqlite3.Connection) -> Sequence[Waiting]:
            rows = connection.execute(
                "SELECT message, chat, is_urgent FROM messages WHERE state = ? AND message > ? "
                "ORDER BY message LIMIT ?",
                (Delivery.WAITING, beyond, most),
            )
            return [Waiting(number, chat, bool(is_urgent)) for number, chat, is_urgent in rows]

        return await self._database.run(work)

    async def message(self, number: int) -> Part | None:
        """Return a message that waits; None where it waits no more."""

        def work(connection: sqlite3.Connection) -> Part | None:
            row = connection.execute(
                "SELECT payload FROM messages WHERE message = ? AND state = ?", (number, Delivery.WAITING)
            ).fetchone()
            return Part.loads(row[0]) if row else None

        return await self._database.run(work)

    async def count_copy(self, number: int) -> int:
        """Count a copy of a message that may have arrived or not; return how many that makes."""

        def work(connection: sqlite3.Connection) -> int:
            _count(connection, {"replies_lost": 1})
            row = connection.execute(
                "UPDATE messages SET copies = copies + 1 WHERE message = ? RETURNING copies", (number,)
            ).fetchone()
            return int(row[0])

        return await self._database.run(work)

    async def deliver(self, number: int, delivery: Delivery) -> None:
        """Say what has become of a message; its content and whom it was for are not needed any more."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE messages SET state = ?, ended = ?, payload = NULL, chat = '' WHERE message = ?",
                (delivery, time.time(), number),
            )
            _count(connection, {f"messages_{delivery}": 1})

        await self._database.run(work)

    async def close_chat(self, chat: str, delivery: Delivery) -> None:
        """End all messages that wait for a chat that takes none."""

        def work(connection: sqlite3.Connection) -> None:
            closed = connection.execute(
                "UPDATE messages SET state = ?, ended = ?, payload = NULL, chat = '' WHERE chat = ? AND state = ?",
                (delivery, time.time(), chat, Delivery.WAITING),
            )
            _count(connection, {f"messages_{delivery}": closed.rowcount})

        await self._database.run(work)

    async def move_chat(self, chat: str, to: str, chat_id: int) -> Sequence[Waiting]:
        """Address the messages that wait for a chat to the one that it has become; return them.

        That numbers its messages anew: what was to change, or to reply to, a message of before is a new one there.
        """

        def work(connection: sqlite3.Connection) -> Sequence[Waiting]:
            connection.execute(
                "UPDATE messages SET chat = ?, "
                "payload = iif(json_valid(payload), json_set(payload, '$.chat_id', ?, '$.edits', NULL, "
                "'$.edits_inline', NULL, '$.reply_to', NULL, '$.thread_id', NULL), payload) "
                "WHERE chat = ? AND state = ?",
                (to, chat_id, chat, Delivery.WAITING),
            )
            connection.execute("UPDATE OR REPLACE chats SET chat = ? WHERE chat = ?", (to, chat))
            connection.execute("UPDATE updates SET chat = ? WHERE chat = ? AND ended IS NOT NULL", (to, chat))
            rows = connection.execute(
                "SELECT message, is_urgent FROM messages WHERE chat = ? AND state = ? ORDER BY message",
                (to, Delivery.WAITING),
            )
            return [Waiting(number, to, bool(is_urgent)) for number, is_urgent in rows]

        return await self._database.run(work)

    async def count(self, figures: Mapping[str, int]) -> None:
        """Count figures up."""
        await self._database.run(lambda connection: _count(connection, figures))

    async def note(self, figures: Mapping[str, float]) -> None:
        """Keep figures as they are now."""
        await self._database.run(
            lambda connection: connection.executemany("INSERT OR REPLACE INTO figures VALUES (?, ?)", figures.items())
        )

    async def tidy(self) -> None:
        """Blank what ended a day ago, and forget the ids of what ended long ago.

        Raises:
            OSError: a damaged database that was set aside long ago cannot be deleted.

        """
        now = time.time()

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(f"{_BLANK} WHERE ended < ? AND payload IS NOT NULL", (now - BLANKED_AFTER,))
            for table in ("updates", "messages"):
                connection.execute(f"DELETE FROM {table} WHERE ended < ?", (now - FORGOTTEN_AFTER,))  # noqa: S608  # ours

        await self._database.run(work, erases=True)
        self._database.discard_damaged(now - KEPT_ASIDE)


def _written(connection: sqlite3.Connection, chat: str, part: Part, *, is_urgent: bool) -> Waiting:
    kept = connection.execute(
        "INSERT INTO messages(chat, is_urgent, payload, written) VALUES (?, ?, ?, ?)",
        (chat, is_urgent, part.dumps(), time.time()),
    )
    return Waiting(kept.lastrowid or 0, chat, is_urgent)


def _count(connection: sqlite3.Connection, figures: Mapping[str, int]) -> None:
    connection.executemany(
        "INSERT INTO figures VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = value + excluded.value",
        [(name, number) for name, number in figures.items() if number],
    )
