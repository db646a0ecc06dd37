"""What is offered to somebody who types a few words elsewhere, to be passed on there: quotations, and no talk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.reference import Reference
from bot.reply import Kind, Quotation, Saying
from index import about
from index import excerpt as excerpts
from index.search import Verdict, judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.presentation import Presenter
    from bot.reply import Reply
    from index.interview import Passage
    from index.search import Finding, Searcher

SHORTEST = 2
"""Characters from which what is typed is searched for; before, the interviews' own questions are offered."""

MOST = 50
"""How many results a page holds."""

LONGEST_DESCRIPTION = 200
"""Code points of the words that are shown of a result before it is chosen."""


@dataclass(frozen=True, slots=True)
class Result:
    """Something to choose: what it answers in short, the beginning of its words, and the reply that it sends."""

    title: str
    description: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what can be chosen, best first, and at which place from 0 the next page begins; None after the last."""

    results: tuple[Result, ...]
    following: int | None = None


class Results:
    """Finds what can be chosen in one library; `presenters` has who shows it in each language that is spoken."""

    def __init__(self, searcher: Searcher, presenters: Mapping[str, Presenter]) -> None:
        self._searcher = searcher
        self._library = searcher.library
        self._presenters = presenters

    def page(self, text: str, language: str, first: int = 0) -> Page:
        """Return what is offered from place `first` on, to a reader of `language`.

        To a reference, the very words that it is to; from two characters, what answers them, surely or perhaps; to
        less, the questions of all interviews.
        """
        present, asked = self._presenters[language], text.strip()
        try:
            referred = self.referred(Reference.read(asked), language)
        except ValueError:
            pass
        else:
            return self._paged([referred] if referred else [], present, first)
        if len(asked) >= SHORTEST:
            return self._paged(self._found(self._searcher.search(asked), present), present, first)
        page = self._paged((present.passage(its) for its in self._questions[first : first + MOST]), present, 0)
        rest = first + MOST
        return Page(page.results, rest if rest < len(self._questions) else None)

    def referred(self, reference: Reference, language: str, *, is_pressed: bool = False) -> Reply | None:
        """Return a reply with the words that are referred to, in whole sentences; None where the passage is gone.

        Where the words are others since, and where no span is given or none of the passage, with its beginning; who has
        pressed a button is told of the change.
        """
        found = self._library.find(reference.address)
        if found is None:
            return None
        passage, is_unchanged = found
        present = self._presenters[language]
        if reference.span is None or not is_unchanged:
            return present.passage(passage, [present.say("changed")] if is_pressed and not is_unchanged else ())
        code = self._library.interviews[passage.address.interview].language
        excerpt = excerpts.covering(passage.text, code, *reference.span)
        return present.excerpt(Kind.ANSWERED, passage, excerpt) if excerpt else present.passage(passage)

    @cached_property
    def _questions(self) -> tuple[Passage, ...]:
        return tuple(passage for its in self._library.interviews for passage in self._library.answers(its))

    def _found(self, finding: Finding, present: Presenter) -> list[Reply]:
        """Return the best passage and the others that are near, or what is asked about an interview itself."""
        asked = finding.about
        if isinstance(asked, about.Telling):
            return [present.about(asked, finding)]
        if isinstance(asked, about.Unclear):
            told = (about.telling(asked.field, self._library, interview) for interview in asked.interviews)
            return [present.about(its) for its in told if its is not None]
        if finding.passage is None or finding.excerpt is None:
            return []
        near = [its for its in finding.alternatives if judged(its.confidence, its.coverage) is not Verdict.NOT_COVERED]
        found = [finding, *(self._instead(finding, its.passage) for its in near)]
        return [
            present.excerpt(Kind.ANSWERED, its.passage, its.excerpt, (), its)
            for its in found
            if its.passage is not None and its.excerpt is not None
        ]

    def _instead(self, finding: Finding, passage: Passage) -> Finding:
        """Return a finding of another passage for the same question."""
        excerpt = self._searcher.excerpt(passage, finding.question)
        citation = self._library.cite(passage, excerpt.start, excerpt.end)
        return replace(finding, passage=passage, excerpt=excerpt, citation=citation, alternatives=(), matches=())

    @staticmethod
    def _paged(replies: Iterable[Reply], present: Presenter, first: int) -> Page:
        results = [_result(reply, present) for reply in replies]
        rest = first + MOST
        return Page(tuple(results[first:rest]), rest if rest < len(results) else None)


def _result(reply: Reply, present: Presenter) -> Result:
    """Return a reply as something to choose: what is stated, else the question that its passage answers."""
    said = next((part.text for part in reply.parts if isinstance(part, Saying)), "")
    title = said or next((its.label for its in present.nearest([reply.passage] if reply.passage else [], 1)), "")
    words = next((" ".join(part.text.split()) for part in reply.parts if isinstance(part, Quotation)), "")
    cut = len(words) > LONGEST_DESCRIPTION
    return Result(title, f"{words[: LONGEST_DESCRIPTION - 1].rstrip()}…" if cut else words, reply)
