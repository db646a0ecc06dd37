"""A bot that runs against the fake Bot API, for tests that talk to it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from fake_bot_api import FakeBotApi

from bot.conversation import Conversation
from bot.journal import FILE, Journal
from bot.telegram.application import Service, Tempo, build, serve
from bot.telegram.data_folder import DataFolder
from bot.telegram.database import Database
from bot.telegram.listener import Place
from bot.telegram.processor import PATIENCE
from bot.telegram.webhook import Door

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.reloading import Watched
    from index.search import Searcher

STOPPED = 10.0
"""Seconds within which a bot stops, on a machine that has other things to do: twice what is promised."""

Within = Callable[[Callable[[Service], Coroutine[Any, Any, None]]], None]
"""Has a running bot do something in its own event loop, and waits for that."""

RunBot = Callable[..., Within]

Running = Callable[..., AbstractContextManager[Within]]
"""A bot over a conversation, from entering its context to leaving it; with a tempo that may be given."""


@pytest.fixture(scope="session")
def conversation(shipped: Searcher) -> Conversation:
    """The conversation over the interview that ships."""
    return Conversation(shipped)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A Bot API of the test's own."""
    with FakeBotApi(webhooks=True) as fake:
        yield fake


@pytest.fixture
def running(api: FakeBotApi, tmp_path: Path) -> Running:
    """Run a bot over a conversation for a while."""
    return lambda conversation, **ways: running_bot(api, conversation, tmp_path, **ways)


@pytest.fixture
def run_bot(running: Running) -> Iterator[RunBot]:
    """Start a bot over a conversation, by webhook where a door is given; it stops with the test."""
    with ExitStack() as stack:
        yield lambda conversation, **ways: stack.enter_context(running(conversation, **ways))


@pytest.fixture
def door() -> Door:
    """A webhook that the fake can call, on a port that is free."""
    place = Place("127.0.0.1", free_port())
    return Door(f"http://{place}/telegram", place)


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def bot(run_bot: RunBot, conversation: Conversation) -> None:
    """The bot over the interview that ships, running."""
    run_bot(conversation)


@contextmanager
def running_bot(  # noqa: PLR0913  # each is a part that is handed in
    api: FakeBotApi,
    conversation: Conversation,
    data: Path,
    *,
    door: Door | None = None,
    status_port: int | None = None,
    patience: float = PATIENCE,
    still: float = 0.5,
    watch: float = 0.1,
    watched: Watched | None = None,
    days: int = 90,
    admins: frozenset[int] = frozenset(),
) -> Iterator[Within]:
    """Run a bot in a thread, until the context is left."""
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event, Service]] = []
    ready = threading.Event()

    async def run() -> None:
        stop = asyncio.Event()
        folder = DataFolder(data)
        database = Database(folder.database)
        journal = Journal(data / FILE, days)
        service = build(
            conversation,
            language="sv",
            token=api.token,
            base_url=api.url,
            folder=folder,
            database=database,
            journal=journal,
            admins=admins,
            tempo=Tempo(patience, retry=0.01, still=still, watch=watch, look=0.2, reload=3600),
            door=door,
            status_port=status_port,
            watched=watched,
        )
        started.append((asyncio.get_running_loop(), stop, service))
        ready.set()
        await serve(service, stop)
        journal.close()
        database.close()
        folder.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    ready.wait()
    loop, stop, service = started[0]

    def within(work: Callable[[Service], Coroutine[Any, Any, None]]) -> None:
        asyncio.run_coroutine_threadsafe(work(service), loop).result(STOPPED)

    try:
        yield within
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(STOPPED)
        assert not thread.is_alive(), f"the bot had not stopped after {STOPPED} s"
