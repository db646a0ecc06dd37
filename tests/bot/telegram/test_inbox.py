"""Which updates the inbox hands out, when, and what becomes of them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, Update

from bot.telegram.inbox import AT_ONCE, LONGEST_WAIT, Inbox
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox
from bot.telegram.pace import Pace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.telegram.data_folder import DataFolder
    from bot.telegram.store import Store
    from tests.bot.telegram.conftest import Rows


@pytest.fixture
def inbox_of(store: Store, folder: DataFolder) -> Callable[..., Inbox]:
    """Make an inbox as another start of the bot would."""

    def made(pace: Pace | None = None) -> Inbox:
        return Inbox(store, Outbox(store, folder.pseudonym), folder.pseudonym, Notices("sv"), pace, retry=0)

    return made


@asynccontextmanager
async def started(inbox: Inbox) -> AsyncIterator[Inbox]:
    """Have an inbox hand out what it holds."""
    await inbox.start(Bot("1:a"))
    yield inbox
    await inbox.stop()


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
        await asyncio.gather(inbox.start(Bot("1:a")), inbox.keep([message(number) for number in range(10)]))
        assert await all_ended(inbox, 10) == list(range(10))
        await inbox.keep([message(10)])  # due when all before it have been
        assert await all_ended(inbox, 1) == [10]
        await inbox.stop()

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
