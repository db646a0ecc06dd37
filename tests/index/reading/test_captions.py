"""Tests of captions: who says what, and when."""

from __future__ import annotations

import pytest

from index.reading import ReadingError
from index.reading.captions import read_captions

VOICES = """WEBVTT - Kvartersradion
Kind: captions
Language: sv-SE

NOTE
Granskad av redaktionen

STYLE
::cue { color: lime }

intro
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v Frida Holm>Hej &amp; välkommen,
<i>Olle</i>!</v>

2
00:04.500 --> 00:06.000
<v.loud Olle Berg>Tack.</v> <v Frida Holm>Hur mår du?</v>

NOTE paus

01:00:07.250 --> 01:00:09.000
<v Olle Berg><c.yellow>Det</c> <01:00:08.000>är bra.
"""

ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
 
i<00:00:00.400><c> dag</c><00:00:00.800><c> gäller</c><00:00:01.200><c> det</c>

00:00:02.000 --> 00:00:02.010
i dag gäller det
 

00:00:02.010 --> 00:00:04.000
i dag gäller det
bröd<00:00:02.400><c> och</c><00:00:02.800><c> tid</c>

00:00:04.000 --> 00:00:04.010
bröd och tid
 

00:00:04.010 --> 00:00:06.000
bröd och tid
ja<00:00:04.400><c> just</c><00:00:04.800><c> det</c>
"""  # noqa: W293  # the blank lines of such captions hold a space


def said(text: str) -> list[tuple[float | None, str | None, str]]:
    """Return the cues of a text as tuples, without their lines."""
    return [(cue.start, cue.speaker, cue.text) for cue in read_captions(text).cues]


def test_voices_and_times() -> None:
    """A voice tag names the speaker, two of them in one cue are two speakers, and no markup is left in the words."""
    assert said(VOICES) == [
        (1.0, "Frida Holm", "Hej & välkommen, Olle!"),
        (4.5, "Olle Berg", "Tack."),
        (4.5, "Frida Holm", "Hur mår du?"),
        (3607.25, "Olle Berg", "Det är bra."),
    ]


def test_what_is_no_speech_is_told() -> None:
    """Comments and styles are dropped with their lines, and the language is read from the head."""
    captions = read_captions(VOICES)
    assert captions.language == "sv-SE"
    assert {(one.line, one.text) for one in captions.dropped} >= {(6, "Granskad av redaktionen"), (20, "NOTE paus")}
    assert [cue.line for cue in captions.cues] == [13, 18, 18, 23]


def test_names_before_a_colon() -> None:
    """A name that stands before words again and again is the speaker's; other words before a colon are words."""
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nFRIDA: Hur mår du?\n\n"
        "2\n00:00:02,500 --> 00:00:03,000\nOLLE: Bra.\nResultatet: jag sover.\n\n"
        "3\n00:00:04,000 --> 00:00:05,000\nGott.\n\n"
        "4\n00:00:06,000 --> 00:00:07,000\n>> FRIDA: Verkligen?\nOLLE: Ja.\n"
    )
    assert said(text) == [
        (1.0, "FRIDA", "Hur mår du?"),
        (2.5, "OLLE", "Bra. Resultatet: jag sover."),
        (4.0, None, "Gott."),
        (6.0, "FRIDA", "Verkligen?"),
        (6.0, "OLLE", "Ja."),
    ]


def test_numbered_speakers() -> None:
    """Speakers that a machine told apart have numbers."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nSPEAKER_00: Hej?\n\n2\n00:00:02,000 --> 00:00:03,000\nSPEAKER_01: Hej.\n"
    text += (
        "\n3\n00:00:03,000 --> 00:00:04,000\n[SPEAKER_00]: Då?\n\n4\n00:00:05,000 --> 00:00:06,000\nSPEAKER_01: Nu.\n"
    )
    assert [speaker for _, speaker, _ in said(text)] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00", "SPEAKER_01"]


def test_dashes_part_speakers_within_a_cue() -> None:
    """Two lines with dashes are two people; one without goes on."""
    assert said("1\n00:00:01,000 --> 00:00:02,000\n- Kommer du\nfrån Kalmar?\n– Ja.\n") == [
        (1.0, None, "Kommer du från Kalmar?"),
        (1.0, None, "Ja."),
    ]


def test_rolling_captions_say_everything_once() -> None:
    """Captions that roll upwards repeat the line before; the words come once."""
    assert " ".join(text for _, _, text in said(ROLLING)) == "i dag gäller det bröd och tid ja just det"


def test_growing_captions_say_everything_once() -> None:
    """Live captions grow by a few words at a time; the words come once."""
    steps = ["Hej", "Hej och välkommen", "Hej och välkommen till oss", "Tack", "Tack så mycket"]
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{step}\n\n" for n, step in enumerate(steps, 1))
    assert " ".join(text for _, _, text in said(text)) == "Hej och välkommen till oss Tack så mycket"


def test_what_was_said_twice_stays_twice() -> None:
    """A repeated word is no rolling caption."""
    words = ["Ja.", "Ja.", "Vi bakar.", "På natten.", "Alltid.", "I fyrtio år.", "Nej.", "Nej."]
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{word}\n\n" for n, word in enumerate(words, 1))
    assert [text for _, _, text in said(text)] == words


def test_careless_subrip() -> None:
    """Carriage returns, a missing number or blank line, a year as words and a fraction of one digit are read."""
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nDet var\r\n\r\n1983\r\n\r\n2\r\n00:00:03,5 --> 00:00:04,000\r\n"
        "{\\an8}<font color=red>Då</font>\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nöppnade vi.\r\n\r\n"
        "00:00:07,000 --> 00:00:08,000\r\nUtan nummer, 3 < 4.\r\n"
    )
    assert said(text) == [
        (1.0, None, "Det var 1983"),
        (3.5, None, "Då"),
        (5.0, None, "öppnade vi."),
        (7.0, None, "Utan nummer, 3 < 4."),
    ]


def test_captions_without_cues_are_refused() -> None:
    """A head alone is no recording."""
    with pytest.raises(ReadingError, match="without a single cue"):
        read_captions("WEBVTT\n\nNOTE tomt\n")
