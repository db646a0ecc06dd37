"""Tests of how bytes become text."""

from __future__ import annotations

import pytest

from index.reading import ReadingError
from index.reading.encoding import decode

SWEDISH = "Frida: Hej Åsa! Hur är det – ”egentligen”?\nÅsa: Jo då… det är café och köer.\n"
NORWEGIAN = "Hvordan begynte du å bake? Bestemor lærte meg det på øya."
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [SWEDISH, NORWEGIAN, "Å", "Frågor till Åsa"])
def test_a_text_is_read_in_whichever_encoding_it_was_saved(text: str, encoding: str) -> None:
    """UTF-8, UTF-16 and UTF-32 with a mark, UTF-16 without one, and Windows-1252."""
    if encoding.endswith(("le", "be")) and text == "Å":
        pytest.skip("one letter shows no pattern")
    assert decode(text.encode(encoding)) == text


def test_utf16_with_its_mark_from_a_big_endian_machine() -> None:
    """The mark says which byte comes first, and is no part of the text."""
    assert decode(b"\xfe\xff" + SWEDISH.encode("utf-16-be")) == SWEDISH


def test_a_word_in_another_encoding_does_not_spoil_the_rest() -> None:
    """A byte that is no UTF-8 within a text that is, as after a careless paste, is read as Windows-1252."""
    assert decode("Åsa och Örjan från ".encode() + "Öja".encode("windows-1252")) == "Åsa och Örjan från Öja"


def test_a_page_says_its_encoding_itself() -> None:
    """A declared encoding is taken where the page is no UTF-8; Latin-1 means Windows-1252, as in browsers."""
    page = '<html><head><meta charset="{}"></head><p>{}</p>'
    assert "Łódź" in decode(page.format("iso-8859-2", "Łódź").encode("iso-8859-2"))
    assert "”Å”" in decode(page.format("iso-8859-1", "”Å”").encode("windows-1252"))
    assert "Åsa" in decode(page.format("iso-8859-2", "Åsa").encode())
    for encoding in ("nonsense", "rot13", "zip", "idna", "utf-7"):
        assert "Åsa" in decode(page.format(encoding, "Åsa").encode("windows-1252"))


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200),
        b"\xff\xfe" + b"\x00\xd8" * 20,
        b"a\x81b",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Binary data and broken UTF-16 are refused with what to do about it."""
    with pytest.raises(ReadingError, match="save it as text in UTF-8"):
        decode(data)
