"""Looking through what waits in the database for what memory has lost, a part at a time."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.telegram.store import Waiting

PAUSE = 2.0
"""Seconds between looks."""

AT_ONCE = 200
"""How many rows a look reads, however many wait; the next look goes on behind them."""

_FIRST = -1
"""Less than any row's number."""

logger = logging.getLogger(__name__)


class Sweep:
    """Goes through what waits in the order of its numbers, and again from the first when it has come to the last."""

    def __init__(
        self,
        read: Callable[[int, int], Awaitable[Sequence[Waiting]]],
        take: Callable[[Sequence[Waiting]], Awaitable[None]],
    ) -> None:
        """Give to `take` what `read` finds beyond a number, at most so many, the lowest numbers first."""
        self._read = read
        self._take = take
        self._last = _FIRST

    async def all(self) -> None:
        """Go through all that waits, as at a start.

        Raises:
            sqlite3.Error: it cannot be read.

        """
        self._last = _FIRST
        while await self._look():
            pass

    async def go_on(self) -> None:
        """Look again and again, for ever."""
        while True:
            await asyncio.sleep(PAUSE)
            try:
                await self._look()
            except sqlite3.Error as error:
                logger.warning("the database refuses (%s); trying again", error)

    async def _look(self) -> bool:
        """Look at some; return whether there are more."""
        found = await self._read(self._last, AT_ONCE)
        self._last = found[-1].number if len(found) == AT_ONCE else _FIRST
        await self._take(found)
        return self._last != _FIRST
