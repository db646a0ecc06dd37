"""The bot by webhook, over the wire."""

from __future__ import annotations

import json
import re
import signal
import socket
import sqlite3
import time
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from bot.telegram.listener import Place
from bot.telegram.status import in_folder
from bot.telegram.webhook import LARGEST, SECRET_HEADER, Door, secret
from tests.bot.conftest import free_port, running_bot
from tests.bot.telegram.test_application import bot_process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from tests.bot.telegram.conftest import Rows

ASKED = "Vilka fördelar finns?"
ANSWER = "kostnadseffektivt"


@pytest.fixture
def _webhook(run_bot, conversation: Conversation, door: Door) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The bot over the interview that ships, by webhook."""
    run_bot(conversation, door=door)


def deliver(door: Door, body: bytes | Iterable[bytes], shown: str | None) -> int:
    """Deliver a body as Telegram would, in chunks where it is several; return the status that answers."""
    headers = {"Content-Type": "application/json"} | ({} if shown is None else {SECRET_HEADER: shown})
    with closing(HTTPConnection(door.place.host, door.place.port, timeout=10)) as connection:
        connection.request("POST", door.path, body, headers, encode_chunked=not isinstance(body, bytes))
        return connection.getresponse().status


def update(number: int) -> bytes:
    """Return a question that nobody asked, as the Bot API writes it."""
    maja = {"id": 7, "is_bot": False, "first_name": "Maja", "language_code": "sv"}
    message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": maja, "text": ASKED}
    return json.dumps({"update_id": number, "message": message}).encode()


@pytest.mark.usefixtures("_webhook")
def test_it_answers_what_is_delivered(api: FakeBotApi) -> None:
    """Question and answer, presses too; Telegram is told which kinds are wanted, and to drop nothing."""
    chat = api.chat("private")
    chat.say(ASKED)
    answer = chat.reply()
    assert ANSWER in answer.text
    chat.press(answer.labels[0][0], on=answer)
    chat.reply()
    (call,) = api.await_calls("setWebhook")
    assert call.parameters["allowed_updates"] == ["message", "callback_query"]
    assert "drop_pending_updates" not in call.parameters
    assert {attempt.status for attempt in api.attempts} == {200}
    assert not [call for call in api.calls if call.method == "getUpdates"]


def test_what_waited_is_answered(api: FakeBotApi, conversation: Conversation, door: Door, tmp_path: Path) -> None:
    """Also what was asked before the webhook was set, or between two runs; then by polling, as if nothing had been."""
    chat = api.chat("private")
    chat.say(ASKED)
    with running_bot(api, conversation, tmp_path, door=door):
        assert ANSWER in chat.reply().text
    chat.say(ASKED)
    with running_bot(api, conversation, tmp_path, door=door):
        assert ANSWER in chat.reply().text
    chat.say(ASKED)
    with running_bot(api, conversation, tmp_path):
        assert ANSWER in chat.reply().text
    first, second = (call.parameters["secret_token"] for call in api.await_calls("setWebhook", 2))
    assert first == second


@pytest.mark.usefixtures("_webhook")
@pytest.mark.parametrize("shown", [None, "", "wrong", "fel\xe9"])
def test_who_does_not_know_the_secret_is_refused(
    shown: str | None, api: FakeBotApi, door: Door, tmp_path: Path
) -> None:
    """Nothing is kept of it."""
    api.await_calls("setWebhook")
    assert deliver(door, update(1), shown) == 403
    assert in_folder(tmp_path).received == 0


@pytest.mark.usefixtures("_webhook")
def test_the_secret_opens(api: FakeBotApi, door: Door, tmp_path: Path) -> None:
    """The same body with the secret is kept, once however often it comes."""
    api.await_calls("setWebhook")
    assert [deliver(door, update(1), secret(api.token)) for _ in range(3)] == [200, 200, 200]
    assert in_folder(tmp_path).received == 1


@pytest.mark.usefixtures("_webhook")
def test_too_large_a_body_is_refused_unread(api: FakeBotApi, door: Door) -> None:
    """The answer comes though no byte of the body has been sent."""
    api.await_calls("setWebhook")
    head = (
        f"POST {door.path} HTTP/1.1\r\nHost: {door.place}\r\n{SECRET_HEADER}: {secret(api.token)}\r\n"
        f"Content-Length: {LARGEST + 1}\r\n\r\n"
    )
    with socket.create_connection((door.place.host, door.place.port), timeout=5) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


@pytest.mark.usefixtures("_webhook")
def test_too_large_a_body_of_unknown_size_is_refused(api: FakeBotApi, door: Door, tmp_path: Path) -> None:
    """One that comes in chunks is read up to the limit and no further."""
    api.await_calls("setWebhook")
    chunks = [b" " * 2**16] * (LARGEST // 2**16) + [b" " * 2**10, update(1)]
    assert deliver(door, chunks, secret(api.token)) == 413
    assert in_folder(tmp_path).received == 0


@pytest.mark.usefixtures("_webhook")
def test_what_is_no_update_is_refused(api: FakeBotApi, door: Door, tmp_path: Path) -> None:
    """Broken JSON, no object, no whole number as id, nested without end; and the bot goes on."""
    api.await_calls("setWebhook")
    numbers = [b'"1"', b"1.0", b"true", b"null", b"9" * 5000]
    bodies = [b"", b"{", b"[]", b"1", b"{}", b"\xff\xfe", b"[" * 10**6, *(b'{"update_id": %s}' % it for it in numbers)]
    assert {deliver(door, body, secret(api.token)) for body in bodies} == {400}
    assert in_folder(tmp_path).received == 0
    chat = api.chat("private")
    chat.say(ASKED)
    assert ANSWER in chat.reply().text


@pytest.mark.usefixtures("_webhook")
def test_what_cannot_be_kept_is_delivered_again(api: FakeBotApi, tmp_path: Path) -> None:
    """A database that refuses gives 503; the question is answered once it is well again."""
    api.await_calls("setWebhook")
    with closing(sqlite3.connect(tmp_path / "interviewbot.sqlite3", isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON updates BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        chat = api.chat("private")
        chat.say(ASKED)
        assert [attempt.status for attempt in api.await_attempts(2)[:2]] == [503, 503]
        connection.execute("DROP TRIGGER full")
    assert ANSWER in chat.reply().text
    assert [attempt.status for attempt in api.attempts].count(200) == 1


@pytest.mark.usefixtures("_webhook")
def test_a_webhook_that_is_taken_away_is_set_again(api: FakeBotApi, rows: Rows) -> None:
    """As by somebody who tried to poll with the same token; it is an alert."""
    api.await_calls("setWebhook")
    with closing(HTTPConnection(api.url.split("/")[2])) as connection:
        connection.request("POST", f"/bot{api.token}/deleteWebhook")
        connection.getresponse().read()
    api.await_calls("setWebhook", 2)
    chat = api.chat("private")
    chat.say(ASKED)
    assert ANSWER in chat.reply().text
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(1,)]


def test_a_refused_webhook_is_tried_again(
    api: FakeBotApi,
    conversation: Conversation,
    door: Door,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    rows: Rows,
) -> None:
    """Why it is refused is told once, as an alert, and the bot answers when it is not refused any more."""
    api.fail("setWebhook", 400, "Bad Request: bad webhook: Failed to resolve host", times=2)
    chat = api.chat("private")
    chat.say(ASKED)
    with running_bot(api, conversation, tmp_path, door=door):
        assert ANSWER in chat.reply(timeout=20).text
    told = [record.message for record in caplog.records if "failed to resolve host" in record.message]
    assert len(told) == 1
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(1,)]


def test_a_telegram_that_fails_is_no_alert(
    api: FakeBotApi, conversation: Conversation, door: Door, tmp_path: Path, rows: Rows
) -> None:
    """Neither when the webhook is to be set nor later: it passes by itself."""
    api.fail("setWebhook", 502, "Bad Gateway")
    with running_bot(api, conversation, tmp_path, door=door):
        api.await_calls("getWebhookInfo")
        api.fail("getWebhookInfo", 502, "Bad Gateway")
        api.await_calls("getWebhookInfo", 4)
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == []


def test_a_whole_run(api: FakeBotApi, tmp_path: Path) -> None:
    """A process of its own: started, asked, stopped by SIGTERM within 5 s; neither token nor secret is in its log."""
    listen = f"127.0.0.1:{free_port()}"
    with bot_process(
        api, tmp_path, "--webhook", f"https://{listen}/telegram", "--listen", listen, INTERVIEWBOT_LOG_LEVEL="debug"
    ) as run:
        chat = api.chat("private")
        chat.say(ASKED)
        assert ANSWER in chat.reply(timeout=20).text
        began = time.monotonic()
        run.send_signal(signal.SIGTERM)
        _, logged = run.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert run.returncode == 0
    assert "setWebhook" in logged
    assert api.token not in logged
    assert secret(api.token) not in logged


def test_a_taken_address_is_told_in_one_line(api: FakeBotApi, tmp_path: Path) -> None:
    """Which address, and what to do; by its exit status it may be tried again."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        with bot_process(api, tmp_path, "--webhook", "https://example.org/x", "--listen", listen) as run:
            _, logged = run.communicate(timeout=20)
    assert run.returncode == 75
    assert logged.startswith(f"{listen}: ")
    assert logged.endswith("; stop what listens there, or name another address\n")
    assert logged.count("\n") == 1


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "example.org", "https://", "https://a:b@example.org/", "https://example.org/?a=1", ""],
)
def test_what_is_no_address_for_a_webhook_is_refused(url: str) -> None:
    """It has to be https, with a host, and nothing but a path behind."""
    with pytest.raises(ValueError, match="is no address for a webhook"):
        Door.parse(url, "127.0.0.1:8443")


@pytest.mark.parametrize("listen", ["8443", "127.0.0.1", ":80", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x", "a:٣"])
def test_what_is_no_place_to_listen_is_refused(listen: str) -> None:
    """A host and a port are needed."""
    with pytest.raises(ValueError, match="is no HOST:PORT"):
        Door.parse("https://example.org/x", listen)


def test_addresses_are_read() -> None:
    """IPv6 hosts stand in brackets, and an address without a path is the root's."""
    assert Door.parse("https://example.org", "[::1]:8443") == Door("https://example.org", Place("::1", 8443))
    assert Door.parse("https://example.org", "[::1]:8443").path == "/"
    assert str(Place("::1", 8443)) == "[::1]:8443"


def test_the_secret_is_what_telegram_takes() -> None:
    """1 to 256 of A-Z, a-z, 0-9, _ and -, another for each token, and not the token."""
    ours, theirs = secret("1:a"), secret("1:b")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", ours)
    assert ours not in {theirs, "1:a"}
