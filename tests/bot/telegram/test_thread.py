"""The thread beside the event loop."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.telegram.thread import Thread


def test_work_is_done_in_order_in_one_thread_beside_the_loop() -> None:
    """What it returns is handed back."""
    done: list[int] = []

    def work(number: int) -> tuple[int, int]:
        done.append(number)
        return number, threading.get_ident()

    async def main() -> list[tuple[int, int]]:
        thread = Thread()
        return await asyncio.gather(*(thread.do(lambda number=number: work(number)) for number in range(20)))

    results = asyncio.run(main())
    assert [number for number, _ in results] == done == list(range(20))
    assert len({ident for _, ident in results}) == 1
    assert results[0][1] != threading.get_ident()


def test_what_it_raises_is_raised_where_it_is_awaited_and_others_go_on() -> None:
    """An error ends its own work."""

    async def main() -> int:
        thread = Thread()
        with pytest.raises(ZeroDivisionError):
            await thread.do(lambda: 1 // 0)
        return await thread.do(lambda: 5)

    assert asyncio.run(main()) == 5


def test_work_that_hangs_holds_up_nobody_when_it_is_given_up() -> None:
    """What waited behind it is done, each once, also when the hanging work comes to its end at last."""
    free, begun = threading.Event(), threading.Event()
    done: list[int] = []

    def hang() -> None:
        begun.set()
        free.wait()

    async def main() -> None:
        thread = Thread()
        hanging = asyncio.create_task(thread.do(hang))
        behind = [asyncio.create_task(thread.do(lambda number=number: done.append(number))) for number in range(5)]
        await asyncio.to_thread(begun.wait)
        hanging.cancel()
        await asyncio.gather(*behind)
        free.set()
        await asyncio.gather(*(thread.do(lambda number=number: done.append(number)) for number in range(5, 50)))

    asyncio.run(main())
    assert done == list(range(50))


def test_work_that_is_given_up_before_its_turn_is_not_done() -> None:
    """Nobody wants it any more."""
    free, done = threading.Event(), list[str]()

    async def main() -> None:
        thread = Thread()
        first = asyncio.create_task(thread.do(free.wait))
        given_up = asyncio.create_task(thread.do(lambda: done.append("given up")))
        last = asyncio.create_task(thread.do(lambda: done.append("last")))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        free.set()
        await asyncio.gather(first, last)

    asyncio.run(main())
    assert done == ["last"]
