"""Trouble that Telegram, the wire or a reader makes: each hurts only whom it must."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.reliability.ordeal import DEADLY, Ledger, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from fake_bot_api import FakeBotApi

    from tests.reliability.ordeal import Bot

    BotOf = Callable[..., Bot]

MANY = 100_000


def test_lost_replies_lose_nothing(api: FakeBotApi, bot_of: BotOf) -> None:
    """Twenty messages arrive, but the answer to the bot does not: each comes twice at most."""
    bot, ledger = bot_of(), Ledger()
    bot.start()
    bot.await_ready()
    api.drop("sendMessage", after_effect=True, times=20)
    ledger.ask([api.chat("private") for _ in range(40)])
    ledger.await_all(60)
    until(lambda: bot.deliveries()["waiting"] == 0, 30, "nothing to wait")
    assert ledger.repeated <= 20
    bot.stop()


def test_a_chat_whose_replies_are_always_lost(api: FakeBotApi, bot_of: BotOf) -> None:
    """Four copies at most, then nobody knows, and the operator is told; other chats get theirs once."""
    bot, ledger, deaf = bot_of(), Ledger(), api.chat("private")
    api.drop("sendMessage", after_effect=True, chat=deaf, times=MANY)
    bot.start()
    bot.await_ready()
    deaf.say("Vilka fördelar finns?")
    ledger.ask([api.chat("private") for _ in range(10)])
    ledger.await_all(30)
    until(lambda: bot.deliveries()["unknown"] == 1, 30, "the message to be given up")
    assert len(deaf.sent) == 4
    assert ledger.repeated == 0
    assert "nobody knows" in bot.logged
    bot.stop()


def test_refusals_of_telegram_lose_and_repeat_nothing(api: FakeBotApi, bot_of: BotOf) -> None:
    """Forty times 502, ten times a flood limit, a group that becomes another: all answered, each once."""
    bot, ledger = bot_of(), Ledger()
    bot.start()
    bot.await_ready()
    chats = [api.chat("private") for _ in range(20)]
    group, upgraded = api.chat("group"), api.chat("supergroup")
    api.fail("sendMessage", 502, "Bad Gateway", times=40)
    api.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1, times=10)
    api.fail("sendMessage", 400, "group chat was upgraded", migrate_to_chat_id=upgraded.id, chat=group)
    ledger.ask(chats, each=3)
    group.say("@interview_bot Vilka fördelar finns?")
    ledger.await_all(60)
    assert ledger.repeated == 0
    assert "kostnadseffektivt" in upgraded.reply(timeout=30).text
    assert group.sent == ()
    bot.stop()


def test_a_reader_who_has_blocked_the_bot(api: FakeBotApi, bot_of: BotOf) -> None:
    """Only what was for her is given up."""
    bot, ledger, gone = bot_of(), Ledger(), api.chat("private")
    for _ in range(5):
        gone.say("Vilka fördelar finns?")
    gone.blocked = True
    ledger.ask([api.chat("private") for _ in range(10)], each=2)
    bot.start()
    ledger.await_all(30)
    until(lambda: bot.deliveries()["blocked"] == 5, 30, "her messages to be closed")
    assert bot.deliveries() == {"sent": 20, "blocked": 5}
    bot.stop()


def test_questions_that_hang_or_fail_hold_up_nobody(api: FakeBotApi, bot_of: BotOf) -> None:
    """Others are answered at once; who asked what fails is told so, once."""
    bot, ledger, unlucky = bot_of(*DEADLY), Ledger(), api.chat("private")
    bot.start()
    bot.await_ready()
    unlucky.say("fail")
    for _ in range(2):
        api.chat("private").say("hang")
    ledger.ask([api.chat("private") for _ in range(10)], each=2)
    until(lambda: unlucky.sent, 30, "the apology")
    assert [its.text[:8] for its in unlucky.sent] == ["Förlåt, "]
    ledger.await_all(150)
    bot.kill()


def test_what_is_delivered_twice_is_answered_once(api: FakeBotApi, bot_of: BotOf) -> None:
    """Telegram may deliver an update again, at once or much later."""
    bot, ledger = bot_of(), Ledger()
    bot.start()
    bot.await_ready()
    chats = [api.chat("private") for _ in range(10)]
    ledger.ask(chats, each=5)
    updates = api.unconfirmed
    ledger.await_all(30)
    api.deliver_again(updates)
    ledger.ask(chats)
    ledger.await_all(30)
    assert ledger.repeated == 0
    bot.stop()


def test_sending_that_is_down_costs_little_memory(api: FakeBotApi, bot_of: BotOf, rounds: int) -> None:
    """Thousands of questions wait on the disk, and all are answered once when sending is possible again."""
    bot, ledger = bot_of(), Ledger()
    bot.start()
    bot.await_ready()
    ledger.ask([api.chat("private")])
    ledger.await_all(30)
    before = bot.memory()
    api.fail("sendMessage", 502, "Bad Gateway", times=MANY)
    count = 400 * rounds
    ledger.ask([api.chat("private") for _ in range(count // 8)], each=8)
    until(lambda: bot.deliveries()["waiting"] >= count, 10 * count, "all to be worked out")
    assert bot.memory() - before < 50
    api.heal()
    ledger.await_all(60 + count)
    assert ledger.repeated == 0
    bot.stop()


def test_one_reader_s_flood_delays_nobody(api: FakeBotApi, bot_of: BotOf) -> None:
    """A thousand questions of one; ten who ask after her are answered within three seconds, and she is told, once."""
    bot, flood, others = bot_of(), Ledger(), Ledger()
    bot.start()
    bot.await_ready()
    flooding = api.chat("private")
    flood.ask([flooding], each=1000)
    until(lambda: len(flooding.sent) > 3, 30, "the flood to be worked on")
    asked = time.monotonic()
    others.ask([api.chat("private") for _ in range(10)])
    others.await_all(30)
    assert time.monotonic() - asked < 3
    until(lambda: any("många frågor på en gång" in its.text for its in flooding.sent), 60, "the kind sentence")
    bot.stop()
    assert sum("många frågor på en gång" in its.text for its in flooding.sent) == 1
