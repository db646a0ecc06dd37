"""A reply in a chat that the bot may not write to: one message alone, with the buttons that do without the chat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import InlineKeyboardButtonLimit, ParseMode

from bot.reference import Reference
from bot.reply import Deed, Saying
from bot.telegram import callback
from bot.telegram.links import link
from bot.telegram.rendering import Outgoing, button, rendered

if TYPE_CHECKING:
    from bot.reply import Button, Reply
    from bot.texts import Texts

_UNFOLDING = (Deed.WHOLE, Deed.FOLD)
_MARKING = (Deed.HELPFUL, Deed.UNHELPFUL)


def alone(reply: Reply, texts: Texts, bot: str, folded: Reference | None = None) -> Outgoing | None:
    """Return the one message that a reply makes elsewhere; None where it takes none, or more than one.

    Its buttons unfold and fold it, lead into the chat with the bot at `bot`, the link to it, and mark the answer. It
    folds to `folded`, where there is none to what it quotes.
    """
    messages = rendered(replace(reply, questions=(), moves=(), marks=()))
    return Outgoing(messages[0].html, _keyboard(reply, texts, bot, folded)) if len(messages) == 1 else None


def shortened(reply: Reply, texts: Texts, bot: str) -> Outgoing:
    """Return the message that a reply makes elsewhere; in place of one that is too long, where to read it."""
    told = replace(reply, parts=(Saying(texts.say["too_long_here"]),), moves=())
    return alone(reply, texts, bot) or Outgoing(rendered(told)[0].html, _keyboard(told, texts, bot, None))


def article(number: str, title: str, outgoing: Outgoing, description: str = "") -> InlineQueryResultArticle:
    """Return a message as Telegram takes it for an inline or guest query; `number` is its own among the results."""
    return InlineQueryResultArticle(
        number,
        title,
        InputTextMessageContent(
            outgoing.html, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=outgoing.keyboard,
        description=description or None,
    )


def _keyboard(reply: Reply, texts: Texts, bot: str, folded: Reference | None) -> InlineKeyboardMarkup:
    """Return the buttons of a reply; the questions that it offers, and going on, are links into the chat."""
    excerpt = reply.excerpt
    span = folded.span if folded else (excerpt.start, excerpt.end) if excerpt else None
    asked = [_link(its, link(bot, its.address)) for its in reply.questions if its.deed is Deed.ASK]
    ways = [_unfolding(its, span) for its in reply.moves if its.deed in _UNFOLDING]
    place = folded.address if folded else reply.passage.address if reply.passage else None
    ways.append(InlineKeyboardButton(texts.name["read_on"], url=link(bot, place)))
    marks = [button(its) for its in reply.marks if its.deed in _MARKING]
    return InlineKeyboardMarkup([*([its] for its in asked), *filter(None, (ways, marks))])


def _unfolding(its: Button, span: tuple[int, int] | None) -> InlineKeyboardButton:
    """Return a button that carries also what is folded to, as nothing is remembered of such chats; if that fits."""
    carried = f"{its.deed.value}{Reference(its.address, span)}"
    fits = len(carried.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    return InlineKeyboardButton(its.label, callback_data=carried if fits else callback.written(its.deed, its.address))


def _link(its: Button, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(button(its).text, url=url)
