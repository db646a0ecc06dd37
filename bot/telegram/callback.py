"""What a button carries: a deed and an address, in at most 64 bytes, so that nothing need be remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Pressed
from bot.reply import Deed
from index.interview import Address

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEDS = frozenset(deed.value for deed in Deed)


def written(deed: Deed, address: Address) -> str:
    """Return the callback data of a button: the deed's letter, then the address."""
    return f"{deed.value}{address.token}"


def read(data: object, beside: Iterable[object] = ()) -> Pressed:
    """Read what `written` wrote; `beside` is what the other buttons of the message carry.

    Raises:
        ValueError: it is no such thing; callback data can be anything that a client sends.

    """
    if not isinstance(data, str):
        message = "not callback data, which is text"
        raise ValueError(message)  # noqa: TRY004  # as for any other that cannot be read
    deeds = frozenset(Deed(its[:1]) for its in beside if isinstance(its, str) and its[:1] in _DEEDS)
    return Pressed(Deed(data[:1]), Address.parse(data[1:]), deeds)
