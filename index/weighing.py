"""The evidence for each passage that may answer a question."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.analysis import analyse, phrase, terms
from index.answer_kind import asked_for, holds
from index.evidence import Evidence
from index.frequencies import rarity
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.answer_kind import AnswerKind
    from index.interview import Passage
    from index.library import Library
    from index.question import Group, Question
    from index.ranking import Ranked, Ranking

COMMON_DISCOUNT = 0.7
SUBJECT_DISCOUNT = 0.9
"""How much less a word tells that every passage holds, and one that is the interview's very subject."""

DIRECT_FROM = 0.7
"""The weight from which a word counts as covered directly, not by one that only leans towards it."""

WORDLESS_LIKENESS = 0.7
"""What stands for the likeness of a question to a passage without a wording, as a share of the coverage."""

ENOUGH_FOR_A_LEAD = 0.5
"""How much the covered words have to tell for a lead over other passages to count in full."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question that a passage answers: the terms of each word with how much it tells, and the kind of answer."""

    words: tuple[tuple[tuple[str, ...], float], ...]
    kind: AnswerKind | None

    @classmethod
    def of(cls, text: str, code: str) -> Wording:
        """Read a wording in the language `code` (BCP 47)."""
        words = tuple((word.terms, rarity(word.normal, code)) for word in analyse(text, code) if word.terms)
        return cls(words, asked_for(phrase(text), code)[0])


@dataclass(frozen=True)
class _Asked:
    """A question being weighed, by its terms."""

    question: Question

    @cached_property
    def by_term(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """For each term the groups that it belongs to, by their places, and its weight there."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, group in enumerate(self.question.groups):
            for alternative in group.alternatives:
                found[alternative.term].append((place, alternative.weight))
        return found

    def held(self, found: Iterable[str]) -> list[float]:
        """Return for each group the best weight that it is held with by a text that has the terms `found`."""
        best = [0.0] * len(self.question.groups)
        for term in found:
            for place, weight in self.by_term.get(term, ()):
                best[place] = max(best[place], weight)
        return best


class Weigher:
    """Weighs the passages of a library; `wordings` are the questions that each passage answers."""

    def __init__(self, library: Library, wordings: Sequence[Sequence[Wording]], ranking: Ranking) -> None:
        self._library = library
        self._wordings = wordings
        self._ranking = ranking
        self._sentences: dict[int, Sequence[tuple[str, frozenset[str]]]] = {}
        self._subjects = {
            interview.id: frozenset(
                terms(
                    " ".join([interview.title, interview.id, *(person.name for person in interview.people)]),
                    interview.language,
                )
            )
            for interview in library.interviews.values()
        }

    def weigh(self, ranked: Sequence[Ranked], question: Question) -> Iterator[Evidence]:
        """Yield the evidence for each ranked passage, in their order."""
        asked = _Asked(question)
        shares = [self._shares(hit.position, asked) for hit in ranked]
        # The score alone is easily led by a rare word that a hint elsewhere happens to have.
        strengths = [hit.score * _covered(hit, its) for hit, its in zip(ranked, shares, strict=True)]
        best = sorted(strengths, reverse=True)[:2]
        for hit, its, strength in zip(ranked, shares, strengths, strict=True):
            rival = best[-1] if strength == best[0] else best[0]
            lead = 1.0 if len(ranked) == 1 else max(-1.0, min(1.0, math.log(strength / rival)))
            yield self._evidence(hit, its, lead, asked)

    def _evidence(self, hit: Ranked, information: Sequence[float], lead: float, asked: _Asked) -> Evidence:
        whole = sum(information)
        covered = _covered(hit, information)
        pairs = list(zip(information, hit.matched, strict=True))
        likeness, kind = self._likeness(hit.position, information, asked)
        return Evidence(
            coverage=covered / whole,
            direct=sum(share for share, held in pairs if held >= DIRECT_FROM) / whole,
            likeness=WORDLESS_LIKENESS * covered / whole if likeness is None else likeness,
            lead=lead * min(1.0, covered / ENOUGH_FOR_A_LEAD) if lead > 0 else lead,
            missing=max(share * (1 - held) for share, held in pairs) / whole,
            information=min(1.0, covered),
            kind=self._kind(hit.position, asked),
            alike=float(asked.question.kind is not None and asked.question.kind is kind),
            asked=self._asked(hit.position, information, asked) / whole,
        )

    def _shares(self, position: int, asked: _Asked) -> list[float]:
        """Return how much each word of the question tells to a passage."""
        subject = self._subjects[self._library.passages[position].address.interview]
        return [self._information(group, subject) for group in asked.question.groups]

    def _information(self, group: Group, subject: frozenset[str]) -> float:
        """Return how much a word tells of what is asked: rare words most, the interview's own subject least."""
        own = [alternative.term for alternative in group.alternatives if alternative.weight >= DIRECT_FROM]
        if not subject.isdisjoint(own):
            return group.information * (1 - SUBJECT_DISCOUNT)
        return group.information * (1 - COMMON_DISCOUNT * self._ranking.share(own))

    def _likeness(
        self, position: int, information: Sequence[float], asked: _Asked
    ) -> tuple[float | None, AnswerKind | None]:
        """Return how alike the question and the passage's best fitting wording are, and what kind that asks for.

        It is the F-measure of the information that they share, None where the passage has no wording.
        """
        fits = [
            (_likeness(wording, information, asked), wording.kind)
            for wording in self._wordings[position]
            if wording.words
        ]
        return max(fits, key=lambda fit: fit[0]) if fits else (None, None)

    def _asked(self, position: int, information: Sequence[float], asked: _Asked) -> float:
        """Return how much of the question's information the interviewer's own question covers."""
        held = asked.held(term for its, _ in self._wordings[position][0].words for term in its)
        return sum(share * weight for share, weight in zip(information, held, strict=True))

    def _kind(self, position: int, asked: _Asked) -> float:
        """Tell whether the passage holds the kind of answer that is asked for where it speaks of what is asked about.

        That is in the sentences that hold the most of the question's words, or the ones behind them.
        """
        kind = asked.question.kind
        if kind is None:
            return 0.0
        its = self._sentences_of(position)
        held = [
            sum(
                group.information * weight
                for group, weight in zip(asked.question.groups, asked.held(found), strict=True)
            )
            for _, found in its
        ]
        best = max(held)
        code = self._language(self._library.passages[position])
        near = (
            " ".join(text for text, _ in its[place : place + 2]) for place, value in enumerate(held) if value == best
        )
        return 1.0 if any(holds(text, kind, code) for text in near) else -1.0

    def _sentences_of(self, position: int) -> Sequence[tuple[str, frozenset[str]]]:
        """Return each sentence of a passage with its terms; looked up once."""
        if position not in self._sentences:
            passage = self._library.passages[position]
            code = self._language(passage)
            texts = [passage.text[begin:end] for begin, end in sentences(passage.text, code)]
            self._sentences[position] = [(text, frozenset(terms(text, code))) for text in texts]
        return self._sentences[position]

    def _language(self, passage: Passage) -> str:
        return self._library.interviews[passage.address.interview].language


def _covered(hit: Ranked, information: Sequence[float]) -> float:
    return sum(share * held for share, held in zip(information, hit.matched, strict=True))


def _likeness(wording: Wording, information: Sequence[float], asked: _Asked) -> float:
    held = [0.0] * len(information)
    shared = told = 0.0
    for its, tells in wording.words:
        best = 0.0
        for term in its:
            for place, weight in asked.by_term.get(term, ()):
                held[place] = max(held[place], weight)
                best = max(best, weight)
        shared += tells * best
        told += tells
    recall = sum(share * weight for share, weight in zip(information, held, strict=True)) / sum(information)
    precision = shared / told
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
