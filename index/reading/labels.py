"""Who speaks, as it stands before the words: `Leif:`, `**Leif** [00:12:33]:`, `LEIF SANDBERG, archivist:`, `Q.`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.reading.blocks import read_emphasis
from index.reading.names import is_name
from index.reading.times import leading_time, trailing_time
from index.reading.vocabulary import ANSWERERS, ASKERS, INTERLUDES, PLACEHOLDERS, word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_LONGEST_NAME, _LONGEST_HEAD, _MOST_WORDS, _LONGEST_ROLE = 40, 110, 4, 12
_SHORT_MARK = re.compile(
    r"(Q|A|F|S|Fråga|Svar|Question|Answer|Spørsmål|Spørgsmål|Frage|Antwort|FRÅGA|"
    r"SVAR)\s?([0-9]{0,3})\s?(?:[.)\]|>]|[–—-](?=\s))\s*(?=\S)"
)
_GLUED_MARK = re.compile(r"(FRÅGA|SVAR|Fråga|Svar|Question|Answer|Frage|Antwort|Q|A|F|S)(?=[A-ZÅÄÖÆØ0-9\"”“«»])")
_GLUED_NAME = re.compile(r"([A-ZÅÄÖÆØÉ][a-zåäöæøéü]{1,20})(?=[A-ZÅÄÖÆØ])|([A-ZÅÄÖÆØÉ]{2,20})(?=[A-ZÅÄÖÆØ][a-zåäöæøéü])")
_CAPITALS = re.compile(
    r"([A-ZÅÄÖÆØÉ][A-ZÅÄÖÆØÉ.-]{1,25}(?:\s[A-ZÅÄÖÆØÉ][A-ZÅÄÖÆØÉ.-]{1,25}){0,2})\s+(?=[A-ZÅÄÖÆØ«»“\"–-])"
)
_NAME_AND_DASH = re.compile(r"([^\s–—.,:;!?-][^–—.,:;!?]{0,38})\s[–—-]\s(?=\S)")
_DIALOGUE = 2
"""Names that follow one another as often as this belong to two speakers."""
_BEFORE_NAME = re.compile(r"(?:[–—-]\s*)?")
_NUMBERED = word_set(
    """
    q a f s fråga svar question answer spørsmål spørgsmål frage antwort
    """
)
"""What may have a number of its own each time: "Q1", "Fråga 2"."""
_FIGURES = re.compile(r"\s?[0-9]{1,3}$")


class Style(StrEnum):
    """How a page writes its labels."""

    COLON = "colon"
    BOLD = "bold"
    MARK = "mark"
    GLUED = "glued"
    CAPITALS = "capitals"
    ALONE = "alone"
    DASH = "dash"


class Label(NamedTuple):
    """Who speaks, at the start of a block, and the words that follow; `start` is seconds into the recording.

    The name has single spaces and composed letters, so that one speaker has one name; it is empty where a time stands
    without one. `description` is what the label says of the speaker besides ("förvaltningsledare").
    """

    name: str
    words: str
    start: float | None = None
    description: str = ""


def read_label(text: str, style: Style) -> Label | None:
    """Read a label of one style; None where there is none."""
    return _READERS[style](text)


def kind_of(name: str) -> str:
    """Return the name of a speaker without its figures, in lower case: "fråga" for "Fråga 3"."""
    return _FIGURES.sub("", name).casefold().rstrip(".")


def is_generic(name: str) -> bool:
    """Tell whether a label says what somebody does and not who it is."""
    return kind_of(name) in ASKERS | ANSWERERS | PLACEHOLDERS | INTERLUDES


def _read_colon(text: str) -> Label | None:
    text = text[_match_end(text) :] if not text.startswith("--") else text
    start: float | None = None
    if timed := leading_time(text.lstrip("*_`")):
        start, text = timed
        text = text.lstrip("`*_|–— -").lstrip()
        if not text or text[0] == ":":
            return Label("", text[1:].strip(), start)
    parted = _part(text)
    if parted is None:
        return Label("", text, start) if start is not None else None
    head, words = parted
    if timed_head := trailing_time(head):
        head, start = timed_head
    elif timed_words := leading_time(words) if words[:1] in "[(\\" else None:
        start, words = timed_words
        words = words.removeprefix(":").lstrip()
    label = _named(head, words, start)
    if label is None and start is not None and timed is not None:
        return Label("", text, start)
    return label


def _match_end(text: str) -> int:
    match = _BEFORE_NAME.match(text)
    return match.end() if match else 0


def _part(text: str) -> tuple[str, str] | None:
    """Part a text at the colon after its label, wherever the emphasis ends."""
    emphasis = read_emphasis(text)
    if emphasis and len(emphasis.inside) <= _LONGEST_HEAD:
        rest = emphasis.rest.lstrip()
        inside = emphasis.inside.strip()
        if inside.endswith(":"):
            return inside[:-1].rstrip(), rest
        if rest.startswith(":"):
            return inside, rest[1:].strip()
        if timed := leading_time(rest):
            after = timed[1]
            if after.startswith(":"):
                return f"{inside} {rest[: len(rest) - len(after)].strip()}", after[1:].strip()
        colon = rest.find(":", 0, _LONGEST_HEAD)
        if colon > 0 and rest[0] in ",(":
            return f"{inside}{rest[:colon]}" if rest[0] == "," else f"{inside} {rest[:colon]}", rest[
                colon + 1 :
            ].strip()
    if emphasis:
        text = f"{emphasis.inside}{emphasis.rest}"
    head, colon_mark, words = text[: _LONGEST_HEAD + 20].partition(":")
    while colon_mark and head[-1:].isdigit() and words[:2].isdigit():  # the colon of a time
        more, colon_mark, words = words.partition(":")
        head = f"{head}:{more}"
    if not colon_mark:
        return None
    return head.strip(), text[len(head) + 1 :].strip()


def _named(head: str, words: str, start: float | None = None) -> Label | None:
    name, comma, description = head.partition(",")
    if not comma and head.endswith(")") and "(" in head:
        name, _, description = head[:-1].partition("(")
    name = _clean(name)
    if kind_of(name) in _NUMBERED:
        name = _FIGURES.sub("", name)
    if not _may_speak(name) or len(description.split()) > _LONGEST_ROLE or any(mark in description for mark in "?!"):
        return None
    return Label(name, words, start, " ".join(description.split()))


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.replace("*", "").split())) if len(name) <= _LONGEST_HEAD else name


def _may_speak(name: str) -> bool:
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS:
        return False
    if is_generic(name):
        return True
    if len(words) > 1 and kind_of(words[0]) in PLACEHOLDERS:
        words = words[:1]
    return is_name(words)


def _read_bold(text: str) -> Label | None:
    """Read a name that nothing but its emphasis sets apart: `**Leif** We have …`."""
    emphasis = read_emphasis(text)
    if emphasis is None or not emphasis.rest.strip() or ":" in emphasis.inside or emphasis.rest.lstrip()[:1] in ",.":
        return None
    return _named(emphasis.inside, emphasis.rest.lstrip(" -–—|").strip())


def _read_mark(text: str) -> Label | None:
    emphasis = read_emphasis(text)
    plain = f"{emphasis.inside}{emphasis.rest}" if emphasis else text
    match = _SHORT_MARK.match(plain)
    return Label(match[1], plain[match.end() :].strip()) if match else None


def _read_glued(text: str) -> Label | None:
    if match := _GLUED_MARK.match(text):
        return Label(match[1], text[match.end() :])
    match = _GLUED_NAME.match(text)
    return Label(match[0], text[match.end() :]) if match else None


def _read_capitals(text: str) -> Label | None:
    match = _CAPITALS.match(text)
    if match is None or (len(following := text[match.end() :].split(maxsplit=1)[0]) > 1 and following.isupper()):
        return None
    return Label(_clean(match[1]), text[match.end() :].lstrip("–- "))


def _read_alone(text: str) -> Label | None:
    """Read a name alone on its line, with or without a time."""
    start: float | None = None
    emphasis = read_emphasis(text)
    plain = f"{emphasis.inside}{emphasis.rest}" if emphasis else text
    if len(plain) > _LONGEST_HEAD:
        return None
    if timed := leading_time(plain):
        start, plain = timed
    elif timed_head := trailing_time(plain):
        plain, start = timed_head
    plain = plain.strip(" |·•–—-*")
    if not plain:
        return Label("", "", start) if start is not None else None
    if plain[-1] in ".:?!" or not plain[0].isupper():
        return None
    return _named(plain, "", start)


def _read_dash(text: str) -> Label | None:
    match = _NAME_AND_DASH.match(text)
    return _named(match[1].strip("*_ "), text[match.end() :]) if match else None


_READERS = {
    Style.DASH: _read_dash,
    Style.COLON: _read_colon,
    Style.BOLD: _read_bold,
    Style.MARK: _read_mark,
    Style.GLUED: _read_glued,
    Style.CAPITALS: _read_capitals,
    Style.ALONE: _read_alone,
}


def merge_names(labels: Iterable[Label]) -> Mapping[str, str]:
    """Return, for each name that labels have, the one name that its speaker is to have.

    "LEIF SANDBERG" once and "SANDBERG" after that are one speaker, and so are "Leif Sandberg" and "LS". The name that
    comes most often stands; where both come as often, the longer one.
    """
    sequence = [label.name for label in labels if label.name]
    count = Counter(sequence)
    neighbours = Counter(frozenset(pair) for pair in pairwise(sequence))
    parent: dict[str, str] = {}
    by_part: dict[str, set[str]] = {}
    for name in count:
        for part in _short_forms(name):
            by_part.setdefault(part, set()).add(name)
    for name in count:
        longer = by_part.get(name.casefold(), set()) - {name}
        others = {other for other in longer if len(other) >= len(name)}
        if len({other.casefold() for other in others}) == 1 and not is_generic(name):
            other = max(others, key=lambda other: (count[other], other))
            if neighbours[frozenset((name, other))] < _DIALOGUE or name.casefold() == other.casefold():
                parent[name] = other
    groups: dict[str, list[str]] = {}
    for name in count:
        root, seen = name, {name}
        while root in parent and parent[root] not in seen:
            root = parent[root]
            seen.add(root)
        groups.setdefault(min(seen) if root in parent else root, []).append(name)
    result: dict[str, str] = {}
    for names in groups.values():
        chosen = max(names, key=lambda name: (count[name], len(name), name))
        result.update(dict.fromkeys(names, chosen))
    return result


def _short_forms(name: str) -> Collection[str]:
    """Return what somebody may be called for short: each name of theirs, both initials, and the same in any case."""
    words = name.casefold().split()
    forms = {" ".join(words), words[0], words[-1]}
    if len(words) > 1:
        forms |= {"".join(word[0] for word in words), " ".join(words[-2:]), ".".join(word[0] for word in words)}
    return forms
