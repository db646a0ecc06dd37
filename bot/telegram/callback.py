"""What a button carries: a deed and an address, in at most 64 bytes, so that nothing need be remembered of it."""

from __future__ import annotations

from bot.conversation import Pressed
from bot.reply import Deed
from index.interview import Address


def written(deed: Deed, address: Address) -> str:
    """Return the callback data of a button: the deed's letter, then the address."""
    return f"{deed.value}{address.token}"


def read(data: object) -> Pressed:
    """Read what `written` wrote.

    Raises:
        ValueError: it is no such thing; callback data can be anything that a client sends.

    """
    if not isinstance(data, str):
        message = "not callback data, which is text"
        raise ValueError(message)  # noqa: TRY004  # as for any other that cannot be read
    return Pressed(Deed(data[:1]), Address.parse(data[1:]))
