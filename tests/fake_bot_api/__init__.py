"""A fake Telegram Bot API over HTTP on loopback, for tests that drive the real bot.

A test reads as a dialogue::

    with FakeBotApi() as api:
        chat = api.chat("private", language="sv")   # and a bot that runs with api.url and api.token
        question = chat.say("Vilka fördelar finns?")
        answer = chat.reply()
        assert answer.reply_to == question.message_id
        chat.press("Hela svaret", on=answer)
        assert chat.reply().edited
        answer = api.inline(chat.reader, "fördelar")
        message = api.choose(answer.results[0], api.chat("supergroup", joined=False))

It is stricter than Telegram where Telegram ignores a mistake in silence: unknown parameters, wrong types, formatting
that would be dropped, a hundred and first entity, a button with two actions. What it leaves out: it finds no links,
mentions and commands in what the bot writes, joins no adjacent entities, keeps times only in whole seconds, forgets no
update or query by age, caches no inline results and knows none but articles. It calls a webhook only where the test
asks for it, on loopback and in plain HTTP, as the proxy does that stands in front of a bot.
"""

from fake_bot_api.api import FakeBotApi
from fake_bot_api.dialogue import Chat
from fake_bot_api.html import Entity, Formatted, MarkupError, parse, units
from fake_bot_api.keyboards import Button
from fake_bot_api.queries import InlineQuery, Press
from fake_bot_api.records import (
    Answer,
    Attempt,
    Call,
    InlineAnswer,
    InlineResult,
    Message,
    Modes,
    Presentation,
    ResultsButton,
    User,
)

__all__ = [
    "Answer",
    "Attempt",
    "Button",
    "Call",
    "Chat",
    "Entity",
    "FakeBotApi",
    "Formatted",
    "InlineAnswer",
    "InlineQuery",
    "InlineResult",
    "MarkupError",
    "Message",
    "Modes",
    "Presentation",
    "Press",
    "ResultsButton",
    "User",
    "parse",
    "units",
]
