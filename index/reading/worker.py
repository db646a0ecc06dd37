"""Reading in a process of its own, with limits, so that a source that breaks it cannot stop the others."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import resource
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from index.interview import Interview, Person, Role, Turn
from index.reading import Dropped, Metadata, Reading, ReadingError, Remark
from index.reading.sources import check_size, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from types import TracebackType
    from typing import Self

    Read = Callable[[bytes, str, Metadata], Reading]

_PATIENCE = 5.0
"""Seconds that a process without work has to end by itself."""

_UNKNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may take: seconds by the clock, seconds of computing, and bytes of memory."""

    seconds: float = 60
    computing: int = 30
    memory: int = 2**30


_metadata = TypeAdapter(Metadata)
_readings = TypeAdapter(Reading)
_FIELD_TYPES = {kind.__name__: kind for kind in (Dropped, Interview, Mapping, Person, Remark, Role, Turn)}
for _adapter in (_metadata, _readings):
    _adapter.rebuild(_types_namespace={"dt": dt, "Any": Any, **_FIELD_TYPES})
_USUAL = Limits()


class Reader:
    """Reads sources one after another in a process of its own, which is replaced where a source ends it.

    Use it in a `with` statement. Only bytes and JSON pass between the two processes.
    """

    def __init__(self, limits: Limits = _USUAL, read: Read = read_bytes) -> None:
        """Give the `limits` of each source, and what reads it there: a function at the top of its module."""
        self._limits = limits
        self._read = read
        self._running: tuple[SpawnProcess, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(patience=_PATIENCE if error is None else 0)

    def read(self, data: bytes, name: str, known: Metadata = _UNKNOWN) -> Reading:
        """Take a source apart as `index.reading.sources.read_bytes` does.

        Raises:
            ReadingError: it is no interview, cannot be read, or takes more than the limits.

        """
        check_size(len(data))
        process, connection = self._running = self._running or self._start()
        try:
            for message in (name.encode("utf-8", "replace"), _metadata.dump_json(known), data):
                connection.send_bytes(message)
            replied = connection.poll(self._limits.seconds)
            reading, trouble = (connection.recv_bytes(), connection.recv_bytes()) if replied else (b"", b"")
        except (EOFError, OSError):
            process.join(_PATIENCE)
            ended = process.exitcode
            self._end()
            raise ReadingError(self._why_ended(ended)) from None
        except BaseException:
            self._end()
            raise
        if not replied:
            self._end()
            raise ReadingError(self._too_long())
        if not reading:
            raise ReadingError(*json.loads(trouble))
        return _readings.validate_json(reading)

    def _start(self) -> tuple[SpawnProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._limits, self._read), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def _end(self, patience: float = 0) -> None:
        if self._running is None:
            return
        process, connection = self._running
        self._running = None
        connection.close()
        process.join(patience)
        process.kill()
        process.join()
        process.close()

    def _why_ended(self, code: int | None) -> str:
        if code == -signal.SIGXCPU:
            return self._too_long()
        return (
            f"broke the process that read it, perhaps for want of memory (its limit is {_megabytes(self._limits)} MB)"
        )

    def _too_long(self) -> str:
        return (
            f"took longer to read than it may ({self._limits.computing} s of computing,"
            f" {self._limits.seconds:g} s in all); cut out the interview and save it by itself"
        )


def _serve(connection: Connection, limits: Limits, read: Read) -> None:
    """Read what is sent until there is nobody more to send: for each source a reading, empty if it failed, and why."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory(limits.memory)
    with suppress(EOFError, OSError):
        while True:
            name, known, data = (connection.recv_bytes() for _ in range(3))
            _limit_computing(limits.computing)
            reading, trouble, line = b"", "", None
            try:
                reading = _readings.dump_json(read(data, name.decode(), _metadata.validate_json(known)))
            except ReadingError as error:
                trouble, line = error.trouble, error.line
            except MemoryError:
                trouble = f"takes more than {_megabytes(limits)} MB of memory to read; save the interview by itself"
            except RecursionError:
                trouble = "nested too deeply to be read; save its text as a text file"
            except Exception as error:  # noqa: BLE001  # what a source can do to a parser has no end
                trouble = f"cannot be read: {type(error).__name__}: {error}"
            connection.send_bytes(reading)
            connection.send_bytes(json.dumps([trouble, line]).encode())


def _limit_memory(size: int) -> None:
    """Let the process grow by `size` bytes from what it has mapped now, where the system tells how much that is."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        mapped = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + size, mapped + size))


def _limit_computing(seconds: int) -> None:
    """Let the process compute for `seconds` from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, most))


def _megabytes(limits: Limits) -> int:
    return limits.memory >> 20
