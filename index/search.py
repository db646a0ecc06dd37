"""A question to a library: what it finds, and whether that answers the question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index import excerpt as excerpts
from index import question as questions
from index.analysis import phrase, terms
from index.ranking import Document, Ranked, Ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.interview import Citation, Excerpt, Passage
    from index.library import Library
    from index.question import Group, Question

ANSWERED_FROM = 0.65
CLOSE_FROM = 0.4
"""From which confidence a passage is shown as the answer, and from which as perhaps the answer."""

COMMON_DISCOUNT = 0.7
SUBJECT_DISCOUNT = 0.9
"""How much less a word tells that every passage holds, and one that is the interview's very subject."""

ENOUGH_INFORMATION = 0.4
"""How much information a question needs to be understood; one of common words alone ("how many?") has less."""

SCORE_SHARE = 0.15
"""How much of the confidence hangs on the score beside the best one, where the words covered are the same."""

CONSIDERED = 20
"""How many of the best ranked passages are weighed for the verdict."""

MOST_ALTERNATIVES = 5


class Verdict(StrEnum):
    """Whether the interviews answer the question."""

    ANSWERED = "answered"
    CLOSE = "close"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer the question, with the probability that it does."""

    passage: Passage
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What the index hands on: the verdict, the best passage with excerpt and citation, and the next best ones.

    `passage`, `excerpt` and `citation` are None where the verdict is not_covered; `confidence` is then that of the
    nearest passage, 0 where there is none. `alternatives` are best first, at most five, and never the passage.
    """

    question: Question
    verdict: Verdict
    confidence: float
    passage: Passage | None
    excerpt: Excerpt | None
    citation: Citation | None
    alternatives: tuple[Candidate, ...]


class Searcher:
    """A library that has been indexed, ready for questions."""

    def __init__(self, library: Library, *, with_hints: bool = True) -> None:
        """Index `library`; without its hints where `with_hints` is false, to measure what they bring."""
        self.library = library
        wordings = [self._asked(passage, with_hints=with_hints) for passage in library.passages]
        self._equally_worded: dict[str, list[int]] = defaultdict(list)
        for position, its in enumerate(wordings):
            for wording in set(map(phrase, its)) - {""}:
                self._equally_worded[wording].append(position)
        self._wordings = [
            [terms(wording, self._language(passage)) for wording in its]
            for passage, its in zip(library.passages, wordings, strict=True)
        ]
        self._ranking = Ranking(
            [
                Document(terms(passage.text, self._language(passage)), asked)
                for passage, asked in zip(library.passages, self._wordings, strict=True)
            ]
        )
        self._subjects = {
            interview.id: frozenset(
                terms(
                    " ".join([interview.title, interview.id, *(p.name for p in interview.people)]),
                    interview.language,
                )
            )
            for interview in library.interviews.values()
        }

    def search(self, text: str, interview: str | None = None) -> Finding:
        """Return what the library has to say to a question; only that interview's passages where one is named.

        Raises:
            KeyError: there is no interview with that id.

        """
        library = self.library
        languages = library.languages if interview is None else (library.interviews[interview].language,)
        question = questions.read(text, languages)
        among = None if interview is None else [library.positions[p.address] for p in library.of(interview)]
        ranked = self._ranking.rank(question.groups, among)[:CONSIDERED]
        confidences = {hit.position: self._confidence(hit, ranked[0], question) for hit in ranked}
        confidences |= {p: 1.0 for p in self._equally_worded.get(phrase(text), ()) if among is None or p in among}
        candidates = [Candidate(library.passages[position], its) for position, its in confidences.items()]
        return self._finding(question, sorted(candidates, key=lambda candidate: -candidate.confidence))

    def _finding(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        confidence = candidates[0].confidence if candidates else 0.0
        if confidence < CLOSE_FROM:
            return Finding(
                question,
                Verdict.NOT_COVERED,
                confidence,
                None,
                None,
                None,
                tuple(candidates[:MOST_ALTERNATIVES]),
            )
        passage = candidates[0].passage
        excerpt = excerpts.choose(passage.text, self._language(passage), question.groups)
        return Finding(
            question,
            Verdict.ANSWERED if confidence >= ANSWERED_FROM else Verdict.CLOSE,
            confidence,
            passage,
            excerpt,
            self.library.cite(passage, excerpt.start, excerpt.end),
            tuple(candidates[1 : MOST_ALTERNATIVES + 1]),
        )

    def _confidence(self, hit: Ranked, best: Ranked, question: Question) -> float:
        """Return how sure it is, from 0 to 1, that the passage answers: an estimate that is not calibrated yet.

        It is the share of the question's information that the passage covers, or the likeness of the question to one
        of the passage's wordings if that is higher.
        """
        passage = self.library.passages[hit.position]
        subject = self._subjects[passage.address.interview]
        information = [self._information(group, subject) for group in question.groups]
        covered = sum(share * held for share, held in zip(information, hit.matched, strict=True)) / sum(information)
        says_enough = min(1.0, sum(group.information for group in question.groups) / ENOUGH_INFORMATION)
        coverage = covered * says_enough * (1 - SCORE_SHARE + SCORE_SHARE * hit.score / best.score)
        return max(coverage, *(self._likeness(question, information, w) for w in self._wordings[hit.position]))

    def _information(self, group: Group, subject: frozenset[str]) -> float:
        """Return how much a word tells of what is asked: rare words most, the interview's own subject least."""
        if any(alternative.term in subject for alternative in group.alternatives):
            return group.information * (1 - SUBJECT_DISCOUNT)
        return group.information * (1 - COMMON_DISCOUNT * self._ranking.share(group))

    @staticmethod
    def _likeness(question: Question, information: Sequence[float], wording: Sequence[str]) -> float:
        """Return how alike a question and a wording are, from 0 to 1: the F-measure of the words that they share."""
        held = [
            max((a.weight for a in group.alternatives if a.term in wording), default=0.0) for group in question.groups
        ]
        asked = {alternative.term for group in question.groups for alternative in group.alternatives}
        recall = sum(share * weight for share, weight in zip(information, held, strict=True)) / sum(information)
        precision = sum(term in asked for term in wording) / len(wording) if wording else 0.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    def _language(self, passage: Passage) -> str:
        return self.library.interviews[passage.address.interview].language

    @staticmethod
    def _asked(passage: Passage, *, with_hints: bool) -> list[str]:
        """Return the wordings of the question that a passage answers: the interviewer's, then the hints."""
        return [passage.question or "", *(passage.turn.hints if with_hints else ())]
