"""The commands that begin with a slash: what each name means, in all languages that the bot speaks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMAND = re.compile(r"\s*/(\w+)(?:@\w+)?(?:\s+|\Z)")


@cache
def names() -> Mapping[str, str]:
    """Return the command that each name stands for, by its English name: "fraga" and "ask" for "ask"."""
    spoken = {name: command for code in texts.LANGUAGES for command, (name, _) in texts.texts(code).commands.items()}
    return spoken | {command: command for command in spoken.values()}


def read(text: str) -> tuple[str, str] | None:
    """Return the command that a message begins with, by its English name, and what stands behind it.

    None where it begins with none: "/ask How many?" is ("ask", "How many?").
    """
    found = _COMMAND.match(text)
    command = names().get(found[1].casefold()) if found else None
    return (command, text[found.end() :].strip()) if found and command else None
