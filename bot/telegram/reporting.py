"""The report in short, for the chats of those who run the bot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.journal import Mark, read
from bot.reply import Kind
from bot.report import FAULTS, first_day, report

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from bot.texts import Texts

DAYS = 30
"""How many days are told of, today included."""

MOST_GAPS = 10
LONGEST_GAP = 200
"""How many gaps are listed, and the code points of each: so they fit one message."""


class Reporting:
    """Tells `chats`, and no others, what readers asked and missed."""

    def __init__(self, folder: Path, language: str, chats: AbstractSet[int] = frozenset()) -> None:
        """Read the journal in `folder`; `language` is that of questions whose words do not tell."""
        self.chats = chats
        self._folder = folder
        self._language = language

    def told(self, texts: Texts) -> str:
        """Return the report as a message in the language of some texts.

        Raises:
            JournalError: the journal cannot be read.

        """
        today = dt.datetime.now(dt.UTC).date()
        first = first_day(today, DAYS)
        found = report(read(self._folder, first), first, today, self._language)
        listed = [f"• {gap.count} × {gap.question[:LONGEST_GAP]}" for gap in found.gaps[:MOST_GAPS]]
        missed = texts.say["report_missed" if listed else "report_none_missed"]
        return texts.say["report"].format(
            days=DAYS,
            asked=found.asked,
            **{kind.value: found.verdicts[kind] for kind in (Kind.ANSWERED, Kind.CLOSE, Kind.NOT_COVERED)},
            helpful=found.marks[Mark.HELPFUL],
            wrong=sum(found.marks[fault] for fault in FAULTS),
            missed="\n".join([missed, *listed]),
        )
