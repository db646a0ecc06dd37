"""What the command line prints of questions: how they were read, scorecards, and what words lead to."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table

from bot.terminal import plain
from index.analysis import normalise
from index.evaluation import Scorecard
from index.evidence import Evidence
from index.forms import forms, is_known
from index.frequencies import zipf
from index.languages import WRITTEN_FOR
from index.lexicon import STRENGTHS, Relation, lexicon, translations
from index.search import ANSWERED_FROM, CLOSE_FROM, LEAST_COVERED, LEAST_TOUCHED
from index.tracing import Place, traces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.evaluation import Outcome, TradeOff
    from index.lexicon import Lexicon
    from index.library import Library
    from index.question import Question
    from index.search import Candidate
    from index.widening import Step

MOST_TERMS, MOST_PASSAGES = 8, 4
"""How many of a word's terms, and of the passages, an explanation shows."""

LONGEST_GLIMPSE = 80
"""Code points of a question or an excerpt in a list of failures."""

STEPS: Mapping[Relation | Step, str] = {Relation.NARROWER: "kind", Relation.BROADER: "what it is a kind of"}
PLACES = {Place.QUESTION: "the question", Place.SUBJECT: "the title or the name", Place.HINT: "a hint"}
"""How an explanation puts the steps from word to word that say too little by name, and where a word stands."""

FIGURES = tuple(field.name for field in fields(Scorecard) if field.name != "questions")


def scorecard_table(card: Scorecard, kinds: Mapping[str, Scorecard]) -> Table:
    """Return a scorecard for the whole set and for each kind of question, one a row."""
    table = plain_table("", "questions", *FIGURES)
    for name, its in [("all", card), *kinds.items()]:
        shares = (getattr(its, figure) for figure in FIGURES)
        table.add_row(plain(name), str(its.questions), *("–" if share is None else f"{share:.2f}" for share in shares))
    return table


def curve_table(points: Sequence[TradeOff]) -> Table:
    """Return what the figures would be at each pair of thresholds, one a row; the present ones' stands out."""
    figures = [figure for figure in FIGURES if figure != "quoted"]
    table = plain_table("answered from", "close from", *figures, "")
    for point in points:
        shares = (getattr(point.card, figure) for figure in figures)
        table.add_row(
            f"{point.answered_from:.2f}",
            f"{point.close_from:.2f}",
            *("–" if share is None else f"{share:.2f}" for share in shares),
            "as it is" if point.is_present else "",
            style="bold" if point.is_present else None,
        )
    return table


def failures_table(missed: Sequence[Outcome]) -> Table:
    """Return the questions that were not answered as they should have been, one a row."""
    table = plain_table("id", "question", "right", "answered", "excerpt")
    for outcome in missed:
        given, right = outcome.given, sorted(outcome.asked.relevant)
        shown = given.verdict if given.number is None else f"{given.verdict} {given.number} ({given.confidence:.2f})"
        table.add_row(
            plain(outcome.asked.id),
            plain(shortened(outcome.asked.question, LONGEST_GLIMPSE)),
            ", ".join(map(str, right)) or "none",
            shown,
            plain(shortened(given.excerpt or "", LONGEST_GLIMPSE)),
        )
    return table


def word_table(word: str, own: Lexicon) -> Table:
    """Return what a word leads to in each language that has a lexicon, and why: one relation a row.

    `own` is the publisher's lexicon; what it adds has rows of its own. A language in which nothing is known of the word
    says so.
    """
    table = plain_table("language", "relation", "words")
    for code in WRITTEN_FOR:
        normal = normalise(word)
        its = forms(normal, code)
        found: dict[str, list[str]] = {}
        for base in its.bases:
            for known, whose in ((lexicon(code), ""), (own, "own ")):
                for linked, relation in known.links(base).items():
                    found.setdefault(f"{whose}{relation} ({STRENGTHS[relation]})", []).append(linked)
            for other in WRITTEN_FOR:
                if translated := translations(code, other).get(base):
                    found.setdefault(f"translation ({STRENGTHS[Relation.TRANSLATION]})", []).extend(translated)
        if not (found or its.parts or is_known(normal, code) or zipf(normal, code)):
            table.add_row(code, "unknown", "in neither the dictionary nor the lexicon")
            continue
        table.add_row(code, "base form", ", ".join(its.bases))
        table.add_row(code, "made of", ", ".join(its.parts) or "–")
        for how, words in found.items():
            table.add_row(code, how, plain(", ".join(dict.fromkeys(words))))
    return table


def explanation(question: Question, candidates: Sequence[Candidate], library: Library) -> RenderableType:
    """Return how a question was read, what speaks for each passage, and from where the verdicts fall."""
    read = [f"language: {question.language}", f"asks for: {question.kind or 'nothing in particular'}"]
    read += [f"{typed} is read as {meant}" for typed, meant in question.corrections]
    words = plain_table("word", "tells", "found under")
    for group in question.groups:
        strongest = sorted(group.alternatives, key=lambda alternative: -alternative.weight)[:MOST_TERMS]
        under = ", ".join(f"{alternative.term} {alternative.weight:.2f}" for alternative in strongest)
        rest = len(group.alternatives) - len(strongest)
        more = f" and {rest} more" if rest else ""
        words.add_row(plain(group.word), f"{group.information:.2f}", plain(under + more))
    shown = [candidate for candidate in candidates if candidate.evidence is not None][:MOST_PASSAGES]
    passages = plain_table("passage", *(_place(candidate) for candidate in shown))
    for place, group in enumerate(question.groups):
        passages.add_row(plain(group.word), *(f"{candidate.matched[place]:.2f}" for candidate in shown))
    for piece in fields(Evidence):
        passages.add_row(piece.name, *(f"{getattr(candidate.evidence, piece.name):.2f}" for candidate in shown))
    passages.add_row("confidence", *(f"{candidate.confidence:.2f}" for candidate in shown), style="bold")
    equal = [f"worded as {_place(candidate)} is asked" for candidate in candidates if candidate.evidence is None]
    limits = (
        f"answered from {ANSWERED_FROM:.2f} and a coverage of {LEAST_COVERED:.2f}, "
        f"close from {CLOSE_FROM:.2f} and {LEAST_TOUCHED:.2f}"
    )
    met = [
        line
        for candidate in shown
        for line in (
            f"in {_place(candidate)}:",
            *(f"  {its}" for its in _traced(question, candidate, library)),
            *(f"  less likely: {reservation}" for reservation in candidate.reservations),
        )
    ]
    return Group(*map(plain, read), "", words, "", passages, "", *map(plain, [*met, "", *equal, limits]), "")


def _traced(question: Question, candidate: Candidate, library: Library) -> Iterator[str]:
    """Yield a line for each word of the question: which word of the passage answers to it, how, and where that is."""
    found = traces(question.groups, candidate.matched, candidate.passage, library)
    for group, trace in zip(question.groups, found, strict=True):
        if trace is None:
            yield f"{group.word} → –"
        else:
            way = ", ".join(STEPS.get(step, step) for step in trace.way) or "the word itself"
            where = "" if trace.place is Place.ANSWER else f", in {PLACES[trace.place]}"
            yield f"{trace.asked} → {trace.found} ({way}{where})"


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` code points: what is cut off is shown by an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _place(candidate: Candidate) -> str:
    address = candidate.passage.address
    return f"{address.interview} {address.number}.{address.part}"


def plain_table(*headings: str, whole: str = "") -> Table:
    """Return a table without rows, in which nothing is cut off; the column `whole` is wrapped into no lines, either."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading == whole)
    return table
