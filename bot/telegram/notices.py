"""The bot's own words to where an update came from, when the conversation has none for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import texts
from bot.telegram import arrival
from bot.telegram.part import Part

if TYPE_CHECKING:
    from collections.abc import Mapping


class Notices:
    """Writes to readers in their language, in `language` where their client names none."""

    def __init__(self, language: str) -> None:
        self._language = language

    def language_of(self, code: str | None) -> str:
        """Return the language to speak to somebody whose client names `code`."""
        return texts.nearest(code, self._language)

    def to(self, raw: Mapping[str, Any], key: str, language: str | None = None) -> Part | None:
        """Return what the texts say by `key`, to where an update came from; None where nobody awaits an answer.

        It is said in `language`; without one, in the reader's.
        """
        chat_id = arrival.addressee(raw)
        if chat_id is None:
            return None
        words = texts.texts(language or self.language_of(arrival.language(raw))).say[key]
        return Part(chat_id, words, thread_id=arrival.thread_id(raw), is_plain=True)
