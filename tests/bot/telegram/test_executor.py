"""What blocks is done beside the event loop, and holds up neither it nor its end."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from bot.telegram.executor import DaemonExecutor
from tests.bot.telegram.test_application import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ENDS = 60.0
"""Seconds within which a process has to end that without this executor would not end for minutes, or ever."""

BLOCKED = """
import socket, sys, threading

def silent(*_, **__):
    print("looking up", file=sys.stderr, flush=True)
    threading.Event().wait()

socket.getaddrinfo = silent
from bot.cli import commands
commands(["telegram"])
"""
"""The bot where the name server never answers."""


def awaited(*works: object) -> list[object]:
    """Have an event loop with this executor do all at once; return what each returns or raises."""

    async def main() -> list[object]:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(DaemonExecutor())
        return await asyncio.gather(*(asyncio.to_thread(work) for work in works), return_exceptions=True)  # type: ignore[arg-type]  # callables

    return asyncio.run(main())


def test_work_returns_and_raises_as_it_does() -> None:
    """Each beside the others: two that wait for each other both end."""
    meeting = threading.Barrier(2)

    def failing() -> None:
        message = "no"
        raise LookupError(message)

    first, second, failed = awaited(meeting.wait, meeting.wait, failing)
    assert {first, second} == {0, 1}
    assert isinstance(failed, LookupError)


def test_work_that_never_ends_keeps_no_loop_from_ending() -> None:
    """It is given up, and the loop closed."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(DaemonExecutor())
        begun = asyncio.Event()

        def never() -> None:
            loop.call_soon_threadsafe(begun.set)
            threading.Event().wait()

        doing = asyncio.create_task(asyncio.to_thread(never))
        await begun.wait()
        doing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await doing

    asyncio.run(main())


def test_the_bot_stops_while_a_name_is_looked_up(tmp_path: Path) -> None:
    """SIGTERM ends it though the name server never answers; exit status 0."""
    environment = {
        "PYTHONPATH": str(ROOT),
        "INTERVIEWBOT_TOKEN": "123:abc",
        "INTERVIEWBOT_API_URL": "http://telegram.invalid",
        "INTERVIEWBOT_DATA": str(tmp_path / "data"),
    }
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", BLOCKED], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        read = []
        for line in process.stderr:
            read.append(line)
            if "looking up" in line:
                break
        else:
            pytest.fail("".join(read))
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=ENDS)
        finally:
            process.kill()
    assert process.returncode == 0
