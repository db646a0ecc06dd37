"""What Telegram shows of the bot: told at the start, where it has changed, and in nobody's way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot import commands, texts
from bot.telegram.menus import Menus
from bot.telegram.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from tests.bot.conftest import Running

SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")
GETTERS = tuple(method.replace("set", "get", 1) for method in SETTERS)


def _start(api: FakeBotApi, running: Running, conversation: Conversation) -> None:
    """Run the bot until it has asked what is shown, and has answered a reader too."""
    asked = len(api.called(GETTERS[-1]))
    with running(conversation):
        chat = api.chat("private")
        chat.say("/help")
        chat.reply()
        api.await_calls(GETTERS[-1], asked + 2)
        chat.say("/help")
        chat.reply()


def test_commands_and_descriptions_are_shown_in_each_language(
    api: FakeBotApi, running: Running, conversation: Conversation
) -> None:
    """By their names in that language, and in English for whoever speaks another."""
    _start(api, running, conversation)
    assert ("kolla", "Kolla om ett citat stämmer") in api.commands("sv")
    assert ("verify", "Check whether a quotation is right") in api.commands("")
    assert [name for name, _ in api.commands("sv")][:3] == ["fraga", "fragor", "intervjuer"]
    assert len(api.commands("sv")) == len(api.commands("")) == 10
    assert api.presentation("sv").description.startswith("Fråga vad du vill")
    assert api.presentation("").short_description.startswith("Answers questions")


def test_what_is_shown_already_is_not_told_again(api: FakeBotApi, running: Running, conversation: Conversation) -> None:
    """The next start asks, and sets nothing."""
    _start(api, running, conversation)
    told = len(api.called(*SETTERS))
    assert told == 6
    _start(api, running, conversation)
    assert len(api.called(*SETTERS)) == told


def test_a_refusal_keeps_nobody_from_an_answer(
    api: FakeBotApi, running: Running, conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged; what is not refused is told all the same."""
    api.fail("getMyCommands", 500, "Internal Server Error")
    with running(conversation):
        chat = api.chat("private")
        chat.say("Vilka fördelar finns?")
        assert "kostnadseffektivt" in chat.reply().text
        api.await_calls("setMyShortDescription")
    assert "Telegram cannot be told the menus in 'sv' (NetworkError)" in caplog.text
    assert api.commands("sv") == ()
    assert len(api.commands("")) == 10


def test_what_could_not_be_told_is_told_later(api: FakeBotApi) -> None:
    """After a while, until all is shown."""

    async def show() -> None:
        async def count(_: Mapping[str, int]) -> None:
            pytest.fail("the menus ended")

        async with Bot(api.token, base_url=api.url) as bot:
            supervisor = Supervisor(count)
            Menus(bot, again=0.01).start(supervisor)
            await asyncio.to_thread(api.await_calls, "setMyCommands", 2)
            await supervisor.stop()

    api.fail("getMyCommands", 500, "Internal Server Error", times=3)
    asyncio.run(show())
    assert api.commands("sv")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_command_does_what_its_menu_says(api: FakeBotApi, language: str, bot: None) -> None:  # noqa: ARG001
    """Each name in a menu is answered, and by something of its own; of one interview, its questions are listed."""
    chat = api.chat("private", language=language)
    answers = set()
    for name, _ in texts.texts(language).commands.values():
        chat.say(f"/{name}")
        answers.add(chat.reply().text)
    assert len(answers) == len(texts.texts(language).commands) - 1


def test_a_command_has_one_meaning_in_all_languages() -> None:
    """No name in one language is that of another command elsewhere."""
    named = [(name, its) for code in texts.LANGUAGES for its, (name, _) in texts.texts(code).commands.items()]
    assert all(commands.names()[name] == its for name, its in named)
    assert all(commands.names()[its] == its for _, its in named)
