"""Sources -> interview files in a library folder: new ones, revised ones, and those that nothing has changed in."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index import keeping
from index.folder import Folder, is_interview
from index.interview import MAX_ID_LENGTH
from index.interview_file import InterviewFileError, dumps, loads
from index.reading import Metadata, ReadingError
from index.reading.detection import SUFFIXES
from index.reading.fetching import Wire, fetch
from index.reading.loading import load, load_stream
from index.reading.slug import slug
from index.revising import RECORD, Record, added, remembered, revised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

    from index.interview import Interview
    from index.reading import Reading
    from index.reading.worker import Reader

STANDARD_INPUT = "-"

INTERNET = Wire()

_NOT_FOR_INTERVIEWS = frozenset({"readme"})
"""Ids whose files a library folder would pass over."""


class Outcome(StrEnum):
    """What has become of a source."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Added:
    """What was made of one source.

    `before` and `after` are the text of its file without the record of its source, both empty where there is nothing
    to compare; `notes` are what the publisher has to know of how the two were merged. Where it failed `trouble` says
    why, and the file is as it was.
    """

    source: str
    outcome: Outcome
    reading: Reading | None = None
    interview: Interview | None = None
    before: str = ""
    after: str = ""
    notes: tuple[str, ...] = ()
    trouble: str = ""


def sources(named: Iterable[str]) -> Iterator[str]:
    """Yield the sources that are named, and for a folder the files in it, however deep, that can be interviews."""
    for name in named:
        if name == STANDARD_INPUT or "://" in name or not Path(name).is_dir():
            yield name
            continue
        for folder, below, files in os.walk(name):
            below[:] = sorted(its for its in below if not its.startswith("."))
            for file in sorted(files):
                is_hidden = file.startswith(".") or file.casefold() == "readme.md"
                if Path(file).suffix.casefold() in SUFFIXES and not is_hidden:
                    yield str(Path(folder, file))


def take(source: str, reader: Reader, known: Metadata, stream: BinaryIO | None = None) -> Reading:
    """Read a source: a file, an https address, or standard input, which is `stream` unless it is the real one.

    Raises:
        ReadingError: it cannot be had or read, or is no interview.

    """
    data, name, known = _had(source, known, stream, INTERNET)
    return reader.read(data, name, known)


def _had(source: str, known: Metadata, stream: BinaryIO | None, wire: Wire) -> tuple[bytes, str, Metadata]:
    """Return a source's bytes, its name, and what is known of it: an address is where it ended up."""
    if source == STANDARD_INPUT:
        return load_stream(stream or sys.stdin.buffer), "", known
    if "://" in source:
        fetched = asyncio.run(fetch(source, wire))
        return fetched.data, fetched.url, known if known.url else replace(known, url=fetched.url)
    return load(Path(source)), Path(source).name, known


class Adder:
    """Adds sources to a library folder, one after the other; `dry`, or without one, it only tells what it would do."""

    def __init__(
        self,
        folder: Path | None,
        reader: Reader,
        given: Metadata,
        *,
        overwrite: bool = False,
        dry: bool = False,
        wire: Wire = INTERNET,
    ) -> None:
        """Give what the publisher says of all the sources; `overwrite` takes their words where the editor's differ too.

        Addresses are fetched over `wire`.

        Raises:
            FolderError: the folder cannot be read.

        """
        self._folder, self._reader, self._given = folder, reader, given
        self._overwrite, self._dry = overwrite, dry or folder is None
        self._wire = wire
        self._files: dict[str, Interview] = {}
        self._taken = set(_NOT_FOR_INTERVIEWS)
        if folder is not None and (folder.exists() or folder.is_symlink()):
            contents = Folder(folder).read()
            self._files = dict(contents.interviews)
            self._taken |= {interview.id.casefold() for interview in self._files.values()}
            self._taken |= {file.stem.casefold() for file in folder.iterdir() if is_interview(file.name)}

    def add(self, source: str, stream: BinaryIO | None = None) -> Added:
        """Add one source; whatever is wrong with it is told in what is returned."""
        reading = None
        try:
            if self._is_in_folder(source):
                return Added(source, Outcome.UNCHANGED, notes=("a file of the library itself",))
            data, name, known = _had(source, self._given, stream, self._wire)
            key = self._key(source, known)
            old = self._added_from(key) if key else None
            reading = self._reader.read(data, name, _with(known, old))
            if not key:
                key = f"{STANDARD_INPUT} {reading.interview.id}"
                old = self._added_from(key)
                if old is not None:
                    reading = self._reader.read(data, name, _with(known, old))
            return self._kept(source, key, reading, old)
        except ReadingError as error:
            return Added(source, Outcome.FAILED, reading, trouble=str(error))
        except InterviewFileError as error:
            message = f"gives no interview file: {error.trouble}"
            return Added(source, Outcome.FAILED, reading, trouble=message)
        except OSError as error:
            message = f"cannot be written to {self._folder}: {error.strerror or error}"
            return Added(source, Outcome.FAILED, reading, trouble=message)

    def _kept(self, source: str, key: str, reading: Reading, old: Interview | None) -> Added:
        """Write what was read, where that is new or has changed."""
        new, given = _whole(reading.interview, source), _given_names(self._given)
        notes: list[str] = []
        if old is None:
            after = replace(added(new, key, given), id=self._free(new.id))
            file = f"{after.id}.md"
            twin = next((its for its in self._files.values() if its.revision == after.revision), None)
            if twin is not None:
                notes.append(f"has the very words of {twin.id}; remove one of them if they are one interview")
        else:
            file = next(name for name, its in self._files.items() if its is old)
            revision = revised(old, new, given, overwrite=self._overwrite)
            after = revision.interview
            if revision.is_split:
                message = (
                    f"both the source and {file} have changed since it was added; "
                    "mend the file by hand, or take the source's words with --overwrite"
                )
                its = replace(old, turns=new.turns, interviewers=new.interviewers, people=new.people)
                return Added(source, Outcome.FAILED, reading, old, _told(old), _told(its), trouble=message)
            notes += (f"{name}: kept as you have it, though the source has changed it too" for name in revision.kept)
            notes += (
                f'the hint "{hint}" has lost its answer; it is kept under "unplaced"' for hint, _ in revision.orphans
            )
            if after == old:
                return Added(source, Outcome.UNCHANGED, reading, old, notes=tuple(notes))
        text = dumps(after)
        after = loads(text, file)
        if not self._dry and self._folder is not None:
            keeping.replace(self._folder / file, lambda draft: draft.write_text(text, encoding="utf-8"))
        self._files[file] = after
        self._taken.add(after.id.casefold())
        if old is None:
            return Added(source, Outcome.NEW, reading, after, notes=tuple(notes))
        return Added(source, Outcome.REVISED, reading, after, _told(old), _told(after), tuple(notes))

    def _is_in_folder(self, source: str) -> bool:
        folder, path = self._folder, Path(source)
        return (
            folder is not None
            and path.name in self._files
            and path.exists()
            and path.resolve().parent == folder.resolve()
        )

    def _added_from(self, key: str) -> Interview | None:
        records = ((its, Record.of(its)) for its in self._files.values())
        return next((its for its, record in records if record and record.source == key), None)

    def _key(self, source: str, known: Metadata) -> str:
        """Return what a source is known by from one time to the next; nothing where only its title can tell.

        A file is known by its way from the library folder, so that both can move together.
        """
        if source == STANDARD_INPUT:
            return known.url
        if "://" in source:
            return known.url
        return Path(os.path.relpath(Path(source).resolve(), (self._folder or Path()).resolve())).as_posix()

    def _free(self, wanted: str) -> str:
        """Return an id that no other interview has: the one that is wanted, or that with -2, -3 and so on."""
        number, free = 1, wanted
        while free.casefold() in self._taken:
            number += 1
            behind = f"-{number}"
            free = wanted[: MAX_ID_LENGTH - len(behind)].rstrip("-_") + behind
        return free


def _whole(interview: Interview, source: str) -> Interview:
    """Return an interview as its file will have it; one without a title is called as its source.

    Raises:
        InterviewFileError: it cannot be written as a file.

    """
    if not interview.title:
        title = Path(source).stem if source != STANDARD_INPUT else "Interview"
        interview = replace(interview, title=title, id=slug(title))
    return loads(dumps(interview), f"{interview.id}.md")


def _told(interview: Interview) -> str:
    """Return the text of an interview's file without the record of its source, which tells an editor nothing."""
    return dumps(replace(interview, extra={key: its for key, its in interview.extra.items() if key != RECORD}))


def _with(known: Metadata, old: Interview | None) -> Metadata:
    """Return what is known, and besides it what the publisher gave when the source was added before."""
    if old is None:
        return known
    before = remembered(old)
    return Metadata(*(getattr(known, one.name) or getattr(before, one.name) for one in fields(Metadata)))


def _given_names(given: Metadata) -> Collection[str]:
    return [one.name for one in fields(Metadata) if getattr(given, one.name)]
