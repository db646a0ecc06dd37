"""Which word of a passage answers to which word of a question, and by what steps the one leads to the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.analysis import analyse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.interview import Passage
    from index.library import Library
    from index.question import Group
    from index.widening import Way

ROUNDING = 1e-9


class Place(StrEnum):
    """Where a word of a passage stands: in what is quoted, in a wording, or in the title or the speaker's name."""

    ANSWER = "answer"
    QUESTION = "question"
    SUBJECT = "subject"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Trace:
    """A word of a question, and the word of a passage that answers to it best, as it stands there and where.

    `way` are the steps from the one to the other, none where they are forms of one word.
    """

    asked: str
    found: str
    way: Way
    place: Place


def traces(
    groups: Sequence[Group], matched: Sequence[float], passage: Passage, library: Library
) -> Iterator[Trace | None]:
    """Yield for each group which word of a passage matched it, None where none did.

    `matched` has the weights that the passage holds the groups with.
    """
    code = library.interviews[passage.address.interview].language
    texts = [
        (Place.ANSWER, passage.text),
        (Place.QUESTION, passage.question or ""),
        (Place.SUBJECT, library.subject(passage)),
        *((Place.HINT, hint) for hint in passage.turn.hints),
    ]
    words = [(place, text[word.start : word.end], word.terms) for place, text in texts for word in analyse(text, code)]
    for group, weight in zip(groups, matched, strict=True):
        by_term = {alternative.term: alternative for alternative in group.alternatives}
        held = (
            Trace(group.word, found, by_term[term].way, place)
            for place, found, its in words
            for term in its
            if term in by_term and by_term[term].weight >= weight - ROUNDING
        )
        yield next(held, None) if weight else None
