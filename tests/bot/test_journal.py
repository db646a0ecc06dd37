"""The journal: what is kept of questions and marks, for how long, and what becomes of it when the disk is full."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sqlite3
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pytest

from bot.journal import FILE, SCHEMAS, Entry, Journal, JournalError, Mark, read
from bot.message import Pressed, Signal, Typed
from bot.reply import Deed, Kind
from bot.session import Session
from bot.sqlite_file import SqliteFileError, set_aside
from tests.bot.telegram.conftest import full_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.conversation import Conversation
    from bot.message import Message
    from index.interview import Address

DAY = dt.date(2026, 3, 1)
ASKED = "Vilka fördelar finns?"
MISSING = "Vad kostar en biljett?"


class Keeper:
    """A bot's ear: what chats say is answered by the conversation and heard by a journal, on a day that is set."""

    def __init__(self, folder: Path, conversation: Conversation, days: int = 90) -> None:
        self._folder = folder
        self._conversation = conversation
        self._days = days
        self.day = DAY
        self.restart()

    def restart(self) -> None:
        """Open the journal anew."""
        self.journal = Journal(self._folder / FILE, self._days, lambda: self.day)

    def say(self, message: Message, chat: str = "chat", person: str = "person") -> Address | None:
        """Say something in a chat; return the address of what is shown for it."""
        reply, _ = self._conversation.reply(message, Session("sv"))
        self.journal.hear(message, reply, chat, person)
        return reply.passage.address if reply.passage else None

    def shown(self, question: str, chat: str = "chat") -> Address:
        """Ask a question that is answered; return the address of the answer."""
        address = self.say(Typed(question), chat)
        assert address is not None
        return address

    def entries(self, since: dt.date = dt.date.min) -> Sequence[Entry]:
        """Return what is kept once all that was heard is written."""
        asyncio.run(self.journal.forget("nobody"))
        return read(self._folder, since)


@pytest.fixture
def keep(tmp_path: Path, conversation: Conversation) -> Callable[..., Keeper]:
    """Make a keeper over the interview that ships."""
    return lambda days=90: Keeper(tmp_path, conversation, days)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(f"{FILE}*")))


def test_questions_are_kept_with_what_became_of_them(keep: Callable[..., Keeper]) -> None:
    """The words, one space apart, verdict, confidence, passage and day; what nothing was shown for has no passage."""
    keeper = keep()
    address = keeper.shown("Vilka  fördelar\nfinns?")
    keeper.say(Typed(MISSING))
    answered, missed = keeper.entries()
    assert (answered.day, answered.question, answered.verdict, answered.passage) == (DAY, ASKED, Kind.ANSWERED, address)
    assert address.number == 2
    assert answered.confidence is not None
    assert 0.4 <= answered.confidence <= 1
    assert (missed.question, missed.verdict, missed.passage) == (MISSING, Kind.NOT_COVERED, None)


def test_what_is_no_question_in_words_is_not_kept(keep: Callable[..., Keeper]) -> None:
    """Small talk, commands, presses, numbers, white space and what is too long."""
    keeper = keep()
    address = keeper.shown(ASKED)
    asyncio.run(keeper.journal.forget("chat"))
    for message in (Typed("hej"), Typed("mer"), Typed("3"), Typed(" "), Typed("å" * 5000), Signal.START, Signal.MEDIA):
        keeper.say(message)
    for deed in (Deed.ASK, Deed.WHOLE, Deed.NEXT, Deed.QUESTIONS):
        keeper.say(Pressed(deed, address))
    assert keeper.entries() == []


def test_a_mark_belongs_to_the_latest_question_and_can_be_changed(keep: Callable[..., Keeper]) -> None:
    """Of the same question asked twice, the second bears it; the last tap counts."""
    keeper = keep()
    keeper.shown(ASKED)
    address = keeper.shown(ASKED)
    for deed, mark in (
        (Deed.UNHELPFUL, Mark.UNHELPFUL),
        (Deed.WRONG_WORDS, Mark.WRONG_WORDS),
        (Deed.NO_ANSWER, Mark.NO_ANSWER),
        (Deed.NONE, Mark.NONE),
        (Deed.HELPFUL, Mark.HELPFUL),
    ):
        keeper.say(Pressed(deed, address))
        assert [entry.marks for entry in keeper.entries()] == [{}, {mark: 1}]


def test_a_mark_on_what_was_not_asked_for_has_an_entry_of_its_own(keep: Callable[..., Keeper]) -> None:
    """One for each chat, without a question, however many tap."""
    keeper = keep()
    address = keeper.shown(ASKED, "elsewhere")
    for person in ("a", "b"):
        keeper.say(Pressed(Deed.HELPFUL, address), person=person)
    asked, marked = keeper.entries()
    assert asked.marks == {}
    assert marked == Entry(DAY, None, None, None, address, {Mark.HELPFUL: 2})


def test_a_chat_is_forgotten_down_to_the_bytes(keep: Callable[..., Keeper], tmp_path: Path) -> None:
    """Its questions and all marks on them, in no file any more; other chats' stay."""
    keeper = keep()
    address = keeper.shown(ASKED, "a")
    keeper.say(Typed(MISSING), "a")
    keeper.say(Pressed(Deed.HELPFUL, address), "a", "b")
    keeper.shown("Hur ser framtiden ut?", "b")
    asyncio.run(keeper.journal.forget("a"))
    (left,) = keeper.entries()
    assert left.question == "Hur ser framtiden ut?"
    assert MISSING.encode() not in _bytes(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (0,)


def test_nothing_kept_tells_who_it_was(keep: Callable[..., Keeper], tmp_path: Path) -> None:
    """A pseudonym is not in it, nor what could lead from a chat to marks; two marks of hers look like two readers'."""
    keeper = keep()
    for question in (ASKED, "Hur ser framtiden ut?"):
        keeper.say(Pressed(Deed.HELPFUL, keeper.shown(question, "nimbostratus")), "nimbostratus", "nimbostratus")
    keeper.entries()
    assert b"nimbostratus" not in _bytes(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT count(DISTINCT reader) FROM marks").fetchone() == (2,)
        known = connection.execute("SELECT chat, row, reader FROM asked JOIN marks USING(row)").fetchall()
    for chat, row, reader in known:
        assert reader not in (chat, blake2b(f"{chat} {row}".encode(), digest_size=16).hexdigest())


def test_a_group_that_has_become_another_takes_its_questions_along(keep: Callable[..., Keeper]) -> None:
    """So that it can forget them."""
    keeper = keep()
    keeper.shown(ASKED, "group")
    asyncio.run(keeper.journal.move("group", "supergroup"))
    assert len(keeper.entries()) == 1
    asyncio.run(keeper.journal.forget("supergroup"))
    assert keeper.entries() == []


@pytest.mark.parametrize(("days", "kept"), [(1, [2]), (2, [1, 2]), (3, [0, 1, 2]), (90, [0, 1, 2])])
def test_entries_are_kept_for_their_days(keep: Callable[..., Keeper], days: int, kept: list[int]) -> None:
    """A question a day, tidied on the third: of one day today's is left, of two also yesterday's."""
    keeper = keep(days)
    for day in range(3):
        keeper.day = DAY + dt.timedelta(day)
        keeper.shown(ASKED)
    keeper.journal.tidy()
    assert [(entry.day - DAY).days for entry in keeper.entries()] == kept


def test_no_days_keep_nothing(keep: Callable[..., Keeper], tmp_path: Path) -> None:
    """Neither what comes nor, after the next tidying, what there was."""
    earlier = keep()
    earlier.say(Typed(MISSING))
    assert len(earlier.entries()) == 1
    earlier.journal.close()
    keeper = keep(0)
    keeper.say(Pressed(Deed.HELPFUL, keeper.shown(ASKED)))
    assert len(keeper.entries()) == 1
    keeper.journal.tidy()
    assert keeper.entries() == []
    assert MISSING.encode() not in _bytes(tmp_path)


def test_a_report_reads_from_its_first_day_on(keep: Callable[..., Keeper]) -> None:
    """And no marks of earlier questions."""
    keeper = keep()
    keeper.say(Pressed(Deed.HELPFUL, keeper.shown(ASKED)))
    keeper.day += dt.timedelta(1)
    keeper.say(Typed(MISSING))
    assert [entry.question for entry in keeper.entries(keeper.day)] == [MISSING]


def test_it_outlives_a_restart_and_is_the_owners_alone(keep: Callable[..., Keeper], tmp_path: Path) -> None:
    """A mark after the restart finds the question from before it."""
    keeper = keep()
    address = keeper.shown(ASKED)
    keeper.journal.close()
    keeper.restart()
    keeper.say(Pressed(Deed.HELPFUL, address))
    assert [(entry.question, entry.marks) for entry in keeper.entries()] == [(ASKED, {Mark.HELPFUL: 1})]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob(f"{FILE}*")} == {0o600}


def test_a_full_disk_costs_entries_and_one_line_in_the_log(
    keep: Callable[..., Keeper], caplog: pytest.LogCaptureFixture
) -> None:
    """Hearing goes on, forgetting says that it could not, and what comes after is kept."""
    keeper = keep()
    keeper.shown(ASKED)
    keeper.entries()
    caplog.set_level(logging.ERROR)
    with full_disk(0):
        for _ in range(3):
            keeper.say(Typed(MISSING))
        with pytest.raises(sqlite3.Error):
            asyncio.run(keeper.journal.forget("chat"))
    assert len(caplog.records) == 1
    assert "disk full?" in caplog.text
    assert MISSING not in caplog.text
    keeper.shown("Hur ser framtiden ut?")
    assert [entry.question for entry in keeper.entries()] == [ASKED, "Hur ser framtiden ut?"]


def test_a_damaged_journal_is_set_aside_and_told(
    keep: Callable[..., Keeper], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is kept under another name for a while, and a new one is begun."""
    path = tmp_path / FILE
    path.write_bytes(b"no journal at all, but a text. " * 200)
    keeper = keep()
    (aside,) = set_aside(path)
    assert aside.name in caplog.text
    keeper.shown(ASKED)
    keeper.journal.tidy()
    assert len(keeper.entries()) == 1
    assert aside.exists()
    aside.rename(old := tmp_path / f"{FILE}.damaged-20260101T000000")
    keeper.journal.tidy()
    assert not old.exists()


def test_a_later_journal_is_refused(tmp_path: Path) -> None:
    """By who writes and by who reads, each with the way out."""
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute(f"PRAGMA user_version = {len(SCHEMAS) + 1}")
    with pytest.raises(SqliteFileError, match="install that version"):
        Journal(tmp_path / FILE, 90)
    with pytest.raises(JournalError, match="ask with the version that the bot runs"):
        read(tmp_path, DAY)


@pytest.mark.parametrize(
    ("content", "told"), [(None, "no bot has kept a journal here yet"), (b"no journal. " * 100, "not a database")]
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    """Why, and what to do."""
    if content:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(JournalError, match=told):
        read(tmp_path, DAY)


def test_half_a_character_ends_nothing(keep: Callable[..., Keeper]) -> None:
    """What SQLite cannot write is lost alone."""
    keeper = keep()
    keeper.say(Typed("Vad kostar en \ud800 biljett?"))
    keeper.shown(ASKED)
    assert [entry.question for entry in keeper.entries()] == [ASKED]


def test_a_thousand_readers_each_have_one_mark(keep: Callable[..., Keeper]) -> None:
    """Marks of many, changed by some: as a dictionary of the last tap by each counts them."""
    keeper = keep()
    address = keeper.shown(ASKED)
    deeds: list[Any] = [Deed.HELPFUL, Deed.UNHELPFUL, Deed.WRONG_WORDS]
    taps = {f"reader {n % 700}": deeds[n * n % 3] for n in range(1000)}
    for n in range(1000):
        keeper.say(Pressed(deeds[n * n % 3], address), person=f"reader {n % 700}")
    (entry,) = keeper.entries()
    assert entry.marks == {Mark[deed.name]: list(taps.values()).count(deed) for deed in set(taps.values())}
