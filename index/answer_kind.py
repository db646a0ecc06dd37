"""What kind of answer a question asks for, and whether a text holds one."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from index.languages import INTRODUCTION, language

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
    LIST = "list"
    DECISION = "decision"


OPEN_KINDS = frozenset({AnswerKind.LIST, AnswerKind.DECISION})
"""The kinds of answer that a text often gives without a sign of them: three things, or a yes."""


def asked_for(wording: str, code: str) -> tuple[AnswerKind | None, frozenset[str]]:
    """Return the kind of answer that a question asks for, by its mere wording, and the words that ask for it.

    The kind is None, and there are no words, where it asks for none of these. A question that begins with its verb is
    answered by yes or no, whatever stands behind "when" or "who" in it; else the longest phrase counts.
    """
    known, rest = language(code), f"{wording} "
    while opening := max((its for its in known.begins if rest.startswith(f"{its} ")), key=len, default=""):
        if known.begins[opening] != INTRODUCTION:
            break
        rest = rest[len(opening) + 1 :]
    found = {asking: kind for asking, kind in known.asks.items() if f" {asking} " in f" {rest}"}
    if opening:
        found[opening] = known.begins[opening]
    if not found:
        return None, frozenset()
    asking = max(found, key=lambda its: (found[its] == AnswerKind.DECISION, len(its), its))
    return AnswerKind(found[asking]), frozenset(asking.split())


def holds(text: str, kind: AnswerKind, code: str) -> bool:
    """Tell whether a text has anything of a kind; of a language without a list of such signs it is taken to."""
    pattern = _signs(code).get(kind)
    return pattern is None or pattern.search(text) is not None


def signs(text: str, kind: AnswerKind, code: str) -> list[tuple[int, int]]:
    """Return where a text has signs of a kind, by offsets; none of a language without a list of them."""
    pattern = _signs(code).get(kind)
    return [sign.span() for sign in pattern.finditer(text)] if pattern else []


def asks_everybody(wording: str, code: str) -> bool:
    """Tell whether a question, as a mere wording, asks what more than one says: "what do they say about …"."""
    return any(f" {asking} " in f" {wording} " for asking in language(code).everybody)


@cache
def _signs(code: str) -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(signs)})(?!\w)", re.IGNORECASE)
        for kind, signs in language(code).signs.items()
    }
