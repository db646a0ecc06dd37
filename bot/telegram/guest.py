"""Guest mode: named in a chat that it has not joined, the bot answers there, once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.message import Typed
from bot.session import Session
from bot.telegram import addressing, arrival, elsewhere
from bot.telegram.faults import fault
from bot.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.journal import Journal
    from bot.telegram.inbox import Work
    from bot.telegram.notices import Notices
    from bot.telegram.serving import Serving
    from bot.telegram.thread import Thread

TITLE = "interviewbot"
"""What Telegram asks for and nobody sees: the title of the only result."""

logger = logging.getLogger(__name__)


class Guests:
    """Answers at once, for Telegram forgets a query within seconds; of such chats nothing is remembered.

    Telegram takes one answer to a summons: where it is not known whether the first arrived, it may be given again.
    """

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

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what was asked.

        Raises:
            TelegramError: the answer may not have arrived; the update is to be tried again.

        """
        message = update.guest_message
        if message is None or not message.guest_query_id or addressing.is_by_a_bot(message):
            return
        work = self._work(update.update_id)
        language = self._notices.language_of(arrival.language(work.raw))
        said = Typed(addressing.without_mentions(work.raw["guest_message"], context.bot.bot) or "")
        reply, _ = await self._thread.do(lambda: self._conversation.reply(said, Session(language)))
        outgoing = elsewhere.shortened(reply, texts(language), context.bot.link)
        try:
            await context.bot.answer_guest_query(message.guest_query_id, elsewhere.article("0", TITLE, outgoing))
        except BadRequest as error:
            logger.warning("a guest's question is not answered (%s)", fault(error).name)
            return
        work.figures[f"verdict_{reply.kind}"] += 1
        work.afterwards.append(lambda: self._journal.hear(said, reply, work.claimed.chat, work.claimed.person))
