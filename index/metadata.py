"""Questions about an interview itself: what a wording asks for, and what the metadata tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from index.interview import Role
from index.languages import WRITTEN_FOR, language
from index.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.interview import Interview


class Field(StrEnum):
    """What can be asked about an interview; the values are the keys of the language files."""

    PUBLISHED = "published"
    PUBLICATION = "publication"
    INTERVIEWERS = "interviewers"
    PEOPLE = "people"
    TITLE = "title"
    LANGUAGE = "language"
    LINK = "link"
    LENGTH = "length"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Asking:
    """A way to read a wording as a question about an interview itself.

    `named` are the words that name the interview, or for `Field.PERSON` who is asked about; `title` those that can only
    be the interview's title. Both are empty where "the interview" is all that is said.
    """

    field: Field
    named: str = ""
    title: str = ""


def askings(wording: str) -> Iterator[Asking]:
    """Yield what a wording may ask about an interview itself, by its form: whether it does is told by the names.

    Accents tell nothing here: "nar publicerades intervjun" asks what it asks with them. What is named has none either.
    """
    plain = unaccented(wording)
    for code in WRITTEN_FOR:
        for field, pattern in _patterns(code):
            if match := pattern.fullmatch(plain):
                found = match.groupdict()
                yield Asking(field, found.get("named") or "", found.get("title") or "")


@cache
def _patterns(code: str) -> Sequence[tuple[Field, re.Pattern[str]]]:
    """Return the wordings of a language that ask about an interview, without accents."""
    about = language(code).about
    return [(Field(field), re.compile(unaccented(pattern))) for field, its in about.items() for pattern in its]


def names(interview: Interview, field: Field) -> tuple[str, ...]:
    """Return the names, the title or the link that a field holds, none where it is empty or something else."""
    match field:
        case Field.INTERVIEWERS:
            return tuple(interview.person(label).name for label in interview.interviewers)
        case Field.PEOPLE:
            return tuple(p.name for p in interview.people if p.label not in interview.interviewers)
        case Field.PUBLICATION:
            return (interview.publication,) if interview.publication else ()
        case Field.TITLE:
            return (interview.title,)
        case Field.LINK:
            return (interview.url,) if interview.url else ()
        case _:
            return ()


def tells(interview: Interview, field: Field) -> bool:
    """Tell whether an interview's metadata tell a field."""
    match field:
        case Field.PUBLISHED:
            return interview.published is not None
        case Field.LANGUAGE | Field.LENGTH | Field.PERSON:
            return True
        case _:
            return bool(names(interview, field))


def length(interview: Interview) -> tuple[int, int]:
    """Return how many answers and how many words an interview has, the questions and the introduction among them."""
    answers = sum(turn.role is Role.ANSWER for turn in interview.turns)
    return answers, sum(len(turn.text.split()) for turn in interview.turns)
