"""Tests of sources in any format: told apart by their content, and refused with what to do."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.interview import Person, Role
from index.interview_file import loads
from index.reading import Metadata, ReadingError
from index.reading.detection import Format, detect
from index.reading.language import recognise
from index.reading.loading import load, load_stream
from index.reading.sources import MAX_BYTES, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

TALK = [
    ("Frida", "Hur började du baka, Olle?"),
    ("Olle", "Min mormor lärde mig. Hon hade en vedugn och inget tålamod."),
    ("Frida", "Varför blev det just surdeg?"),
    ("Olle", "För att den lever. En jästdeg gör som man säger, men en surdeg svarar emot."),
]
TEXT = "Bageriet på hörnet\n\n" + "".join(f"{name}: {words}\n\n" for name, words in TALK)
MARKDOWN = "---\ntitle: Bageriet på hörnet\n---\n\n" + "".join(f"**{name}:** {words}\n\n" for name, words in TALK)
HTML = "<title>Bageriet på hörnet</title><h1>Bageriet på hörnet</h1>" + "".join(
    f"<p><b>{name}:</b> {words}</p>" for name, words in TALK
)
WEBVTT = "WEBVTT\n\n" + "".join(
    f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n<v {name}>{words}</v>\n\n" for n, (name, words) in enumerate(TALK)
)
SUBRIP = "".join(
    f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{name}: {words}\n\n" for n, (name, words) in enumerate(TALK)
)
JSON = json.dumps(
    {"segments": [{"speaker": name, "startTime": n, "body": words} for n, (name, words) in enumerate(TALK)]}
)
SOURCES = {"text": TEXT, "markdown": MARKDOWN, "html": HTML, "webvtt": WEBVTT, "subrip": SUBRIP, "json": JSON}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("name", ["bageriet-på-hörnet", "-"])
def test_one_conversation_in_every_format(text: str, encoding: str, name: str) -> None:
    """The same turns come out of all of them, in any encoding, whether the name tells the format or not."""
    interview = read_bytes(text.encode(encoding), name, Metadata(title="Bageriet på hörnet")).interview
    assert [(turn.speaker, turn.text) for turn in interview.turns] == TALK
    assert [turn.role for turn in interview.turns] == [Role.QUESTION, Role.ANSWER] * 2
    assert interview.title == "Bageriet på hörnet"
    assert interview.language == "sv"


def test_a_recording_without_a_title_is_called_by_its_file() -> None:
    """There is no headline in it; its turns know when they start."""
    interview = read_bytes(WEBVTT.encode(), "samtal/bageriet_på-hörnet.vtt").interview
    assert interview.title == "bageriet på hörnet"
    assert [turn.start for turn in interview.turns] == [0, 1, 2, 3]


def test_what_is_known_wins() -> None:
    """Over what the source says of itself."""
    known = Metadata(title="Olle", language="da", url="https://example.org/olle", publication="Bladet")
    interview = read_bytes(MARKDOWN.encode(), "a.md", known).interview
    assert (interview.title, interview.language, interview.url, interview.publication) == (
        known.title,
        known.language,
        known.url,
        known.publication,
    )


def test_an_interview_file_is_read_as_what_it_is() -> None:
    """With its hints and its metadata; what the publisher says anew is mended."""
    text = resources.files("index").joinpath("interviews", "r7e-arkiv.md").read_text(encoding="utf-8")
    interview = loads(text, "r7e-arkiv.md")
    assert read_bytes(text.encode(), "r7e-arkiv.md").interview == interview
    people = (Person("Leif", "Leif S."),)
    mended = read_bytes(text.encode(), "r7e-arkiv.md", Metadata(title="Tre knep", people=people)).interview
    assert mended == replace(interview, title="Tre knep", people=people)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("[00:00:12] Leif: Hej", "a.txt", Format.TEXT),
        ("{Frida}: Hej", "", Format.TEXT),
        ("<Frida> Hej\n<Olle> Hej", "", Format.TEXT),
        ("<div align=center>\n\n# Rubrik\n\n</div>\n", "README.md", Format.TEXT),
        ("<p>Ett</p>\n<p>Två</p>", "", Format.PAGE),
        ("<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'>", "", Format.PAGE),
        ("Bara ord", "sida.html", Format.PAGE),
        ("\ufeffWEBVTT FILE\n", "", Format.CAPTIONS),
        ("1\n00:00:01,000 --> 00:00:02,000\nHej", "", Format.CAPTIONS),
        ("2018\nFrida: Hej?", "", Format.TEXT),
        ("vad som helst", "a.SRT", Format.CAPTIONS),
        ('[{"text": "Hej"}]', "", Format.TRANSCRIPT),
        ("", "", Format.TEXT),
    ],
)
def test_formats_are_told_by_their_content(text: str, name: str, expected: Format) -> None:
    """And by their names where it does not tell."""
    assert detect(text, name) is expected


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF; save its text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"save it as \.docx"),
        (rb"{\rtf1\ansi Hej}", r"save it as \.docx"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"ID3\x04\x00", "captions or transcript"),
        (b"\x1f\x8b\x08\x00", "unpack it first"),
        (bytes(range(256)) * 10, "no text"),
        (b"<?xml version='1.0'?><rss><item>Hej</item></rss>", "XML that is no web page"),
        (b'{"a": 1}', "JSON without a transcript"),
        (b"WEBVTT\n\n", "without a single cue"),
        (b"x" * (MAX_BYTES + 1), "larger than 50 MB"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, trouble: str) -> None:
    """With what it is and what to do."""
    with pytest.raises(ReadingError, match=trouble):
        read_bytes(data, "källa")


def test_a_page_that_is_no_interview_is_refused() -> None:
    """A price list has no answers, and is told so with why."""
    page = "<h1>Prislista</h1><table><tr><td>Limpa</td><td>45 kr</td></tr><tr><td>Bulle</td><td>20 kr</td></tr></table>"
    with pytest.raises(ReadingError, match="no interview found"):
        read_bytes(page.encode(), "priser.html")


def test_one_paragraph_of_ten_thousand_lines() -> None:
    """It is one answer, whole."""
    line = "Och så bakade vi vidare, för det gjorde man på den tiden."
    text = f"{TEXT}Frida: Och sedan?\n\nOlle: {(line + chr(10)) * 10_000}"
    interview = read_bytes(text.encode(), "a.txt").interview
    assert interview.turns[-1].speaker == "Olle"
    assert interview.turns[-1].text.split() == (line.split() * 10_000)


PIECES = (
    "<p>", "</div>", "<b>Hur?</b>", "<br>", "<li>", "<td>", "Frida: ", "Olle:", "**Olle:** ", "- ", "> ", "# ", "?",
    "\n\n", "\n", "WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", "<v Olle>", "1\n", "{", "[", '"text"', ":", '"hej"',
    "}", "]", ",", "---\n", "title: ", "&#0;", "&#xD800;", "\\ud800", "\x0c", "\ufffe", "å", " ord och fler ord ",
)  # fmt: skip


@given(
    data=st.binary(max_size=200)
    | st.lists(st.sampled_from(PIECES), max_size=30).map(lambda its: "".join(its).encode()),
    name=st.sampled_from(["-", "a.html", "a.srt", "a.json", "a.md", "a.docx"]),
)
def test_whatever_comes_is_read_or_refused(data: bytes, name: str) -> None:
    """No other error comes out, and what is read can be written as UTF-8."""
    try:
        interview = read_bytes(data, name).interview
    except ReadingError:
        return
    assert "".join(turn.text for turn in interview.turns).encode()


SAMPLES = {
    "sv": "Jag kom hit som barn och har bott i samma hus sedan dess. Vad är svårast? Att rören är äldre än jag.",
    "no": "Jeg kom hit som barn og har bodd i samme hus siden. Hva er vanskeligst? At rørene er eldre enn meg.",
    "da": "Jeg kom hertil som barn og har boet i huset siden. Hvad er sværest? At rørene er ældre end mig.",
    "de": "Ich kam als Kind hierher und wohne seitdem im selben Haus. Was ist schwierig? Dass die Rohre so alt sind.",
    "en": "I came here as a child and have lived in the same house since. What is hard? That the pipes are so old.",
    "fi": "Tulin tänne lapsena ja olen asunut samassa talossa siitä lähtien. Mikä on vaikeinta? Putket ovat vanhoja.",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_languages_are_told_apart(language: str, text: str) -> None:
    """The Nordic ones too, and whatever a page's template says."""
    assert recognise(text) == language
    assert recognise(f"{text} {text}", "fr-FR") == language


def test_what_a_source_says_of_its_language_helps() -> None:
    """Where there are few words, and between Danish and the ways to write Norwegian."""
    assert recognise("Ja.", "nn-NO") == "nn"
    assert recognise(SAMPLES["no"] * 3, "nb") == "nb"


def test_a_file_is_loaded(tmp_path: Path) -> None:
    """One that is not there, and a folder, are told."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"Hej")
    assert load(path) == b"Hej"
    with pytest.raises(ReadingError, match="cannot be opened: No such file"):
        load(tmp_path / "b.txt")
    with pytest.raises(ReadingError, match="cannot be opened: Is a directory"):
        load(tmp_path)


def test_no_more_is_loaded_than_a_source_may_have() -> None:
    """A stream without an end is not waited for."""

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0
            return bytes(size)

    with pytest.raises(ReadingError, match="larger than 50 MB"):
        load_stream(Endless())  # type: ignore[arg-type]  # all that is read of it
