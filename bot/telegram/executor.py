"""Where the event loop has done what blocks, as looking up a name: in threads that keep no process alive."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Result = TypeVar("Result")
    Given = ParamSpec("Given")


class DaemonExecutor(ThreadPoolExecutor):
    """Does each piece of work in a daemon thread of its own, and waits for none when it is shut down.

    The executor that event loops bring waits at the end until all work is done, minutes where a name server is silent.
    """

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Begin a piece of work."""
        future: Future[Result] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001  # raised where it is awaited
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=work, name="blocking", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Wait for nothing, whatever is asked for."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
