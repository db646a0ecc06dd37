"""A source's bytes, in whichever format -> an Interview."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.interview_file import InterviewFileError, loads
from index.reading import Metadata, Reading, ReadingError
from index.reading.captions import read_captions
from index.reading.cues import read_cues
from index.reading.detection import Format, detect, is_document
from index.reading.encoding import decode
from index.reading.front_matter import cut_front_matter
from index.reading.language import recognise
from index.reading.lines import split_lines
from index.reading.markup import blocks, parse
from index.reading.text import read
from index.reading.transcript import read_transcript
from index.reading.web_page import lay_out, read_page
from index.reading.word_document import read_word_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.interview import Interview
    from index.reading import Dropped
    from index.reading.cues import Cue

MAX_BYTES = 50 * 2**20
"""How large a source may be; the longest transcripts that are published have about half a million bytes."""

_UNKNOWN = Metadata()
_by_line = attrgetter("line")


def check_size(size: int) -> None:
    """Refuse a source of more than `MAX_BYTES` bytes.

    Raises:
        ReadingError: it is larger.

    """
    if size > MAX_BYTES:
        message = f"larger than {MAX_BYTES >> 20} MB; cut out the interview and save it by itself"
        raise ReadingError(message)


def read_bytes(data: bytes, name: str, known: Metadata = _UNKNOWN) -> Reading:
    """Take a source apart: plain text, Markdown, a web page, a Word document, captions or a transcript in JSON.

    `name` is a file's name or an address, by which formats are told apart where the content does not tell. What is
    `known` from outside wins over what the source says of itself, and that over what its text seems to say.

    Raises:
        ReadingError: it is no interview, or cannot be read; says why and what to do.

    """
    check_size(len(data))
    if is_document(data):
        paragraphs = blocks(parse(read_word_document(data)))
        return _read_laid_out(
            *lay_out(block._replace(line=n) for n, block in enumerate(paragraphs, 1)), known, Metadata()
        )
    text = decode(data)
    if not text.strip():
        message = "empty; there is nothing to read"
        raise ReadingError(message)
    match detect(text, name):
        case Format.PAGE:
            page = read_page(text, known.url)
            return _with_dropped(_read_laid_out(page.text, page.lines, known, page.metadata), page.dropped)
        case Format.CAPTIONS:
            captions = read_captions(text)
            return _with_dropped(_read_recording(captions.cues, captions.language, name, known), captions.dropped)
        case Format.TRANSCRIPT:
            return _read_recording(*read_transcript(text), name, known)
        case Format.TEXT:
            if interview := _interview_file(text, name):
                return Reading(_mended(interview, known), (), ())
            _, said, _ = cut_front_matter(split_lines(text), Metadata())
            return read(text, _merged(text, known, said))


def _read_laid_out(text: str, lines: Sequence[int], known: Metadata, said: Metadata) -> Reading:
    """Read a text whose lines stand on other `lines` of the source: in a Word document, its paragraphs from 1."""
    if not text:
        message = "a document without words"
        raise ReadingError(message)
    try:
        reading = read(text, _merged(text, known, said))
    except ReadingError as error:
        raise ReadingError(error.trouble, error.line and lines[error.line - 1]) from None
    return replace(
        reading,
        dropped=tuple(replace(one, line=lines[one.line - 1]) for one in reading.dropped),
        warnings=tuple(replace(one, line=lines[one.line - 1]) for one in reading.warnings),
    )


def _read_recording(cues: Sequence[Cue], language: str, name: str, known: Metadata) -> Reading:
    """Read a recording, which has no headline: the file's name stands for one that nobody knows."""
    title = " ".join(PurePosixPath(name).stem.replace("_", " ").replace("-", " ").split())
    text = "\n".join(cue.text for cue in cues)
    return read_cues(cues, _merged(text, known, Metadata(title=title, language=language)))


def _merged(text: str, known: Metadata, said: Metadata) -> Metadata:
    """Return what is known, and where nothing is, what the source says; its language is checked by its words."""
    both = Metadata(*(getattr(known, one.name) or getattr(said, one.name) for one in fields(Metadata)))
    return both if known.language else replace(both, language=recognise(text, said.language))


def _interview_file(text: str, name: str) -> Interview | None:
    """Return what an interview file holds; None of other texts, and of one that names nobody who asks."""
    try:
        interview = loads(text, name)
    except InterviewFileError:
        return None
    return interview if interview.interviewers else None


def _mended(interview: Interview, known: Metadata) -> Interview:
    shared = ("title", "published", "language", "publication", "url", "interviewers", "people")
    return replace(interview, **{name: value for name in shared if (value := getattr(known, name))})


def _with_dropped(reading: Reading, dropped: Iterable[Dropped]) -> Reading:
    return replace(reading, dropped=tuple(sorted((*reading.dropped, *dropped), key=_by_line)))
