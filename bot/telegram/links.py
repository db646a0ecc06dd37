"""Links that open a passage in the reader's own chat with the bot: `t.me/BOT?start=ADDRESS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.message import Pressed, Signal
from bot.reply import Deed
from index.interview import Address

if TYPE_CHECKING:
    from bot.message import Message


def link(bot: str, address: Address | None) -> str:
    """Return the link to a passage, or to the chat alone; `bot` is the link to the bot."""
    return f"{bot}?start={address.token}" if address else bot


def said(command: str) -> Message:
    """Return what somebody means who sends `/start`: the passage behind it, by a link; a greeting where none can be."""
    try:
        return Pressed(Deed.ASK, Address.parse(command.partition(" ")[2]))
    except ValueError:
        return Signal.START
