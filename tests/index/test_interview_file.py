"""Tests of the interview file: what is read, what is refused and with which words, and that it is written back."""

from __future__ import annotations

import datetime as dt
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.interview import Interview, Person, Role, Turn
from index.interview_file import InterviewFileError, dumps, loads

HEAD = """\
---
id: r7e-arkiv
title: Tre knep
language: sv
interviewers: [Frida]
people:
  Leif: Leif Sandberg, förvaltningsledare
---
"""
OPEN_HEAD = "---\nid: x\ntitle: X\nlanguage: sv\n---\n"
TURNS = "\n**Frida:** Vad?\n\n**Leif:** Arkiv.\n"


def read(body: str, head: str = HEAD) -> Interview:
    """Read a file of this head and body."""
    return loads(head + body, "r7e-arkiv.md")


def turns(body: str, head: str = HEAD) -> list[tuple[str, str | None, str]]:
    """Return role, speaker and words of each turn of a file of this head and body."""
    return [(turn.role.value, turn.speaker, turn.text) for turn in read(body, head).turns]


def with_line(line: str, *, instead_of: str = "") -> str:
    """Return a head with one more line of metadata, or with one line changed."""
    head = OPEN_HEAD if not instead_of else OPEN_HEAD.replace(f"{instead_of}\n", "")
    return head.replace("---\n", f"---\n{line}\n", 1)


def test_the_metadata() -> None:
    """All that the format knows stands in the record, and what it does not know is kept."""
    head = """\
---
id: r7e-arkiv
title: 3 knep
published: 2018-06-13
language: sv
publication: Dokumentinfo
url: https://dokumentinfo.se/3-knep/
interviewers: [Frida]
people:
  Leif: Leif Sandberg, förvaltningsledare för R7e-arkiv, Region Skåne
  Anna: Anna Ek
photographer: Kim
tags: [arkiv, 2018]
---
"""
    assert read("\n**Leif:** Arkiv.", head) == Interview(
        id="r7e-arkiv",
        title="3 knep",
        language="sv",
        turns=(Turn(Role.ANSWER, "Leif", "Arkiv."),),
        published=dt.date(2018, 6, 13),
        publication="Dokumentinfo",
        url="https://dokumentinfo.se/3-knep/",
        interviewers=("Frida",),
        people=(
            Person("Leif", "Leif Sandberg", "förvaltningsledare för R7e-arkiv, Region Skåne"),
            Person("Anna", "Anna Ek"),
        ),
        extra={"photographer": "Kim", "tags": ["arkiv", "2018"]},
    )


def test_the_least_metadata() -> None:
    """An id, a title and a language are enough."""
    assert read("**Leif:** Arkiv.", OPEN_HEAD) == Interview("x", "X", "sv", (Turn(Role.ANSWER, "Leif", "Arkiv."),))


@pytest.mark.parametrize(
    "written", ["2018-06-13", "2018-06-13 12:30:00", "2018-06-13T23:59:59Z", "2018-06-13 01:00:00+02:00"]
)
def test_a_time_of_day_does_not_move_the_date(written: str) -> None:
    """A publication date is the date that stands there, with or without a time."""
    published = read("**A:** Ja.", with_line(f"published: {written}")).published
    assert published == dt.date(2018, 6, 13)
    assert type(published) is dt.date


@pytest.mark.parametrize(
    ("written", "title"), [("1984", "1984"), ('"1984"', "1984"), ("-5", "-5"), ("3.5", "3.5"), ("0", "0")]
)
def test_a_title_that_is_a_number(written: str, title: str) -> None:
    """A title of figures is text, with or without quotation marks."""
    assert read("**A:** Ja.", with_line(f"title: {written}", instead_of="title: X")).title == title


@pytest.mark.parametrize("key", ["published", "publication", "url", "interviewers", "people"])
def test_an_empty_value_is_none(key: str) -> None:
    """A key that an editor left empty says nothing."""
    assert read("**A:** Ja.", with_line(f"{key}:")) == read("**A:** Ja.", OPEN_HEAD)


def test_roles() -> None:
    """Words before the first turn introduce, interviewers ask, others answer, and last words unanswered close."""
    body = "Inledning.\n\n**Frida:** Vad?\n\n**Leif:** Arkiv.\n\n**Frida:** När?\n\n**Leif:** 2011.\n\n**Frida:** Tack!"
    assert turns(body) == [
        ("introduction", None, "Inledning."),
        ("question", "Frida", "Vad?"),
        ("answer", "Leif", "Arkiv."),
        ("question", "Frida", "När?"),
        ("answer", "Leif", "2011."),
        ("outro", "Frida", "Tack!"),
    ]


def test_without_interviewers_every_turn_is_an_answer() -> None:
    """Where nobody is named as the interviewer, nobody is made one."""
    assert turns("**Frida:** Vad?\n\n**Leif:** Arkiv.\n\n**Frida:** Tack!", OPEN_HEAD) == [
        ("answer", "Frida", "Vad?"),
        ("answer", "Leif", "Arkiv."),
        ("answer", "Frida", "Tack!"),
    ]


def test_two_answers_in_a_row() -> None:
    """Two people answer one question in a turn each."""
    head = HEAD.replace("people:\n", "people:\n  Anna: Anna Ek\n")
    assert turns("**Frida:** Vad?\n**Leif:** Arkiv.\n**Anna:** Ett system.", head) == [
        ("question", "Frida", "Vad?"),
        ("answer", "Leif", "Arkiv."),
        ("answer", "Anna", "Ett system."),
    ]


def test_a_turn_goes_on_to_the_next() -> None:
    """All lines up to the next turn belong to it, with the paragraphs between them."""
    assert turns("Ett.\n\nTvå.\n\n**Leif:** Tre.\nFyra.\n\nFem.\n\n") == [
        ("introduction", None, "Ett.\n\nTvå."),
        ("answer", "Leif", "Tre.\nFyra.\n\nFem."),
    ]


def test_words_may_begin_on_the_next_line() -> None:
    """A turn's label can stand on a line of its own."""
    assert turns("**Leif:**\n\nArkiv.") == [("answer", "Leif", "Arkiv.")]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("00:12:33", 753), ("12:33", 753), ("1:02:03", 3723), ("00:00", 0), ("100:00:00", 360_000), ("00:00:01.5", 1.5)],
)
def test_times(time: str, seconds: float) -> None:
    """A time behind the name is where in the recording the turn begins, in seconds."""
    turn = read(f"**Leif** [{time}]: Arkiv.").turns[0]
    assert (turn.speaker, turn.text, turn.start) == ("Leif", "Arkiv.", seconds)


def test_without_a_time_there_is_no_start() -> None:
    """A text that was never recorded has no times."""
    assert read("**Leif:** Arkiv.").turns[0].start is None


@pytest.mark.parametrize(
    "line", ["Anna: Nej.", "*Anna:* Nej.", "Så här: nej.", "**Leif** sade nej.", "Leif, sade jag: nej."]
)
def test_what_begins_no_turn(line: str) -> None:
    """Only a bold name with its colon, or with its time, begins a turn; other names and colons are words."""
    assert turns(f"**Leif:** Arkiv.\n{line}") == [("answer", "Leif", f"Arkiv.\n{line}")]


def test_hints() -> None:
    """Hints belong to the words that they stand behind and are no part of them."""
    interview = read("Inledning.\n\n? Vem?\n\n**Frida:** Vad?\n\n**Leif:** Arkiv.\n\n? Vad är det? \n?  Why?\n")
    assert [turn.hints for turn in interview.turns] == [("Vem?",), (), ("Vad är det?", "Why?")]
    assert [turn.text for turn in interview.turns] == ["Inledning.", "Vad?", "Arkiv."]


@pytest.mark.parametrize("line", ["?", "? ", "?!", "Vad? Jo", "Hur? Vad?"])
def test_what_is_no_hint(line: str) -> None:
    """A question mark is a mark like others where no question stands behind it."""
    turn = read(f"**Leif:** Arkiv.\n{line}\nSlut.").turns[0]
    assert turn.hints == ()
    assert turn.text == f"Arkiv.\n{line}\nSlut."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\**Leif:** Nej.", "**Leif:** Nej."),
        (r"\**Leif** [00:01]: Nej.", "**Leif** [00:01]: Nej."),
        (r"\? Vad", "? Vad"),
        (r"\\? Vad", r"\? Vad"),
        (r"\n är en rad", r"\n är en rad"),
        (r"\?", r"\?"),
        (r"C:\katalog", r"C:\katalog"),
    ],
)
def test_escapes(written: str, meant: str) -> None:
    """A backslash makes words of a line that would mean more, and is itself a word anywhere else."""
    assert read(f"**Leif:** Arkiv.\n{written}").turns[0].text == f"Arkiv.\n{meant}"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_the_byte_order_mark(newline: str, mark: str) -> None:
    """A file from any editor reads the same."""
    text = f"{HEAD}\nInledning.\n{TURNS}\n? Vad är det?\n"
    assert loads(mark + text.replace("\n", newline), "x.md") == loads(text, "x.md")


NO_ANSWERS = 'no answers; write each turn as "**Name:** words", on a line of its own'
REFUSED = {
    "unknown speaker": (
        f"{HEAD}\n**Frida:** Vad?\n\n**Lief:** Arkiv.\n",
        (
            'r7e-arkiv.md:12: a turn by "Lief", who is not under people or interviewers (Frida, Leif);'
            " mend the name or add it"
        ),
    ),
    "empty file": ("", "r7e-arkiv.md:1: does not begin with ---; begin with the metadata between two such lines"),
    "no metadata": (TURNS, "r7e-arkiv.md:1: does not begin with ---; begin with the metadata between two such lines"),
    "open metadata": ("---\nid: x\n", "r7e-arkiv.md:1: the metadata has no end; close it with a line of ---"),
    "no id": ("---\ntitle: X\nlanguage: sv\n---\n", 'r7e-arkiv.md:2: id is missing; add a line "id: …"'),
    "no title": ("---\nid: x\ntitle:\nlanguage: sv\n---\n", 'r7e-arkiv.md:2: title is missing; add a line "title: …"'),
    "no language": ("---\nid: x\ntitle: X\n---\n", 'r7e-arkiv.md:2: language is missing; add a line "language: …"'),
    "list of metadata": (
        "---\n- id\n---\n",
        'r7e-arkiv.md:2: the metadata is not "key: value" lines; write id, title and language at least',
    ),
    "bad id": (
        "---\nid: r7e arkiv\ntitle: X\nlanguage: sv\n---\n",
        'r7e-arkiv.md:2: id "r7e arkiv" is no id; use at most 46 of A-Z a-z 0-9 _ -',
    ),
    "bad language": (
        "---\nid: x\ntitle: X\nlanguage: Svenska\n---\n",
        'r7e-arkiv.md:4: language "Svenska" is no language tag; write sv, en, nb, …',
    ),
    "bad address": (
        "---\nid: x\ntitle: X\nlanguage: sv\nurl: dokumentinfo.se\n---\n",
        'r7e-arkiv.md:5: url "dokumentinfo.se" is no address; begin it with https://',
    ),
    "bad date": (
        "---\nid: x\ntitle: X\nlanguage: sv\npublished: i juni\n---\n",
        'r7e-arkiv.md:5: published "i juni" is no date; write it as 2018-06-13',
    ),
    "title that is a list": (
        "---\nid: x\ntitle: [X]\nlanguage: sv\n---\n",
        "r7e-arkiv.md:3: title is not text; put it in quotation marks",
    ),
    "interviewers that are no list": (
        "---\nid: x\ntitle: X\nlanguage: sv\ninterviewers: Frida\n---\n",
        "r7e-arkiv.md:5: interviewers is no list of names; write it as [Frida]",
    ),
    "people that are a list": (
        "---\nid: x\ntitle: X\nlanguage: sv\npeople: [Leif]\n---\n",
        'r7e-arkiv.md:5: people is no list of "Label: Whole Name, role"; write one a line, indented',
    ),
    "words behind a hint": (
        f"{OPEN_HEAD}**Leif:** Arkiv.\n? Vad?\n\nOch mer.\n",
        'r7e-arkiv.md:9: words after a "? " line; move the "? " lines behind the whole answer',
    ),
    "hint before any words": (
        f"{OPEN_HEAD}? Vad?\n\n**Leif:** Arkiv.\n",
        'r7e-arkiv.md:6: a "? " line before any words; move it behind the answer that it belongs to',
    ),
    "empty turn": (
        f"{OPEN_HEAD}\n**Leif:**\n\n**Anna:** Ja.\n",
        'r7e-arkiv.md:7: an empty turn by "Leif"; write the words or take the line away',
    ),
    "only metadata": (OPEN_HEAD, f"r7e-arkiv.md:5: {NO_ANSWERS}"),
    "only an introduction": (f"{OPEN_HEAD}\nInledning.\n", f"r7e-arkiv.md:7: {NO_ANSWERS}"),
    "only a question": (f"{HEAD}\n**Frida:** Vad?\n", f"r7e-arkiv.md:10: {NO_ANSWERS}"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refusals(text: str, message: str) -> None:
    """A file that breaks the format is refused with file, line and what to do."""
    with pytest.raises(InterviewFileError) as caught:
        loads(text, "r7e-arkiv.md")
    assert str(caught.value) == message
    assert message == f"{caught.value.name}:{caught.value.line}: {caught.value.trouble}"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("title: 3 knep: så gör du", "mapping values are not allowed here"),
        ("title: [öppen", "expected ',' or ']'"),
        ("title: @x", "cannot start any token"),
        ("published: 2018-13-45", "month must be in 1..12"),
    ],
)
def test_metadata_that_is_not_yaml(line: str, problem: str) -> None:
    """What YAML cannot read is refused with YAML's own reason and the usual remedy."""
    with pytest.raises(InterviewFileError) as caught:
        read(TURNS, with_line(line))
    assert str(caught.value).startswith("r7e-arkiv.md:")
    assert problem in caught.value.trouble
    assert caught.value.trouble.endswith("); a value with a colon in it needs quotation marks")


def test_the_line_of_what_is_not_yaml() -> None:
    """The line is that of the trouble, counted from the file's beginning."""
    with pytest.raises(InterviewFileError) as caught:
        loads("---\nid: x\nlanguage: sv\ntitle: 3 knep: så\n---\n", "x.md")
    assert caught.value.line == 4


@pytest.mark.parametrize(
    "body", ["**Frida:** Vad?\n? Vad?\n**Leif:** Arkiv.", "**Leif:** Arkiv.\n**Frida:** Tack!\n? Vad?"]
)
def test_hints_are_for_answers(body: str) -> None:
    """An interviewer's words answer nothing, so a hint behind them is misplaced."""
    remedy = r'a "\? " line after an interviewer\'s words; move it behind the answer that it belongs to$'
    with pytest.raises(InterviewFileError, match=remedy):
        read(body)


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")


def composed(text: str) -> str:
    """Return a text with its accents composed, as files and editors have them."""
    return unicodedata.normalize("NFC", text)


ODD_LINES = st.sampled_from(
    [
        "**Leif:** hej",
        "**Leif** [00:01]: hej",
        "? Vad?",
        "\\? Vad?",
        "\\\\**Frida:** nej",
        "---",
        "",
        "# Hej",
        "\\",
        "**",
    ]
)
LINES = st.one_of(ODD_LINES, st.text(CHARACTERS, max_size=12).map(composed))
WORDS = st.lists(LINES, min_size=1, max_size=4).map(lambda lines: "\n".join(lines).strip()).filter(bool)
HINTS = st.lists(LINES.map(str.strip).filter(bool), max_size=2)
STARTS = st.none() | st.integers(0, 4 * 900 * 3600).map(lambda quarters: quarters / 4)
# PyYAML writes U+0085 as it stands and reads it as a line break.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=12).map(composed)
VALUES = st.recursive(st.none() | st.integers() | TEXTS | st.dates(), lambda inner: st.lists(inner, max_size=2))


@st.composite
def interviews(draw: st.DrawFn) -> Interview:
    """Draw an interview of two people who answer and perhaps one who asks."""
    interviewers = draw(st.sampled_from([(), ("Frida",)]))
    speakers = [*draw(st.lists(st.sampled_from(["Leif", "Å. Ek", *interviewers]), max_size=4)), "Leif"]
    speakers += draw(st.lists(st.sampled_from(interviewers), max_size=1)) if interviewers else []
    last_answer = max(at for at, speaker in enumerate(speakers) if speaker not in interviewers)
    found = [Turn(Role.INTRODUCTION, None, draw(WORDS), None, tuple(draw(HINTS)))] if draw(st.booleans()) else []
    for at, speaker in enumerate(speakers):
        role = Role.ANSWER if speaker not in interviewers else Role.QUESTION if at < last_answer else Role.OUTRO
        hints = tuple(draw(HINTS)) if role is Role.ANSWER else ()
        found.append(Turn(role, speaker, draw(WORDS), draw(STARTS), hints))
    known = {"id", "title", "published", "language", "publication", "url", "interviewers", "people"}
    return Interview(
        id=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,45}", fullmatch=True)),
        title=draw(TEXTS.filter(bool)),
        language=draw(st.sampled_from(["sv", "en-GB", "no"])),
        published=draw(st.none() | st.dates()),
        publication=draw(TEXTS),
        url=draw(st.sampled_from(["", "https://exempel.se/å?a=1&b=#c"])),
        interviewers=interviewers,
        people=(Person("Leif", "Leif Sandberg", draw(st.sampled_from(["", "chef, IT"]))), Person("Å. Ek", "1984")),
        turns=tuple(found),
        extra=draw(st.dictionaries(TEXTS.filter(lambda key: key not in known), VALUES, max_size=2)),
    )


@given(interviews())
@settings(max_examples=200)
def test_what_is_written_is_read_back(interview: Interview) -> None:
    """Whatever the words look like, `loads` reads back what `dumps` wrote."""
    assert loads(dumps(interview), "x.md") == interview


@given(interviews())
@settings(max_examples=30)
def test_a_file_is_written_once_and_for_all(interview: Interview) -> None:
    """Reading a file and writing it again changes nothing, so that a diff shows what an editor did."""
    assert dumps(loads(dumps(interview), "x.md")) == dumps(interview)


@given(st.lists(LINES | st.sampled_from(HEAD.splitlines()), max_size=12), st.sampled_from(["", OPEN_HEAD, HEAD]))
def test_any_lines_are_read_or_refused(lines: list[str], head: str) -> None:
    """No file crashes the reader, and none without an answer is read."""
    with suppress(InterviewFileError):
        interview = loads(head + "\n".join(lines), "x.md")
        assert any(turn.role is Role.ANSWER for turn in interview.turns)


@given(st.text())
def test_any_metadata_is_read_or_refused(text: str) -> None:
    """No metadata crashes the reader."""
    with suppress(InterviewFileError):
        loads(f"---\nid: x\nlanguage: sv\ntitle: {text}\n---\n**A:** Ja.\n", "x.md")


@pytest.mark.parametrize(
    "line",
    ["**Leif**: Nej.", "Leif: Nej.", " **Leif:** Nej.", "*Leif:* Nej.", "> Leif : Nej.", "**Leif** [99:99]: Nej."],
)
def test_a_turn_miswritten_is_refused(line: str) -> None:
    """Taken as words it would be put into the mouth of whoever spoke before."""
    with pytest.raises(InterviewFileError, match=r"begins as a turn by Leif; write \*\*Leif:\*\*"):
        read(f"**Frida:** Vad?\n\n**Leif:** Ja.\n\n{line}")


@pytest.mark.parametrize("line", ["?Vad är det", "  ? Vad är det", "\t?\tVad"])
def test_a_hint_miswritten_is_refused(line: str) -> None:
    """Taken as words it would be quoted."""
    with pytest.raises(InterviewFileError, match="begins as a hint"):
        read(f"**Frida:** Vad?\n\n**Leif:** Ja.\n\n{line}")


@pytest.mark.parametrize("line", ["**Leif**: Nej.", "Leif: Nej.", "?Vad"])
def test_a_backslash_makes_words_of_what_looks_like_more(line: str) -> None:
    """The words are without the backslash, and are written with it again."""
    interview = read(f"**Frida:** Vad?\n\n**Leif:** Ja.\n\n\\{line}")
    assert interview.turns[-1].text == f"Ja.\n\n{line}"
    assert loads(dumps(interview), "x.md") == interview


@pytest.mark.parametrize("line", ["Klockan 10:30 började det.", "Han sa: kom hit.", "Frågan är: varför?", "Leif kom."])
def test_a_colon_makes_no_turn(line: str) -> None:
    """Only a name that is known speaks."""
    assert read(f"**Frida:** Vad?\n\n**Leif:** Ja.\n{line}").turns[-1].text == f"Ja.\n{line}"


@pytest.mark.parametrize("value", ["no", "on", "1984", "3.10", "12:30", "0x1F", "1_000", "true"])
def test_a_plain_value_is_the_text_that_stands_there(value: str) -> None:
    """YAML's numbers and truth values are none of an editor's: a title stays as it was written."""
    assert read("**Leif:** Ja.", with_line(f"title: {value}", instead_of="title: X")).title == value


@pytest.mark.parametrize(
    "value", ['!!int ""', '!!float ""', "!!bool maybe", "!!timestamp x", "!!python/name:os.system x"]
)
def test_a_value_with_a_tag_is_refused(value: str) -> None:
    """Whatever PyYAML raises for it, the file is named."""
    with pytest.raises(InterviewFileError, match=r"^r7e-arkiv\.md:2: "):
        read("**Leif:** Ja.", with_line(f"title: {value}", instead_of="title: X"))


def test_a_letter_of_two_characters_is_composed() -> None:
    """A name, a word and a hint are the same however they were typed."""
    interview = read("**A\u030asa:** Ga\u030a.\n\n? Vart ga\u030ar du?", with_line("people: {Åsa: Åsa Ek}"))
    assert (interview.turns[0].text, interview.turns[0].hints) == ("Gå.", ("Vart går du?",))
