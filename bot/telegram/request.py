"""The wire to Telegram: the library's calls, made by aiohttp, which takes half the time of what the library brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram.request import RequestData

CONNECTING, READING = 5.0, 10.0
"""Seconds that a connection may take to come about, waiting for a free one included, and that an answer may take."""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class AiohttpRequest(BaseRequest):
    """Makes calls that upload no files.

    What aiohttp raised is the cause of what this raises: `faults` tells by it whether a call can have arrived.
    """

    def __init__(self, connections: int) -> None:
        """Keep so many connections at most."""
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take; the library adds to it what a poll takes."""
        return READING

    async def initialize(self) -> None:
        """Be ready for calls."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self._connections))

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917  # the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ANN401  # a number, or the library's mark for none
        write_timeout: object = None,  # noqa: ARG002  # all calls are short
        connect_timeout: object = None,  # noqa: ARG002  # ours is always the same
        pool_timeout: object = None,  # noqa: ARG002  # likewise
    ) -> tuple[int, bytes]:
        """Make a call; return the status and the body of its answer.

        Raises:
            TimedOut: it took too long.
            NetworkError: anything else went wrong on the way.

        """
        if self._session is None:
            message = "the wire has not been initialised"
            raise RuntimeError(message)
        reading = read_timeout if isinstance(read_timeout, int | float) else READING
        timeout = aiohttp.ClientTimeout(connect=CONNECTING, sock_connect=CONNECTING, sock_read=reading)
        # Encoded here: given a mapping, aiohttp draws a random border for the parts of a form that has none.
        form = None if request_data is None else request_data.url_encoded_parameters().encode()
        try:
            async with self._session.request(method, url, data=form, headers=_FORM, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error  # its text can hold the address, and so the token
