"""WebVTT and SubRip captions -> cues.

Taken apart line by line here: the subtitle libraries give no line numbers, hear one voice of a cue that has two, and
either lose cues without a number or take comments for speech.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.reading import Dropped, ReadingError
from index.reading.cues import Cue
from index.reading.lines import Line, split_lines
from index.reading.names import read_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TIME = r"(?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]{1,3})?"
TIMING = re.compile(rf"(?P<start>{_TIME})[ \t]{{0,9}}-->[ \t]{{0,9}}{_TIME}(?=\s|$).*")
"""A whole line that says when a cue is shown; the fraction of a second follows a point or, in SubRip, a comma."""

_LANGUAGE = re.compile(r"Language:[ \t]{0,9}(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})", re.IGNORECASE)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]{1,9}(?P<name>[^>]{1,200})>|(?P<end></v>)")
_TAG = re.compile(r"</?(?:[a-z]{1,9}[0-9]?(?:[.\s][^<>]{0,200})?|[0-9:.]{4,16})/?>|\{\\[^{}]{1,80}\}", re.IGNORECASE)
_NUMBERED_SPEAKER = re.compile(
    r"\[?(?P<name>(?:speaker|talare|spk)[ _]?[0-9]{1,3})\]?[ \t]{0,9}:[ \t]{0,9}(?P<words>.*)", re.IGNORECASE
)
_DASH = re.compile(r"[-–—][ \t]{0,9}(?=\S)")
_ROLLING = 1 / 3
"""The least share of cues that begin with what the one before ends with, where captions roll upwards."""


@dataclass(frozen=True, slots=True)
class Captions:
    """What captions hold: the cues, the language that they say they are in, and what is no speech."""

    cues: tuple[Cue, ...]
    language: str
    dropped: tuple[Dropped, ...]


class _Said(NamedTuple):
    """A line of a cue, without its markup; `breaks` where a dash or a voice begins."""

    speaker: str | None
    text: str
    line: int
    breaks: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown at one time: when, in seconds, and its lines."""

    start: float
    said: tuple[_Said, ...]


def read_captions(text: str) -> Captions:
    """Take captions apart: who says what and when.

    Raises:
        ReadingError: there are no cues in it.

    """
    lines = split_lines(text)
    dropped: list[Dropped] = []
    shown = _without_repeats(list(_show(lines, dropped)))
    names = _names(shown)
    cues = tuple(cue for one in shown for cue in _cues(one, names))
    if not cues:
        message = "captions without a single cue; is the file whole?"
        raise ReadingError(message)
    language = next((match["tag"] for line in lines[:10] if (match := _LANGUAGE.fullmatch(line.text))), "")
    return Captions(cues, language, tuple(dropped))


def _show(lines: Sequence[Line], dropped: list[Dropped]) -> Iterator[_Shown]:
    """Yield what is shown at each time; what stands between cues and is no speech is added to `dropped`."""
    timings = [(place, match) for place, line in enumerate(lines) if (match := TIMING.fullmatch(line.text))]
    first = timings[0][0] if timings else len(lines)
    dropped += [
        Dropped(line.number, line.text, "stands before the first cue")
        for line in _unnumbered(lines[:first])
        if line.text
    ]
    ends = [place for place, _ in timings[1:]] + [len(lines)]
    for (place, match), end in zip(timings, ends, strict=False):
        payload = lines[place + 1 : end]
        if end < len(lines):
            payload = _unnumbered(payload)
        said: list[_Said] = []
        for filled, block in groupby(payload, key=lambda line: bool(line.text)):
            block_lines = list(block)
            if filled and _ASIDE.match(block_lines[0].text):
                dropped += [Dropped(line.number, line.text, "a comment in the captions") for line in block_lines]
            elif filled:
                said += _hear(block_lines)
        yield _Shown(_seconds(match["start"]), tuple(said))


def _unnumbered(payload: Sequence[Line]) -> Sequence[Line]:
    """Take away the last line where it is the number or name of the cue that follows."""
    if not payload or not payload[-1].text:
        return payload
    alone = len(payload) == 1 or not payload[-2].text
    return payload[:-1] if alone or payload[-1].text.isdecimal() else payload


def _hear(lines: Iterable[Line]) -> Iterator[_Said]:
    """Yield what is said on each line of a cue, part by part where voices change; a voice lasts until it ends."""
    speaker: str | None = None
    for line in lines:
        end, breaks = 0, False
        for match in [*_VOICE.finditer(line.text), None]:
            piece = line.text[end : match.start() if match else len(line.text)]
            if words := _plain(piece):
                dash = _DASH.match(words)
                yield _Said(speaker, words[dash.end() :] if dash else words, line.number, breaks or bool(dash))
                breaks = False
            if match:
                speaker = _plain(match["name"]) if match["name"] else None
                end, breaks = match.end(), True


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).replace("\u200b", "").split())


def _without_repeats(shown: list[_Shown]) -> list[_Shown]:
    """Take away what a cue repeats of the one before, where captions roll upwards or grow by the word.

    Where they do not, a repeated line was said twice.
    """
    overlaps = [0, *(_overlap(before, after) for before, after in pairwise(shown))]
    if sum(map(bool, overlaps)) < max(2, _ROLLING * len(shown)):
        return shown
    return [replace(one, said=_after(one.said, overlap)) for one, overlap in zip(shown, overlaps, strict=True)]


def _overlap(before: _Shown, after: _Shown) -> int:
    """Return how many words at the beginning of a cue are repeated: whole lines, or all that was shown before."""
    first, second = ([said.text for said in one.said] for one in (before, after))
    words, more = " ".join(first).split(), " ".join(second).split()
    if words and more[: len(words)] == words:
        return len(words)
    lines = next((n for n in range(min(len(first), len(second)), 0, -1) if first[-n:] == second[:n]), 0)
    return len(" ".join(second[:lines]).split())


def _after(said: Iterable[_Said], words: int) -> tuple[_Said, ...]:
    """Return what is said after the first `words` words."""
    left = []
    for one in said:
        kept = one.text.split()[words:]
        words = max(0, words - len(one.text.split()))
        if kept:
            left.append(one._replace(text=" ".join(kept)))
    return tuple(left)


def _names(shown: Iterable[_Shown]) -> frozenset[str]:
    """Return the names before a colon that are speakers': they come twice, or are of several words."""
    found = Counter(name for one in shown for said in one.said if (name := _prefix(said.text)[0]))
    return frozenset(name for name, count in found.items() if count > 1 or len(name.split()) > 1)


def _prefix(text: str) -> tuple[str, str]:
    """Part "Leif: Ja" and "SPEAKER_01: Ja" into name and words; the name is empty where there is none."""
    if numbered := _NUMBERED_SPEAKER.fullmatch(text):
        return numbered["name"], numbered["words"]
    label = read_label(text.removeprefix(">>").lstrip())
    return (label.name, label.words) if label else ("", text)


def _cues(shown: _Shown, names: frozenset[str]) -> Iterator[Cue]:
    """Yield a cue for each speaker of those that were shown together, in their order."""
    cue: Cue | None = None
    for said in shown.said:
        name, words = _prefix(said.text)
        speaker, text = (name, words) if name in names else (said.speaker, said.text)
        if cue and not said.breaks and name not in names and speaker in (None, cue.speaker):
            cue = replace(cue, text=f"{cue.text} {text}".strip())
            continue
        if cue and cue.text:
            yield cue
        cue = Cue(shown.start, speaker, text, said.line)
    if cue and (cue.text or cue.speaker):
        yield cue


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)
