"""The conversation that is served at the moment: another can take its place while the bot runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.message import Message
    from bot.reply import Reply
    from bot.results import Results
    from bot.session import Session


class Serving:
    """Stands for a conversation wherever one is answered by, so that all change to another at once."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def serve(self, conversation: Conversation) -> None:
        """Answer by another conversation from now on; what is being answered is answered by the old one."""
        self._conversation = conversation

    @property
    def results(self) -> Results:
        """What is found for whoever asks from another chat, as `Conversation.results`."""
        return self._conversation.results

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer one message, as `Conversation.reply` does."""
        return self._conversation.reply(message, session)
