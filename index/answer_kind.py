"""What kind of answer a question asks for, and whether a text holds one."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from index.languages import language

if TYPE_CHECKING:
    from collections.abc import Mapping


class AnswerKind(StrEnum):
    """What a question wants to know; the values are the keys of the language files."""

    TIME = "time"
    DURATION = "duration"
    AMOUNT = "amount"
    COUNT = "count"
    PLACE = "place"
    PERSON = "person"
    AGE = "age"
    NAME = "name"
    PRICE = "price"
    REASON = "reason"


def asked_for(wording: str, code: str) -> tuple[AnswerKind | None, frozenset[str]]:
    """Return the kind of answer that a question asks for, by its mere wording, and the words that ask for it.

    The kind is None, and there are no words, where it asks for none of these.
    """
    found = [
        (len(asking), asking, kind) for asking, kind in language(code).asks.items() if f" {asking} " in f" {wording} "
    ]
    if not found:
        return None, frozenset()
    _, asking, kind = max(found)
    return AnswerKind(kind), frozenset(asking.split())


def holds(text: str, kind: AnswerKind, code: str) -> bool:
    """Tell whether a text has anything of a kind; of a language without a list of such signs it is taken to."""
    pattern = _signs(code).get(kind)
    return pattern is None or pattern.search(text) is not None


def signs(text: str, kind: AnswerKind, code: str) -> list[tuple[int, int]]:
    """Return where a text has signs of a kind, by offsets; none of a language without a list of them."""
    pattern = _signs(code).get(kind)
    return [sign.span() for sign in pattern.finditer(text)] if pattern else []


@cache
def _signs(code: str) -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(signs)})(?!\w)", re.IGNORECASE)
        for kind, signs in language(code).signs.items()
    }
