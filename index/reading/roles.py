"""Who asks and who answers, by how the speakers speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.reading.asking import asks
from index.reading.labels import kind_of
from index.reading.vocabulary import ANSWERERS, ASKERS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_FIRST, _LAST, _BRIEF, _NAMED, _BYLINE, _PUBLISHER = 0.15, 0.1, 0.3, 0.45, 0.6, 0.4
"""What speaks for asking, beside the share of one's turns that ask: to begin; to close; to say little; against it, to
be named in the headline; to be named as the writer; to be named in the publication's name."""
_ENOUGH, _PLAIN = 0.4, 0.15
"""Who has this much may ask, above the widest gap; with less between the sides, it is not plain."""
_TERSE = 6
"""Words a turn, on average, below which length tells nothing."""
_SHORT, _LONG = 0.8, 1.2
"""Times the average length of a turn."""
_GENERIC = 5.0


class Askers(NamedTuple):
    """The labels of those who ask, in the order they come in, and whether that is plain."""

    labels: tuple[str, ...]
    plain: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the speakers but for their words: labels of known interviewers, and words of names.

    `answering` are labels of who is said to answer; `headline`, `writers` and `publisher` hold words, in lower case.
    """

    interviewers: Collection[str] = ()
    answering: Collection[str] = ()
    headline: Collection[str] = ()
    writers: Collection[str] = ()
    publisher: str = ""
    names: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Habits:
    turns: int = 0
    asked: int = 0
    words: int = 0


def find_askers(turns: Sequence[tuple[str, str]], context: Context) -> Askers:
    """Tell who asks; `turns` are labels with words, at least one.

    Somebody has to answer: where all seem to ask, it is only who asks most; where nobody does, there are none.
    """
    habits: dict[str, _Habits] = {}
    for label, words in turns:
        one = habits.setdefault(label, _Habits())
        one.turns += 1
        one.asked += asks(words)
        one.words += len(words.split())
    known = tuple(label for label in habits if label in context.interviewers)
    if known and len(known) < len(habits):
        return Askers(known, plain=True)
    average = sum(one.words for one in habits.values()) / max(1, sum(one.turns for one in habits.values()))
    score = {label: _score(label, one, average, context) for label, one in habits.items()}
    score[turns[0][0]] += _FIRST
    score[turns[-1][0]] += _LAST
    if len(score) == 1:
        return Askers((), plain=False)
    if not any(one.asked for one in habits.values()) and max(score.values()) < _BYLINE:
        return Askers((), plain=False)
    ranked = sorted(score.values(), reverse=True)
    gaps = [one - other for one, other in pairwise(ranked)]
    least_asking = ranked[gaps.index(max(gaps))]
    askers = tuple(label for label in score if score[label] >= max(_ENOUGH, least_asking))
    if not askers or len(askers) == len(score):
        alone = max(score, key=score.__getitem__)
        others = max(value for label, value in score.items() if label != alone)
        return Askers((alone,), plain=score[alone] - others > _PLAIN and habits[alone].asked > 0)
    least = min(score[label] for label in askers)
    most = max(value for label, value in score.items() if label not in askers)
    return Askers(askers, plain=least - most > _PLAIN)


def _score(label: str, habits: _Habits, average: float, context: Context) -> float:
    if kind_of(label) in ASKERS:
        return _GENERIC
    if kind_of(label) in ANSWERERS or label in context.answering:
        return -_GENERIC
    words = {word.casefold() for word in (*label.split(), *context.names.get(label, label).split())}
    length = habits.words / habits.turns / average if average > _TERSE else 1.0
    brief = _BRIEF if length < _SHORT else -_BRIEF if length > _LONG else 0.0
    return (
        habits.asked / habits.turns
        + brief
        - _NAMED * bool(words & set(context.headline))
        + _BYLINE * bool(words & set(context.writers))
        + _PUBLISHER * any(word in context.publisher for word in words if len(word) > 3)  # noqa: PLR2004
    )
