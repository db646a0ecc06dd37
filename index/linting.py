"""What an editor should mend in a folder of interview files: what breaks the format, and what could be better."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from index.analysis import phrase
from index.folder import OWN_LEXICON, Folder, text_of
from index.interview import Role
from index.interview_file import InterviewFileError, loads, turn_lines
from index.reading.debris import ends_interview, why_debris
from index.reading.labels import is_generic
from index.revising import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from index.interview import Interview, Turn

_BROKEN = re.compile(r"(?P<file>[^\n]+?):(?:(?P<line>\d+):)? (?P<message>.*)", re.DOTALL)
_MARKUP = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
_MISREAD = re.compile("\N{REPLACEMENT CHARACTER}|[ÃÂ][\u0080-\u00bf]|â€")
_LONGEST_QUOTED = 60
_WORTHWHILE = (
    ("published", "no date", "published: 2018-06-13"),
    ("url", "no address, so that nothing can lead to the page", "url: https://…"),
    ("publication", "no publication", "publication: …"),
    ("people", "nobody is named who answers", "people:"),
)
"""What of the metadata can be left out and should not be: the key, what is lacking, and what to add."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something to mend: in which file and line, from 1, and what to do; an error where the file cannot be used."""

    file: str
    line: int
    message: str
    is_error: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'error' if self.is_error else 'advice'}: {self.message}"


@dataclass(frozen=True, slots=True)
class Linted:
    """How many interview files a folder has, and their troubles by file and line."""

    files: int
    troubles: tuple[Trouble, ...]


def lint(path: Traversable) -> Linted:
    """Look through every file of a library folder.

    Raises:
        FolderError: the folder is not there, or cannot be read.

    """
    folder = Folder(path)
    contents = folder.read()
    troubles = [_parsed(sentence) for sentence in contents.troubles]
    for name, interview in contents.interviews.items():
        troubles += _in_file(interview, text_of(path / name), name)
    troubles += _between(contents.interviews)
    files = sum(name != OWN_LEXICON for name in folder.look())
    return Linted(files, tuple(sorted(troubles, key=attrgetter("file", "line"))))


def lint_text(text: str, name: str) -> tuple[Trouble, ...]:
    """Look through the text of one interview file; `name` is the file's."""
    try:
        return tuple(sorted(_in_file(loads(text, name), text, name), key=attrgetter("line")))
    except InterviewFileError as error:
        return (Trouble(name, error.line, error.trouble, is_error=True),)


def _parsed(sentence: str) -> Trouble:
    """Take the sentence for a broken file apart: `file:line: message`, some without a line."""
    found = _BROKEN.fullmatch(sentence)
    if found is None:
        return Trouble(sentence, 1, sentence, is_error=True)
    return Trouble(found["file"], int(found["line"] or 1), found["message"], is_error=True)


def _in_file(interview: Interview, text: str, name: str) -> Iterator[Trouble]:
    lines = text.splitlines()
    placed = list(zip(interview.turns, turn_lines(text, name), strict=True))
    yield from _in_head(interview, lines, name)
    yield from _in_labels(interview, lines, name)
    yield from _in_hints(placed, lines, name)
    yield from _in_turns(interview, placed, name)


def _in_head(interview: Interview, lines: Sequence[str], name: str) -> Iterator[Trouble]:
    """Look at the metadata: what lacks, and hints that have no place."""
    if name != f"{interview.id}.md":
        message = f"named other than its id; call the file {interview.id}.md"
        yield Trouble(name, _line_of("id:", lines), message)
    for key, lacking, remedy in _WORTHWHILE:
        if not getattr(interview, key):
            yield Trouble(name, 1, f'{lacking}; add "{remedy}" to the metadata')
    for hint in interview.extra.get(UNPLACED) or ():
        message = f'the hint "{hint}" has no answer; write it behind one, or take it away'
        yield Trouble(name, _line_of(f"{UNPLACED}:", lines), message)


def _in_labels(interview: Interview, lines: Sequence[str], name: str) -> Iterator[Trouble]:
    """Look for who is named and says nothing, and who speaks without a name."""
    speaking = dict.fromkeys(turn.speaker for turn in interview.turns if turn.speaker)
    known = {person.label for person in interview.people}
    for label in dict.fromkeys((*interview.interviewers, *known)):
        if label not in speaking:
            yield Trouble(name, _line_of(f"{label}:", lines), f'"{label}" says nothing; mend the name or take it away')
    for label in speaking:
        if label in interview.interviewers:
            continue
        if is_generic(label) and interview.person(label).name == label:
            remedy = f"write who it is, under people: {label}: Whole Name, role"
            yield Trouble(name, _line_of(f"{label}:", lines), f'"{label}" is nobody\'s name; {remedy}')
        elif known and label not in known:
            yield Trouble(name, 1, f'"{label}" is not under people; add {label}: Whole Name, role')


def _in_hints(placed: Sequence[tuple[Turn, int]], lines: Sequence[str], name: str) -> Iterator[Trouble]:
    """Look for hints that are there twice, or that ask what another answer is asked."""
    owners: dict[str, tuple[Turn, str]] = {}
    asked = ""
    for turn, _ in placed:
        if turn.role is Role.QUESTION:
            asked = turn.text
        elif turn.role is Role.ANSWER and asked:
            owners.setdefault(phrase(asked), (turn, f"the question {_quoted(asked)}"))
            asked = ""
    seen: dict[str, tuple[Turn, int]] = {}
    for turn, first in placed:
        at = first
        for hint in turn.hints:
            at = next(
                (n for n in range(at + 1, len(lines) + 1) if lines[n - 1].startswith("?") and hint in lines[n - 1]), at
            )
            wording = phrase(hint)
            other, said = owners.get(wording, (turn, ""))
            before, line = seen.setdefault(wording, (turn, at))
            if said and other is not turn:
                yield Trouble(name, at, f'the hint "{hint}" is {said} of another answer; word it otherwise')
            elif said:
                yield Trouble(name, at, f'the hint "{hint}" is the very question; take it away')
            elif before is not turn:
                yield Trouble(
                    name, at, f'the hint "{hint}" is another answer\'s too, on line {line}; word one otherwise'
                )
            elif line != at:
                yield Trouble(name, at, f'the hint "{hint}" is on line {line} too; take one away')


def _in_turns(interview: Interview, placed: Sequence[tuple[Turn, int]], name: str) -> Iterator[Trouble]:
    """Look for answers that nobody asked for, and for what belongs to a page and not to an interview."""
    is_asked = False
    for turn, first in placed:
        if turn.role is Role.ANSWER and interview.interviewers and not is_asked:
            yield Trouble(name, first, "an answer without a question; write who asks before it, or what was asked")
        is_asked = is_asked or turn.role is Role.QUESTION
        for line, words in enumerate(turn.text.split("\n"), first):
            if not words.strip():
                continue
            found = why_debris(words) or ("what stands below an interview" if ends_interview(words) else None)
            if found and found != "no words":
                yield Trouble(name, line, f"looks left over from the page ({found}): {_quoted(words)}; take it away")
            if markup := _MARKUP.search(words):
                yield Trouble(name, line, f"markup of a web page: {markup[0]}; write what it stands for")
            if _MISREAD.search(words):
                yield Trouble(name, line, f"letters that were misread: {_quoted(words)}; write them as they should be")
    if not interview.interviewers and not interview.extra.get("narrative"):
        yield Trouble(name, 1, 'nobody asks, so that every turn is an answer; add "interviewers: […]"')


def _between(interviews: Mapping[str, Interview]) -> Iterator[Trouble]:
    """Look for interviews that are there twice."""
    pages, words = defaultdict(list), defaultdict(list)
    for name, interview in interviews.items():
        words[interview.revision].append(name)
        if interview.url:
            pages[interview.url].append(name)
    for told, same in (("stands on the same page as", pages), ("has the very words of", words)):
        for first, *others in same.values():
            for name in others:
                yield Trouble(name, 1, f"{told} {first}; take one of them away if they are one interview")


def _line_of(beginning: str, lines: Sequence[str]) -> int:
    """Return the line, from 1, that begins so, indented or not; 1 where none does."""
    return next((n for n, line in enumerate(lines, 1) if line.strip().startswith(beginning)), 1)


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f'"{words if len(words) <= _LONGEST_QUOTED else words[: _LONGEST_QUOTED - 1] + "…"}"'
