"""The methods that write, change and delete messages, and those that answer presses."""

from collections.abc import Mapping
from typing import Any

from fake_bot_api import html
from fake_bot_api.content import content
from fake_bot_api.keyboards import checked
from fake_bot_api.records import Answer, Message, Room
from fake_bot_api.refusal import bad_request
from fake_bot_api.state import TOO_OLD, State

MAX_NOTICE = 200
"""How long the answer to a press may be."""

_ACTIONS = frozenset(
    f"{deed}_{thing}" for deed in ("record", "upload") for thing in ("voice", "video", "video_note")
) | {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)

Given = Mapping[str, Any]


def send_message(state: State, given: Given) -> object:
    """Put a message of the bot's into a chat."""
    room = state.room(given.get("chat_id"))
    said = content(given.get("text", ""), given, too_long="message is too long")
    replied = _replied(state, room, given.get("reply_parameters"))
    thread = given.get("message_thread_id") or (replied and replied.thread)
    if thread and thread not in room.topics:
        bad_request("message thread not found")
    message = state.keep(
        room,
        state.bot,
        **said,
        markup=checked(given.get("reply_markup"), web_apps=room.kind == "private"),
        reply_to=replied and replied.message_id,
        thread=thread,
        silent=given.get("disable_notification", False),
    )
    return room.wire_message(message)


def edit_message_text(state: State, given: Given) -> object:
    """Give a message of the bot's another text; its keyboard goes unless it is given again."""
    room, message = _own_message(state, given)
    said = content(given.get("text", ""), given, too_long="MESSAGE_TOO_LONG")
    return _edited(state, room, message, given, said)


def edit_message_reply_markup(state: State, given: Given) -> object:
    """Give a message of the bot's another keyboard, or none."""
    room, message = _own_message(state, given)
    return _edited(state, room, message, given, {})


def _edited(state: State, room: Room, message: Message, given: Given, said: Mapping[str, Any]) -> object:
    """Change a message, if it would then differ; of one that was sent by inline mode the bot learns no more than that.

    Whether its link previews are shown makes no difference here.
    """
    in_private = room.kind == "private" and not message.inline_id
    after = {**said, "markup": checked(given.get("reply_markup"), web_apps=in_private)}
    if all(getattr(message, name) == after[name] for name in after.keys() & {"text", "entities", "markup"}):
        bad_request(_NOT_MODIFIED)
    edited = state.edit(room, message, **after)
    return True if message.inline_id else room.wire_message(edited)


def delete_message(state: State, given: Given) -> object:
    """Delete a message; in groups only the bot's own, as it is no administrator."""
    room = state.room(given.get("chat_id"))
    message = room.messages.get(given.get("message_id", 0))
    if not message:
        bad_request("message to delete not found")
    if room.kind != "private" and message.sender != state.bot:
        bad_request("message can't be deleted")
    del room.messages[message.message_id]
    return True


def answer_callback_query(state: State, given: Given) -> object:
    """Answer a press, once."""
    query = given.get("callback_query_id", "")
    if query not in state.presses or state.presses[query]:
        bad_request(TOO_OLD)
    answer = Answer(given.get("text", ""), given.get("show_alert", False), given.get("url"), given.get("cache_time", 0))
    if html.units(answer.text) > MAX_NOTICE:
        bad_request("MESSAGE_TOO_LONG")
    state.presses[query] = answer
    return True


def send_chat_action(state: State, given: Given) -> object:
    """Show that the bot is at work."""
    state.room(given.get("chat_id"))
    if given.get("action") not in _ACTIONS:
        bad_request("wrong parameter action in request")
    return True


def get_chat(state: State, given: Given) -> object:
    """Tell about a chat."""
    room = state.room(given.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return room.wire() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def _replied(state: State, room: Room, parameters: Given | None) -> Message | None:
    """Return the message that is replied to, None where it is gone and the bot does not mind."""
    if parameters is None:
        return None
    if parameters.get("chat_id", room.id) != room.id:
        state.room(parameters["chat_id"])
        bad_request("replies to other chats are not known to this fake")
    message = room.messages.get(parameters["message_id"])
    if message is None:
        if parameters.get("allow_sending_without_reply"):
            return None
        bad_request("message to be replied not found")
    if parameters.get("quote", "") not in message.text:
        bad_request("QUOTE_TEXT_INVALID")
    return message


def _own_message(state: State, given: Given) -> tuple[Room, Message]:
    if "inline_message_id" in given:
        return _inline_message(state, given)
    if not given.keys() & {"chat_id", "message_id"}:
        bad_request("message identifier is not specified")
    room = state.room(given.get("chat_id"))
    if "message_id" not in given:
        bad_request("message identifier is not specified")
    message = room.messages.get(given["message_id"])
    if message is None:
        bad_request("message to edit not found")
    if message.sender != state.bot or message.inline_id:
        bad_request("message can't be edited")
    return room, message


def _inline_message(state: State, given: Given) -> tuple[Room, Message]:
    if given.keys() & {"chat_id", "message_id"}:
        bad_request("inline_message_id goes without chat_id and message_id")
    place = state.inline_messages.get(given["inline_message_id"])
    if place is None or place[1] not in place[0].messages:
        bad_request("MESSAGE_ID_INVALID")
    room, message_id = place
    return room, room.messages[message_id]
