"""Times of a recording as transcripts write them: 00:12:33, 12:33, 1:02:03.500, (0:07)."""

from __future__ import annotations

import re

_TIME = r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})(?:[.,]([0-9]{1,3}))?"
_AT = re.compile(
    rf"\\?[\[(<]?{_TIME}(?:\s*(?:-->|"
    rf"[–—-])\s*(?:[0-9]{{1,3}}:)?[0-9]{{1,2}}:[0-9]{{2}}(?:[.,][0-9]{{1,3}})?)?\\?[\])>]?"
)
_AT_END = re.compile(rf"\s*\\?[\[(<]?{_TIME}\\?[\])>]?$")
_LONGEST = 40
"""Characters that a time takes, with what stands around it."""


def leading_time(text: str) -> tuple[float, str] | None:
    """Part `text` after the time that it begins with: seconds, and what follows."""
    match = _AT.match(text)
    return (_seconds(match), text[match.end() :].lstrip()) if match else None


def trailing_time(text: str) -> tuple[str, float] | None:
    """Part `text` before the time that it ends with: what comes before, and seconds."""
    match = _AT_END.search(text[-_LONGEST:])
    if match is None:
        return None
    return text[: max(0, len(text) - _LONGEST) + match.start()].rstrip(), _seconds(match)


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (float(f"0.{fraction}") if fraction else 0.0)
