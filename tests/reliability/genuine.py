"""Real updates of each kind, as clients send them and the Bot API writes them.

Each has a chat and a person of its own, so that what comes of it can be told apart, and whoever else is named in it,
deep within, is the same bystander, who has written nothing and must hear nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Update = dict[str, Any]
    Recipe = Callable[["Place"], Update]
    """How an update is made, once it is known where it is to come from."""

CANARIES = ("hemligsak", "Mallvina")
"""Words that are in what people write and are called, and so must be in no log."""

BOT_NAME = "interview_bot"
ANSWERED = ("message", "callback_query")
"""The kinds of update that are answered."""

TOPIC = 1
"""The topic of each group."""

_WHEN = 1_700_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an update comes from: a private chat, whose id is also its reader's, or a group; and who is not in it."""

    private: int
    group: int
    bystander: int
    bot: int


def _person(place: Place, **more: object) -> Update:
    its = {
        "id": place.private,
        "is_bot": False,
        "first_name": "Mallvina",
        "username": "mallvina",
        "language_code": "sv",
    }
    return its | more


def bystander(place: Place, **more: object) -> Update:
    """Return somebody who is named in an update, and has not written it."""
    return {"id": place.bystander, "is_bot": False, "first_name": "Mallvina Granne"} | more


def _private(place: Place) -> Update:
    return {"id": place.private, "type": "private", "first_name": "Mallvina"}


def group(place: Place) -> Update:
    """Return the group of a place."""
    return {"id": place.group, "type": "supergroup", "title": "Mallvinas läsecirkel", "is_forum": True}


def elsewhere(place: Place) -> Update:
    """Return the bystander's own chat."""
    return {"id": place.bystander, "type": "private", "first_name": "Mallvina Granne"}


def said(place: Place, text: str = "Vilka fördelar finns med hemligsak?", **more: object) -> Update:
    """Return what a reader has written, in private unless told otherwise."""
    its = {"message_id": 7, "date": _WHEN, "chat": _private(place), "from": _person(place), "text": text}
    return its | more


def _entity(kind: str, offset: int, length: int, **more: object) -> Update:
    return {"type": kind, "offset": offset, "length": length} | more


def _photo(place: Place, **more: object) -> Update:
    sizes = [{"file_id": "A", "file_unique_id": "a", "width": 90, "height": 60, "file_size": 1000}]
    its = said(place, photo=sizes, caption="hemligsak i bild", caption_entities=[_entity("bold", 0, 9)])
    del its["text"]
    return its | more


def _command(place: Place) -> Update:
    return {"message": said(place, "/start hemligsak", entities=[_entity("bot_command", 0, 6)])}


def question(place: Place) -> Update:
    """Return a question in private."""
    return {"message": said(place)}


def _answer_to_another(place: Place) -> Update:
    origin = {"type": "user", "date": _WHEN, "sender_user": bystander(place)}
    replied = {
        "message_id": 6,
        "date": _WHEN,
        "chat": elsewhere(place),
        "from": bystander(place),
        "text": "hemligsak",
    }
    quote = {"text": "hemligsak", "position": 0, "entities": [_entity("italic", 0, 4)]}
    return {"message": said(place, reply_to_message=replied, forward_origin=origin, quote=quote)}


def _in_a_group(place: Place) -> Update:
    text = f"@{BOT_NAME} hur ser framtiden ut för hemligsak?"
    entities = [_entity("mention", 0, 14), _entity("text_mention", 15, 3, user=bystander(place))]
    topic = {"message_thread_id": TOPIC, "is_topic_message": True, "sender_chat": group(place)}
    return {"message": said(place, text, chat=group(place), entities=entities, **topic)}


def _album(place: Place) -> Update:
    return {"message": _photo(place, media_group_id="12345", has_media_spoiler=True)}


def _odd_media(place: Place) -> Update:
    poll = {
        "id": "1",
        "question": "hemligsak?",
        "options": [{"text": "ja", "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
    }
    its = said(place, poll=poll, location={"latitude": 59.3, "longitude": 18.1}, dice={"emoji": "🎲", "value": 6})
    contact = {"phone_number": "070", "first_name": "Mallvina", "user_id": place.bystander}
    del its["text"]
    return {"message": its | {"contact": contact}}


def _joined(place: Place) -> Update:
    its = said(place, chat=group(place), new_chat_members=[bystander(place)], left_chat_member=bystander(place))
    del its["text"]
    return {"message": its}


def _press(place: Place) -> Update:
    below = said(place, "hemligsak", **{"from": {"id": place.bot, "is_bot": True, "first_name": "Bot"}})
    button = {"text": "hemligsak", "callback_data": "ar7e-arkiv_2_1_000000"}
    below |= {"reply_markup": {"inline_keyboard": [[button]]}}
    query = {"id": "4382bfdwdsb323b2d9", "from": _person(place), "chat_instance": "1"}
    return {"callback_query": query | {"message": below, "data": "ar7e-arkiv_2_1_000000"}}


def _press_on_what_is_gone(place: Place) -> Update:
    gone = {"message_id": 7, "date": 0, "chat": _private(place)}
    query = {"id": "2", "from": _person(place), "chat_instance": "1", "message": gone}
    return {"callback_query": query | {"data": "qr7e-arkiv_0_1_000000"}}


def _press_inline(place: Place) -> Update:
    query = {"id": "3", "from": _person(place), "chat_instance": "1", "inline_message_id": "xyz"}
    return {"callback_query": query | {"game_short_name": "hemligsak"}}


def _membership(place: Place) -> Update:
    bot = {"id": place.bot, "is_bot": True, "first_name": "Bot"}
    old, new = ({"user": bot, "status": status} for status in ("left", "member"))
    its = {"chat": group(place), "from": _person(place), "date": _WHEN}
    return its | {"old_chat_member": old, "new_chat_member": new}


def _in_a_channel(place: Place) -> Update:
    channel = {"id": place.group, "type": "channel", "title": "hemligsak"}
    return {"message_id": 9, "date": _WHEN, "chat": channel, "sender_chat": channel, "text": "hemligsak"}


def _inline(place: Place) -> Update:
    return {"id": "4", "from": _person(place), "query": "hemligsak", "offset": "", "chat_type": "sender"}


def _guest(place: Place) -> Update:
    return said(place, chat=group(place), guest_query_id="5", guest_bot_caller_user=bystander(place))


def _reaction(place: Place) -> Update:
    its = {"chat": group(place), "message_id": 7, "user": _person(place), "date": _WHEN, "old_reaction": []}
    return its | {"new_reaction": [{"type": "emoji", "emoji": "👍"}]}


EXAMPLES: tuple[Recipe, ...] = (
    _command,
    question,
    _answer_to_another,
    _in_a_group,
    _album,
    _odd_media,
    _joined,
    _press,
    _press_on_what_is_gone,
    _press_inline,
    lambda place: {"edited_message": said(place, edit_date=_WHEN + 1)},
    lambda place: {"inline_query": _inline(place)},
    lambda place: {"chosen_inline_result": {"result_id": "1", "from": _person(place), "query": "hemligsak"}},
    lambda place: {"channel_post": _in_a_channel(place)},
    lambda place: {"edited_channel_post": _in_a_channel(place) | {"edit_date": _WHEN + 1}},
    lambda place: {"my_chat_member": _membership(place)},
    lambda place: {"chat_member": _membership(place)},
    lambda place: {"guest_message": _guest(place)},
    lambda place: {"business_message": said(place, business_connection_id="1")},
    lambda place: {"message_reaction": _reaction(place)},
    lambda place: {"poll_answer": {"poll_id": "1", "user": _person(place), "option_ids": [0]}},
    lambda place: {"chat_join_request": {"chat": group(place), "from": _person(place), "date": _WHEN}},
    lambda place: {"kind_of_tomorrow": said(place)},
)
"""One real update of each sort, as the Bot API writes it without its id."""


def wrote(update: Update) -> set[int]:
    """Return the chats and persons that an update lets the bot write to: those where a message or a press came from."""
    found = set()
    for kind in ANSWERED:
        its = update.get(kind)
        if isinstance(its, dict):
            below = its.get("message")
            whence = (its.get("chat"), its.get("from"), below.get("chat") if isinstance(below, dict) else None)
            found |= {who["id"] for who in whence if isinstance(who, dict) and type(who.get("id")) is int}
    return found
