"""Addresses on loopback that tell a supervisor how the bot is: alive, ready, and its figures."""

from __future__ import annotations

import asyncio
import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from bot.telegram import status
from bot.telegram.listener import Listener, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.telegram.database import Database

HOST = "127.0.0.1"

WITHIN = 5.0
"""Seconds that the database may take to answer."""

PARTING = 0.2
"""Seconds that what is being answered may take at the end."""

WITHOUT_CLIENT = "The metrics need Prometheus' client: pip install 'interviewbot[metrics]', then start the bot again.\n"


class Health:
    """Answers at /health, /ready and /metrics, from `start` to `stop`."""

    def __init__(
        self,
        port: int,
        database: Database,
        obstacles: Callable[[], Sequence[str]],
        heard: Callable[[], Mapping[str, float | None]],
    ) -> None:
        """Say that the bot is ready where `obstacles` names nothing that keeps it from answering.

        When Telegram was last heard from is what `heard` says, by the figures' names, where it was heard from at all.
        """
        self._database = database
        self._heard = heard
        self._obstacles = obstacles
        application = web.Application()
        application.router.add_get("/health", self._on_health)
        application.router.add_get("/ready", self._on_ready)
        application.router.add_get("/metrics", self._on_metrics)
        self._listener = Listener(application, Place(HOST, port), PARTING)

    @property
    def port(self) -> int:
        """The port, once it listens."""
        return self._listener.place.port

    async def start(self) -> None:
        """Listen.

        Raises:
            ListenError: the port is taken.

        """
        await self._listener.start()

    async def stop(self) -> None:
        """Listen no more."""
        await self._listener.stop()

    async def _on_health(self, _: web.Request) -> web.Response:
        """Say that the event loop and the database answer."""
        try:
            await self._status()
        except (TimeoutError, sqlite3.Error) as error:
            return _silent(error)
        return web.Response(text="alive\n")

    async def _on_ready(self, _: web.Request) -> web.Response:
        """Say whether readers' messages come in and answers go out."""
        obstacles = self._obstacles()
        return _unwell(*obstacles) if obstacles else web.Response(text="ready\n")

    async def _on_metrics(self, _: web.Request) -> web.Response:
        try:
            from prometheus_client import CONTENT_TYPE_LATEST  # noqa: PLC0415  # it need not be there

            from bot.telegram import metrics  # noqa: PLC0415
        except ImportError:
            return web.Response(status=HTTPStatus.NOT_IMPLEMENTED, text=WITHOUT_CLIENT)
        try:
            body = metrics.written(await self._status())
        except (TimeoutError, sqlite3.Error) as error:
            return _silent(error)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _status(self) -> status.Status:
        async with asyncio.timeout(WITHIN):
            return await self._database.run(lambda connection: status.of(connection, self._heard()))


def _silent(error: Exception) -> web.Response:
    return _unwell(f"the database does not answer ({str(error) or type(error).__name__})")


def _unwell(*reasons: str) -> web.Response:
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="".join(f"{reason}\n" for reason in reasons))
