"""A text as numbered lines, and lines as paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, counted from 1 as an editor counts, without the white space around it."""

    number: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Cut `text` at its line ends, whichever system wrote them."""
    lines = _LINE_END.split(text.removeprefix(_BYTE_ORDER_MARK))
    return [Line(number, line.strip()) for number, line in enumerate(lines, start=1)]


def join_paragraphs(lines: Iterable[Line]) -> str:
    """Put lines together again: a line below a line, and one blank line between paragraphs."""
    paragraphs = groupby((line.text for line in lines), key=bool)
    return "\n\n".join("\n".join(paragraph) for filled, paragraph in paragraphs if filled)
