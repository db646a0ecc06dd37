"""The wire that updates come in by: they are kept before the library sees them, and so before Telegram forgets them."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram.error import NetworkError

from bot.telegram import arrival
from bot.telegram.request import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.telegram.alerts import Alert

PAUSE = 1.0
"""Seconds until the next poll after one that brought nothing that can be confirmed, and so will bring it again."""

TOKEN_REFUSED = "Telegram refuses the token; trying on, slowly"  # noqa: S105  # none
_TOKEN_REFUSED_BY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
_REFUSALS: Mapping[int, str] = {
    **dict.fromkeys(_TOKEN_REFUSED_BY, TOKEN_REFUSED),
    HTTPStatus.CONFLICT: "another program polls with this token, or a webhook is set; only one can have the updates",
}

logger = logging.getLogger(__name__)


class PollingRequest(AiohttpRequest):
    """Fetches updates and keeps them; the library is handed their ids alone, which it can always read.

    It learns of the updates when they are kept, and moves its offset, which tells Telegram to forget them, after that.
    `ended` is when the last poll ended, well or not, in seconds of the monotonic clock, and `answered` when the last
    one ended well, in seconds of the Unix epoch, None while none has. `refusal` is why Telegram refused the last one,
    where that is something to look at, until it refuses no more.
    """

    def __init__(self, keep: Callable[[Sequence[object]], Awaitable[None]], alert: Alert) -> None:
        """Give updates to `keep`, which raises `sqlite3.Error` where it cannot keep them."""
        super().__init__(connections=1)
        self._keep = keep
        self._alert = alert
        self.ended = time.monotonic()
        self.answered: float | None = None
        self.refusal: str | None = None

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401  # passed on as they are
        """Send a request; return the status and the body of its answer, with the updates' ids in place of themselves.

        Raises:
            NetworkError: they cannot be kept, or there is no list of them, or the token is refused; the library tries
                again, from where it was.

        """
        try:
            status, body = await super().do_request(*args, **kwargs)
            if status != HTTPStatus.OK:
                await self._refused(status, body)
                if status in _TOKEN_REFUSED_BY:
                    raise NetworkError(HTTPStatus(status).phrase)  # else the library ends its polling for good
                return status, body
            self.answered, self.refusal = time.time(), None
            return status, await self._kept(body)
        except sqlite3.Error as error:
            message = f"the updates cannot be kept: {error}"
            raise NetworkError(message) from error
        finally:
            self.ended = time.monotonic()

    async def _refused(self, status: int, body: bytes) -> None:
        """Tell why polls are refused, once until they are not, or for another reason."""
        told = _REFUSALS.get(status) if body.startswith(b"{") else None  # else it is no word of Telegram's
        if told is not None and told != self.refusal:
            self.refusal = told
            await self._alert(told)

    async def _kept(self, body: bytes) -> bytes:
        updates = _updates(body)
        await self._keep(updates)
        ids = [{"update_id": number} for its in updates if (number := arrival.number(its)) is not None]
        if updates and not ids:
            logger.warning("Telegram sends %d updates without an id; passing over them", len(updates))
            await asyncio.sleep(PAUSE)
        return json.dumps({"ok": True, "result": ids}).encode()


def _updates(body: bytes) -> list[object]:
    """Return the updates that an answer holds.

    Raises:
        NetworkError: it holds no list of them; whatever else the library is given, it asks again without a pause.

    """
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        answer = None
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        message = "the answer to a poll is none"
        raise NetworkError(message)
    return updates
