"""A bot's status for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.telegram.status import Status

TIMES = ("oldest", "last_poll", "last_delivery", "last_check", "last_round")
"""The figures that are times."""

_NAMES = {"oldest": "oldest update waiting", "damaged": "damaged databases set aside"}
"""What figures are called whose own names are too short for it."""

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600
_UNITS = ((_DAY, "days"), (_HOUR, "h"), (_MINUTE, "min"), (1, "s"))


def as_json(status: Status) -> Mapping[str, object]:
    """Return a status with its times as ISO 8601 in UTC."""
    return {name: _iso(value) if name in TIMES else value for name, value in asdict(status).items()}


def table(status: Status, now: float) -> Table:
    """Return a status with its times as how long ago they are, `now` being in seconds of the Unix epoch."""
    rows = Table(box=None, pad_edge=False, show_header=False)
    rows.add_column()
    rows.add_column(justify="right")
    for name, value in asdict(status).items():
        if name == "verdicts":
            for verdict, number in status.verdicts.items():
                rows.add_row(f"  {_words(verdict)}", str(number))
        elif name in TIMES:
            rows.add_row(_words(name), _ago(value, now))
        else:
            rows.add_row(_words(name), str(value))
    return rows


def _words(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


def _iso(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")


def _ago(moment: float | None, now: float) -> str:
    """Return how long ago a moment was, in the greatest unit of which there were two: "119 s ago", "2 min ago"."""
    if moment is None:
        return "–"
    seconds = max(0.0, now - moment)
    size, unit = next((each for each in _UNITS if seconds >= 2 * each[0]), _UNITS[-1])
    return f"{seconds // size:.0f} {unit} ago"
