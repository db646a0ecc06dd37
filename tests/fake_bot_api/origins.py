"""Where a message came from that is forwarded or quoted, as the Bot API writes it."""

from dataclasses import replace

from fake_bot_api.html import Entity, units
from fake_bot_api.records import Message, Room

_NOT_FORWARDED = frozenset(
    {"sender_chat", "quote", "external_reply", "guest_bot_caller_user", "guest_bot_caller_chat", "forum_topic_created"}
)
_KEPT_IN_QUOTES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})


def origin(room: Room, message: Message, *, hidden: bool = False) -> object:
    """Return a MessageOrigin; `hidden` where its sender lets nobody link to them from forwarded messages."""
    if "forward_origin" in message.content:
        return message.content["forward_origin"]
    if room.kind == "channel":
        return {"type": "channel", "date": message.date, "chat": room.wire(), "message_id": message.message_id}
    if "sender_chat" in message.content:
        return {"type": "chat", "date": message.date, "sender_chat": message.content["sender_chat"]}
    if hidden:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": message.sender.first_name}
    return {"type": "user", "date": message.date, "sender_user": message.sender.wire()}


def forwarded(room: Room, message: Message, *, hidden: bool = False) -> dict[str, object]:
    """Return what a forwarded message holds beside its text: what it held, and where it came from."""
    held = {name: value for name, value in message.content.items() if name not in _NOT_FORWARDED}
    return held | {"forward_origin": origin(room, message, hidden=hidden)}


def quoted(message: Message, part: str) -> dict[str, object]:
    """Return a TextQuote of a part of a message's text, chosen by hand.

    Raises:
        ValueError: The message does not hold these words.
    """
    if not part or part not in message.text:
        complaint = f"{part!r} is no part of {message.text!r}"
        raise ValueError(complaint)
    start = units(message.text[: message.text.index(part)])
    entities = [
        clipped.wire()
        for entity in message.entities
        if entity.type in _KEPT_IN_QUOTES and (clipped := _clipped(entity, start, start + units(part))).length > 0
    ]
    return {"text": part, "position": start, "is_manual": True} | ({"entities": entities} if entities else {})


def _clipped(entity: Entity, start: int, end: int) -> Entity:
    first, last = max(entity.offset, start), min(entity.offset + entity.length, end)
    return replace(entity, offset=first - start, length=last - first)


def external(room: Room, message: Message) -> dict[str, object]:
    """Return an ExternalReplyInfo for a reply in another chat."""
    public = {"chat": room.wire(), "message_id": message.message_id}
    return {"origin": origin(room, message)} | (public if room.kind in {"supergroup", "channel"} else {})
