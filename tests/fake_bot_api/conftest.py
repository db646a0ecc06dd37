"""A fake for each test, and python-telegram-bot's own client to call it with."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from fake_bot_api import FakeBotApi

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


def client(api: FakeBotApi) -> Bot:
    """Make a client; without certificates, which take long to load and of which plain HTTP has no use."""
    request, polling = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    return Bot(api.token, base_url=api.url, request=request, get_updates_request=polling)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A fake that listens."""
    with FakeBotApi() as fake:
        yield fake


@pytest.fixture
def ask(api: FakeBotApi) -> Ask:
    """Let a `telegram.Bot` do something over the wire, and return what it got."""

    def run(deed: Callable[[Bot], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever the deed returns
        async def with_bot() -> Any:  # noqa: ANN401 - whatever the deed returns
            async with client(api) as bot:
                return await deed(bot)

        return asyncio.run(with_bot())

    return run
