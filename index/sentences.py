"""Where paragraphs and sentences end: whole sentences are what the bot quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.languages import language

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]

_GAP = re.compile(r"\n[ \t]*\n\s*")
_STOP = re.compile(
    r"""[.!?…]+ ["'”’»)\]]* (?=\s)                        # a mark, and what closes behind it, before white space
    | \n (?=[ \t]* (?: [-–—•*] | \d{1,2}[.)] ) [ \t])     # a line that is followed by an item of a list
    """,
    re.VERBOSE,
)
_WORD_AT_END = re.compile(r"[^\s(\"'”“«»]*\Z")
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*\d{1,3}\.\Z")
_NEXT_LETTER = re.compile(r"[\s\"'”“’‘«»(–—\[¿¡*_-]*(.?)", re.DOTALL)


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return where each paragraph of `text` begins and ends, in code points: what stands between empty lines."""
    return _spans(text, 0, len(text), (gap.start() for gap in _GAP.finditer(text)))


def sentences(text: str, code: str) -> tuple[Span, ...]:
    """Return where each sentence of `text` begins and ends, in code points, without the white space around it.

    A sentence ends at . ! ? or … before something that can begin another, before an item of a list and with its
    paragraph; an abbreviation of the language `code`, an initial or a list's number ends none.
    """
    abbreviations = language(code).abbreviations
    return tuple(
        sentence
        for begin, end in paragraphs(text)
        for sentence in _spans(
            text,
            begin,
            end,
            (
                stop.end()
                for stop in _STOP.finditer(text, begin, end)
                if stop[0] == "\n" or _ends_sentence(text, begin, stop, abbreviations)
            ),
        )
    )


def _spans(text: str, begin: int, end: int, borders: Iterable[int]) -> tuple[Span, ...]:
    """Cut `text[begin:end]` at `borders` and trim the pieces; those of white space alone fall away."""
    spans = []
    for border in [*borders, end]:
        piece = text[begin:border]
        if piece.strip():
            spans.append((begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())))
        begin = border
    return tuple(spans)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    following = _NEXT_LETTER.match(text, stop.end())
    if following is not None and following[1].islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(begin, stop.start() - 40) : stop.end()]
    word = _WORD_AT_END.search(before)
    is_initial = word is not None and len(word[0]) == 2 and word[0][0].isupper()  # noqa: PLR2004  # a letter, a dot
    is_abbreviation = word is not None and word[0].casefold() in abbreviations
    return not (is_initial or is_abbreviation or _LIST_NUMBER.search(before))
