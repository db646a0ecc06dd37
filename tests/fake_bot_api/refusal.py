"""The answers by which the Bot API refuses."""

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True)
class Refusal:
    """A refused call: HTTP status, Telegram's description, and what it tells the caller to do.

    `retry_after` is in seconds.
    """

    status: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def envelope(self) -> dict[str, object]:
        """The body of the answer."""
        advice = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        parameters = {name: value for name, value in advice.items() if value is not None}
        body = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": parameters} if parameters else {})


class RefusedError(Exception):
    """Raised where a call cannot be answered otherwise than by its refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


def bad_request(what: str) -> NoReturn:
    """Refuse with status 400, in Telegram's wording."""
    raise RefusedError(Refusal(400, f"Bad Request: {what}"))


def forbidden(what: str) -> NoReturn:
    """Refuse with status 403, in Telegram's wording."""
    raise RefusedError(Refusal(403, f"Forbidden: {what}"))


def conflict(what: str) -> NoReturn:
    """Refuse with status 409, in Telegram's wording."""
    raise RefusedError(Refusal(409, f"Conflict: {what}"))
