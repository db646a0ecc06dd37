"""How updates reach a webhook."""

import json
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest

from fake_bot_api import FakeBotApi

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


class Hook(ThreadingHTTPServer):
    """A webhook of the standard library's: it answers by `status`, once `gate` is open."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Delivery)
        self.status = 200
        self.gate = threading.Event()
        self.gate.set()
        self.full = threading.Event()
        self.lock = threading.Lock()
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.at_once = self.most_at_once = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Delivery(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        """Note what came, and answer."""
        hook = self.server
        update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with hook.lock:
            hook.texts.append(update["message"]["text"])
            hook.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
            hook.at_once += 1
            hook.most_at_once = max(hook.most_at_once, hook.at_once)
            if hook.at_once >= 3:
                hook.full.set()
        hook.gate.wait(5)
        with hook.lock:
            hook.at_once -= 1
        self.send_response(hook.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A fake that calls webhooks."""
    with FakeBotApi(webhooks=True) as fake:
        yield fake


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A webhook that listens."""
    with Hook() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_update_is_delivered_once_it_can_be(api: FakeBotApi, ask: Ask, hook: Hook) -> None:
    """What waited comes when the webhook is set, what is said later at once; each shows the secret."""
    chat = api.chat()
    chat.say("ett")
    ask(lambda bot: bot.set_webhook(hook.url, secret_token="s3cret"))  # noqa: S106 - a word
    api.await_attempts(1)
    chat.say("två")
    assert [attempt.status for attempt in api.await_attempts(2)] == [200, 200]
    assert hook.texts == ["ett", "två"]
    assert hook.secrets == ["s3cret", "s3cret"]
    assert api.unconfirmed == ()


def test_what_is_not_taken_is_delivered_again(api: FakeBotApi, ask: Ask, hook: Hook) -> None:
    """Until it is answered by 2xx, and getWebhookInfo tells why not."""
    hook.status = 503
    ask(lambda bot: bot.set_webhook(hook.url))
    api.chat().say("hej")
    api.await_attempts(2)
    info = ask(lambda bot: bot.get_webhook_info())
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert info.pending_update_count == 1
    hook.status = 204
    chat = api.chat()
    chat.replies()
    assert Counter(attempt.is_taken for attempt in api.attempts)[True] == 1
    assert set(hook.texts) == {"hej"}
    assert hook.secrets[0] is None


def test_as_many_at_once_as_are_allowed(api: FakeBotApi, ask: Ask, hook: Hook) -> None:
    """At most max_connections deliveries are under way."""
    hook.gate.clear()
    ask(lambda bot: bot.set_webhook(hook.url, max_connections=3))
    chat = api.chat()
    for number in range(10):
        chat.say(str(number))
    assert hook.full.wait(5)
    hook.gate.set()
    api.await_attempts(10)
    assert hook.most_at_once == 3
    assert sorted(hook.texts) == [str(number) for number in range(10)]


def test_nobody_there_is_no_answer(api: FakeBotApi, ask: Ask, hook: Hook) -> None:
    """A connection that is refused delivers nothing, and a deleted webhook is not called any more."""
    hook.server_close()
    ask(lambda bot: bot.set_webhook(hook.url))
    api.chat().say("hej")
    assert api.await_attempts(1)[0].status is None
    ask(lambda bot: bot.delete_webhook())
    assert len(ask(lambda bot: bot.get_updates())) == 1


def test_no_network_no_deliveries(api: FakeBotApi, ask: Ask, hook: Hook) -> None:
    """While the network is away nothing is delivered; when it is back, what was said meanwhile."""
    ask(lambda bot: bot.set_webhook(hook.url))
    with api.unreachable():
        api.chat().say("hej")
        assert hook.texts == []
    api.await_attempts(1)
    assert hook.texts == ["hej"]


def test_an_address_without_tls_elsewhere_is_refused(ask: Ask) -> None:
    """Plain HTTP is for loopback alone."""
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        ask(lambda bot: bot.set_webhook("http://example.org/hook"))
