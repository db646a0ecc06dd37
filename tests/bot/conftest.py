"""A bot that runs against the fake Bot API, for tests that talk to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from fake_bot_api import FakeBotApi

from bot.conversation import Conversation
from bot.telegram.application import Tempo, build, serve
from bot.telegram.data_folder import DataFolder
from bot.telegram.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from index.search import Searcher

RunBot = Callable[[Conversation], None]


@pytest.fixture(scope="session")
def conversation(shipped: Searcher) -> Conversation:
    """The conversation over the interview that ships."""
    return Conversation(shipped)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A Bot API of the test's own."""
    with FakeBotApi() as fake:
        yield fake


@pytest.fixture
def run_bot(api: FakeBotApi, tmp_path: Path) -> Iterator[RunBot]:
    """Start a bot over a conversation; it stops with the test."""
    with ExitStack() as stack:
        yield lambda conversation: stack.enter_context(_running(api, conversation, tmp_path))


@pytest.fixture
def bot(run_bot: RunBot, conversation: Conversation) -> None:
    """The bot over the interview that ships, running."""
    run_bot(conversation)


@contextmanager
def _running(api: FakeBotApi, conversation: Conversation, data: Path) -> Iterator[None]:
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    ready = threading.Event()

    async def run() -> None:
        stop = asyncio.Event()
        started.append((asyncio.get_running_loop(), stop))
        ready.set()
        folder = DataFolder(data)
        database = Database(folder.database)
        service = build(
            conversation,
            language="sv",
            token=api.token,
            base_url=api.url,
            folder=folder,
            database=database,
            tempo=Tempo(retry=0.01, still=0.5, watch=0.1),
        )
        await serve(service, stop)
        database.close()
        folder.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait()
    loop, stop = started[0]
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
