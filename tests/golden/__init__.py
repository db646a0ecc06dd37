"""Golden dialogues: text files that say what a reader writes and what comes back, played on any stage.

A dialogue file is read line by line:

    language: sv        the language that the reader's client speaks (sv where the line is missing)
    interviews: FOLDER  the interviews in this folder beside the file (the one that ships where the line is missing)
    # …                 a remark
    > words             the reader writes, or taps a button of that name
    words               the reply says this, after what the line before says
    " words             a quotation in the reply holds this
    no words            nowhere in the reply stands this
    no quotation        the reply quotes nothing
    [label]             the reply offers a button, or a numbered question, of that name

The lines about a reply are all that is held of it; white space does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Heard:
    """A reply as a reader meets it: all its text, its quotations, and what it offers."""

    text: str
    quotations: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


class Stage(Protocol):
    """Where a dialogue is played."""

    def say(self, words: str) -> Heard:
        """Have the reader write `words`, or tap the button of that name, and return the reply."""


@dataclass
class Exchange:
    """Something that the reader writes, and the lines about what comes back."""

    line: int
    said: str
    expected: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Dialogue:
    """One dialogue file; without a folder of interviews it is about the one that ships."""

    name: str
    language: str
    interviews: Path | None
    exchanges: tuple[Exchange, ...]


def dialogues() -> list[Dialogue]:
    """Read all dialogue files."""
    return [_read(file) for file in sorted(Path(__file__).parent.glob("*.txt"))]


def play(dialogue: Dialogue, stage: Stage) -> None:
    """Hold a stage to a dialogue."""
    for exchange in dialogue.exchanges:
        heard = stage.say(exchange.said)
        rest = _even(heard.text)
        for expected in exchange.expected:
            complaint = f"{dialogue.name}:{exchange.line}: after {exchange.said!r} expected {expected!r}, got {heard}"
            if expected == "no quotation":
                assert not heard.quotations, complaint
            elif expected.startswith("no "):
                assert _even(expected[3:]) not in _even(heard.text), complaint
            elif expected.startswith('" '):
                assert any(_even(expected[2:]) in _even(quoted) for quoted in heard.quotations), complaint
            elif expected.startswith("["):
                assert expected.strip("[]") in heard.offered, complaint
            else:
                assert _even(expected) in rest, complaint
                rest = rest.partition(_even(expected))[2]


def _read(file: Path) -> Dialogue:
    language, interviews = "sv", None
    exchanges: list[Exchange] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("language:"):
            language = line.partition(":")[2].strip()
        elif line.startswith("interviews:"):
            interviews = file.parent / line.partition(":")[2].strip()
        elif line.startswith(">"):
            exchanges.append(Exchange(number, line[1:].strip()))
        else:
            exchanges[-1].expected.append(line.strip())
    assert exchanges, f"{file.name} has no dialogue"
    assert all(exchange.expected for exchange in exchanges), f"{file.name} leaves a reply without a line about it"
    return Dialogue(file.name, language, interviews, tuple(exchanges))


def _even(text: str) -> str:
    return " ".join(text.split())
