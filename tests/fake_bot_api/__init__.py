"""A fake Telegram Bot API over HTTP on loopback, for tests that drive the real bot.

A test reads as a dialogue::

    with FakeBotApi() as api:
        chat = api.chat("private", language="sv")   # and a bot that runs with api.url and api.token
        question = chat.say("Vilka fördelar finns?")
        answer = chat.reply()
        assert answer.reply_to == question.message_id
        chat.press("Hela svaret", on=answer)
        assert chat.reply().edited

It is stricter than Telegram where Telegram ignores a mistake in silence: unknown parameters, wrong types, formatting
that would be dropped. What it leaves out: it finds no links, mentions and commands in what the bot writes, joins no
adjacent entities, keeps times only in whole seconds,
and forgets no update or press by age. It calls a webhook only where the test asks for it, on loopback and in plain
HTTP, as the proxy does that stands in front of a bot.
"""

from fake_bot_api.api import FakeBotApi
from fake_bot_api.dialogue import Chat, Press
from fake_bot_api.html import Entity, Formatted, MarkupError, parse, units
from fake_bot_api.keyboards import Button
from fake_bot_api.records import Answer, Attempt, Call, Message, User

__all__ = [
    "Answer",
    "Attempt",
    "Button",
    "Call",
    "Chat",
    "Entity",
    "FakeBotApi",
    "Formatted",
    "MarkupError",
    "Message",
    "Press",
    "User",
    "parse",
    "units",
]
