"""What is to be done now and then: blanking what is old, and noting how the bot is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.store import Store
    from bot.telegram.wire import PollingRequest

ROUND = 10.0
"""Seconds between rounds."""

ROUNDS_TO_TIDY = 360
"""Rounds between two clearings of what is old: an hour."""

logger = logging.getLogger(__name__)


class Upkeep:
    """Goes its rounds until it is stopped."""

    def __init__(self, store: Store, wire: PollingRequest) -> None:
        self._store = store
        self._wire = wire
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin the rounds."""
        self._task = asyncio.create_task(self._go())

    async def stop(self) -> None:
        """End them."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _go(self) -> None:
        rounds = 0
        while True:
            try:
                if rounds % ROUNDS_TO_TIDY == 0:
                    await self._store.tidy()
                if self._wire.answered is not None:
                    await self._store.note("last_poll", self._wire.answered)
            except sqlite3.Error as error:
                logger.warning("the database refuses (%s); trying again", error)
            rounds += 1
            await asyncio.sleep(ROUND)
