"""A question about an interview itself, or who speaks in it -> what is told of which interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import excerpt as excerpts
from index.interview import Role
from index.metadata import Field, askings, names, tells
from index.naming import interviews_called, interviews_named, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.interview import Excerpt, Interview, Passage, Person
    from index.library import Library
    from index.metadata import Asking


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of an interview itself: a field of its metadata, and for `Field.PERSON` who was asked about.

    `introduction` is the passage that stands for it, `excerpt` the sentence there that says so, None where none does.
    """

    field: Field
    introduction: Passage
    excerpt: Excerpt | None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A field was asked for, and it is not clear of which interview: the ids of those that tell it, one or more."""

    field: Field
    interviews: tuple[str, ...]


def read(wording: str, code: str, library: Library, only: str | None, at: str | None) -> Telling | Unclear | None:
    """Return what a question asks about an interview itself; None where it asks no such thing, or none tells it.

    `wording` is the question's mere wording, in the language `code`. `only` is the one interview that is asked, None
    for all; `at` the one that "the interview" is where none is named, None for none in particular.
    """
    among = [library.interviews[only]] if only else list(library.interviews.values())
    for asking in askings(wording):
        if not (asking.named or asking.title):
            told = of(asking.field, library, only, at)
            if told is not None:
                return told
            continue
        found = [(its, who) for its, who in _named(asking, among, code) if _can_tell(library, its, asking.field)]
        meant = [(its, who) for its, who in found if its.id == at] or found
        if len(meant) == 1:
            interview, person = meant[0]
            return telling(asking.field, library, interview.id, person)
        if meant:
            field = asking.field if asking.field is not Field.PERSON else _role(*meant[0])
            return Unclear(field, tuple(dict.fromkeys(interview.id for interview, _ in meant)))
    return None


def of(field: Field, library: Library, only: str | None, at: str | None) -> Telling | Unclear | None:
    """Return what is told where "the interview" is all that is said of which is meant; None where none tells it."""
    one = only or (next(iter(library.interviews)) if len(library.interviews) == 1 else at)
    if one is not None and one in library.interviews:
        return telling(field, library, one)
    ids = tuple(its.id for its in library.interviews.values() if _can_tell(library, its, field))
    return Unclear(field, ids) if ids else None


def telling(field: Field, library: Library, interview_id: str, person: Person | None = None) -> Telling | None:
    """Return what is told of a field of an interview; None where the interview does not tell it."""
    interview = library.interviews[interview_id]
    introduction = _introduction(library, interview_id)
    if introduction is None or not tells(interview, field):
        return None
    # That a publication or a title is named in the introduction does not tell that it is this interview's.
    named = names(interview, field) if field in (Field.PEOPLE, Field.INTERVIEWERS) else ()
    if person is not None:
        named = (person.name,)
    excerpt = excerpts.naming(introduction.text, interview.language, named)
    if excerpt is None and person is not None:
        excerpt = excerpts.naming(introduction.text, interview.language, (person.label,))
    return Telling(field, introduction, excerpt, person)


def _named(asking: Asking, among: Sequence[Interview], code: str) -> Sequence[tuple[Interview, Person | None]]:
    """Return the interviews that a question may be about, each with who of it is asked about, if anybody."""
    if asking.field is Field.PERSON:
        return people(asking.named, among, code)
    if asking.title:
        return [(interview, None) for interview in interviews_called(asking.title, among)]
    return [(interview, None) for interview in interviews_named(asking.named, among, code)]


def _role(interview: Interview, person: Person | None) -> Field:
    """Return the field that a person stands in."""
    return Field.INTERVIEWERS if person and person.label in interview.interviewers else Field.PEOPLE


def _can_tell(library: Library, interview: Interview, field: Field) -> bool:
    return tells(interview, field) and _introduction(library, interview.id) is not None


def _introduction(library: Library, interview_id: str) -> Passage | None:
    return next((p for p in library.of(interview_id) if p.turn.role is Role.INTRODUCTION), None)
