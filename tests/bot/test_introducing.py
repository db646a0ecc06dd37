"""What the bot tells of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.message import Commanded
from bot.reply import Reply, Saying
from bot.session import Session
from index.interview_file import loads
from index.library import Library
from index.search import Searcher

if TYPE_CHECKING:
    from index.interview import Interview


def _interview(number: int) -> Interview:
    head = f"id: i{number:02}\ntitle: Hamn {number}\nlanguage: sv\ninterviewers: [Moa]\npeople:\n  Bo: Bo Ask"
    return loads(f"---\n{head}\n---\n\n**Moa:** Vad gör du?\n\n**Bo:** Jag fiskar.\n", f"i{number:02}.md")


def _told(conversation: Conversation, command: str, language: str = "sv") -> str:
    reply, _ = conversation.reply(Commanded(command), Session(language))
    return _said(reply)


def _said(reply: Reply) -> str:
    return " ".join(part.text for part in reply.parts if isinstance(part, Saying))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (90, "90 dagar, eller tills du skriver /glom"),
        (1, "ett dygn, eller"),
        (0, "inte längre än så"),
        (None, "ingenting"),
    ],
)
def test_it_tells_how_long_questions_are_kept(shipped: Searcher, days: int | None, told: str) -> None:
    """As it is set; where nothing at all is kept, as in the terminal, that."""
    assert told in _told(Conversation(shipped, days), "privacy")


def test_it_names_whom_it_quotes() -> None:
    """Ten interviews at most, and where the others are listed."""
    told = _told(Conversation(Searcher(Library([_interview(number) for number in range(13)]))), "about", "en")
    assert told.count("• “Hamn ") == 10
    assert told.endswith("• and more: /interviews")
