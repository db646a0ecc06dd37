"""Who and which interview is meant by a name: a whole one, a part of one, a misspelt one, or a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.analysis import phrase
from index.spelling import Spelling, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.interview import Interview, Person

SHORTEST_OF_A_TITLE = 4
"""Letters of words that name an interview by being a part of its title."""


def people(words: str, interviews: Iterable[Interview], code: str) -> Sequence[tuple[Interview, Person]]:
    """Return who is called `words` (a mere wording, in the language `code`), each with the interview that they are in.

    A whole name, or the label before the turns, comes before a part of one ("Leif", "Sandberg"), and that before a
    misspelt one, which has to be that of one person alone.
    """
    everybody = [(interview, person) for interview in interviews for person in _speaking(interview)]
    called = unaccented(words)
    whole = [
        (its, person)
        for its, person in everybody
        if called in (unaccented(phrase(person.name)), unaccented(phrase(person.label)))
    ]
    if whole:
        return whole
    parts = [_parts(person) for _, person in everybody]
    typed = words.split()
    if len(typed) > max(map(len, parts), default=0):
        return ()
    plain = {unaccented(word) for word in typed}
    partly = [
        its for its, known in zip(everybody, parts, strict=True) if plain and plain <= set(map(unaccented, known))
    ]
    if partly:
        return partly
    spelling = Spelling(frozenset().union(*parts), code)
    meant = {spelling.corrected(word, has_accents=words != unaccented(words)) for word in typed}
    near = [its for its, known in zip(everybody, parts, strict=True) if meant and meant <= known]
    return near if len({person.name for _, person in near}) == 1 else ()


def interviews_called(title: str, interviews: Iterable[Interview]) -> Sequence[Interview]:
    """Return the interviews with a title, as a mere wording; accents tell nothing."""
    return [interview for interview in interviews if unaccented(phrase(interview.title)) == unaccented(title)]


def interviews_beginning(words: str, interviews: Iterable[Interview]) -> Sequence[Interview]:
    """Return the interviews whose titles begin with `words`, a mere wording; accents may be left out."""
    begun = f"{unaccented(words)} "
    return [interview for interview in interviews if f"{unaccented(phrase(interview.title))} ".startswith(begun)]


def interviews_named(words: str, interviews: Sequence[Interview], code: str) -> Sequence[Interview]:
    """Return the interviews that `words` name: by their title, else by a person, else by a part of the title."""
    called = interviews_called(words, interviews)
    if called:
        return called
    found = {interview.id: interview for interview, _ in people(words, interviews, code)}
    if found or len(words) < SHORTEST_OF_A_TITLE:
        return list(found.values())
    return [
        interview for interview in interviews if f" {unaccented(words)} " in f" {unaccented(phrase(interview.title))} "
    ]


def _speaking(interview: Interview) -> Sequence[Person]:
    """Return who speaks in an interview: those whose names it gives, and the interviewers."""
    return list(dict.fromkeys([*interview.people, *(interview.person(label) for label in interview.interviewers)]))


def _parts(person: Person) -> frozenset[str]:
    return frozenset(phrase(f"{person.name} {person.label}").split())
