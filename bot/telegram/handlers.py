"""Updates to messages of the conversation, and its replies to messages of Telegram."""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.conversation import Conversation, Signal, Typed
from bot.telegram import addressing, arrival, callback, memory
from bot.telegram.part import Part
from bot.telegram.rendering import rendered
from bot.telegram.thread import Thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message
    from telegram.ext import ContextTypes

    from bot.conversation import Message as Said
    from bot.telegram.inbox import Work
    from bot.telegram.notices import Notices

COMMANDS = {
    "start": Signal.START,
    "help": Signal.HELP,
    "hjalp": Signal.HELP,
    "questions": Signal.QUESTIONS,
    "fragor": Signal.QUESTIONS,
}

FORGET = ("forget", "glom")
"""The commands that have the bot forget a chat."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
"""The library's application, whatever it keeps."""

logger = logging.getLogger(__name__)


class Handlers:
    """What the application calls: each handler has the conversation answer, and leaves what it says in the work.

    Nothing is sent from here, but for the word that a press has arrived, for which Telegram waits.
    """

    def __init__(self, conversation: Conversation, notices: Notices, work: Callable[[int], Work]) -> None:
        """Serve `conversation`; `work` gives the work on an update that has been handed out."""
        self._conversation = conversation
        self._notices = notices
        self._work = work
        self._thread = Thread()

    def register(self, application: AnyApplication) -> None:
        """Have `application` call these handlers."""
        by_a_person = filters.UpdateType.MESSAGE & ~filters.VIA_BOT & ~filters.StatusUpdate.ALL
        application.add_handler(CommandHandler([*COMMANDS, *FORGET], self.on_command, by_a_person))
        application.add_handler(MessageHandler(by_a_person, self.on_message))
        application.add_handler(CallbackQueryHandler(self.on_press))
        application.add_error_handler(self.on_error)

    async def on_command(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a command."""
        message = update.effective_message
        if message is None or not message.text or _is_by_a_bot(message):
            return
        command = message.text[1:].split(maxsplit=1)[0].partition("@")[0].casefold()
        if command in FORGET:
            work = self._work(update.update_id)
            work.forgets = True
            forgotten = self._notices.to(work.raw, "forgotten")
            work.parts += [forgotten] if forgotten else []
        else:
            await self._answer(COMMANDS.get(command, Signal.HELP), update)

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what was written, or sent that is no text; in a group only what is addressed to the bot."""
        message = update.effective_message
        if message is None or _is_by_a_bot(message):
            return
        raw, own = self._work(update.update_id).raw["message"], context.bot.bot
        is_in_group = addressing.is_in_group(raw)
        if is_in_group and not addressing.is_addressed(raw, own):
            return
        text = addressing.without_mentions(raw, own)
        if text is None:
            await self._answer_media(message, update)
        elif text.startswith("/") and not is_in_group:
            await self._answer(Signal.HELP, update)
        else:
            await self._answer(Typed(text), update)

    async def on_press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press of a button, however old."""
        query = update.callback_query
        if query is None:
            return
        with suppress(
            TelegramError
        ):  # Telegram forgets a press after some minutes, and the answer is wanted all the same
            await query.answer()
        try:
            pressed = callback.read(query.data)
        except ValueError:
            logger.warning("a button carried what no button carries")
            return
        await self._answer(pressed, update)

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error without anybody's words, and have the update tried again."""
        error = context.error
        where = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        # An error's own text can hold what the reader wrote, so only its kind is told.
        logger.error("an update could not be handled: %s\n%s", type(error).__name__, where)
        if isinstance(update, Update):
            self._work(update.update_id).error = type(error).__name__

    async def _answer_media(self, message: Message, update: Update) -> None:
        """Answer what is no text, of an album once."""
        known = memory.loads(self._work(update.update_id).claimed.memory, "")
        album = message.media_group_id or ""
        if not album or album != known.album:
            await self._answer(Signal.MEDIA, update, album)

    async def _answer(self, said: Said, update: Update, album: str = "") -> None:
        work = self._work(update.update_id)
        language = self._notices.language_of(arrival.language(work.raw))
        session = replace(memory.loads(work.claimed.memory, language).session, language=language)
        reply, session = await self._thread.do(lambda: self._conversation.reply(said, session))
        work.memory = memory.dumps(memory.Memory(session, album))
        work.figures[f"verdict_{reply.kind}"] += 1
        chat_id = arrival.addressee(work.raw)
        if update.effective_chat is None or chat_id is None:
            return
        work.parts += [
            Part(
                chat_id,
                outgoing.html,
                outgoing.keyboard.to_dict() if outgoing.keyboard else None,
                arrival.thread_id(work.raw),
                arrival.message_id(work.raw) if update.callback_query is None else None,
            )
            for outgoing in rendered(reply)
        ]


def _is_by_a_bot(message: Message) -> bool:
    # An anonymous admin writes as a bot of Telegram's own, in the name of the group.
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
