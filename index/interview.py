"""The records that everything else passes around: interviews, turns, passages, addresses and citations."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

MAX_ID_LENGTH = 46
"""Characters. With number, part and revision an address then fits the 64 bytes that a Telegram button carries."""

INTRODUCTION_NUMBER = 0

_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_ID_LENGTH - 1}}}")
_TOKEN = re.compile(rf"({_ID.pattern})_(0|[1-9][0-9]{{0,4}})_([1-9][0-9]{{0,2}})_([0-9a-f]{{6}})")
_REVISION_LENGTH = 6


class Role(StrEnum):
    """What a turn does in its interview."""

    INTRODUCTION = "introduction"
    QUESTION = "question"
    ANSWER = "answer"
    OUTRO = "outro"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in an interview.

    `label` is the name as it stands before their turns ("Leif"), `name` the whole one, `description` their role in
    life ("förvaltningsledare för R7e-arkiv"), empty where the interview gives none.
    """

    label: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words.

    The introduction has no speaker. `start` is seconds into the recording, where there is one. `hints` are readers'
    questions that the turn answers, written by an editor; only an introduction or an answer has them.
    """

    role: Role
    speaker: str | None
    text: str
    start: float | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interview:
    """One published conversation: its metadata and its turns, in their order.

    `interviewers` and the keys of `people` are labels, the names that stand before the turns. `extra` keeps the
    metadata that the format does not know.
    """

    id: str
    title: str
    language: str
    turns: tuple[Turn, ...]
    published: dt.date | None = None
    publication: str = ""
    url: str = ""
    interviewers: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def revision(self) -> str:
        """A short hash of the interview's words: equal words, equal revision; metadata and hints do not count."""
        return words_hash("\n".join(f"{turn.role} {turn.speaker} {turn.text}" for turn in self.turns))

    def person(self, label: str) -> Person:
        """Return who speaks under `label`; a label that `people` does not list is its own name."""
        return next((p for p in self.people if p.label == label), Person(label, label))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a passage stands, in a form that lasts: what a link or a button carries.

    `number` is 0 for the introduction and n for the n-th answer; `part` counts from 1. `revision` is a hash of
    the passage's own words and its question's, so that it is found again when others have changed.
    """

    interview: str
    number: int
    part: int
    revision: str

    @property
    def token(self) -> str:
        """The address as at most 63 characters A-Z a-z 0-9 _ - that `parse` reads back."""
        return f"{self.interview}_{self.number}_{self.part}_{self.revision}"

    @classmethod
    def parse(cls, token: str) -> Address:
        """Read what `token` wrote.

        Raises:
            ValueError: the text is no address.

        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            message = f"not an address: {token[:80]!r}; one looks like r7e-arkiv_2_1_0a1b2c"
            raise ValueError(message)
        interview, number, part, revision = match.groups()
        return cls(interview, int(number), int(part), revision)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: an answer, or a part of a long one, or the introduction.

    `question` is what the interviewer asked before the answer; it is None for the introduction, as is `speaker`.
    `parts` is how many parts the turn is cut into; this one is `turn.text[start:end]`, in code points.
    """

    address: Address
    turn: Turn
    question: str | None
    speaker: Person | None
    parts: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.turn.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Whole sentences of one passage: always `passage.text[start:end]`, in Unicode code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Who said it, in which interview, when it was published, which answer of how many, and where it leads.

    `answers` is how many answers the interview has. `url` leads to the quoted
    words on the publication's page (a text fragment), and is None where the interview has no page.
    """

    address: Address
    speaker: Person | None
    title: str
    published: dt.date | None
    publication: str
    answers: int
    url: str | None


def is_interview_id(text: str) -> bool:
    """Tell whether `text` can be an interview's id: at most 46 of A-Z a-z 0-9 _ -, not beginning with _ or -."""
    return _ID.fullmatch(text) is not None


def words_hash(text: str) -> str:
    """Return six hexadecimal digits that depend on the words of `text` but not on the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_REVISION_LENGTH]
