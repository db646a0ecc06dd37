"""Logging that cannot leak the token: libraries put it into addresses and error texts."""

from __future__ import annotations

import logging


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and writes <token> wherever the token stands."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, without the token."""
        return super().format(record).replace(self._token, "<token>")


def configure(token: str) -> None:
    """Log to standard error, from INFO on; from libraries that tell of every request only warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "telegram", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
