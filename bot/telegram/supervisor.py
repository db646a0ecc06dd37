"""Tasks that last as long as the bot: one that ends though nobody stopped it is told of, and started again."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import TYPE_CHECKING, Any

from bot.telegram.persistence import until_kept

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

PAUSE = 5.0
"""Seconds until a task that has ended is started again."""

logger = logging.getLogger(__name__)


class Supervisor:
    """Keeps tasks going, from when each is started until all are stopped."""

    def __init__(self, count: Callable[[Mapping[str, int]], Awaitable[None]], pause: float = PAUSE) -> None:
        """Have `count` count an alert each time a task has ended."""
        self._count = count
        self._pause = pause
        self._tasks: set[asyncio.Task[None]] = set()
        self.stopping = asyncio.Event()

    def start(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a task, and begin it again whenever it ends; `name` is what the log calls it."""
        self._add(self._go_on(name, work))

    async def stop(self) -> None:
        """End all tasks; one that may pass over its cancellation looks whether `stopping` is set."""
        self.stopping.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _add(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _go_on(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        own = asyncio.current_task()
        while True:
            why, where = "it returned", ""
            try:
                await work()
            except (Exception, asyncio.CancelledError) as error:  # whatever nobody thought of
                if own is None or own.cancelling():  # and not what it waited for
                    raise
                # The error's own text can hold what a reader wrote, so only its kind is told.
                why, where = type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
            if self.stopping.is_set():
                return
            logger.error("%s has ended (%s); starting it again in %g s\n%s", name, why, self._pause, where)
            self._add(until_kept(lambda: self._count({"alerts": 1})))  # beside it: a full disk is not to keep it
            await asyncio.sleep(self._pause)
