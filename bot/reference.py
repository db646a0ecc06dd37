"""A place that can be shown again: what a shared answer is found by, and a button below it elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.interview import Address

_WRITTEN = re.compile(r"([A-Za-z0-9_-]{1,63})(?: ([0-9]{1,6})-([0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage, and from where to where its words are meant, in code points; None for its beginning."""

    address: Address
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        """Return what `read` reads back: the address, a space and the span, as in `r7e-arkiv_2_1_0a1b2c 0-120`."""
        return self.address.token if self.span is None else f"{self.address.token} {self.span[0]}-{self.span[1]}"

    @classmethod
    def read(cls, text: str) -> Reference:
        """Read what was written by `str`.

        Raises:
            ValueError: it is no such thing; whatever a client sends may stand there.

        """
        written = _WRITTEN.fullmatch(text)
        if written is None:
            message = f"not a place: {text[:80]!r}; one looks like r7e-arkiv_2_1_0a1b2c 0-120"
            raise ValueError(message)
        token, start, end = written.groups()
        return cls(Address.parse(token), None if start is None else (int(start), int(end)))
