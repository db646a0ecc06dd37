"""`interviewbot status`, as an operator calls it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from bot.cli import commands
from bot.telegram import status_table
from bot.telegram.database import SCHEMAS, Database
from bot.telegram.status import in_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fake_bot_api import FakeBotApi

DATABASE = "interviewbot.sqlite3"


def _status(folder: Path | str, *options: str, **environment: str) -> Result:
    given = {"INTERVIEWBOT_DATA": str(folder), "INTERVIEWBOT_TOKEN": ""} | environment
    return CliRunner().invoke(commands, ["status", *options], env=given)


def _change(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.executescript(script)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a bot that has not been asked anything."""
    Database(tmp_path / DATABASE).close()
    return tmp_path


@pytest.mark.usefixtures("bot")
def test_a_running_bot_tells_what_it_has_done(api: FakeBotApi, tmp_path: Path) -> None:
    """Asked beside it: a question answered, one not covered, a greeting, and a button."""
    chat = api.chat("private")
    for said in ("Vilka fördelar finns?", "Vad kostar en biljett?", "hej", "/start"):
        chat.say(said)
        chat.reply()
    chat.say("/help")
    chat.reply()
    told = json.loads(_status(tmp_path, "--json").stdout)
    assert told["received"] == 5
    assert told["questions"] == 2
    assert told["verdicts"] == {"answered": 1, "not_covered": 1, "small_talk": 3}
    assert told["alerts"] == told["set_aside"] == told["updates_waiting"] == 0
    assert abs(datetime.now(UTC) - datetime.fromisoformat(told["last_round"])).total_seconds() < 60


def test_what_waits_is_counted(folder: Path) -> None:
    """Rows by their state, and the age of the oldest that has not ended."""
    updates = [("waiting", 100), ("waiting", 50), ("working", 20), ("answered", 1), ("set_aside", 1)]
    rows = ",".join(f"({n}, 'c', 'p', 0, '{state}', {at})" for n, (state, at) in enumerate(updates))
    messages = ",".join(f"('c', 0, '{state}', 1)" for state in ("waiting", "sent", "waiting"))
    _change(
        folder,
        f"INSERT INTO updates(update_id, chat, person, is_urgent, state, received) VALUES {rows};"  # noqa: S608  # ours
        f"INSERT INTO messages(chat, is_urgent, state, written) VALUES {messages};"
        "INSERT INTO figures VALUES ('retries', 7), ('messages_unknown', 2), ('messages_blocked', 3),"
        "('messages_refused', 4), ('messages_failed', 9), ('unreadable', 5),"
        "('over_limit', 6), ('alerts', 8), ('last_poll', 90.5)",
    )
    found = in_folder(folder)
    assert (found.updates_waiting, found.updates_working, found.messages_waiting) == (2, 1, 2)
    assert found.oldest == 20
    assert (found.retries, found.unreadable, found.over_limit, found.alerts) == (7, 5, 6, 8)
    assert (found.messages_unknown, found.messages_blocked, found.messages_refused) == (2, 3, 4)
    assert found.messages_failed == 9
    assert (found.last_poll, found.last_delivery) == (90.5, None)


def test_the_table_says_how_long_ago(folder: Path) -> None:
    """A row a figure; what never was is a dash. A damaged database is one, with its log and index."""
    for name in ("", "-wal", "-shm"):
        (folder / f"{DATABASE}.damaged-20261122T120000{name}").touch()
    _change(folder, "INSERT INTO figures VALUES ('verdict_close', 3), ('last_poll', 1000)")
    console = Console(width=80)
    with console.capture() as printed:
        console.print(status_table.table(in_folder(folder), now=1200))
    rows = [line.split() for line in printed.get().splitlines()]
    assert ["questions", "3"] in rows
    assert ["close", "3"] in rows
    assert ["damaged", "databases", "set", "aside", "1"] in rows
    assert ["last", "poll", "3", "min", "ago"] in rows
    assert ["last", "delivery", "–"] in rows


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (119, "119 s"), (120, "2 min"), (7199, "119 min"), (7200, "2 h"), (172_800, "2 days"), (-5, "0 s")],
)
def test_ages_are_told_in_the_unit_that_fits(folder: Path, seconds: float, words: str) -> None:
    """A clock that was set back makes no age negative."""
    console = Console(width=80)
    found = replace(in_folder(folder), last_round=10_000.0)
    with console.capture() as printed:
        console.print(status_table.table(found, now=10_000.0 + seconds))
    assert printed.get().splitlines()[-1].split()[2:] == [*words.split(), "ago"]


def test_a_stopped_bot_tells_too(folder: Path) -> None:
    """The table goes to standard output; the database is as it was."""
    before = (folder / DATABASE).read_bytes()
    result = _status(folder)
    assert result.exit_code == 0
    assert "received" in result.stdout
    assert (folder / DATABASE).read_bytes() == before


def test_no_data_folder_is_told(tmp_path: Path) -> None:
    """Exit status 2, where it was looked for, and what to do; nothing is made there."""
    result = _status(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{tmp_path / 'nowhere'}: no bot has run here yet; start one, or name its folder in INTERVIEWBOT_DATA\n"
    )
    assert not (tmp_path / "nowhere").exists()


def test_without_a_folder_the_token_tells_whose_it_is(tmp_path: Path) -> None:
    """The usual folder is the bot's id; without a token either there is nothing to go by."""
    result = _status("", INTERVIEWBOT_TOKEN="4711:abc", XDG_DATA_HOME=str(tmp_path))  # noqa: S106  # opens nothing
    assert result.exit_code == 2
    assert str(tmp_path / "interviewbot" / "4711") in result.stderr
    assert "INTERVIEWBOT_TOKEN is missing" in _status("").stderr


def test_another_schema_is_told(folder: Path) -> None:
    """A database of a later version is not guessed at."""
    _change(folder, f"PRAGMA user_version = {len(SCHEMAS) + 1}")
    result = _status(folder)
    assert result.exit_code == 2
    assert "ask with the version that the bot runs" in result.stderr


def test_what_is_no_database_is_told(folder: Path) -> None:
    """Exit status 2 and no traceback."""
    (folder / DATABASE).write_bytes(b"no database" * 100)
    result = _status(folder)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
