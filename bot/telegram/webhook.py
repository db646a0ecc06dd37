"""Updates by webhook: Telegram delivers each, and again until it hears that it is kept."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import sqlite3
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.telegram.listener import Listener, Place
from bot.telegram.registration import LOOK, Registration

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from telegram import Bot

    from bot.telegram.alerts import Alert
    from bot.telegram.supervisor import Supervisor

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name

LARGEST = 1024 * 1024
"""Bytes that a delivery may have; Telegram's have some thousand."""

READ_WITHIN = 10.0
"""Seconds that a delivery may take to come in."""

PARTING = 1.5
"""Seconds that what is being kept may take to be so at the end; without an answer, Telegram delivers it again."""

logger = logging.getLogger(__name__)


def secret(token: str) -> str:
    """Return what Telegram shows to be known by: the same for the same token, so that a restart changes nothing."""
    return hmac.new(token.encode(), b"interviewbot webhook", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Door:
    """Where updates are delivered: the address that Telegram is told, and where the proxy behind it hands them on."""

    url: str
    place: Place

    @classmethod
    def parse(cls, url: str, listen: str) -> Door:
        """Read the two addresses.

        Raises:
            ValueError: one of them is none.

        """
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.query or parts.fragment:
            message = f"{url!r} is no address for a webhook: one looks like https://bot.example.org/telegram"
            raise ValueError(message)
        return cls(url, Place.parse(listen))

    @property
    def path(self) -> str:
        """The path at which updates are delivered."""
        return urlsplit(self.url).path or "/"


class Webhook:
    """Listens for updates, and confirms each when it is kept."""

    def __init__(
        self,
        bot: Bot,
        door: Door,
        keep: Callable[[Sequence[object]], Awaitable[None]],
        alert: Alert,
        look: float = LOOK,
    ) -> None:
        """Give updates to `keep`, which raises `sqlite3.Error` where it cannot keep them."""
        self._keep = keep
        self._secret = secret(bot.token).encode()
        self._delivered: float | None = None
        self._registration = Registration(bot, door.url, secret(bot.token), alert, look)
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(door.path, self._on_delivery)
        self._listener = Listener(application, door.place, PARTING)

    async def start(self, supervisor: Supervisor) -> None:
        """Listen, and see to it that Telegram knows where, until `supervisor` stops.

        Raises:
            ListenError: the place is taken.

        """
        await self._listener.start()
        self._registration.start(supervisor)

    async def stop(self) -> None:
        """Take no more updates. Telegram holds them for a day, until the next start."""
        await self._listener.stop()

    @property
    def obstacle(self) -> str | None:
        """What keeps updates from coming in."""
        return self._registration.obstacle

    @property
    def heard(self) -> Mapping[str, float | None]:
        """When an update was last delivered, and when Telegram last said that the webhook is set."""
        return {"last_delivery": self._delivered, "last_check": self._registration.confirmed}

    async def _on_delivery(self, request: web.Request) -> web.Response:
        if not self._is_from_telegram(request):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            async with asyncio.timeout(READ_WITHIN):
                body = await request.read()
            await self._keep([_update(body)])
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        except (ValueError, RecursionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except sqlite3.Error as error:
            logger.error("an update cannot be kept (%s); Telegram will deliver it again", error)  # noqa: TRY400  # known
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        self._delivered = time.time()
        return web.Response()

    def _is_from_telegram(self, request: web.Request) -> bool:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(shown, self._secret)


def _update(body: bytes) -> Mapping[str, Any]:
    """Read an update.

    Raises:
        ValueError: it is none.

    """
    raw = json.loads(body)
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        message = "no update"
        raise ValueError(message)
    return raw
