"""For whom a message in a group is; how the bot then answers is told over the wire, in `test_chat`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import User

from bot.telegram import addressing
from tests.bot.telegram.test_properties import texts, things

OWN = User(7_345_678_901, "Intervjun", is_bot=True, username="Interview_Bot")


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, Any]:
    """Return an entity as the Bot API writes it."""
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("message", "is_addressed", "is_command"),
    [
        ({"text": "hej"}, False, False),
        ({"text": "hej @interview_bot", "entities": [entity("mention", 4, 14)]}, True, False),
        ({"text": "🙂 @interview_bot", "entities": [entity("mention", 3, 14)]}, True, False),
        ({"caption": "@interview_bot?", "caption_entities": [entity("mention", 0, 14)]}, True, False),
        ({"text": "hej @other_bot", "entities": [entity("mention", 4, 10)]}, False, False),
        ({"text": "Intervjun?", "entities": [entity("text_mention", 0, 9, user={"id": OWN.id})]}, True, False),
        ({"text": "Intervjun?", "entities": [entity("text_mention", 0, 9, user={"id": 98})]}, False, False),
        ({"text": "varför?", "reply_to_message": {"from": {"id": OWN.id}}}, True, False),
        ({"text": "varför?", "reply_to_message": {"from": {"id": 98}}}, False, False),
        ({"text": "/help", "entities": [entity("bot_command", 0, 5)]}, False, True),
        ({"text": "/help@interview_bot", "entities": [entity("bot_command", 0, 19)]}, False, True),
        ({"text": "/help@other_bot", "entities": [entity("bot_command", 0, 15)]}, False, False),
        ({"text": "se /help", "entities": [entity("bot_command", 3, 5)]}, False, False),
    ],
)
def test_what_names_the_bot_or_replies_to_it_is_for_it(
    message: dict[str, Any],
    is_addressed: bool,  # noqa: FBT001  # from the table
    is_command: bool,  # noqa: FBT001  # from the table
) -> None:
    """And so is a command, unless it names another bot."""
    assert addressing.is_addressed(message, OWN) == is_addressed
    assert addressing.is_command(message, OWN) == is_command


entities = st.dictionaries(st.sampled_from(["type", "offset", "length", "user"]), things)
odd = st.fixed_dictionaries(
    {},
    optional={
        "chat": things,
        "text": texts | things,
        "caption": texts | things,
        "entities": st.lists(entities | things, max_size=3) | things,
        "caption_entities": things,
        "reply_to_message": things | st.dictionaries(st.just("from"), things),
    },
)


@given(odd)
def test_any_message_can_be_looked_at(message: dict[str, Any]) -> None:
    """Whatever stands in it, and it is not for the bot, whose name and id are not in it."""
    assert not addressing.is_in_group(message)
    assert not addressing.is_addressed(message, OWN)
    assert not addressing.is_command(message, OWN)
    assert addressing.without_mentions(message, OWN) in [message.get("text"), message.get("caption"), None]
