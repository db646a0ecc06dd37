"""What an ordeal needs: the bot as a process that can be killed, questions that can be told apart, and their count."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.telegram import data_folder, webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from fake_bot_api import FakeBotApi
    from fake_bot_api.dialogue import Chat

ROOT = Path(__file__).parents[2]
QUESTION = "Vilka fördelar finns?"
PROGRAM = ("bot", "telegram")
DEADLY = ("tests.reliability.deadly",)
READY = "answers; stop it with"

NO_ROOM = 4096
"""Bytes that a file may have on a full disk: less than the database needs to keep anything."""

SETTLED = 0.1
"""Seconds after a process's end in which the fake has dealt with all that it had sent."""


class Bot:
    """The bot as a process of its own, which may be started and ended many times over the same data folder."""

    def __init__(
        self, api: FakeBotApi, folder: Path, *arguments: str, program: Sequence[str] = PROGRAM, **settings: str
    ) -> None:
        self.data = folder / "data"
        self.log = folder / "log.txt"
        self._folder = folder
        self._command = [sys.executable, "-m", *program, *arguments]
        plain = {name: value for name, value in os.environ.items() if not name.startswith("INTERVIEWBOT_")}
        self._environment = plain | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            "INTERVIEWBOT_TOKEN": api.token,
            "INTERVIEWBOT_API_URL": api.url.removesuffix("/bot"),
            "INTERVIEWBOT_DATA": str(self.data),
            "INTERVIEWBOT_LOG_LEVEL": "debug",
            **settings,
        }
        self._secrets = (api.token.partition(":")[2], webhook.secret(api.token))
        self._pipes: list[subprocess.Popen[bytes]] = []
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        """Where its database lies."""
        return data_folder.database(self.data)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process that was started last."""
        assert self._process is not None
        return self._process

    @property
    def logged(self) -> str:
        """All that it has logged, over all its starts."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; its log goes on where the last one ended, through a pipe, which no full disk of its own stops.

        It logs all that it can, as its end is to show that no secret is in that.
        """
        with self.log.open("ab") as log:
            pipe = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log)  # noqa: S607  # in the path
        assert pipe.stdin is not None
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            self._command, cwd=self._folder, env=self._environment, stderr=pipe.stdin
        )
        pipe.stdin.close()
        self._pipes.append(pipe)

    def end(self) -> None:
        """End it where it still runs.

        Raises:
            AssertionError: the token, or the webhook's secret, is in what it has logged over all its starts.

        """
        if self._process is None:
            return
        self.kill()
        for pipe in self._pipes:
            pipe.wait()
        logged = self.logged
        assert "Calling Bot API endpoint" in logged or READY not in logged, "it did not log all that it can"
        assert not [secret for secret in self._secrets if secret in logged], f"a secret is in {self.log}"

    def await_ready(self, timeout: float = 60) -> None:
        """Wait until it answers."""
        before = self.logged.count(READY)
        until(lambda: self.logged.count(READY) > before or not self.is_alive, timeout, "the bot to be ready")

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """Ask it to end, and return how long that took, in seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Let the process write no more, for a while."""
        limits = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (NO_ROOM, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, limits)

    def deliveries(self) -> Counter[str]:
        """Return how many messages have come to which end, by a connection of our own."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return Counter(dict(connection.execute("SELECT state, count(*) FROM messages GROUP BY state")))

    def memory(self) -> float:
        """Return how much memory it holds, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


@dataclass
class Ledger:
    """The questions that were asked, each a chat and a message, and how often each was answered."""

    asked: list[tuple[Chat, int]] = field(default_factory=list)
    _lives: list[Counter[int]] = field(default_factory=list)

    def ask(self, chats: Iterable[Chat], each: int = 1, question: str = QUESTION) -> None:
        """Ask in each chat so many times."""
        for _ in range(each):
            for chat in chats:
                self.asked.append((chat, chat.say(question).message_id))

    @property
    def answers(self) -> Counter[tuple[int, int]]:
        """How often each question was answered, by chat and message."""
        return Counter((chat.id, its.reply_to) for chat in self._chats() for its in chat.sent if its.reply_to)

    @property
    def lost(self) -> int:
        """How many questions have no answer."""
        answers = self.answers
        return sum(not answers[chat.id, message] for chat, message in self.asked)

    @property
    def repeated(self) -> int:
        """How many answers came again."""
        return sum(times - 1 for times in self.answers.values())

    def end_life(self) -> None:
        """Note that the bot has ended, and what it had sent by then."""
        time.sleep(SETTLED)
        self._lives.append(Counter({chat.id: len(chat.sent) for chat in self._chats()}))

    def repeats(self) -> Counter[tuple[int, int]]:
        """How many answers came again because a life ended, by that life, from 0, and the chat.

        An answer that came again did so because of how the life ended in which it had come before.
        """
        found: Counter[tuple[int, int]] = Counter()
        for chat in self._chats():
            before: dict[int, int] = {}
            for place, message in enumerate(chat.sent):
                life = sum(place >= life[chat.id] for life in self._lives)
                if message.reply_to in before:
                    found[before[message.reply_to], chat.id] += 1
                if message.reply_to:
                    before[message.reply_to] = life
        return found

    def _chats(self) -> Collection[Chat]:
        return {chat.id: chat for chat, _ in self.asked}.values()

    def await_all(self, timeout: float) -> None:
        """Wait until every question is answered."""
        until(lambda: self.lost == 0, timeout, lambda: f"{self.lost} of {len(self.asked)} questions to be answered")


def until(condition: Callable[[], object], timeout: float, what: str | Callable[[], str]) -> None:
    """Wait for something that the bot or the fake does in its own time.

    Raises:
        AssertionError: it has not come true within `timeout` seconds.

    """
    deadline = time.monotonic() + timeout
    while not condition():
        waited_for = what if isinstance(what, str) else what()
        assert time.monotonic() < deadline, f"waited {timeout:g} s for {waited_for}"
        time.sleep(0.05)
