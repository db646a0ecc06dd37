"""What readers asked and what they thought of the answers: kept for the publisher, of nobody in particular."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
import queue
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot import sqlite_file
from bot.message import Pressed, Typed
from bot.reply import MARKS, Kind
from index.interview import Address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bot.message import Message
    from bot.reply import Reply

    Work = Callable[[sqlite3.Connection], object]
    Order = tuple[Work, bool, Future[None]]

FILE = "journal.sqlite3"
"""What the journal is called in the data folder."""

PARTING = 1.0
"""Seconds that closing waits at most for what is still to be written."""

SCHEMAS = (
    """
    CREATE TABLE asked(
        row INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        chat TEXT NOT NULL,
        question TEXT,
        verdict TEXT,
        confidence REAL,
        passage TEXT
    ) STRICT;
    CREATE INDEX asked_by_day ON asked(day);
    CREATE INDEX asked_by_chat ON asked(chat, passage);
    CREATE TABLE marks(
        row INTEGER NOT NULL REFERENCES asked ON DELETE CASCADE,
        reader TEXT NOT NULL,
        mark TEXT NOT NULL,
        PRIMARY KEY(row, reader)
    ) STRICT, WITHOUT ROWID;
    """,
)
"""How each version of the schema comes from the one before it; the first from nothing."""

_LOST = "what readers asked and marked before is in that one alone"

logger = logging.getLogger(__name__)


class Mark(StrEnum):
    """What a reader says of an answer; named as the deed that says it."""

    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"
    NO_ANSWER = "no_answer"
    WRONG_WORDS = "wrong_words"
    NONE = "none"


class JournalError(Exception):
    """The journal cannot be read: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question on its day, what became of it, and how many readers marked it how.

    `passage` is the address that was shown, None where nothing was. A passage that was marked without having been asked
    for has neither question nor verdict. `verdict` is never small talk.
    """

    day: dt.date
    question: str | None
    verdict: Kind | None
    confidence: float | None
    passage: Address | None
    marks: Mapping[Mark, int] = field(default_factory=dict)


class Journal:
    """Writes on a thread of its own, so that nobody waits for it; what cannot be written is lost, and the log says so.

    Chats and persons are given by their pseudonyms, of which it keeps only hashes: where a chat is a person's own, its
    hash does not tell which marks in a group are hers.
    """

    def __init__(self, path: Path, days: int, today: Callable[[], dt.date] | None = None) -> None:
        """Open the journal at `path`, or make one; entries are kept for `days`, their own included, none for 0.

        Raises:
            SqliteFileError: it is of a later version, or the folder cannot be written to.

        """
        self._path, self._days = path, days
        self._today = today or (lambda: dt.datetime.now(dt.UTC).date())
        self._connection, _ = sqlite_file.opened(path, SCHEMAS, _LOST)
        self._connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last entries
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._is_refused = False
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def hear(self, said: Message, reply: Reply, chat: str, person: str) -> None:
        """Keep a question that was asked in words and that the index was asked, or a mark; pass over all else."""
        if self._days == 0:
            return
        if isinstance(said, Pressed) and said.deed in MARKS:
            self._mark(chat, person, said.address.token, Mark[said.deed.name])
        elif isinstance(said, Typed) and reply.finding is not None and reply.kind is not Kind.SMALL_TALK:
            passage = reply.passage.address.token if reply.passage else None
            row = (" ".join(said.text.split()), reply.kind.value, round(reply.finding.confidence, 4), passage)
            day = self._today().isoformat()
            self._order(lambda connection: _ask(connection, day, _hash(chat), *row))

    async def forget(self, chat: str) -> None:
        """Delete what a chat has asked and marked, after all that was heard before.

        Raises:
            sqlite3.Error: it could not be deleted.

        """
        deletion = self._order(
            lambda connection: connection.execute("DELETE FROM asked WHERE chat = ?", (_hash(chat),)), erases=True
        )
        await asyncio.wrap_future(deletion)

    async def move(self, chat: str, to: str) -> None:
        """Let what a chat has asked belong to the one that it has become, after all that was heard before.

        Raises:
            sqlite3.Error: it could not be written.

        """
        become = "UPDATE asked SET chat = ? WHERE chat = ?"
        await asyncio.wrap_future(self._order(lambda connection: connection.execute(become, (_hash(to), _hash(chat)))))

    def tidy(self) -> None:
        """Delete what is past its days, and a damaged journal that was set aside long ago.

        Raises:
            OSError: that cannot be deleted.

        """
        last = (self._today() - dt.timedelta(self._days)).isoformat()
        self._order(lambda connection: connection.execute("DELETE FROM asked WHERE day <= ?", (last,)), erases=True)
        sqlite_file.discard_aside(self._path, time.time() - sqlite_file.KEPT_ASIDE)

    def close(self) -> None:
        """Write what has been heard, as far as that goes quickly, and close."""
        self._orders.put(None)
        self._thread.join(PARTING)

    def _mark(self, chat: str, person: str, passage: str, mark: Mark) -> None:
        """Let a mark be the person's own on the chat's latest entry about a passage, or on one made for it."""
        day = self._today().isoformat()

        def work(connection: sqlite3.Connection) -> None:
            latest = "SELECT row FROM asked WHERE chat = ? AND passage = ? ORDER BY row DESC LIMIT 1"
            known = connection.execute(latest, (_hash(chat), passage)).fetchone()
            row = known[0] if known else _ask(connection, day, _hash(chat), None, None, None, passage)
            # Of this row alone, so that it does not tell which others are the same person's.
            connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", (row, _hash(f"{person} {row}"), mark))

        self._order(work)

    def _order(self, work: Work, *, erases: bool = False) -> Future[None]:
        """Have work done, whole or not at all; where it `erases`, nothing of that is left beside the journal."""
        future: Future[None] = Future()
        self._orders.put((work, erases, future))
        return future

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            work, erases, future = order
            try:
                self._do(work)
            except Exception as error:  # noqa: BLE001  # whatever it is, it must not keep what follows from being done
                if not self._is_refused:
                    logger.error("the journal loses what cannot be written (%s): is the disk full?", error)  # noqa: TRY400
                self._is_refused = True
                future.set_exception(error)
                continue
            self._is_refused = False
            if erases:
                sqlite_file.empty_log(self._connection)
            future.set_result(None)
        self._connection.close()

    def _do(self, work: Work) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            work(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise


def read(folder: Path, since: dt.date) -> Sequence[Entry]:
    """Read the entries from a day on in the data folder of a bot, whether it runs or not; the earliest first.

    Raises:
        JournalError: there is no journal, or it cannot be read.

    """
    path = folder / FILE
    try:
        if not path.exists():
            message = (
                f"{folder}: no bot has kept a journal here yet; start one, or name its folder in INTERVIEWBOT_DATA"
            )
            raise JournalError(message)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        timeout = sqlite_file.BUSY_TIMEOUT / 1000
        with closing(sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != len(SCHEMAS):
                message = (
                    f"{path}: schema {version}, where this version of interviewbot knows {len(SCHEMAS)}; "
                    "ask with the version that the bot runs"
                )
                raise JournalError(message)
            connection.execute("BEGIN")  # what is read is of one moment
            return _read(connection, since.isoformat())
    except (OSError, sqlite3.Error) as error:
        message = f"{path}: {error}; ask as the user that the bot runs as"
        raise JournalError(message) from None


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _ask(connection: sqlite3.Connection, *values: str | float | None) -> int:
    """Make an entry of its day, chat, question, verdict, confidence and passage; return its row."""
    kept = connection.execute(
        "INSERT INTO asked(day, chat, question, verdict, confidence, passage) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    return kept.lastrowid or 0


def _read(connection: sqlite3.Connection, since: str) -> Sequence[Entry]:
    marks: dict[int, Counter[Mark]] = {}
    given = "SELECT row, mark, count(*) FROM marks JOIN asked USING(row) WHERE day >= ? GROUP BY row, mark"
    for row, mark, count in connection.execute(given, (since,)):
        marks.setdefault(row, Counter())[Mark(mark)] = count
    asked = "SELECT row, day, question, verdict, confidence, passage FROM asked WHERE day >= ? ORDER BY row"
    return [
        Entry(
            dt.date.fromisoformat(day),
            question,
            Kind(verdict) if verdict else None,
            confidence,
            Address.parse(passage) if passage else None,
            marks.get(row, {}),
        )
        for row, day, question, verdict, confidence, passage in connection.execute(asked, (since,))
    ]
