"""What is to be done now and then: blanking what is old, and noting how the bot is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.journal import Journal
    from bot.telegram.store import Store
    from bot.telegram.supervisor import Supervisor

ROUND = 10.0
"""Seconds between rounds."""

ROUNDS_TO_TIDY = 360
"""Rounds between two clearings of what is old: an hour."""

logger = logging.getLogger(__name__)


class Upkeep:
    """Goes its rounds; `refusal` is why the last one could keep nothing, None where it could."""

    def __init__(self, store: Store, journal: Journal, heard: Callable[[], Mapping[str, float | None]]) -> None:
        """Note in `store` when Telegram was last heard from, as `heard` tells it by the figures' names."""
        self._store = store
        self._journal = journal
        self._heard = heard
        self.refusal: str | None = None

    def start(self, supervisor: Supervisor) -> None:
        """Begin the rounds, until `supervisor` stops."""
        supervisor.start("the upkeep", self._go)

    async def _go(self) -> None:
        rounds = 0
        while True:
            try:
                if rounds % ROUNDS_TO_TIDY == 0:
                    self._journal.tidy()
                    await self._store.tidy()
                await self._store.note({name: value for name, value in self._now().items() if value is not None})
                self.refusal = None
            except (sqlite3.Error, OSError) as error:
                self.refusal = f"the data folder refuses ({error})"
                logger.warning("%s; trying again", self.refusal)
            rounds += 1
            await asyncio.sleep(ROUND)

    def _now(self) -> Mapping[str, float | None]:
        return {"last_round": time.time(), **self._heard()}
