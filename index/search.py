"""A question to a library: what it finds, and whether that answers the question."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index import about
from index import excerpt as excerpts
from index.analysis import analyse, normalise, phrase, terms
from index.answer_kind import OPEN_KINDS, AnswerKind, asks_everybody
from index.evidence import EQUALLY_WORDED, Evidence, confidences
from index.interview import INTRODUCTION_NUMBER
from index.question import Reader
from index.ranking import Document, Ranked, Ranking
from index.weighing import Weigher, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.about import Telling, Unclear
    from index.interview import Citation, Excerpt, Passage
    from index.library import Library
    from index.question import Question

ANSWERED_FROM = 0.4
CLOSE_FROM = 0.26
"""From which confidence a passage is shown as the answer, and from which as perhaps the answer.

Chosen as a reader would, on the calibration set and with the sets that the README reports in view: a wrong answer that
is given as right costs more than a "perhaps", and silence more than a "perhaps" that is right.
"""

LEAST_COVERED, LEAST_TOUCHED = 0.45, 0.25
"""The share of the question's information that a passage covers at least that is shown as the answer, or as perhaps."""

LEAST_OF_A_NAME, LACKING_A_NAME = 0.5, 0.5
"""The weight that a passage holds a name of the question with at least, or the word for what is asked for, and what
share of its confidence it keeps where it does not hold a name, times what it covers besides.
"""

TELLING_KINDS = (
    AnswerKind.PRICE,
    AnswerKind.PLACE,
    AnswerKind.AGE,
    AnswerKind.NAME,
    AnswerKind.PERSON,
    AnswerKind.COUNT,
    AnswerKind.DURATION,
)
LACKING_A_KIND = 0.55
"""The kinds of answer that a text can hardly give without a sign of them, and what share of its confidence a passage
keeps that has none near what is asked about; twice, if it lacks the very word for it too, the town of "which town". On
the calibration set, without hints, it took misled from 0.14 to 0.11, silent from 0.45 to 0.48, and shown from 0.63 to
0.60.
"""

HELD_WELL = 0.55
FAINTNESS = 4
"""The weight from which the only word of a question is held well, as by a part of it, and how steeply confidence falls
below: as this power of what share the weight has of that. One faint relation has no rival to be weighed against. On the
calibration set it took silent from 0.42 to 0.45 and shown from 0.61 to 0.60; of 110 questions "what do you think of X?"
that the shipped interview does not answer it met 34 with a passage, and now meets one.
"""

NEARLY_WORDED = 0.9
"""The likeness of a question to a wording that asks for the same kind of answer, from which it is that question."""

MOST_LACKING, LACKING_BELOW, LACKED_FROM = 2, 0.5, 0.23
"""How many words are told to be in no passage, the weight below which none holds one, and how much it has to tell: that
"people" is not spoken of says nothing.
"""

CONSIDERED = 20
"""How many of the best ranked passages are weighed for the verdict."""

MOST_ALTERNATIVES = 5

MOST_BESIDE = 2
AS_COVERED = 0.9
LIKELY_BESIDE = 0.35
"""How many other interviews are quoted beside the answer, what share of the best coverage each of them has, and how
likely it is among all, unless everybody is asked. Of the 558 questions of the calibration set, asked of all 21
interviews at once, 10 are met with more than one quotation.
"""


class Verdict(StrEnum):
    """Whether the interviews answer the question."""

    ANSWERED = "answered"
    CLOSE = "close"
    NOT_COVERED = "not_covered"


class Reservation(StrEnum):
    """Why a passage is less likely to answer than its evidence has it."""

    FAINT = "its only word is held faintly"
    NAME = "lacks a name"
    KIND = "lacks the kind of answer"
    ASKED_FOR = "lacks the word for what is asked for"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer the question, with the probability that it does and the evidence for it.

    There is no evidence where the question is worded as the passage's own. `matched` has for each group of the question
    the weight that the passage holds it with; `reservations` are counted in the confidence.
    """

    passage: Passage
    confidence: float
    evidence: Evidence | None = None
    matched: tuple[float, ...] = ()
    reservations: tuple[Reservation, ...] = ()

    @property
    def coverage(self) -> float:
        """The share of the question's information that the passage covers: all where it is worded as its own."""
        return 1.0 if self.evidence is None else self.evidence.coverage


@dataclass(frozen=True, slots=True)
class Finding:
    """What the index hands on: the verdict, the best passage with excerpt and citation, and the next best ones.

    `passage`, `excerpt` and `citation` are None where the verdict is not_covered; `confidence` is then that of the
    nearest passage, 0 where there is none. `alternatives` are best first, at most five, and never the passage;
    `considered` are all passages that were weighed. `about` is what was asked about an interview itself: the passage
    is then its introduction, and the excerpt the sentence of it that says so, None where none does; where it is unclear
    which interview is meant, all three are None.
    `matches` are the words of the excerpt that answer to the question's, by offsets in the passage, in order.
    `beside` are the findings of other interviews that answer the question as well, each asked by itself.
    """

    question: Question
    verdict: Verdict
    confidence: float
    passage: Passage | None
    excerpt: Excerpt | None
    citation: Citation | None
    alternatives: tuple[Candidate, ...]
    considered: tuple[Candidate, ...] = ()
    about: Telling | Unclear | None = None
    matches: tuple[tuple[int, int], ...] = ()
    beside: tuple[Finding, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The most telling words of the question that no passage holds, as they were typed, in their order."""
        groups = self.question.groups
        best = [max((its.matched[place] for its in self.considered), default=0.0) for place in range(len(groups))]
        unheld = (group for group, held in zip(groups, best, strict=True) if held < LACKING_BELOW)
        lacking = [group for group in unheld if group.information >= LACKED_FROM]
        told = sorted(lacking, key=lambda group: -group.information)[:MOST_LACKING]
        typed = {normalise(word): word for word in re.findall(r"[\w-]+", self.question.text)}
        return tuple(typed.get(group.word, group.word) for group in lacking if group in told)

    @property
    def others(self) -> tuple[Passage, ...]:
        """Of the alternatives those of other answers that are likely to answer the question too, likeliest first."""
        return tuple(
            candidate.passage
            for candidate in self.alternatives
            if candidate.confidence >= CLOSE_FROM and self.passage and candidate.passage.turn is not self.passage.turn
        )


class Searcher:
    """A library that has been indexed, ready for questions."""

    def __init__(self, library: Library, *, with_hints: bool = True) -> None:
        """Index `library`; without its hints where `with_hints` is false, to measure what they bring."""
        self.library = library
        asked = [self._wordings(passage, with_hints=with_hints) for passage in library.passages]
        self._equally_worded: dict[str, list[int]] = defaultdict(list)
        for position, its in enumerate(asked):
            for wording in set(map(phrase, its)) - {""}:
                self._equally_worded[wording].append(position)
        wordings = [
            [Wording.of(text, self._language(passage)) for text in its]
            for passage, its in zip(library.passages, asked, strict=True)
        ]
        self._ranking = Ranking(
            [
                Document(
                    terms(passage.text, self._language(passage)),
                    [[term for word, _ in wording.words for term in word] for wording in its],
                    terms(library.subject(passage), self._language(passage)),
                )
                for passage, its in zip(library.passages, wordings, strict=True)
            ]
        )
        self._weigher = Weigher(library, wordings, self._ranking)
        words = {
            word
            for passage, its in zip(library.passages, asked, strict=True)
            for text in (passage.text, *its)
            for word in analyse(text, self._language(passage))
        }
        vocabulary = frozenset(term for word in words for term in word.terms)
        written = {form for word in words for form in (word.normal, word.normal.replace("-", ""))}
        self._reader = Reader(written, library.lexicon, vocabulary)

    def search(self, text: str, interview: str | None = None, at: str | None = None) -> Finding:
        """Return what the library has to say to a question; only that interview's passages where one is named.

        `at` is the interview that a question about "the interview" itself means, None for none in particular.

        Raises:
            KeyError: there is no interview with that id.

        """
        question, candidates = self._read_and_weighed(text, interview)
        # An answer that was asked for in just these words tells more than the metadata.
        if not any(its.evidence is None and its.passage.address.number > INTRODUCTION_NUMBER for its in candidates):
            for wording in dict.fromkeys((phrase(text), _as_read(question))):
                asked = about.read(wording, question.language, self.library, interview, at)
                if asked is not None:
                    return self._about(question, asked)
        finding = self._finding(question, candidates)
        return finding if interview else self._with_others(finding, text)

    def _with_others(self, finding: Finding, text: str) -> Finding:
        """Return a finding with what the other interviews answer, each asked by itself.

        Among all, answers that are equally good hold each other down. They are looked for where there is an answer, or
        where everybody is asked; the likeliest is then the answer.
        """
        everybody = asks_everybody(phrase(text), finding.question.language)
        if finding.verdict is not Verdict.ANSWERED and not everybody:
            return finding
        likely = (its for its in finding.considered if everybody or its.confidence >= LIKELY_BESIDE)
        ids = dict.fromkeys(its.passage.address.interview for its in likely)
        question = finding.question
        each = (self._finding(question, self._considered(question, its)) for its in list(ids)[: MOST_BESIDE + 1])
        answering = [its for its in each if its.verdict is Verdict.ANSWERED and its.passage and its.passage.speaker]
        most = max((its.considered[0].coverage for its in answering), default=0.0)
        answering = [its for its in answering if its.considered[0].coverage >= AS_COVERED * most]
        if len(answering) > 1 and finding.verdict is not Verdict.ANSWERED:
            best = max(answering, key=lambda its: its.confidence)
            finding = replace(best, alternatives=finding.alternatives, considered=finding.considered)
        shown = finding.passage.address.interview if finding.passage else None
        beside = tuple(its for its in answering if its.passage and its.passage.address.interview != shown)
        return replace(finding, beside=beside[:MOST_BESIDE]) if finding.verdict is Verdict.ANSWERED else finding

    def candidates(self, text: str, interview: str | None = None) -> Sequence[Candidate]:
        """Return the passages that are considered as the answer, the likeliest first.

        Raises:
            KeyError: there is no interview with that id.

        """
        return self._read_and_weighed(text, interview)[1]

    def excerpt(self, passage: Passage, question: Question) -> Excerpt:
        """Return what of a passage answers a question best."""
        asked = passage.question if passage.address.part == 1 else None
        return excerpts.choose(passage.text, self._language(passage), question.groups, question.kind, asked)

    def _read_and_weighed(self, text: str, interview: str | None) -> tuple[Question, Sequence[Candidate]]:
        library = self.library
        languages = library.languages if interview is None else (library.interviews[interview].language,)
        question = self._reader.read(text, languages)
        return question, self._considered(question, interview)

    def _considered(self, question: Question, interview: str | None) -> Sequence[Candidate]:
        """Return the passages that may answer a question, all or those of one interview, the likeliest first."""
        library = self.library
        among = None if interview is None else [library.positions[p.address] for p in library.of(interview)]
        ranked = self._ranking.rank(question.groups, among)[:CONSIDERED]
        equal = [p for p in self._equally_worded.get(phrase(question.text), ()) if among is None or p in among]
        candidates = [Candidate(library.passages[position], EQUALLY_WORDED) for position in equal]
        candidates += (candidate for position, candidate in self._weighed(ranked, question) if position not in equal)
        return candidates

    def _about(self, question: Question, asked: Telling | Unclear) -> Finding:
        """Return the finding for a question about an interview itself."""
        if isinstance(asked, about.Unclear):
            return Finding(question, Verdict.NOT_COVERED, 0.0, None, None, None, (), about=asked)
        excerpt = asked.excerpt
        citation = self.library.cite(asked.introduction, *((excerpt.start, excerpt.end) if excerpt else ()))
        return Finding(
            question, Verdict.ANSWERED, EQUALLY_WORDED, asked.introduction, excerpt, citation, (), about=asked
        )

    def _finding(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        confidence = candidates[0].confidence if candidates else 0.0
        verdict = judged(confidence, candidates[0].coverage) if candidates else Verdict.NOT_COVERED
        if verdict is Verdict.NOT_COVERED:
            return Finding(
                question,
                verdict,
                confidence,
                None,
                None,
                None,
                tuple(candidates[:MOST_ALTERNATIVES]),
                tuple(candidates),
            )
        passage = candidates[0].passage
        language = self._language(passage)
        excerpt = self.excerpt(passage, question)
        return Finding(
            question,
            verdict,
            confidence,
            passage,
            excerpt,
            self.library.cite(passage, excerpt.start, excerpt.end),
            tuple(candidates[1 : MOST_ALTERNATIVES + 1]),
            tuple(candidates),
            matches=excerpts.matching(excerpt, language, question.groups),
        )

    def _weighed(self, ranked: Sequence[Ranked], question: Question) -> list[tuple[int, Candidate]]:
        """Return each ranked passage with its position and the evidence for it, the likeliest first."""
        weighed = zip(ranked, self._weigher.weigh(ranked, question), strict=True)
        preferred = sorted(weighed, key=lambda its: -its[1].preference)
        found = []
        for (hit, evidence), confidence in zip(preferred, confidences([its for _, its in preferred]), strict=True):
            likely = min(confidence, EQUALLY_WORDED)
            reservations = _reservations(question, hit.matched, evidence)
            for share in reservations.values():
                likely *= share
            if evidence.likeness >= NEARLY_WORDED and (
                question.kind is None or question.kind in OPEN_KINDS or evidence.alike
            ):
                likely, reservations = EQUALLY_WORDED, {}
            passage = self.library.passages[hit.position]
            found.append((hit.position, Candidate(passage, likely, evidence, hit.matched, tuple(reservations))))
        return sorted(found, key=lambda its: -its[1].confidence)

    def _language(self, passage: Passage) -> str:
        return self.library.interviews[passage.address.interview].language

    @staticmethod
    def _wordings(passage: Passage, *, with_hints: bool) -> list[str]:
        """Return the wordings of the question that a passage answers: the interviewer's, then the hints."""
        return [passage.question or "", *(passage.turn.hints if with_hints else ())]


def judged(
    confidence: float, coverage: float, answered_from: float = ANSWERED_FROM, close_from: float = CLOSE_FROM
) -> Verdict:
    """Return the verdict for the likeliest passage, by its confidence and the share of the question that it covers."""
    if confidence >= answered_from and coverage >= LEAST_COVERED:
        return Verdict.ANSWERED
    if confidence >= close_from and coverage >= LEAST_TOUCHED:
        return Verdict.CLOSE
    return Verdict.NOT_COVERED


def _as_read(question: Question) -> str:
    """Return a question's mere wording with its misspelt words as they were read."""
    meant = dict(question.corrections)
    return " ".join(meant.get(word, word) for word in phrase(question.text).split())


def _reservations(question: Question, matched: Sequence[float], evidence: Evidence) -> Mapping[Reservation, float]:
    """Return what speaks against a passage beside its evidence, and what share of its confidence that leaves."""
    found = {}
    if len(matched) == 1 and matched[0] < HELD_WELL:
        found[Reservation.FAINT] = (matched[0] / HELD_WELL) ** FAINTNESS
    lacking = [group for group, held in zip(question.groups, matched, strict=True) if held < LEAST_OF_A_NAME]
    if any(group.is_name for group in lacking):
        found[Reservation.NAME] = LACKING_A_NAME * evidence.coverage
    if question.kind in TELLING_KINDS and evidence.kind < 0:
        found[Reservation.KIND] = LACKING_A_KIND
        if any(group.is_asked_for for group in lacking):
            found[Reservation.ASKED_FOR] = LACKING_A_KIND
    return found
