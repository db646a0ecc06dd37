"""The methods that write, change and delete messages, and those that answer presses."""

from collections.abc import Mapping
from typing import Any

from fake_bot_api import html
from fake_bot_api.keyboards import checked
from fake_bot_api.records import Answer, Message, Room
from fake_bot_api.refusal import bad_request
from fake_bot_api.state import State

MAX_TEXT = 4096
"""How long a message may be after parsing, in UTF-16 code units."""

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
    content = _content(given, too_long="message is too long")
    replied = _replied(state, room, given.get("reply_parameters"))
    thread = given.get("message_thread_id") or (replied and replied.thread)
    if thread and thread not in room.topics:
        bad_request("message thread not found")
    message = state.keep(
        room,
        state.bot,
        **content,
        markup=checked(given.get("reply_markup")),
        reply_to=replied and replied.message_id,
        thread=thread,
        silent=given.get("disable_notification", False),
    )
    return room.wire_message(message)


def edit_message_text(state: State, given: Given) -> object:
    """Give a message of the bot's another text; its keyboard goes unless it is given again."""
    room, message = _own_message(state, given)
    content = _content(given, too_long="MESSAGE_TOO_LONG")
    markup = checked(given.get("reply_markup"))
    same = (message.text, message.entities, message.markup) == (content["text"], content["entities"], markup)
    if same:
        bad_request(_NOT_MODIFIED)
    return room.wire_message(state.edit(room, message, **content, markup=markup))


def edit_message_reply_markup(state: State, given: Given) -> object:
    """Give a message of the bot's another keyboard, or none."""
    room, message = _own_message(state, given)
    markup = checked(given.get("reply_markup"))
    if message.markup == markup:
        bad_request(_NOT_MODIFIED)
    return room.wire_message(state.edit(room, message, markup=markup))


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
        bad_request("query is too old and response timeout expired or query ID is invalid")
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


def _content(given: Given, *, too_long: str) -> dict[str, Any]:
    source = given.get("text", "")
    mode = given.get("parse_mode", "")
    if mode not in {"", "HTML"}:
        bad_request("unsupported parse_mode")
    try:
        formatted = html.parse(source) if mode else html.plain(source)
    except html.MarkupError as error:
        bad_request(f"can't parse entities: {error}")
    if formatted.is_empty:
        bad_request("message text is empty")
    if html.units(formatted.text) > MAX_TEXT:
        bad_request(too_long)
    return {
        "text": formatted.text,
        "html": source if mode else None,
        "entities": formatted.entities,
        "preview": not given.get("link_preview_options", {}).get("is_disabled", False),
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
    room = state.room(given.get("chat_id"))
    if "message_id" not in given:
        bad_request("message identifier is not specified")
    message = room.messages.get(given["message_id"])
    if message is None:
        bad_request("message to edit not found")
    if message.sender != state.bot:
        bad_request("message can't be edited")
    return room, message
