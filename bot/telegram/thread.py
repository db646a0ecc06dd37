"""Work beside the event loop, which goes on however long the work takes."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    Result = TypeVar("Result")


async def in_a_thread(work: Callable[[], Result]) -> Result:
    """Do `work` in a thread of its own, and return what it returns or raise what it raises.

    Unlike those of `asyncio.to_thread`, the thread is a daemon: work that never ends keeps neither others waiting nor
    the process alive.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def tell(result: Result | None, error: Exception | None) -> None:
        if future.done():  # nobody waits any more
            return
        if error is None:
            future.set_result(cast("Result", result))
        else:
            future.set_exception(error)

    def run() -> None:
        result, raised = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  # raised where it is awaited
            raised = error
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(tell, result, raised)

    threading.Thread(target=run, name="conversation", daemon=True).start()
    return await future
