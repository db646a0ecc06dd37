"""A set of questions and something that answers them: a scorecard."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from index.search import ANSWERED_FROM, CLOSE_FROM, Verdict, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


_EXAMPLE = '{"id": "1", "q": "…", "relevant": [2]}'


class QuestionSetError(ValueError):
    """A question set that breaks the format: which file, which line (from 1), what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set.

    `relevant` are the numbers of the passages that answer it, none where the interview does not; `must` are words
    that the excerpt has to contain. `interview` restricts the search to one, where it is given.
    """

    id: str
    question: str
    relevant: frozenset[int]
    interview: str | None = None
    must: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: the verdict by its name, and the passage's number and the excerpt where they were shown.

    `nearest` is the number of the likeliest passage, shown or not, `confidence` how likely it is to answer, and
    `coverage` the share of the question's information that it covers; None where the answer hangs on neither, as small
    talk, or what is told of the interview itself.
    """

    verdict: str
    number: int | None = None
    excerpt: str | None = None
    nearest: int | None = None
    confidence: float = 0.0
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question of a set with what was answered to it."""

    asked: Asked
    given: Given

    @property
    def shown(self) -> bool:
        """Whether a right passage was shown, as the answer or as perhaps the answer."""
        return self.given.verdict in ("answered", "close") and self.given.number in self.asked.relevant

    @property
    def sure(self) -> bool:
        """Whether a right passage was given as the answer."""
        return self.shown and self.given.verdict == "answered"

    @property
    def quoted(self) -> bool:
        """Whether the excerpt has the words that it has to contain, letter case ignored."""
        return (self.asked.must or "").casefold() in (self.given.excerpt or "").casefold()

    @property
    def silent(self) -> bool:
        """Whether nothing of the interview was shown."""
        return self.given.verdict in ("not_covered", "small_talk")

    @property
    def misled(self) -> bool:
        """Whether a wrong passage was given as the answer."""
        return self.given.verdict == "answered" and not self.sure

    @property
    def failed(self) -> bool:
        """Whether the figures would be better had this been answered otherwise."""
        if not self.asked.relevant:
            return not self.silent
        return not self.sure or not self.quoted

    def as_json(self) -> dict[str, Any]:
        """Return what was asked and what was answered."""
        asked, given = self.asked, self.given
        return {
            "id": asked.id,
            "q": asked.question,
            "relevant": sorted(asked.relevant),
            "verdict": given.verdict,
            "number": given.number,
            "confidence": round(given.confidence, 4),
            "excerpt": given.excerpt,
        }


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How well the questions of a set were answered, each a share from 0 to 1, None where there is nothing to share.

    shown: of the answerable ones, those whose right passage was shown (answered or close); sure: those given the
    verdict answered with the right passage; quoted: of the shown ones with words that the excerpt has to contain,
    those that do; silent: of the unanswerable ones, those given no passage; misled: of all, those given the verdict
    answered with a wrong passage, or with any where there is none.
    """

    questions: int
    shown: float | None
    sure: float | None
    quoted: float | None
    silent: float | None
    misled: float | None

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Scorecard:
        """Count `outcomes` up."""
        answerable = [outcome for outcome in outcomes if outcome.asked.relevant]
        unanswerable = [outcome for outcome in outcomes if not outcome.asked.relevant]
        return cls(
            len(outcomes),
            shown=_share(outcome.shown for outcome in answerable),
            sure=_share(outcome.sure for outcome in answerable),
            quoted=_share(outcome.quoted for outcome in answerable if outcome.shown and outcome.asked.must),
            silent=_share(outcome.silent for outcome in unanswerable),
            misled=_share(outcome.misled for outcome in outcomes),
        )

    def as_json(self) -> dict[str, float | int | None]:
        """Return the figures under their names, shares to four places."""
        return {name: None if value is None else round(value, 4) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What the scorecard would be with other thresholds; the present ones' are those of `index/search.py`.

    It has no figure for what is quoted: what is not shown has no excerpt.
    """

    answered_from: float
    close_from: float
    card: Scorecard

    @property
    def is_present(self) -> bool:
        """Whether these are the present thresholds."""
        return (self.answered_from, self.close_from) == (ANSWERED_FROM, CLOSE_FROM)

    @property
    def balance(self) -> float:
        """What is gained: the share shown less the share misled."""
        return (self.card.shown or 0.0) - (self.card.misled or 0.0)

    def as_json(self) -> dict[str, float | int | None]:
        """Return the thresholds and the figures under their names."""
        figures = {name: value for name, value in self.card.as_json().items() if name not in ("questions", "quoted")}
        return {"answered_from": round(self.answered_from, 4), "close_from": round(self.close_from, 4), **figures}


def trade_off(outcomes: Sequence[Outcome]) -> list[TradeOff]:
    """Return the figures for answers from a confidence of 0.05 to 0.95, in steps of 0.05, and for the present one.

    The confidence from which a passage is perhaps the answer moves along with it, in proportion.
    """
    thresholds = sorted({*(step / 100 for step in range(5, 100, 5)), ANSWERED_FROM})
    pairs = ((at, CLOSE_FROM if at == ANSWERED_FROM else at * CLOSE_FROM / ANSWERED_FROM) for at in thresholds)
    return [
        TradeOff(answered, close, Scorecard.of([_at(outcome, answered, close) for outcome in outcomes]))
        for answered, close in pairs
    ]


def best(points: Sequence[TradeOff]) -> TradeOff:
    """Return the point of the best balance; of equals the one whose thresholds are nearest to the present ones."""
    return max(points, key=lambda point: (point.balance, -abs(point.answered_from - ANSWERED_FROM)))


def _at(outcome: Outcome, answered_from: float, close_from: float) -> Outcome:
    """Return what would have been answered from other confidences on."""
    given = outcome.given
    if given.coverage is None:
        return outcome
    verdict = judged(given.confidence, given.coverage, answered_from, close_from)
    number = None if verdict is Verdict.NOT_COVERED else given.nearest
    return replace(outcome, given=replace(given, verdict=verdict.value, number=number))


def evaluate(asked: Iterable[Asked], answer: Callable[[Asked], Given]) -> list[Outcome]:
    """Ask every question and return what was answered, in the same order."""
    return [Outcome(question, answer(question)) for question in asked]


def by_kind(outcomes: Iterable[Outcome]) -> Mapping[str, Scorecard]:
    """Return a scorecard for each kind of question, in the order in which the kinds first come."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.asked.kind].append(outcome)
    return {kind: Scorecard.of(its) for kind, its in kinds.items() if kind}


def read_set(text: str, name: str, interviews: Mapping[str, int]) -> list[Asked]:
    """Read a question set, JSON lines; `interviews` gives the number of answers of each interview in the library.

    Raises:
        QuestionSetError: a line breaks the format, has the id of another, or names an interview or a passage that the
            library lacks.

    """
    questions: list[Asked] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            asked = _asked(_object(line), interviews)
        except ValueError as error:
            message = f"{name}:{number}: {error}"
            raise QuestionSetError(message) from None
        if lines.setdefault(asked.id, number) != number:
            message = f'{name}:{number}: the id "{asked.id}" is that of line {lines[asked.id]}; give each its own'
            raise QuestionSetError(message)
        questions.append(asked)
    if not questions:
        message = f"{name}: no questions; write one a line: {_EXAMPLE}"
        raise QuestionSetError(message)
    return questions


def _object(line: str) -> dict[str, Any]:
    """Return the JSON object of a line, which has an id and a question."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("q"), str) or "id" not in row:
        message = f'not a JSON object with "id" and "q"; write {_EXAMPLE}'
        raise ValueError(message)
    return row


def _asked(row: Mapping[str, Any], interviews: Mapping[str, int]) -> Asked:
    relevant, interview = row.get("relevant"), row.get("interview")
    if not isinstance(relevant, list) or not all(type(number) is int for number in relevant):
        message = '"relevant" is no list of answers\' numbers; write [2], or [] where the interview does not answer'
        raise ValueError(message)
    if not isinstance(interview, str | None) or not isinstance(row.get("must"), str | None):
        message = '"interview" and "must" are text; write "interview": "ID", "must": "words", or leave them out'
        raise ValueError(message)  # noqa: TRY004  # it is the line's value that is wrong
    if interview is None and len(interviews) > 1:
        message = f'"interview" is missing, and the library holds {len(interviews)}; name one'
        raise ValueError(message)
    if interview is not None and interview not in interviews:
        message = f'no interview "{interview}" in the library; it holds {", ".join(interviews)}'
        raise ValueError(message)
    answers = interviews[interview if interview is not None else next(iter(interviews))]
    if beyond := [number for number in relevant if not 0 <= number <= answers]:
        message = f'"relevant" names answer {beyond[0]}, and the interview has {answers}; 0 is its introduction'
        raise ValueError(message)
    return Asked(
        str(row["id"]),
        row["q"],
        frozenset(relevant),
        interview,
        row.get("must") or None,
        str(row.get("kind") or ""),
    )


def _share(of: Iterable[bool]) -> float | None:
    counted = list(of)
    return sum(counted) / len(counted) if counted else None
