"""A reply as Telegram messages: HTML made of escaped parts, and buttons."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.reply import Comparison, Quotation, Reply, Saying
from bot.telegram import callback

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reply import Button

LONGEST = MessageLimit.MAX_TEXT_LENGTH.value
"""UTF-16 code units of a message's text, markup not counted."""

_BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))
"""Where a text is best parted, then next best: between paragraphs, sentences, words."""

_LINK = re.compile(r"https?://[^\s/?#]\S*")
"""An address that Telegram takes for a link."""

_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_TAKEN_OUT = "\u030a\u0333\u033f"
"""The categories of characters of which nothing is seen, and the marks that Telegram takes out of every text."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send: its HTML, and the buttons below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in one format: the tags around it, outermost first, none for plain text."""

    text: str
    opening: str = ""
    closing: str = ""

    @property
    def html(self) -> str:
        return f"{self.opening}{_escaped(self.text)}{self.closing}"


def rendered(reply: Reply) -> tuple[Outgoing, ...]:
    """Return the messages that a reply makes, in order: more than one only where the words are too many for one.

    The buttons stand below the last.
    """
    texts = list(_messages(list(_pieces(reply))))
    return tuple(Outgoing(text, _keyboard(reply) if text is texts[-1] else None) for text in texts)


def _pieces(reply: Reply) -> Iterator[_Piece]:
    for place, part in enumerate(reply.parts):
        if place:
            yield _Piece("\n\n")
        if isinstance(part, Saying):
            yield _Piece(part.text)
        elif isinstance(part, Comparison):
            yield from _comparison(part)
        else:
            yield from _quotation(part)


def _comparison(comparison: Comparison) -> Iterator[_Piece]:
    """Yield the true words, those in bold that the reader did not have, and before them struck out what she had."""
    shown = [
        piece
        for its in comparison.pieces
        for piece in (_Piece(its.quoted, "<s>", "</s>"), _Piece(its.true, *(("<b>", "</b>") if its.said else ())))
        if piece.text
    ]
    for place, piece in enumerate(shown):
        if place:
            yield _Piece(" ")
        yield piece


def _quotation(quotation: Quotation) -> Iterator[_Piece]:
    if quotation.heading:
        yield _Piece(quotation.heading, "<i>", "</i>")
        yield _Piece("\n")
    yield _Piece(quotation.text, "<blockquote>", "</blockquote>")
    yield _Piece("\n")
    if quotation.speaker:
        yield _Piece(f"— {quotation.speaker}\n")
    if quotation.url and _LINK.fullmatch(quotation.url):
        yield _Piece(quotation.title, f'<a href="{_escaped(quotation.url)}">', "</a>")
    else:
        yield _Piece(quotation.title)
    rest = [quotation.publication, quotation.published, quotation.position, quotation.original]
    yield _Piece("".join(f" · {value}" for value in rest if value))


def _escaped(text: str) -> str:
    """Escape by the four entities that Telegram knows by name."""
    return html.escape(_whole(text), quote=False).replace('"', "&quot;")


def _whole(text: str) -> str:
    """Return a text with question marks for half characters (lone surrogates), which cannot be sent."""
    return text.encode("utf-8", "replace").decode()


def _messages(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Part pieces into messages and give each message's HTML; text is parted before it is escaped."""
    message: list[_Piece] = []
    room = LONGEST
    for piece in pieces:
        text = _whole(piece.text)
        while _units(text) > room:
            head = _head(text, room)
            yield from _message([*message, _Piece(head, piece.opening, piece.closing)])
            text, message, room = text[len(head) :].lstrip(), [], LONGEST
        message.append(_Piece(text, piece.opening, piece.closing))
        room -= _units(text)
    yield from _message(message)


def _message(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Yield the HTML of one message without blank pieces at its ends; nothing where all are blank."""
    worded = [place for place, piece in enumerate(pieces) if _is_seen(piece.text)]
    if worded:
        yield "".join(piece.html for piece in pieces[worded[0] : worded[-1] + 1])


def _is_seen(text: str) -> bool:
    """Tell whether a reader sees anything of a text; Telegram refuses a message of which nothing is seen."""
    return any(unicodedata.category(its) not in _UNSEEN and its not in _TAKEN_OUT for its in text)


def _head(text: str, room: int) -> str:
    """Return as much from the beginning of `text` as fits into `room` UTF-16 code units, parted where it is best."""
    fitting = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    for border in _BORDERS:
        ends = [match.start() for match in border.finditer(fitting)]
        if ends and ends[-1] >= len(fitting) // 2:
            return fitting[: ends[-1]]
    return fitting


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    rows = [[_button(button)] for button in reply.questions]
    if reply.moves:
        rows.append([_button(button) for button in reply.moves])
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    label = button.label if button.number is None else f"{button.number}. {button.label}"
    return InlineKeyboardButton(_whole(label), callback_data=callback.written(button.deed, button.address))
