"""The Telegram bot from start to stop: long polling until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot, Updater
from telegram.request import HTTPXRequest

from bot.conversation import Session, Typed
from bot.settings import TelegramSettings
from bot.telegram import data_folder, logs
from bot.telegram.data_folder import DataFolder, DataFolderError
from bot.telegram.database import Database, DatabaseError
from bot.telegram.handlers import AnyApplication, Handlers
from bot.telegram.inbox import RETRY, Inbox
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox
from bot.telegram.polling import STILL, WATCH, Polling
from bot.telegram.processor import PATIENCE, Processor
from bot.telegram.store import Store
from bot.telegram.upkeep import Upkeep
from bot.telegram.wire import PollingRequest

if TYPE_CHECKING:
    from bot.conversation import Conversation

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between attempts to reach Telegram at the start; each wait is half as long again as the one before."""

PARTING = 1.5
"""Seconds that what is in work may take to end when the bot is stopped; the next start does what has not ended then."""

CONNECTIONS, POOL_TIMEOUT = 32, 5.0
"""Connections to Telegram, enough for the outbox, the handlers and a probe; and seconds to wait for a free one."""

logger = logging.getLogger(__name__)


_FIRST_WORDS = ("Vad handlar intervjuen om?", "What is the intervieww about?")
"""Questions, each misspelt, that make use of all that there is."""

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_TOKEN_REFUSED = "Telegram refuses the token: look it up with @BotFather, and mend INTERVIEWBOT_TOKEN"  # noqa: S105  # none


class StartError(Exception):
    """The bot cannot run: why, and what to do, in one line."""


def run(conversation: Conversation, language: str) -> None:
    """Answer readers until SIGINT or SIGTERM; `language` is spoken where a reader's client names none.

    Raises:
        StartError: there is no token, or Telegram refuses it, or a setting is wrong, or the data folder cannot be used.

    """
    try:
        settings = TelegramSettings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        message = (
            f"INTERVIEWBOT_{str(wrong['loc'][0]).upper()} is wrong: {wrong['msg']}; mend it in .env or leave it out"
        )
        raise StartError(message) from None
    token = _token(settings)
    if not _TOKEN.fullmatch(token):
        message = "INTERVIEWBOT_TOKEN is no token: one looks like 123456:ABC…, as @BotFather sends it"
        raise StartError(message)
    logs.configure(token, settings.log_level)
    _warm_up(conversation, language)
    os.umask(0o077)
    try:
        folder = DataFolder(settings.data or data_folder.usual(token))
        database = Database(folder.database)
    except (DataFolderError, DatabaseError) as error:
        raise StartError(str(error)) from None
    base_url = f"{str(settings.api_url).rstrip('/')}/bot"
    try:
        service = build(
            conversation, language=language, token=token, base_url=base_url, folder=folder, database=database
        )
        asyncio.run(_until_signalled(service))
    finally:
        database.close()
        folder.close()


def _warm_up(conversation: Conversation, language: str) -> None:
    """Have what is loaded when it is first needed loaded: the first reader is to wait no longer than the next."""
    for words in _FIRST_WORDS:
        conversation.reply(Typed(words), Session(language))


def _token(settings: TelegramSettings) -> str:
    """Return the token from where the settings say it is.

    Raises:
        StartError: it is not there.

    """
    token = settings.token.get_secret_value().strip()
    if not token and settings.token_file is not None:
        try:
            token = settings.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            message = f"INTERVIEWBOT_TOKEN_FILE cannot be read ({type(error).__name__}): name the file with the token"
            raise StartError(message) from None
    if not token:
        message = (
            "INTERVIEWBOT_TOKEN is missing: write to @BotFather in Telegram, send /newbot, and put the token in .env"
        )
        raise StartError(message)
    return token


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long things may take, in seconds.

    An attempt at an update takes `patience` at most, and `retry` passes before the second. Polling stands still after
    `still` without the end of a poll, which is looked at every `watch`.
    """

    patience: float = PATIENCE
    retry: float = RETRY
    still: float = STILL
    watch: float = WATCH


@dataclass(frozen=True, slots=True)
class Service:
    """The application that serves a conversation, and what lies on both sides of it."""

    application: AnyApplication
    intake: Intake
    inbox: Inbox
    outbox: Outbox
    upkeep: Upkeep


class Intake(Protocol):
    """A way for updates to come in."""

    async def start(self) -> None:
        """Let them in."""

    async def stop(self) -> None:
        """Let no more in."""


def build(  # noqa: PLR0913  # each is a part that is handed in
    conversation: Conversation,
    *,
    language: str,
    token: str,
    base_url: str,
    folder: DataFolder,
    database: Database,
    tempo: Tempo | None = None,
) -> Service:
    """Return what serves `conversation`; `base_url` is the Bot API's address up to the token."""
    tempo = tempo or Tempo()
    store, notices = Store(database), Notices(language)
    outbox = Outbox(store, folder.pseudonym)
    inbox = Inbox(store, outbox, folder.pseudonym, notices, retry=tempo.retry)
    wire = PollingRequest(inbox.keep)
    updater = Updater(
        ExtBot(
            token,
            base_url=base_url,
            request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_TIMEOUT),
            get_updates_request=wire,
        ),
        inbox,
    )
    application = ApplicationBuilder().updater(updater).concurrent_updates(Processor(inbox, tempo.patience)).build()
    Handlers(conversation, notices, inbox.work).register(application)
    polling = Polling(updater, wire, tempo.still, tempo.watch)
    return Service(application, polling, inbox, outbox, Upkeep(store, wire))


async def serve(service: Service, stop: asyncio.Event) -> None:
    """Answer until `stop` is set, then finish what is in work; within 5 seconds, whatever waits.

    Raises:
        StartError: Telegram refuses the token.

    """
    application = service.application
    if not await _connected(application, stop):
        return
    try:
        await service.outbox.start(application.bot)
        await service.inbox.start(application.bot)
        await application.start()
        await service.intake.start()
        service.upkeep.start()
        logger.info("@%s answers; stop it with Ctrl-C", application.bot.username)
        await stop.wait()
    finally:
        await service.upkeep.stop()
        await service.intake.stop()
        await service.inbox.stop()
        await asyncio.gather(_halted(application), service.outbox.stop(PARTING))
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await application.shutdown()


async def _halted(application: AnyApplication) -> None:
    """Let the handlers end what they have begun."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PARTING):
            if application.running:
                await application.stop()


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


def _kind(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__
