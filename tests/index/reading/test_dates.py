"""Tests of dates as pages write them."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reading.dates import DateLine, find_dates, read_date_line, without_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("13 jun 2018", dt.date(2018, 6, 13)),
        ("den 13:e juni 2018", dt.date(2018, 6, 13)),
        ("1\u00a0Maj\u00a02020", dt.date(2020, 5, 1)),
        ("24 okt. 2019", dt.date(2019, 10, 24)),
        ("2 aug 2001", dt.date(2001, 8, 2)),
        ("3 MARS 2021", dt.date(2021, 3, 3)),
        ("3rd of March 2021", dt.date(2021, 3, 3)),
        ("9 September, 2020", dt.date(2020, 9, 9)),
        ("Sept. 9, 2020", dt.date(2020, 9, 9)),
        ("December 31st, 1999", dt.date(1999, 12, 31)),
        ("2018-06-13T10:00", dt.date(2018, 6, 13)),
    ],
)
def test_a_date_is_read(text: str, date: dt.date) -> None:
    """Swedish, English and ISO 8601, long and short."""
    assert find_dates(text) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "31 juni 2018",
        "2018-13-01",
        "12018-06-13",
        "3 ma 2021",
        "3 personer 2021",
        "juni 2018",
        "0 maj 2018",
        "3 maj 20211",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """A day that the month does not have, a word that is no month, a part of a longer number."""
    assert find_dates(text) == []
    assert without_dates(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Wednesday, 13 June 2018", DateLine(dt.date(2018, 6, 13), labelled=False, single=True)),
        ("Publicerad: 3 mars 2021 kl 10.15", DateLine(dt.date(2021, 3, 3), labelled=True, single=True)),
        ("Senast uppdaterad den 4 mars 2021", DateLine(None, labelled=True, single=True)),
        ("Published 3 May 2021 (updated 4 May 2021)", DateLine(dt.date(2021, 5, 3), labelled=True, single=False)),
        ("Updated 4 May 2021 | Published 3 May 2021", DateLine(dt.date(2021, 5, 3), labelled=True, single=False)),
        ("9 September 2020 | Updated 11 September 2020", DateLine(dt.date(2020, 9, 9), labelled=True, single=False)),
        ("Vi öppnade den 3 mars 2021", None),
        ("Publicerad", None),
        ("", None),
    ],
)
def test_a_line_of_dates(text: str, line: DateLine | None) -> None:
    """A line that says more than a date is none; one of a change gives no date of publication."""
    assert read_date_line(text) == line
