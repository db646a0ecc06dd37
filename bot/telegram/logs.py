"""Logging that cannot leak the token or readers' words: libraries put them into addresses and error texts."""

from __future__ import annotations

import logging
from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIBRARIES = ("telegram", "httpx", "httpcore", "asyncio", "aiohttp", "apscheduler")


class RedactingFormatter(logging.Formatter):
    """Formats a record and writes <token> wherever a secret stands: the token, or what is drawn from it.

    Of what the libraries log, the arguments and the tracebacks are left out unless debugging is asked for: they can
    hold whole updates.
    """

    def __init__(self, *secrets: str, debugging: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = secrets
        self._debugging = debugging

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, without the secrets."""
        if record.name.partition(".")[0] in _LIBRARIES and not self._debugging:
            record = copy(record)
            record.args = record.exc_info = record.exc_text = None
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "<token>")
        return text


def configure(secrets: Sequence[str], level: str) -> None:
    """Log to standard error, from `level` on; what libraries say below warnings only where that is debug."""
    debugging = level == "debug"
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(*secrets, debugging=debugging))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library in _LIBRARIES:
        logging.getLogger(library).setLevel(logging.DEBUG if debugging else logging.WARNING)
