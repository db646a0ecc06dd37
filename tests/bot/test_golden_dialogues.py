"""The golden dialogues, played in the terminal and in Telegram."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from golden import Dialogue, Heard, dialogues, play
from rich.console import Console

from bot import terminal, texts
from bot.conversation import Conversation
from index.library import load
from index.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from fake_bot_api import FakeBotApi, Message

    RunBot = Callable[[Conversation], None]

by_name = pytest.mark.parametrize("dialogue", dialogues(), ids=lambda dialogue: dialogue.name.removesuffix(".txt"))


MOVES = {
    texts.texts(language).name[move]
    for language in texts.LANGUAGES
    for move in ("whole", "whole_introduction", "previous", "next", "others", "all_interviews", "more_interviews")
}


class Terminal:
    """The terminal chat, fed a line at a time from within its own read."""

    def __init__(self, conversation: Conversation, language: str) -> None:
        self._conversation = conversation
        self._language = language
        self._said: list[str] = []

    def say(self, words: str) -> Heard:
        """Talk the whole dialogue again with one line more: a conversation remembers nothing outside its session."""
        self._said.append(words)
        heard: list[str] = []
        screen = io.StringIO()
        lines = iter(self._said)

        def read(_: str) -> str:
            heard.append(screen.getvalue())
            screen.seek(0)
            screen.truncate()
            for line in lines:
                return line
            raise EOFError

        terminal.chat(self._conversation, self._language, Console(file=screen, width=400), read)
        # a farewell ends the chat before another line is read
        return _on_screen(heard[-1] if len(heard) > len(self._said) else screen.getvalue())


def _on_screen(text: str) -> Heard:
    lines = [line.strip() for line in text.splitlines()]
    quoted = " ".join(line.lstrip("┃ ") for line in lines if line.startswith("┃"))
    questions = [line for line in lines if line[:1].isdigit()]
    moves = [label for line in lines if set(line.split(" · ")) <= MOVES for label in line.split(" · ")]
    return Heard(text, (quoted,) if quoted else (), (*questions, *moves))


class Telegram:
    """A private chat with the bot."""

    def __init__(self, api: FakeBotApi, language: str) -> None:
        self._chat = api.chat("private", language=language)
        self._last: Message | None = None

    def say(self, words: str) -> Heard:
        """Tap the button of that name on the last message, if there is one, or write."""
        labels = [label for row in self._last.labels for label in row] if self._last else []
        if words in labels:
            self._chat.press(words, on=self._last)
        else:
            self._chat.say(words)
        message = self._last = self._chat.reply()
        quoted = tuple(
            message.part(entity)
            for entity in message.entities
            if entity.type in ("blockquote", "expandable_blockquote")
        )
        return Heard(message.text, quoted, tuple(label for row in message.labels for label in row))


def _over(dialogue: Dialogue, shipped: Conversation) -> Conversation:
    return Conversation(Searcher(load(dialogue.interviews))) if dialogue.interviews else shipped


@by_name
def test_in_the_terminal(dialogue: Dialogue, conversation: Conversation) -> None:
    """The dialogue goes as written in the terminal chat."""
    play(dialogue, Terminal(_over(dialogue, conversation), dialogue.language))


@by_name
def test_in_telegram(dialogue: Dialogue, api: FakeBotApi, run_bot: RunBot, conversation: Conversation) -> None:
    """The dialogue goes as written in a private chat, over the wire."""
    run_bot(_over(dialogue, conversation))
    play(dialogue, Telegram(api, dialogue.language))
