"""The text of a web page in the layout `Name: words` -> an Interview."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from index.interview import Interview, Person, Role, Turn
from index.languages import WRITTEN_FOR, recognise
from index.reading import Dropped, Metadata, Reading, ReadingError
from index.reading.debris import sift
from index.reading.heading import read_heading
from index.reading.lines import join_paragraphs, split_lines
from index.reading.remarks import remark_askers, remark_glued, remark_openings, remark_title
from index.reading.roles import find_askers
from index.reading.slug import slug
from index.reading.turns import find_openings, part_turns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from index.reading import Remark
    from index.reading.heading import Heading
    from index.reading.roles import Askers
    from index.reading.turns import Openings, Spoken

_by_line = attrgetter("line")
_UNKNOWN = Metadata()


def read(text: str, known: Metadata = _UNKNOWN) -> Reading:
    """Take a page's text apart.

    A line that begins with a speaker's name and a colon begins a turn; a line without one goes on with it.

    Raises:
        ReadingError: nobody speaks in it, as far as can be told.

    """
    lines = split_lines(text)
    openings = find_openings(lines)
    first_turn = min(openings.turns, default=len(lines) + 1) - 1
    page = sift(lines, first_turn)
    turns = part_turns(page.lines[first_turn:], openings.turns)
    spoken = [turn for turn in turns if turn.words]
    if not spoken:
        message = 'no turns found; begin each with its speaker\'s name and a colon, as in "Leif: We have …"'
        raise ReadingError(message)
    heading = read_heading(page.lines[:first_turn], {turn.label for turn in spoken})
    askers = find_askers([(turn.label, turn.words) for turn in spoken])
    silent = (Dropped(turn.line, lines[turn.line - 1].text, "a name without words") for turn in turns if not turn.words)
    return Reading(
        interview=_assemble(heading, spoken, askers, page.published, known),
        dropped=tuple(sorted((*page.dropped, *heading.dropped, *silent), key=_by_line)),
        warnings=tuple(sorted(_remark(heading, spoken, askers, openings), key=_by_line)),
    )


def _assemble(
    heading: Heading, spoken: Sequence[Spoken], askers: Askers, published: dt.date | None, known: Metadata
) -> Interview:
    people = tuple(_list_people(heading, spoken, askers))
    title = known.title or heading.title or ", ".join(person.name for person in people if person.label not in askers.labels)
    turns = (*_introduce(heading), *_give_roles(spoken, askers))
    return Interview(
        id=slug(title),
        title=title,
        language=known.language or recognise((word for turn in turns for word in turn.text.casefold().split()), WRITTEN_FOR[0]),
        turns=turns,
        published=known.published or published,
        publication=known.publication,
        url=known.url,
        interviewers=askers.labels,
        people=people,
    )


def _list_people(heading: Heading, spoken: Sequence[Spoken], askers: Askers) -> Iterator[Person]:
    """Yield everybody who answers, and of those who ask the ones of whom more than the label is known."""
    for label in dict.fromkeys(turn.label for turn in spoken):
        if label in heading.people:
            yield heading.people[label]
        elif label not in askers.labels:
            yield Person(label, label)


def _introduce(heading: Heading) -> Iterator[Turn]:
    if text := join_paragraphs(heading.introduction):
        yield Turn(Role.INTRODUCTION, None, text)


def _give_roles(spoken: Sequence[Spoken], askers: Askers) -> Iterator[Turn]:
    last_answer = max(place for place, turn in enumerate(spoken) if turn.label not in askers.labels)
    for place, turn in enumerate(spoken):
        if turn.label not in askers.labels:
            role = Role.ANSWER
        elif place < last_answer:
            role = Role.QUESTION
        else:
            role = Role.OUTRO
        yield Turn(role, turn.label, turn.words)


def _remark(heading: Heading, spoken: Sequence[Spoken], askers: Askers, openings: Openings) -> Iterator[Remark]:
    if not heading.title:
        yield remark_title()
    if not askers.plain:
        yield remark_askers(spoken[0].line, askers.labels)
    asked = {line.number for turn in spoken if turn.label in askers.labels for line in turn.lines}
    yield from remark_openings(openings.others, asked)
    yield from remark_glued(chain(heading.introduction, *(turn.lines for turn in spoken)))
