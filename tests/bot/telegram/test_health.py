"""What the bot tells a supervisor, over HTTP."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.telegram import outbox
from tests.bot.conftest import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from bot.telegram.webhook import Door
    from tests.bot.conftest import RunBot

ASKED = "Vilka fördelar finns?"


@pytest.fixture
def port() -> int:
    """A port that is free."""
    return free_port()


@pytest.fixture
def _polling(run_bot: RunBot, conversation: Conversation, port: int) -> None:
    """The bot by polling, telling how it is."""
    run_bot(conversation, status_port=port)


def ask(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """Return the status and the text that answer; the port may take a while to be heard on."""
    deadline = time.monotonic() + 5
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request(method, path)
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def until(found: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 10
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.usefixtures("_polling")
def test_a_bot_that_polls_is_alive_and_ready(api: FakeBotApi, port: int) -> None:
    """As soon as a poll has been answered."""
    chat = api.chat("private")
    chat.say(ASKED)
    chat.reply()
    assert ask(port, "/health") == (200, "alive\n")
    assert ask(port, "/ready") == (200, "ready\n")


def test_a_bot_without_a_network_is_alive_and_not_ready(
    api: FakeBotApi, run_bot: RunBot, conversation: Conversation, port: int
) -> None:
    """From the start, then when the network goes; it says why, and is ready when it is back."""
    with api.unreachable():
        run_bot(conversation, status_port=port)
        assert ask(port, "/health") == (200, "alive\n")
        assert ask(port, "/ready") == (503, "no poll has been answered\n")
    chat = api.chat("private")
    chat.say(ASKED)
    chat.reply(timeout=20)
    assert ask(port, "/ready") == (200, "ready\n")
    with api.unreachable():
        until(lambda: ask(port, "/ready")[0] == 503)
        assert "no poll has been answered for " in ask(port, "/ready")[1]


@pytest.mark.usefixtures("_polling")
@pytest.mark.parametrize(
    ("status", "words"), [(409, "another program polls with this token"), (401, "Telegram refuses the token")]
)
def test_a_bot_whose_polls_are_refused_is_not_ready(api: FakeBotApi, port: int, status: int, words: str) -> None:
    """It says why, at once, and counts an alert."""
    api.await_poll()
    api.fail("getUpdates", status, "refused", times=1000)
    api.chat("private").say(ASKED)
    until(lambda: words in ask(port, "/ready")[1])
    assert ask(port, "/ready")[0] == 503
    until(lambda: "interviewbot_alerts_total 1.0" in ask(port, "/metrics")[1])
    api.heal()
    api.chat("private").say(ASKED)
    until(lambda: ask(port, "/ready") == (200, "ready\n"))


def test_a_bot_whose_messages_telegram_fails_at_is_not_ready(
    api: FakeBotApi, run_bot: RunBot, conversation: Conversation, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some failures at the same message it says so, and counts one alert; the answer goes out in the end."""
    monkeypatch.setattr(outbox, "SLOWEST_RETRY", 0.01)
    run_bot(conversation, status_port=port)
    api.fail("sendMessage", 502, "Bad Gateway", times=1000)
    chat = api.chat("private")
    chat.say(ASKED)
    until(lambda: ask(port, "/ready") == (503, "Telegram fails at messages\n"))
    until(lambda: "interviewbot_alerts_total 1.0" in ask(port, "/metrics")[1])
    api.heal()
    chat.reply()
    until(lambda: ask(port, "/ready") == (200, "ready\n"))


def test_a_bot_by_webhook_is_ready_while_telegram_confirms_it(
    api: FakeBotApi, run_bot: RunBot, conversation: Conversation, door: Door, port: int
) -> None:
    """Ready once the webhook is set, and not when nobody can say whether it still is."""
    api.fail("setWebhook", 500, "Internal Server Error")
    run_bot(conversation, door=door, status_port=port)
    assert ask(port, "/ready") == (503, "the webhook is not set\n")
    until(lambda: ask(port, "/ready") == (200, "ready\n"))
    with api.unreachable():
        until(lambda: ask(port, "/ready")[0] == 503)
        assert "Telegram has not confirmed the webhook for " in ask(port, "/ready")[1]
        assert ask(port, "/health") == (200, "alive\n")


@pytest.mark.usefixtures("_polling")
def test_a_database_that_cannot_be_read_is_not_alive(api: FakeBotApi, port: int, tmp_path: Path) -> None:
    """As when its table is gone."""
    api.await_poll()
    with closing(sqlite3.connect(tmp_path / "interviewbot.sqlite3")) as connection:
        connection.execute("ALTER TABLE figures RENAME TO gone")
        status, text = ask(port, "/health")
        connection.execute("ALTER TABLE gone RENAME TO figures")
    assert status == 503
    assert text.startswith("the database does not answer (")


@pytest.mark.usefixtures("_polling")
def test_the_metrics_are_what_happened(api: FakeBotApi, port: int) -> None:
    """Read by Prometheus' own parser: two questions, one of them answered, and a greeting."""
    chat = api.chat("private")
    for said in (ASKED, "Vad kostar en biljett?", "hej"):
        chat.say(said)
        chat.reply()
    until(lambda: 'interviewbot_messages_total{delivery="sent"} 3.0' in ask(port, "/metrics")[1])
    status, text = ask(port, "/metrics")
    assert status == 200
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["interviewbot_updates_received_total",] == 3
    assert samples["interviewbot_updates_total", "answered"] == 3
    assert samples["interviewbot_updates_total", "set_aside"] == 0
    assert samples["interviewbot_verdicts_total", "answered"] == 1
    assert samples["interviewbot_verdicts_total", "not_covered"] == 1
    assert samples["interviewbot_verdicts_total", "small_talk"] == 1
    assert samples["interviewbot_questions_total",] == 2
    assert samples["interviewbot_databases_damaged",] == 0
    assert abs(samples["interviewbot_last_round_timestamp_seconds",] - time.time()) < 60
    assert abs(samples["interviewbot_last_poll_timestamp_seconds",] - time.time()) < 60
    assert samples["interviewbot_updates_waiting",] == samples["interviewbot_messages_waiting",] == 0
    assert samples["process_resident_memory_bytes",] > 0
    assert api.token not in text


@pytest.mark.usefixtures("_polling")
def test_without_prometheus_client_it_is_told_how_to_get_it(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest works as before."""
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    monkeypatch.delitem(sys.modules, "bot.telegram.metrics", raising=False)
    status, text = ask(port, "/metrics")
    assert status == 501
    assert "pip install 'interviewbot[metrics]'" in text
    assert ask(port, "/health")[0] == 200


@pytest.mark.usefixtures("_polling")
def test_nothing_can_be_changed_there(port: int) -> None:
    """Only GET is answered, and only what is there."""
    assert ask(port, "/health", "POST")[0] == 405
    assert ask(port, "/")[0] == 404
