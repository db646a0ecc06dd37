"""Pages on which it is written, line by line, what each is: their text, and the reading that is right.

A line is `r|words`, where r is the role of the turn that begins there: i(ntroduction), q(uestion), a(nswer), o(utro);
`.` goes on with the turn, as does a line without a mark; x is debris and m metadata. `¦` parts what belongs to the
turn from what does not (`q|**Frida:** ¦Hur då?`, `q|**¦Hur då?¦**`), and `‖` parts segments on one
line. Lines that begin with `%` say what else is to be found: `%title:`, `%published:`, `%narrative`, `%doubt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ROLES = {"i": "introduction", "q": "question", "a": "answer", "o": "outro"}


@dataclass
class AnnotatedPage:
    """A page's text, the turns (role and words, white space made single) that are in it, and its metadata."""

    text: str = ""
    turns: list[tuple[str, str]] = field(default_factory=list)
    expected: dict[str, str] = field(default_factory=dict)


def load(path: Path) -> AnnotatedPage:
    """Read an annotated page."""
    page = AnnotatedPage()
    lines: list[str] = []
    said: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("%"):
            key, _, value = line[1:].partition(":")
            page.expected[key] = value.strip()
            continue
        shown = ""
        for segment in line.split("‖"):
            mark, bar, words = segment.partition("|")
            if not bar or mark not in {*_ROLES, ".", "x", "m"}:
                mark, words = ".", segment
            before, cut, rest = words.partition("¦")
            own, _, after = rest.partition("¦") if cut else (words, "", "")
            shown += f"{before}{own}{after}" if cut else words
            if mark in "xm":
                continue
            if mark != "." and not (mark == "i" and said and said[-1][0] == "i"):
                said.append([mark])
            if said and not (mark == "." and not cut and ("(00:" in words)):
                said[-1].append(own)
        lines.append(shown)
    page.text = "\n".join(lines) + "\n"
    page.turns = [(_ROLES[role], " ".join(" ".join(words).split())) for role, *words in said]
    return page
