"""Fetching updates by long polling, and noticing when that stands still."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram.ext import Updater

    from bot.telegram.supervisor import Supervisor
    from bot.telegram.wire import PollingRequest

WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.GUEST_MESSAGE]
"""The kinds of update that the bot answers to."""

STILL = 60.0
"""Seconds without the end of a poll, well or not, after which polling stands still. A poll takes 10 s where nothing
comes, and the library waits at most 30 s after one that failed.
"""

WATCH = 5.0
"""Seconds between looks at that."""

PARTING = 1.5
"""Seconds that telling Telegram what has been kept may take at the end; without it, it sends that again."""

logger = logging.getLogger(__name__)


class Polling:
    """Polls until it is stopped, and begins anew where polling has ended or stands still though nobody stopped it."""

    def __init__(self, updater: Updater, wire: PollingRequest, still: float = STILL, watch: float = WATCH) -> None:
        self._updater = updater
        self._wire = wire
        self._still = still
        self._watch = watch

    async def start(self, supervisor: Supervisor) -> None:
        """Begin to poll, and to watch over that until `supervisor` stops.

        Raises:
            InvalidToken: Telegram refuses the token.

        """
        await self._poll()
        supervisor.start("the watch over polling", partial(self._watch_on, supervisor))

    async def stop(self) -> None:
        """Poll no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await self._halt()

    @property
    def obstacle(self) -> str | None:
        """What keeps updates from coming in."""
        if self._wire.refusal is not None:
            return self._wire.refusal
        answered = self._wire.answered
        if answered is None:
            return "no poll has been answered"
        silent = time.time() - answered
        return f"no poll has been answered for {silent:.0f} s" if silent > self._still else None

    @property
    def heard(self) -> Mapping[str, float | None]:
        """When the last poll was answered."""
        return {"last_poll": self._wire.answered}

    async def _poll(self) -> None:
        self._wire.ended = time.monotonic()
        await self._updater.start_polling(allowed_updates=WANTED, bootstrap_retries=-1, error_callback=self._explain)

    async def _halt(self) -> None:
        if self._updater.running:
            with suppress(TelegramError):  # what ended the polling is raised again
                await self._updater.stop()

    async def _watch_on(self, supervisor: Supervisor) -> None:
        while not supervisor.stopping.is_set():
            await asyncio.sleep(self._watch)
            if time.monotonic() - self._wire.ended < self._still:
                continue
            logger.error("polling has stood still for %.0f s; starting it anew", self._still)
            await self._halt()
            if supervisor.stopping.is_set():  # the library passes over a cancellation while it halts
                return
            try:
                await self._poll()
            except TelegramError as error:
                logger.error("polling cannot start (%s); trying again", type(error).__name__)  # noqa: TRY400

    def _explain(self, error: TelegramError) -> None:
        """Say in one line what keeps updates from coming; of a refusal the wire has told."""
        if self._wire.refusal is None:
            logger.warning("no contact with Telegram (%s); trying again", type(error.__cause__ or error).__name__)
