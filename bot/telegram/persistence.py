"""Waiting for a database that refuses, as when the disk is full."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Result = TypeVar("Result")

WAIT = 1.0
"""Seconds until a refused write is tried again."""

logger = logging.getLogger(__name__)


async def until_kept(write: Callable[[], Awaitable[Result]]) -> Result:
    """Write until it is kept: what has been done already must not be done again because it could not be noted."""
    while True:
        try:
            return await write()
        except sqlite3.Error as error:
            logger.error("nothing can be kept (%s); trying until it can: is the disk full?", error)  # noqa: TRY400
            await asyncio.sleep(WAIT)
