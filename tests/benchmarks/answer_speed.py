"""Answers a second through the fake Bot API, all kept on the disk, beside a bot that keeps nothing: `make bench`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from fake_bot_api import FakeBotApi

from tests.reliability.ordeal import PROGRAM, Bot, Ledger, until

QUESTIONS, CHATS = 4000, 200
ENOUGH = 200
"""Answers a second that the bot is to give at least, on two cores that have nothing else to do."""

FIRST = 100
"""Answers after which the clock starts: until then the bot starts, and loads what it needs."""


def answers_a_second(*program: str) -> float:
    """Have a bot answer a backlog of questions, and return how many answers came in a second."""
    with FakeBotApi() as api, tempfile.TemporaryDirectory() as folder:
        bot, ledger = Bot(api, Path(folder), program=program), Ledger()
        chats = [api.chat("private") for _ in range(CHATS)]
        ledger.ask(chats, each=QUESTIONS // CHATS)

        def answered() -> int:
            return sum(len(chat.sent) for chat in chats)

        bot.start()
        until(lambda: answered() >= FIRST, 60, "the first answers")
        began, before = time.monotonic(), answered()
        until(lambda: answered() >= QUESTIONS, 600, "the last answer")
        speed = (answered() - before) / (time.monotonic() - began)
        bot.kill()
        return speed


def main() -> int:
    """Print the speeds of both; return 1 where the bot's is below what is asked for, else 0."""
    sys.stdout.write(f"{QUESTIONS} questions from {CHATS} chats   answers a second\n")
    own = answers_a_second(*PROGRAM)
    sys.stdout.write(f"kept on the disk, as it is            {own:8.0f}\n")
    sys.stdout.write(f"the plain library, nothing kept       {answers_a_second('tests.benchmarks.plain_bot'):8.0f}\n")
    is_enough = own >= ENOUGH
    sys.stdout.write(f"{ENOUGH} a second are asked for: {'reached' if is_enough else 'NOT reached'}\n")
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
