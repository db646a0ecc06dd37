"""A folder of interview files as it stands on the disk: read, and read again where something has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from index.interview_file import InterviewFileError, loads
from index.lexicon import Lexicon, LexiconError, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    from index.interview import Interview

    Stamp = tuple[int, int, int]

OWN_LEXICON = "lexicon.txt"
"""The file in a library folder with the publisher's own word relations."""

Made = TypeVar("Made")

_NO_LEXICON = Lexicon()


class FolderError(ValueError):
    """A folder that interviews cannot be read from: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds: its interviews by the names of their files, in the order of those, and its own lexicon.

    `troubles` has a sentence for each broken file. In place of one that was whole before stands what it was then.
    `stamps` are those of `Folder.look` at the time.
    """

    interviews: Mapping[str, Interview]
    lexicon: Lexicon
    troubles: tuple[str, ...]
    stamps: Mapping[str, Stamp | None]


@dataclass(frozen=True, slots=True)
class _Read(Generic[Made]):
    """What was made of a file when it was last read: the last that was whole, if any, and what is wrong with it now."""

    stamp: Stamp | None
    made: Made | None
    trouble: str | None


class Folder:
    """A folder of interview files, `*.md` without README.md and hidden ones, and perhaps a lexicon."""

    def __init__(self, path: Traversable) -> None:
        self.path = path
        self._interviews: dict[str, _Read[Interview]] = {}
        self._lexicon: _Read[Lexicon] | None = None

    def look(self) -> Mapping[str, Stamp | None]:
        """Return a stamp of each file that counts, by its name: another where the file has changed.

        A stamp is None where the file is in no file system; such a file is taken to have changed.

        Raises:
            FolderError: the folder is not there, or cannot be read.

        """
        if self.path.is_file():
            message = f"{self.path}: a file; name the folder that it is in"
            raise FolderError(message)
        try:
            files = sorted(self.path.iterdir(), key=lambda file: file.name)
        except FileNotFoundError:
            message = f"{self.path}: no such folder; name one that holds interview files"
            raise FolderError(message) from None
        except OSError as error:
            message = f"{self.path}: cannot be read: {error.strerror}"
            raise FolderError(message) from error
        counting = (file for file in files if is_interview(file.name) or file.name == OWN_LEXICON)
        return {file.name: _stamp(file) for file in counting}

    def read(self) -> Contents:
        """Read what has changed since the last time, or everything the first time.

        Of two files with the same id the one that had it before keeps it, else the first by name.

        Raises:
            FolderError: the folder is not there, or cannot be read.

        """
        looked = self.look()
        stamps = dict(looked)
        has_lexicon, stamp = OWN_LEXICON in stamps, stamps.pop(OWN_LEXICON, None)
        before = self._interviews
        self._interviews = {
            name: _read_again(self.path / name, its, before.get(name), _interview) for name, its in stamps.items()
        }
        self._lexicon = (
            _read_again(self.path / OWN_LEXICON, stamp, self._lexicon, _own_lexicon) if has_lexicon else None
        )
        troubles = {name: its.trouble for name, its in self._interviews.items() if its.trouble}
        found: dict[str, Interview] = {}
        owners: dict[str, str] = {}
        for name in sorted(self._interviews, key=lambda name: name not in before):
            interview = self._interviews[name].made
            if interview is None:
                continue
            other = owners.setdefault(interview.id, name)
            if other == name:
                found[name] = interview
            else:
                troubles[name] = f'{name}: its id "{interview.id}" is that of {other} too; give one of them another'
        own = self._lexicon or _Read(None, None, None)
        told = [*(troubles[name] for name in sorted(troubles)), *filter(None, [own.trouble])]
        return Contents(dict(sorted(found.items())), own.made or _NO_LEXICON, tuple(told), looked)


def is_interview(name: str) -> bool:
    """Tell whether a file of a library folder is to hold an interview."""
    return name.endswith(".md") and not name.startswith(".") and name.casefold() != "readme.md"


def text_of(file: Traversable) -> str:
    """Return what a file holds.

    Raises:
        InterviewFileError: it is not UTF-8.
        OSError: it cannot be read.

    """
    content = file.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InterviewFileError(file.name, line, "not UTF-8; save the file as UTF-8") from None


def _stamp(file: Traversable) -> Stamp | None:
    if not isinstance(file, Path):
        return None
    try:
        status = file.stat()
    except OSError:  # removed meanwhile, or a link that leads nowhere: reading it tells
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _read_again(
    file: Traversable, stamp: Stamp | None, before: _Read[Made] | None, make: Callable[[Traversable], Made]
) -> _Read[Made]:
    if before is not None and stamp is not None and stamp == before.stamp:
        return before
    try:
        return _Read(stamp, make(file), None)
    except (InterviewFileError, LexiconError) as error:
        trouble = str(error)
    except OSError as error:
        trouble = f"{file.name}: cannot be read: {error.strerror or error}"
    return _Read(stamp, before.made if before is not None else None, trouble)


def _interview(file: Traversable) -> Interview:
    return loads(text_of(file), file.name)


def _own_lexicon(file: Traversable) -> Lexicon:
    lexicon = Lexicon()
    lexicon.add(text_of(file).removeprefix("\ufeff").splitlines(), Relation.SYNONYM, file.name)
    return lexicon
