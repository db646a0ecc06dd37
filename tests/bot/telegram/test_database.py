"""The database: opened whatever its age and state, and kept whole, as a second connection sees it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.sqlite_file import set_aside
from bot.telegram.database import SCHEMAS, Database, DatabaseError
from tests.bot.telegram.conftest import full_disk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.telegram.conftest import Rows

RELEASED = sorted((Path(__file__).parent / "schemas").glob("*.sql"), key=lambda path: int(path.stem))
TABLES = ("updates", "messages", "chats", "figures")
BLOCK = 100_000
"""Bytes of a row that has no room where a database may have no more pages."""


def schema(path: Path) -> list[tuple[str, ...]]:
    """Return what a database is made of."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return sorted((*its[:3], " ".join(str(its[3]).split())) for its in made)


def inserted(name: str, value: float = 1) -> Callable[[sqlite3.Connection], Any]:
    """Return work that keeps a figure."""
    return lambda connection: connection.execute("INSERT INTO figures VALUES (?, ?)", (name, value)).rowcount


def test_each_released_schema_is_kept_for_this_test() -> None:
    """Whoever makes another schema writes a database of it down."""
    assert [int(path.stem) for path in RELEASED] == list(range(1, len(SCHEMAS) + 1))


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_old_database_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path, released: Path) -> None:
    """It becomes what a new one is, and no row is lost."""
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
        before = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES}  # noqa: S608  # ours
    Database(old).close()
    Database(new).close()
    assert schema(old) == schema(new)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(SCHEMAS),)
        after = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES}  # noqa: S608  # ours
    assert after == before


def test_a_later_version_is_refused_with_the_reason_and_left_as_it_is(tmp_path: Path) -> None:
    """What it holds would be misread."""
    path = tmp_path / "later.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"CREATE TABLE unheard_of(x); PRAGMA user_version = {len(SCHEMAS) + 1};")
    with pytest.raises(DatabaseError, match=r"later version of interviewbot .*; install that version") as refused:
        Database(path)
    assert str(path) in str(refused.value)
    assert [its[1] for its in schema(path)] == ["unheard_of"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"no database at all, but a text. " * 200,
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:100] + b"\xff" * 4000 + whole[4100:],
        lambda whole: whole[:4096] + b"\x00" * (len(whole) - 4096),
    ],
    ids=["another file", "cut off", "first page", "all pages but the first"],
)
def test_a_damaged_database_is_set_aside_and_the_bot_goes_on(
    tmp_path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """It is kept under another name, which is told, and counted as an alert; the new one works."""
    path = tmp_path / "interviewbot.sqlite3"
    database = Database(path)
    for number in range(50):
        asyncio.run(database.run(inserted(f"figure {number} {'x' * 500}")))
    database.close()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    database = Database(path)
    asyncio.run(database.run(inserted("new")))
    database.close()
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes() == damaged
    assert aside.name in caplog.text
    assert set_aside(path) == [aside]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM figures").fetchall() == [("alerts", 1), ("new", 1)]


def test_a_folder_that_cannot_hold_it_is_told_with_the_way_out(tmp_path: Path) -> None:
    """It is no damage, and time alone does not mend it."""
    with pytest.raises(DatabaseError, match="see to it that the folder can be written to and the disk") as refused:
        Database(tmp_path / "missing" / "interviewbot.sqlite3")
    assert not refused.value.may_pass


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_full_disk_at_the_start_is_told_and_may_have_room_again(tmp_path: Path, room: int) -> None:
    """However far it gets: it is no damage, and what is left there is good to start with."""
    path = tmp_path / "interviewbot.sqlite3"
    with full_disk(room), pytest.raises(DatabaseError, match="see to it that the folder") as refused:
        Database(path)
    assert refused.value.may_pass
    Database(path).close()
    assert not set_aside(path)


def test_what_is_awaited_is_seen_by_others(database: Database, rows: Rows) -> None:
    """When the order has returned, it is committed, with what was ordered beside it."""

    async def main() -> None:
        for number in range(3):
            await asyncio.gather(*(database.run(inserted(f"{number} {name}")) for name in "abc"))
            assert rows("SELECT count(*) FROM figures") == [(3 * (number + 1),)]

    asyncio.run(main())


def test_it_is_as_safe_as_it_can_be_and_closed_to_others(database: Database, tmp_path: Path) -> None:
    """A commit waits for the disk; the database and what lies beside it are the owner's alone."""

    def pragmas(connection: sqlite3.Connection) -> list[object]:
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert asyncio.run(database.run(pragmas)) == ["wal", 2]
    files = [path for path in tmp_path.iterdir() if path.name.startswith("interviewbot.sqlite3")]
    assert len(files) == 3
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_an_order_that_fails_harms_no_other(database: Database, rows: Rows) -> None:
    """All in one transaction: of the one that fails, nothing is kept; of the others, all."""

    def failing(connection: sqlite3.Connection) -> None:
        inserted("half")(connection)
        raise LookupError

    async def main() -> list[object]:
        return await asyncio.gather(
            database.run(inserted("before")),
            database.run(failing),
            database.run(inserted("before")),
            database.run(inserted("after")),
            return_exceptions=True,
        )

    first, failed, twice, last = asyncio.run(main())
    assert (first, last) == (1, 1)
    assert isinstance(failed, LookupError)
    assert isinstance(twice, sqlite3.IntegrityError)
    assert rows("SELECT name FROM figures ORDER BY name") == [("after",), ("before",)]


def test_a_full_disk_raises_and_keeps_nothing_until_there_is_room(database: Database, rows: Rows) -> None:
    """Whatever was ordered together with what had no room is either refused or kept whole."""

    def limit(pages: int) -> Callable[[sqlite3.Connection], None]:
        return lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").close()

    def large(name: str) -> Callable[[sqlite3.Connection], Any]:
        return inserted(name + "x" * BLOCK)

    async def main() -> list[object]:
        await database.run(limit(1))  # SQLite makes that as many as there are
        refused = await asyncio.gather(
            database.run(inserted("small")), database.run(large("a")), database.run(large("b")), return_exceptions=True
        )
        await database.run(limit(100_000))
        assert await database.run(large("c")) == 1
        return list(refused)

    small, *others = asyncio.run(main())
    assert all(isinstance(its, sqlite3.OperationalError) for its in others)
    kept = {name.rstrip("x") for (name,) in rows("SELECT name FROM figures")}
    assert kept == {"c"} | ({"small"} if small == 1 else set())


def test_closing_does_first_what_has_been_ordered(tmp_path: Path, rows: Rows) -> None:
    """Nobody waits for it any more, and it is kept all the same."""
    database = Database(tmp_path / "interviewbot.sqlite3")

    async def main() -> None:
        waiting = [asyncio.create_task(database.run(inserted(str(number)))) for number in range(500)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()

    asyncio.run(main())
    database.close()
    assert rows("SELECT count(*) FROM figures") == [(500,)]
