"""Tests of the process that sources are read in: what one does to it, the next does not feel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.interview import Person
from index.reading import Metadata, ReadingError
from index.reading.sources import MAX_BYTES, read_bytes
from index.reading.worker import Limits, Reader
from tests.index.reading.deadly_readers import obey

if TYPE_CHECKING:
    from collections.abc import Iterator

TALK = "Bageriet på hörnet\n\nFrida: Hur började du, Olle?\n\nOlle: Mormor lärde mig.\n\nFrida: När?\n\nOlle: 1983.\n"
KNOWN = Metadata(title="Bagaren", language="sv", people=(Person("Olle", "Olle Granberg", "bagare"),))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A reader whose process dies of what the tests send it, again and again."""
    with Reader(Limits(computing=1), obey) as made:
        yield made


def test_a_reading_comes_back_whole(reader: Reader) -> None:
    """It is what reading in this process gives, and what is known goes along."""
    assert reader.read(TALK.encode(), "a.txt") == read_bytes(TALK.encode(), "a.txt")
    assert reader.read(TALK.encode(), "a.txt", KNOWN) == read_bytes(TALK.encode(), "a.txt", KNOWN)


def test_what_is_refused_is_refused_here_too(reader: Reader) -> None:
    """With the same message and line."""
    with pytest.raises(ReadingError) as here:
        read_bytes(b'{"segments": [\n\n{', "a.json")
    with pytest.raises(ReadingError) as there:
        reader.read(b'{"segments": [\n\n{', "a.json")
    assert (str(there.value), there.value.line) == (str(here.value), here.value.line) == (str(here.value), 3)


@pytest.mark.parametrize(
    ("deed", "trouble"),
    [
        (b"grow", "takes more than 1024 MB of memory"),
        (b"spin", "took longer to read than it may"),
        (b"crash", "broke the process that read it"),
        (b"fail", "cannot be read: KeyError: 'a.txt'"),
        (b"recurse", "nested too deeply"),
    ],
)
def test_a_bad_source_does_not_stop_the_next(reader: Reader, deed: bytes, trouble: str) -> None:
    """One that takes all memory or time, crashes, or is more than a parser can bear is told; the next is read."""
    with pytest.raises(ReadingError, match=trouble):
        reader.read(deed, "a.txt")
    assert reader.read(TALK.encode(), "a.txt").interview.turns[-1].text == "1983."


def test_a_source_that_only_waits_is_given_up() -> None:
    """Time by the clock is limited too."""
    with (
        Reader(Limits(seconds=0), obey) as reader,
        pytest.raises(ReadingError, match="took longer to read than it may"),
    ):
        reader.read(b"wait", "a.txt")


def test_too_large_a_source_is_not_even_sent(reader: Reader) -> None:
    """200 MB of text are refused by the limit, which is told."""
    assert MAX_BYTES < 200 * 10**6
    with pytest.raises(ReadingError, match="larger than 50 MB"):
        reader.read(bytes(200 * 10**6), "a.txt")


def test_a_reader_that_read_nothing_has_no_process() -> None:
    """It can be made and left."""
    with Reader():
        pass
