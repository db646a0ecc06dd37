"""How updates reach the bot."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from fake_bot_api import FakeBotApi
from fake_bot_api.conftest import client

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    """Return the texts of updates that are messages."""
    return [update.message.text for update in updates if update.message]


async def polling(api: FakeBotApi, bot: Bot) -> asyncio.Task[tuple[Update, ...]]:
    """Start a long poll, and return it once it waits."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(api.await_poll)
    return poll


def test_offsets(api: FakeBotApi, ask: Ask) -> None:
    """An update comes again until an offset beyond it confirms it; then it is gone for ever."""
    chat = api.chat()
    for number in range(5):
        chat.say(str(number))

    async def deeds(bot: Bot) -> None:
        first = await bot.get_updates(limit=2)
        assert texts(first) == texts(await bot.get_updates(limit=2)) == ["0", "1"]
        assert len(api.unconfirmed) == 5
        assert texts(await bot.get_updates(offset=first[1].update_id)) == ["1", "2", "3", "4"]
        assert texts(await bot.get_updates(offset=first[1].update_id + 1)) == ["2", "3", "4"]
        assert texts(await bot.get_updates(offset=first[0].update_id)) == ["2", "3", "4"]
        assert texts(await bot.get_updates(offset=-2)) == ["3", "4"]
        assert texts(await bot.get_updates()) == ["3", "4"]
        assert texts(await bot.get_updates(offset=-9)) == ["3", "4"]
        assert texts(await bot.get_updates(offset=first[0].update_id + 5)) == []

    ask(deeds)
    assert api.unconfirmed == ()


def test_at_most_a_hundred_at_once(api: FakeBotApi, ask: Ask) -> None:
    """The limit is 100, also where more are asked for."""
    chat = api.chat()
    for number in range(101):
        chat.say(str(number))
    assert len(ask(lambda bot: bot.get_updates(limit=500))) == 100


def test_a_poll_wakes_when_an_update_comes(api: FakeBotApi, ask: Ask) -> None:
    """A long poll ends as soon as there is something, not at its timeout."""
    chat = api.chat()

    async def deeds(bot: Bot) -> tuple[Update, ...]:
        poll = await polling(api, bot)
        chat.say("hej")
        return await asyncio.wait_for(poll, 5)

    assert texts(ask(deeds)) == ["hej"]


def test_an_empty_poll_ends_at_its_timeout(ask: Ask) -> None:
    """Nothing came, and the poll says so."""
    assert ask(lambda bot: bot.get_updates(timeout=1)) == ()


def test_allowed_updates(api: FakeBotApi, ask: Ask) -> None:
    """What the bot did not ask for does not reach it, from then on."""
    chat = api.chat()
    ask(lambda bot: bot.get_updates(allowed_updates=["edited_message"]))
    chat.edit(chat.say("hej"), "hej då")
    (update,) = ask(lambda bot: bot.get_updates())
    assert update.edited_message.text == "hej då"
    ask(lambda bot: bot.get_updates(offset=update.update_id + 1, allowed_updates=[]))
    api.post({"chat_member": {}})
    chat.say("hej igen")
    assert texts(ask(lambda bot: bot.get_updates())) == ["hej igen"]


def test_two_pollers(api: FakeBotApi, ask: Ask) -> None:
    """The later of two polls goes on, the earlier ends with a conflict."""

    async def deeds(bot: Bot) -> None:
        async with client(api) as second:
            poll = await polling(api, bot)
            await second.get_updates()
            with pytest.raises(Conflict, match="only one bot instance"):
                await asyncio.wait_for(poll, 5)

    ask(deeds)


def test_a_webhook_excludes_polling(api: FakeBotApi, ask: Ask) -> None:
    """While a webhook is set polling is a conflict, for a poll under way too; its facts are noted."""
    chat = api.chat()

    async def deeds(bot: Bot) -> None:
        poll = await polling(api, bot)
        with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
            await bot.set_webhook("http://a.se")
        await bot.set_webhook("https://a.se/x", secret_token="s", allowed_updates=["message"])  # noqa: S106 - a word
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await asyncio.wait_for(poll, 5)
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        chat.say("hej")
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count, info.allowed_updates) == ("https://a.se/x", 1, ("message",))
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()
        assert (await bot.get_webhook_info()).url == ""

    ask(deeds)


def test_a_poller_that_dies_is_no_rival(api: FakeBotApi, ask: Ask) -> None:
    """A poll whose caller went away has neither taken the update nor stands in the next one's way."""
    chat = api.chat()

    async def deeds(bot: Bot) -> tuple[Update, ...]:
        poll = await polling(api, bot)
        poll.cancel()
        await asyncio.wait([poll])
        chat.say("hej")
        return await bot.get_updates(timeout=5)

    assert texts(ask(deeds)) == ["hej"]
