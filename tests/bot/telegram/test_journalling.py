"""Readers who ask, mark and have themselves forgotten over the wire, as the journal has it afterwards."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.journal import FILE, Mark, read
from bot.reply import Deed, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fake_bot_api import Chat, FakeBotApi, Message, User

    from bot.conversation import Conversation
    from bot.journal import Entry
    from tests.bot.conftest import RunBot, Running

ASKED = "Vilka fördelar finns?"
MISSING = "Vad kostar en biljett?"
REFUSING = "CREATE TRIGGER full BEFORE {} ON asked BEGIN SELECT RAISE(ABORT, 'disk full'); END"
FORGOTTEN = "Nu har jag glömt den här chatten."


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], Sequence[Entry]]:
    """Read what the journal has."""
    return lambda: read(tmp_path, dt.date.min)


def _marked(chat: Chat, deed: Deed, on: Message, sender: User | None = None) -> None:
    """Press a mark as it stood on a message, and wait until the bot is done with it: it answers what comes after."""
    passage = next(button.value for row in on.buttons for button in row if button.action == "callback_data")[1:]
    assert chat.forge(f"{deed}{passage}", on=on, sender=sender).answer().text
    chat.say("/help")
    while "\n•" not in chat.reply().text:
        pass


def test_a_reader_asks_marks_changes_the_mark_and_forgets(
    api: FakeBotApi, running: Running, conversation: Conversation, kept: Callable[[], Sequence[Entry]], tmp_path: Path
) -> None:
    """Each tap is the mark from then on, also after a restart; after /forget nothing of it is in any file."""
    chat = api.chat("private")
    with running(conversation):
        chat.say("hej")
        chat.reply()
        chat.say(ASKED)
        shown = chat.reply()
        _marked(chat, Deed.UNHELPFUL, shown)
        _marked(chat, Deed.NO_ANSWER, shown)
        chat.say(MISSING)
        chat.reply()
    asked, missed = kept()
    assert (asked.question, asked.verdict, asked.marks) == (ASKED, Kind.ANSWERED, {Mark.NO_ANSWER: 1})
    assert (missed.question, missed.verdict, missed.passage) == (MISSING, Kind.NOT_COVERED, None)
    with running(conversation):
        _marked(chat, Deed.HELPFUL, shown)
    assert [entry.marks for entry in kept()] == [{Mark.HELPFUL: 1}, {}]
    with running(conversation):
        chat.say("/glom")
        assert chat.reply().text.startswith(FORGOTTEN)
    assert kept() == []
    held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert MISSING.encode() not in held


def test_ten_readers_mark_one_message_of_a_group(
    api: FakeBotApi, running: Running, conversation: Conversation, kept: Callable[[], Sequence[Entry]]
) -> None:
    """Each has one mark, and two change theirs; what is not said to the bot is not kept."""
    group = api.chat("group")
    readers = [api.user(f"Läsare {number}", language="sv") for number in range(10)]
    with running(conversation):
        group.say("Vad kostar en biljett?")
        group.say(f"@interview_bot {ASKED}")
        shown = group.reply()
        first = [(reader, Deed.UNHELPFUL if number < 3 else Deed.HELPFUL) for number, reader in enumerate(readers)]
        for reader, deed in [*first, (readers[2], Deed.HELPFUL), (readers[9], Deed.UNHELPFUL)]:
            _marked(group, deed, shown, reader)
    (entry,) = kept()
    assert (entry.question, entry.marks) == (ASKED, {Mark.UNHELPFUL: 3, Mark.HELPFUL: 7})


def test_a_journal_that_refuses_holds_up_no_answer(
    api: FakeBotApi, running: Running, conversation: Conversation, tmp_path: Path, kept: Callable[[], Sequence[Entry]]
) -> None:
    """While it refuses every row, questions are answered; afterwards it keeps them again."""
    chat = api.chat("private")
    for asked, change in (
        (ASKED, REFUSING.format("INSERT")),
        (MISSING, "DROP TRIGGER full"),
        ("Hur gammal är du?", ""),
    ):
        with running(conversation):
            chat.say(asked)
            chat.reply()
        with closing(sqlite3.connect(tmp_path / FILE)) as connection:
            connection.execute(change)
    assert [entry.question for entry in kept()] == [ASKED, "Hur gammal är du?"]


def test_a_journal_that_refuses_holds_up_no_group_that_moves(
    api: FakeBotApi, running: Running, conversation: Conversation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer arrives in the supergroup, and the log says what did not."""
    group, moved = api.chat("group"), api.chat("supergroup")
    with running(conversation):
        group.say(f"@interview_bot {ASKED}")
        group.reply()
        with closing(sqlite3.connect(tmp_path / FILE)) as connection:
            connection.execute(REFUSING.format("UPDATE"))
        api.fail("sendMessage", 400, "group chat was upgraded", migrate_to_chat_id=moved.id, chat=group)
        group.say(f"@interview_bot {MISSING}")
        moved.reply()
    assert "cannot follow it to its supergroup (disk full)" in caplog.text


def test_what_cannot_be_forgotten_is_not_said_to_be(
    api: FakeBotApi, run_bot: RunBot, conversation: Conversation, tmp_path: Path
) -> None:
    """Where the journal refuses, the reader is told that something went wrong."""
    run_bot(conversation)
    chat = api.chat("private")
    chat.say(ASKED)
    chat.reply()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute(REFUSING.format("DELETE"))
        chat.say("/glom")
        assert chat.reply().text.startswith("Förlåt, något gick fel hos mig.")


def test_nothing_is_kept_where_no_days_are(
    api: FakeBotApi, running: Running, conversation: Conversation, kept: Callable[[], Sequence[Entry]]
) -> None:
    """The readers notice nothing of it."""
    chat = api.chat("private")
    with running(conversation, days=0):
        chat.say(ASKED)
        _marked(chat, Deed.HELPFUL, chat.reply())
    assert kept() == []


def test_those_who_run_the_bot_are_told_in_the_chat(
    api: FakeBotApi, running: Running, conversation: Conversation
) -> None:
    """In their language and with what readers missed; for all others it is a command like any unknown one."""
    reader, editor, english = api.chat("private"), api.chat("private"), api.chat("private", language="en")
    with running(conversation, admins=frozenset({editor.id, english.id})):
        editor.say("/report")
        assert "0 frågor" in editor.reply().text
        for said in (ASKED, MISSING, "vad kostar biljetter", "/report", "/nonsense"):
            reader.say(said)
        *answers, report, nonsense = reader.expect(5)
        assert report.text == nonsense.text
        _marked(reader, Deed.HELPFUL, answers[0])
        reader.say("hej")
        reader.reply()
        editor.say("/report")
        told = editor.reply().text
        english.say("/report")
        told_in_english = english.reply().text
    assert told.splitlines() == [
        "De senaste 30 dagarna: 3 frågor",
        "",
        "• besvarade: 1",
        "• kanske besvarade: 0",
        "• utan svar: 2",
        "",
        "👍 1 · 👎 0",
        "",
        "Det här hittade läsarna inte:",
        "• 2 × Vad kostar en biljett?",
    ]
    assert told_in_english.startswith("The last 30 days: 3 questions")
