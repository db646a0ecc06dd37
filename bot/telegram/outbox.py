"""The outbox: messages are kept before they are sent, and sent until it is known what has become of them."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.telegram.faults import Fault, fault
from bot.telegram.persistence import until_kept
from bot.telegram.store import Delivery
from bot.telegram.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.telegram.part import Part
    from bot.telegram.store import Store, Waiting

AT_ONCE = 8
"""How many messages are on their way at the same time, and so how many at most are sent twice after a crash."""

MOST_COPIES = 4
"""How often a message is sent when no answer comes to it."""

SWEEP = 2.0
"""Seconds between looks for messages in the database that memory has lost."""

FIRST_PROBE, SLOWEST_PROBE = 0.5, 5.0
"""Seconds between questions whether Telegram can be reached; each wait is half as long again as the one before."""

FIRST_RETRY, SLOWEST_RETRY = 0.5, 30.0
"""Seconds until a message is tried again that Telegram failed at; each wait is twice as long as the one before."""

UNKNOWN_TOKEN = 60.0
"""Seconds between attempts while Telegram does not know the token."""

SEND_MESSAGE = "send_Message"
"""The method sendMessage, so written that the library makes the bare call: its own method builds objects of what is
sent and of the message that comes back, which takes nine times as long, and nobody asks for them.
"""

logger = logging.getLogger(__name__)


class Outbox:
    """Sends what the store holds: at most `AT_ONCE` messages at a time, to each chat one."""

    def __init__(self, store: Store, pseudonym: Callable[[int], str]) -> None:
        self._store = store
        self._pseudonym = pseudonym
        self._turns: Turns[str, int] = Turns()
        self._awake = asyncio.Event()
        self._reachable = asyncio.Event()
        self._reachable.set()
        self._retries: dict[int, int] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._probe: asyncio.Task[None] | None = None

    @property
    def is_reaching(self) -> bool:
        """Whether Telegram could be reached when it was last tried."""
        return self._reachable.is_set()

    def add(self, waiting: Waiting) -> None:
        """Let a message that is kept wait for its turn."""
        self._turns.add(waiting.chat, waiting.number, urgent=waiting.is_urgent)
        self._awake.set()

    async def start(self, bot: Bot) -> None:
        """Begin to send, first what an earlier run has left."""
        await self._sweep()
        self._tasks = [asyncio.create_task(self._send_on(bot)), asyncio.create_task(self._sweep_on())]

    async def stop(self, patience: float) -> None:
        """Begin no more, and wait for what is on its way, `patience` seconds at most."""
        for task in (*self._tasks, *([self._probe] if self._probe else [])):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _send_on(self, bot: Bot) -> None:
        while True:
            self._awake.clear()
            await self._reachable.wait()
            while len(self._sending) < AT_ONCE and self._reachable.is_set() and (turn := self._turns.take()):
                task = asyncio.create_task(self._deliver(bot, *turn))
                self._sending.add(task)
                task.add_done_callback(self._ended)
            await self._awake.wait()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._awake.set()
        if not task.cancelled() and task.exception() is not None:
            logger.error("a message could not be dealt with: %s", type(task.exception()).__name__)

    async def _deliver(self, bot: Bot, chat: str, number: int) -> None:
        """Send one message, and see to what comes of it."""
        part = await until_kept(lambda: self._store.message(number))
        if part is None:
            self._turns.give_back(chat, number, done=True)
            return
        try:
            await _send(bot, part)
        except TelegramError as error:
            await self._failed(bot, chat, number, part, error)
        else:
            await self._settle(chat, number, Delivery.SENT)

    async def _settle(self, chat: str, number: int, delivery: Delivery) -> None:
        await until_kept(lambda: self._store.deliver(number, delivery))
        self._retries.pop(number, None)
        self._turns.give_back(chat, number, done=True)

    async def _failed(self, bot: Bot, chat: str, number: int, part: Part, error: TelegramError) -> None:  # noqa: C901
        """Do what a failure asks for."""
        match fault(error):
            case Fault.FLOOD if isinstance(error, RetryAfter):
                self._wait(chat, number, _seconds(error))
            case Fault.MIGRATED if isinstance(error, ChatMigrated):
                await self._move(chat, number, error.new_chat_id)
            case Fault.BLOCKED:
                await self._alert("a chat takes no more messages: what waited for it is given up")
                await until_kept(lambda: self._store.close_chat(chat, Delivery.BLOCKED))
                self._retries.pop(number, None)
                self._turns.drop(chat)
                self._turns.give_back(chat, number, done=True)
            case Fault.MARKUP if not part.is_plain:
                await self._alert(f"message {number} goes out without its markup, which Telegram refuses")
                await self._send_plain(bot, chat, number, part)
            case Fault.UNCHANGED:
                await self._settle(chat, number, Delivery.SENT)
            case Fault.REPLY_LOST:
                copies = await until_kept(lambda: self._store.count_copy(number))
                if copies < MOST_COPIES:
                    self._turns.give_back(chat, number, done=False)
                    self._find_out(bot, FIRST_PROBE)
                else:
                    await self._alert(f"message {number} was sent {copies} times without an answer: nobody knows")
                    await self._settle(chat, number, Delivery.UNKNOWN)
            case Fault.NEVER_SENT | Fault.TOKEN as its:
                self._turns.give_back(chat, number, done=False)
                is_news = self._reachable.is_set()
                self._find_out(bot, UNKNOWN_TOKEN if its is Fault.TOKEN else FIRST_PROBE)
                if is_news and its is Fault.TOKEN:
                    await self._alert("Telegram refuses the token; trying on, slowly")
            case Fault.SERVER | Fault.FLOOD | Fault.MIGRATED:
                retries = self._retries[number] = self._retries.get(number, 0) + 1
                self._wait(chat, number, min(FIRST_RETRY * 2 ** (retries - 1), SLOWEST_RETRY))
            case Fault.REFUSED | Fault.MARKUP:
                await self._alert(f"Telegram refuses message {number}: {error}")
                await self._settle(chat, number, Delivery.REFUSED)

    async def _send_plain(self, bot: Bot, chat: str, number: int, part: Part) -> None:
        try:
            await _send(bot, part.plain)
        except TelegramError as error:
            await self._failed(bot, chat, number, part.plain, error)
        else:
            await self._settle(chat, number, Delivery.SENT)

    async def _move(self, chat: str, number: int, chat_id: int) -> None:
        """Send what waits for a group to the supergroup that it has become."""
        to = self._pseudonym(chat_id)
        moved = await until_kept(lambda: self._store.move_chat(chat, to, chat_id))
        self._turns.drop(chat)
        self._turns.give_back(chat, number, done=True)
        for waiting in moved:
            self.add(waiting)

    def _wait(self, chat: str, number: int, seconds: float) -> None:
        """Let a chat wait, and no other."""
        loop = asyncio.get_running_loop()
        loop.call_later(seconds, self._go_on, chat, number)

    def _go_on(self, chat: str, number: int) -> None:
        self._turns.give_back(chat, number, done=False)
        self._awake.set()

    def _find_out(self, bot: Bot, wait: float) -> None:
        """Send nothing until Telegram can be reached."""
        self._reachable.clear()
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._until_reached(bot, wait))

    async def _until_reached(self, bot: Bot, wait: float) -> None:
        while True:
            try:
                await bot.get_me()
            except TelegramError as error:
                slow = fault(error) is Fault.TOKEN
                await asyncio.sleep(UNKNOWN_TOKEN if slow else wait)
                wait = min(1.5 * wait, SLOWEST_PROBE)
            else:
                self._reachable.set()
                self._awake.set()
                return

    async def _alert(self, words: str) -> None:
        logger.error("%s", words)
        await until_kept(lambda: self._store.count({"alerts": 1}))

    async def _sweep_on(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            try:
                await self._sweep()
            except sqlite3.Error as error:
                logger.warning("the database refuses (%s); trying again", error)

    async def _sweep(self) -> None:
        """Let what waits in the database and is not known here wait for its turn."""
        for waiting in await self._store.messages():
            self.add(waiting)


async def _send(bot: Bot, part: Part) -> None:
    reply = {"message_id": part.reply_to, "allow_sending_without_reply": True} if part.reply_to else None
    await bot.do_api_request(
        SEND_MESSAGE,
        {
            "chat_id": part.chat_id,
            "text": part.text,
            "parse_mode": None if part.is_plain else ParseMode.HTML,
            "link_preview_options": {"is_disabled": True},
            "message_thread_id": part.thread_id,
            "reply_parameters": reply,
            "reply_markup": part.keyboard,
        },
    )


def _seconds(error: RetryAfter) -> float:
    told = error.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)
