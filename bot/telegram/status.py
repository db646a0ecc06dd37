"""How a bot is, from its database: what it has done, what waits, and when it last heard from Telegram."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.journal import FILE
from bot.sqlite_file import set_aside
from bot.telegram import data_folder
from bot.telegram.database import SCHEMAS
from bot.telegram.store import Delivery, State

if TYPE_CHECKING:
    from collections.abc import Mapping

VERDICT = "verdict_"
"""What the names of the verdicts' figures begin with."""

SMALL_TALK = "small_talk"
"""The verdict on what is no question."""

BUSY = 5.0
"""Seconds to wait for a database that is being changed."""


class StatusError(Exception):
    """There is nothing to tell: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a bot is. What has been done counts since the database was made; what waits is as it is now.

    `questions` are the messages with a verdict other than small talk, `damaged` the databases that were set aside and
    still lie in the folder. Times are in seconds of the Unix epoch, None
    where there is none: `oldest` is when the earliest update that waits came in, `last_poll`, `last_delivery` (by
    webhook) and `last_check` (of the webhook) when Telegram was last heard from, `last_round` when the bot last noted
    that it runs, which it does every 10 s.
    """

    received: int
    questions: int
    verdicts: Mapping[str, int]
    answered: int
    set_aside: int
    unreadable: int
    over_limit: int
    retries: int
    replies_lost: int
    messages_sent: int
    messages_unknown: int
    messages_blocked: int
    messages_refused: int
    messages_failed: int
    alerts: int
    updates_waiting: int
    updates_working: int
    messages_waiting: int
    damaged: int
    oldest: float | None
    last_poll: float | None
    last_delivery: float | None
    last_check: float | None
    last_round: float | None


def of(connection: sqlite3.Connection, heard: Mapping[str, float | None] | None = None) -> Status:
    """Read the status; when Telegram was last heard from is what `heard` says, by the figures' names, where it knows.

    Raises:
        sqlite3.Error: the database cannot be read.

    """
    figures: dict[str, float] = dict(connection.execute("SELECT name, value FROM figures"))
    figures |= {name: moment for name, moment in (heard or {}).items() if moment is not None}
    verdicts = {name.removeprefix(VERDICT): int(n) for name, n in figures.items() if name.startswith(VERDICT)}
    updates = _waiting(connection, "updates")
    (oldest,) = connection.execute(
        "SELECT min(received) FROM updates WHERE state IN (?, ?)", (State.WAITING, State.WORKING)
    ).fetchone()

    (path,) = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()

    def count(name: str) -> int:
        return int(figures.get(name, 0))

    return Status(
        received=count("received"),
        questions=sum(number for verdict, number in verdicts.items() if verdict != SMALL_TALK),
        verdicts=dict(sorted(verdicts.items())),
        answered=count(State.ANSWERED),
        set_aside=count(State.SET_ASIDE),
        unreadable=count(State.UNREADABLE),
        over_limit=count(State.OVER_LIMIT),
        retries=count("retries"),
        replies_lost=count("replies_lost"),
        messages_sent=count(f"messages_{Delivery.SENT}"),
        messages_unknown=count(f"messages_{Delivery.UNKNOWN}"),
        messages_blocked=count(f"messages_{Delivery.BLOCKED}"),
        messages_refused=count(f"messages_{Delivery.REFUSED}"),
        messages_failed=count(f"messages_{Delivery.FAILED}"),
        alerts=count("alerts"),
        updates_waiting=updates.get(State.WAITING, 0),
        updates_working=updates.get(State.WORKING, 0),
        messages_waiting=_waiting(connection, "messages").get(Delivery.WAITING, 0),
        damaged=len([*set_aside(Path(path)), *set_aside(Path(path).with_name(FILE))]),
        oldest=oldest,
        last_poll=figures.get("last_poll"),
        last_delivery=figures.get("last_delivery"),
        last_check=figures.get("last_check"),
        last_round=figures.get("last_round"),
    )


def in_folder(folder: Path) -> Status:
    """Read the status of the bot whose data lie in `folder`, whether it runs or not; nothing there is changed.

    Raises:
        StatusError: there is none, or it cannot be read.

    """
    path = data_folder.database(folder)
    try:
        if not path.exists():
            message = f"{folder}: no bot has run here yet; start one, or name its folder in INTERVIEWBOT_DATA"
            raise StatusError(message)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY, isolation_level=None)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != len(SCHEMAS):
                message = (
                    f"{path}: schema {version}, where this version of interviewbot knows {len(SCHEMAS)}; "
                    "ask with the version that the bot runs"
                )
                raise StatusError(message)
            connection.execute("BEGIN")  # what is read is of one moment
            return of(connection)
    except (OSError, sqlite3.Error) as error:
        message = f"{path}: {error}; ask as the user that the bot runs as"
        raise StatusError(message) from None


def _waiting(connection: sqlite3.Connection, table: str) -> Mapping[str, int]:
    """Count the rows that wait or are in work, by their state."""
    rows = connection.execute(
        f"SELECT state, count(*) FROM {table} WHERE state IN (?, ?) GROUP BY state",  # noqa: S608  # ours
        (State.WAITING, State.WORKING),
    )
    return dict(rows.fetchall())
