"""The wire that updates come in by, with an ear for a token that Telegram no longer knows."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from typing import Any


class PollingRequest(HTTPXRequest):
    """Fetches updates, and sets `token_refused` when Telegram refuses the token: the library just stops polling then.

    It answers 401 for a token that was revoked and 404 for one that never was.
    """

    def __init__(self) -> None:
        super().__init__(connection_pool_size=1)
        self.token_refused = asyncio.Event()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401  # passed on as they are
        """Send a request and return the status and the body of its answer."""
        status, body = await super().do_request(*args, **kwargs)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self.token_refused.set()
        return status, body
