"""The bot's own database for tests of its parts, and a second connection that sees what is really kept."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.data_folder import DataFolder
from bot.telegram.database import Database
from bot.telegram.store import Store

if TYPE_CHECKING:
    from pathlib import Path

Rows = Callable[..., list[tuple[Any, ...]]]
"""Asks the database, by a connection of its own, which also commits what it changes."""


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let no file of this process grow beyond `room` bytes, for a while."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder."""
    folder = DataFolder(tmp_path)
    yield folder
    folder.close()


@pytest.fixture
def database(folder: DataFolder) -> Iterator[Database]:
    """The database in it."""
    database = Database(folder.database)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Store:
    """The store in that."""
    return Store(database)


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """The second connection; also to the database of a bot that `run_bot` has started."""

    def ask(query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(tmp_path / "interviewbot.sqlite3")) as connection, connection:
            return connection.execute(query, parameters).fetchall()

    return ask
