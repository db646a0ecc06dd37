"""Whatever an update holds, the bot lives, keeps what has become of it, and answers the next question."""

from __future__ import annotations

import asyncio
import io
import logging
import random
import sqlite3
import sys
import time
from collections import Counter
from contextlib import asynccontextmanager, closing, redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from fake_bot_api import FakeBotApi

from bot import texts
from bot.conversation import Conversation
from bot.journal import FILE, Journal
from bot.telegram import logs
from bot.telegram.application import Tempo, build, serve
from bot.telegram.data_folder import DataFolder
from bot.telegram.database import Database
from tests.reliability import hostile
from tests.reliability.genuine import BOT_NAME, CANARIES, EXAMPLES, Place, wrote
from tests.reliability.ordeal import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from fake_bot_api import Chat

    from index.search import Searcher
    from tests.reliability.genuine import Recipe

SEED = 20181113
IN_A_BATCH = 1500
"""How many updates one bot is given: few enough that nobody in them is over the limit."""

STUCK = 30.0
"""Seconds in which something must end while anything is left."""

_LEFT = """
    SELECT (SELECT count(ended) FROM updates), (SELECT count(*) FROM messages WHERE ended IS NULL)
"""

ENDS = {"answered", "set_aside", "unreadable", "over_limit"}
GONE = ("chat not found", "message thread not found", "query is too old")
"""What Telegram says of a chat, a topic and a press that do not exist, as those in hostile updates often do not."""


NO_ANSWERS = (
    b"",
    b"<html>502 Bad Gateway</html>",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'"result"',
    b'{"ok": true}',
    b'{"ok": true, "result": null}',
    b'{"ok": true, "result": {"update_id": 1}}',
    b'{"ok": true, "result": [',
    b'{"ok": true, "result": [' + b"9" * 5000 + b"]}",
    b'{"ok": true, "result": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"ok": true, "result": [null, 1, "update", [], {}]}',
)
"""What could be sent in the place of updates."""

NO_IDS: tuple[object, ...] = (None, "1", [], {}, [1], 1.5, 100_000_001.0, True, -1, 2**63, 10**40)


@dataclass(frozen=True)
class Asked:
    """Updates that were made for a bot, each with its chats, and how many of them Telegram sends unasked."""

    updates: Sequence[dict[str, object]]
    chats: Sequence[tuple[Chat, Chat]]
    sent: int


class Garbling(FakeBotApi):
    """A Bot API whose answer to every poll is `body`, as long as there is one."""

    def __init__(self, body: bytes | None = None) -> None:
        super().__init__()
        self.body = body
        self.polls = 0

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.endswith("/getUpdates"):
            self.polls += 1
            if self.body is not None:
                return web.Response(body=self.body, content_type="application/json")
        return await super()._handle(request)


@pytest.fixture
def conversation(shipped: Searcher) -> Conversation:
    """The conversation over the interview that ships."""
    return Conversation(shipped)


class Log:
    """What the bot logs, as it would on standard error."""

    def __init__(self) -> None:
        self._written = io.StringIO()

    def configure(self, level: str) -> None:
        """Have the bot log from `level` on."""
        with redirect_stderr(self._written):  # pytest's own stream is another in the test than in its fixtures
            logs.configure([FakeBotApi().token], level)

    def taken(self) -> str:
        """Return what was logged since this was last asked."""
        written = self._written.getvalue()
        self._written.seek(0)
        self._written.truncate()
        return written


@pytest.fixture
def log() -> Iterator[Log]:
    """Have the bot log as ever."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # else pytest's own would be closed
    its = Log()
    its.configure("info")
    yield its
    its.configure("warning")
    root.handlers[:] = handlers
    root.setLevel(level)


@asynccontextmanager
async def _running(api: FakeBotApi, conversation: Conversation, data: Path) -> AsyncIterator[None]:
    """Run the bot beside the test."""
    stop = asyncio.Event()
    folder = DataFolder(data)
    database = Database(folder.database)
    journal = Journal(data / FILE, days=90)
    tempo = Tempo(retry=0)
    service = build(
        conversation,
        language="sv",
        token=api.token,
        base_url=api.url,
        folder=folder,
        database=database,
        journal=journal,
        tempo=tempo,
    )
    serving = asyncio.create_task(serve(service, stop))
    try:
        yield
    finally:
        stop.set()
        await serving
        journal.close()
        database.close()
        folder.close()


def _rows(data: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{data / 'interviewbot.sqlite3'}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


async def _until_all_is_done(data: Path, updates: int) -> None:
    """Wait until so many updates and all messages have ended, as long as that goes on.

    Raises:
        AssertionError: nothing has ended for some seconds, though something is left to do.

    """
    left, since = _rows(data, _LEFT), time.monotonic()
    while left != [(updates, 0)]:
        await asyncio.sleep(0.1)
        before, left = left, _rows(data, _LEFT)
        since = time.monotonic() if left != before else since
        if time.monotonic() - since > STUCK:
            waiting = _rows(data, "SELECT state, payload FROM updates WHERE ended IS NULL")
            waiting += _rows(data, "SELECT state, payload FROM messages WHERE ended IS NULL")
            pytest.fail(f"nothing ends any more: {str(waiting)[:2000]}")


def _posted(api: FakeBotApi, recipes: Sequence[Recipe]) -> Asked:
    """Have Telegram hold the updates; a bot that has never polled is given all kinds of them."""
    updates, chats = [], []
    for number, recipe in enumerate(recipes):
        private, group = api.chat("private", reader="Mallvina"), api.chat("supergroup", title="Mallvinas läsecirkel")
        group.topic("hemligsak")
        update = recipe(Place(private.id, group.id, 900_000_000_000 + number, api.bot.id))
        api.post(update)
        updates.append(update)
        chats.append((private, group))
    return Asked(updates, chats, len(api.unconfirmed))


async def _answer_all(
    api: FakeBotApi, conversation: Conversation, data: Path, recipes: Sequence[Recipe]
) -> tuple[Asked, Chat]:
    """Give a bot updates, and when they have ended an ordinary question."""
    asked, reader = _posted(api, recipes), api.chat("private")
    async with _running(api, conversation, data):
        await _until_all_is_done(data, asked.sent)
        reader.say("Vilka fördelar finns?")
        answer = await asyncio.to_thread(reader.reply, 10)
        assert "kostnadseffektivt" in answer.text
    return asked, reader


def _hold(api: FakeBotApi, data: Path, asked: Asked, reader: Chat, log: Log) -> Counter[str]:
    """Hold what must be true of any updates; return how many ended in each state."""
    states: Counter[str] = Counter(dict(_rows(data, "SELECT state, count(*) FROM updates GROUP BY state")))  # type: ignore[arg-type]
    assert states.total() == asked.sent + 1
    assert states.keys() <= ENDS
    assert {state for (state,) in _rows(data, "SELECT DISTINCT state FROM messages")} <= {"sent", "blocked", "refused"}
    errors = Counter(call.error for call in api.calls if call.error)
    assert not {error for error in errors if not error.endswith(GONE) and not any(its in error for its in GONE)}
    open_to = {reader.id}.union(*map(wrote, asked.updates))
    written_to = {int(str(call.parameters["chat_id"])) for call in api.calls if call.method == "sendMessage"}
    assert written_to <= open_to
    sorry = {texts.texts(code).say["error"] for code in texts.LANGUAGES}
    for chats in asked.chats:
        assert sum(message.text in sorry for chat in chats for message in chat.sent) <= 1
    written = log.taken()
    assert "is set aside" in written
    assert not [word for word in (api.token, *CANARIES) if word in written]
    return states


def _recipes(count: int) -> list[Recipe]:
    """Return every kind as it is, and faults drawn from all that there are, those at random among them."""
    drawn = random.Random(SEED)  # noqa: S311  # not for secrets
    each = [*hostile.systematic(), *hostile.misplaced_entities(), *map(hostile.nested, (1, 10, 50, 100))]
    if count < len(each):
        each = [*EXAMPLES, *drawn.sample(each, count * 2 // 3)]
    each += [hostile.mutated(drawn) for _ in range(count - len(each))]
    drawn.shuffle(each)
    return each


def test_hostile_updates_are_survived(
    conversation: Conversation, tmp_path: Path, log: Log, pytestconfig: pytest.Config
) -> None:
    """Every field missing, of another type or out of all bounds: none ends the bot or goes unaccounted for."""
    recipes = _recipes(100_000 if pytestconfig.getoption("--soak") else 2_500)
    ended: Counter[str] = Counter()
    for number, first in enumerate(range(0, len(recipes), IN_A_BATCH)):
        data = tmp_path / str(number)
        with FakeBotApi(username=BOT_NAME) as api:
            batch = recipes[first : first + IN_A_BATCH]
            asked, reader = asyncio.run(_answer_all(api, conversation, data, batch))
            states = _hold(api, data, asked, reader, log)
            assert states["answered"] > len(batch) / 4
            ended += states
    sys.stdout.write(f"{len(recipes)} hostile updates: {dict(ended)}\n")


def test_the_token_is_in_no_log_of_debugging(conversation: Conversation, tmp_path: Path, log: Log) -> None:
    """Asked for everything, the libraries log addresses and whole updates; all of it but the token is written."""
    with FakeBotApi(username=BOT_NAME) as api:
        log.configure("debug")
        asyncio.run(_answer_all(api, conversation, tmp_path, _recipes(60)))
        written = log.taken()
    assert "sendMessage" in written
    assert api.token not in written


def test_answers_to_polls_that_are_none_are_survived(conversation: Conversation, tmp_path: Path) -> None:
    """While they come they are polled for less than five times a second; within 5 s after them all goes on."""

    async def survive(body: bytes, data: Path) -> None:
        with Garbling(body) as api:
            async with _running(api, conversation, data):
                await asyncio.to_thread(until, lambda: api.polls, 10, "the first poll")
                await asyncio.sleep(1.5)
                assert api.polls < 5 * 1.5, body
                api.body = None
                reader = api.chat("private")
                reader.say("Vilka fördelar finns?")
                answer = await asyncio.to_thread(reader.reply, 5)
                assert "kostnadseffektivt" in answer.text

    async def survive_all() -> None:
        await asyncio.gather(*(survive(body, tmp_path / str(number)) for number, body in enumerate(NO_ANSWERS)))

    asyncio.run(survive_all())


def test_updates_without_an_id_hold_up_nobody(conversation: Conversation, tmp_path: Path) -> None:
    """Nothing is known of them and they cannot be confirmed, but what comes behind them is answered within 5 s."""

    async def hold() -> None:
        with Garbling() as api:
            for number in NO_IDS:
                api.post({"update_id": number, "message": {}})
            async with _running(api, conversation, tmp_path):
                await asyncio.to_thread(until, lambda: api.polls, 10, "the first poll")
                await asyncio.sleep(1.5)
                assert api.polls < 5 * 1.5
                reader = api.chat("private")
                reader.say("Vilka fördelar finns?")
                answer = await asyncio.to_thread(reader.reply, 5)
                assert "kostnadseffektivt" in answer.text
                assert not await asyncio.to_thread(reader.replies)

    asyncio.run(hold())
