"""Tests of every layout, on pages where each line says what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from annotated_page import load
from hypothesis import given, settings
from hypothesis import strategies as st

from index.interview import Role
from index.reading import Metadata, Reading, ReadingError
from index.reading.cues import Cue, read_cues
from index.reading.text import read

PAGES = sorted((Path(__file__).parent / "annotated").glob("*.page"))
_WORD = re.compile(r"[^\W_]{2,}")


def turns_of(reading: Reading) -> list[tuple[str, str]]:
    """Return the role and the words of each turn, an outro as a question, white space made single."""
    ours = ((turn.role, turn.text) for turn in reading.interview.turns)
    return [("question" if role is Role.OUTRO else role.value, " ".join(text.split())) for role, text in ours]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_its_lines_say(path: Path) -> None:
    """Turns with their roles, title and date are right, and only what is doubtful is in doubt."""
    page = load(path)
    reading = read(page.text)
    assert turns_of(reading) == page.turns
    assert reading.interview.title == page.expected["title"]
    assert any(remark.doubt for remark in reading.warnings) == ("doubt" in page.expected)
    if "published" in page.expected:
        assert str(reading.interview.published) == page.expected["published"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_word_of_a_page_is_lost(path: Path) -> None:
    """Each word of the source is in a turn, in the metadata, or in what was dropped."""
    assert_no_words_lost(load(path).text)


def assert_no_words_lost(text: str) -> None:
    """Hold each line's words against the reading's."""
    reading = read(text)
    interview = reading.interview
    kept = " ".join(
        [
            interview.title,
            *(turn.text for turn in interview.turns),
            *(turn.speaker or "" for turn in interview.turns),
            *(f"{person.name} {person.description} {person.label}" for person in interview.people),
            *(line.text for line in reading.dropped),
        ]
    )
    found = set(_WORD.findall(kept.casefold()))
    for line in text.splitlines():
        missing = [word for word in _WORD.findall(line.casefold()) if word not in found]
        is_date = interview.published is not None and str(interview.published.year) in line
        assert is_date or all(_is_mark(word) for word in missing), f"lost from {line!r}: {missing}"


def _is_mark(word: str) -> bool:
    """Tell a number, a time, or a label's spelling that its speaker has another of."""
    return word.isdigit() or len(word) <= 3 or word.startswith(("fråga", "svar")) or word[0].isdigit()


PIECES = [
    "", "# En rubrik om något", "**Hur började det?**", "Hur började det?", "– Det var så det var.", "Eva: Hur då?",
    "Bo: Så.", "Jag minns det väl.", "1. Vad gör du?", "2. Varför det?", "> Citat av någon", "Av Lo Ek",
    "[00:01:02] Bo: Nej.", "(00:01:02):", "Foto: Lo Ek", "Kommentarer (3)", "”Det var en gång en katt”, säger Bo.",
    "Fråga: Vad? Svar: Det.", "Läs mer om oss", "- punkt", "Prenumerera på vårt nyhetsbrev",
    "Leif:", "Leif : Ja.", "Leif: Nej: så är det.", "\u00a0Frida\u00a0Holm:\u00a0Jaså?", "Holm: Va?",
    "13 jun 2018", "Av", "Kultur",
    "Publicerad 3 mars 2021", "Leif Sandberg, arkivarie", "Leif Sandberg arbetar här. Eller slutNu.", "/", "Dela",
    "\x0c:",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=20).map("\n".join) | st.text())
def test_no_word_of_any_page_is_lost(text: str) -> None:
    """Whatever lines a page is made of, it is refused or nothing of it is lost."""
    try:
        assert_no_words_lost(text)
    except ReadingError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "Pannkakor\n\nVispa ägg och mjölk.\n\nStek i smör. Servera genast.",
        "Ny bro invigd\n\nBron över älven invigdes i går. Den kostade två miljoner.\n\nTrafiken leds om i maj.",
        "# Vanliga frågor\n\n## Hur betalar jag?\n\nMed kort.\n\n## Var finns ni?\n\nI Umeå.",
        "# Why I write\n\nI began late. Why? Because nobody asked.\n\nWhat did I know? Nothing.\n\nThen I learned.",
        "# Changelog\n\n- Fixed a bug\n- Added a test\n\nThanks to everybody.",
    ],
)
def test_a_page_that_is_no_interview_is_refused(text: str) -> None:
    """The refusal says what was looked for."""
    with pytest.raises(ReadingError, match="no interview found"):
        read(text)


def test_a_portrait_is_marked_as_narrative() -> None:
    """Quotations are answers, the sentence before each its question, and the rest is listed."""
    reading = read(
        "# Hon syr segel\n\nAv Lo Ek\n\nI en lada syr Tove Brink väskor. Det luktar tjära.\n\n"
        "– Jag kan inte kasta något, säger Tove Brink.\n\n"
        "Ladan var farfars. Här står fortfarande hans symaskin.\n\n"
        "– Den fungerar. Den är starkare än jag, säger hon.\n\nPå väggen hänger en bild."
    )
    assert reading.interview.extra == {"narrative": True}
    assert turns_of(reading) == [
        ("introduction", "I en lada syr Tove Brink väskor."),
        ("question", "Det luktar tjära."),
        ("answer", "Jag kan inte kasta något, säger Tove Brink."),
        ("question", "Här står fortfarande hans symaskin."),
        ("answer", "Den fungerar. Den är starkare än jag, säger hon."),
    ]
    assert {turn.speaker for turn in reading.interview.turns if turn.role is Role.ANSWER} == {"Tove Brink"}
    assert not any(remark.doubt for remark in reading.warnings)
    assert "Ladan var farfars." in {line.text for line in reading.dropped}


def test_what_is_known_wins() -> None:
    """Title, date, language and interviewers from outside stand, whatever the text says."""
    known = Metadata(
        title="Annat", language="nb", publication="Bladet", url="https://exempel.se/", interviewers=("Bo",)
    )
    interview = read("Rubrik här\n\nEva: Hur då?\nBo: Så.\nEva: När då?\nBo: Nu.", known).interview
    assert (interview.title, interview.language, interview.publication) == ("Annat", "nb", "Bladet")
    assert interview.url == "https://exempel.se/"
    assert interview.interviewers == ("Bo",)


def test_cues_are_joined_into_turns() -> None:
    """A cue without a speaker goes on with the same one, and "Mm." does not cut an answer in two."""
    cues = [
        Cue(1.0, "Eva", "Hur började", 2),
        Cue(2.0, None, "det?", 4),
        Cue(3.0, "Bo", "Med en båt.", 6),
        Cue(4.5, "Eva", "Mm.", 8),
        Cue(5.0, "Bo", "Den läckte.", 10),
        Cue(6.0, "Eva", "Och sedan?", 12),
        Cue(7.0, "Bo", "[skratt]", 14),
        Cue(8.0, "Bo", "Sjönk den.", 16),
    ]
    reading = read_cues(cues)
    said = [(turn.role.value, turn.speaker, turn.text, turn.start) for turn in reading.interview.turns]
    assert said == [
        ("question", "Eva", "Hur började det?", 1.0),
        ("answer", "Bo", "Med en båt.\n\nDen läckte.", 3.0),
        ("question", "Eva", "Och sedan?", 6.0),
        ("answer", "Bo", "Sjönk den.", 8.0),
    ]
    assert [(line.line, line.why) for line in reading.dropped] == [(8, "interjection"), (14, "sound")]


def test_cues_without_speakers_are_read_in_doubt() -> None:
    """What asks somebody is a question; that nobody is named makes it doubtful."""
    reading = read_cues([Cue(0.0, None, "Vad gör du här?", 1), Cue(3.0, None, "Jag väntar. Länge nu.", 3)])
    assert turns_of(reading) == [("question", "Vad gör du här?"), ("answer", "Jag väntar. Länge nu.")]
    assert any(remark.doubt for remark in reading.warnings)
