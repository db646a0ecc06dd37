"""Updates to messages of the conversation, and its replies to messages of Telegram."""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram import Chat, Message, MessageEntity, Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, InlineQueryHandler, MessageHandler, filters

from bot import commands
from bot.message import Commanded, Quoted, Signal, Typed
from bot.reply import Landing
from bot.telegram import addressing, arrival, callback, links, memory
from bot.telegram.guest import Guests
from bot.telegram.inline import Inline
from bot.telegram.part import Part
from bot.telegram.rendering import rendered
from bot.telegram.thread import Thread
from bot.texts import texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from telegram import CallbackQuery
    from telegram.ext import ContextTypes

    from bot.journal import Journal
    from bot.message import Message as Said
    from bot.reply import Reply
    from bot.session import Session
    from bot.telegram.inbox import Work
    from bot.telegram.notices import Notices
    from bot.telegram.reporting import Reporting
    from bot.telegram.serving import Serving

REPORT = "report"
"""The command that tells those who run the bot what readers asked."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
"""The library's application, whatever it keeps."""

logger = logging.getLogger(__name__)


class Handlers:
    """What the application calls: each handler has the conversation answer, and leaves what it says in the work.

    Nothing is sent from here, but for the word that a press has arrived, for which Telegram waits.
    """

    def __init__(
        self,
        conversation: Serving,
        notices: Notices,
        work: Callable[[int], Work],
        journal: Journal,
        reporting: Reporting,
        move: Callable[[int, int], Awaitable[None]],
    ) -> None:
        """Serve `conversation`; `work` gives the work on an update that has been handed out.

        `move` is told the ids of a group and of the supergroup that it has become.
        """
        self._conversation = conversation
        self._notices = notices
        self._work = work
        self._journal = journal
        self._reporting = reporting
        self._move = move
        self._thread = Thread()
        self._inline = Inline(conversation, notices, work, journal, self._thread)
        self._guests = Guests(conversation, notices, work, journal, self._thread)

    def register(self, application: AnyApplication) -> None:
        """Have `application` call these handlers."""
        by_a_person = filters.UpdateType.MESSAGE & ~filters.VIA_BOT & ~filters.StatusUpdate.ALL
        application.add_handler(CommandHandler([*commands.names()], self.on_command, by_a_person))
        by_an_admin = by_a_person & filters.Chat(self._reporting.chats)
        application.add_handler(CommandHandler(REPORT, self.on_report, by_an_admin))
        application.add_handler(MessageHandler(by_a_person, self.on_message))
        application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, self.on_move))
        application.add_handler(CallbackQueryHandler(self.on_press))
        application.add_handler(InlineQueryHandler(self._inline.on_query))
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self._guests.on_message))
        application.add_error_handler(self.on_error)

    async def on_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a command."""
        message = update.effective_message
        if message is None or not message.text or addressing.is_by_a_bot(message):
            return
        command, behind = commands.read(message.text) or ("help", "")
        if command == "forget":
            work = self._work(update.update_id)
            work.forgets = True
            await self._journal.forget(work.claimed.chat)
            forgotten = self._notices.to(work.raw, "forgotten", self._session(work).language)
            work.parts += [forgotten] if forgotten else []
        elif command == "verify":
            await self._answer(Quoted(behind or _replied_to(message)), update)
        elif command == "start":
            await self._answer(links.said(message.text), update)
        elif command == "ask" and behind:
            await self._answer(_typed(behind, message, context.bot.id), update)
        else:
            await self._answer(Commanded(command, behind), update)

    async def on_report(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Tell those who run the bot what readers asked."""
        work = self._work(update.update_id)
        language = self._session(work).language
        chat_id = arrival.addressee(work.raw)
        if chat_id is not None:
            words = await self._thread.do(lambda: self._reporting.told(texts(language)))
            work.parts.append(Part(chat_id, words, thread_id=arrival.thread_id(work.raw), is_plain=True))

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what was written, or sent that is no text; in a group only what is addressed to the bot."""
        message = update.effective_message
        if message is None or addressing.is_by_a_bot(message):
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
            await self._answer(_typed(text, message, own.id), update, message.media_group_id or "")

    async def on_move(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Let what is kept of a group belong to the supergroup that it has become; Telegram tells it in both."""
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id:
            await self._move(message.chat_id, message.migrate_to_chat_id)
            self._work(update.update_id).forgets = True  # nobody can ask for that in the group any more
        elif message is not None and message.migrate_from_chat_id:
            await self._move(message.migrate_from_chat_id, message.chat_id)

    async def on_press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press of a button, however old."""
        query = update.callback_query
        if query is None:
            return
        if query.inline_message_id:
            await self._inline.on_press(query, update, context)
            return
        message = query.message if isinstance(query.message, Message) and query.message.is_accessible else None
        rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
        is_shared = query.message is None or query.message.chat.type != Chat.PRIVATE
        try:
            beside = (button.callback_data for row in rows for button in row)
            pressed = callback.read(query.data, beside, is_shared=is_shared)
        except ValueError:
            logger.warning("a button carried what no button carries")
            pressed = None
        reply = await self._answer(pressed, update) if pressed else None
        # Telegram forgets a press after some minutes, and the answer is wanted all the same.
        with suppress(TelegramError):
            await query.answer(reply.toast or None if reply else None)

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

    async def _answer(self, said: Said, update: Update, album: str = "") -> Reply:
        work = self._work(update.update_id)
        session = self._session(work)
        reply, session = await self._thread.do(lambda: self._conversation.reply(said, session))
        work.memory = memory.dumps(memory.Memory(session, album))
        work.figures[f"verdict_{reply.kind}"] += 1
        work.afterwards.append(lambda: self._journal.hear(said, reply, work.claimed.chat, work.claimed.person))
        chat_id = arrival.addressee(work.raw)
        if chat_id is not None:
            work.parts += _parts(reply, work.raw, chat_id, update.callback_query)
        return reply

    def _session(self, work: Work) -> Session:
        """Return what is remembered of a chat: the language that was chosen there, else that of the reader's client."""
        language = self._notices.language_of(arrival.language(work.raw))
        session = memory.loads(work.claimed.memory, language).session
        return session if session.has_chosen_language else replace(session, language=language)


def _parts(reply: Reply, raw: Mapping[str, Any], chat_id: int, pressed: CallbackQuery | None) -> Iterator[Part]:
    """Yield the messages of a reply: the first takes the place of the one that was pressed on, where it is to."""
    message_id = arrival.message_id(raw)
    for place, outgoing in enumerate(rendered(reply)):
        part = Part(
            chat_id,
            outgoing.html,
            outgoing.keyboard.to_dict() if outgoing.keyboard else None,
            arrival.thread_id(raw),
            message_id if pressed is None else None,
        )
        if place == 0 and pressed is not None and reply.landing is not Landing.NEW:
            yield replace(part, edits=message_id, edits_inline=pressed.inline_message_id)
        else:
            yield part


def _typed(text: str, message: Message, bot_id: int) -> Typed:
    """Return what a message asks; of one of the bot's answers where it replies to it, by the buttons below that."""
    is_forwarded = message.forward_origin is not None
    typed = Typed(_in_blocks(message) or text if is_forwarded else text, is_forwarded)
    replied = message.reply_to_message
    if replied is None or replied.reply_markup is None or replied.from_user is None or replied.from_user.id != bot_id:
        return typed
    buttons = [button.callback_data for row in replied.reply_markup.inline_keyboard for button in row]
    return replace(typed, within=callback.interview(buttons), about=callback.quoted(buttons))


def _replied_to(message: Message) -> str:
    """Return the words that a message replies to, or quotes of them."""
    replied = message.reply_to_message
    chosen = message.quote.text if message.quote else ""
    return chosen or ((_in_blocks(replied) or replied.text or replied.caption or "") if replied else "")


def _in_blocks(message: Message) -> str:
    """Return what stands in a message's quotation blocks, as in the bot's own answers; empty where there are none."""
    blocks = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)
    return "\n".join(written for entity, written in _marked(message) if entity.type in blocks)


def _marked(message: Message) -> list[tuple[MessageEntity, str]]:
    """Return the entities of a message's text or caption, each with what it covers."""
    text = (message.text or message.caption or "").encode("utf-16-le")
    return [
        (entity, text[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "ignore"))
        for entity in (*message.entities, *message.caption_entities)
        if _is_a_span(entity.offset, entity.length)
    ]


def _is_a_span(offset: object, length: object) -> bool:
    """Tell whether an entity's place, in UTF-16 code units, can be one; Telegram's always can."""
    return isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0
