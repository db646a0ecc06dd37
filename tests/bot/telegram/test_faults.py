"""What an error of the library means: each is raised as the library raises it, by a server on loopback."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.faults import Fault, fault
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import SEND_MESSAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fake_bot_api import FakeBotApi

REFUSALS = [
    (403, "Forbidden: bot was blocked by the user", Fault.BLOCKED),
    (403, "Forbidden: bot was kicked from the supergroup chat", Fault.BLOCKED),
    (403, "Forbidden: user is deactivated", Fault.BLOCKED),
    (400, "Bad Request: chat not found", Fault.BLOCKED),
    (400, "Bad Request: PEER_ID_INVALID", Fault.BLOCKED),
    (400, "Bad Request: group chat was deactivated", Fault.BLOCKED),
    (400, "Bad Request: can't parse entities: Unsupported start tag", Fault.MARKUP),
    (400, "Bad Request: can't parse entities: Character '<' is reserved", Fault.MARKUP),
    (400, "Bad Request: ENTITY_TEXT_INVALID", Fault.MARKUP),
    (400, "Bad Request: message is not modified: specified new message content is the same", Fault.UNCHANGED),
    (400, "Bad Request: message is too long", Fault.REFUSED),
    (400, "Bad Request: message text is empty", Fault.REFUSED),
    (400, "Bad Request: message can't be edited", Fault.REFUSED),
    (400, "Bad Request: BUTTON_DATA_INVALID", Fault.REFUSED),
    (401, "Unauthorized", Fault.TOKEN),
    (404, "Not Found", Fault.TOKEN),
    (409, "Conflict: terminated by other getUpdates request", Fault.SERVER),
    (429, "Too Many Requests", Fault.SERVER),
    (500, "Internal Server Error", Fault.SERVER),
    (502, "Bad Gateway", Fault.SERVER),
    (504, "Gateway Timeout", Fault.SERVER),
]


def error(
    url: str,
    token: str = "123:abc",  # noqa: S107  # opens nothing
    *,
    to: int = 1,
    at_once: int = 1,
    patience: float = 5,
) -> TelegramError:
    """Return the error that messages sent at once over one connection end with, the last that does.

    `patience` is how long an answer may take, in seconds.
    """

    async def main() -> TelegramError:
        async with AiohttpRequest(connections=1) as own:
            bot = Bot(token, url, request=own)
            message = {"chat_id": to, "text": "hej"}
            sendings = (bot.do_api_request(SEND_MESSAGE, message, read_timeout=patience) for _ in range(at_once))
            ends = await asyncio.gather(*sendings, return_exceptions=True)
        return next(its for its in reversed(ends) if isinstance(its, TelegramError))

    return asyncio.run(main())


@contextmanager
def answering(status: int, body: bytes | None) -> Iterator[str]:
    """Run a server that answers all alike, or None: nothing at all; it gives its address."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            if body is None:
                over.wait()
                return
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/bot"
        finally:
            over.set()
            server.shutdown()
            serving.join()


@pytest.mark.parametrize(("status", "description", "expected"), REFUSALS)
def test_what_telegram_says_is_understood(api: FakeBotApi, status: int, description: str, expected: Fault) -> None:
    """By its status and its words, which the Bot API documents nowhere else than in what it says."""
    api.fail("sendMessage", status, description)
    assert fault(error(api.url, api.token)) == expected


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # the library's own use of seconds
def test_what_telegram_advises_is_understood(api: FakeBotApi) -> None:
    """A flood limit by the seconds to wait, a migration by the new id."""
    api.fail("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    assert fault(error(api.url, api.token)) == Fault.FLOOD
    api.fail("sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100)
    assert fault(error(api.url, api.token)) == Fault.MIGRATED


@pytest.mark.parametrize("after_effect", [False, True])
def test_a_dropped_connection_may_have_been_a_sent_message(api: FakeBotApi, *, after_effect: bool) -> None:
    """From here both look alike."""
    chat = api.chat("private")
    api.drop("sendMessage", after_effect=after_effect)
    assert fault(error(api.url, api.token, to=chat.id)) == Fault.REPLY_LOST
    assert len(chat.sent) == after_effect


def test_a_refused_connection_has_sent_nothing(api: FakeBotApi) -> None:
    """Nobody listens."""
    api.stop_listening()
    assert fault(error(api.url, api.token)) == Fault.NEVER_SENT


def test_a_name_that_is_not_found_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As without a network."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert fault(error("http://telegram.invalid/bot")) == Fault.NEVER_SENT


@pytest.mark.parametrize("cause", [OSError(errno.EIO, "I/O error"), ssl.SSLError("bad record"), RuntimeError()])
def test_what_is_not_known_to_have_failed_before_may_have_been_sent(
    api: FakeBotApi, monkeypatch: pytest.MonkeyPatch, cause: Exception
) -> None:
    """Else a message could be sent without end, each copy arriving."""

    async def failing(_: object) -> None:
        raise cause

    monkeypatch.setattr(aiohttp.ClientResponse, "read", failing)
    chat = api.chat("private")
    assert fault(error(api.url, api.token, to=chat.id)) == Fault.REPLY_LOST
    assert len(chat.sent) == 1


def test_silence_is_a_lost_reply() -> None:
    """The message was taken, and no answer comes in time."""
    with answering(200, None) as url:
        assert fault(error(url, patience=0.05)) == Fault.REPLY_LOST


def test_no_free_connection_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two messages over one connection, the second never leaves."""
    monkeypatch.setattr("bot.telegram.request.CONNECTING", 0.05)
    with answering(200, None) as url:
        ended = error(url, at_once=2, patience=0.3)
    assert fault(ended) == Fault.NEVER_SENT


def test_an_answer_that_is_none_of_telegram_s_is_a_lost_reply() -> None:
    """It says that all is well, and not in Telegram's words."""
    with answering(200, b"<html>Welcome</html>") as url:
        assert fault(error(url)) == Fault.REPLY_LOST


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 502, 503])
def test_a_page_by_something_on_the_way_is_no_word_of_telegram_s(status: int) -> None:
    """A proxy that forbids, or knows no such page, tells nothing of the chat or of the token."""
    with answering(status, b"<html>can't parse entities</html>") as url:
        assert fault(error(url)) == Fault.SERVER


def test_a_token_that_is_refused_later_is_understood(api: FakeBotApi) -> None:
    """Once Telegram has known the token, the library takes its refusal for a method that does not exist."""

    async def main() -> None:
        async with Bot(api.token, api.url, request=AiohttpRequest(1), get_updates_request=AiohttpRequest(1)) as bot:
            api.token_refused = True
            with pytest.raises(TelegramError) as raised:
                await bot.do_api_request(SEND_MESSAGE, {"chat_id": 1, "text": "hej"})
            assert fault(raised.value) == Fault.TOKEN

    asyncio.run(main())
