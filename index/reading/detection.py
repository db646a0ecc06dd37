"""Which format a source is in: by what it begins with, and where that tells nothing, by its name."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePosixPath

from index.reading import ReadingError
from index.reading.captions import TIMING
from index.reading.word_document import is_word_document


class Format(Enum):
    """What a source is taken apart as."""

    TEXT = auto()
    PAGE = auto()
    CAPTIONS = auto()
    TRANSCRIPT = auto()


_ARCHIVE = b"PK"
_NO_TEXT = (
    (b"%PDF", "a PDF; save its text as a text file or a Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc); open it in Word and save it as .docx"),
    (b"{\\rtf", "a document in RTF; open it in Word and save it as .docx"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file; unpack it first"),
    (b"\x89PNG", "a picture; interviews are read from text"),
    (b"\xff\xd8\xff", "a picture; interviews are read from text"),
    (b"GIF8", "a picture; interviews are read from text"),
    (b"ID3", "a sound recording; interviews are read from its captions or transcript"),
    (b"OggS", "a sound recording; interviews are read from its captions or transcript"),
    (b"RIFF", "a recording or a picture; interviews are read from text, captions or transcripts"),
    (b"\x00\x00\x00\x18ftyp", "a recording; interviews are read from its captions or transcript"),
    (b"\x00\x00\x00\x20ftyp", "a recording; interviews are read from its captions or transcript"),
)
_PAGE = re.compile(
    r"(?:<\?xml[^<>]{0,200}>|<!--.{0,2000}?-->|\s+){0,9}"
    r"(?:<!doctype\s+html|<(?:html|head|body|article|main|section|div)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"</(?:p|div|h[1-6]|dd|li)\s*>", re.IGNORECASE)
_FEWEST_PARAGRAPHS = 2
_PAGE_NAMES = frozenset({".htm", ".html", ".xhtml"})
_TEXT_NAMES = frozenset({".md", ".markdown", ".txt", ".text"})
_CUE_NAMES = frozenset({".srt", ".vtt"})
SUFFIXES = _PAGE_NAMES | _TEXT_NAMES | _CUE_NAMES | {".docx", ".json"}
"""How the names of files end that are read where a whole folder is."""

_SAMPLE = 5000


def is_document(data: bytes) -> bool:
    """Tell a Word document from text.

    Raises:
        ReadingError: it is neither, but something else that is known.

    """
    if data.startswith(_ARCHIVE) and not is_word_document(data):
        message = "an archive that is no Word document; unpack it first, or save what it holds as .docx"
        raise ReadingError(message)
    what = next((what for beginning, what in _NO_TEXT if data.startswith(beginning)), None)
    if what:
        raise ReadingError(what)
    return data.startswith(_ARCHIVE)


def detect(text: str, name: str) -> Format:
    """Return the format of a text; `name` is a file's or an address's, and may be empty.

    Raises:
        ReadingError: it is XML that is no web page.

    """
    suffix = PurePosixPath(name).suffix.casefold()
    sample = text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    if sample.startswith("WEBVTT") or suffix in _CUE_NAMES or _begins_with_cue(sample):
        return Format.CAPTIONS
    if _PAGE.match(sample) and suffix not in _TEXT_NAMES:
        return Format.PAGE
    if _XML.match(sample):
        message = "XML that is no web page; save the interview's text as a text file"
        raise ReadingError(message)
    if sample.startswith(("{", "[")) and (suffix == ".json" or _looks_like_json(sample)):
        return Format.TRANSCRIPT
    if suffix in _PAGE_NAMES or (sample.startswith("<") and len(_PARAGRAPHS.findall(text)) >= _FEWEST_PARAGRAPHS):
        return Format.PAGE
    return Format.TEXT


def _begins_with_cue(sample: str) -> bool:
    """Tell SubRip by its first lines: a number, and when it is shown."""
    lines = [line.strip() for line in sample.split("\n", 2)[:2]]
    timed = [TIMING.fullmatch(line) is not None for line in lines]
    return timed[0] or (lines[0].isdecimal() and any(timed))


def _looks_like_json(sample: str) -> bool:
    """Tell JSON from a text that begins with a bracket: "[00:12] Leif: …"."""
    return re.match(r'(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|"|\]))', sample) is not None
