"""The database of the data folder: opened with care, and written by one thread in as few transactions as will do."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.telegram.start_error import StartError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Done = TypeVar("Done")
    Work = Callable[[sqlite3.Connection], Done]
    Order = tuple[Work[Any], bool, asyncio.AbstractEventLoop, "asyncio.Future[Any]"]

MOST_AT_ONCE = 200
"""How many orders one transaction holds at most: each commit waits for the disk once."""

BUSY_TIMEOUT = 5000
"""Milliseconds that a write waits for another program that has the database locked."""

_LASTING = (sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What is the matter with the place itself, and not with how things stand there now."""

_ENDINGS = ("", "-wal", "-shm")
"""What the names of a database's files end with."""

SCHEMAS = (
    """
    CREATE TABLE updates(
        update_id INTEGER PRIMARY KEY,
        chat TEXT NOT NULL,
        person TEXT NOT NULL,
        is_urgent INTEGER NOT NULL,
        payload TEXT,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        received REAL NOT NULL,
        ended REAL
    ) STRICT;
    CREATE INDEX updates_by_state ON updates(state, update_id);
    CREATE INDEX updates_by_chat ON updates(chat);
    CREATE TABLE messages(
        message INTEGER PRIMARY KEY AUTOINCREMENT,
        chat TEXT NOT NULL,
        is_urgent INTEGER NOT NULL,
        payload TEXT,
        state TEXT NOT NULL DEFAULT 'waiting',
        copies INTEGER NOT NULL DEFAULT 0,
        written REAL NOT NULL,
        ended REAL
    ) STRICT;
    CREATE INDEX messages_by_state ON messages(state, message);
    CREATE INDEX messages_by_chat ON messages(chat);
    CREATE TABLE chats(chat TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE figures(name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID;
    """,
)
"""How each version of the schema comes from the one before it; the first from nothing."""

logger = logging.getLogger(__name__)


class DatabaseError(StartError):
    """The database cannot be used: why, and what to do."""


class Database:
    """A database that one thread works on: what is ordered together is kept together, before anybody is told.

    Orders are done one after the other, each whole or not at all, and many share a transaction.
    """

    def __init__(self, path: Path) -> None:
        """Open the database at `path`, make it where there is none, and bring an older one up to date.

        One that is damaged is set aside under another name, and a new one begun.

        Raises:
            DatabaseError: it is of a later version, or the folder cannot be written to.

        """
        try:
            self._connection = _opened(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                message = f"{path}: {error}; see to it that the folder can be written to and the disk has room"
                may_pass = error.sqlite_errorcode & 0xFF not in _LASTING  # the rest says more than is wanted
                raise DatabaseError(message, may_pass=may_pass) from error
            aside = _put_aside(path)
            logger.error(  # noqa: TRY400  # the error's place says nothing
                "the database is damaged (%s): it is kept as %s, and a new one is begun; "
                "questions that waited in it are lost, unless a backup is put in its place",
                error,
                aside.name,
            )
            self._connection = _opened(path)
            self._connection.execute("INSERT INTO figures VALUES ('alerts', 1)")
        self._path = path
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    async def run(self, work: Work[Done], *, erases: bool = False) -> Done:
        """Do `work` on the connection; return what it returns when that is on the disk.

        Where it `erases`, what is erased so far then stands in no file any more, unless somebody who reads the database
        at that moment still needs the log beside it; then a later erasure sees to it.

        Raises:
            sqlite3.Error: it could not be kept, and nothing of it is.

        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Done] = loop.create_future()
        self._orders.put((work, erases, loop, future))
        return await future

    def discard_damaged(self, before: float) -> None:
        """Delete the databases that were set aside before a time, in seconds of the Unix epoch.

        Raises:
            OSError: one of them cannot be deleted.

        """
        for aside in set_aside(self._path):
            if aside.name < _aside(self._path, before).name:
                for ending in _ENDINGS:
                    aside.with_name(aside.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Do what has been ordered, and close."""
        self._orders.put(None)
        self._thread.join()
        self._connection.close()

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            orders: list[Order] = [order]
            with suppress(queue.Empty):
                while len(orders) < MOST_AT_ONCE:
                    following = self._orders.get_nowait()
                    if following is None:
                        self._orders.put(None)
                        break
                    orders.append(following)
            results = self._together(orders)
            if any(erases for _, erases, _, _ in orders):
                self._empty_log()
            for (_, _, loop, future), result in zip(orders, results, strict=True):
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(_tell, future, result)

    def _together(self, orders: list[Order]) -> list[Any]:
        """Do the orders in one transaction, each within a savepoint; return what each returns or raises."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            results = [self._alone(work) for work, *_ in orders]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            return [error] * len(orders)
        return results

    def _empty_log(self) -> None:
        """Write what the log holds into the database, and cut it to nothing, if no reader is in the way."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 0")  # nobody is to wait for a reader
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")

    def _alone(self, work: Work[Any]) -> Any:  # noqa: ANN401  # whatever the work returns
        connection = self._connection
        connection.execute("SAVEPOINT one")
        try:
            result = work(connection)
        except Exception as error:  # noqa: BLE001  # it is raised where the work was ordered
            result = error
            connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")
        return result


def set_aside(path: Path) -> Sequence[Path]:
    """Return the damaged databases that were set aside beside the one at `path`, the earliest first."""
    asides = sorted(path.parent.glob(f"{path.name}.damaged-*"))
    return [aside for aside in asides if not aside.name.endswith(_ENDINGS[1:])]


def _tell(future: asyncio.Future[Any], result: object) -> None:
    if future.done():  # whoever ordered it waits no more
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a database and bring it up to date.

    Raises:
        DatabaseError: it is of a later version.
        sqlite3.OperationalError: it cannot be read or written.
        sqlite3.DatabaseError: it is damaged.

    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        path.chmod(0o600)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is not to be read from the file
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(SCHEMAS):
            message = (
                f"{path} was written by a later version of interviewbot (schema {version}, this one knows "
                f"{len(SCHEMAS)}); install that version, or name another folder in INTERVIEWBOT_DATA"
            )
            raise DatabaseError(message)  # noqa: TRY301  # the connection is closed below
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)  # noqa: TRY301  # as the library itself would
        for number, schema in enumerate(SCHEMAS[version:], version + 1):
            connection.executescript(f"BEGIN; {schema}; PRAGMA user_version = {number}; COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _aside(path: Path, moment: float) -> Path:
    """Return the name of a database that is set aside at a moment, in seconds of the Unix epoch."""
    return path.with_name(f"{path.name}.damaged-{datetime.fromtimestamp(moment, UTC):%Y%m%dT%H%M%S}")


def _put_aside(path: Path) -> Path:
    """Give a database and what belongs to it another name; return that."""
    aside = _aside(path, time.time())
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside
