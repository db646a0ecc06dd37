"""`interviewbot read`: what a reader makes of a source, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.interview import Turn
    from index.reading import Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as the object that `read --json` prints."""
    interview = reading.interview
    return {
        "title": interview.title,
        "published": interview.published.isoformat() if interview.published else None,
        "language": interview.language,
        "publication": interview.publication or None,
        "url": interview.url or None,
        "people": {
            person.label: f"{person.name}, {person.description}" if person.description else person.name
            for person in interview.people
        },
        "interviewers": list(interview.interviewers),
        **interview.extra,
        "turns": [_turn_as_json(turn) for turn in interview.turns],
        "warnings": [{"line": one.line, "message": one.message, "doubt": one.doubt} for one in reading.warnings],
        "dropped": [{"line": one.line, "text": one.text, "why": one.why} for one in reading.dropped],
    }


def _turn_as_json(turn: Turn) -> dict[str, Any]:
    found: dict[str, Any] = {"role": turn.role.value, "speaker": turn.speaker, "text": turn.text}
    return found if turn.start is None else {**found, "start": turn.start}
