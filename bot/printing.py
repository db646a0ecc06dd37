"""What the command line prints for publishers: lists, whole interviews and scorecards."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from bot.terminal import plain
from index.evaluation import Scorecard
from index.interview import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.evaluation import Outcome
    from index.library import Library

FIGURES = tuple(field.name for field in fields(Scorecard) if field.name != "questions")


def interviews_table(library: Library) -> Table:
    """Return the interviews of a library, one a row."""
    table = _table("id", "title", "published", "who", "answers", "language", "revision")
    for interview in library.interviews.values():
        table.add_row(
            interview.id,
            plain(interview.title),
            interview.published.isoformat() if interview.published else "",
            plain(", ".join(person.name for person in library.answering(interview.id))),
            str(len(library.answers(interview.id))),
            interview.language,
            interview.revision,
        )
    return table


def whole_interview(library: Library, interview_id: str) -> RenderableType:
    """Return an interview as it is read: its metadata, then its turns, answers with their numbers."""
    interview = library.interviews[interview_id]
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


def scorecard_table(card: Scorecard, kinds: Mapping[str, Scorecard]) -> Table:
    """Return a scorecard for the whole set and for each kind of question, one a row."""
    table = _table("", "questions", *FIGURES)
    for name, its in [("all", card), *kinds.items()]:
        shares = (getattr(its, figure) for figure in FIGURES)
        table.add_row(plain(name), str(its.questions), *("–" if share is None else f"{share:.2f}" for share in shares))
    return table


def failures_table(missed: Sequence[Outcome]) -> Table:
    """Return the questions that were not answered as they should have been, one a row."""
    table = _table("id", "question", "right", "answered", "excerpt")
    for outcome in missed:
        given, right = outcome.given, sorted(outcome.asked.relevant)
        shown = given.verdict if given.number is None else f"{given.verdict} {given.number} ({given.confidence:.2f})"
        excerpt = given.excerpt or ""
        table.add_row(
            plain(outcome.asked.id),
            plain(outcome.asked.question),
            ", ".join(map(str, right)) or "none",
            shown,
            plain(excerpt if len(excerpt) <= 80 else f"{excerpt[:79]}…"),  # noqa: PLR2004  # a glimpse of it
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
