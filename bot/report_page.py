"""The report as one HTML page that needs nothing else: no script, no font, no picture from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # nothing is parsed

from bot.charts import bars, columns, element
from bot.report import VERDICTS, WORDS, faults_in_words, lesson, place, rest
from bot.report_table import HOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.report import Day, Lesson, Report
    from index.library import Library
    from index.search import Searcher

MOST_BARS = 10
"""How many of a list are plotted."""

MOST_DAYS = 62
"""Days that have a column each; of more, each week has one."""

WEEK = 7

_STYLE = """
:root { color-scheme: light dark; --text: #1b1b1f; --quiet: #5c5c66; --page: #fff; --card: #f4f4f6; --line: #d5d5db;
  --layer0: #2563c9; --layer1: #c77700; --layer2: #8f8f9b; }
@media (prefers-color-scheme: dark) { :root { --text: #ececf1; --quiet: #a9a9b5; --page: #17171b; --card: #232329;
  --line: #3b3b45; --layer0: #7aa7ff; --layer1: #f0b24a; --layer2: #84848f; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0 auto;
  padding: 1.5rem; max-width: 46rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 0 0 .25rem; }
p, ul { margin: .25rem 0; } .quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; } th, td { padding: .25rem .5rem; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top; } .number { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; margin: .5rem 0; } svg text { font-size: 12px; fill: var(--text); }
.grid { stroke: var(--line); } .layer0 { fill: var(--layer0); background: var(--layer0); }
.layer1 { fill: var(--layer1); background: var(--layer1); } .layer2 { fill: var(--layer2); background: var(--layer2); }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .4em; }
article { background: var(--card); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0;
  break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0 0; padding: .4rem .6rem; user-select: all;
  border: 1px solid var(--line); border-radius: .3rem; font-size: .85rem; }
@media print { :root { --text: #000; --page: #fff; --card: #fff; --line: #999; --quiet: #333; --layer0: #2563c9;
  --layer1: #c77700; --layer2: #8f8f9b; } body { max-width: none; padding: 0; }
  article { border: 1px solid var(--line); } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: Report, searcher: Searcher, most: int) -> str:
    """Return a report as HTML, of each list the first `most`."""
    library = searcher.library
    first, last = (report.days[at].day.isoformat() for at in (0, -1))
    body = element(
        "body",
        element("h1", "What readers asked"),
        element("p", f"{first} to {last}", class_="quiet"),
        *_figures(report),
        *_passages(report, library, most),
        *_gaps(report, searcher, most),
        *_wrong(report, searcher, most),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"What readers asked, {first} to {last}"),
        element("style"),
    )
    head[-1].text = _STYLE
    return "<!DOCTYPE html>\n" + ET.tostring(element("html", head, body, lang="en"), encoding="unicode", method="html")


def _figures(report: Report) -> Iterator[ET.Element]:
    moments, layers = _over_time(report.days)
    names = {verdict: WORDS[verdict] for verdict in VERDICTS}
    yield element("h2", "Questions")
    rows = [
        (element("span", element("span", class_=f"key layer{number}"), names[verdict]), report.verdicts[verdict])
        for number, verdict in enumerate(VERDICTS)
    ]
    yield _table(
        ("verdict", "questions", "share"),
        [
            *((name, str(count), f"{count / report.asked:.0%}" if report.asked else "–") for name, count in rows),
            ("all", str(report.asked), ""),
        ],
    )
    span = "week" if len(report.days) > MOST_DAYS else "day"
    yield columns(f"Questions by {span} and verdict", moments, layers)
    yield element("h2", "Marks")
    yield bars("Marks by readers", [(WORDS[mark], count) for mark, count in report.marks.items()])


def _over_time(days: Sequence[Day]) -> tuple[list[str], dict[str, list[int]]]:
    """Return the columns' names, and for each verdict's name a number for each of them."""
    size = WEEK if len(days) > MOST_DAYS else 1
    spans = [days[at : at + size] for at in range(0, len(days), size)]
    layers = {WORDS[verdict]: [sum(day.verdicts[verdict] for day in its) for its in spans] for verdict in VERDICTS}
    return [its[0].day.isoformat() for its in spans], layers


def _passages(report: Report, library: Library, most: int) -> Iterator[ET.Element]:
    if not report.passages:
        return
    yield element("h2", "Most quoted")
    named = [(place(its.address, library), its) for its in report.passages[:most]]
    yield bars("Passages most quoted", [(name, its.count) for name, its in named[:MOST_BARS]])
    rows = [(_words("span", name), str(its.count), str(its.helpful), str(its.wrong)) for name, its in named]
    yield _table(("passage", "times", "helpful", "wrong"), rows)
    yield from _rest(report.passages, most)


def _gaps(report: Report, searcher: Searcher, most: int) -> Iterator[ET.Element]:
    if not report.gaps:
        return
    yield element("h2", "What readers missed")
    yield bars("Questions without an answer", [(gap.question, gap.count) for gap in report.gaps[:MOST_BARS]])
    yield element("p", HOW, class_="quiet")
    for gap in report.gaps[:most]:
        others = [_words("li", f"{count} × {wording}") for wording, count in gap.wordings[1:MOST_BARS]]
        yield element(
            "article",
            _words("h3", f"{gap.count} × {gap.question}"),
            *([element("ul", *others)] if others else []),
            *_rest(gap.wordings, MOST_BARS),
            *_lesson(lesson(gap.question, searcher), searcher.library),
        )
    yield from _rest(report.gaps, most)


def _wrong(report: Report, searcher: Searcher, most: int) -> Iterator[ET.Element]:
    if not report.wrong:
        return
    yield element("h2", "Marked wrong")
    for its in report.wrong[:most]:
        yield element(
            "article",
            _words("h3", its.question),
            element("p", faults_in_words(its.faults)),
            _words("p", f"shown {place(its.address, searcher.library)}"),
            *_lesson(lesson(its.question, searcher, its.address), searcher.library),
        )
    yield from _rest(report.wrong, most)


def _lesson(its: Lesson, library: Library) -> Iterator[ET.Element]:
    near = [_words("li", place(passage.address, library)) for passage in its.nearest]
    if near:
        yield element("p", "near:", class_="quiet")
        yield element("ul", *near, class_="quiet")
    yield _words("pre", its.hint)
    yield _words("pre", its.line)


def _rest(listed: Sequence[object], most: int) -> Iterator[ET.Element]:
    yield from (element("p", line, class_="quiet") for line in rest(listed, most))


def _words(tag: str, words: str) -> ET.Element:
    """Return words that a reader or an interview has written, in whichever direction those run."""
    return element(tag, words, dir="auto")


def _table(headings: Sequence[str], rows: Sequence[Sequence[ET.Element | str]]) -> ET.Element:
    """Return a table whose columns after the first are numbers."""
    head = element("tr", *(element("th", name, **_number(at), scope="col") for at, name in enumerate(headings)))
    cells = [element("tr", *(element("td", its, **_number(at)) for at, its in enumerate(row))) for row in rows]
    return element("table", element("thead", head), element("tbody", *cells))


def _number(column: int) -> dict[str, str]:
    return {"class_": "number"} if column else {}
