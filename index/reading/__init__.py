"""From a source to an Interview: one module a format, and the records that each of them returns.

No words are lost on the way: whatever stands in the source is in the interview or in `Reading.dropped`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from index.interview import Interview, Person

__all__ = ["Dropped", "Metadata", "Reading", "ReadingError", "Remark"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source itself or its publisher says of an interview; it wins over what the text seems to say.

    What is empty is not known. `language` is a BCP 47 tag; `interviewers` are labels, the names before the turns.
    """

    title: str = ""
    published: dt.date | None = None
    language: str = ""
    publication: str = ""
    url: str = ""
    description: str = ""
    interviewers: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of the source, counted from 1, that is no part of the interview, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What an editor should look at; `line` counts from 1. In `doubt`, the reading itself may be wrong."""

    line: int
    message: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a source; what was dropped and what to look at stand in the source's order."""

    interview: Interview
    dropped: tuple[Dropped, ...]
    warnings: tuple[Remark, ...]


class ReadingError(ValueError):
    """The source is no interview, or cannot be taken apart; says why, where, and what to do about it.

    `line` counts from 1, and is None where the trouble is with the whole source; `trouble` is the message without it.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line = line
        self.trouble = message
