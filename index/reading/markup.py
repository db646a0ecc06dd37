"""HTML -> Markdown, block by block, each with the line of the source that it stands on.

Headings, lists, quotations, bold and italics are kept: they tell questions from answers. Terms of a definition list,
what folds out an answer and what a page's styles call a question are bold, since readers see them so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from index.reading import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark output q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_SILENT_NAMES = (
    "audio canvas datalist embed head iframe img input link math meta noscript object script select source style svg"
    " template textarea title track video"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_CELLS = frozenset({"td", "th"})
_GAPS = {"br": "\n", "td": " ", "th": " "}
_BOLD = frozenset({"b", "strong", "dt", "summary", "button"})
_ITALIC = frozenset({"i", "em", "cite"})
_HEADING = re.compile(r"h(?P<level>[1-6])")
_WEIGHT = re.compile(r"font-weight\s{0,3}:\s{0,3}(?P<weight>[a-z0-9]{1,9})", re.IGNORECASE)
_BOLD_WEIGHTS = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_BOLD_CLASS = re.compile(r"(?:^|[\s-])(?:bold|fet|strong)(?:$|\s)", re.IGNORECASE)
_QUESTION_CLASS = re.compile(r"(?:^|[\s_-])(?:question|fr[aå]ga|spørsmål|spørgsmål)(?:$|\s)", re.IGNORECASE)
_NO_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
"""Characters that XML has no place for, written as they are or as entities; trafilatura stumbles over them."""

_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_SPACE_IN_LINE = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")


class Block(NamedTuple):
    """A paragraph, heading, item or cell as Markdown, of one or more lines; `line` counts from 1 in the source."""

    element: html.HtmlElement
    line: int
    text: str


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Frame:
    """What holds within an element: how words look, how a block begins, and the items of a list so far."""

    element: html.HtmlElement
    style: _Style
    heading: int = 0
    quoted: bool = False
    kept_lines: bool = False
    numbered: int | None = None
    marker: str = ""


@dataclass(slots=True)
class _Writer:
    frames: list[_Frame]
    runs: list[tuple[str, _Style]] = field(default_factory=list)
    line: int = 0

    def add(self, words: str | None, line: int) -> None:
        """Take up words in the style of the innermost element."""
        if not words:
            return
        if not self.runs:
            if not words.strip():
                return
            self.line = line + words[: len(words) - len(words.lstrip())].count("\n")
        words = _UNSEEN.sub("", words)
        if not self.frames[-1].kept_lines:
            words = _SPACE.sub(" ", words)
        self.runs.append((words, self.frames[-1].style))

    def pause(self, element: html.HtmlElement, *, begins: bool) -> None:
        """Take up a line's end or the gap between two cells."""
        if element.tag in _GAPS and begins and self.runs:
            self.runs.append((_GAPS[element.tag], _Style()))

    def flush(self) -> Block | None:
        """Return what was taken up as a block; None where that is no words."""
        frame = self.frames[-1]
        text = _inline(self.runs, plain=bool(frame.heading))
        self.runs = []
        if not text:
            return None
        if frame.heading:
            text = f"{'#' * frame.heading} {' '.join(text.split())}"
        item = next((outer for outer in reversed(self.frames) if outer.marker), None)
        if item:
            text, item.marker = f"{item.marker} {text}", ""
        if frame.quoted:
            text = "\n".join(f"> {line}" for line in text.split("\n"))
        return Block(frame.element, self.line, text)


def parse(markup: str) -> html.HtmlElement:
    """Return the root element of a page. Nothing is fetched, and no entities but those of HTML are known.

    Raises:
        ReadingError: there is no element in it, or more than 2,000 within one another.

    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=True)
    try:
        root = html.document_fromstring(_NO_XML.sub("", markup).encode("utf-8"), parser=parser)
    except etree.ParserError:
        message = "a page without words"
        raise ReadingError(message) from None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        message = "a page whose elements are nested too deeply to be read; save its text as a text file"
        raise ReadingError(message)
    return root


def blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the blocks with words of an element, in their order."""
    writer = _Writer([_Frame(root, _Style())])
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        begins = event == "start"
        if _goes_on(element, writer.runs):
            writer.pause(element, begins=begins)
        elif block := writer.flush():
            yield block
        if begins:
            writer.frames.append(_enter(element, writer.frames))
            if element.tag in _SILENT:
                walk.skip_subtree()
            else:
                writer.add(element.text, element.sourceline or 1)
        else:
            writer.frames.pop()
            if element is not root:
                writer.add(element.tail, element.sourceline or 1)


def _goes_on(element: html.HtmlElement, runs: Sequence[tuple[str, _Style]]) -> bool:
    """Tell whether the words around an element's border are one block: so are a name with a colon and the next cell."""
    tag = element.tag
    return tag in _INLINE or (tag in _CELLS and bool(runs) and runs[-1][0].rstrip().endswith(":"))


def _enter(element: html.HtmlElement, frames: Sequence[_Frame]) -> _Frame:
    """Return what holds within `element`, by what holds around it."""
    around, tag = frames[-1], element.tag
    heading = _HEADING.fullmatch(tag)
    frame = _Frame(
        element,
        _Style(_is_bold(element, around.style.bold), around.style.italic or tag in _ITALIC),
        int(heading["level"]) if heading else around.heading,
        around.quoted or tag == "blockquote",
        around.kept_lines or tag == "pre",
    )
    if tag == "ol":
        start = element.get("start", "1")
        frame.numbered = int(start) if start.isdecimal() and len(start) < len("10000") else 1
    elif tag == "li":
        frame.marker = "-" if around.numbered is None else f"{around.numbered}."
        if around.numbered is not None:
            around.numbered += 1
    return frame


def _is_bold(element: html.HtmlElement, around: bool) -> bool:  # noqa: FBT001  # what holds around it
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        return weight["weight"].casefold() in _BOLD_WEIGHTS
    names = element.get("class", "")
    asks = _QUESTION_CLASS.search(names) and all(child.tag in _INLINE for child in element)
    return around or element.tag in _BOLD or bool(asks or _BOLD_CLASS.search(names))


def _inline(runs: Sequence[tuple[str, _Style]], *, plain: bool) -> str:
    """Return words as Markdown, with one pair of marks around neighbours of one style, and on each line of its own."""
    pieces = []
    for style, group in groupby(runs, key=lambda run: _Style() if plain else run[1]):
        text = _SPACE_IN_LINE.sub(" ", "".join(words for words, _ in group))
        marks = "*" * (2 * style.bold + style.italic)
        pieces.append("\n".join(_marked(line, marks) for line in text.split("\n")))
    return _AROUND_LINE_END.sub("\n", _SPACE_IN_LINE.sub(" ", "".join(pieces))).strip()


def _marked(line: str, marks: str) -> str:
    """Put marks around a line's words, inside the white space around them; a line without words has none."""
    words = line.strip()
    if not any(character.isalnum() for character in words):
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{before}{marks}{words}{marks}{after}"
