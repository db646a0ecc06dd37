"""Questions from scripts: what `interviewbot ask` reads and writes, and question sets asked in the same way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.hearing import MAX_QUESTION
from bot.message import Typed
from bot.reply import Quotation
from bot.session import Session
from index.analysis import analyse
from index.evaluation import Given
from index.languages import recognise

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.reply import Reply
    from index.evaluation import Asked
    from index.interview import Passage
    from index.library import Library
    from index.search import Finding

_REMEDY = 'write {"id": 1, "question": "…"}, with "interview": "ID" to ask only that one'


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it came: an id of any kind, the text, and the interview that alone is to be searched, if any."""

    id: Any
    question: str
    interview: str | None = None

    @classmethod
    def read(cls, text: str, number: int) -> Line:
        """Read line `number`, from 1, of standard input: plain text, whose id is its number, or a JSON object.

        Raises:
            LineError: the line begins as a JSON object and is none, or has no question.

        """
        if not text.lstrip().startswith("{"):
            return cls(number, text)
        try:
            row = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise LineError(number, f"not a JSON object ({error}); {_REMEDY}") from None
        identity, question, interview = row.get("id", number), row.get("question"), row.get("interview")
        if not isinstance(question, str) or not isinstance(interview, str | None):
            raise LineError(identity, f"not a question; {_REMEDY}")
        return cls(identity, question, interview)


def _refuse_constant(name: str) -> object:
    message = f"{name} is no JSON"
    raise ValueError(message)


class LineError(ValueError):
    """A line that cannot be asked: its id, what is wrong and what to do."""

    def __init__(self, identity: object, trouble: str) -> None:
        super().__init__(trouble)
        self.id = identity


class Asker:
    """Asks a conversation single questions, each as if it were the first."""

    def __init__(self, conversation: Conversation, library: Library, language: str) -> None:
        self._conversation = conversation
        self.library = library
        self._language = language

    def ask(self, line: Line) -> Reply:
        """Return the reply to a question.

        Raises:
            LineError: the library has no such interview.

        """
        if line.interview is not None and line.interview not in self.library.interviews:
            raise LineError(line.id, self.library.lacks(line.interview))
        return self._conversation.reply(Typed(line.question), Session(self._language, line.interview))[0]

    def given(self, asked: Asked) -> Given:
        """Answer a question of a question set."""
        reply = self.ask(Line(asked.id, asked.question, asked.interview))
        number = reply.passage.address.number if reply.passage else None
        excerpt = reply.excerpt.text if reply.excerpt else None
        finding = reply.finding
        if finding is None:
            return Given(reply.kind.value, number, excerpt)
        if not finding.considered:
            return Given(reply.kind.value, number, excerpt, number, finding.confidence)
        likeliest = finding.considered[0]
        nearest = likeliest.passage.address.number
        return Given(reply.kind.value, number, excerpt, nearest, finding.confidence, likeliest.coverage)

    def answer(self, line: Line) -> dict[str, Any]:
        """Return the answer to a question as the JSON object of the command line's contract.

        Raises:
            LineError: the library has no such interview.

        """
        reply = self.ask(line)
        finding, passage, excerpt = reply.finding, reply.passage, reply.excerpt
        quotation = next((part for part in reply.parts if isinstance(part, Quotation)), None)
        return {
            "id": line.id,
            "question": line.question,
            "verdict": reply.kind.value,
            "confidence": round(_confidence(reply), 4),
            "passage": _passage(passage) if passage else None,
            "excerpt": {"text": excerpt.text, "start": excerpt.start, "end": excerpt.end} if excerpt else None,
            "citation": _citation(quotation, finding),
            "alternatives": [
                {**_address(candidate.passage), "confidence": round(candidate.confidence, 4)}
                for candidate in (finding.alternatives if finding else ())
            ],
            "language": finding.question.language if finding else self._recognised(line.question),
        }

    def _recognised(self, text: str) -> str:
        words = analyse(text[:MAX_QUESTION], self._language)
        return recognise([word.normal for word in words], self._language)


def _confidence(reply: Reply) -> float:
    """Return how likely the passage answers; of a quotation how much it is like the true words."""
    if reply.finding is not None:
        return reply.finding.confidence
    return reply.verification.likeness if reply.verification else float(reply.passage is not None)


def _citation(quotation: Quotation | None, finding: Finding | None) -> dict[str, Any] | None:
    if quotation is not None:
        return {"label": quotation.label, "url": quotation.url}
    if finding is not None and finding.citation is not None:
        return {"label": finding.citation.title, "url": finding.citation.url}
    return None


def _address(passage: Passage) -> dict[str, Any]:
    address = passage.address
    return {"interview": address.interview, "number": address.number, "part": address.part}


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        **_address(passage),
        "revision": passage.address.revision,
        "role": passage.turn.role.value,
        "speaker": passage.speaker.name if passage.speaker else None,
        "question": passage.question,
        "text": passage.text,
    }
