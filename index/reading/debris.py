"""What a page puts around an interview: bylines, credits, share buttons, counters, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading import Dropped
from index.reading.dates import find_dates, read_date_line, without_dates
from index.reading.lines import Line
from index.reading.names import is_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_AUTHOR = re.compile(
    r"(?:text|ord|words|story|interview|intervju)?\s{0,3}"
    r"(?:av|by|postad av|skriven av|publicerad av|posted by|written by|published by)(?!\w)",
    re.IGNORECASE,
)
_CREDITS = frozenset({"foto", "text", "bild", "bilder", "fotograf", "photo", "photos", "words", "image", "images"})
_SHARING = frozenset({"dela", "share", "tipsa", "tweet", "tweeta", "facebook", "twitter", "linkedin", "whatsapp"})
_AROUND_SHARING = frozenset({"på", "via", "med", "on", "och", "and", "e-post", "email", "artikeln", "this"})
_JOINTS = frozenset({"och", "and", "&", "/"})
_AROUND_WORDS = ".,:;|()–-"
_COUNTER = re.compile(
    r"(?:kommentarer|kommentar|comments?|visningar|views)\s{0,3}\(?[0-9]*\)?"
    r"|[0-9]+\s{1,3}(?:kommentarer|kommentar|comments?|visningar|views)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:läs (?:mer|också|även)|read (?:more|also))\s{0,3}:.*", re.IGNORECASE | re.DOTALL)
_RIGHTS = re.compile(r"(?:©|copyright(?!\w)).*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sifted:
    """A page without its debris: what fell away left blank lines. `published` is the first date it gives."""

    lines: tuple[Line, ...]
    published: dt.date | None
    dropped: tuple[Dropped, ...]


def sift(lines: Sequence[Line], first_turn: int) -> Sifted:
    """Take debris and dates out of `lines`; `first_turn`, from 0, is where the conversation begins.

    Below it a bare date is part of what somebody said, but "Publicerad 3 mars 2021" is not.
    """
    kept: list[Line] = []
    dropped: list[Dropped] = []
    published: dt.date | None = None
    for place, line in enumerate(lines):
        stamp = read_date_line(line.text)
        if stamp and (stamp.labelled or place < first_turn):
            why = None if stamp.single and stamp.published and not published else "another date"
            published = published or stamp.published
        elif why := why_debris(line.text):
            published = published or next(iter(find_dates(line.text)), None)
        else:
            kept.append(line)
            continue
        kept.append(Line(line.number, ""))
        if why:
            dropped.append(Dropped(line.number, line.text, why))
    return Sifted(tuple(kept), published, tuple(dropped))


def is_furniture(text: str) -> bool:
    """Tell whether a line is debris or a date, and so cannot be where somebody begins to speak."""
    return read_date_line(text) is not None or why_debris(text) is not None


def why_debris(text: str) -> str | None:
    """Say why a line is no part of an interview; None where it may be, or is blank."""
    if not text:
        return None
    reasons = (
        (not any(character.isalnum() for character in text), "no words"),
        (_is_byline(text), "byline"),
        (_is_credit(text), "credit"),
        (_is_share_button(text), "share button"),
        (_COUNTER.fullmatch(text), "counter"),
        (_LINK.fullmatch(text), "link"),
        (_RIGHTS.fullmatch(text), "copyright"),
    )
    return next((why for holds, why in reasons if holds), None)


def _is_byline(text: str) -> bool:
    """Tell "Av Frida Holm" and "Postad av" from a sentence that begins with "Av"."""
    undated = without_dates(text).lstrip(f"{_AROUND_WORDS} ")
    author = _AUTHOR.match(undated)
    if author is None:
        return False
    words = (word.strip(_AROUND_WORDS) for word in undated[author.end() :].split())
    names = [word for word in words if word and word not in _JOINTS]
    return not names or is_name(names)


def _is_credit(text: str) -> bool:
    """Tell "Foto: Anna Berg" and "Text och bild: Anna Berg"."""
    head, colon, _ = text.partition(":")
    words = set(head.casefold().split())
    return bool(colon) and bool(words & _CREDITS) and words <= _CREDITS | _JOINTS


def _is_share_button(text: str) -> bool:
    """Tell "Dela på Facebook", alone on its line."""
    words = {word.strip(_AROUND_WORDS) for word in text.casefold().split()} - {""}
    return bool(words & _SHARING) and words <= _SHARING | _AROUND_SHARING
