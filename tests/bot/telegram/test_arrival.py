"""What is told of an update before the library reads it: a table made from the Bot API's own description."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.telegram import arrival

MAJA = {"id": 7, "is_bot": False, "first_name": "Maja", "language_code": "sv"}
GROUP = {"id": -100, "type": "supergroup", "title": "Läsecirkeln"}
IN_GROUP = {"message_id": 1, "date": 1, "chat": GROUP, "from": MAJA, "text": "hej"}
PRIVATE = IN_GROUP | {"chat": {"id": 7, "type": "private", "first_name": "Maja"}}
TOPIC = IN_GROUP | {"message_thread_id": 5, "is_topic_message": True}
THREAD = IN_GROUP | {"message_thread_id": 5}
PRESS = {"id": "1", "from": MAJA | {"id": 8}, "message": TOPIC, "chat_instance": "1", "data": "x"}

UPDATES: dict[str, tuple[dict[str, Any], int | None, int | None, int | None, bool]] = {
    "a private message": ({"message": PRIVATE}, 7, 7, None, False),
    "a message in a group": ({"message": IN_GROUP}, -100, 7, None, False),
    "a message in a topic": ({"message": TOPIC}, -100, 7, 5, False),
    "a thread of replies is no topic": ({"message": THREAD}, -100, 7, None, False),
    "an edited message": ({"edited_message": IN_GROUP}, -100, 7, None, False),
    "a post in a channel, by nobody": (
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}}},
        -5,
        None,
        None,
        False,
    ),
    "a press: who pressed, not who wrote": ({"callback_query": PRESS}, -100, 8, 5, True),
    "a press on a message of an inline query": (
        {"callback_query": {"id": "1", "from": MAJA, "inline_message_id": "x", "chat_instance": "1"}},
        7,
        7,
        None,
        True,
    ),
    "an inline query": ({"inline_query": {"id": "1", "from": MAJA, "query": "x", "offset": ""}}, 7, 7, None, True),
    "a guest's summons: who wrote it, whatever its chat is called": ({"guest_message": IN_GROUP}, 7, 7, None, True),
    "a kind that is not known": ({"poll": {"id": "1"}}, None, None, None, False),
}


@pytest.mark.parametrize("case", UPDATES)
def test_where_an_update_comes_from(case: str) -> None:
    """Chat, person, topic, and whether somebody waits with a finger on the screen."""
    fields, chat, person, thread, is_urgent = UPDATES[case]
    raw = {"update_id": 12, **fields}
    read = arrival.read(raw, lambda number: f"pseudonym of {number}")
    assert read is not None
    assert read.update_id == 12
    assert read.chat == (f"pseudonym of {chat}" if chat is not None else "update 12")
    assert read.person == (f"pseudonym of {person}" if person is not None else "update 12")
    assert read.is_urgent == is_urgent
    assert json.loads(read.payload) == raw
    assert (arrival.chat_id(raw), arrival.person_id(raw), arrival.thread_id(raw)) == (chat, person, thread)


@pytest.mark.parametrize("raw", [{"update_id": 1, "message": PRIVATE}, {"update_id": 1, "callback_query": PRESS}])
def test_the_language_is_that_of_the_client(raw: dict[str, Any]) -> None:
    """As the Bot API writes it."""
    assert arrival.language(raw) == "sv"
