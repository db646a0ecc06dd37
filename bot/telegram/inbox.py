"""The inbox: updates are kept before Telegram forgets them, and handed to the library when it is their turn."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.telegram import addressing, arrival
from bot.telegram.pace import Pace
from bot.telegram.persistence import until_kept
from bot.telegram.store import Answer, State
from bot.telegram.sweep import Sweep
from bot.telegram.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from telegram import Bot

    from bot.telegram.notices import Notices
    from bot.telegram.outbox import Outbox
    from bot.telegram.part import Part
    from bot.telegram.store import Claimed, Store, Waiting
    from bot.telegram.supervisor import Supervisor

AT_ONCE = 16
"""How many updates are in work at the same time."""

MOST_ATTEMPTS = 3
"""How often an update is tried; one that kills the process each time does so that often."""

LONGEST_WAIT = 3600.0
"""Seconds that a question may have to wait for the pace of who asks; of more at once, the rest is not answered."""

REFUSED = 2.0
"""Seconds until updates are claimed again where the database has refused that."""

RETRY = 1.0
"""Seconds until an update is tried again, times the attempts so far."""

ALONE = 5.0
"""Seconds after which an update that was in work at a crash has shown that it did not cause it."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Work:
    """An update in work, and what its handler makes of it.

    `memory` is what is remembered of the chat, as text; `parts` are the messages that answer. `error` is the name of
    what went wrong. `afterwards` is done once that is kept, unless something did.
    """

    claimed: Claimed
    raw: Mapping[str, Any]
    memory: str | None = None
    parts: list[Part] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    forgets: bool = False
    error: str = ""
    afterwards: list[Callable[[], None]] = field(default_factory=list)


class Inbox(asyncio.Queue[object]):
    """The queue that the library takes updates from.

    `keep` is what the wire calls before it confirms them; what the library itself puts here are only their ids. At most
    `AT_ONCE` are in work, of each chat one; those that were in work at a crash go first, one at a time, since one of
    them may have caused it.
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        pseudonym: Callable[[int], str],
        notices: Notices,
        pace: Pace | None = None,
        retry: float = RETRY,
    ) -> None:
        """Keep updates in `store`, and add what the bot itself has to say to `outbox`."""
        super().__init__()
        self._store = store
        self._outbox = outbox
        self._pseudonym = pseudonym
        self._notices = notices
        self._retry = retry
        self._pace = pace or Pace()
        self._turns: Turns[str, int] = Turns()
        self._suspects: set[int] = set()
        self._alone: int | None = None
        self._later: dict[int, asyncio.TimerHandle] = {}
        self._works: dict[int, Work] = {}
        self._awake = asyncio.Event()
        self._sweep = Sweep(partial(store.updates, State.WAITING), self._admit_all)
        self._bot: Bot | None = None

    async def keep(self, updates: Sequence[object]) -> None:
        """Keep updates as they came, each once; what has no id is passed over.

        Raises:
            sqlite3.Error: they could not be kept; Telegram is to send them again.

        """
        raws: dict[int, Mapping[str, Any]] = {}
        arrivals = []
        for raw in updates:
            its = arrival.read(raw, self._pseudonym)
            if its is not None and isinstance(raw, dict):
                arrivals.append(its if self._asks(raw) else replace(its, person=""))
                raws[its.update_id] = raw
        new = await self._store.keep(arrivals)
        delays = [self._admit(waiting) for waiting in new]  # all at once, before a look into the database finds them
        for waiting, delay in zip(new, delays, strict=True):
            if delay is None:
                await self._refuse(waiting)
            elif delay and self._pace.tells(waiting.person):
                sentence = self._notices.to(raws[waiting.number], "too_fast")
                if sentence is not None:
                    self._outbox.add(await self._store.write(waiting.chat, sentence))

    async def put(self, item: object) -> None:
        """Take the library's word that an update came, which is kept already, or its signal to stop."""
        if not isinstance(item, Update):
            await super().put(item)

    async def start(self, bot: Bot, supervisor: Supervisor) -> None:
        """Begin to hand out updates, with those that an earlier run has left, until `supervisor` stops."""
        self._bot = bot
        for waiting in await self._store.updates(State.WORKING):
            self._suspects.add(waiting.number)
            self._turns.add(waiting.chat, waiting.number, urgent=True)
        await self._sweep.all()
        supervisor.start("the handing out of updates", partial(self._feed, bot))
        supervisor.start("the look for updates", self._sweep.go_on)

    def work(self, update_id: int) -> Work:
        """Return the work on an update that has been handed out."""
        return self._works[update_id]

    async def end(self, work: Work) -> None:
        """End an attempt at an update: keep its answer, or let it be tried again, or set it aside with an apology."""
        claimed = work.claimed
        if not work.error:
            answer = Answer(State.ANSWERED, work.parts, work.memory, work.forgets, work.figures)
            await self._end(work, answer)
            for deed in work.afterwards:
                deed()
        elif claimed.attempts < MOST_ATTEMPTS:
            logger.warning("update %d failed (%s); trying again", claimed.update_id, work.error)
            await until_kept(lambda: self._store.release(claimed.update_id))
            del self._works[claimed.update_id]
            self._is_no_longer_alone(claimed.update_id)
            asyncio.get_running_loop().call_later(
                self._retry * claimed.attempts, self._give_back, claimed.chat, claimed.update_id
            )
        else:
            await self._set_aside(work, State.SET_ASIDE, f"failed {MOST_ATTEMPTS} times ({work.error})")

    def _asks(self, raw: Mapping[str, Any]) -> bool:
        """Tell whether an update asks the bot for something; most words in a group, and what is being typed, do not."""
        if "inline_query" in raw:
            return False
        message = raw.get("message")
        if self._bot is None or not isinstance(message, dict) or not addressing.is_in_group(message):
            return True
        own = self._bot.bot
        return addressing.is_addressed(message, own) or addressing.is_command(message, own)

    def _admit(self, waiting: Waiting) -> float | None:
        """Let an update that is not known here wait for its turn, or first for the pace of who sent it.

        Return for how many seconds that holds it back; None where these are too many, and it is to be refused.
        """
        if waiting.number in self._turns or waiting.number in self._later:
            return 0.0
        now = time.monotonic()
        due = self._pace.due(waiting.person, now, LONGEST_WAIT) if waiting.person else now
        if waiting.is_urgent or due == now:
            self._join(waiting)
            return 0.0
        if due is None:
            return None
        self._later[waiting.number] = asyncio.get_running_loop().call_later(due - now, self._join, waiting)
        return due - now

    async def _admit_all(self, found: Sequence[Waiting]) -> None:
        """Admit what waits in the database; who is held back has been told, or is told by what she says next."""
        self._pace.forget_the_silent(time.monotonic())
        for waiting in [its for its in found if self._admit(its) is None]:
            await self._refuse(waiting)

    async def _refuse(self, waiting: Waiting) -> None:
        logger.error("update %d is not answered: its sender has too many waiting already", waiting.number)
        await self._store.end(waiting.number, waiting.chat, Answer(State.OVER_LIMIT, figures={"alerts": 1}))

    def _join(self, waiting: Waiting) -> None:
        self._later.pop(waiting.number, None)
        self._turns.add(waiting.chat, waiting.number, urgent=waiting.is_urgent)
        self._awake.set()

    async def _feed(self, bot: Bot) -> None:
        """Hand out what has its turn, for ever."""
        while True:
            taken = self._taken()
            if not taken:
                self._awake.clear()
                await self._awake.wait()
                continue
            try:
                await self._claim(taken, bot)
            except sqlite3.Error as error:
                logger.error("the database refuses (%s); trying again", error)  # noqa: TRY400  # its place is known
                await asyncio.sleep(REFUSED)

    async def _claim(self, taken: dict[int, str], bot: Bot) -> None:
        """Hand out updates that have been taken, each with its chat; what is not handed out is given back."""
        try:
            claimed = await self._store.claim(list(taken))
            self._suspects -= taken.keys()
            if self._alone is not None:
                asyncio.get_running_loop().call_later(ALONE, self._is_no_longer_alone, self._alone)
            for its in claimed:
                await self._hand_out(its, bot)
                del taken[its.update_id]
            for update_id in list(taken):  # it has its end already
                self._give_back(taken.pop(update_id), update_id, done=True)
        finally:
            for update_id, chat in taken.items():
                self._works.pop(update_id, None)
                self._give_back(chat, update_id)

    def _taken(self) -> dict[int, str]:
        """Take what has its turn and room: the updates, each with its chat."""
        taken: dict[int, str] = {}
        while self._alone is None and len(self._works) + len(taken) < AT_ONCE:
            turn = self._turns.take()
            if turn is None:
                break
            chat, update_id = turn
            if update_id in self._suspects:
                if self._works or taken:
                    self._turns.give_back(chat, update_id, done=False)
                    break
                self._alone = update_id
            taken[update_id] = chat
        return taken

    def _is_no_longer_alone(self, update_id: int) -> None:
        if self._alone == update_id:
            self._alone = None
            self._awake.set()

    async def _hand_out(self, claimed: Claimed, bot: Bot) -> None:
        """Give an update to the library, or set aside what it cannot read or has been tried too often."""
        raw = _loads(claimed.payload)
        work = self._works[claimed.update_id] = Work(claimed, raw)
        if claimed.attempts > MOST_ATTEMPTS:
            await self._set_aside(work, State.SET_ASIDE, f"ended the process {MOST_ATTEMPTS} times")
            return
        try:
            update = Update.de_json(dict(raw), bot)
        except Exception as error:  # noqa: BLE001  # whatever the library raises at what it did not expect
            await self._set_aside(work, State.UNREADABLE, f"cannot be read ({type(error).__name__})")
            return
        await super().put(update)

    async def _set_aside(self, work: Work, state: State, why: str) -> None:
        logger.error("update %d is set aside: it %s", work.claimed.update_id, why)
        apology = self._notices.to(work.raw, "error") if self._asks(work.raw) else None
        await self._end(work, Answer(state, [apology] if apology else [], figures={"alerts": 1}))

    async def _end(self, work: Work, answer: Answer) -> None:
        claimed = work.claimed
        written = await until_kept(lambda: self._store.end(claimed.update_id, claimed.chat, answer))
        for message in written:
            self._outbox.add(message)
        del self._works[claimed.update_id]
        self._give_back(claimed.chat, claimed.update_id, done=True)

    def _give_back(self, chat: str, update_id: int, *, done: bool = False) -> None:
        self._turns.give_back(chat, update_id, done=done)
        self._is_no_longer_alone(update_id)
        self._awake.set()


def _loads(payload: str) -> Mapping[str, Any]:
    """Return an update as it came; nothing, which the library cannot read either, where it cannot be read."""
    try:
        raw = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}
