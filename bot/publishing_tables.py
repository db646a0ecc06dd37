"""What the command line prints of interviews: lists, whole ones, readings, and what was made of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.adding import Outcome
from bot.differing import differences
from bot.printing import plain_table
from bot.terminal import plain
from index.interview import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from bot.adding import Added
    from index.interview import Interview
    from index.library import Library
    from index.reading import Reading

MOST_NUMBERS = 5
"""How many lines are numbered in a row of the table; all of them are told below it."""

STYLES = {Outcome.NEW: "green", Outcome.REVISED: "yellow", Outcome.UNCHANGED: "dim", Outcome.FAILED: "bold red"}


def interviews_table(library: Library) -> Table:
    """Return the interviews of a library, one a row."""
    table = plain_table("id", "title", "published", "who", "questions", "language", "revision", whole="id")
    for interview in library.interviews.values():
        table.add_row(
            interview.id,
            plain(interview.title),
            interview.published.isoformat() if interview.published else "",
            plain(", ".join(person.name for person in library.answering(interview.id))),
            str(_count(interview, Role.QUESTION)),
            interview.language,
            interview.revision,
        )
    return table


def whole_interview(interview: Interview) -> RenderableType:
    """Return an interview as it is read: its metadata, then its turns, answers with their numbers."""
    published = interview.published.isoformat() if interview.published else ""
    head = " · ".join(filter(None, [interview.publication, published, interview.url]))
    shown: list[RenderableType] = [plain(interview.title, "bold"), plain(head, "dim")]
    number = 0
    for turn in interview.turns:
        shown.append("")
        if turn.role is Role.ANSWER:
            number += 1
            shown.append(plain(f"{number}. {interview.person(turn.speaker or '').name}", "bold cyan"))
            shown.append(Padding(plain(turn.text), (0, 0, 0, 3)))
        elif turn.speaker is None:
            shown.append(plain(turn.text))
        else:
            shown.append(plain(f"{interview.person(turn.speaker).name}: {turn.text}", "italic"))
    return Group(*shown)


def whole_reading(reading: Reading, source: str) -> RenderableType:
    """Return what was made of a source: the interview, then what to look at and what was dropped."""
    dropped = [plain(f"{source}:{one.line}: dropped ({one.why}): {one.text}", "dim") for one in reading.dropped]
    return Group(whole_interview(reading.interview), "", *_warnings(reading, source), *dropped)


def sources_table(outcomes: Sequence[Added]) -> Table:
    """Return what was made of sources, one a row."""
    table = plain_table("source", "outcome", "id", "questions", "answers", "speakers", "warnings", whole="id")
    for its in outcomes:
        interview = its.reading.interview if its.reading else None
        table.add_row(
            plain(its.source),
            Text(its.outcome, STYLES[its.outcome]),
            its.interview.id if its.interview else "",
            str(_count(interview, Role.QUESTION)) if interview else "",
            str(_count(interview, Role.ANSWER)) if interview else "",
            plain(_speakers(interview)) if interview else "",
            _numbered(its.reading) if its.reading else "",
        )
    return table


def remarks(outcomes: Sequence[Added]) -> Iterator[RenderableType]:
    """Yield what is to be told of each source below the table: warnings by line, notes, what differs, why it failed."""
    for its in outcomes:
        if its.reading:
            yield from _warnings(its.reading, its.source)
        for note in its.notes:
            yield plain(f"{its.source}: {note}", "yellow")
        yield from difference(its.before, its.after)
        if its.trouble:
            yield plain(f"{its.source}: {its.trouble}", "bold red")


def difference(before: str, after: str) -> Iterator[Text]:
    """Yield the lines in which two texts differ, gone ones before those that have come."""
    for line in differences(before, after):
        gone = line.sign == "-"
        shown = Text(f"  {line.sign} ", style="red" if gone else "green")
        for words, is_changed in line.pieces:
            style = ("bold red strike" if gone else "bold green") if is_changed else "dim"
            shown.append_text(plain(words, style))
        yield shown


def summary(outcomes: Sequence[Added], *, dry: bool) -> str:
    """Return how many sources have come to what, in one line."""
    counts = {outcome: sum(its.outcome is outcome for its in outcomes) for outcome in Outcome}
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    return f"{told or 'no sources'}{'; nothing is written' if dry else ''}"


def _warnings(reading: Reading, source: str) -> Iterator[Text]:
    for one in reading.warnings:
        doubt = " (in doubt)" if one.doubt else ""
        yield plain(f"{source}:{one.line}: {one.message}{doubt}", "yellow")


def _numbered(reading: Reading) -> str:
    """Return how many warnings there are, and on which lines; ? where the reading itself is in doubt."""
    lines = list(dict.fromkeys(one.line for one in reading.warnings))
    if not lines:
        return ""
    numbers = ", ".join(map(str, lines[:MOST_NUMBERS])) + ("…" if len(lines) > MOST_NUMBERS else "")
    doubt = "?" if any(one.doubt for one in reading.warnings) else ""
    return f"{len(reading.warnings)}{doubt} (line{'s' if len(lines) > 1 else ''} {numbers})"


def _speakers(interview: Interview) -> str:
    labels = dict.fromkeys(turn.speaker for turn in interview.turns if turn.speaker)
    return ", ".join(interview.person(label).name for label in labels)


def _count(interview: Interview, role: Role) -> int:
    return sum(turn.role is role for turn in interview.turns)
