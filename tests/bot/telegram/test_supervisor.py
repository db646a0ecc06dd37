"""What becomes of a task that ends though nobody stopped it."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.telegram import application
from bot.telegram.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from bot.telegram.webhook import Door
    from tests.bot.conftest import Running
    from tests.bot.telegram.conftest import Rows

WORDS = "Maja: kan man lita på er?"


class Failing:
    """A task that ends in each of some ways, and then goes on for ever; and what is counted of it."""

    def __init__(self, *ways: BaseException | None) -> None:
        self._ways = list(ways)
        self.figures: Counter[str] = Counter()
        self.goes_on = asyncio.Event()
        self.is_cancelled = False

    async def work(self) -> None:
        """End in the next way."""
        if not self._ways:
            self.goes_on.set()
            try:
                await asyncio.sleep(1000)
            finally:
                self.is_cancelled = True
        if way := self._ways.pop(0):
            raise way

    async def count(self, figures: Mapping[str, int]) -> None:
        """Count figures up."""
        self.figures.update(figures)


@pytest.mark.parametrize(
    ("way", "name"),
    [(RuntimeError(WORDS), "RuntimeError"), (asyncio.CancelledError(), "CancelledError"), (None, "it returned")],
)
def test_a_task_that_ends_is_told_of_and_started_again(
    way: BaseException | None, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """However it ends; the log has its name, and none of the words that an error may carry."""

    async def main() -> Failing:
        failing = Failing(way, way)
        supervisor = Supervisor(failing.count, pause=0)
        supervisor.start("the upkeep", failing.work)
        await failing.goes_on.wait()
        await supervisor.stop()
        return failing

    failing = asyncio.run(main())
    assert failing.is_cancelled
    assert failing.figures == {"alerts": 2}
    assert caplog.text.count(f"the upkeep has ended ({name}); starting it again") == 2
    assert WORDS not in caplog.text


def test_a_task_that_fails_hurts_no_other_and_all_end_with_the_bot() -> None:
    """Stopping waits for no pause, and nothing is started after it."""

    async def main() -> tuple[Failing, Failing]:
        well, failing = Failing(), Failing(*[RuntimeError()] * 10)
        supervisor = Supervisor(failing.count, pause=1000)
        supervisor.start("the inbox", well.work)
        supervisor.start("the outbox", failing.work)
        await well.goes_on.wait()
        await supervisor.stop()
        return well, failing

    well, failing = asyncio.run(main())
    assert well.is_cancelled
    assert failing.figures["alerts"] <= 1
    assert not failing.goes_on.is_set()


def test_a_task_that_passes_over_its_cancellation_is_not_started_again() -> None:
    """As the library does with one at the end of polling; the task returns, and that is its end."""

    async def main() -> int:
        starts, started = 0, asyncio.Event()

        async def stubborn() -> None:
            nonlocal starts
            starts += 1
            started.set()
            try:
                await asyncio.sleep(1000)
            except asyncio.CancelledError:
                return

        supervisor = Supervisor(Failing().count, pause=0)
        supervisor.start("the watch over polling", stubborn)
        await started.wait()
        await supervisor.stop()
        return starts

    assert asyncio.run(main()) == 1


@pytest.mark.parametrize(
    ("by_webhook", "of_the_intake"), [(False, "the watch over polling"), (True, "the registration of the webhook")]
)
def test_a_bot_of_which_each_task_has_failed_answers(  # noqa: PLR0913, PLR0917  # two of them are the case
    api: FakeBotApi,
    running: Running,
    conversation: Conversation,
    door: Door,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    by_webhook: bool,  # noqa: FBT001  # from the table
    of_the_intake: str,
) -> None:
    """Each once, and each is an alert in the figures."""
    names = set()

    class Stumbling(Supervisor):
        """Has each task fail when it begins."""

        def __init__(self, count: Callable[[Mapping[str, int]], Awaitable[None]]) -> None:
            super().__init__(count, pause=0)

        def start(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
            names.add(name)
            fails = [True]

            async def stumbling() -> None:
                if fails:
                    raise RuntimeError(fails.pop())
                await work()

            super().start(name, stumbling)

    monkeypatch.setattr(application, "Supervisor", Stumbling)
    chat = api.chat("private")
    with running(conversation, door=door if by_webhook else None):
        chat.say("Vilka fördelar finns?")
        assert "kostnadseffektivt" in chat.reply(timeout=20).text
    assert names == {
        "the handing out of updates",
        "the look for updates",
        "the sending of messages",
        "the look for messages",
        "the question whether Telegram can be reached",
        "the upkeep",
        "the showing of the menus",
        of_the_intake,
    }
    assert rows("SELECT value FROM figures WHERE name = 'alerts'") == [(len(names),)]
