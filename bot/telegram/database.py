"""The database of the data folder: opened with care, and written by one thread in as few transactions as will do."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from bot import sqlite_file
from bot.telegram.start_error import StartError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Done = TypeVar("Done")
    Work = Callable[[sqlite3.Connection], Done]
    Order = tuple[Work[Any], bool, asyncio.AbstractEventLoop, "asyncio.Future[Any]"]

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

_LOST = "questions that waited in it are lost, unless a backup is put in its place"


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
            self._connection, was_damaged = sqlite_file.opened(path, SCHEMAS, _LOST)
        except sqlite_file.SqliteFileError as error:
            raise DatabaseError(str(error), may_pass=error.may_pass) from error
        if was_damaged:
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
        sqlite_file.discard_aside(self._path, before)

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
                sqlite_file.empty_log(self._connection)
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
