"""The Telegram bot from start to stop: long polling until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder

from bot.settings import TelegramSettings
from bot.telegram import logs
from bot.telegram.handlers import Handlers

if TYPE_CHECKING:
    from telegram.ext import Application

    from bot.conversation import Conversation

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between attempts to reach Telegram at the start; each wait is half as long again as the one before."""

logger = logging.getLogger(__name__)


class StartError(Exception):
    """The bot cannot start: why, and what to do, in one line."""


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
    logs.configure(token)
    application = build(conversation, language, token, f"{str(settings.api_url).rstrip('/')}/bot")
    asyncio.run(_until_signalled(application))


def build(
    conversation: Conversation, language: str, token: str, base_url: str
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the application that serves `conversation`; `base_url` is the Bot API's address up to the token."""
    application = ApplicationBuilder().token(token).base_url(base_url).build()
    Handlers(conversation, language).register(application)
    return application


async def serve(application: Application[Any, Any, Any, Any, Any, Any], stop: asyncio.Event) -> None:
    """Poll and answer until `stop` is set, then finish what is in work.

    Raises:
        StartError: Telegram refuses the token.

    """
    if not await _connected(application, stop) or application.updater is None:
        return
    try:
        await application.updater.start_polling(
            allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY], bootstrap_retries=-1, error_callback=_log_polling
        )
        await application.start()
        logger.info("@%s answers; stop it with Ctrl-C", application.bot.username)
        await stop.wait()
    finally:
        if application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()


async def _until_signalled(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(application, stop)


async def _connected(application: Application[Any, Any, Any, Any, Any, Any], stop: asyncio.Event) -> bool:
    """Reach Telegram, however long it takes; return False where `stop` was set before."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            message = "Telegram refuses the token: look it up with @BotFather, and mend INTERVIEWBOT_TOKEN"
            raise StartError(message) from None
        except NetworkError as error:
            if wait == FIRST_WAIT:
                logger.warning("no contact with Telegram (%s); waiting for the network", _kind(error))
            with_stop = asyncio.wait_for(stop.wait(), wait)
            wait = min(1.5 * wait, LONGEST_WAIT)
            try:
                await with_stop
            except TimeoutError:
                continue
        else:
            return True
    return False


def _log_polling(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.error("another program polls with this token, or a webhook is set; only one can have the updates")
    else:
        logger.warning("no contact with Telegram (%s); trying again", _kind(error))


def _kind(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__
