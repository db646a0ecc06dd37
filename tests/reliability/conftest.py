"""The ordeals run short in `make test`, and long in `make soak`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_bot_api import FakeBotApi

from tests.bot.conftest import free_port
from tests.reliability.ordeal import PROGRAM, Bot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A Bot API of the test's own."""
    with FakeBotApi(webhooks=True) as fake:
        yield fake


@pytest.fixture
def bot_of(api: FakeBotApi, tmp_path: Path) -> Iterator[Callable[..., Bot]]:
    """Make a bot over one data folder; whatever still runs ends with the test, and no log of it holds a secret."""
    bots = []

    def made(*program: str, by_webhook: bool = False) -> Bot:
        place = f"127.0.0.1:{free_port()}"
        webhook = ["--webhook", f"https://{place}/telegram", "--listen", place] if by_webhook else []
        bots.append(Bot(api, tmp_path, *webhook, program=program or PROGRAM))
        return bots[-1]

    yield made
    for bot in bots:
        bot.end()


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> int:
    """How many rounds an ordeal goes: few in `make test`, many in `make soak`."""
    return 25 if pytestconfig.getoption("--soak") else 1
