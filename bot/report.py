"""What the journal tells the publisher: how much was asked and answered, what is missing, and what was wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.journal import Mark
from bot.likeness import Alike, grouped
from bot.reply import Kind
from index.analysis import phrase
from index.interview import words_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.journal import Entry
    from index.interview import Address, Passage
    from index.library import Library
    from index.search import Searcher

VERDICTS = (Kind.ANSWERED, Kind.CLOSE, Kind.NOT_COVERED)

FAULTS = (Mark.UNHELPFUL, Mark.NO_ANSWER, Mark.WRONG_WORDS)
"""The marks that say that an answer was wrong."""

MOST_NEAREST = 3
"""How many passages are offered for an editor to put a hint under."""

WORDS = {
    Kind.ANSWERED: "answered",
    Kind.CLOSE: "close",
    Kind.NOT_COVERED: "not covered",
    Mark.HELPFUL: "helpful",
    Mark.UNHELPFUL: "not helpful",
    Mark.NO_ANSWER: "not an answer",
    Mark.WRONG_WORDS: "wrong quotation",
    Mark.NONE: "none of these",
}
"""What verdicts and marks are called."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how many questions had each verdict on it."""

    day: dt.date
    verdicts: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage, how often it was shown to a question, and its marks, whether they came with a question or not."""

    address: Address
    count: int
    marks: Mapping[Mark, int]

    @property
    def helpful(self) -> int:
        """How many readers found it helpful."""
        return self.marks.get(Mark.HELPFUL, 0)

    @property
    def wrong(self) -> int:
        """How many did not."""
        return sum(self.marks.get(fault, 0) for fault in FAULTS)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A question, the passage that was shown for it, and how many readers said how that was wrong."""

    question: str
    address: Address
    faults: Mapping[Mark, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What happened on some days, each of which `days` has, in order.

    `gaps` are questions that nothing was shown for, or of which a reader said that none of what was offered is meant:
    alike ones as one, the most asked first. `passages` are the most shown first, `wrong` what most readers marked.
    """

    days: tuple[Day, ...]
    marks: Mapping[Mark, int]
    gaps: tuple[Alike, ...]
    passages: tuple[Quoted, ...]
    wrong: tuple[Wrong, ...]

    @property
    def verdicts(self) -> Mapping[Kind, int]:
        """How many questions had each verdict."""
        return {verdict: sum(day.verdicts[verdict] for day in self.days) for verdict in VERDICTS}

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an editor can paste, each a line, so that the bot answers a question from then on.

    `hint` goes under a passage of an interview file, perhaps one of the `nearest`; `line` into a question set, its
    `relevant` still empty.
    """

    hint: str
    line: str
    nearest: tuple[Passage, ...]


def first_day(today: dt.date, days: int) -> dt.date:
    """Return the first of `days` days that end with today."""
    return today - dt.timedelta(min(days, today.toordinal()) - 1)


def report(entries: Iterable[Entry], first: dt.date, last: dt.date, language: str) -> Report:
    """Return the report on entries from `first` to `last`; `language` is that of questions whose words do not tell."""
    by_day: dict[dt.date, Counter[Kind]] = defaultdict(Counter)
    marks: Counter[Mark] = Counter()
    missed: list[str] = []
    passages: dict[tuple[str, int, int], tuple[Address, Counter[None], Counter[Mark]]] = {}
    wrong: dict[tuple[str, str, int, int], tuple[str, Address, Counter[Mark]]] = {}
    for entry in entries:
        marks.update(entry.marks)
        if entry.question is not None and entry.verdict is not None:
            by_day[entry.day][entry.verdict] += 1
            if entry.verdict is Kind.NOT_COVERED or entry.marks.get(Mark.NONE):
                missed.append(entry.question)
        if entry.passage is None:
            continue
        place = (entry.passage.interview, entry.passage.number, entry.passage.part)
        _, shown, its = passages.setdefault(place, (entry.passage, Counter(), Counter()))
        its.update(entry.marks)
        if entry.question is None:
            continue
        shown[None] += 1
        faults = {mark: count for mark in FAULTS if (count := entry.marks.get(mark, 0))}
        if faults:
            wording = phrase(entry.question) or entry.question
            wrong.setdefault((wording, *place), (entry.question, entry.passage, Counter()))[2].update(faults)
    days = [first + dt.timedelta(its) for its in range((last - first).days + 1)]
    return Report(
        tuple(Day(day, {verdict: by_day[day][verdict] for verdict in VERDICTS}) for day in days),
        {mark: marks[mark] for mark in Mark},
        tuple(grouped(missed, language)),
        tuple(
            sorted(
                (Quoted(address, shown[None], dict(its)) for address, shown, its in passages.values()),
                key=lambda its: (-its.count, -sum(its.marks.values()), its.address.token),
            )
        ),
        tuple(
            sorted(
                (Wrong(question, address, dict(faults)) for question, address, faults in wrong.values()),
                key=lambda its: (-sum(its.faults.values()), its.question, its.address.token),
            )
        ),
    )


def lesson(question: str, searcher: Searcher, shown: Address | None = None) -> Lesson:
    """Return what teaches the bot a question; `shown` is what was wrong and is therefore not among the nearest."""
    wording = " ".join(_printable(question).split())
    turns: dict[tuple[str, int], Passage] = {}
    for candidate in searcher.candidates(question):
        its = candidate.passage.address
        if shown is None or (its.interview, its.number) != (shown.interview, shown.number):
            turns.setdefault((its.interview, its.number), candidate.passage)
    nearest = tuple(turns.values())[:MOST_NEAREST]
    known = searcher.library.interviews
    likely = [passage.address.interview for passage in nearest]
    likely += [shown.interview] if shown is not None and shown.interview in known else []
    row: dict[str, Any] = {
        "id": f"reader-{words_hash(question)}",
        "q": wording,
        "interview": next(iter([*likely, *known])),
        "relevant": [],
    }
    return Lesson(f"? {wording}", json.dumps(row, ensure_ascii=False), nearest)


def place(address: Address, library: Library) -> str:
    """Return where a passage stands: the interview, which answer and which part, and what was asked there."""
    number = f"answer {address.number}" if address.number else "introduction"
    part = f", part {address.part}" if address.part > 1 else ""
    found = library.find(address)
    asked = f": {found[0].question}" if found and found[0].question else "" if found else " (no longer there)"
    return f"{address.interview}, {number}{part}{asked}"


def faults_in_words(faults: Mapping[Mark, int]) -> str:
    """Return how something was wrong, "2 × not an answer, 1 × wrong quotation"."""
    return ", ".join(f"{faults[mark]} × {WORDS[mark]}" for mark in FAULTS if faults.get(mark))


def as_json(report: Report, searcher: Searcher, most: int) -> Mapping[str, Any]:
    """Return a report as one JSON object, of each list the first `most`, and how many there are."""
    return {
        "from": report.days[0].day.isoformat(),
        "to": report.days[-1].day.isoformat(),
        "asked": report.asked,
        **{verdict.value: count for verdict, count in report.verdicts.items()},
        "marks": report.marks,
        "days": [{"day": its.day.isoformat(), **its.verdicts} for its in report.days],
        "gaps": [
            {
                "count": gap.count,
                "questions": [{"question": wording, "count": count} for wording, count in gap.wordings[:most]],
                **_lesson_as_json(lesson(gap.question, searcher)),
            }
            for gap in report.gaps[:most]
        ],
        "gaps_in_all": len(report.gaps),
        "passages": [
            {**_address(its.address), "count": its.count, "marks": its.marks} for its in report.passages[:most]
        ],
        "passages_in_all": len(report.passages),
        "wrong": [
            {
                "question": its.question,
                "passage": _address(its.address),
                "faults": its.faults,
                **_lesson_as_json(lesson(its.question, searcher, its.address)),
            }
            for its in report.wrong[:most]
        ],
        "wrong_in_all": len(report.wrong),
    }


def _lesson_as_json(its: Lesson) -> Mapping[str, Any]:
    nearest = [_address(passage.address) for passage in its.nearest]
    return {"hint": its.hint, "line": json.loads(its.line), "nearest": nearest}


def _address(address: Address) -> Mapping[str, Any]:
    return {"interview": address.interview, "number": address.number, "part": address.part}


def _printable(text: str) -> str:
    """Return a text with a space for each character that cannot be shown."""
    return "".join(character if character.isprintable() else " " for character in text)


def rest(listed: Sequence[object], most: int) -> list[str]:
    """Return the line below a list of which only the first `most` are shown; none where those are all."""
    return [f"and {len(listed) - most} more"] if len(listed) > most else []
