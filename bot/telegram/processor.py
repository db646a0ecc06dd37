"""How the library works on an update: within a time, and with an end that is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.inbox import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.telegram.inbox import Inbox

PATIENCE = 60.0
"""Seconds that an attempt at an update may take."""


class Processor(BaseUpdateProcessor):
    """Works on the updates that the inbox hands out."""

    def __init__(self, inbox: Inbox, patience: float = PATIENCE) -> None:
        super().__init__(AT_ONCE)
        self._inbox = inbox
        self._patience = patience

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Have the library's handlers work on an update, and end it."""
        if not isinstance(update, Update):
            return
        work = self._inbox.work(update.update_id)
        try:
            async with asyncio.timeout(self._patience):
                await coroutine
        except Exception as error:  # noqa: BLE001  # what the library does not give to the error handler
            work.error = type(error).__name__
        await self._inbox.end(work)

    async def initialize(self) -> None:
        """Nothing needs to be made ready."""

    async def shutdown(self) -> None:
        """Nothing needs to be put away."""
