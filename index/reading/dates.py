"""Dates as pages write them: 2018-06-13, 13 jun 2018, den 3:e mars 2021, March 3rd, 2021."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from index.reading.vocabulary import word_set

_LANGUAGES = ("sv", "en", "nb", "da", "de")
_DAY = r"(?P<{0}day>[0-9]{{1,2}})(?:st|nd|rd|th|:[ae]|\.)?"
_MONTH = r"(?P<{0}month>[^\W\d_]{{3,9}})\.?"
_YEAR = r"(?P<{0}year>[0-9]{{4}})(?![0-9])"
_GAP = r"\s{{1,3}}"
_DATE = re.compile(
    "|".join(
        (
            r"(?<![0-9])(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])",
            rf"(?<!\w){_DAY}{_GAP}(?:of{_GAP})?{_MONTH},?{_GAP}{_YEAR}".format("a"),
            rf"(?<!\w){_MONTH}{_GAP}{_DAY},?{_GAP}{_YEAR}".format("b"),
        )
    ),
    re.IGNORECASE,
)
_CLOCK = re.compile(r"t?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?z?")
_OF_PUBLICATION = word_set(
    """
    publicerad publicerat published postad posted datum date publisert udgivet publiceret veröffentlicht skriven
    """
)
_OF_CHANGE = word_set(
    """
    uppdaterad uppdaterat ändrad updated modified oppdatert opdateret aktualisiert
    """
)
_AROUND_DATES = word_set(
    """
    den on the kl klockan at senast last am sist um uhr
    """
)
_AROUND_WORDS = ".,:;|()–-"
_SHORTEST_MONTH = 3


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is nothing but dates.

    `published` is None where it tells of a change only. A labelled line says itself what a date is of; a bare one
    may as well be part of what somebody said. `single`: there is one date in it, so `published` says it all.
    """

    published: dt.date | None
    labelled: bool
    single: bool


def find_dates(text: str) -> list[dt.date]:
    """Return the dates that are written out in `text`, in Swedish, English or ISO 8601."""
    return [date for match in _DATE.finditer(text) if (date := _read(match))]


def without_dates(text: str) -> str:
    """Return `text` with a space in the place of each date."""
    return _DATE.sub(lambda match: " " if _read(match) else match[0], text)


def read_date_line(text: str) -> DateLine | None:
    """Read a line that is nothing but dates; None where it says anything more."""
    dates = find_dates(text)
    labels = _words(without_dates(text)) - _AROUND_DATES - _weekdays()
    if not dates or labels - _OF_PUBLICATION - _OF_CHANGE:
        return None
    return DateLine(_first_of_publication(text), labelled=bool(labels), single=len(dates) == 1)


def _first_of_publication(text: str) -> dt.date | None:
    """Return the first date that does not follow a word like "uppdaterad"."""
    end = 0
    for match in _DATE.finditer(text):
        date = _read(match)
        if date and not _OF_CHANGE & _words(text[end : match.start()]):
            return date
        end = match.end()
    return None


def _words(text: str) -> set[str]:
    words = (word.strip(_AROUND_WORDS) for word in text.casefold().split())
    return {word for word in words if word and not _CLOCK.fullmatch(word)}


def _read(match: re.Match[str]) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        form = "a" if match["aday"] else "b"
        month = _months()[match[f"{form}month"].casefold()]
        return dt.date(int(match[f"{form}year"]), month, int(match[f"{form}day"]))
    except (KeyError, ValueError):  # no month, or the 31st of one that has 30 days
        return None


@cache
def _months() -> dict[str, int]:
    """Map each way to write a month to its number: its name, or the name's beginning ("jun", "sept")."""
    return {
        name[:length].casefold(): number
        for language in _LANGUAGES
        for number, name in Locale(language).months["format"]["wide"].items()
        for length in range(_SHORTEST_MONTH, len(name) + 1)
    }


@cache
def _weekdays() -> frozenset[str]:
    """Return the days of the week, whole and short, in lower case."""
    return frozenset(
        name.casefold()
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )
