"""Transcripts in JSON -> cues: the Podcasting 2.0 form, and what Whisper and the programs around it write.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import Any, NamedTuple

from index.reading import ReadingError
from index.reading.cues import Cue

_LISTS = ("segments", "transcription", "utterances")
_TEXTS = ("body", "text", "transcript")
_STARTS = ("startTime", "start")
_MILLISECONDS = 1000
_HALF = re.compile(r"(?<!\\)\\u(?:d[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..\\u)d[c-f]..)", re.IGNORECASE)
"""An escaped half of a character, which no text can hold."""


class Transcript(NamedTuple):
    """What a transcript in JSON holds: the cues, and the language that it says they are in."""

    cues: tuple[Cue, ...]
    language: str


def read_transcript(text: str) -> Transcript:
    """Take a transcript in JSON apart.

    Raises:
        ReadingError: it is no JSON, or no transcript.

    """
    try:
        data = json.loads(_HALF.sub(r"\\ufffd", text))
    except json.JSONDecodeError as error:
        message = f"broken JSON: {error.msg}; is the file whole?"
        raise ReadingError(message, error.lineno) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        message = "JSON that no transcript looks like; it is nested too deeply, or its numbers are too long"
        raise ReadingError(message) from None
    head = data if isinstance(data, dict) else {}
    segments = next((head[name] for name in _LISTS if isinstance(head.get(name), list)), data)
    cues = tuple(_cues(segments, text)) if isinstance(segments, list) else ()
    if not cues:
        message = 'JSON without a transcript; there should be "segments", each with "body" or "text", and "speaker"'
        raise ReadingError(message)
    result = head.get("result")
    language = head.get("language") or (result.get("language") if isinstance(result, dict) else "")
    return Transcript(cues, language if isinstance(language, str) else "")


def _cues(segments: list[Any], source: str) -> list[Cue]:
    """Return a cue for each segment with words, or several where several speak in it."""
    cues: list[Cue] = []
    place, line = 0, 1
    for segment in segments:
        if not isinstance(segment, dict) or not (words := _first_text(segment, _TEXTS)):
            continue
        found = max(source.find(json.dumps(words, ensure_ascii=ascii_)[1:-1], place) for ascii_ in (True, False))
        if found > place:
            line += source.count("\n", place, found)
            place = found
        cues += _parted(segment, _start(segment), words, line)
    return cues


def _parted(segment: dict[str, Any], start: float | None, words: str, line: int) -> list[Cue]:
    """Part a segment where its words are by several speakers, as WhisperX tells."""
    speaker = _speaker(segment)
    parts = segment.get("words")
    spoken = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    if len({_speaker(part) or speaker for part in spoken}) <= 1:
        return [Cue(start, speaker, words, line)]
    runs = ((who, list(run)) for who, run in groupby(spoken, key=lambda part: _speaker(part) or speaker))
    cues = [
        Cue(_start(run[0]), who, " ".join(_first_text(part, ("word", *_TEXTS)) for part in run), line)
        for who, run in runs
    ]
    whole = " ".join(cue.text for cue in cues).split()
    return cues if whole == words.split() else [Cue(start, speaker, words, line)]


def _first_text(segment: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((value.strip() for name in names if isinstance(value := segment.get(name), str)), "")


def _speaker(segment: dict[str, Any]) -> str | None:
    """Return the name of whoever speaks; a number is made one."""
    match segment.get("speaker"):
        case str() as name:
            return " ".join(name.split()) or None
        case int() as number if not isinstance(number, bool):
            return f"Speaker {number}"
        case {"name": str() as name}:
            return " ".join(name.split()) or None
        case _:
            return None


def _start(segment: dict[str, Any]) -> float | None:
    """Return where a segment starts, in seconds."""
    offsets = segment.get("offsets")
    if isinstance(offsets, dict) and _is_number(offsets.get("from")):
        return float(offsets["from"]) / _MILLISECONDS
    return next((round(float(segment[name]), 3) for name in _STARTS if _is_number(segment.get(name))), None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
