"""A folder of interview files, and the passages in them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

from index.folder import Folder, FolderError
from index.interview import INTRODUCTION_NUMBER, Address, Citation, Interview, Passage, Person
from index.lexicon import Lexicon
from index.passages import passages
from index.text_fragment import leading_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from index.folder import Contents


class LibraryError(ValueError):
    """A folder that gives no library: what is wrong and what to do, a line for each trouble."""


class Library:
    """Interviews and their passages, in the order of their ids; never empty, never changed once made."""

    def __init__(self, interviews: Iterable[Interview], lexicon: Lexicon | None = None) -> None:
        """Make a library of `interviews`; `lexicon` is the publisher's own, besides those that ship.

        Raises:
            LibraryError: there are none, or two have the same id.

        """
        self.interviews: Mapping[str, Interview] = {}
        for interview in sorted(interviews, key=lambda interview: interview.id):
            if interview.id in self.interviews:
                message = f'two interviews have the id "{interview.id}"; give one of them another'
                raise LibraryError(message)
            self.interviews[interview.id] = interview
        if not self.interviews:
            message = "a library of no interviews; add one"
            raise LibraryError(message)
        self.lexicon = lexicon or Lexicon()
        self.passages = tuple(p for interview in self.interviews.values() for p in passages(interview))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the interviews are in, each once."""
        return tuple(sorted({interview.language for interview in self.interviews.values()}))

    @property
    def language(self) -> str:
        """The language of the first interview."""
        return next(iter(self.interviews.values())).language

    @cached_property
    def positions(self) -> Mapping[Address, int]:
        """Where in `passages` each address stands, from 0."""
        return {passage.address: position for position, passage in enumerate(self.passages)}

    @cached_property
    def _by_interview(self) -> Mapping[str, tuple[Passage, ...]]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            found[passage.address.interview].append(passage)
        return {interview: tuple(its) for interview, its in found.items()}

    def lacks(self, interview: str) -> str:
        """Return the sentence for somebody who names an interview that is not there."""
        return f'no interview "{interview}" in the library; it holds {", ".join(self.interviews)}'

    def of(self, interview: str) -> tuple[Passage, ...]:
        """Return the passages of the interview with this id, none where there is no such interview."""
        return self._by_interview.get(interview, ())

    def answers(self, interview: str) -> tuple[Passage, ...]:
        """Return the first part of each answer of the interview with this id."""
        return tuple(p for p in self.of(interview) if p.address.number > INTRODUCTION_NUMBER and p.address.part == 1)

    def answering(self, interview: str) -> tuple[Person, ...]:
        """Return who answers in the interview with this id, in the order in which they first do."""
        speakers = (passage.speaker for passage in self.answers(interview) if passage.speaker)
        return tuple(dict.fromkeys(speakers))

    def parts(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all parts of the answer that `passage` is a part of, in order."""
        return tuple(p for p in self.of(passage.address.interview) if p.address.number == passage.address.number)

    def subject(self, passage: Passage) -> str:
        """Return what a passage is about by where it stands: its interview's title and id, and who speaks.

        An introduction is about everybody who answers.
        """
        interview = self.interviews[passage.address.interview]
        people = (passage.speaker,) if passage.speaker else self.answering(interview.id)
        return " ".join([interview.title, interview.id, *(person.name for person in people)])

    def find(self, address: Address) -> tuple[Passage, bool] | None:
        """Return the passage at `address`, and whether its words are still the same; None where there is nothing.

        An address from before a change is looked for by its words first, wherever in the interview they stand
        now, then by its number and part.
        """
        its = self.of(address.interview)
        if address in self.positions:
            return self.passages[self.positions[address]], True
        same_words = [p for p in its if p.address.revision == address.revision]
        if same_words:
            return min(same_words, key=lambda p: abs(p.address.number - address.number)), True
        numbered = [p for p in its if p.address.number == address.number]
        if numbered:
            return min(numbered, key=lambda p: abs(p.address.part - address.part)), False
        return None

    def cite(self, passage: Passage, start: int = 0, end: int | None = None) -> Citation:
        """Return the citation of `passage.text[start:end]`: its link leads to these words on the page."""
        interview = self.interviews[passage.address.interview]
        quoted = passage.text[start:end]
        return Citation(
            address=passage.address,
            speaker=passage.speaker,
            title=interview.title,
            published=interview.published,
            publication=interview.publication,
            answers=len(self.answers(interview.id)),
            url=leading_to(interview.url, quoted) if interview.url else None,
        )


def shipped() -> Library:
    """Return the library of the interview that ships."""
    return load(resources.files("index") / "interviews")


def load(path: Traversable) -> Library:
    """Read every `*.md` file in a folder, its README.md and hidden files apart, as an interview.

    A file `lexicon.txt` adds word relations: `a, b` for words that stand for each other, `a => b, c` for kinds of a.

    Raises:
        LibraryError: the folder cannot be read, holds no interview file, or has broken ones; the message has a
            line for each.

    """
    try:
        contents = Folder(path).read()
    except FolderError as error:
        raise LibraryError(str(error)) from error
    if contents.troubles:
        raise LibraryError("\n".join(contents.troubles))
    return of(contents, path)


def of(contents: Contents, path: Traversable) -> Library:
    """Return the library of what a folder holds, whatever is wrong with the rest of it.

    Raises:
        LibraryError: it holds no interview.

    """
    if not contents.interviews:
        message = f"{path}: no interviews in it; add an interview file, ID.md"
        raise LibraryError("\n".join([*contents.troubles, message]))
    return Library(contents.interviews.values(), contents.lexicon)
