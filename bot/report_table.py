"""The report in the terminal: tables, and lines to be pasted, which are never wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table

from bot.report import VERDICTS, WORDS, faults_in_words, lesson, place, rest
from bot.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.report import Lesson, Report
    from index.library import Library
    from index.search import Searcher

MOST_WORDINGS = 3
"""How many other wordings of a gap are shown."""

HOW = (
    'Paste the "? " line under the passage that answers it, and the other into your question set, with the numbers of '
    "the right answers in relevant; it stays empty where the interview does not answer."
)


def table(report: Report, searcher: Searcher, most: int) -> RenderableType:
    """Return a report for the terminal, of each list the first `most`."""
    library = searcher.library
    shown: list[RenderableType] = [_figures(report), ""]
    if report.passages:
        shown += [plain("most quoted", "bold"), _passages(report, library, most)]
        shown += [*map(plain, rest(report.passages, most)), ""]
    if report.gaps or report.wrong:
        shown += [plain(HOW, "dim"), ""]
    if report.gaps:
        shown += [plain("what readers missed", "bold"), ""]
        for gap in report.gaps[:most]:
            shown.append(plain(f"{gap.count} × {gap.question}", "bold cyan"))
            others = [f"{count} × {wording}" for wording, count in gap.wordings[1 : MOST_WORDINGS + 1]]
            if others:
                shown.append(plain(f"also {' · '.join([*others, *rest(gap.wordings, MOST_WORDINGS + 1)])}"))
            shown += [*_lesson(lesson(gap.question, searcher), library), ""]
        shown += map(plain, rest(report.gaps, most))
    if report.wrong:
        shown += [plain("marked wrong", "bold"), ""]
        for its in report.wrong[:most]:
            shown.append(plain(f"{faults_in_words(its.faults)}: {its.question}", "bold cyan"))
            shown.append(plain(f"shown {place(its.address, library)}"))
            shown += [*_lesson(lesson(its.question, searcher, its.address), library), ""]
        shown += map(plain, rest(report.wrong, most))
    return Group(*shown)


def _figures(report: Report) -> Table:
    rows = Table(box=None, pad_edge=False, show_header=False)
    rows.add_column()
    rows.add_column(justify="right")
    rows.add_column(justify="right")
    rows.add_row("from", report.days[0].day.isoformat(), "")
    rows.add_row("to", report.days[-1].day.isoformat(), "")
    rows.add_row("asked", str(report.asked), "")
    for verdict in VERDICTS:
        count = report.verdicts[verdict]
        rows.add_row(f"  {WORDS[verdict]}", str(count), f"{count / report.asked:.0%}" if report.asked else "–")
    rows.add_row("marks", str(sum(report.marks.values())), "")
    for mark, count in report.marks.items():
        rows.add_row(f"  {WORDS[mark]}", str(count), "")
    return rows


def _passages(report: Report, library: Library, most: int) -> Table:
    rows = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("times", "helpful", "wrong"):
        rows.add_column(heading, justify="right")
    rows.add_column("passage", overflow="fold")
    for its in report.passages[:most]:
        rows.add_row(str(its.count), str(its.helpful), str(its.wrong), plain(place(its.address, library)))
    return rows


def _lesson(its: Lesson, library: Library) -> Iterator[RenderableType]:
    for passage in its.nearest:
        yield plain(f"near: {place(passage.address, library)}", "dim")
    for line in (its.hint, its.line):
        pasted = plain(line)
        pasted.no_wrap, pasted.overflow = True, "ignore"
        yield pasted
