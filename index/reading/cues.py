"""A recording's cues -> an Interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading import Metadata, ReadingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading import Reading

_UNKNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a recording's text: where it starts, in seconds, who speaks, and its line in the source, from 1."""

    start: float | None
    speaker: str | None
    text: str
    line: int


def read_cues(cues: Sequence[Cue], known: Metadata = _UNKNOWN) -> Reading:
    """Join cues into turns and take the conversation apart.

    Raises:
        ReadingError: nobody speaks in it, as far as can be told.

    """
    del known
    message = f"{len(cues)} cues, and nobody is told apart in them"
    raise ReadingError(message)
