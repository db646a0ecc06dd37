"""What a button carries: a deed and an address, in at most 64 bytes, so that nothing need be remembered of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.message import Pressed
from bot.reference import Reference
from bot.reply import HANDED_ON, MARKS, SPEAKING, Deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.interview import Address

_DEEDS = frozenset(deed.value for deed in Deed)
_BELOW_QUOTATIONS = {*MARKS, Deed.WHOLE, Deed.FOLD, Deed.NEXT, Deed.PREVIOUS}


def written(deed: Deed, address: Address) -> str:
    """Return the callback data of a button: the deed's letter, then the address."""
    return f"{deed.value}{address.token}"


def read(data: object, beside: Iterable[object] = (), *, is_shared: bool = False) -> Pressed:
    """Read what `written` wrote; `beside` is what the other buttons of the message carry.

    Raises:
        ValueError: it is no such thing; callback data can be anything that a client sends.

    """
    if not isinstance(data, str):
        message = "not callback data, which is text"
        raise ValueError(message)  # noqa: TRY004  # as for any other that cannot be read
    deed = Deed(data[:1])
    if deed in HANDED_ON:
        message = "a button that is not pressed, but hands on what it holds"
        raise ValueError(message)
    deeds = frozenset(Deed(its[:1]) for its in beside if isinstance(its, str) and its[:1] in _DEEDS)
    return Pressed(deed, Reference.read(data[1:]).address, deeds, is_shared)


def interview(buttons: Iterable[object]) -> str | None:
    """Return the interview that a message is of, by what its buttons carry; None where they tell none or several."""
    found = {pressed.address.interview for pressed in _readable(buttons) if pressed.deed not in SPEAKING}
    return found.pop() if len(found) == 1 else None


def quoted(buttons: Iterable[object]) -> Address | None:
    """Return the passage that a message quotes, by what its buttons carry; None where it quotes none."""
    return next((its.address for its in _readable(buttons) if its.deed in _BELOW_QUOTATIONS), None)


def _readable(buttons: Iterable[object]) -> Iterator[Pressed]:
    for data in buttons:
        with suppress(ValueError):
            yield read(data)
