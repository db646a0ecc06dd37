"""BM25: which passages answer a question, best first.

A question is groups of alternative terms. A passage's score is the sum over groups of the best alternative's weight
times that term's BM25, for the answer's words and for the words that ask for it each by itself, then weighed together.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.question import Group

ANSWER_WEIGHT = 1.0
ASKED_WEIGHT = 1.0
"""What the words of the answer count, and those of its question and hints."""

K1, B = 1.2, 0.75
"""Okapi's saturation and length normalisation, at the values that Robertson and Zaragoza (2009) call usual."""


@dataclass(frozen=True, slots=True)
class Document:
    """One passage as terms: those of its answer, and those of the question asked and its hints."""

    answer: Sequence[str]
    asked: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage by its position, from 0, with its score above 0.

    `matched` has for each group the weight of the best alternative that the passage holds, 0 where it holds none.
    """

    position: int
    score: float
    matched: tuple[float, ...]


class Bm25(BM25Okapi):  # type: ignore[misc]  # the package ships no types
    """Okapi BM25 with an inverse document frequency that is above zero for every term.

    ln(1 + (N - n + 0.5) / (n + 0.5)), as Lucene has it: rank-bm25's own is zero or below for a term in half of the
    documents, which among five answers is common.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: math.log1p((self.corpus_size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


class Ranking:
    """The documents of a library, ready to be ranked; positions count from 0 in the order given."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._size = len(documents)
        self._holding = Counter(term for document in documents for term in {*document.answer, *document.asked})
        self._fields = [
            (weight, Bm25(field, k1=K1, b=B))
            for weight, field in (
                (ANSWER_WEIGHT, [document.answer for document in documents]),
                (ASKED_WEIGHT, [document.asked for document in documents]),
            )
            if any(field)  # a field without a term divides by zero
        ]

    def rank(self, groups: Sequence[Group], among: Sequence[int] | None = None) -> list[Ranked]:
        """Return the passages that hold any term of `groups`, best first; equals in the order of their positions.

        `among` restricts the answer, not the frequencies, to some positions.
        """
        scores = np.zeros(self._size)
        matched = np.zeros((len(groups), self._size))
        for held, group in zip(matched, groups, strict=True):
            for weight, field in self._fields:
                best = np.zeros(self._size)
                for alternative in group.alternatives:
                    if alternative.term in field.idf:
                        term_scores = field.get_scores([alternative.term])
                        np.maximum(best, alternative.weight * term_scores, out=best)
                        np.maximum(held, np.where(term_scores > 0, alternative.weight, 0.0), out=held)
                scores += weight * group.information * best
        positions = np.flatnonzero(scores) if among is None else np.array([p for p in among if scores[p] > 0], int)
        order: NDArray[np.intp] = positions[np.argsort(-scores[positions], kind="stable")]
        return [Ranked(int(p), float(scores[p]), tuple(matched[:, p].tolist())) for p in order]

    def share(self, group: Group) -> float:
        """Return the share of passages, from 0 to 1, that hold the commonest of a group's terms."""
        return max((self._holding[alternative.term] for alternative in group.alternatives), default=0) / self._size
