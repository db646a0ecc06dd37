"""A reply as Telegram messages: HTML made of escaped parts, and buttons."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.constants import MessageLimit

from bot.reply import Comparison, Deed, Landing, Quotation, Reply, Saying
from bot.telegram import callback

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reply import Button

LONGEST = MessageLimit.MAX_TEXT_LENGTH.value
"""UTF-16 code units of a message's text, markup not counted."""

MOST_ENTITIES = MessageLimit.MESSAGE_ENTITIES.value
"""Entities of a message; Telegram drops further ones without a word."""

FOLDED_FROM = 400
"""Code points from which a quotation is folded to a few lines, which a tap opens."""

_BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))
"""Where a text is best parted, then next best: between paragraphs, sentences, words."""

_LINK = re.compile(r"https?://[^\s/?#]\S*")
"""An address that Telegram takes for a link."""

_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_TAKEN_OUT = "\u030a\u0333\u033f"
"""The categories of characters of which nothing is seen, and the marks that Telegram takes out of every text."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send: its HTML, and the buttons below it; no HTML where only buttons are changed."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in one format: the tags around it, outermost first, none for plain text.

    `bold` are words in it, by offsets in code points, in order.
    """

    text: str
    opening: str = ""
    closing: str = ""
    bold: tuple[tuple[int, int], ...] = ()

    @property
    def html(self) -> str:
        inner, at = [], 0
        for start, end in self.bold:
            inner += [_escaped(self.text[at:start]), f"<b>{_escaped(self.text[start:end])}</b>"]
            at = end
        return "".join([self.opening, *inner, _escaped(self.text[at:]), self.closing])

    @property
    def entities(self) -> int:
        """How many entities Telegram makes of it."""
        return bool(self.opening) + len(self.bold)

    def part(self, start: int, end: int) -> _Piece:
        """Return the same from `start` to `end`."""
        clipped = ((max(first, start) - start, min(last, end) - start) for first, last in self.bold)
        bold = tuple((first, last) for first, last in clipped if first < last)
        return _Piece(self.text[start:end], self.opening, self.closing, bold)


def rendered(reply: Reply) -> tuple[Outgoing, ...]:
    """Return the messages that a reply makes, in order: more than one only where the words are too many for one.

    The buttons stand below the last.
    """
    if not reply.parts:
        return (Outgoing("", _keyboard(reply)),) if reply.landing is Landing.BUTTONS else ()
    texts = list(_messages(list(_pieces(reply))))
    return tuple(Outgoing(text, _keyboard(reply) if text is texts[-1] else None) for text in texts)


def _pieces(reply: Reply) -> Iterator[_Piece]:
    for place, part in enumerate(reply.parts):
        if place:
            yield _Piece("\n\n")
        if isinstance(part, Saying):
            yield _Piece(_whole(part.text))
        elif isinstance(part, Comparison):
            yield from _comparison(part)
        else:
            yield from _quotation(part)


def _comparison(comparison: Comparison) -> Iterator[_Piece]:
    """Yield the true words, those in bold that the reader did not have, and before them struck out what she had."""
    shown = [
        piece
        for its in comparison.pieces
        for piece in (
            _Piece(_whole(its.quoted), "<s>", "</s>"),
            _Piece(_whole(its.true), *(("<b>", "</b>") if its.said else ())),
        )
        if piece.text
    ]
    for place, piece in enumerate(shown):
        if place:
            yield _Piece(" ")
        yield piece


def _quotation(quotation: Quotation) -> Iterator[_Piece]:
    if quotation.heading:
        yield _Piece(_whole(quotation.heading), "<i>", "</i>")
        yield _Piece("\n")
    is_long = len(quotation.text) >= FOLDED_FROM
    opening, closing = "<blockquote expandable>" if is_long else "<blockquote>", "</blockquote>"
    yield _Piece(_whole(quotation.text), opening, closing, quotation.telling)
    yield _Piece("\n")
    if quotation.speaker:
        yield _Piece(_whole(f"— {quotation.speaker}\n"))
    if quotation.url and _LINK.fullmatch(quotation.url):
        yield _Piece(_whole(quotation.title), f'<a href="{_escaped(_whole(quotation.url))}">', "</a>")
    else:
        yield _Piece(_whole(quotation.title))
    rest = [quotation.publication, quotation.published, quotation.position, quotation.original]
    yield _Piece(_whole("".join(f" · {value}" for value in rest if value)))


def _escaped(text: str) -> str:
    """Escape by the four entities that Telegram knows by name."""
    return html.escape(text, quote=False).replace('"', "&quot;")


def _whole(text: str) -> str:
    """Return a text with question marks for half characters (lone surrogates), which cannot be sent."""
    return text.encode("utf-8", "replace").decode()


def _messages(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Part pieces into messages and give each message's HTML; text is parted before it is escaped."""
    message: list[_Piece] = []
    room, entities = LONGEST, 0
    for whole in pieces:
        piece = whole
        if entities + piece.entities > MOST_ENTITIES:
            yield from _message(message)
            message, room, entities = [], LONGEST, 0
        while _units(piece.text) > room:
            head = _head(piece.text, room)
            yield from _message([*message, piece.part(0, len(head))])
            rest = piece.text[len(head) :].lstrip()
            piece, message, room = piece.part(len(piece.text) - len(rest), len(piece.text)), [], LONGEST
            entities = 0
        message.append(piece)
        room -= _units(piece.text)
        entities += piece.entities
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
    rows = [[its] for its in reply.questions] + [row for row in (reply.moves, reply.marks) if row]
    return InlineKeyboardMarkup([[button(its) for its in row] for row in rows]) if rows else None


def button(its: Button) -> InlineKeyboardButton:
    """Return one of the buttons below a reply."""
    label = _whole(its.label if its.number is None else f"{its.number}. {its.label}")
    match its.deed:
        case Deed.SHARE:
            chosen = SwitchInlineQueryChosenChat(
                its.holds, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
            )
            return InlineKeyboardButton(label, switch_inline_query_chosen_chat=chosen)
        case Deed.COPY:
            return InlineKeyboardButton(label, copy_text=CopyTextButton(_whole(its.holds)))
        case _:
            return InlineKeyboardButton(label, callback_data=callback.written(its.deed, its.address))
