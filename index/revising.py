"""A source that is read again -> the interview's file revised: what the source changed, and what the editor did.

Each field of the metadata, and the words as one, is merged three ways. The file remembers under `added` where it came
from, and a hash of each field as it was read there. What the source has left alone stays as the editor has it; what the
editor has left alone becomes what the source has now.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.interview import Role, words_hash
from index.reading import Metadata

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from index.interview import Interview, Turn

RECORD = "added"
"""The key of the metadata that remembers where an interview came from and what was read there."""

UNPLACED = "unplaced"
"""The key of the metadata with the hints whose answers are gone, until an editor has moved or deleted them."""

GIVEN = "given"
"""Stands for the hash of a field that the publisher gave when adding: the source has no say in it."""

LEAST_ALIKE = 0.5
"""The share of the words of two turns that they have in common at least, to be one and the same after a change."""

_LABELS = ("interviewers", "people")
_FIELDS = ("title", "published", "language", "publication", "url", *_LABELS)
_WORDS, _HINTS = "words", "hints"


@dataclass(frozen=True, slots=True)
class Record:
    """Where an interview came from, and for each of its fields the hash of what was read there, or `GIVEN`."""

    source: str
    read: Mapping[str, str]

    @classmethod
    def of(cls, interview: Interview) -> Record | None:
        """Return an interview's record; None where it has none that can be read, as one that was written by hand."""
        kept = interview.extra.get(RECORD)
        if (
            not isinstance(kept, dict)
            or not isinstance(kept.get("from"), str)
            or not isinstance(kept.get("read"), list)
        ):
            return None
        pairs = (str(item).partition(" ") for item in kept["read"])
        return cls(kept["from"], {name: its for name, _, its in pairs})

    def as_yaml(self) -> dict[str, Any]:
        """Return what stands in the file."""
        return {"from": self.source, "read": [f"{name} {its}" for name, its in self.read.items()]}


@dataclass(frozen=True, slots=True)
class Revision:
    """An interview after its source was read again.

    `orphans` are hints whose answers are gone from the source, each with that answer's words. `kept` names the fields
    that both the source and the editor have changed, and that are as the editor has them. Where `is_split`, both have
    changed the words, which are as the editor has them.
    """

    interview: Interview
    orphans: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    is_split: bool = False


def added(interview: Interview, source: str, given: Iterable[str] = ()) -> Interview:
    """Return an interview as it is added the first time, with its record; `given` are the fields that were given."""
    return _recorded(interview, Record(source, _hashes(interview) | dict.fromkeys(given, GIVEN)))


def remembered(old: Interview) -> Metadata:
    """Return what the publisher gave when an interview was added, to be known when its source is read again."""
    record = Record.of(old)
    return Metadata(**{name: getattr(old, name) for name in _FIELDS if record and record.read.get(name) == GIVEN})


def revised(old: Interview, new: Interview, given: Collection[str] = (), *, overwrite: bool = False) -> Revision:
    """Return `old`, which was added from a source, with what has changed there since: `new` is what is read there now.

    `given` are the fields that the publisher gives this time. `overwrite` takes the source's words where the editor
    has changed them too.

    Raises:
        ValueError: `old` has no record of a source.

    """
    record = Record.of(old)
    if record is None:
        message = f"{old.id} has no record of a source"
        raise ValueError(message)
    was, has, reads = record.read, _hashes(old), _hashes(new)
    fresh = {name for name in reads if reads[name] != was.get(name)}
    mended = {name for name in has if has[name] != was.get(name)}
    is_other = {name for name in reads if reads[name] != has[name]}
    takes = {name for name in _FIELDS if name in given or name in fresh - mended}
    kept = tuple(name for name in _FIELDS if name in fresh & mended & is_other - takes and was.get(name) != GIVEN)
    is_split = _WORDS in fresh & mended & is_other and not overwrite
    if mended & {*_LABELS} and not {*given} & {*_LABELS}:
        new = _relabelled(new, old)
    turns: Sequence[Turn] = old.turns
    if _WORDS in fresh & is_other and not is_split:
        turns = new.turns
    elif takes & {*_LABELS} and [turn.text for turn in old.turns] == [turn.text for turn in new.turns]:
        turns = [replace(turn, hints=its.hints) for turn, its in zip(new.turns, old.turns, strict=True)]
    else:
        takes -= {*_LABELS}  # for these turns they are nobody's
    merged = _with_everybody(replace(old, turns=tuple(turns), **{name: getattr(new, name) for name in takes}), new)
    orphans: Sequence[tuple[str, str]] = ()
    if turns is new.turns:
        merged, orphans = _with_hints(merged, old.turns)
    elif _HINTS in fresh:
        merged, _ = _with_hints(merged, new.turns)
    remembers = {name: GIVEN if name in given or was.get(name) == GIVEN else its for name, its in reads.items()}
    if orphans:
        unplaced = [*old.extra.get(UNPLACED, ()), *(hint for hint, _ in orphans)]
        merged = replace(merged, extra={**old.extra, UNPLACED: unplaced})
    return Revision(_recorded(merged, Record(record.source, remembers)), tuple(orphans), kept, is_split)


def _recorded(interview: Interview, record: Record) -> Interview:
    return replace(interview, extra={**interview.extra, RECORD: record.as_yaml()})


def _hashes(interview: Interview) -> dict[str, str]:
    """Return a hash of each field, of the words, and of the hints; who says the words is in the labels."""
    turns = interview.turns
    return {
        **{name: words_hash(str(getattr(interview, name))) for name in _FIELDS},
        _WORDS: words_hash("\n".join(f"{turn.start} {turn.text}" for turn in turns)),
        _HINTS: words_hash("\n".join(f"{place} {hint}" for place, turn in enumerate(turns) for hint in turn.hints)),
    }


def _relabelled(new: Interview, old: Interview) -> Interview:
    """Return the new interview under the labels that the editor has given those who say the same words in the old."""
    said = {turn.text: turn.speaker for turn in old.turns if turn.speaker}
    labels: dict[str | None, str] = {}
    for turn in new.turns:
        if turn.speaker and (label := said.get(turn.text)):
            labels.setdefault(turn.speaker, label)
    return replace(
        new,
        turns=tuple(replace(turn, speaker=labels.get(turn.speaker, turn.speaker)) for turn in new.turns),
        interviewers=tuple(dict.fromkeys(labels.get(label, label) for label in new.interviewers)),
        people=tuple(replace(person, label=labels.get(person.label, person.label)) for person in new.people),
    )


def _with_everybody(interview: Interview, new: Interview) -> Interview:
    """Return an interview with everybody who speaks in its head, new ones as in `new`, and turns in their roles."""
    known = {person.label for person in interview.people} | {*interview.interviewers}
    speaking = dict.fromkeys(turn.speaker for turn in interview.turns if turn.speaker and turn.speaker not in known)
    asking = [label for label in speaking if label in new.interviewers]
    interviewers = (*interview.interviewers, *asking)
    return replace(
        interview,
        interviewers=interviewers,
        people=(*interview.people, *(new.person(label) for label in speaking if label not in asking)),
        turns=tuple(
            replace(turn, role=Role.QUESTION if turn.speaker in interviewers else Role.ANSWER)
            if turn.speaker and turn.role is not Role.OUTRO
            else turn
            for turn in interview.turns
        ),
    )


def _with_hints(interview: Interview, hinted: Iterable[Turn]) -> tuple[Interview, Sequence[tuple[str, str]]]:
    """Return an interview with the hints of other turns, each at the turn that shares most words with its own.

    Hints whose turn shares too few with any are returned apart, with its words.
    """
    holding = [place for place, turn in enumerate(interview.turns) if turn.role in (Role.INTRODUCTION, Role.ANSWER)]
    found: dict[int, list[str]] = defaultdict(list)
    orphans: list[tuple[str, str]] = []
    for turn in hinted:
        if not turn.hints:
            continue
        shares = {place: _shared(interview.turns[place], turn) for place in holding}
        best = max(shares, key=shares.__getitem__, default=None)
        if best is None or shares[best] < LEAST_ALIKE:
            orphans += ((hint, turn.text) for hint in turn.hints)
        else:
            found[best] += turn.hints
    turns = (
        replace(turn, hints=tuple(dict.fromkeys((*turn.hints, *found[place])))) if place in found else turn
        for place, turn in enumerate(interview.turns)
    )
    return replace(interview, turns=tuple(turns)), orphans


def _shared(one: Turn, other: Turn) -> float:
    """Return the share of two turns' different words that stand in both: 0 to 1, none in different roles."""
    if one.role is not other.role:
        return 0.0
    words, others = (set(turn.text.casefold().split()) for turn in (one, other))
    return len(words & others) / max(len(words | others), 1)
