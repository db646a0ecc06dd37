"""The Telegram bot's start and stop, as a process of its own against the fake Bot API."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.journal import FILE
from bot.telegram.logs import RedactingFormatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fake_bot_api import FakeBotApi

ROOT = Path(__file__).parents[3]


@contextmanager
def bot_process(api: FakeBotApi, folder: Path, *options: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run `interviewbot telegram` against the fake, in a folder without anybody's .env; it is gone afterwards."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("INTERVIEWBOT_")}
    own = {
        "PYTHONPATH": str(ROOT),
        "INTERVIEWBOT_TOKEN": api.token,
        "INTERVIEWBOT_API_URL": api.url.removesuffix("/bot"),
        "INTERVIEWBOT_DATA": str(folder / "data"),
    }
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", "telegram", *options],
        cwd=folder,
        env=plain | own | environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _await_line(process: subprocess.Popen[str], words: str) -> None:
    """Read what the process logs until a line holds `words`."""
    assert process.stderr is not None
    read = []
    for line in process.stderr:
        read.append(line)
        if words in line:
            return
    pytest.fail(f"no line with {words!r} in {''.join(read)!r}")


def test_it_answers_until_it_is_told_to_stop(api: FakeBotApi, tmp_path: Path) -> None:
    """A whole run: started, asked, stopped by SIGTERM, exit status 0."""
    with bot_process(api, tmp_path) as process:
        chat = api.chat("private")
        chat.say("Vilka fördelar finns?")
        assert "kostnadseffektivt" in chat.reply(timeout=20).text
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=20)
    assert process.returncode == 0
    assert api.token not in logged
    assert "fördelar" not in logged


def test_a_refused_token_is_told_in_one_line(api: FakeBotApi, tmp_path: Path) -> None:
    """Exit status 2, and what to do; the token is not repeated."""
    api.token_refused = True
    with bot_process(api, tmp_path) as process:
        _, logged = process.communicate(timeout=20)
    assert process.returncode == 2
    assert logged == "Telegram refuses the token: look it up with @BotFather, and mend INTERVIEWBOT_TOKEN\n"


def test_it_waits_for_the_network_and_goes_on(api: FakeBotApi, tmp_path: Path) -> None:
    """Without a network at the start it says so, once, and answers when the network is back."""
    api.stop_listening()
    with bot_process(api, tmp_path) as process:
        _await_line(process, "waiting for the network")
        api.listen_again()
        chat = api.chat("private")
        chat.say("Vilka fördelar finns?")
        assert "kostnadseffektivt" in chat.reply(timeout=20).text
        process.send_signal(signal.SIGINT)
        _, logged = process.communicate(timeout=20)
    assert "waiting for the network" not in logged
    assert process.returncode == 0


def test_it_can_be_stopped_while_it_waits_for_the_network(api: FakeBotApi, tmp_path: Path) -> None:
    """SIGTERM ends the waiting at once."""
    api.stop_listening()
    with bot_process(api, tmp_path) as process:
        _await_line(process, "waiting for the network")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_wrong_setting_is_told_by_name(api: FakeBotApi, tmp_path: Path) -> None:
    """Which setting, what is wrong, what to do; exit status 2."""
    with bot_process(api, tmp_path, INTERVIEWBOT_API_URL="ingen adress") as process:
        _, logged = process.communicate(timeout=20)
    assert process.returncode == 2
    assert logged.startswith("INTERVIEWBOT_API_URL is wrong: ")
    assert logged.count("\n") == 1


def test_a_journal_of_a_later_version_is_told(api: FakeBotApi, tmp_path: Path) -> None:
    """It is no reason to lose it; exit status 2."""
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with bot_process(api, tmp_path) as process:
        _, logged = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "install that version" in logged


def test_the_token_is_written_out_nowhere() -> None:
    """Not in a message, not in its arguments, not in a traceback."""
    token = "123:secret"  # noqa: S105  # opens nothing
    formatter = RedactingFormatter(token)
    try:
        raise ValueError(token)  # noqa: TRY301  # the traceback is what is wanted
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, f"{token} %s", (token,), sys.exc_info())
    formatted = formatter.format(record)
    assert token not in formatted
    assert formatted.count("<token>") >= 3


def test_a_flood_limit_at_the_start_is_waited_out(api: FakeBotApi, tmp_path: Path) -> None:
    """Told to wait, it waits and starts."""
    api.fail("getMe", 429, "Too Many Requests: retry after 1", retry_after=1)
    with bot_process(api, tmp_path):
        chat = api.chat("private")
        chat.say("Vilka fördelar finns?")
        assert "kostnadseffektivt" in chat.reply(timeout=20).text


def test_what_is_no_token_is_told_before_anything_is_sent(api: FakeBotApi, tmp_path: Path) -> None:
    """A token with a stray character in it would never reach Telegram."""
    with bot_process(api, tmp_path, INTERVIEWBOT_TOKEN="123:ab\tc") as process:  # noqa: S106  # opens nothing
        _, logged = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "INTERVIEWBOT_TOKEN is no token" in logged
    assert api.calls == ()
