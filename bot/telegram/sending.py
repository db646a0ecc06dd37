"""One message on its way to Telegram: new, or in the place of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.faults import Fault, fault

if TYPE_CHECKING:
    from telegram import Bot

    from bot.telegram.part import Part

SEND_MESSAGE = "send_Message"
"""The method sendMessage, so written that the library makes the bare call: its own method builds objects of what is
sent and of the message that comes back, which takes nine times as long, and nobody asks for them.
"""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, part: Part) -> None:
    """Send a message, or change the one that it takes the place of; where that is gone, send it as a new one.

    An inline message that is gone is not: it stood in a chat that the bot need not be in.

    Raises:
        TelegramError: Telegram could not be reached, or refuses the message.

    """
    if part.is_edit:
        try:
            await _edit(bot, part)
        except BadRequest as error:
            if fault(error) is not Fault.REFUSED:
                raise
        else:
            return
    if not part.text or part.edits_inline:
        return  # there is nothing left of which to change the buttons, or to whom to send it
    reply = {"message_id": part.reply_to, "allow_sending_without_reply": True} if part.reply_to else None
    await bot.do_api_request(
        SEND_MESSAGE,
        {
            "chat_id": part.chat_id,
            "text": part.text,
            "parse_mode": _parse_mode(part),
            "link_preview_options": {"is_disabled": True},
            "message_thread_id": part.thread_id,
            "reply_parameters": reply,
            "reply_markup": part.keyboard,
        },
    )


async def _edit(bot: Bot, part: Part) -> None:
    chat_id = None if part.edits_inline else part.chat_id
    if part.text:
        await bot.edit_message_text(
            part.text,
            chat_id=chat_id,
            message_id=part.edits,
            inline_message_id=part.edits_inline,
            parse_mode=_parse_mode(part),
            link_preview_options=_NO_PREVIEW,
            reply_markup=_keyboard(bot, part),
        )
    else:
        await bot.edit_message_reply_markup(
            chat_id, part.edits, inline_message_id=part.edits_inline, reply_markup=_keyboard(bot, part)
        )


def _parse_mode(part: Part) -> ParseMode | None:
    return None if part.is_plain else ParseMode.HTML


def _keyboard(bot: Bot, part: Part) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup.de_json(dict(part.keyboard), bot) if part.keyboard else None
