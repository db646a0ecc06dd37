"""What can be told of an update before the library has read it, whatever somebody put into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

GREATEST_ID = 2**63 - 1
"""The greatest id that the database can hold; Telegram's have at most 52 bits."""

_MESSAGES = ("message", "edited_message", "channel_post", "business_message")
_ANSWERED = ("message", "callback_query")
_QUERIES = ("callback_query", "inline_query", "guest_message")
"""What Telegram holds for some seconds only, and then forgets that it waits for an answer.

A guest's message is of the person who wrote it, as its chat's id may be another chat's here.
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: its id, its whole JSON, and pseudonyms for the chat and the person that it comes from.

    Urgent is what the reader waits for with a finger on the screen.
    """

    update_id: int
    payload: str
    chat: str
    person: str
    is_urgent: bool


def read(raw: object, pseudonym: Callable[[int], str]) -> Arrival | None:
    """Read an update; None where it has no id, so that there is nothing to know it by.

    Half characters (lone surrogates), which JSON can hold and nothing else, become question marks. Of what is
    nested too deep to be written nothing is kept but the id.
    """
    update_id = number(raw)
    if update_id is None or not isinstance(raw, dict):
        return None
    chat, person = chat_id(raw), person_id(raw)
    own = f"update {update_id}"
    return Arrival(
        update_id,
        _written(raw),
        pseudonym(chat) if chat is not None else own,
        pseudonym(person) if person is not None else own,
        is_urgent=any(kind in raw for kind in _QUERIES),
    )


def _written(raw: object) -> str:
    try:
        return json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode()
    except RecursionError:
        return "{}"


def number(raw: object) -> int | None:
    """Return the id of an update; None where it has none that can be one."""
    own = raw.get("update_id") if isinstance(raw, dict) else None
    return own if _is_id(own) and own >= 0 else None


def chat_id(raw: Mapping[str, Any]) -> int | None:
    """Return the id of the chat that an update comes from, that of the person where it comes from no chat."""
    found = next((_id(message.get("chat")) for message in _messages(raw)), None)
    return person_id(raw) if found is None else found


def addressee(raw: Mapping[str, Any]) -> int | None:
    """Return the id of the chat that an answer goes to; None where none is awaited, as to an edit."""
    return chat_id({kind: raw[kind] for kind in _ANSWERED if kind in raw})


def person_id(raw: Mapping[str, Any]) -> int | None:
    """Return the id of the person that an update comes from; None where none is told."""
    return _id(_sender(raw))


def language(raw: Mapping[str, Any]) -> str | None:
    """Return the language of the person's client; None where none is told."""
    sender = _sender(raw)
    code = sender.get("language_code") if isinstance(sender, dict) else None
    return code if isinstance(code, str) else None


def thread_id(raw: Mapping[str, Any]) -> int | None:
    """Return the topic of the group that an update comes from; None where it comes from none."""
    for message in _messages(raw):
        if message.get("is_topic_message") is True and _is_id(message.get("message_thread_id")):
            return int(message["message_thread_id"])
    return None


def message_id(raw: Mapping[str, Any]) -> int | None:
    """Return the id of the message that an update brings, or that was pressed on; None where there is none."""
    number = next((message.get("message_id") for message in _messages(raw)), None)
    return number if _is_id(number) and number > 0 else None


def _messages(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for kind in _MESSAGES:
        if isinstance(raw.get(kind), dict):
            yield raw[kind]
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        yield query["message"]


def _sender(raw: Mapping[str, Any]) -> object:
    for kind in (*_QUERIES, *_MESSAGES):
        if isinstance(raw.get(kind), dict):
            return raw[kind].get("from")
    return None


def _id(of: object) -> int | None:
    number = of.get("id") if isinstance(of, dict) else None
    return number if _is_id(number) else None


def _is_id(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= GREATEST_ID
