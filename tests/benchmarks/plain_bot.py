"""The same conversation in a bot as python-telegram-bot's own examples build one: the peer of `answer_speed`."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.conversation import Conversation
from bot.message import Typed
from bot.session import Session
from bot.telegram.rendering import rendered
from index import library
from index.search import Searcher

if TYPE_CHECKING:
    from telegram import Update

CONVERSATION = Conversation(Searcher(library.shipped()))


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message by replying to it."""
    if update.message and update.message.text:
        reply, _session = CONVERSATION.reply(Typed(update.message.text), Session("sv"))
        for outgoing in rendered(reply):
            await update.message.reply_text(
                outgoing.html, ParseMode.HTML, reply_markup=outgoing.keyboard, do_quote=True
            )


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    application = (
        ApplicationBuilder()
        .token(os.environ["INTERVIEWBOT_TOKEN"])
        .base_url(os.environ["INTERVIEWBOT_API_URL"] + "/bot")
        .concurrent_updates(256)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()
