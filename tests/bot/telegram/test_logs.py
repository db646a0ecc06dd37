"""What is logged over a whole run with all sorts of errors, with logging as the bot sets it up."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.telegram import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fake_bot_api import FakeBotApi

    from bot.message import Message
    from bot.reply import Reply
    from bot.session import Session
    from index.search import Searcher
    from tests.bot.conftest import Running

WORDS = "Vilka fördelar finns, undrar Zäta Qvarnström?"


class Failing(Conversation):
    """Fails once with the reader's words in the error."""

    has_failed = False

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer as ever, the second time."""
        if not self.has_failed:
            self.has_failed = True
            raise RuntimeError(message, session)
        return super().reply(message, session)


@pytest.fixture
def _logging_of_its_own() -> Iterator[None]:
    """Put logging back as it was when the test ends."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # else `force` would close pytest's own
    levels = {name: logging.getLogger(name).level for name in ("telegram", "httpx", "httpcore", "asyncio", "aiohttp")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, its in levels.items():
        logging.getLogger(name).setLevel(its)


@pytest.mark.usefixtures("_logging_of_its_own")
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # the library's own use of seconds
@pytest.mark.parametrize("level", ["debug", "info"])
def test_no_token_is_logged_and_nobody_s_words_but_for_debugging(
    api: FakeBotApi, running: Running, shipped: Searcher, capfd: pytest.CaptureFixture[str], level: str
) -> None:
    """Not in an address, an error, a traceback or an update, whatever goes wrong on both sides of the bot."""
    logs.configure([api.token], level)
    chat, gone = api.chat("private", reader="Zäta Qvarnström"), api.chat("private")
    gone.blocked = True
    api.fail("getMe", 502, "Bad Gateway")
    with running(Failing(shipped)):
        api.fail("getUpdates", 502, "Bad Gateway")
        api.drop("getUpdates")
        api.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1, chat=chat)
        api.fail("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag", chat=chat)
        api.drop("sendMessage", after_effect=True, chat=chat)
        gone.say(WORDS)
        chat.say(WORDS)
        chat.expect(2, timeout=20)
        api.token_refused = True
        chat.say(WORDS)
        api.await_calls("getUpdates")
        api.token_refused = False
        chat.reply(timeout=20)
    logged = capfd.readouterr().err
    number, _, secret = api.token.partition(":")
    assert secret not in logged
    assert f"bot{number}" not in logged
    assert "RuntimeError" in logged
    assert ("<token>" in logged) == (level == "debug")
    assert ("Calling Bot API endpoint" in logged) == (level == "debug")
    if level == "info":
        assert not [word for word in ("Qvarn", "Zäta", "undrar", "fördelar") if word in logged]
