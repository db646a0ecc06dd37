"""The interview file: Markdown with a YAML head, meant to be read, diffed and mended by an editor.

The format is described in the README. What `loads` reads, `dumps` writes back.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from index.interview import MAX_ID_LENGTH, Interview, Person, Role, Turn, is_interview_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_FENCE = "---"
_YAML_NULL = "tag:yaml.org,2002:null"
# PyYAML's constructors raise these too, for explicit tags such as !!int "".
_YAML_ERRORS = (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError, TypeError)
_NEWLINE = re.compile(r"\r\n?")
_TURN = re.compile(
    r"""\*\* (?P<speaker>\s*[^*\s][^*\n]{0,79}?)
    (?: :\*\* | \*\*[ ]\[(?P<time>\d{1,3}(?::[0-5]\d){1,2}(?:\.\d{1,3})?)\]: )
    [ \t]* (?P<words>.*)""",
    re.VERBOSE,
)
_HINT = re.compile(r"\?[ \t]+(?P<hint>\S.*)")
_NEAR_TURN = re.compile(r"[ \t>#*_]*(?P<speaker>[^:*_\[\\]{1,80})[*_ \t]*(?:\[[^\]]{0,20}\][*_ \t]*)?:")
_NEAR_HINT = re.compile(r"[ \t]*\?[ \t]*\w")
_KNOWN_KEYS = ("id", "title", "published", "language", "publication", "url", "interviewers", "people")
_REQUIRED_KEYS = ("id", "title", "language")
_TEXT_KEYS = ("id", "title", "language", "publication", "url")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://[^\s<>\"]+")


class InterviewFileError(ValueError):
    """A file that breaks the format: which file, which line (from 1), what is wrong and what to do."""

    def __init__(self, name: str, line: int, trouble: str) -> None:
        super().__init__(f"{name}:{line}: {trouble}")
        self.name = name
        self.line = line
        self.trouble = trouble


@dataclass(slots=True)
class _Block:
    """The lines of one turn as they stand in the file, before its role is known."""

    line: int
    speaker: str | None = None
    start: float | None = None
    words: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    hint_line: int = 0


class _HeadLoader(yaml.SafeLoader):
    """YAML of text, dates and nothing else: `language: no` is Norwegian, and `title: 1984` a book."""


_HeadLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:timestamp", _YAML_NULL)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _HeadDumper(yaml.SafeDumper):
    """The same YAML as an editor writes it: lists on one line, mappings on a line each."""


_HeadDumper.yaml_implicit_resolvers = _HeadLoader.yaml_implicit_resolvers
_HeadDumper.add_representer(
    list, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def loads(text: str, name: str) -> Interview:
    """Read an interview from the text of its file; `name` is the file's name, for errors.

    The text is composed first (Unicode NFC): an å of two characters is no other letter than one of one.

    Raises:
        InterviewFileError: the text breaks the format.

    """
    lines = _lines(text)
    head, body_line = _head(lines, name)
    interviewers = _labels(head, name, lines)
    people = _people(head, name, lines)
    known = _speakers(interviewers, people)
    blocks = list(_blocks(lines, body_line, name, known))
    for block in blocks:
        if known and block.speaker is not None and block.speaker not in known:
            choices = ", ".join(sorted(known))
            raise InterviewFileError(
                name,
                block.line,
                f'a turn by "{block.speaker}", who is not under people or interviewers ({choices});'
                " mend the name or add it",
            )
    turns = tuple(_turns(blocks, interviewers, name))
    if not any(turn.role is Role.ANSWER for turn in turns):
        raise InterviewFileError(
            name, max(len(lines), 1), 'no answers; write each turn as "**Name:** words", on a line of its own'
        )
    return Interview(
        id=head["id"],
        title=head["title"],
        language=head["language"],
        published=head.get("published"),
        publication=head.get("publication") or "",
        url=head.get("url") or "",
        interviewers=interviewers,
        people=people,
        turns=turns,
        extra={key: value for key, value in head.items() if key not in _KNOWN_KEYS},
    )


def turn_lines(text: str, name: str) -> tuple[int, ...]:
    """Return the line, from 1, that each turn begins on of the interview that `loads` reads from the same text.

    Raises:
        InterviewFileError: the text breaks the format.

    """
    lines = _lines(text)
    head, body_line = _head(lines, name)
    known = _speakers(_labels(head, name, lines), _people(head, name, lines))
    found = []
    for block in _blocks(lines, body_line, name, known):
        blank = next((place for place, line in enumerate(block.words) if line.strip()), None)
        if blank is not None:
            found.append(block.line + blank)
    return tuple(found)


def is_language(text: str) -> bool:
    """Tell whether `text` can be an interview's language, a BCP 47 tag."""
    return _LANGUAGE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Tell whether `text` can be an interview's url."""
    return _URL.fullmatch(text) is not None


def dumps(interview: Interview) -> str:
    """Write an interview as the text of its file; `loads` reads the same interview back."""
    head: dict[str, Any] = {"id": interview.id, "title": interview.title}
    if interview.published is not None:
        head["published"] = interview.published
    head["language"] = interview.language
    head |= {key: value for key in ("publication", "url") if (value := getattr(interview, key))}
    if interview.interviewers:
        head["interviewers"] = list(interview.interviewers)
    if interview.people:
        head["people"] = {p.label: f"{p.name}, {p.description}" if p.description else p.name for p in interview.people}
    head |= interview.extra
    yaml_head = yaml.dump(head, Dumper=_HeadDumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    blocks = [f"{_FENCE}\n{yaml_head}{_FENCE}", *(_written(turn, interview) for turn in interview.turns)]
    return "\n\n".join(blocks) + "\n"


def _lines(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    return _NEWLINE.sub("\n", text).rstrip("\n").split("\n")


def _written(turn: Turn, interview: Interview) -> str:
    known = _speakers(interview.interviewers, interview.people)
    first, *rest = turn.text.split("\n")
    if turn.speaker is None:
        first = _escaped(first, known)
    else:
        first = f"**{turn.speaker}{':**' if turn.start is None else f'** [{_clock(turn.start)}]:'} {first}"
    text = "\n".join([first, *(_escaped(line, known) for line in rest)])
    return "\n\n".join([text, "\n".join(f"? {hint}" for hint in turn.hints)] if turn.hints else [text])


def _speakers(interviewers: Iterable[str], people: Iterable[Person]) -> frozenset[str]:
    return frozenset([*interviewers, *(person.label for person in people)])


def _escaped(line: str, known: Collection[str]) -> str:
    return f"\\{line}" if _has_meaning(line, known) else line


def _unescaped(line: str, known: Collection[str]) -> str:
    return line[1:] if line.startswith("\\") and _has_meaning(line, known) else line


def _has_meaning(line: str, known: Collection[str]) -> bool:
    """Tell whether a line of words would, but for backslashes before it, be taken for a turn or a hint, or refused."""
    bare = line.lstrip("\\")
    return bool(_TURN.fullmatch(bare) or _HINT.fullmatch(bare) or _near_miss(bare, known))


def _near_miss(line: str, known: Collection[str]) -> str | None:
    """Return what to tell of words that are likely a turn or a hint miswritten; None of other words.

    Taken as words they would be put into the mouth of whoever spoke last.
    """
    speaker = _NEAR_TURN.match(line)
    if speaker is not None and (label := speaker["speaker"].strip()) in known:
        return f"begins as a turn by {label}; write **{label}:** for one, or a backslash before it if it is none"
    if _NEAR_HINT.match(line):
        return 'begins as a hint; write "? " and the question for one, or a backslash before it if it is none'
    return None


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    clock = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{clock}.{thousandths:03}" if thousandths else clock


def _seconds(clock: str) -> float:
    seconds = 0.0
    for field_ in clock.split(":"):
        seconds = seconds * 60 + float(field_)
    return seconds


def _head(lines: list[str], name: str) -> tuple[dict[str, Any], int]:
    """Return the metadata, checked, and the index of the first line after it."""
    if lines[0].rstrip() != _FENCE:
        raise InterviewFileError(
            name, 1, f"does not begin with {_FENCE}; begin with the metadata between two such lines"
        )
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise InterviewFileError(name, 1, f"the metadata has no end; close it with a line of {_FENCE}")
    head = _yaml(lines[1:end], name)
    for key in _REQUIRED_KEYS:
        if head.get(key) in (None, ""):
            raise InterviewFileError(name, 2, f'{key} is missing; add a line "{key}: …"')
    _check_values(head, lines, name)
    return head, end + 1


def _check_values(head: dict[str, Any], lines: list[str], name: str) -> None:
    """Refuse values of the wrong kind; a date with a time becomes a date."""
    try:
        json.dumps(head, ensure_ascii=False, default=str, skipkeys=True).encode()
    except (UnicodeEncodeError, ValueError):
        raise InterviewFileError(name, 2, "the metadata has an escaped half of a character; write the whole") from None
    for key in _TEXT_KEYS:
        if not isinstance(head.get(key), str | None):
            raise InterviewFileError(name, _line_of(key, lines), f"{key} is not text; put it in quotation marks")
    published = head.get("published")
    if isinstance(published, dt.datetime):
        head["published"] = published.date()
    for key, is_right, remedy in (
        ("id", is_interview_id(head["id"]), f"is no id; use at most {MAX_ID_LENGTH} of A-Z a-z 0-9 _ -"),
        ("language", is_language(head["language"]), "is no language tag; write sv, en, nb, …"),
        ("url", not head.get("url") or is_address(head["url"]), "is no address; begin it with https://"),
        ("published", isinstance(published, dt.date | None), "is no date; write it as 2018-06-13"),
    ):
        if not is_right:
            raise InterviewFileError(name, _line_of(key, lines), f'{key} "{head[key]}" {remedy}')


def _yaml(lines: list[str], name: str) -> dict[str, Any]:
    try:
        head = yaml.load("\n".join(lines), Loader=_HeadLoader)  # noqa: S506  # it is a safe loader
    except _YAML_ERRORS as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (min(mark.line, len(lines)) if mark is not None else 0)
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0] or type(error).__name__
        raise InterviewFileError(
            name,
            line,
            f"the metadata is not YAML ({problem}); a value with a colon in it needs quotation marks",
        ) from None
    if not isinstance(head, dict):
        raise InterviewFileError(
            name, 2, 'the metadata is not "key: value" lines; write id, title and language at least'
        )
    return head


def _line_of(key: str, lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 2)


def _labels(head: Mapping[str, Any], name: str, lines: list[str]) -> tuple[str, ...]:
    labels = head.get("interviewers") or []
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise InterviewFileError(
            name, _line_of("interviewers", lines), "interviewers is no list of names; write it as [Frida]"
        )
    return tuple(label.strip() for label in labels)


def _people(head: Mapping[str, Any], name: str, lines: list[str]) -> tuple[Person, ...]:
    people = head.get("people") or {}
    if not isinstance(people, dict) or not all(isinstance(part, str) for item in people.items() for part in item):
        raise InterviewFileError(
            name,
            _line_of("people", lines),
            'people is no list of "Label: Whole Name, role"; write one a line, indented',
        )
    return tuple(
        Person(label.strip(), full.strip(), description.strip())
        for label, (full, _, description) in ((label, value.partition(",")) for label, value in people.items())
    )


def _blocks(lines: list[str], first: int, name: str, known: Collection[str]) -> Iterator[_Block]:
    """Part the lines from index `first` on into turns; `known` are the labels of those who speak."""
    block = _Block(first + 1)
    for number, line in enumerate(lines[first:], first + 1):
        turn, hint = _TURN.fullmatch(line), _HINT.fullmatch(line)
        if turn is not None:
            yield block
            time = turn["time"]
            block = _Block(number, turn["speaker"].strip(), _seconds(time) if time else None, [turn["words"]])
        elif hint is not None:
            block.hints.append(hint["hint"].rstrip())
            block.hint_line = block.hint_line or number
        else:
            if block.hints and line.strip():
                raise InterviewFileError(
                    name, number, 'words after a "? " line; move the "? " lines behind the whole answer'
                )
            if trouble := _near_miss(line, known):
                raise InterviewFileError(name, number, trouble)
            block.words.append(_unescaped(line, known))
    yield block


def _turns(blocks: Iterable[_Block], interviewers: tuple[str, ...], name: str) -> Iterator[Turn]:
    blocks = list(blocks)
    last_answer = max(
        (i for i, block in enumerate(blocks) if block.speaker is not None and block.speaker not in interviewers),
        default=len(blocks),
    )
    for index, block in enumerate(blocks):
        text = "\n".join(block.words).strip()
        if block.speaker is None:
            role = Role.INTRODUCTION
        elif block.speaker not in interviewers:
            role = Role.ANSWER
        else:
            role = Role.OUTRO if index > last_answer else Role.QUESTION
        if block.hints and role not in (Role.INTRODUCTION, Role.ANSWER):
            raise InterviewFileError(
                name,
                block.hint_line,
                'a "? " line after an interviewer\'s words; move it behind the answer that it belongs to',
            )
        if text:
            yield Turn(role, block.speaker, text, block.start, tuple(block.hints))
        elif block.speaker is not None:
            raise InterviewFileError(
                name, block.line, f'an empty turn by "{block.speaker}"; write the words or take the line away'
            )
        elif block.hints:
            raise InterviewFileError(
                name, block.hint_line, 'a "? " line before any words; move it behind the answer that it belongs to'
            )
