"""BM25: which passages answer a question, best first.

A question is groups of alternative terms. A passage's score is the sum over groups of the best alternative's weight
times that term's BM25, for the answer's words, for the words that ask for it, and for those of its subject each by
itself, then weighed together.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.question import Group

    _Postings = tuple[NDArray[np.intp], NDArray[np.float64]]

ANSWER_WEIGHT = 1.0
WORDING_WEIGHT = 1.5
SUBJECT_WEIGHT = 0.5
"""What the words of the answer count, those of the best fitting of its wordings, and those of its subject."""

OTHER_WORDING_SHARE = 0.9
"""What a word counts as covered that only another wording than the best fitting one holds."""

K1, B = 1.2, 0.4
"""Okapi's saturation and length normalisation, at the values that Robertson and Zaragoza (2009) call usual."""


@dataclass(frozen=True, slots=True)
class Document:
    """One passage as terms: those of its answer, of each wording of the question that it answers, and of its subject.

    The subject is what tells where the passage stands: the title of its interview, and who speaks.
    """

    answer: Sequence[str]
    wordings: Sequence[Sequence[str]]
    subject: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage by its position, from 0, with its score above 0.

    `matched` has for each group the weight of the best alternative that the answer, a wording or the subject holds,
    less where only another wording than the best fitting one does, 0 where none does.
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
        self._answers = _Field([document.answer for document in documents])
        wordings = [(at, wording) for at, document in enumerate(documents) for wording in document.wordings]
        self._wordings = _Field([wording for _, wording in wordings])
        self._subjects = _Field([document.subject for document in documents])
        self._owners = np.array([at for at, _ in wordings], np.intp)
        self._holding = Counter(
            term for document in documents for term in set(document.answer).union(*document.wordings)
        )

    def rank(self, groups: Sequence[Group], among: Sequence[int] | None = None) -> list[Ranked]:
        """Return the passages that hold any term of `groups`, best first; equals in the order of their positions.

        `among` restricts the answer, not the frequencies, to some positions.
        """
        answer_scores, answer_held = self._answers.score(groups)
        wording_scores, wording_held = self._wordings.score(groups)
        # The best fitting wording of each passage; a passage has one at least, its question or an empty one.
        order = np.lexsort((-np.arange(len(wording_scores)), wording_scores))
        best = np.zeros(self._size, np.intp)
        best[self._owners[order]] = order
        scores = ANSWER_WEIGHT * answer_scores + WORDING_WEIGHT * wording_scores[best]
        subject_scores, subject_held = self._subjects.score(groups)
        # By its subject alone no passage answers anything.
        scores += SUBJECT_WEIGHT * subject_scores * (scores > 0)
        any_wording_held = np.zeros((self._size, len(groups)))
        np.maximum.at(any_wording_held, self._owners, wording_held.T)
        matched = np.maximum.reduce(
            [answer_held, wording_held[:, best], OTHER_WORDING_SHARE * any_wording_held.T, subject_held]
        )
        positions = np.flatnonzero(scores) if among is None else np.array([p for p in among if scores[p] > 0], np.intp)
        ordered = positions[np.argsort(-scores[positions], kind="stable")]
        return [Ranked(int(p), float(scores[p]), tuple(matched[:, p].tolist())) for p in ordered]

    def share(self, terms: Iterable[str]) -> float:
        """Return the share of passages, from 0 to 1, that hold the commonest of some terms."""
        return max((self._holding[term] for term in terms), default=0) / self._size


class _Field:
    """One kind of text, a list of terms a document, scored by itself."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        # rank-bm25 divides by the mean length, which is zero where there are no terms at all.
        self._bm25 = Bm25(texts, k1=K1, b=B) if any(texts) else None
        self._postings: dict[str, _Postings] = {}

    def score(self, groups: Sequence[Group]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the score of each document, and for each group the best weight that each document holds it with."""
        scores = np.zeros(self._size)
        held = np.zeros((len(groups), self._size))
        if self._bm25 is None:
            return scores, held
        for group, group_held in zip(groups, held, strict=True):
            best = np.zeros(self._size)
            for alternative in group.alternatives:
                if alternative.term in self._bm25.idf:
                    at, found = self._postings_of(alternative.term, self._bm25)
                    best[at] = np.maximum(best[at], alternative.weight * found)
                    group_held[at] = np.maximum(group_held[at], alternative.weight)
            scores += group.information * best
        return scores, held

    def _postings_of(self, term: str, bm25: Bm25) -> _Postings:
        """Return the documents that hold a term, and its BM25 in each; all that is kept is as large as the texts."""
        if term not in self._postings:
            found = bm25.get_scores([term])
            at = np.flatnonzero(found)
            self._postings[term] = at, found[at]
        return self._postings[term]
