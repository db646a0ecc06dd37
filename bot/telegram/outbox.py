"""The outbox: messages are kept before they are sent, and sent until it is known what has become of them."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import traceback
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.telegram.alerts import alert
from bot.telegram.faults import Fault, fault
from bot.telegram.persistence import until_kept
from bot.telegram.sending import send
from bot.telegram.store import Delivery
from bot.telegram.sweep import Sweep
from bot.telegram.turns import Turns
from bot.telegram.wire import TOKEN_REFUSED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.telegram.part import Part
    from bot.telegram.store import Store, Waiting
    from bot.telegram.supervisor import Supervisor

AT_ONCE = 8
"""How many messages are on their way at the same time, and so how many at most are sent twice after a crash."""

MOST_COPIES = 4
"""How often a message is sent when no answer comes to it."""

FIRST_PROBE, SLOWEST_PROBE = 0.5, 5.0
"""Seconds between questions whether Telegram can be reached; each wait is half as long again as the one before."""

FIRST_RETRY, SLOWEST_RETRY = 0.5, 30.0
"""Seconds until a message is tried again that Telegram failed at; each wait is twice as long as the one before."""

ALERTED_AT = 5
"""At which failure of Telegram's at the same message somebody is told."""

UNKNOWN_TOKEN = 60.0
"""Seconds between attempts while Telegram does not know the token."""

logger = logging.getLogger(__name__)


class Outbox:
    """Sends what the store holds: at most `AT_ONCE` messages at a time, to each chat one."""

    def __init__(
        self, store: Store, pseudonym: Callable[[int], str], moved: Callable[[str, str], Awaitable[None]] | None = None
    ) -> None:
        """Send what `store` holds; `moved` is told the pseudonyms of a group and of the supergroup it has become.

        It is told before the store, and again where a crash comes between.
        """
        self._store = store
        self._pseudonym = pseudonym
        self._moved = moved
        self._turns: Turns[str, int] = Turns()
        self._awake = asyncio.Event()
        self._unreached = asyncio.Event()
        self._retries: dict[int, int] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._sweep = Sweep(store.messages, self._add_all)

    @property
    def is_reaching(self) -> bool:
        """Whether Telegram could be reached when it was last tried."""
        return not self._unreached.is_set()

    def add(self, waiting: Waiting) -> None:
        """Let a message that is kept wait for its turn."""
        self._turns.add(waiting.chat, waiting.number, urgent=waiting.is_urgent)
        self._awake.set()

    @property
    def is_failing(self) -> bool:
        """Whether Telegram has failed again and again at a message that it is still tried with."""
        return any(retries >= ALERTED_AT for retries in self._retries.values())

    async def move(self, group: int, supergroup: int) -> None:
        """Let what is kept of a group, by its id, belong to the supergroup that it has become; also more than once."""
        await self._move(self._pseudonym(group), supergroup)

    async def start(self, bot: Bot, supervisor: Supervisor) -> None:
        """Begin to send, first what an earlier run has left, until `supervisor` stops."""
        await self._sweep.all()
        supervisor.start("the sending of messages", partial(self._send_on, bot))
        supervisor.start("the look for messages", self._sweep.go_on)
        supervisor.start("the question whether Telegram can be reached", partial(self._find_out, bot))

    async def stop(self, patience: float) -> None:
        """Wait for what is on its way, `patience` seconds at most; by then nothing more is begun."""
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _send_on(self, bot: Bot) -> None:
        while True:
            self._awake.clear()
            while len(self._sending) < AT_ONCE and self.is_reaching and (turn := self._turns.take()):
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
        """Send one message, and see to what comes of it; one that the bot itself fails at holds up no other."""
        try:
            await self._try(bot, chat, number)
        except Exception as error:  # noqa: BLE001  # whatever nobody thought of
            where = "".join(traceback.format_tb(error.__traceback__))
            await self._alert(f"message {number} cannot be sent, it fails ({type(error).__name__})\n{where}")
            await self._settle(chat, number, Delivery.FAILED)

    async def _try(self, bot: Bot, chat: str, number: int) -> None:
        part = await until_kept(lambda: self._store.message(number))
        if part is None:
            self._turns.give_back(chat, number, done=True)
            return
        try:
            await send(bot, part)
        except TelegramError as error:
            await self._failed(bot, chat, number, part, error)
        else:
            await self._settle(chat, number, Delivery.SENT)

    async def _settle(self, chat: str, number: int, delivery: Delivery) -> None:
        await until_kept(lambda: self._store.deliver(number, delivery))
        self._retries.pop(number, None)
        self._turns.give_back(chat, number, done=True)

    async def _failed(self, bot: Bot, chat: str, number: int, part: Part, error: TelegramError) -> None:  # noqa: C901, PLR0912
        """Do what a failure asks for."""
        match fault(error):
            case Fault.FLOOD if isinstance(error, RetryAfter):
                self._wait(chat, number, _seconds(error))
            case Fault.MIGRATED if isinstance(error, ChatMigrated):
                await self._move(chat, error.new_chat_id, number)
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
                    self._unreached.set()
                else:
                    await self._alert(f"message {number} was sent {copies} times without an answer: nobody knows")
                    await self._settle(chat, number, Delivery.UNKNOWN)
            case Fault.NEVER_SENT | Fault.TOKEN as its:
                self._turns.give_back(chat, number, done=False)
                is_news = self.is_reaching
                self._unreached.set()
                if is_news and its is Fault.TOKEN:
                    await self._alert(TOKEN_REFUSED)
            case Fault.SERVER | Fault.FLOOD | Fault.MIGRATED:
                retries = self._retries[number] = self._retries.get(number, 0) + 1
                if retries == ALERTED_AT:
                    await self._alert(f"Telegram has failed at message {number} {retries} times; trying on")
                self._wait(chat, number, min(FIRST_RETRY * 2 ** (retries - 1), SLOWEST_RETRY))
            case Fault.REFUSED | Fault.MARKUP:
                await self._alert(f"Telegram refuses message {number}: {error}")
                await self._settle(chat, number, Delivery.REFUSED)

    async def _send_plain(self, bot: Bot, chat: str, number: int, part: Part) -> None:
        try:
            await send(bot, part.plain)
        except TelegramError as error:
            await self._failed(bot, chat, number, part.plain, error)
        else:
            await self._settle(chat, number, Delivery.SENT)

    async def _move(self, chat: str, chat_id: int, number: int | None = None) -> None:
        """Send what waits for a group to the supergroup that it has become, with the message that found that out."""
        to = self._pseudonym(chat_id)
        if self._moved:
            try:
                await self._moved(chat, to)
            except sqlite3.Error as error:
                await self._alert(f"a group's questions in the journal cannot follow it to its supergroup ({error})")
        moved = await until_kept(lambda: self._store.move_chat(chat, to, chat_id))
        self._turns.drop(chat)
        if number is not None:
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

    async def _find_out(self, bot: Bot) -> None:
        """Where Telegram was not reached, look until it can be; nothing is sent before."""
        while True:
            await self._unreached.wait()
            wait = FIRST_PROBE
            while not await self._is_answered(bot):
                await asyncio.sleep(wait)
                wait = min(1.5 * wait, SLOWEST_PROBE)
            self._unreached.clear()
            self._awake.set()

    @staticmethod
    async def _is_answered(bot: Bot) -> bool:
        """Ask Telegram for anything; where it does not know the token, only after a while."""
        try:
            await bot.get_me()
        except TelegramError as error:
            if fault(error) is Fault.TOKEN:
                await asyncio.sleep(UNKNOWN_TOKEN)
            return False
        return True

    async def _alert(self, words: str) -> None:
        await alert(self._store, words)

    async def _add_all(self, found: Sequence[Waiting]) -> None:
        for waiting in found:
            self.add(waiting)


def _seconds(error: RetryAfter) -> float:
    told = error.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)
