"""How fast one person may ask: a token bucket, written as the times at which tokens are there.

The generic cell rate algorithm (ITU-T I.371) keeps one time for each person instead of a count that is topped up.
"""

from __future__ import annotations

import math

BURST = 100
"""Questions that a person may ask at once."""

INTERVAL = 1.0
"""Seconds after which one more is granted; Telegram itself lets a bot write to a chat about once a second."""


class Pace:
    """Says when each person's next question is due; times are seconds of a monotonic clock."""

    def __init__(self, burst: int = BURST, interval: float = INTERVAL) -> None:
        self._allowance = (burst - 1) * interval
        self._interval = interval
        self._filled: dict[str, float] = {}
        self._told: set[str] = set()

    def due(self, person: str, now: float, longest: float = math.inf) -> float | None:
        """Return from when on the question that a person asks now may be answered: `now`, or a later time.

        None where that is more than `longest` away: such a question is not granted, and takes nothing from later ones.
        """
        filled = max(self._filled.get(person, now), now)
        due = max(now, filled - self._allowance)
        if due - now > longest:
            return None
        self._filled[person] = filled + self._interval
        return due

    def tells(self, person: str) -> bool:
        """Tell whether a person is to be told of the pace: once, until she has been silent for long enough."""
        if person in self._told:
            return False
        self._told.add(person)
        return True

    def forget_the_silent(self, now: float) -> None:
        """Forget whoever has a full bucket."""
        self._filled = {person: filled for person, filled in self._filled.items() if filled > now}
        self._told &= self._filled.keys()
