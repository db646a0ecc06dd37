"""A web page -> its main text as Markdown, what the page says of itself, and what stands around the text.

trafilatura finds the main text and the metadata. The text itself is taken from the page, since trafilatura leaves out
words here and there and does not tell which: what it takes for no part of the text is dropped only where the page's own
markup says so too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from copy import deepcopy
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import trafilatura

from index.reading import Dropped, Metadata, ReadingError
from index.reading.markup import blocks, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from lxml.html import HtmlElement

    from index.reading.markup import Block

_MAIN_SHARE = 0.97
"""The main element holds at least this share of the words of the main text: a stray line does not widen it."""

_ANCHOR_WORDS = 5
"""A block of fewer words is found in the main text only where it is a line there; a menu has "Ja" and "Om oss" too."""

_BY_TAG = {
    "aside": "beside the text",
    "button": "button",
    "figcaption": "caption",
    "footer": "foot of the page",
    "form": "form",
    "nav": "navigation",
}
_BY_NAME = (
    (r"comments?|commentlist|respond|disqus(?:_thread)?|kommentarer", "comment"),
    (r"share|sharing|sharedaddy|shares|social|addtoany|dela", "share button"),
    (r"related|relatedposts|recommend(?:ed|ations)?|relaterat", "link to other pages"),
    (r"newsletter|subscribe|subscription|signup|prenumerera|nyhetsbrev", "invitation to subscribe"),
    (r"fact-?box|facts|info-?box|faktaruta|fakta", "fact box"),
    (r"author-?(?:box|bio|info)|about-author", "about the author"),
    (r"cookies?|cookiebanner|consent|gdpr", "notice about cookies"),
    (r"breadcrumbs?|pagination|pager|menu|navbar", "navigation"),
    (r"ads?|advert|advertisement|annons|sponsored", "advertisement"),
    (r"caption|credit", "caption"),
    (r"pullquote|pull-quote", "pull quote"),
    (r"footer|sidebar|widget-area|masthead|site-header", "around the text"),
    (r"sr-only|visually-hidden|screen-reader-text", "not shown on the page"),
)
_SURE = frozenset({"about the author", "fact box", "invitation to subscribe", "link to other pages"})
_SMALL_SHARE = 0.2
"""What is surely no part of the text has at most this share of the words in it; more, and its name is misleading."""

_NAMES = tuple((re.compile(rf"(?:.*[-_])?(?:{names})(?:[-_].*)?", re.IGNORECASE), why) for names, why in _BY_NAME)
_WORD = re.compile(r"\w+")


class Page(NamedTuple):
    """A page's main text as Markdown, and for each of its lines the line of the source, from 1."""

    text: str
    lines: tuple[int, ...]
    metadata: Metadata
    dropped: tuple[Dropped, ...]


def read_page(markup: str, url: str = "") -> Page:
    """Take a page apart; `url` is where it was fetched, if it was.

    Raises:
        ReadingError: there are no words on it, or it cannot be taken apart.

    """
    root = parse(markup)
    every = list(blocks(root))
    if not every:
        message = "a page without words; if it is filled in by scripts, save it as text from the browser"
        raise ReadingError(message)
    found = trafilatura.bare_extraction(deepcopy(root), favor_recall=True, include_comments=False, include_tables=True)
    text = found.text or "" if isinstance(found, trafilatura.settings.Document) else ""
    kept, dropped = _sift(root, every, text)
    return Page(*lay_out(kept), _metadata(root, url), tuple(dropped))


def lay_out(kept: Iterable[Block]) -> tuple[str, tuple[int, ...]]:
    """Return blocks as one text, a blank line between them, and the line of the source for each of its lines.

    Items of one list stand right below one another.
    """
    text: list[str] = []
    lines: list[int] = []
    before = ""
    for block in kept:
        if text and not (before == block.element.tag == "li"):
            text.append("")
            lines.append(block.line)
        for line in block.text.split("\n"):
            text.append(line)
            lines.append(block.line)
        before = block.element.tag
    return "\n".join(text), tuple(lines)


def _sift(root: HtmlElement, every: Sequence[Block], text: str) -> tuple[list[Block], list[Dropped]]:
    """Part the blocks of a page into its text, from its headline on, and what stands around it."""
    extracted = _Extracted(text)
    matched = [block for block in every if extracted.has(block.text)]
    main = _main_element(root, matched)
    inside = {block for block in every if main is block.element or main in block.element.iterancestors()}
    first = next((place for place, block in enumerate(every) if block in inside), 0)
    begin = max((place for place, block in enumerate(every[:first]) if block.element.tag == "h1"), default=first)
    apart = _set_apart(every, set(matched), main)
    kept: list[Block] = []
    dropped: list[Dropped] = []
    for place, block in enumerate(every):
        why = apart.get(block)
        if not (block in inside or begin <= place < first):
            why = why or "outside the text of the page"
        if why:
            dropped += [Dropped(block.line, line, why) for line in block.text.split("\n") if line]
        else:
            kept.append(block)
    return kept, dropped


def _set_apart(every: Iterable[Block], matched: Collection[Block], main: HtmlElement) -> dict[Block, str]:
    """Return why blocks are no part of the text: the page's markup says so, and trafilatura of half of them too.

    Of some the markup is enough: a fact box in the middle of an answer is taken for text.
    """
    shared = {main, *main.iterancestors()}
    together: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
    for block in every:
        for around in takewhile(lambda element: element not in shared, (block.element, *block.element.iterancestors())):
            together[around].append(block)
    most = _SMALL_SHARE * sum(map(_length, matched))
    return {
        block: why
        for element, its in together.items()
        if (why := _why_apart(element))
        and (
            2 * sum(block in matched for block in its) <= len(its) or (why in _SURE and sum(map(_length, its)) <= most)
        )
        for block in its
    }


def _length(block: Block) -> int:
    return len(block.text.split())


class _Extracted:
    """The words that trafilatura took for the main text."""

    def __init__(self, text: str) -> None:
        self._lines = {_words(line) for line in text.split("\n")}
        self._all = f" {_words(text)} "

    def has(self, text: str) -> bool:
        """Tell whether a block's words are among them."""
        words = _words(text)
        return bool(words) and (
            words in self._lines or (words.count(" ") + 1 >= _ANCHOR_WORDS and f" {words} " in self._all)
        )


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _main_element(root: HtmlElement, matched: Iterable[Block]) -> HtmlElement:
    """Return the smallest element with nearly all words of the main text."""
    weights: Counter[HtmlElement] = Counter()
    whole = 0
    for block in matched:
        words = _length(block)
        whole += words
        for element in (block.element, *block.element.iterancestors()):
            weights[element] += words
    main = root
    while (
        whole and (inner := next((child for child in main if weights[child] >= _MAIN_SHARE * whole), None)) is not None
    ):
        main = inner
    return main


def _why_apart(element: HtmlElement) -> str | None:
    """Say by an element's name why the words in it are no part of the text."""
    if element.tag in _BY_TAG and not _folds_out(element):
        return _BY_TAG[element.tag]
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return next((why for name in names for pattern, why in _NAMES if pattern.fullmatch(name)), None)


def _folds_out(element: HtmlElement) -> bool:
    """Tell a button that shows an answer when it is pressed: it is the question."""
    return element.get("aria-expanded") is not None or "accordion" in element.get("class", "")


def _metadata(root: HtmlElement, url: str) -> Metadata:
    """Return what a page says of itself in JSON-LD, OpenGraph and other elements of its head.

    A date is taken from these alone, and never guessed from the text or the address.
    """
    found = trafilatura.extract_metadata(deepcopy(root), default_url=url or None, extensive=False)
    return Metadata(
        title=_line(found.title),
        published=dt.date.fromisoformat(found.date) if found.date else None,
        language=_line(root.get("lang")),
        publication=_line(found.sitename),
        url=_line(found.url) or url,
        description=_line(found.description),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
