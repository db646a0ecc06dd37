"""The evidence for each passage that may answer a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.analysis import PART, STEM, analyse, phrase, terms
from index.answer_kind import OPEN_KINDS, AnswerKind, asked_for, holds, signs
from index.evidence import MOST_SUPPORT, Evidence
from index.frequencies import rarity
from index.languages import WRITTEN_FOR, language
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from index.interview import Passage
    from index.library import Library
    from index.question import Group, Question
    from index.ranking import Ranked, Ranking

COMMON_DISCOUNT = 0.7
SUBJECT_DISCOUNT = 0.9
"""How much less a word tells that every passage holds, and one that is in the title or the speaker's name."""

DIRECT_FROM = 0.7
"""The weight from which a word counts as covered directly, not by one that only leans towards it."""

COUNTED_FROM = 0.3
FARTHEST_NUMBER = 4
"""The weight from which a word stands for the one whose number is asked for, and how many words away a number may be
that counts it."""

WORDLESS_LIKENESS = 0.7
"""What stands for the likeness of a question to a passage without a wording, as a share of the coverage."""

ASKED_OTHERWISE = 0.85
"""The most that a question is alike to a wording that begins with another question word: how is not what."""


@dataclass(frozen=True)
class Wording:
    """A question that a passage answers: the terms of each word with how much it tells, and the kind of answer.

    `asks` is what its first word asks for ("how"), None where that is no question word.
    """

    words: tuple[tuple[tuple[str, ...], float], ...]
    kind: AnswerKind | None
    asks: str | None = None

    @cached_property
    def terms(self) -> frozenset[str]:
        """All terms of its words."""
        return frozenset(term for its, _ in self.words for term in its)

    @classmethod
    def of(cls, text: str, code: str) -> Wording:
        """Read a wording in the language `code` (BCP 47)."""
        words = tuple((word.terms, rarity(word.normal, code)) for word in analyse(text, code) if word.terms)
        return cls(words, asked_for(phrase(text), code)[0], _asks(text))


@dataclass(frozen=True)
class _QuestionTerms:
    """A question being weighed, by its terms."""

    question: Question

    @cached_property
    def asks(self) -> str | None:
        """What its first word asks for, None where that is no question word."""
        return _asks(self.question.text)

    @cached_property
    def by_term(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """For each term the groups that it belongs to, by their places, and its weight there."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, group in enumerate(self.question.groups):
            for alternative in group.alternatives:
                found[alternative.term].append((place, alternative.weight))
        return found

    @cached_property
    def counted(self) -> AbstractSet[str]:
        """The terms of the words whose number is asked for, none where none is."""
        its = (group for group in self.question.groups if group.is_counted)
        return {
            alternative.term
            for group in its
            for alternative in group.alternatives
            if alternative.weight >= COUNTED_FROM
        }

    def support(self, found: AbstractSet[str]) -> float:
        """Return how many different words among the terms `found` answer to a word of the question, on average."""
        words: list[set[str]] = [set() for _ in self.question.groups]
        for term in found & self.by_term.keys():
            for place, _ in self.by_term[term]:
                words[place].add(term.lstrip(STEM + PART))
        return sum(min(len(its), MOST_SUPPORT) for its in words) / (MOST_SUPPORT * len(words))

    def told(self, found: Iterable[str]) -> float:
        """Return how much of what the question's words tell a text holds that has the terms `found`."""
        pairs = zip(self.question.groups, self.held(found), strict=True)
        return sum(group.information * weight for group, weight in pairs)

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
        self._terms: dict[int, frozenset[str]] = {}
        self._subjects = [
            frozenset(terms(library.subject(passage), self._language(passage))) for passage in library.passages
        ]

    def weigh(self, ranked: Sequence[Ranked], question: Question) -> Iterator[Evidence]:
        """Yield the evidence for each ranked passage, best first, in their order."""
        asked = _QuestionTerms(question)
        telling = None if question.kind in OPEN_KINDS else question.kind
        for hit in ranked:
            information = self._shares(hit.position, asked)
            whole = sum(information)
            covered = sum(share * held for share, held in zip(information, hit.matched, strict=True))
            likeness, kind = self._likeness(hit.position, information, asked)
            yield Evidence(
                coverage=covered / whole,
                likeness=WORDLESS_LIKENESS * covered / whole if likeness is None else likeness,
                missing=max(share * (1 - held) for share, held in zip(information, hit.matched, strict=True)) / whole,
                kind=self._kind(hit.position, asked),
                alike=likeness if likeness and telling is not None and telling is kind else 0.0,
                asked=self._asked(hit.position, information, asked) / whole,
                score=hit.score / ranked[0].score,
                support=asked.support(self._terms_of(hit.position)),
                information=min(1.0, covered),
            )

    def _shares(self, position: int, asked: _QuestionTerms) -> list[float]:
        """Return how much each word of the question tells to a passage."""
        subject = self._subjects[position]
        return [self._information(group, subject) for group in asked.question.groups]

    def _information(self, group: Group, subject: frozenset[str]) -> float:
        """Return how much a word tells of what is asked: rare words most, the passage's own subject least."""
        own = [alternative.term for alternative in group.alternatives if alternative.weight >= DIRECT_FROM]
        if not subject.isdisjoint(own):
            return group.information * (1 - SUBJECT_DISCOUNT)
        return group.information * (1 - COMMON_DISCOUNT * self._ranking.share(own))

    def _likeness(
        self, position: int, information: Sequence[float], asked: _QuestionTerms
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

    def _asked(self, position: int, information: Sequence[float], asked: _QuestionTerms) -> float:
        """Return how much of the question's information the interviewer's own question covers."""
        held = asked.held(term for its, _ in self._wordings[position][0].words for term in its)
        return sum(share * weight for share, weight in zip(information, held, strict=True))

    def _kind(self, position: int, asked: _QuestionTerms) -> float:
        """Tell whether the passage holds the kind of answer that is asked for where it speaks of what is asked about.

        That is in the sentences that hold the most of the question's words, or the ones behind them; and in the first
        ones, if a wording holds as much: they answer what was asked. A number has to stand by what it is to count,
        unless a wording asks how many too.
        """
        kind = asked.question.kind
        if kind is None or kind in OPEN_KINDS:
            return 0.0
        its = self._sentences_of(position)
        held = [asked.told(found) for _, found in its]
        best = max(held)
        wordings = [
            (asked.told(term for its, _ in wording.words for term in its), wording.kind)
            for wording in self._wordings[position]
        ]
        answering = [wanted for value, wanted in wordings if value >= best]
        places = {place for place, value in enumerate(held) if value == best}
        if answering:
            places.add(0)
        code = self._language(self._library.passages[position])
        near = [" ".join(text for text, _ in its[place : place + 2]) for place in sorted(places)]
        if asked.counted and kind not in answering:
            return 1.0 if any(_counts(text, asked.counted, code) for text in near) else -1.0
        return 1.0 if any(holds(text, kind, code) for text in near) else -1.0

    def _terms_of(self, position: int) -> AbstractSet[str]:
        """Return all terms of a passage and of its wordings; looked up once."""
        if position not in self._terms:
            answer = (its for _, its in self._sentences_of(position))
            wordings = (its for wording in self._wordings[position] for its, _ in wording.words)
            self._terms[position] = frozenset().union(*answer, *wordings)
        return self._terms[position]

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


def _counts(text: str, counted: AbstractSet[str], code: str) -> bool:
    """Tell whether a text has a number near any of the terms `counted`."""
    words = analyse(text, code)
    found = [place for place, word in enumerate(words) if not counted.isdisjoint(word.terms)]
    for start, end in signs(text, AnswerKind.COUNT, code) if found else ():
        numbers = [place for place, word in enumerate(words) if word.start < end and word.end > start]
        if any(0 < abs(at - number) <= FARTHEST_NUMBER for at in found for number in numbers):
            return True
    return False


def _asks(text: str) -> str | None:
    """Return what a question's first word asks for, in whichever language: a hint need not be in the interview's."""
    first = phrase(text).partition(" ")[0]
    its = (language(code).question_words.get(first) for code in WRITTEN_FOR)
    return next(filter(None, its), None)


def _likeness(wording: Wording, information: Sequence[float], asked: _QuestionTerms) -> float:
    if wording.terms.isdisjoint(asked.by_term):
        return 0.0
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
    likeness = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    is_other = wording.asks is not None and asked.asks not in (None, wording.asks)
    return min(likeness, ASKED_OTHERWISE) if is_other else likeness
