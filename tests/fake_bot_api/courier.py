"""Calling the bot's webhook: each update again until it is taken, several at once."""

import asyncio
import time
from collections.abc import Mapping

import aiohttp
from yarl import URL

from fake_bot_api.records import Attempt
from fake_bot_api.state import State
from fake_bot_api.updates import Update

DEFAULT_CONNECTIONS = 40
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.1
"""How long an update waits that was not taken; Telegram lets it wait longer each time."""

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Courier:
    """Delivers the updates that wait, while a webhook is set.

    Everything happens in the loop in which it is started; it can be stopped and started again.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._woken = asyncio.Event()
        self._on_their_way: dict[int, asyncio.Task[None]] = {}
        self._going: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to deliver."""
        loop = asyncio.get_running_loop()
        self._state.courier = lambda: loop.call_soon_threadsafe(self._woken.set)
        self._woken.set()
        self._going = asyncio.create_task(self._go())

    async def stop(self) -> None:
        """Deliver no more."""
        self._state.courier = None
        tasks = [*self._on_their_way.values(), *([self._going] if self._going else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._on_their_way.clear()

    async def _go(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS)) as session:
            while True:
                await self._woken.wait()
                self._woken.clear()
                for update, webhook in self._due():
                    task = asyncio.create_task(self._deliver(session, update, webhook))
                    self._on_their_way[_id(update)] = task

    def _due(self) -> list[tuple[Update, Mapping[str, object]]]:
        """Return the updates to be delivered now, each with the webhook as it is set now."""
        with self._state.changed:
            webhook = dict(self._state.webhook)
            if not webhook:
                return []
            most = int(str(webhook.get("max_connections", DEFAULT_CONNECTIONS)))
            waiting = [
                update
                for update in self._state.updates.first(len(self._state.updates))
                if _id(update) not in self._on_their_way
            ]
            return [(update, webhook) for update in waiting[: most - len(self._on_their_way)]]

    async def _deliver(self, session: aiohttp.ClientSession, update: Update, webhook: Mapping[str, object]) -> None:
        """Attempt to deliver an update; where it is not taken, let it wait for a while."""
        attempt = await _attempt(session, update, webhook)
        with self._state.changed:
            self._state.attempts.append(attempt)
            if attempt.is_taken:
                self._state.updates.confirm_one(attempt.update_id)
            self._state.changed.notify_all()
        if not attempt.is_taken:
            await asyncio.sleep(PAUSE_SECONDS)
        del self._on_their_way[attempt.update_id]
        self._woken.set()


async def _attempt(session: aiohttp.ClientSession, update: Update, webhook: Mapping[str, object]) -> Attempt:
    """Post an update, by plain HTTP: the proxy that takes TLS off is left out."""
    url = URL(str(webhook["url"]))
    headers = {_SECRET: str(webhook["secret_token"])} if "secret_token" in webhook else {}
    try:
        plain = url.with_scheme("http").with_port(url.port)
        async with session.post(plain, json=update, headers=headers, allow_redirects=False) as answer:
            return Attempt(_id(update), answer.status, int(time.time()))
    except (aiohttp.ClientError, TimeoutError):
        return Attempt(_id(update), None, int(time.time()))


def _id(update: Update) -> int:
    return int(str(update["update_id"]))
