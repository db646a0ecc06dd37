"""What stands above the first turn: the headline, who the people are, and the introduction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.interview import Person
from index.reading import Dropped
from index.reading.lines import Line, join_paragraphs
from index.reading.names import find_names, is_name, parts_of_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_MAX_HEADLINE_LENGTH = 120
_MIN_HEADLINE_WORDS = 2
_MAX_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above the first turn, taken apart; `title` is empty where there is no headline."""

    title: str
    people: Mapping[str, Person]
    introduction: Sequence[Line]
    dropped: tuple[Dropped, ...]


def read_heading(lines: Iterable[Line], labels: Collection[str]) -> Heading:
    """Take apart the lines above the first turn, from which debris and dates are gone.

    `labels` are the names that stand before the turns; whose whole name or role is found is in `people`.
    """
    people: dict[str, Person] = {}
    prose: list[Line] = []
    for line in lines:
        person = _read_role(line.text, labels)
        if person and person.label not in people:
            people[person.label] = person
            prose.append(Line(line.number, ""))
        else:
            prose.append(line)
    title, above = _find_headline(prose)
    gone = {line.number for line in above} | ({title.number} if title else set())
    introduction = [Line(line.number, "") if line.number in gone else line for line in prose]
    named = _whole_names(join_paragraphs(introduction), labels)
    return Heading(
        title=" ".join(title.text.split()) if title else "",
        people=named | people,
        introduction=introduction,
        dropped=tuple(Dropped(line.number, line.text, "stands above the headline") for line in above),
    )


def _read_role(text: str, labels: Collection[str]) -> Person | None:
    """Read "Leif Sandberg, förvaltningsledare för R7", where one of `labels` is Leif Sandberg, Leif or Sandberg."""
    name, _, role = (part.strip() for part in text.partition(","))
    words = name.split()
    if not role or len(text) > _MAX_HEADLINE_LENGTH or text.endswith((".", "?", "!")):
        return None
    if len(words) > _MAX_NAME_WORDS or not is_name(words):
        return None
    label = next((part for part in parts_of_name(name) if part in labels), None)
    return Person(label, " ".join(words), " ".join(role.split())) if label else None


def _find_headline(lines: Iterable[Line]) -> tuple[Line | None, list[Line]]:
    """Return the headline and what stands above it: a section's name, mostly, which is why one word is no headline.

    It is sought above the first paragraph of prose.
    """
    candidates: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        if line.text.endswith(".") or len(line.text) > _MAX_HEADLINE_LENGTH:
            break
        if len(line.text.split()) >= _MIN_HEADLINE_WORDS:
            return line, candidates
        candidates.append(line)
    return (candidates[0], []) if candidates else (None, [])


def _whole_names(text: str, labels: Collection[str]) -> dict[str, Person]:
    """Find the people whose first name or surname is their label: for "Leif", the "Leif Sandberg" in `text`.

    The shortest is taken, since a genitive ("Leif Sandbergs") is longer than the name.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for words in find_names(text):
        for place, word in enumerate(words[:_MAX_NAME_WORDS]):
            surname = place > 0 and place == len(words) - 1
            name = words[place - 1 :] if surname else words[place:_MAX_NAME_WORDS]
            if word in labels and len(name) > 1:
                found[word].append(" ".join(name))
    return {label: Person(label, min(names, key=len)) for label, names in found.items()}
