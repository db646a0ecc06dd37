"""The database of the data folder: opened with care, and written by one thread in as few transactions as will do."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Done = TypeVar("Done")
    Work = Callable[[sqlite3.Connection], Done]
    Order = tuple[Work[Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]

MOST_AT_ONCE = 200
"""How many orders one transaction holds at most: each commit waits for the disk once."""

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


class DatabaseError(Exception):
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
                raise DatabaseError(message) from error
            aside = _set_aside(path)
            logger.error(  # noqa: TRY400  # the error's place says nothing
                "the database is damaged (%s): it is kept as %s, and a new one is begun; "
                "questions that waited in it are lost, unless a backup is put in its place",
                error,
                aside.name,
            )
            self._connection = _opened(path)
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    async def run(self, work: Work[Done]) -> Done:
        """Do `work` on the connection; return what it returns when that is on the disk.

        Raises:
            sqlite3.Error: it could not be kept, and nothing of it is.

        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Done] = loop.create_future()
        self._orders.put((work, loop, future))
        return await future

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
            for (_, loop, future), result in zip(orders, self._together(orders), strict=True):
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(_tell, future, result)

    def _together(self, orders: list[Order]) -> list[Any]:
        """Do the orders in one transaction, each within a savepoint; return what each returns or raises."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            results = [self._alone(work) for work, _, _ in orders]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            return [error] * len(orders)
        return results

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


def _set_aside(path: Path) -> Path:
    """Give a database and what belongs to it another name; return that."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside
