"""Tests of Word documents."""

from __future__ import annotations

import pytest

from index.interview import Role
from index.reading import ReadingError
from index.reading.sources import read_bytes
from index.reading.word_document import MAX_UNPACKED, is_word_document, read_word_document
from tests.index.reading.word_documents import archive, document, paragraph

INTERVIEW = document(
    [
        paragraph("Bagaren som aldrig sover", style="Rubrik"),
        paragraph("Olle Granberg har bakat vid Slottsbacken i fyrtio år."),
        paragraph("Hur började du baka?", bold=True),
        paragraph("Min mormor lärde mig. Hon hade en vedugn & inget tålamod."),
        paragraph("Varför just surdeg?", bold=True),
        paragraph("För att den lever. En jästdeg gör som man säger."),
        paragraph("Vad händer nu?", style="Rubrik2"),
        paragraph("Nu tar min dotter över, och jag ska sova."),
    ]
)


def test_an_interview_in_word() -> None:
    """Its title, bold questions, heading questions and answers are read, whatever the language of Word."""
    interview = read_bytes(INTERVIEW, "intervju.docx").interview
    assert interview.title == "Bagaren som aldrig sover"
    assert interview.language == "sv"
    assert [(turn.role, turn.text.split(".")[0]) for turn in interview.turns] == [
        (Role.INTRODUCTION, "Olle Granberg har bakat vid Slottsbacken i fyrtio år"),
        (Role.QUESTION, "Hur började du baka?"),
        (Role.ANSWER, "Min mormor lärde mig"),
        (Role.QUESTION, "Varför just surdeg?"),
        (Role.ANSWER, "För att den lever"),
        (Role.QUESTION, "Vad händer nu?"),
        (Role.ANSWER, "Nu tar min dotter över, och jag ska sova"),
    ]


def test_a_document_is_known_without_its_name() -> None:
    """By what is in it; other archives are none."""
    assert is_word_document(INTERVIEW)
    assert not is_word_document(archive({"mimetype": "application/epub+zip"}))
    with pytest.raises(ReadingError, match="an archive that is no Word document"):
        read_bytes(archive({"a.txt": "Frida: Hej?"}), "intervju.docx")


def test_an_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    """By the sizes that it declares, before anything is unpacked; zipfile unpacks no more than these."""
    bomb = document([paragraph("Hej")], **{"word/more.xml": "<a>" + " " * MAX_UNPACKED + "</a>"})
    assert len(bomb) < MAX_UNPACKED / 500
    with pytest.raises(ReadingError, match="more than 30 MB when unpacked"):
        read_word_document(bomb)


def test_entities_in_a_document_are_refused() -> None:
    """Those that grow and those that fetch a file alike."""
    grows = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    fetches = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for head in (grows, fetches):
        with pytest.raises(ReadingError, match="entities of its own"):
            read_word_document(document([paragraph("Hej")], head=head))


@pytest.mark.parametrize(
    "broken",
    [
        INTERVIEW[: len(INTERVIEW) // 2],
        archive({"word/document.xml": "<w:document"}),
        archive({"word/document.xml": "<a/>"}),
        b"PK\x03\x04" + bytes(100),
    ],
)
def test_a_broken_document_is_refused(broken: bytes) -> None:
    """With what to do about it."""
    with pytest.raises(ReadingError, match=r"save it anew|no Word document|without words"):
        read_bytes(broken, "intervju.docx")


def test_a_deeply_nested_document_is_refused() -> None:
    """Tables in tables without end."""
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("Hej") + "</w:tc></w:tr></w:tbl>" * 3000
    with pytest.raises(ReadingError, match="nested too deeply"):
        read_word_document(document([nested]))
