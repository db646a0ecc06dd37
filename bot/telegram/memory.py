"""What is remembered of a chat, as text that the store keeps: the session, and the album that was answered last."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import BaseModel

from bot.reply import Button, Deed
from bot.session import Session
from bot.telegram import callback
from index.interview import Address


@dataclass(frozen=True, slots=True)
class Memory:
    """The session of a chat, and the id of the album that its last picture was in, "" for none."""

    session: Session
    album: str = ""


def dumps(memory: Memory) -> str:
    """Return a memory as JSON."""
    session = memory.session
    return json.dumps(
        {
            "language": session.language,
            "interview": session.interview,
            "at": session.at,
            "shown": session.shown.token if session.shown else None,
            "quoted": [session.shown_from, session.shown_to],
            "offered": [[its.number, its.label, callback.written(its.deed, its.address)] for its in session.offered],
            "folded": session.folded.token if session.folded else None,
            "folds_to": [session.folded_from, session.folded_to],
            "others": [address.token for address in session.others],
            "album": memory.album,
            "awaits_quotation": session.awaits_quotation,
            "has_chosen_language": session.has_chosen_language,
        }
    )


def loads(written: str | None, language: str) -> Memory:
    """Read what `dumps` wrote; begin anew, in `language`, where there is nothing, or another version's writing."""
    try:
        kept = _Kept.model_validate_json(written or "{}")
        shown = Address.parse(kept.shown) if kept.shown else None
        offered = tuple(_button(*its) for its in kept.offered)
        folded = Address.parse(kept.folded) if kept.folded else None
        others = tuple(Address.parse(token) for token in kept.others)
    except ValueError:
        return Memory(Session(language))
    session = Session(
        kept.language,
        kept.interview,
        kept.at,
        shown,
        *kept.quoted,
        offered=offered,
        folded=folded,
        folded_from=kept.folds_to[0],
        folded_to=kept.folds_to[1],
        others=others,
        awaits_quotation=kept.awaits_quotation,
        has_chosen_language=kept.has_chosen_language,
    )
    return Memory(session, kept.album)


class _Kept(BaseModel, strict=True):
    """A memory as it is written."""

    language: str
    interview: str | None
    at: str | None
    shown: str | None
    quoted: tuple[int, int]
    offered: tuple[tuple[int | None, str, str], ...]
    folded: str | None
    folds_to: tuple[int, int]
    others: tuple[str, ...]
    album: str
    awaits_quotation: bool
    has_chosen_language: bool


def _button(number: int | None, label: str, data: str) -> Button:
    pressed = callback.read(data)
    return Button(label, Deed(pressed.deed), pressed.address, number)
