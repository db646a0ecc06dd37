"""For whom a message is: in a group, for the bot where it names it, replies to it or is a command; elsewhere always.

What is read from what came can hold anything; `bot` is the bot's own user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from telegram import Message, User

_GROUPS = ("group", "supergroup")


def is_in_group(message: Mapping[str, Any]) -> bool:
    """Tell whether a message was written in a group, where most of what is said is not for the bot."""
    chat = message.get("chat")
    return isinstance(chat, dict) and chat.get("type") in _GROUPS


def is_addressed(message: Mapping[str, Any], bot: User) -> bool:
    """Tell whether a message replies to the bot or names it."""
    replied = message.get("reply_to_message")
    writer = replied.get("from") if isinstance(replied, dict) else None
    return (isinstance(writer, dict) and writer.get("id") == bot.id) or any(_mentions(message, bot))


def is_by_a_bot(message: Message) -> bool:
    """Tell whether another bot wrote a message."""
    # An anonymous admin writes as a bot of Telegram's own, in the name of the group.
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def is_command(message: Mapping[str, Any], bot: User) -> bool:
    """Tell whether a message is a command, for this bot or for none by name."""
    commands = (
        written.casefold().partition("@")[2]
        for entity, written in _entities(message)
        if entity.get("type") == "bot_command" and entity["offset"] == 0
    )
    return any(name in ("", str(bot.username).casefold()) for name in commands)


def without_mentions(message: Mapping[str, Any], bot: User) -> str | None:
    """Return what was written, without the bot's name in it; None where nothing was."""
    text = _text(message)
    for mention in _mentions(message, bot):
        text = text.replace(mention, " ")
    return text or None


def _mentions(message: Mapping[str, Any], bot: User) -> Iterator[str]:
    """Return the places where a message names the bot, as they are written."""
    for entity, written in _entities(message):
        user = entity.get("user")
        if (entity.get("type") == "mention" and written.casefold() == f"@{bot.username}".casefold()) or (
            entity.get("type") == "text_mention" and written and isinstance(user, dict) and user.get("id") == bot.id
        ):
            yield written


def _entities(message: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Return the entities whose place can be one, in UTF-16 code units, each with the words at it."""
    text = _text(message).encode("utf-16-le", "surrogatepass")
    for key in ("entities", "caption_entities"):
        entities = message.get(key)
        for entity in entities if isinstance(entities, list) else ():
            offset, length = (entity.get("offset"), entity.get("length")) if isinstance(entity, dict) else (None, None)
            if isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0:
                yield entity, text[2 * offset : 2 * (offset + length)].decode("utf-16-le", "ignore")


def _text(message: Mapping[str, Any]) -> str:
    text = message.get("text") or message.get("caption")
    return text if isinstance(text, str) else ""
