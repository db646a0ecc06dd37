"""Lines as blocks: a paragraph or a line that can open a turn, with the marks that a page gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.reading.asking import asks, is_prompt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.reading.lines import Line

_NARROWEST, _WIDEST = 45, 120
"""Characters: text that is broken at another margin than these was broken by somebody who meant it."""
_RAGGED = 8
"""Characters by which a line may be shorter than it had to be."""
_FEWEST_WRAPPED, _WRAPPED_SHARE = 6, 0.85

_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"[-*+•]\s+(?=[*_]{1,3}[^\s*_])")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})")
_EMPHASIS = re.compile(r"(?:\*\*_|_\*\*|\*__|__\*|[*]{1,3}|_{1,3})(?=[^\s*_])")
_SPACES = re.compile(r"\s{1,3}")
_DASH = re.compile(r"(?:[–—―‒−]|-(?!-)|--(?!-)|•)\s*(?=[^\s–—-])")
_NUMBER = re.compile(
    r"(?:(?:fråga|question|spørsmål|spørgsmål|frage|q|nr|#)\s?)?([0-9]{1,3})(?:\s?[.):/]+\s*|\s*[–—-]\s+|"
    r"\s+|(?=[^\W\d_]))",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«»", "‘": "’", "‹": "›"}
_OPENS_BLOCK = re.compile(
    r"(?:#{1,6}\s|>|[–—―•]|[-*+]\s|[0-9]{1,2}[.)]\s|[*_]{2}\S|[\[(]?[0-9]{1,2}:[0-9]{2}|[^\W\d_][^:.!?]{0,39}:(?:\s|$))"
)
_TERMINAL = ".!?…:;"
_CLOSING = "\"'”’»«)*_“›"


class Emphasis(NamedTuple):
    """A block's emphasised beginning: how heavy (1 italic, 2 bold, 3 both), its words, and what follows it."""

    weight: int
    inside: str
    rest: str


@dataclass(frozen=True)
class Block:
    """A stretch of the source that belongs to one turn, as far as its lines tell.

    `line` is where it begins, counted from 1, and `gap` tells whether a blank line stands before it. `heading` is its
    level from 1 to 6, 0 for none. `text` is without the marks of headings and block quotes.
    """

    line: int
    text: str
    source: str = field(compare=False, default="")
    gap: bool = True
    heading: int = 0
    cited: bool = False

    @cached_property
    def emphasis(self) -> Emphasis | None:
        """The emphasis that the block begins with."""
        return read_emphasis(self.text)

    @cached_property
    def plain(self) -> str:
        """The words without the emphasis that they begin with."""
        return unwrap(self.text)

    @cached_property
    def dashed(self) -> bool:
        """Whether it begins with a dash, as a quotation does."""
        return _DASH.match(self.plain) is not None

    @cached_property
    def number(self) -> int | None:
        """The number that the block begins with."""
        match = _NUMBER.match(self.plain)
        return int(match[1]) if match and match.end() < len(self.plain) else None

    @cached_property
    def in_quotes(self) -> bool:
        """Whether it begins with a quotation mark that does not close again before the first sentence ends."""
        closing = _QUOTES.get(self.plain[:1])
        if closing is None:
            return False
        ends = [place for mark in closing if (place := self.plain.find(mark, 1)) > 0]
        if not ends or self.plain[0] == "»":
            return True
        return self.plain[min(ends) - 1] in ".!?…," or min(ends) >= len(self.plain.rstrip()) - 1

    @cached_property
    def asks(self) -> bool:
        """Whether it asks something."""
        return asks(self.plain)

    @cached_property
    def prompts(self) -> bool:
        """Whether it is likely to be a question to somebody."""
        return is_prompt(self.plain)

    @cached_property
    def size(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip().rstrip(_CLOSING)[-1:] in _TERMINAL if self.text.rstrip().rstrip(_CLOSING) else False

    def reworded(self, text: str) -> Block:
        """Return the block with other words."""
        return replace(self, text=text)


def read_emphasis(text: str) -> Emphasis | None:
    """Read the emphasis that `text` begins with; spans that follow one another are one."""
    inside: list[str] = []
    weight = at = 0
    while opening := _EMPHASIS.match(text, at):
        marks = opening[0]
        closing = marks[::-1]
        end = text.find(closing, opening.end())
        if end < 0 or (weight and weight != len(marks)):
            break
        weight = len(marks)
        inside.append(text[opening.end() : end].strip())
        at = end + len(closing)
        if (between := _SPACES.match(text, at)) and _EMPHASIS.match(text, between.end()):
            at = between.end()
    return Emphasis(weight, " ".join(inside), text[at:]) if inside else None


def unwrap(text: str) -> str:
    """Take off the marks of the emphasis that `text` begins with."""
    emphasis = read_emphasis(text)
    if emphasis is None:
        return text
    if not emphasis.rest.strip():
        return unwrap(emphasis.inside)
    return f"{emphasis.inside}{emphasis.rest}"


def without_dash(text: str) -> str:
    """Take off the dash that a quotation begins with."""
    match = _DASH.match(text)
    return text[match.end() :] if match else text


def without_number(text: str) -> str:
    """Take off the number that a question begins with."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def without_quotes(text: str) -> str:
    """Take off the quotation marks around the whole of `text`."""
    closing = _QUOTES.get(text[:1])
    if closing is None or len(text) < 2:  # noqa: PLR2004 -- a mark at either end
        return text
    if text[-1] in closing and not any(mark in text[1:-1] for mark in closing):
        return text[1:-1].strip()
    return text[1:].strip() if text[0] == "»" and "«" not in text else text


def make_blocks(lines: Sequence[Line]) -> list[Block]:
    """Make blocks of `lines`: each line by itself, and one of the lines that a margin has broken."""
    margin = _find_margin(lines)
    blocks: list[Block] = []
    gap = True
    parts: list[str] = []
    first = 0
    for place, line in enumerate(lines):
        if not line.text:
            gap = True
        elif (
            _UNDERLINE.fullmatch(line.text)
            and place
            and lines[place - 1].text
            and blocks
            and not blocks[-1].heading
            and line.text[0] == "="
        ):
            blocks[-1] = replace(blocks[-1], heading=1, source=f"{blocks[-1].source}\n{line.text}")
        elif blocks and not gap and margin and _goes_on(lines[place - 1].text, line.text, margin):
            parts.append(line.text)
        else:
            if len(parts) > 1:
                blocks[-1] = _make(first, " ".join(parts), gap=blocks[-1].gap)
            blocks.append(_make(line.number, line.text, gap=gap))
            parts, first, gap = [line.text], line.number, False
    if len(parts) > 1:
        blocks[-1] = _make(first, " ".join(parts), gap=blocks[-1].gap)
    return blocks


def _make(number: int, text: str, *, gap: bool) -> Block:
    source = text
    cited = text.startswith(">")
    if cited:
        text = text.lstrip("> ")
    if bullet := _BULLET.match(text):
        text = text[bullet.end() :]
    match = _HEADING.fullmatch(text)
    if match and match[2]:
        return Block(number, match[2].rstrip("# ") or match[2], source, gap=gap, heading=len(match[1]), cited=cited)
    return Block(number, text, source, gap=gap, cited=cited)


def _find_margin(lines: Sequence[Line]) -> int:
    """Return the width at which the text was broken, in characters; 0 where its lines are paragraphs."""
    pairs = [(one.text, other.text) for one, other in pairwise(lines) if one.text and other.text]
    margin = max((len(line) for line, _ in pairs), default=0)
    if len(pairs) < _FEWEST_WRAPPED or not _NARROWEST <= margin <= _WIDEST:
        return 0
    full = sum(_goes_on(line, below, margin) for line, below in pairs)
    breakable = sum(not _OPENS_BLOCK.match(below) for _, below in pairs)
    return margin if breakable and full >= _FEWEST_WRAPPED and full >= _WRAPPED_SHARE * breakable else 0


def _goes_on(line: str, below: str, margin: int) -> bool:
    """Tell whether `below` goes on with `line`: its first word would not have fitted there."""
    if _OPENS_BLOCK.match(below) or line.startswith("#"):
        return False
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) > margin - _RAGGED


def join_paragraphs(blocks: Iterable[Block]) -> str:
    """Put blocks together again: one blank line between paragraphs, a line break between lines."""
    return "".join(_joined(blocks))


def _joined(blocks: Iterable[Block]) -> Iterator[str]:
    filled = False
    for block in blocks:
        if block.text:
            if filled:
                yield "\n\n" if block.gap else "\n"
            yield block.text
            filled = True
