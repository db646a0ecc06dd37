"""A Word document (.docx) -> HTML, which the same path as web pages then takes apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from index.reading import ReadingError

MAX_UNPACKED = 30 * 2**20
"""Bytes of XML that a document may unpack to; a novel of 400 pages has about five million. Pictures do not count."""

_BODY = "word/document.xml"
_STYLES = (
    "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\np[style-name='Quote'] => blockquote:fresh"
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""RuntimeError: a part is encrypted; NotImplementedError: it is packed in a way that Python does not know."""


def is_word_document(data: bytes) -> bool:
    """Tell a .docx from other archives; what is no archive at all is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BODY in archive.namelist()
    except _BROKEN:
        return False


def read_word_document(data: bytes) -> str:
    """Return a document's paragraphs, headings, lists and tables as HTML.

    Raises:
        ReadingError: it is broken, encrypted, or made to exhaust whoever reads it.

    """
    try:
        _check(data)
        return mammoth.convert_to_html(  # type: ignore[no-any-return]  # the package ships no types
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        ).value
    except ReadingError:
        raise
    except DefusedXmlException:
        message = "a Word document with entities of its own, which none needs; it is not opened"
    except RecursionError:
        message = "a Word document whose parts are nested too deeply to be read; save its text as a text file"
    except (*_BROKEN, SAXException, KeyError, ValueError, AttributeError):
        message = "a broken Word document; open it in Word and save it anew"
    raise ReadingError(message)


def _check(data: bytes) -> None:
    """Refuse what unpacks to more than it may, or declares entities: they can grow without end, or fetch files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            message = (
                f"a Word document of more than {MAX_UNPACKED >> 20} MB when unpacked; save its text as a text file"
            )
            raise ReadingError(message)
        for part in parts:
            parseString(archive.read(part), ContentHandler(), forbid_dtd=True)
