"""Logging that cannot leak the token: libraries put it into addresses and error texts."""

from __future__ import annotations

import logging
from copy import copy


class RedactingFormatter(logging.Formatter):
    """Formats a record and writes <token> wherever the token stands.

    Tracebacks are shown of our own errors; those that the library logs end in its own depths, and its line says it all.
    """

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, without the token."""
        if record.name.startswith("telegram."):
            record = copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record).replace(self._token, "<token>")


def configure(token: str) -> None:
    """Log to standard error, from INFO on; from libraries that tell of every request only warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "telegram", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
