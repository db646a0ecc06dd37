"""Where somebody begins to speak, and how far."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from index.reading.debris import is_furniture
from index.reading.lines import Line, join_paragraphs
from index.reading.names import find_names, read_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.reading.names import Label


class Openings(NamedTuple):
    """The lines, by number, that begin a turn, and the ones among turns that only look so ("Resultatet: …")."""

    turns: Mapping[int, Label]
    others: Mapping[int, Label]


class Spoken(NamedTuple):
    """One speaker's lines, the label taken off the first of them."""

    label: str
    lines: list[Line]

    @property
    def line(self) -> int:
        """The number of the line that the label stands on."""
        return self.lines[0].number

    @property
    def words(self) -> str:
        """The lines as paragraphs; empty where nothing follows the label."""
        return join_paragraphs(self.lines)


def find_openings(lines: Sequence[Line]) -> Openings:
    """Tell speakers from other words before a colon: they come twice, or are named above the first who does."""
    found = {line.number: label for line in lines if (label := read_label(line.text)) and not is_furniture(line.text)}
    count = Counter(label.name for label in found.values())
    first = next((number for number, label in found.items() if count[label.name] > 1), len(lines) + 1)
    lead = " ".join(line.text for line in lines[: first - 1] if line.number not in found)
    named = set(chain.from_iterable(find_names(lead)))
    speakers = {name for name in count if count[name] > 1 or named.issuperset(name.split())}
    turns = {number: label for number, label in found.items() if label.name in speakers}
    begin = min(turns, default=0)
    others = {number: label for number, label in found.items() if number > begin and number not in turns}
    return Openings(turns, others)


def part_turns(lines: Iterable[Line], openings: Mapping[int, Label]) -> list[Spoken]:
    """Cut `lines`, which begin with an opening, before each opening."""
    turns: list[Spoken] = []
    for line in lines:
        if label := openings.get(line.number):
            turns.append(Spoken(label.name, [Line(line.number, label.words)]))
        else:
            turns[-1].lines.append(line)
    return turns
