"""The Telegram bot from start to stop: by long polling or by webhook, until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot, Updater

from bot.journal import FILE, Journal
from bot.sqlite_file import SqliteFileError
from bot.telegram import configuration, data_folder, logs, reloading, webhook
from bot.telegram.alerts import alert
from bot.telegram.data_folder import DataFolder
from bot.telegram.database import Database
from bot.telegram.executor import DaemonExecutor
from bot.telegram.faults import Fault, fault
from bot.telegram.handlers import AnyApplication, Handlers
from bot.telegram.health import Health
from bot.telegram.inbox import RETRY, Inbox
from bot.telegram.menus import Menus
from bot.telegram.notices import Notices
from bot.telegram.outbox import Outbox
from bot.telegram.polling import STILL, WATCH, Polling
from bot.telegram.processor import PATIENCE, Processor
from bot.telegram.registration import LOOK
from bot.telegram.reloading import Reloading
from bot.telegram.reporting import Reporting
from bot.telegram.request import AiohttpRequest
from bot.telegram.serving import Serving
from bot.telegram.start_error import StartError
from bot.telegram.store import Store
from bot.telegram.supervisor import Supervisor
from bot.telegram.upkeep import Upkeep
from bot.telegram.webhook import Webhook
from bot.telegram.wire import PollingRequest

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bot.conversation import Conversation
    from bot.telegram.reloading import Watched
    from bot.telegram.webhook import Door

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between attempts to reach Telegram at the start; each wait is half as long again as the one before."""

PARTING = 1.5
"""Seconds that what is in work may take to end when the bot is stopped; the next start does what has not ended then."""

CONNECTIONS = 32
"""Connections to Telegram: enough for the outbox, the handlers and a probe."""

logger = logging.getLogger(__name__)


_TOKEN_REFUSED = "Telegram refuses the token: look it up with @BotFather, and mend INTERVIEWBOT_TOKEN"  # noqa: S105  # none


def run(conversation: Conversation, language: str, door: Door | None = None, watched: Watched | None = None) -> None:
    """Answer readers until SIGINT or SIGTERM; `language` is spoken where a reader's client names none.

    Updates are delivered at `door`, or fetched by polling where there is none. What changes in the `watched` folder is
    answered from as soon as it is noticed.

    Raises:
        StartError: there is no token, or Telegram refuses it, or a setting is wrong, or the data folder or an address
            cannot be used.

    """
    settings = configuration.settings()
    token = configuration.token(settings)
    logs.configure([token, webhook.secret(token)], settings.log_level)
    conversation.warm_up()
    os.umask(0o077)
    folder = DataFolder(settings.data or data_folder.usual(token))
    database = Database(folder.database)
    journal = _journal(folder, settings.journal_days)
    base_url = f"{str(settings.api_url).rstrip('/')}/bot"
    try:
        service = build(
            conversation,
            language=language,
            token=token,
            base_url=base_url,
            folder=folder,
            database=database,
            journal=journal,
            admins=settings.admins,
            door=door,
            status_port=settings.status_port,
            watched=watched,
        )
        asyncio.run(_until_signalled(service))
    finally:
        journal.close()
        database.close()
        folder.close()


def _journal(folder: DataFolder, days: int) -> Journal:
    try:
        return Journal(folder.path / FILE, days)
    except SqliteFileError as error:
        raise StartError(str(error), may_pass=error.may_pass) from error


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long things may take, in seconds.

    An attempt at an update takes `patience` at most, and `retry` passes before the second. Polling stands still after
    `still` without the end of a poll, which is looked at every `watch`; whether the webhook is set is asked every
    `look`, and whether the library folder has changed every `reload`.
    """

    patience: float = PATIENCE
    retry: float = RETRY
    still: float = STILL
    watch: float = WATCH
    look: float = LOOK
    reload: float = reloading.LOOK


@dataclass(frozen=True, slots=True)
class Service:
    """The application that serves a conversation, and what lies on both sides of it."""

    application: AnyApplication
    intake: Intake
    inbox: Inbox
    outbox: Outbox
    upkeep: Upkeep
    supervisor: Supervisor
    health: Health | None = None
    reloading: Reloading | None = None


class Intake(Protocol):
    """A way for updates to come in."""

    async def start(self, supervisor: Supervisor) -> None:
        """Let them in, and have `supervisor` keep going what that takes."""

    async def stop(self) -> None:
        """Let no more in, when `supervisor` has stopped."""

    @property
    def obstacle(self) -> str | None:
        """What keeps them from coming in; None where nothing is known to."""

    @property
    def heard(self) -> Mapping[str, float | None]:
        """When Telegram was last heard from, by the figures' names, in seconds of the Unix epoch."""


def build(  # noqa: PLR0913  # each is a part that is handed in
    conversation: Conversation,
    *,
    language: str,
    token: str,
    base_url: str,
    folder: DataFolder,
    database: Database,
    journal: Journal,
    admins: AbstractSet[int] = frozenset(),
    tempo: Tempo | None = None,
    door: Door | None = None,
    status_port: int | None = None,
    watched: Watched | None = None,
) -> Service:
    """Return what serves `conversation`; `base_url` is the Bot API's address up to the token.

    Updates are delivered at `door`, or fetched by polling where there is none. The chats that `admins` has the ids of
    may ask for the report. The bot tells how it is on `status_port` of the loopback address, at 0 on one that is free,
    on none where there is none.
    """
    tempo = tempo or Tempo()
    store, notices = Store(database), Notices(language)
    outbox = Outbox(store, folder.pseudonym, journal.move)
    inbox = Inbox(store, outbox, folder.pseudonym, notices, retry=tempo.retry)
    telling = partial(alert, store)
    wire = PollingRequest(inbox.keep, telling)
    updater = Updater(
        ExtBot(
            token,
            base_url=base_url,
            request=AiohttpRequest(CONNECTIONS),
            get_updates_request=wire,
        ),
        inbox,
    )
    application = ApplicationBuilder().updater(updater).concurrent_updates(Processor(inbox, tempo.patience)).build()
    reporting = Reporting(folder.path, language, admins)
    serving = Serving(conversation)
    Handlers(serving, notices, inbox.work, journal, reporting, outbox.move).register(application)
    watch = Reloading(watched, serving.serve, telling, tempo.reload) if watched else None
    intake: Intake = (
        Webhook(updater.bot, door, inbox.keep, telling, tempo.look)
        if door
        else Polling(updater, wire, tempo.still, tempo.watch)
    )
    upkeep = Upkeep(store, journal, lambda: intake.heard)

    def obstacles() -> Sequence[str]:
        unreached = None if outbox.is_reaching else "no message reaches Telegram"
        failing = "Telegram fails at messages" if outbox.is_failing else None
        return [its for its in (intake.obstacle, unreached, failing, upkeep.refusal) if its is not None]

    health = None if status_port is None else Health(status_port, database, obstacles, lambda: intake.heard)
    return Service(application, intake, inbox, outbox, upkeep, Supervisor(store.count), health, watch)


async def serve(service: Service, stop: asyncio.Event) -> None:
    """Answer until `stop` is set, then finish what is in work; within 5 seconds, whatever waits.

    Raises:
        StartError: Telegram refuses the token, or an address is taken.

    """
    if service.health is None:
        await _serve(service, stop)
        return
    await service.health.start()
    try:
        await _serve(service, stop)
    finally:
        await service.health.stop()


async def _serve(service: Service, stop: asyncio.Event) -> None:
    application, supervisor = service.application, service.supervisor
    try:
        if not await _connected(application, stop):
            return
        await service.outbox.start(application.bot, supervisor)
        await service.inbox.start(application.bot, supervisor)
        await application.start()
        service.upkeep.start(supervisor)
        if service.reloading is not None:
            service.reloading.start(supervisor)
        Menus(application.bot).start(supervisor)
        await _unless_stopped(service.intake.start(supervisor), stop)
        if not stop.is_set():
            logger.info("@%s answers; stop it with Ctrl-C", application.bot.username)
        await stop.wait()
    except InvalidToken:
        raise StartError(_TOKEN_REFUSED) from None
    finally:
        await supervisor.stop()
        await service.intake.stop()
        await asyncio.gather(_halted(application), service.outbox.stop(PARTING))
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await application.shutdown()
                await application.bot.shutdown()  # where Telegram was not reached, the application leaves it open


async def _halted(application: AnyApplication) -> None:
    """Let the handlers end what they have begun."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PARTING):
            if application.running:
                await application.stop()


async def _until_signalled(service: Service) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.set_default_executor(DaemonExecutor())
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await serve(service, stop)


async def _connected(application: AnyApplication, stop: asyncio.Event) -> bool:
    """Reach Telegram, however long it takes; return False where `stop` was set before."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await _unless_stopped(application.initialize(), stop)
        except RetryAfter as error:
            told = error.retry_after
            await _stopped_within(told.total_seconds() if isinstance(told, timedelta) else told, stop)
        except TelegramError as error:
            cause = error.__cause__  # the library wraps the refusal of a token in another of its errors
            if fault(cause if isinstance(cause, InvalidToken) else error) is Fault.TOKEN:
                raise StartError(_TOKEN_REFUSED) from None
            if wait == FIRST_WAIT:  # a page by something on the way is no word of Telegram's, and goes away too
                logger.warning("no contact with Telegram (%s); waiting for the network", _kind(error))
            await _stopped_within(wait, stop)
            wait = min(1.5 * wait, LONGEST_WAIT)
        else:
            return not stop.is_set()
    return False


async def _unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Do what may take however long, and give it up when `stop` is set."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (doing, stopping):
        task.cancel()
    with suppress(asyncio.CancelledError):
        await doing


async def _stopped_within(seconds: float, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def _kind(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__
