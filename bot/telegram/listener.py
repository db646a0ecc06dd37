"""Listening for requests: on one address, with a bound on how long stopping takes."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from bot.telegram.start_error import StartError

GREATEST_PORT = 65535

_PASSING = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, socket.EAI_AGAIN)
"""Somebody else may leave, an interface come up, a name be found."""

LINGER = 1.0
"""Seconds that a refused body is read and thrown away, so that whoever sends it hears why."""


class ListenError(StartError):
    """Nothing can be heard at an address: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address of this machine to listen on; at port 0, a port that is free."""

    host: str
    port: int

    @classmethod
    def parse(cls, written: str) -> Place:
        """Read HOST:PORT, an IPv6 host in brackets.

        Raises:
            ValueError: it is no such thing.

        """
        host, _, port = written.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) <= GREATEST_PORT:
            message = f"{written!r} is no HOST:PORT: one looks like 127.0.0.1:8443"
            raise ValueError(message)
        return cls(host, int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Listener:
    """Serves an application at a place, from `start` to `stop`. Bodies are handed on as they came, not unpacked."""

    def __init__(self, application: web.Application, place: Place, patience: float) -> None:
        """Let stopping wait `patience` seconds for what is being answered."""
        self.place = place
        self._patience = patience
        self._runner = web.AppRunner(
            application,
            access_log=None,
            auto_decompress=False,
            lingering_time=LINGER,
            shutdown_timeout=patience,
        )

    async def start(self) -> None:
        """Listen.

        Raises:
            ListenError: the place is taken, or is not of this machine.

        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.place.host, self.place.port).start()
        except OSError as error:
            await self._runner.cleanup()
            message = f"{self.place}: {error.strerror}; stop what listens there, or name another address"
            raise ListenError(message, may_pass=error.errno in _PASSING) from None
        self.place = Place(self.place.host, self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Listen no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._runner.cleanup()
