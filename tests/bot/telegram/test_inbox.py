"""Which updates the inbox hands out, when, and what becomes of them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, Update

from bot.telegram import inbox as inboxes
from bot.telegram import sweep
from bot.telegram.inbox import AT_ONCE, LONGEST_WAIT, Inbox
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox
from bot.telegram.pace import BURST, Pace
from bot.telegram.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from fake_bot_api import FakeBotApi

    from bot.telegram.data_folder import DataFolder
    from bot.telegram.database import Database
    from bot.telegram.store import Store
    from tests.bot.telegram.conftest import Rows


class Unsteady:
    """A database that raises, as often as it is told, what it is told."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.errors: list[Exception] = []
        self.most_read = 0

    async def run(self, work: Callable[[sqlite3.Connection], Any], *, erases: bool = False) -> Any:  # noqa: ANN401  # whatever the work returns
        """Do some work, or raise; note how many rows it read at most."""
        if self.errors:
            raise self.errors.pop(0)
        found = await self._database.run(work, erases=erases)
        self.most_read = max(self.most_read, len(found) if isinstance(found, list) else 0)
        return found


@pytest.fixture
def database(database: Database) -> Unsteady:
    """The database, with faults in it."""
    return Unsteady(database)


@pytest.fixture
def inbox_of(store: Store, folder: DataFolder) -> Callable[..., Inbox]:
    """Make an inbox as another start of the bot would."""

    def made(pace: Pace | None = None) -> Inbox:
        return Inbox(store, Outbox(store, folder.pseudonym), folder.pseudonym, Notices("sv"), pace, retry=0)

    return made


@asynccontextmanager
async def started(inbox: Inbox, bot: Bot | None = None) -> AsyncIterator[Inbox]:
    """Have an inbox hand out what it holds."""
    supervisor = Supervisor(unheard, pause=0)
    await inbox.start(bot or Bot("1:a"), supervisor)
    try:
        yield inbox
    finally:
        await supervisor.stop()


async def unheard(_: object) -> None:
    """Count nothing."""


def message(update_id: int, person: int = 7, **fields: object) -> dict[str, Any]:
    """Return an update as the Bot API writes it: somebody says something in private."""
    sender = {"id": person, "is_bot": False, "first_name": "Maja", "language_code": "sv"}
    chat = {"id": person, "type": "private", "first_name": "Maja"}
    said = {"message_id": update_id, "date": 1700000000, "chat": chat, "from": sender, "text": "hej"}
    return {"update_id": update_id, "message": said | fields}


def press(update_id: int, person: int = 7) -> dict[str, Any]:
    """Return a press of a button."""
    said = message(update_id, person)["message"]
    query = {"id": "1", "from": said["from"], "message": said, "chat_instance": "1", "data": "x"}
    return {"update_id": update_id, "callback_query": query}


async def handed(inbox: Inbox) -> int:
    """Return the id of the update that is handed out next."""
    update = await inbox.get()
    assert isinstance(update, Update)
    return update.update_id


def said_in_group(update_id: int, person: int, text: str = "hej") -> dict[str, Any]:
    """Return an update as the Bot API writes it: somebody says something in a group, to the bot if she names it."""
    group = {"id": -100, "type": "supergroup", "title": "Läsecirkeln"}
    named = [{"type": "mention", "offset": 0, "length": 14}] if text.startswith("@interview_bot") else []
    return message(update_id, person, chat=group, text=text, entities=named)


async def all_ended(inbox: Inbox, number: int) -> list[int]:
    """Take so many updates, and end each as answered."""
    taken = []
    for _ in range(number):
        taken.append(await handed(inbox))
        await inbox.end(inbox.work(taken[-1]))
    return taken


def test_an_update_that_comes_twice_is_handed_out_once(inbox_of: Callable[..., Inbox], rows: Rows) -> None:
    """Within a batch, in the next, and after a restart."""

    async def main() -> None:
        async with started(inbox_of()) as inbox:
            await inbox.keep([message(1), message(1), message(2)])
            assert await all_ended(inbox, 2) == [1, 2]
            await inbox.keep([message(1), message(2), message(3)])
            assert await all_ended(inbox, 1) == [3]
        async with started(inbox_of()) as inbox:
            await inbox.keep([message(3), message(4)])
            assert await all_ended(inbox, 1) == [4]

    asyncio.run(main())
    assert rows("SELECT state, attempts, count(*) FROM updates GROUP BY state") == [("answered", 1, 4)]


def test_what_a_look_into_the_database_finds_while_it_is_kept_is_handed_out_once(
    inbox_of: Callable[..., Inbox], rows: Rows
) -> None:
    """Whether it waits for its turn or for the pace of who sent it."""

    async def main() -> None:
        inbox = inbox_of(Pace(burst=1, interval=0.03))
        supervisor = Supervisor(unheard)
        updates = [message(number) for number in range(10)]
        await asyncio.gather(inbox.start(Bot("1:a"), supervisor), inbox.keep(updates))
        assert await all_ended(inbox, 10) == list(range(10))
        await inbox.keep([message(10)])  # due when all before it have been
        assert await all_ended(inbox, 1) == [10]
        await supervisor.stop()

    asyncio.run(main())
    assert rows("SELECT DISTINCT attempts FROM updates") == [(1,)]


def test_of_each_chat_one_is_in_work_and_of_all_so_many(inbox_of: Callable[..., Inbox]) -> None:
    """The next is handed out when one has ended."""

    async def main() -> None:
        people = range(1, AT_ONCE + 5)
        async with started(inbox_of()) as inbox:
            await inbox.keep([message(2 * person + number, person) for person in people for number in (0, 1)])
            first = [await handed(inbox) for _ in range(AT_ONCE)]
            assert first == [2 * person for person in people][:AT_ONCE]
            assert inbox.empty()
            await inbox.end(inbox.work(first[0]))
            assert await handed(inbox) == 2 * people[AT_ONCE]

    asyncio.run(main())


def test_a_press_goes_before_the_backlog(inbox_of: Callable[..., Inbox]) -> None:
    """Also before what its own chat has asked earlier."""

    async def main() -> None:
        inbox = inbox_of()
        await inbox.keep([*(message(number, person=number % 5) for number in range(50)), press(50, person=2)])
        async with started(inbox):
            assert await handed(inbox) == 50

    asyncio.run(main())


def test_what_was_in_work_at_a_crash_goes_first_and_alone(inbox_of: Callable[..., Inbox]) -> None:
    """One of them may have caused it; the others follow when each has ended."""

    async def main() -> None:
        async with started(inbox_of()) as crashed:
            await crashed.keep([message(number, person=number) for number in (1, 2)])
            assert [await handed(crashed), await handed(crashed)] == [1, 2]
        again = inbox_of()
        await again.keep([message(number, person=number) for number in (3, 4)])
        async with started(again):
            for suspect in (1, 2):
                assert await handed(again) == suspect
                assert again.empty()
                await again.end(again.work(suspect))
            assert [await handed(again), await handed(again)] == [3, 4]

    asyncio.run(main())


def test_what_ends_the_process_three_times_is_set_aside_with_an_apology(
    inbox_of: Callable[..., Inbox], rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    """It is not handed out a fourth time."""

    async def main() -> None:
        first = inbox_of()
        await first.keep([message(1)])
        for inbox in (first, inbox_of(), inbox_of()):
            async with started(inbox):
                assert await handed(inbox) == 1
        async with started(inbox_of()) as last:
            await last.keep([message(2)])
            assert await handed(last) == 2

    asyncio.run(main())
    assert rows("SELECT state FROM updates WHERE update_id = 1") == [("set_aside",)]
    assert rows("SELECT payload LIKE '%F\\u00f6rl\\u00e5t%' FROM messages") == [(1,)]
    assert "update 1 is set aside: it ended the process 3 times" in caplog.text


def test_what_the_library_cannot_read_holds_up_nobody(inbox_of: Callable[..., Inbox], rows: Rows) -> None:
    """It is set aside with an apology, where it is known to whom."""

    async def main() -> None:
        async with started(inbox_of()) as inbox:
            await inbox.keep([message(1, entities=7), {"update_id": 2, "message": {"date": "x"}}, message(3)])
            assert await handed(inbox) == 3

    asyncio.run(main())
    assert rows("SELECT update_id, state FROM updates") == [(1, "unreadable"), (2, "unreadable"), (3, "working")]
    assert rows("SELECT count(*) FROM messages") == [(1,)]


def test_who_asks_too_fast_is_told_once_and_what_would_wait_too_long_is_let_go(
    inbox_of: Callable[..., Inbox], rows: Rows
) -> None:
    """One more is granted each interval: here the third would have to wait for longer than is promised."""

    async def main() -> None:
        async with started(inbox_of(Pace(burst=1, interval=LONGEST_WAIT))) as inbox:
            await inbox.keep([message(number) for number in range(4)])
            assert await all_ended(inbox, 1) == [0]
            await inbox.keep([message(4, person=8)])
            assert await all_ended(inbox, 1) == [4]

    asyncio.run(main())
    assert rows("SELECT state, count(*) FROM updates GROUP BY state ORDER BY state") == [
        ("answered", 2),
        ("over_limit", 2),
        ("waiting", 1),
    ]
    assert rows("SELECT count(*) FROM messages") == [(1,)]


def test_a_flood_is_held_back_after_a_restart_too(inbox_of: Callable[..., Inbox], rows: Rows) -> None:
    """Of 300 by one reader that are kept and not answered, a burst goes; who asks later has the next turn but one."""

    async def main() -> None:
        pace = Pace(BURST, 10)
        await inbox_of(Pace(BURST, 10)).keep([message(number) for number in range(300)])
        async with started(inbox_of(pace)) as again:
            await again.keep([message(300, person=8)])
            assert 300 in await all_ended(again, 2)
            await all_ended(again, BURST - 1)
            await again.keep([message(301, person=8)])
            assert await all_ended(again, 1) == [301]
            assert again.empty()

    asyncio.run(main())
    assert rows("SELECT state, count(*) FROM updates GROUP BY state") == [("answered", BURST + 2), ("waiting", 200)]
    assert rows("SELECT count(*) FROM messages") == [(1,)], "she is told once, before the restart"


def test_what_memory_has_lost_is_found_a_part_at_a_time(
    inbox_of: Callable[..., Inbox], rows: Rows, database: Unsteady, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much waits, a look reads little, and the looks come to all; a pace holds there too."""
    monkeypatch.setattr(sweep, "PAUSE", 0)

    async def main() -> None:
        async with started(inbox_of(Pace(burst=1, interval=100))) as inbox:
            await inbox.keep([message(0, person=0)])
            assert await handed(inbox) == 0
            rows(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                "INSERT INTO updates(update_id, chat, person, is_urgent, payload, received) "
                "SELECT i, 'c' || (i % 500), 'p' || (i % 500), 0, json_object('update_id', i), 0 FROM n"
            )
            assert sorted(await all_ended(inbox, 500)) == list(range(1, 501))
            assert inbox.empty()

    asyncio.run(main())
    assert database.most_read == sweep.AT_ONCE


@pytest.mark.parametrize("error", [RuntimeError("Maja: kan man lita på er?"), sqlite3.OperationalError("disk full")])
def test_whatever_goes_wrong_updates_are_handed_out_afterwards(
    inbox_of: Callable[..., Inbox],
    rows: Rows,
    database: Unsteady,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each once, in their order, though claiming them or looking for them failed at something nobody thought of."""
    monkeypatch.setattr(sweep, "PAUSE", 0)
    monkeypatch.setattr(inboxes, "REFUSED", 0)

    async def main() -> None:
        async with started(inbox_of()) as inbox:
            for first in range(0, 40, 4):
                await inbox.keep([message(number) for number in range(first, first + 4)])
                database.errors += [error, error]  # to whoever asks next: for a turn, or for what is lost
                taken = []
                for _ in range(4):
                    taken.append(await handed(inbox))
                    database.errors.clear()
                    await inbox.end(inbox.work(taken[-1]))
                assert taken == list(range(first, first + 4))

    asyncio.run(main())
    assert rows("SELECT state, attempts, count(*) FROM updates GROUP BY state") == [("answered", 1, 40)]


def test_a_suspect_that_cannot_be_claimed_is_still_one(
    inbox_of: Callable[..., Inbox], database: Unsteady, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes alone when the database is well again."""
    monkeypatch.setattr(inboxes, "REFUSED", 0)

    async def main() -> None:
        async with started(inbox_of()) as crashed:
            await crashed.keep([message(1)])
            assert await handed(crashed) == 1
        again = inbox_of()
        await again.keep([message(number, person=number) for number in (2, 3)])
        async with started(again):
            database.errors.append(sqlite3.OperationalError("disk full"))
            assert await handed(again) == 1
            assert again.empty()
            await again.end(again.work(1))
            assert [await handed(again), await handed(again)] == [2, 3]

    asyncio.run(main())


@pytest.mark.parametrize("payload", [None, "{", "[]", "[" * 100_000], ids=["blank", "cut", "no object", "deep"])
def test_a_row_that_cannot_be_read_holds_up_nobody(
    inbox_of: Callable[..., Inbox], rows: Rows, payload: str | None
) -> None:
    """Damaged on the disk, it has its end, and its chat's next goes on."""

    async def main() -> None:
        inbox = inbox_of()
        await inbox.keep([message(1), message(2)])
        rows("UPDATE updates SET payload = ? WHERE update_id = 1", payload)
        async with started(inbox):
            assert await all_ended(inbox, 1) == [2]

    asyncio.run(main())
    assert rows("SELECT update_id, state FROM updates ORDER BY update_id") == [(1, "unreadable"), (2, "answered")]
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(1,)]


def test_in_a_group_the_pace_is_that_of_who_asks_the_bot(
    inbox_of: Callable[..., Inbox], rows: Rows, api: FakeBotApi
) -> None:
    """Told once; what is said to others costs nothing, is never held back, and counts to nobody after a restart."""

    async def main() -> None:
        inbox = inbox_of(Pace(burst=1, interval=100))
        async with Bot(api.token, api.url) as bot, started(inbox, bot):
            await inbox.keep([said_in_group(number, person=7) for number in range(3)])
            assert await all_ended(inbox, 3) == [0, 1, 2]
            await inbox.keep([said_in_group(number, 7, "@interview_bot hej") for number in range(3, 6)])
            await inbox.keep([said_in_group(6, 7), said_in_group(7, 8, "@interview_bot hej")])
            assert await all_ended(inbox, 3) == [3, 6, 7]
            assert inbox.empty()

    asyncio.run(main())
    assert rows("SELECT update_id FROM updates WHERE person = ''") == [(0,), (1,), (2,), (6,)]
    ((told,),) = rows("SELECT payload FROM messages")
    assert "-100" in told
