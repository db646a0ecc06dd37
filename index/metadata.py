"""Questions about an interview itself: when it was published and where, who asks, who answers, what it is called."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from index.languages import language

if TYPE_CHECKING:
    from index.interview import Interview


class Field(StrEnum):
    """What can be asked about an interview; the values are the keys of the language files."""

    PUBLISHED = "published"
    PUBLICATION = "publication"
    INTERVIEWERS = "interviewers"
    PEOPLE = "people"
    TITLE = "title"


def asked_about(wording: str, code: str) -> Field | None:
    """Return the field that a question asks about, by its mere wording; None where it asks about none."""
    for field, patterns in language(code).about.items():
        if any(re.fullmatch(pattern, wording) for pattern in patterns):
            return Field(field)
    return None


def names(interview: Interview, field: Field) -> tuple[str, ...]:
    """Return the names, or the title, that a field holds, none where it is empty or a date."""
    match field:
        case Field.INTERVIEWERS:
            return tuple(interview.person(label).name for label in interview.interviewers)
        case Field.PEOPLE:
            return tuple(p.name for p in interview.people if p.label not in interview.interviewers)
        case Field.PUBLICATION:
            return (interview.publication,) if interview.publication else ()
        case Field.TITLE:
            return (interview.title,)
        case Field.PUBLISHED:
            return ()
