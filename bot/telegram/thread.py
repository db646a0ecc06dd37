"""A thread beside the event loop, which goes on however long the work there takes."""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    Result = TypeVar("Result")


LONG = 1.0
"""Seconds after which a piece of work keeps no others waiting; a question takes some thousandths."""


class Thread:
    """Does one piece of work after the other.

    Where a piece takes long, or is given up, another thread goes on with the rest: work that never ends keeps neither
    others waiting nor, since the threads are daemons, the process alive.
    """

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._doing: object = None
        self._start()

    async def do(self, work: Callable[[], Result]) -> Result:
        """Do `work`, and return what it returns or raise what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def tell(result: Result | None, error: Exception | None) -> None:
            if future.done():  # nobody waits any more
                return
            if error is None:
                future.set_result(cast("Result", result))
            else:
                future.set_exception(error)

        def order() -> None:
            result, raised = None, None
            self._doing = future  # before it is looked at: whoever gives it up after that starts another thread
            if future.cancelled():
                return
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  # raised where it is awaited
                raised = error
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(tell, result, raised)

        self._orders.put(order)
        watch = loop.create_task(self._pass_by(future))
        try:
            return await future
        except asyncio.CancelledError:
            if self._doing is future:
                self._start()
            raise
        finally:
            watch.cancel()

    async def _pass_by(self, future: asyncio.Future[Result]) -> None:
        """Have another thread go on where this piece of work is being done for long."""
        while True:
            await asyncio.sleep(LONG)
            if self._doing is future:
                self._start()
                return

    def _start(self) -> None:
        self._current = threading.Thread(target=self._work, name="conversation", daemon=True)
        self._current.start()

    def _work(self) -> None:
        while self._current is threading.current_thread():
            self._orders.get()()
