"""The report: figures counted by hand, gaps grouped, and a page in which no word of a reader's is markup."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts import bars, columns
from bot.cli import commands
from bot.journal import FILE, Entry, Journal, Mark
from bot.likeness import Alike, grouped
from bot.message import Pressed, Typed
from bot.reply import Deed, Kind
from bot.report import as_json, first_day, lesson, report
from bot.report_page import page
from bot.session import Session
from index.evaluation import read_set
from index.interview import Address
from index.interview_file import loads
from index.library import Library
from index.search import Searcher, Verdict
from tests.small_interviews import LIGHTHOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation import Conversation

MONDAY = dt.date(2026, 3, 2)
TUESDAY = dt.date(2026, 3, 3)
SECOND = Address("r7e-arkiv", 2, 1, "000000")
THIRD = Address("r7e-arkiv", 3, 1, "000000")

ENTRIES = (
    Entry(MONDAY, "Vilka fördelar finns?", Kind.ANSWERED, 0.9, SECOND, {Mark.HELPFUL: 2, Mark.NO_ANSWER: 1}),
    Entry(MONDAY, "vilka fördelar finns", Kind.ANSWERED, 0.9, SECOND, {Mark.WRONG_WORDS: 1, Mark.NO_ANSWER: 1}),
    Entry(MONDAY, "Vad kostar en biljett?", Kind.NOT_COVERED, 0.1, None),
    Entry(TUESDAY, "vad kostar biljetten", Kind.NOT_COVERED, 0.1, None),
    Entry(TUESDAY, "Är det svårt?", Kind.CLOSE, 0.3, THIRD, {Mark.NONE: 1}),
    Entry(TUESDAY, None, None, None, THIRD, {Mark.UNHELPFUL: 1}),
    Entry(TUESDAY, "Hur gammal är katten?", Kind.NOT_COVERED, 0.0, None),
)

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "article", "ul", "li", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "line", "text", "rect"),
}
VOID = {"meta"}


class Page(HTMLParser):
    """A page as a browser takes it apart: tags, attributes, and the words between."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Hold that it closes the one opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """There is none."""
        raise AssertionError(data)


def test_the_figures_are_those_counted_by_hand() -> None:
    """Six questions on two days; an entry that is a mark alone is no question."""
    found = report(ENTRIES, MONDAY, TUESDAY, "sv")
    assert found.asked == 6
    assert found.verdicts == {Kind.ANSWERED: 2, Kind.CLOSE: 1, Kind.NOT_COVERED: 3}
    assert [(its.day, list(its.verdicts.values())) for its in found.days] == [(MONDAY, [2, 0, 1]), (TUESDAY, [0, 1, 2])]
    assert found.marks == {
        Mark.HELPFUL: 2,
        Mark.UNHELPFUL: 1,
        Mark.NO_ANSWER: 2,
        Mark.WRONG_WORDS: 1,
        Mark.NONE: 1,
    }
    assert [(gap.question, gap.count) for gap in found.gaps] == [
        ("Vad kostar en biljett?", 2),
        ("Hur gammal är katten?", 1),
        ("Är det svårt?", 1),
    ]
    assert [(its.address.number, its.count, its.helpful, its.wrong) for its in found.passages] == [
        (2, 2, 2, 3),
        (3, 1, 0, 1),
    ]
    assert [(its.question, its.address, its.faults) for its in found.wrong] == [
        ("Vilka fördelar finns?", SECOND, {Mark.NO_ANSWER: 2, Mark.WRONG_WORDS: 1})
    ]


def test_days_without_questions_are_there() -> None:
    """A report of nothing has all its days, and nothing else."""
    found = report((), first_day(TUESDAY, 30), TUESDAY, "sv")
    assert (len(found.days), found.days[-1].day, found.asked) == (30, TUESDAY, 0)
    assert (found.gaps, found.passages, found.wrong) == ((), (), ())
    assert first_day(dt.date.min, 30) == dt.date.min


@pytest.mark.parametrize(
    ("questions", "groups"),
    [
        (["Vad kostar en biljett?", "vad kostar biljetterna", "Biljett – vad kostar det?", "vad kosta biljet"], [4]),
        (["Hur mycket tjänar man?", "Hur gammal är han?"], [1, 1]),
        (["How much is a ticket?", "how much are tickets", "Vad kostar en biljett?"], [2, 1]),
        (["Varför?", "varför", "vem"], [2, 1]),
        (["???", "!!!", "???"], [2, 1]),
        ([], []),
    ],
)
def test_questions_that_are_alike_are_one_gap(questions: list[str], groups: list[int]) -> None:
    """In whatever form and order the words are; other questions are others."""
    assert [alike.count for alike in grouped(questions, "sv")] == groups


@given(
    st.lists(st.sampled_from(["vad kostar det", "Vad kostar det?", "pris", "priser", "hur långt är det", "å å", "😀"]))
)
def test_groups_hold_each_question_once_in_whatever_order_they_come(questions: list[str]) -> None:
    """Counts add up to the questions, by wording too, and shuffling changes nothing."""
    groups = grouped(questions, "sv")
    assert sum(alike.count for alike in groups) == len(questions)
    shuffled = random.Random(1).sample(questions, len(questions))  # noqa: S311  # no secret
    assert grouped(shuffled, "sv") == groups


def test_thousands_of_different_questions_are_grouped_with_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is compared with more than 64 groups, however many begin alike."""
    from bot import likeness  # noqa: PLC0415  # what it compares by is looked at

    compared: list[int] = []
    extract = likeness.process.extractOne

    def counting(words: str, rivals: list[str], **ways: object) -> object:
        compared.append(len(rivals))
        return extract(words, rivals, **ways)

    monkeypatch.setattr(likeness.process, "extractOne", counting)
    groups = grouped((f"kostar {number:05} {number * 7919 % 99991:05}" for number in range(3000)), "sv")
    assert sum(alike.count for alike in groups) == 3000
    assert len(compared) == 3000
    assert max(compared) <= 64


def test_what_is_pasted_teaches_the_bot_and_is_kept_as_a_test() -> None:
    """A hint under an answer has the question answered by it, and the other line is one of a question set."""
    asked = "Vad  kostar en\nny mössa?"
    taught = lesson(asked, Searcher(Library([loads(LIGHTHOUSE, "lighthouse.md")])))
    written = f"{LIGHTHOUSE.rstrip()}\n\n{taught.hint}\n"
    finding = Searcher(Library([loads(written, "lighthouse.md")])).search(asked)
    assert finding.verdict is Verdict.ANSWERED
    assert finding.passage is not None
    assert finding.passage.address.number == 2
    (its,) = read_set(taught.line, "set.jsonl", {"lighthouse": 2, "other": 3})
    assert (its.question, its.interview, its.relevant) == ("Vad kostar en ny mössa?", "lighthouse", frozenset())


@given(st.text())
def test_whatever_was_asked_is_pasted_as_one_line_each(shipped: Searcher, question: str) -> None:
    """The hint is a hint, and the line JSON, with nothing in them that moves a cursor or ends a line."""
    taught = lesson(question, shipped)
    for line in (taught.hint, taught.line):
        assert line.isprintable()
    assert json.loads(taught.line)["q"] == taught.hint.removeprefix("? ")


def test_what_was_wrong_is_not_offered_again(shipped: Searcher) -> None:
    """The passages near a question that was answered wrong are others than the one that was shown."""
    asked = "Vilka fördelar finns?"
    assert SECOND.number in [its.address.number for its in lesson(asked, shipped).nearest]
    assert SECOND.number not in [its.address.number for its in lesson(asked, shipped, SECOND).nearest]


HOSTILE = st.lists(
    st.sampled_from([*"<>&\"'/=!-abå \n\t\u202e\u200d😀\x00\x1b]", "</script>", "<!--", "&lt;", "<b>", "</style>"])
).map("".join)


@settings(max_examples=60)
@given(st.lists(st.tuples(HOSTILE, st.sampled_from([None, SECOND, THIRD]), st.sampled_from(Mark)), max_size=5))
def test_no_word_of_a_reader_is_markup(shipped: Searcher, rows: list[tuple[str, Address | None, Mark]]) -> None:
    """The page parses into tags of ours alone, well nested, with nothing from a network, and says what was asked."""
    entries = [
        Entry(MONDAY, question, Kind.ANSWERED if passage else Kind.NOT_COVERED, 0.5, passage, {mark: 1})
        for question, passage, mark in rows
    ]
    found = report(entries, MONDAY, TUESDAY, "sv")
    written = page(found, shipped, 50)
    parsed = Page(written)
    assert set(parsed.tags) <= TAGS
    assert parsed.open == []
    assert not {name for name, _ in parsed.attributes} & {"src", "href", "srcset", "action", "data"}
    assert not any(name.startswith("on") for name, _ in parsed.attributes)
    assert "url(" not in written
    assert "@import" not in written
    words = " ".join(" ".join(parsed.words).split())
    for gap in found.gaps:
        shown = "".join(" " if ord(char) < 32 or 127 <= ord(char) < 160 else char for char in gap.question)
        assert " ".join(f"{gap.count} × {shown}".split()) in words


def test_every_plot_has_its_name_and_its_columns() -> None:
    """As many boxes as there are numbers above zero, each with its own; heights are as the numbers."""
    plot = columns("Frågor", ["a", "b", "c"], {"x": [1, 0, 3], "y": [2, 0, 1]})
    assert (plot.get("role"), plot.findtext("title")) == ("img", "Frågor")
    boxes = {box.findtext("title"): float(box.get("height", "")) for box in plot.iter("rect")}
    assert set(boxes) == {"a: 1 x", "a: 2 y", "c: 3 x", "c: 1 y"}
    assert boxes["c: 3 x"] == pytest.approx(3 * boxes["c: 1 y"], abs=0.3)
    lengths = [float(box.get("width", "")) for box in bars("Svar", [("a", 4), ("b", 1), ("c", 0)]).iter("rect")]
    assert lengths[0] == pytest.approx(4 * lengths[1], abs=0.3)
    assert lengths[2] == 0


def test_long_lists_tell_how_much_more_there_is(shipped: Searcher) -> None:
    """Of three gaps one is listed, and that there are two more."""
    found = report(ENTRIES, MONDAY, TUESDAY, "sv")
    assert "and 2 more" in " ".join(Page(page(found, shipped, 1)).words)
    told = as_json(found, shipped, 1)
    assert (len(told["gaps"]), told["gaps_in_all"]) == (1, 3)


def _report(folder: Path, *options: str) -> Result:
    given = {"INTERVIEWBOT_DATA": str(folder), "INTERVIEWBOT_TOKEN": "", "COLUMNS": "60"}
    return CliRunner().invoke(commands, ["report", *options], env=given)


@pytest.fixture
def journal(tmp_path: Path, conversation: Conversation) -> Path:
    """The folder of a bot that has been asked twice, and told once that it was wrong."""
    kept = Journal(tmp_path / FILE, 90)
    for asked in ("Vad kostar en biljett?", "Vilka fördelar finns med hela det här långa samarbetet om e-arkivet?"):
        reply, _ = conversation.reply(Typed(asked), Session("sv"))
        kept.hear(Typed(asked), reply, "chat", "person")
    assert reply.passage is not None
    kept.hear(Pressed(Deed.NO_ANSWER, reply.passage.address), reply, "chat", "person")
    asyncio.run(kept.forget("nobody"))
    kept.close()
    return tmp_path


def test_the_report_in_the_terminal_has_lines_to_paste(journal: Path) -> None:
    """Whole, however narrow the terminal."""
    lines = _report(journal).stdout.splitlines()
    assert "? Vad kostar en biljett?" in lines
    assert "? Vilka fördelar finns med hela det här långa samarbetet om e-arkivet?" in lines
    assert [json.loads(line)["relevant"] for line in lines if line.startswith("{")] == [[], []]
    assert [line.split() for line in lines if line.startswith("asked")] == [["asked", "2"]]


def test_the_report_for_programs_and_as_a_page(journal: Path) -> None:
    """The same figures in both; a page is written where it can be."""
    told = json.loads(_report(journal, "--json", "--days", "7").stdout)
    assert (told["asked"], told["not_covered"], told["marks"]["no_answer"]) == (2, 1, 1)
    assert len(told["days"]) == 7
    assert told["wrong"][0]["passage"] == {"interview": "r7e-arkiv", "number": 2, "part": 1}
    file = journal / "report.html"
    assert _report(journal, "--html", str(file)).exit_code == 0
    assert "Vad kostar en biljett?" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--html", "x.html", "--json"), "leave one of them out"),
        (("--html", "/dev/null/x.html"), "name a file that can be written"),
        (("--days", "0"), "0 is not in the range"),
    ],
)
def test_a_report_that_cannot_be_given_is_told(journal: Path, options: tuple[str, ...], told: str) -> None:
    """Why, and what to do."""
    ended = _report(journal, *options)
    assert ended.exit_code == 2
    assert told in ended.stderr


def test_a_folder_without_a_journal_is_told(tmp_path: Path) -> None:
    """No bot has run there."""
    ended = _report(tmp_path)
    assert (ended.exit_code, "no bot has kept a journal here yet" in ended.stderr) == (2, True)


def test_groups_are_named_by_what_was_asked_most() -> None:
    """The wordings stand commonest first."""
    asked = ["Vad kostar det?"] * 2 + ["vad kostar det"] + ["Vad skulle det kosta?"]
    (alike,) = grouped(asked, "sv")
    assert alike == Alike((("Vad kostar det?", 3), ("Vad skulle det kosta?", 1)))
