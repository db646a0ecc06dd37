"""What the bot remembers of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.reply import Kind, Landing

if TYPE_CHECKING:
    from bot.reply import Button, Reply
    from index.interview import Address, Passage


@dataclass(frozen=True, slots=True)
class Session:
    """What the bot remembers of a conversation.

    `language` is the reader's, one of those that there are texts in; `has_chosen_language` tells that she asked for it,
    so that it stays whatever her client says. `interview` restricts questions to one, None to
    none. `at` is the interview that was answered from or chosen last, and restricts nothing: it is what "the interview"
    means. `shown` is the passage shown last, and `shown_from` to `shown_to` what of it was quoted, in code points: 0 to
    0 where it stands for what was told of its interview.
    `offered` are the buttons offered last, which numbers stand for; none after words of an interview that none of
    them leads into. `folded` is the passage that was last shown in a message of its own, and `folded_from` to
    `folded_to` what was quoted there; `others` are the passages that answer the last question too. `awaits_quotation`
    tells that the next message is words to be checked.
    """

    language: str
    interview: str | None = None
    at: str | None = None
    shown: Address | None = None
    shown_from: int = 0
    shown_to: int = 0
    offered: tuple[Button, ...] = ()
    folded: Address | None = None
    folded_from: int = 0
    folded_to: int = 0
    others: tuple[Address, ...] = ()
    awaits_quotation: bool = False
    has_chosen_language: bool = False

    def after(self, reply: Reply) -> Session:
        """Return what is remembered after a reply."""
        session = replace(self, awaits_quotation=reply.asks_for_quotation)
        if reply.chosen is not None:
            session = replace(session, interview=reply.chosen or None)
        if reply.language:
            session = replace(session, language=reply.language, has_chosen_language=True)
        if reply.passage is not None:
            session = _showing(session, reply, reply.passage)
        elif reply.kind is Kind.NOT_COVERED:
            session = replace(session, shown=None)  # there is nothing to go on from
        into = reply.passage.address.interview if reply.passage is not None else reply.interview
        if into is not None:
            session = replace(session, at=into)
        if reply.questions:
            return replace(session, offered=reply.questions)
        if into is not None and all(button.address.interview != into for button in session.offered):
            return replace(session, offered=())
        return session


def _showing(session: Session, reply: Reply, passage: Passage) -> Session:
    start, end = (reply.excerpt.start, reply.excerpt.end) if reply.excerpt is not None else (0, 0)
    session = replace(session, shown=passage.address, shown_from=start, shown_to=end)
    if reply.landing is Landing.NEW:
        session = replace(session, folded=passage.address, folded_from=start, folded_to=end)
    if reply.finding is not None:
        session = replace(session, others=tuple(other.address for other in reply.finding.others))
    return session
