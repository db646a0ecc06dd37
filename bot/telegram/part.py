"""One message of an answer, as the outbox keeps it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Part:
    """A message to be sent: where to, its HTML, its inline keyboard as the Bot API writes it.

    `thread_id` is the topic, None for a chat without; `reply_to` the message that it replies to. `edits` is the message
    whose place it takes, `edits_inline` the inline message; without a text only its keyboard is changed. Where
    `is_plain`, the text is no HTML.
    """

    chat_id: int
    text: str
    keyboard: Mapping[str, Any] | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    is_plain: bool = False
    edits: int | None = None
    edits_inline: str | None = None

    @property
    def plain(self) -> Part:
        """The same words without markup."""
        return self if self.is_plain else replace(self, text=html.unescape(_TAG.sub("", self.text)), is_plain=True)

    @property
    def is_edit(self) -> bool:
        """Whether it changes a message that is there."""
        return self.edits is not None or self.edits_inline is not None

    def dumps(self) -> str:
        """Return the part as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, written: str) -> Part:
        """Read what `dumps` wrote."""
        return cls(**json.loads(written))
