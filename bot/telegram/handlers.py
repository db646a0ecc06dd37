"""Updates to messages of the conversation, and its replies to messages of Telegram."""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import texts
from bot.conversation import Conversation, Session, Signal, Typed
from bot.telegram import callback
from bot.telegram.rendering import Outgoing, rendered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Message, User
    from telegram.ext import ContextTypes

    from bot.conversation import Message as Said

COMMANDS = {
    "start": Signal.START,
    "help": Signal.HELP,
    "hjalp": Signal.HELP,
    "questions": Signal.QUESTIONS,
    "fragor": Signal.QUESTIONS,
}

_SESSION, _ALBUM = "session", "album"
"""What is kept of a chat: its session, and the album that its last picture was in."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
"""The library's application, whatever it keeps."""

logger = logging.getLogger(__name__)


class Handlers:
    """What the application calls: each handler has the conversation answer, and sends what it says."""

    def __init__(self, conversation: Conversation, language: str) -> None:
        """Serve `conversation`; `language` is spoken where a reader's client names none."""
        self._conversation = conversation
        self._language = language

    def register(self, application: AnyApplication) -> None:
        """Have `application` call these handlers."""
        by_a_person = filters.UpdateType.MESSAGE & ~filters.VIA_BOT & ~filters.StatusUpdate.ALL
        application.add_handler(CommandHandler(list(COMMANDS), self.on_command, by_a_person))
        application.add_handler(MessageHandler(by_a_person, self.on_message))
        application.add_handler(CallbackQueryHandler(self.on_press))
        application.add_error_handler(self.on_error)

    async def on_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a command."""
        message = update.effective_message
        if message is not None and message.text and not _is_by_a_bot(message):
            command = message.text[1:].split(maxsplit=1)[0].partition("@")[0].casefold()
            await self._answer(COMMANDS[command], update, context)

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what was written, or sent that is no text; in a group only what is addressed to the bot."""
        message = update.effective_message
        if message is None or _is_by_a_bot(message):
            return
        if message.chat.type != message.chat.PRIVATE and not _is_addressed(message, context.bot.bot):
            return
        text = _without_mention(message, context.bot.bot)
        if text is None:
            if not _is_one_of_an_album_seen(message, context):
                await self._answer(Signal.MEDIA, update, context)
        elif text.startswith("/") and message.chat.type == message.chat.PRIVATE:
            await self._answer(Signal.HELP, update, context)
        else:
            await self._answer(Typed(text), update, context)

    async def on_press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press of a button, however old."""
        query = update.callback_query
        if query is None:
            return
        with suppress(BadRequest):  # Telegram forgets a press after some minutes, and the answer is wanted all the same
            await query.answer()
        try:
            pressed = callback.read(query.data or "")
        except ValueError:
            logger.warning("a button carried what no button carries")
            return
        await self._answer(pressed, update, context)

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error without anybody's words, and apologise to whoever waits for an answer."""
        error = context.error
        where = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        # An error's own text can hold what the reader wrote, so only its kind is told.
        logger.error("an update could not be handled: %s\n%s", type(error).__name__, where)
        if isinstance(update, Update) and update.effective_chat is not None:
            sorry = texts.texts(self._language_of(update.effective_user)).say["error"]
            try:
                await self._send([Outgoing(sorry)], update, context)
            except TelegramError as again:
                logger.error("nor could that be told: %s", type(again).__name__)  # noqa: TRY400  # as above

    async def _answer(self, said: Said, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        memory = context.chat_data if context.chat_data is not None else {}
        session = memory.get(_SESSION, Session(self._language))
        session = replace(session, language=self._language_of(update.effective_user))
        reply, memory[_SESSION] = self._conversation.reply(said, session)
        await self._send(rendered(reply), update, context)

    async def _send(self, messages: Iterable[Outgoing], update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send messages to where an update came from, as a reply to what was written there."""
        message, chat = update.effective_message, update.effective_chat
        if chat is None:
            return
        to = message.message_id if message is not None and update.callback_query is None else None
        for outgoing in messages:
            await context.bot.send_message(
                chat.id,
                outgoing.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                message_thread_id=message.message_thread_id if message and message.is_topic_message else None,
                reply_parameters=ReplyParameters(to, allow_sending_without_reply=True) if to else None,
                reply_markup=outgoing.keyboard,
            )

    def _language_of(self, user: User | None) -> str:
        return texts.nearest(user.language_code if user else None, self._language)


def _is_by_a_bot(message: Message) -> bool:
    # An anonymous admin writes as a bot of Telegram's own, in the name of the group.
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _is_addressed(message: Message, bot: User) -> bool:
    """Tell whether a message in a group replies to the bot or names it."""
    replied = message.reply_to_message
    is_reply = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    return is_reply or bool(_mentions(message, bot))


def _is_one_of_an_album_seen(message: Message, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Tell whether another picture of the same album has come before; an album gets one reply."""
    memory = context.chat_data if context.chat_data is not None else {}
    album, memory[_ALBUM] = memory.get(_ALBUM), message.media_group_id
    return message.media_group_id is not None and message.media_group_id == album


def _mentions(message: Message, bot: User) -> list[str]:
    """Return the places where a message names the bot, as they are written."""
    entities = {**message.parse_entities(), **message.parse_caption_entities()}
    return [
        written
        for entity, written in entities.items()
        if (entity.type == entity.MENTION and written.casefold() == f"@{bot.username}".casefold())
        or (entity.type == entity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id)
    ]


def _without_mention(message: Message, bot: User) -> str | None:
    """Return what was written, without the bot's name in it; None where nothing was."""
    text = message.text or message.caption
    if text is not None:
        for mention in _mentions(message, bot):
            text = text.replace(mention, " ")
    return text
