"""The Telegram bot from start to stop: long polling until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import ValidationError
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder

from bot.settings import TelegramSettings
from bot.telegram import logs
from bot.telegram.handlers import AnyApplication, Handlers
from bot.telegram.polling import PollingRequest

if TYPE_CHECKING:
    from bot.conversation import Conversation

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between attempts to reach Telegram at the start; each wait is half as long again as the one before."""

logger = logging.getLogger(__name__)


_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_TOKEN_REFUSED = "Telegram refuses the token: look it up with @BotFather, and mend INTERVIEWBOT_TOKEN"  # noqa: S105  # none


class StartError(Exception):
    """The bot cannot run: why, and what to do, in one line."""


def run(conversation: Conversation, language: str) -> None:
    """Answer readers until SIGINT or SIGTERM; `language` is spoken where a reader's client names none.

    Raises:
        StartError: there is no token, or Telegram refuses it, or a setting is wrong.

    """
    try:
        settings = TelegramSettings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        message = (
            f"INTERVIEWBOT_{str(wrong['loc'][0]).upper()} is wrong: {wrong['msg']}; mend it in .env or leave it out"
        )
        raise StartError(message) from None
    token = settings.token.get_secret_value().strip()
    if not token:
        message = (
            "INTERVIEWBOT_TOKEN is missing: write to @BotFather in Telegram, send /newbot, and put the token in .env"
        )
        raise StartError(message)
    if not _TOKEN.fullmatch(token):
        message = "INTERVIEWBOT_TOKEN is no token: one looks like 123456:ABC…, as @BotFather sends it"
        raise StartError(message)
    logs.configure(token)
    service = build(conversation, language, token, f"{str(settings.api_url).rstrip('/')}/bot")
    asyncio.run(_until_signalled(service))


@dataclass(frozen=True, slots=True)
class Service:
    """The application that serves a conversation, and the wire that its updates come in by."""

    application: AnyApplication
    polling: PollingRequest


def build(conversation: Conversation, language: str, token: str, base_url: str) -> Service:
    """Return what serves `conversation`; `base_url` is the Bot API's address up to the token."""
    polling = PollingRequest()
    application = ApplicationBuilder().token(token).base_url(base_url).get_updates_request(polling).build()
    Handlers(conversation, language).register(application)
    return Service(application, polling)


async def serve(service: Service, stop: asyncio.Event) -> None:
    """Poll and answer until `stop` is set, then finish what is in work.

    Raises:
        StartError: Telegram refuses the token, at the start or later.

    """
    application, refused = service.application, service.polling.token_refused
    if not await _connected(application, stop) or application.updater is None:
        return
    try:
        await application.updater.start_polling(
            allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY], bootstrap_retries=-1, error_callback=_log_polling
        )
        await application.start()
        logger.info("@%s answers; stop it with Ctrl-C", application.bot.username)
        ends = [asyncio.ensure_future(event.wait()) for event in (stop, refused)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
    finally:
        if application.updater.running:
            with suppress(InvalidToken):  # what ended the polling is raised again
                await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
    if refused.is_set():
        raise StartError(_TOKEN_REFUSED)


async def _until_signalled(service: Service) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(service, stop)


async def _connected(application: AnyApplication, stop: asyncio.Event) -> bool:
    """Reach Telegram, however long it takes; return False where `stop` was set before."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise StartError(_TOKEN_REFUSED) from None
        except RetryAfter as error:
            told = error.retry_after
            await _stopped_within(told.total_seconds() if isinstance(told, timedelta) else told, stop)
        except NetworkError as error:
            if wait == FIRST_WAIT:
                logger.warning("no contact with Telegram (%s); waiting for the network", _kind(error))
            await _stopped_within(wait, stop)
            wait = min(1.5 * wait, LONGEST_WAIT)
        except TelegramError as error:
            message = f"Telegram refuses to start the bot ({type(error).__name__}): {error}"
            raise StartError(message) from None
        else:
            return True
    return False


async def _stopped_within(seconds: float, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def _log_polling(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.error("another program polls with this token, or a webhook is set; only one can have the updates")
    else:
        logger.warning("no contact with Telegram (%s); trying again", _kind(error))


def _kind(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__
