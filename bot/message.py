"""What a reader can send: the messages of the conversation, before any screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reply import Deed
    from index.interview import Address


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that the reader wrote, or forwarded.

    `within` is the id of the interview that it is asked of, and `about` the passage that the message it replies to
    quotes: both None where it replies to nothing of the bot's.
    """

    text: str
    is_forwarded: bool = False
    within: str | None = None
    about: Address | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command by its English name, one of the texts', and what stands behind it."""

    command: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of which the reader asks whether somebody really said them; empty where she has yet to give them."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that the reader pressed, perhaps one from long ago.

    `beside` are the others below the same message; `is_shared` tells that others can press them too.
    """

    deed: Deed
    address: Address
    beside: frozenset[Deed] = frozenset()
    is_shared: bool = False


class Signal(StrEnum):
    """What happens without words: a conversation begins, or something is sent that is no text."""

    START = "start"
    HELP = "help"
    MEDIA = "media"


Message = Typed | Commanded | Quoted | Pressed | Signal
