"""What stands above the first turn: the headline, who the people are, and the introduction."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.interview import Person
from index.reading.blocks import join_paragraphs
from index.reading.names import find_names, is_name, parts_of_name
from index.reading.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from index.reading.blocks import Block

_MAX_HEADLINE_LENGTH = 160
_MIN_HEADLINE_WORDS = 2
_MAX_NAME_WORDS = 5
_CAPTION_WORDS = 10
_WORD = re.compile(r"\w+")
_NOT_NAMES = word_set(
    """
    intervju intervjun interview möt meet med with om on about porträtt portrait profil profile hej hello q&a
    samtal conversation intervjuer veckans månadens hallå där fem tre tio frågor till the an møt träffa
    conversations samtale möte
    """
)


_OF_PLACES = word_set(
    """
    university universitet universitetet college institute institutet högskola högskolan galleri galleriet
    gallery ab inc kommun region regionen teatern teater theatre museum museet school skolan förlag records
    festival festivalen club street gatan city county council group university's foundation stiftelsen north
    south east west new radio podcast
    """
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The blocks above the first turn, taken apart; `title` is empty where there is no headline."""

    title: str
    people: Mapping[str, Person]
    introduction: Sequence[Block]
    dropped: tuple[tuple[Block, str], ...] = ()
    headline: Block | None = field(default=None)


def read_heading(blocks: Iterable[Block], labels: Collection[str], title: str = "") -> Heading:
    """Take apart the blocks above the first turn, from which debris and dates are gone.

    `labels` are the names that stand before the turns; whose whole name or role is found is in `people`. `title` is
    what is known of it.
    """
    people: dict[str, Person] = {}
    prose: list[Block] = []
    for block in blocks:
        person = _read_role(block.plain, labels)
        if person and person.label not in people and not block.heading:
            people[person.label] = person
        else:
            prose.append(block)
    headline, above = _find_headline(prose, title)
    gone = {id(block) for block in above} | ({id(headline)} if headline else set())
    dropped = [(block, "stands above the headline") for block in above]
    introduction: list[Block] = []
    for block in prose:
        if id(block) in gone:
            continue
        if title and _same(block.plain, title):
            continue
        if block.heading and not block.ends_sentence:
            dropped.append((block, "section heading"))
        else:
            introduction.append(
                block.reworded(block.plain) if block.emphasis and not block.emphasis.rest.strip() else block
            )
    words = title or (" ".join(headline.plain.split()) if headline else "")
    named = _whole_names(f"{words}\n\n{join_paragraphs(introduction)}", labels)
    return Heading(words, named | people, introduction, tuple(dropped), headline)


def _same(one: str, other: str) -> bool:
    return _WORD.findall(one.casefold()) == _WORD.findall(other.casefold())


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


def _find_headline(  # noqa: C901 -- three ways to tell one
    blocks: Sequence[Block], title: str
) -> tuple[Block | None, list[Block]]:
    """Return the headline and what stands above it: a section's name, mostly, which is why one word is no headline.

    It is the highest of the first headings, or else is sought above the first paragraph of prose.
    """
    if title:
        place = next((place for place, block in enumerate(blocks) if _same(block.plain, title)), None)
        if place is None:
            return None, []
        return blocks[place], [block for block in blocks[:place] if not block.ends_sentence]
    headings = [block for block in blocks if block.heading]
    if headings:
        highest = min(headings, key=lambda block: (block.heading, block.line))
        place = next(place for place, block in enumerate(blocks) if block is highest)
        return highest, [block for block in blocks[:place] if not block.ends_sentence]
    candidates: list[Block] = []
    for block in blocks:
        text = block.plain
        if len(text) > _MAX_HEADLINE_LENGTH or (text.endswith((".", ":")) and len(candidates) == len(blocks) - 1):
            break
        if text.endswith("."):
            if block.size > _CAPTION_WORDS or candidates:
                break
        elif len(text.split()) >= _MIN_HEADLINE_WORDS and not block.cited and not block.dashed:
            return block, candidates
        candidates.append(block)
    single = [block for block in candidates if not block.plain.endswith(".")]
    if single:
        return single[0], []
    first, second = blocks[:1], blocks[1:2]
    if second and first[0].gap and second[0].gap and first[0].size <= _CAPTION_WORDS < second[0].size:
        return first[0], []
    return None, []


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


def find_person(title: str, introduction: str, body: str, writers: Collection[str]) -> str:
    """Return the whole name of whom a page without labels is about; empty where none is found."""
    seen: Counter[str] = Counter()
    recurring = Counter(_WORD.findall(f"{introduction[:20_000]} {body[:20_000]}"))
    for text, weight in ((title, 5), (introduction[:20_000], 2)):
        for run in find_names(text):
            words = list(run)
            while words and words[0].casefold() in _NOT_NAMES:
                words.pop(0)
            if not 2 <= len(words) <= _MAX_NAME_WORDS or not is_name(words):  # noqa: PLR2004
                continue
            name = " ".join(words[:3])
            if name not in writers and not any(word.casefold() in _OF_PLACES for word in run):
                seen[name] += weight + recurring[words[0]] + recurring[words[-1]]
    return max(seen, key=seen.__getitem__, default="")
