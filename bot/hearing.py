"""What a message means that is no question to an interview: small talk, commands in words, numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot import texts
from index.analysis import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_QUESTION = 2000
"""Code points of a message; for a longer one a shorter is asked for."""

LONGEST_NUMBER = 3
"""Digits of a number that may stand for a question; a longer one is something that is asked about."""

LANGUAGES = {"in_swedish": "sv", "in_english": "en"}
"""The language that a phrase asks for, by its meaning."""

_OPENINGS = ("greeting", "thanks", "acknowledged")


def number(words: str) -> str | None:
    """Return the digits of a message that is a number, alone or behind what it numbers: "3", "question 3"."""
    before, _, digits = words.rpartition(" ")
    is_number = digits.isdecimal() and len(digits) <= LONGEST_NUMBER
    numbered = {phrase(said) for code in texts.LANGUAGES for said in texts.texts(code).numbered}
    return digits if is_number and (not before or before in numbered) else None


def language(named: str) -> str | None:
    """Return which of `LANGUAGES` is asked for by what names one: "en", "English", "på engelska"; None for others."""
    words = wording(named)
    by_code = {code: meaning for meaning, code in LANGUAGES.items()}
    found = by_code.get(words) or meaning(words)
    return found if found in LANGUAGES else None


def meaning(said: str) -> str | None:
    """Return what a phrase means, or what comes after a greeting or thanks in it; None for what is no small talk."""
    meanings = _meanings()
    if said in meanings:
        return meanings[said]
    words = said.split()
    for place in range(1, len(words)):
        opening, rest = " ".join(words[:place]), " ".join(words[place:])
        if meanings.get(opening) in _OPENINGS and rest in meanings:
            return meanings[rest]
    return None


@cache
def _meanings() -> Mapping[str, str]:
    """Return what each phrase means, in all languages that the bot speaks: readers mix them."""
    return {
        wording(said): meaning
        for code in texts.LANGUAGES
        for meaning, phrases in texts.texts(code).heard.items()
        for said in phrases
    }


def wording(text: str) -> str:
    """Return the mere wording of a message; a lone question mark stands for itself."""
    return phrase(text[: MAX_QUESTION + 1]) or ("?" if text.strip() == "?" else "")
