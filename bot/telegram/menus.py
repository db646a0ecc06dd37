"""What Telegram shows of the bot before anybody writes: its commands and descriptions, in each language."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import BotCommand
from telegram.error import TelegramError

from bot import texts

if TYPE_CHECKING:
    from telegram import Bot

    from bot.telegram.supervisor import Supervisor
    from bot.texts import Texts

AGAIN = 600.0
"""Seconds until another attempt where Telegram could not be told."""

OTHERWISE = "en"
"""The language of the texts that are shown to whoever speaks another than those that there are texts in."""

logger = logging.getLogger(__name__)


class Menus:
    """Sees to it that Telegram shows the texts as they are now; nobody waits, and no failure stops anything."""

    def __init__(self, bot: Bot, again: float = AGAIN) -> None:
        """Try again after `again` seconds."""
        self._bot = bot
        self._again = again

    def start(self, supervisor: Supervisor) -> None:
        """Begin, until `supervisor` stops."""
        supervisor.start("the showing of the menus", self._go)

    async def _go(self) -> None:
        while not await self._are_shown():  # noqa: ASYNC110  # Telegram tells nobody when it can be told again
            await asyncio.sleep(self._again)
        await asyncio.Event().wait()  # until the next start there is nothing more to do

    async def _are_shown(self) -> bool:
        """Tell Telegram what it does not show yet; return False where it could not be told all."""
        are_shown = True
        for code in texts.LANGUAGES:
            try:
                await self._show(texts.texts(code), "" if code == OTHERWISE else code)
            except TelegramError as error:
                logger.warning("Telegram cannot be told the menus in %r (%s)", code, type(error).__name__)
                are_shown = False
        return are_shown

    async def _show(self, its: Texts, code: str) -> None:
        """Set what differs of the texts that are shown to whoever speaks the language `code`, "" for any other.

        Raises:
            TelegramError: Telegram could not be asked, or told.

        """
        bot = self._bot
        commands = tuple(BotCommand(name, does) for name, does in its.commands.values())
        if await bot.get_my_commands(language_code=code or None) != commands:
            await bot.set_my_commands(commands, language_code=code or None)
        description = its.profile["description"]
        if (await bot.get_my_description(code or None)).description != description:
            await bot.set_my_description(description, code or None)
        short = its.profile["short_description"]
        if (await bot.get_my_short_description(code or None)).short_description != short:
            await bot.set_my_short_description(short, code or None)
