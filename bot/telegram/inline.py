"""Inline mode: what somebody types behind the bot's name in any chat, and presses on what was sent from there."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import InlineQueryResultsButton
from telegram.error import TelegramError

from bot.reference import Reference
from bot.reply import MARKS, Deed
from bot.session import Session
from bot.telegram import arrival, callback, elsewhere
from bot.telegram.faults import fault
from bot.telegram.links import link
from bot.telegram.part import Part
from bot.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from telegram import CallbackQuery, InlineQuery, InlineQueryResultArticle, Update
    from telegram.ext import ContextTypes

    from bot.journal import Journal
    from bot.message import Pressed
    from bot.reply import Reply
    from bot.telegram.inbox import Work
    from bot.telegram.notices import Notices
    from bot.telegram.serving import Serving
    from bot.telegram.thread import Thread

CACHED = 60
"""Seconds for which Telegram may give the same results again without asking: the interviews can change."""

LONGEST_QUERY = 256
"""Characters of what is typed; Telegram sends no more."""

_OFFSET = re.compile(r"[0-9]{1,6}")

START = "inline"
"""What the button above the results says to the bot: no address, so that it greets."""

logger = logging.getLogger(__name__)


class Inline:
    """Answers at once, for Telegram forgets a query within seconds; of such chats nothing is remembered."""

    def __init__(
        self,
        conversation: Serving,
        notices: Notices,
        work: Callable[[int], Work],
        journal: Journal,
        thread: Thread,
    ) -> None:
        """Serve `conversation` on `thread`; `work` gives the work on an update that has been handed out."""
        self._conversation = conversation
        self._notices = notices
        self._work = work
        self._journal = journal
        self._thread = thread

    async def on_query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer what answers the words that are being typed."""
        query = update.inline_query
        if query is None:
            return
        first = _place(query)
        language, bot = self._language(self._work(update.update_id).raw), context.bot.link

        def found() -> tuple[list[InlineQueryResultArticle], int | None]:
            if first is None or not isinstance(query.query, str):
                return [], None
            page = self._conversation.results.page(query.query[:LONGEST_QUERY], language, first)
            made = [(its, elsewhere.alone(its.reply, texts(language), bot)) for its in page.results]
            articles = [
                elsewhere.article(its.reply.passage.address.token, its.title, outgoing, its.description)
                for its, outgoing in made
                if outgoing is not None and its.reply.passage is not None
            ]
            return articles, page.following

        results, following = await self._thread.do(found)
        try:
            await context.bot.answer_inline_query(
                query.id,
                results,
                cache_time=CACHED,
                is_personal=True,  # citations and buttons are in the reader's language
                next_offset="" if following is None else str(following),
                button=InlineQueryResultsButton(texts(language).name["ask_here"], start_parameter=START),
            )
        except TelegramError as error:  # whoever typed has typed on, or asks again
            logger.warning("an inline query is not answered (%s)", fault(error).name)

    async def on_press(self, query: CallbackQuery, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Unfold or fold a message in its place, or keep a mark; what takes a chat is done in the reader's own."""
        work = self._work(update.update_id)
        language = self._language(work.raw)
        try:
            pressed, reference = _read(query.data)
        except ValueError:
            logger.warning("a button carried what no button carries")
            with suppress(TelegramError):
                await query.answer()
            return
        reply = await self._thread.do(lambda: self._pressed(pressed, reference, language))
        said, url = None, None
        if pressed.deed in MARKS:
            work.afterwards.append(lambda: self._journal.hear(pressed, reply, work.claimed.chat, work.claimed.person))
            said = reply.toast or texts(language).say["gone"]
        elif reply.passage is None:
            said = texts(language).say["gone"]
        else:
            outgoing = elsewhere.alone(reply, texts(language), context.bot.link, reference)
            person = arrival.addressee(work.raw)
            unfolds = pressed.deed in (Deed.WHOLE, Deed.FOLD)
            if unfolds and outgoing is not None and person is not None:
                keyboard = outgoing.keyboard.to_dict() if outgoing.keyboard else None
                work.parts.append(Part(person, outgoing.html, keyboard, edits_inline=query.inline_message_id))
            else:
                url = link(context.bot.link, reference.address if unfolds else reply.passage.address)
        with suppress(TelegramError):  # Telegram forgets a press after some minutes
            await query.answer(said or None, url=url)

    def _pressed(self, pressed: Pressed, reference: Reference, language: str) -> Reply:
        """Return the reply to a press: to one that folds, the words that were quoted before."""
        results = self._conversation.results
        folded = results.referred(reference, language, is_pressed=True) if pressed.deed is Deed.FOLD else None
        return folded or self._conversation.reply(pressed, Session(language))[0]

    def _language(self, raw: Mapping[str, Any]) -> str:
        return self._notices.language_of(arrival.language(raw))


def _place(query: InlineQuery) -> int | None:
    """Return at which place the page begins that is asked for, from 0; None where that is none."""
    offset = str(query.offset or 0)
    return int(offset) if _OFFSET.fullmatch(offset) else None


def _read(data: object) -> tuple[Pressed, Reference]:
    """Read what a button of a message elsewhere carries.

    Raises:
        ValueError: it is no such thing.

    """
    pressed = callback.read(data, is_shared=True)
    return pressed, Reference.read(str(data)[1:])
