"""Crashes, stops and cut networks: no question is lost, and hardly an answer comes twice."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.reliability.ordeal import DEADLY, Bot, Ledger, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from fake_bot_api import FakeBotApi

    BotOf = Callable[..., Bot]

DRAWN = random.Random(20181113)  # noqa: S311  # not for secrets
BACKLOG = 200
AT_ONCE = 8


LONGEST_LIFE = 1.0
"""Seconds from when the bot is ready to when it is killed, at most."""

BETWEEN = 0.05
"""Seconds between two questions, where 20 come in a second."""


@pytest.mark.parametrize("under_backlog", [True, False], ids=["backlog of 200", "20 a second"])
@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
def test_no_question_is_lost_by_kills(
    api: FakeBotApi, bot_of: BotOf, rounds: int, *, by_webhook: bool, under_backlog: bool
) -> None:
    """Killed at random moments: none lost, and each kill has few answers come again, in each chat one at most."""
    bot, ledger = bot_of(by_webhook=by_webhook), Ledger()
    chats = [api.chat("private") for _ in range(40)]
    for _ in range(rounds):
        bot.start()
        bot.await_ready()
        moment = time.monotonic() + DRAWN.uniform(0, LONGEST_LIFE)
        while True:
            ledger.ask(DRAWN.choices(chats, k=BACKLOG - ledger.lost if under_backlog else 1))
            if time.monotonic() >= moment:
                break
            time.sleep(BETWEEN)
        bot.kill()
        ledger.end_life()
    bot.start()
    ledger.await_all(60)
    until(lambda: bot.deliveries()["waiting"] == 0, 30, "nothing to wait")
    bot.stop()
    asked, repeats = len(ledger.asked), ledger.repeats()
    of_each = Counter(life for life, _ in repeats.elements())
    sys.stdout.write(f"{asked} questions, {rounds} kills: 0 lost, {repeats.total()} repeated, by one kill at most ")
    sys.stdout.write(f"{max(of_each.values(), default=0)}\n")
    assert of_each.keys() <= set(range(rounds))
    assert max(of_each.values(), default=0) <= AT_ONCE
    assert max(repeats.values(), default=0) <= 1


def test_stopping_loses_and_repeats_nothing(api: FakeBotApi, bot_of: BotOf) -> None:
    """SIGTERM under a backlog: stopped within 5 seconds, and the next start answers the rest, each once."""
    bot, ledger = bot_of(), Ledger()
    ledger.ask([api.chat("private") for _ in range(40)], each=BACKLOG // 40)
    bot.start()
    until(lambda: ledger.lost < BACKLOG - 20, 30, "the first answers")
    assert bot.stop() < 5
    assert bot.process.returncode == 0
    bot.start()
    ledger.await_all(60)
    bot.stop()
    assert ledger.repeated == 0


def test_a_flapping_network_loses_nothing(api: FakeBotApi, bot_of: BotOf, rounds: int) -> None:
    """The network comes and goes, and the bot is killed in between: none lost."""
    bot, ledger = bot_of(), Ledger()
    chats = [api.chat("private") for _ in range(20)]
    ledger.ask(chats, each=5)
    for _ in range(rounds):
        bot.start()
        for _ in range(3):
            time.sleep(DRAWN.uniform(0.2, 1))
            with api.unreachable():
                ledger.ask(chats)
                time.sleep(DRAWN.uniform(0, 0.3))
        bot.kill()
    bot.start()
    ledger.await_all(90)
    bot.stop()
    assert ledger.lost == 0


def test_a_second_instance_is_refused(bot_of: BotOf) -> None:
    """Two processes over one folder would answer twice: the second ends with the reason, the first goes on."""
    first, second = bot_of(), bot_of()
    first.start()
    first.await_ready()
    second.start()
    assert second.process.wait(timeout=20) == 75
    assert "another interviewbot works in this folder" in second.logged
    assert first.is_alive
    first.stop()


def test_a_full_disk_loses_nothing(api: FakeBotApi, bot_of: BotOf) -> None:
    """While nothing can be written the bot lives; when there is room again, all is answered once, without a restart."""
    bot, ledger = bot_of(), Ledger()
    chats = [api.chat("private") for _ in range(20)]
    bot.start()
    bot.await_ready()
    ledger.ask(chats)
    with bot.full_disk():
        ledger.ask(chats, each=5)
        until(lambda: "disk" in bot.logged, 30, "the bot to say so")
        time.sleep(2)
        assert bot.is_alive
    ledger.await_all(60)
    assert ledger.repeated == 0
    bot.stop()


def test_a_question_that_kills_the_process_is_set_aside(api: FakeBotApi, bot_of: BotOf) -> None:
    """Three crashes at most; then one apology, and everybody else's answers."""
    bot, ledger = bot_of(*DEADLY), Ledger()
    chats = [api.chat("private") for _ in range(10)]
    ledger.ask(chats, each=2)
    victim = api.chat("private")
    victim.say("kaboom")
    ledger.ask(chats, each=2)
    starts = 0
    while starts == 0 or not bot.is_alive:
        bot.start()
        starts += 1
        assert starts <= 4, "it was started a fifth time"
        until(lambda: not bot.is_alive or (ledger.lost == 0 and victim.sent), 60, "its end, or all answers")
    bot.stop()
    assert [its.text[:8] for its in victim.sent] == ["Förlåt, "]
    assert ledger.lost == 0
