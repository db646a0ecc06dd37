"""The YAML that may stand above a Markdown page: its metadata."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from index.interview import Person
from index.reading.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading import Metadata
    from index.reading.lines import Line

_FENCE = "---"
_LONGEST = 400
"""Lines."""
_ASKING = ("interviewer", "interviewers", "intervjuare", "host", "hosts", "programledare")
_ANSWERING = ("guest", "guests", "interviewee", "interviewees", "intervjuperson", "gäst")
_KEYS = {
    "title": ("title", "titel", "rubrik", "headline"),
    "language": ("language", "lang", "språk", "locale"),
    "publication": ("publication", "publisher", "site", "channel", "site_name"),
    "url": ("url", "canonical_url", "canonical", "link", "permalink", "youtube_url"),
    "description": ("description", "summary", "excerpt", "ingress", "lead", "subtitle"),
}
_DATES = ("published", "date", "publish_date", "publicerad", "published_at", "pubdate", "datum")


def cut_front_matter(lines: Sequence[Line], known: Metadata) -> tuple[Sequence[Line], Metadata, tuple[str, ...]]:
    """Return the lines below the front matter, what is known with it, and the names of writers that it gives.

    What is known already wins. Where there is none, or it is no YAML, the lines are returned as they are.
    """
    if not lines or lines[0].text != _FENCE:
        return lines, known, ()
    end = next(
        (place for place, line in enumerate(lines[1 : _LONGEST + 1], start=1) if line.text in (_FENCE, "...")), None
    )
    if end is None:
        return lines, known, ()
    try:
        data = yaml.safe_load("\n".join(line.text for line in lines[1:end]))
    except (yaml.YAMLError, ValueError, RecursionError):
        data = _read_loosely(lines[1:end])
    if not isinstance(data, dict):
        return lines, known, ()
    found = {str(key).casefold(): value for key, value in data.items()}
    texts = {name: _text(found, keys) for name, keys in _KEYS.items()}
    guests = tuple(Person(name, name) for name in _names(found, _ANSWERING))
    known = replace(
        known,
        **{name: getattr(known, name) or value for name, value in texts.items()},
        published=known.published or _date(found),
        interviewers=known.interviewers or _names(found, _ASKING),
        people=known.people or guests,
    )
    return lines[end + 1 :], known, _names(found, ("author", "authors", "byline", "skribent", "writer"))


def _read_loosely(lines: Sequence[Line]) -> dict[str, str]:
    """Read what is no YAML, indented values without their indent among it, as a key and a value a line."""
    found: dict[str, str] = {}
    for line in lines:
        key, colon, value = line.text.partition(":")
        if colon and key.replace("_", "").replace("-", "").isalpha() and value.strip(" '\""):
            found.setdefault(key, value.strip(" '\""))
    return found


def _text(found: dict[str, Any], keys: Sequence[str]) -> str:
    value = next((found[key] for key in keys if isinstance(found.get(key), str) and found[key].strip()), "")
    return " ".join(value.split())


def _names(found: dict[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    values: list[str] = []
    for key in keys:
        value = found.get(key)
        if isinstance(value, str):
            values += [
                part.strip()
                for part in value.replace(" & ", ",").replace(" och ", ",").replace(" and ", ",").split(",")
            ]
        elif isinstance(value, list):
            values += [str(part).strip() for part in value if isinstance(part, str)]
    return tuple(dict.fromkeys(value for value in values if value))


def _date(found: dict[str, Any]) -> dt.date | None:
    for key in _DATES:
        value = found.get(key)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and (dates := find_dates(value.replace("T", " "))):
            return dates[0]
    return None
