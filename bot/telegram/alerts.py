"""Telling the operator of what needs looking at: by a line in the log, and among the figures."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.telegram.persistence import until_kept

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.store import Store

    Alert = Callable[[str], Awaitable[None]]

logger = logging.getLogger(__name__)


async def alert(store: Store, words: str) -> None:
    """Log what is wrong, and count it in `store`."""
    logger.error("%s", words)
    await until_kept(lambda: store.count({"alerts": 1}))
