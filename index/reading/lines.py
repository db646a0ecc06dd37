"""A text as numbered lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
