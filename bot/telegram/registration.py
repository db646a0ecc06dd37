"""Telling Telegram where the webhook is, and looking now and then whether it still knows."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.telegram.faults import Fault, fault
from bot.telegram.polling import WANTED

if TYPE_CHECKING:
    from datetime import datetime

    from telegram import Bot, WebhookInfo

    from bot.telegram.alerts import Alert
    from bot.telegram.supervisor import Supervisor

MOST_CONNECTIONS = 40
"""How many deliveries Telegram may make at the same time; what comes together is kept in one transaction."""

LOOK = 60.0
"""Seconds between looks at what Telegram knows."""

MOST_MISSED = 3
"""How many looks may fail before nobody knows whether updates come in."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between attempts to set the webhook; each wait is half as long again as the one before."""

_PASSING = (Fault.NEVER_SENT, Fault.REPLY_LOST, Fault.SERVER, Fault.FLOOD)
"""The faults of the network and of Telegram, which nobody here can mend."""

logger = logging.getLogger(__name__)


class Registration:
    """Sets the webhook, however long that takes, and again where somebody has taken it away.

    `confirmed` is when Telegram last said that the webhook is set, in seconds of the Unix epoch; None where it is not.
    """

    def __init__(self, bot: Bot, url: str, secret: str, alert: Alert, look: float = LOOK) -> None:
        self._bot = bot
        self._alert = alert
        self._url = url
        self._secret = secret
        self._look = look
        self._told = ""
        self._failed: datetime | None = None
        self.confirmed: float | None = None

    @property
    def obstacle(self) -> str | None:
        """What keeps updates from coming in; None where nothing is known to."""
        if self.confirmed is None:
            return "the webhook is not set"
        silent = time.time() - self.confirmed
        if silent > MOST_MISSED * self._look:
            return f"Telegram has not confirmed the webhook for {silent:.0f} s"
        return None

    def start(self, supervisor: Supervisor) -> None:
        """See to it that the webhook is set, until `supervisor` stops. It stays set: Telegram holds what comes then."""
        supervisor.start("the registration of the webhook", self._go)

    async def _go(self) -> None:
        while True:
            await self._set()
            self._is_confirmed()
            await self._until_it_is_gone()
            self.confirmed = None

    async def _set(self) -> None:
        """Set the webhook; what waits at Telegram is not dropped."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._bot.set_webhook(
                    self._url,
                    max_connections=MOST_CONNECTIONS,
                    allowed_updates=WANTED,
                    secret_token=self._secret,
                )
            except RetryAfter as error:
                told = error.retry_after
                await asyncio.sleep(told.total_seconds() if isinstance(told, timedelta) else told)
            except TelegramError as error:
                await self._tell(f"the webhook cannot be set ({_words(error)}); trying until it can", error)
                await asyncio.sleep(wait)
                wait = min(1.5 * wait, LONGEST_WAIT)
            else:
                return

    async def _until_it_is_gone(self) -> None:
        while True:
            await asyncio.sleep(self._look)
            try:
                info = await self._bot.get_webhook_info()
            except TelegramError as error:
                await self._tell(f"Telegram does not tell of the webhook ({_words(error)}); trying again", error)
                continue
            if info.url != self._url:
                await self._tell("another program with this token has taken the webhook away; setting it again")
                return
            self._is_confirmed()
            self._look_at_failures(info)

    def _is_confirmed(self) -> None:
        self.confirmed = time.time()
        self._told = ""

    def _look_at_failures(self, info: WebhookInfo) -> None:
        """Pass on why Telegram could not deliver, each time once."""
        if info.last_error_date and info.last_error_date != self._failed:
            logger.warning("Telegram could not deliver an update: %s", info.last_error_message)
            self._failed = info.last_error_date

    async def _tell(self, words: str, error: TelegramError | None = None) -> None:
        """Say what is wrong, once until it is well again or something else is; what may pass by itself is no alert."""
        if words == self._told:
            return
        self._told = words
        if error is not None and fault(error) in _PASSING:
            logger.warning("%s", words)
        else:
            await self._alert(words)


def _words(error: TelegramError) -> str:
    # What a refused request is told can be acted upon; other errors' texts may hold the token.
    return str(error) if isinstance(error, BadRequest) else type(error.__cause__ or error).__name__
