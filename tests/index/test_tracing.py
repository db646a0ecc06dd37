"""Tests of which word of a passage answers to which word of a question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.library import shipped
from index.search import Searcher
from index.tracing import Place, traces

SEARCHERS = {with_hints: Searcher(shipped(), with_hints=with_hints) for with_hints in (True, False)}
ASKED = st.lists(st.sampled_from(["pengar", "landsting", "nackdelar", "files", "samarbetet", "katt", "Leif", "growth"]))


@given(ASKED.map(" ".join), st.booleans())
def test_whatever_matched_is_named(text: str, with_hints: bool) -> None:  # noqa: FBT001  # Hypothesis gives it so
    """A word that counts for a passage has a word of it beside it, and that stands where it says."""
    finding = SEARCHERS[with_hints].search(text)
    for candidate in finding.considered:
        if candidate.evidence is None:
            continue
        passage = candidate.passage
        found = list(traces(finding.question.groups, candidate.matched, passage, shipped()))
        assert [trace is not None for trace in found] == [weight > 0 for weight in candidate.matched]
        texts = {
            Place.ANSWER: passage.text,
            Place.QUESTION: passage.question or "",
            Place.SUBJECT: shipped().subject(passage),
            Place.HINT: "\n".join(passage.turn.hints) if with_hints else "",
        }
        assert all(trace is None or trace.found in texts[trace.place] for trace in found)
