"""The bytes of a text -> the text, whichever encoding it was saved in.

The order of trials is our own: statistical detectors take short Swedish texts in Windows-1252 for Windows-1250 or
Shift JIS. What is not UTF-8 was, in the languages that interviews come in here, nearly always saved as Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from index.reading import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = "windows-1252"
_MAY_BE_DECLARED = re.compile(r"iso8859-(?!1$)|cp125|koi8|mac-|shift_jis|euc_|gb|big5")
"""Python's names of those that a page is believed to be in; Latin-1 is none: browsers take it for Windows-1252."""

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_SAMPLE = 65_536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.002
_MOST_ZEROS, _FEWEST_ZEROS = 0.1, 0.4
"""The shares of zero bytes: at most this in one half of UTF-16's bytes, and at least that in the other."""

_MULTIBYTE = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
_UNDECODED = re.compile(r"[\udc80-\udcff]+")


def decode(data: bytes) -> str:
    """Return the text that `data` holds, without a byte order mark.

    Raises:
        ReadingError: it is no text, or one in an encoding that is not read here.

    """
    try:
        text = _decode(data)
    except UnicodeDecodeError:
        text = "\0"
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROLS * len(sample):
        message = "no text, or in an encoding that is not read; save it as text in UTF-8"
        raise ReadingError(message)
    return _CONTROL.sub("", text)


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    if wide := _unmarked_utf16(data[:_SAMPLE]):
        return data.decode(wide)
    text = data.decode("utf-8", errors="surrogateescape")
    undecoded = sum(len(run) for run in _UNDECODED.findall(text))
    if not undecoded:
        return text
    if declared := _declared(data[:_DECLARED_WITHIN]):
        return data.decode(declared)
    if len(_MULTIBYTE.findall(text)) > undecoded:  # UTF-8 that something else was pasted into
        return _UNDECODED.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode(_LEGACY), text)
    return data.decode(_LEGACY)


def _unmarked_utf16(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte of a text in Latin letters is zero."""
    pairs = len(sample) // 2
    if not pairs:
        return None
    first, second = (sample[start::2].count(0) / pairs for start in (0, 1))
    if second >= _FEWEST_ZEROS and first <= _MOST_ZEROS:
        return "utf-16-le"
    if first >= _FEWEST_ZEROS and second <= _MOST_ZEROS:
        return "utf-16-be"
    return None


def _declared(beginning: bytes) -> str | None:
    """Return the encoding that a page says it is in, where it can be believed."""
    match = _DECLARED.search(beginning)
    return believed(match[1].decode("ascii")) if match else None


def believed(name: str) -> str | None:
    """Return Python's name of an encoding that a page or a server names, where it is one that texts are really in."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return known if _MAY_BE_DECLARED.match(known) else None
