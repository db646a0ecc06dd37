"""A SQLite file of the bot's own: opened with care, brought up to date, and set aside where it is damaged."""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BUSY_TIMEOUT = 5000
"""Milliseconds that a write waits for another program that has the file locked."""

KEPT_ASIDE = 8 * 24 * 3600.0
"""Seconds that a damaged file is kept that was set aside."""

_LASTING = (sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What is the matter with the place itself, and not with how things stand there now."""

_ENDINGS = ("", "-wal", "-shm")
"""What the names of a database's files end with."""

logger = logging.getLogger(__name__)


class SqliteFileError(Exception):
    """The file cannot be used: why, and what to do. `may_pass` is whether time may mend it, as a full disk."""

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


def opened(path: Path, schemas: Sequence[str], lost: str) -> tuple[sqlite3.Connection, bool]:
    """Open the database at `path`, make it where there is none, and bring an older one up to date.

    Each of `schemas` makes a version from the one before it, the first from nothing. One that is damaged is set aside
    under another name, which is logged with what is `lost` by that, and a new one begun. Return the connection, which
    any one thread may use, and whether the file was damaged.

    Raises:
        SqliteFileError: it is of a later version, or the folder cannot be written to.

    """
    try:
        return _opened(path, schemas), False
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            message = f"{path}: {error}; see to it that the folder can be written to and the disk has room"
            may_pass = error.sqlite_errorcode & 0xFF not in _LASTING  # the rest says more than is wanted
            raise SqliteFileError(message, may_pass=may_pass) from error
        aside = _put_aside(path)
        logger.error(  # noqa: TRY400  # the error's place says nothing
            "%s is damaged (%s): it is kept as %s, and a new one is begun; %s", path.name, error, aside.name, lost
        )
    return _opened(path, schemas), True


def empty_log(connection: sqlite3.Connection) -> None:
    """Write what the log beside a database holds into it, and cut it to nothing, if no reader is in the way."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")  # nobody is to wait for a reader
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def set_aside(path: Path) -> Sequence[Path]:
    """Return the damaged files that were set aside beside the one at `path`, the earliest first."""
    asides = sorted(path.parent.glob(f"{path.name}.damaged-*"))
    return [aside for aside in asides if not aside.name.endswith(_ENDINGS[1:])]


def discard_aside(path: Path, before: float) -> None:
    """Delete the damaged files that were set aside before a time, in seconds of the Unix epoch.

    Raises:
        OSError: one of them cannot be deleted.

    """
    for aside in set_aside(path):
        if aside.name < _aside(path, before).name:
            for ending in _ENDINGS:
                aside.with_name(aside.name + ending).unlink(missing_ok=True)


def _opened(path: Path, schemas: Sequence[str]) -> sqlite3.Connection:
    """Open a database and bring it up to date.

    Raises:
        SqliteFileError: it is of a later version.
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
        if version > len(schemas):
            message = (
                f"{path} was written by a later version of interviewbot (schema {version}, this one knows "
                f"{len(schemas)}); install that version, or name another folder in INTERVIEWBOT_DATA"
            )
            raise SqliteFileError(message)  # noqa: TRY301  # the connection is closed below
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)  # noqa: TRY301  # as the library itself would
        for number, schema in enumerate(schemas[version:], version + 1):
            connection.executescript(f"BEGIN; {schema}; PRAGMA user_version = {number}; COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _aside(path: Path, moment: float) -> Path:
    """Return the name of a file that is set aside at a moment, in seconds of the Unix epoch."""
    return path.with_name(f"{path.name}.damaged-{datetime.fromtimestamp(moment, UTC):%Y%m%dT%H%M%S}")


def _put_aside(path: Path) -> Path:
    """Give a database and what belongs to it another name; return that."""
    aside = _aside(path, time.time())
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside
