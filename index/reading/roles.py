"""Who asks and who answers, by how the speakers speak."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CLOSING_MARKS = "\"'”’»)"
_IMPERATIVES = frozenset(
    {"berätta", "beskriv", "förklara", "nämn", "utveckla", "describe", "explain", "name", "tell", "walk"}
)
_BEGINS, _CLOSES, _ENOUGH = 0.2, 0.1, 0.5
"""To begin and to close count as much as a fifth and a tenth of one's turns being questions; half is enough."""


class Askers(NamedTuple):
    """The labels of those who ask, in the order they come in, and whether that is plain."""

    labels: tuple[str, ...]
    plain: bool


def find_askers(turns: Sequence[tuple[str, str]]) -> Askers:
    """Tell who asks; `turns` are labels with words, at least one.

    Somebody has to answer: where all seem to ask, it is only who asks most; where nobody does, there are none.
    """
    asked: defaultdict[str, list[bool]] = defaultdict(list)
    for label, words in turns:
        asked[label].append(asks(words))
    score = {label: sum(questions) / len(questions) for label, questions in asked.items()}
    score[turns[0][0]] += _BEGINS
    score[turns[-1][0]] += _CLOSES
    askers = tuple(label for label in score if score[label] >= _ENOUGH)
    if len(askers) < len(score):
        return Askers(askers, plain=bool(askers))
    return Askers((max(score, key=score.__getitem__),) if len(score) > 1 else (), plain=False)


def asks(words: str) -> bool:
    """Tell whether a turn is a question: it ends in one, or bids somebody speak ("Berätta …")."""
    if words.rstrip(_CLOSING_MARKS).endswith("?"):
        return True
    openings = (sentence.split(maxsplit=1)[:1] for sentence in _SENTENCE_END.split(words))
    return any(word.casefold().strip(",:") in _IMPERATIVES for opening in openings for word in opening)
