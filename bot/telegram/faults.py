"""What went wrong with a call to Telegram, and so what is to be done about it."""

from __future__ import annotations

from enum import Enum, auto

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)


class Fault(Enum):
    """The sorts of failure that differ in what is to be done."""

    FLOOD = auto()
    """Too many messages: wait as long as told, for that chat."""
    MIGRATED = auto()
    """The group has become a supergroup with another id."""
    BLOCKED = auto()
    """The chat takes no messages from the bot any more."""
    MARKUP = auto()
    """The text's markup is refused: its words are sent without."""
    UNCHANGED = auto()
    """The message is already as it should be."""
    REFUSED = auto()
    """Telegram will never take this message."""
    TOKEN = auto()
    """Telegram does not know the token."""
    NEVER_SENT = auto()
    """The call has not reached Telegram."""
    REPLY_LOST = auto()
    """The call may have reached Telegram: only the answer to it is missing."""
    SERVER = auto()
    """Telegram itself has failed."""


_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_CLOSED = ("chat not found", "peer_id_invalid", "group chat was deactivated")


def fault(error: TelegramError) -> Fault:  # noqa: C901, PLR0911, PLR0912  # a table, read from above
    """Tell what sort of failure an error of the library is.

    The order matters: `BadRequest` and `TimedOut` are network errors to the library.
    """
    said = str(error).casefold()
    match error:
        case InvalidToken() | EndPointNotFound() if isinstance(error.__cause__, InvalidToken):
            return fault(error.__cause__)  # the library wraps it in what it says of a method that it does not know
        case TelegramError(__cause__=TelegramError()):
            return Fault.SERVER  # the refusal is no JSON, so it is by something on the way, and no word of Telegram's
        case RetryAfter():
            return Fault.FLOOD
        case ChatMigrated():
            return Fault.MIGRATED
        case Forbidden():
            return Fault.BLOCKED
        case InvalidToken() | EndPointNotFound():
            return Fault.TOKEN
        case BadRequest() if "can't parse" in said or "entit" in said:
            return Fault.MARKUP
        case BadRequest() if "not modified" in said:
            return Fault.UNCHANGED
        case BadRequest() if any(reason in said for reason in _CLOSED):
            return Fault.BLOCKED
        case BadRequest():
            return Fault.REFUSED
        case NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            return Fault.NEVER_SENT
        case NetworkError(__cause__=None) | Conflict():
            return Fault.SERVER
        case _:
            return Fault.REPLY_LOST  # lost on the way, or no JSON: the call may have been done, whatever the cause
