"""The bot, with a conversation that ends the process, hangs or fails at certain words."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.message import Message, Typed
from bot.telegram.application import run
from index import library
from index.search import Searcher

if TYPE_CHECKING:
    from bot.reply import Reply
    from bot.session import Session


class Deadly(Conversation):
    """Does as it is told."""

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer as ever, but for three words."""
        words = message.text if isinstance(message, Typed) else ""
        if "kaboom" in words:
            os._exit(1)
        if "hang" in words:
            time.sleep(1000)
        if "fail" in words:
            raise RuntimeError
        return super().reply(message, session)


if __name__ == "__main__":
    run(Deadly(Searcher(library.shipped())), "sv")
