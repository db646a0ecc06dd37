"""How updates are fetched: kept before they are confirmed, whatever goes wrong, and stopped at any time."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.telegram.wire import PollingRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from tests.bot.conftest import Running
    from tests.bot.telegram.conftest import Rows

QUESTION = "Vilka fördelar finns?"


def fetched(api: FakeBotApi, keep: Callable[[Sequence[object]], object]) -> list[int]:
    """Fetch updates as the library does; return the ids that it learns."""

    async def keeping(updates: Sequence[object]) -> None:
        keep(updates)

    async def main() -> list[int]:
        async with PollingRequest(keeping, keeping) as wire:
            updates = await Bot(api.token, api.url, get_updates_request=wire).get_updates(timeout=0)
        return [its.update_id for its in updates]

    return asyncio.run(main())


def test_updates_are_kept_whole_before_the_library_learns_their_ids(api: FakeBotApi) -> None:
    """Also one that it could not read."""
    chat, kept = api.chat("private"), list[object]()
    chat.say(QUESTION)
    odd = api.post({"message": {"date": "yesterday"}})
    ids = fetched(api, kept.extend)
    assert ids == list(api.unconfirmed)
    assert ids[-1] == odd
    assert [its["update_id"] for its in kept] == ids  # type: ignore[index]  # as the Bot API writes them
    assert QUESTION in repr(kept[0])
    assert kept[1] == {"update_id": odd, "message": {"date": "yesterday"}}


def test_what_cannot_be_kept_is_not_confirmed(api: FakeBotApi) -> None:
    """The library hears of a network that fails, and asks again from where it was."""

    def refuse(_: object) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    api.chat("private").say(QUESTION)
    with pytest.raises(NetworkError, match="the updates cannot be kept"):
        fetched(api, refuse)
    assert len(api.unconfirmed) == 1


def test_a_poll_that_fails_loses_nothing(api: FakeBotApi, running: Running, conversation: Conversation) -> None:
    """A bad gateway, and an answer with updates in it that never arrives."""
    chat = api.chat("private")
    with running(conversation):
        api.await_poll()
        api.fail("getUpdates", 502, "Bad Gateway")
        api.drop("getUpdates", after_effect=True)
        question = chat.say(QUESTION)
        assert chat.reply(timeout=20).reply_to == question.message_id
    assert len(chat.sent) == 1
    assert api.unconfirmed == ()


def test_another_poller_is_told_in_a_line(
    api: FakeBotApi, running: Running, conversation: Conversation, caplog: pytest.LogCaptureFixture, rows: Rows
) -> None:
    """What to look for, once, and as an alert; it polls on: when the other is gone, all is answered."""
    chat = api.chat("private")
    with running(conversation):
        api.await_poll()
        api.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=2)
        chat.say(QUESTION)
        chat.say(QUESTION)
        chat.expect(2, timeout=20)
    told = [its for its in caplog.records if "another program polls with this token" in its.getMessage()]
    assert len(told) == 1
    assert told[0].exc_info is None
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(1,)]


def test_a_token_that_is_refused_while_polling_is_told_in_a_line(
    api: FakeBotApi, running: Running, conversation: Conversation, caplog: pytest.LogCaptureFixture, rows: Rows
) -> None:
    """Once, as an alert, however often it is tried, which is slowly; when it is good again, all is answered."""
    chat = api.chat("private")
    with running(conversation):
        api.await_poll()
        api.fail("getUpdates", 401, "Unauthorized", times=3)
        chat.say(QUESTION)
        chat.say(QUESTION)
        chat.expect(2, timeout=20)
    assert sum(call.method == "getUpdates" for call in api.calls) < 15
    assert sum("refuses the token" in its.getMessage() for its in caplog.records) == 1
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(1,)]


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
def test_it_can_be_stopped_while_telegram_fails_at_the_start(
    api: FakeBotApi, running: Running, conversation: Conversation, method: str
) -> None:
    """At whatever call that is."""
    api.fail(method, 502, "Bad Gateway", times=1000)
    with running(conversation):
        api.await_calls(method)
    assert all(call.method != "getUpdates" for call in api.calls)


def test_it_can_be_stopped_while_polling_is_started_anew(
    api: FakeBotApi, running: Running, conversation: Conversation
) -> None:
    """At any moment of that: polling that is always taken to stand still is started anew all the time."""
    for polls in (1, 5, 20):
        with running(conversation, still=0, watch=0):
            api.await_calls("getUpdates", polls)


def test_the_last_poll_is_noted(api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows) -> None:
    """And what is older than it may be is blanked at the start."""
    chat = api.chat("private")
    for _ in range(2):
        with running(conversation):
            chat.say(QUESTION)
            chat.reply(timeout=20)
        rows("UPDATE updates SET ended = ended - ?", 24 * 3600 + 1)
    assert rows("SELECT payload IS NULL FROM updates ORDER BY update_id") == [(1,), (0,)]
