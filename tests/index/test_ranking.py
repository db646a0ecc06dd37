"""Tests of BM25, against a second implementation that is written out from the formula.

Each term scores ln(1 + (N - n + 0.5) / (n + 0.5)) * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean length)), with
Lucene's inverse document frequency and the rest as in Robertson and Zaragoza (2009), equation 3.15.
"""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question import Alternative, Group
from index.ranking import ANSWER_WEIGHT, K1, OTHER_WORDING_SHARE, WORDING_WEIGHT, B, Document, Ranking

TERMS = st.sampled_from(["a", "b", "c", "d", "e"])
TEXTS = st.lists(TERMS, max_size=6)
DOCUMENTS = st.builds(Document, TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
CORPORA = st.lists(DOCUMENTS, min_size=1, max_size=6)
ALTERNATIVES = st.builds(Alternative, st.sampled_from("abcdefg"), st.sampled_from([0.25, 0.5, 1.0]))
GROUPS = st.lists(
    st.builds(Group, st.just("word"), st.sampled_from([0.1, 0.5, 1.0]), st.lists(ALTERNATIVES, max_size=3).map(tuple)),
    max_size=4,
)


def bm25(term: str, text: list[str], texts: list[list[str]]) -> float:
    """Score one text of a field for one term."""
    holding = sum(term in other for other in texts)
    idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
    length = len(text) * len(texts) / max(sum(map(len, texts)), 1)
    return idf * text.count(term) * (K1 + 1) / (text.count(term) + K1 * (1 - B + B * length))


def field_score(groups: list[Group], text: list[str], texts: list[list[str]]) -> float:
    """Score one text of a field: the best alternative of each group, summed."""
    return sum(
        group.information * max((a.weight * bm25(a.term, text, texts) for a in group.alternatives), default=0)
        for group in groups
    )


def expected_scores(corpus: list[Document], groups: list[Group]) -> dict[int, float]:
    """Score every document by hand; those that hold nothing are left out."""
    answers = [list(document.answer) for document in corpus]
    wordings = [list(wording) for document in corpus for wording in document.wordings]
    scores = {
        place: ANSWER_WEIGHT * field_score(groups, list(document.answer), answers)
        + WORDING_WEIGHT * max(field_score(groups, list(wording), wordings) for wording in document.wordings)
        for place, document in enumerate(corpus)
    }
    return {place: score for place, score in scores.items() if score > 0}


def group(*terms: str, weight: float = 1.0, information: float = 1.0) -> Group:
    """Make a group of equally weighted terms."""
    return Group(terms[0], information, tuple(Alternative(term, weight) for term in terms))


def document(answer: str, *wordings: str) -> Document:
    """Make a document of texts, its terms parted by spaces."""
    return Document(answer.split(), [wording.split() for wording in wordings or ("",)])


def test_a_score_by_hand() -> None:
    """Two answers of two terms, one of which holds the term: ln(1 + 1.5 / 1.5), which is ln 2."""
    ranking = Ranking([document("x y"), document("y z")])
    (hit,) = ranking.rank([group("x")])
    assert (hit.position, hit.score, hit.matched) == (0, pytest.approx(math.log(2)), (1.0,))


@given(CORPORA, GROUPS)
def test_scores_are_those_of_the_formula(corpus: list[Document], groups: list[Group]) -> None:
    """Every score is the formula's, and every passage that scores is there."""
    hits = Ranking(corpus).rank(groups)
    assert {hit.position: hit.score for hit in hits} == pytest.approx(expected_scores(corpus, groups))


@given(CORPORA, GROUPS)
def test_the_best_come_first(corpus: list[Document], groups: list[Group]) -> None:
    """Scores go down, and equals stand in the order of the library."""
    hits = Ranking(corpus).rank(groups)
    assert [hit.position for hit in hits] == [h.position for h in sorted(hits, key=lambda h: (-h.score, h.position))]
    assert len({hit.position for hit in hits}) == len(hits)


@given(CORPORA, GROUPS)
def test_a_passage_that_holds_nothing_is_not_returned(corpus: list[Document], groups: list[Group]) -> None:
    """What is returned is exactly the passages that hold a term that was asked for, each scoring above zero."""
    asked = {a.term for group in groups for a in group.alternatives}
    holding = {
        place for place, one in enumerate(corpus) if asked & {*one.answer, *(t for w in one.wordings for t in w)}
    }
    hits = Ranking(corpus).rank(groups)
    assert {hit.position for hit in hits} == holding
    assert all(hit.score > 0 for hit in hits)


@given(CORPORA, GROUPS, st.sets(st.integers(0, 5)))
def test_among_restricts_the_answer_alone(corpus: list[Document], groups: list[Group], some: set[int]) -> None:
    """Restricted to some passages, they keep the scores and the order that they have among all."""
    among = sorted(place for place in some if place < len(corpus))
    ranking = Ranking(corpus)
    assert ranking.rank(groups, among) == [hit for hit in ranking.rank(groups) if hit.position in among]


@given(CORPORA, GROUPS)
def test_matched_is_in_range(corpus: list[Document], groups: list[Group]) -> None:
    """For each group stands a weight from 0 to that of its best alternative."""
    best = [max((a.weight for a in group.alternatives), default=0) for group in groups]
    for hit in Ranking(corpus).rank(groups):
        assert all(0 <= held <= most for held, most in zip(hit.matched, best, strict=True))
        assert any(hit.matched)


def test_matched_by_hand() -> None:
    """A group counts in full in the answer or the best wording, less in another wording, and not at all elsewhere."""
    ranking = Ranking([document("a", "b c", "d"), document("z")])
    (hit,) = ranking.rank([group("a"), group("b"), group("c", weight=0.5), group("d"), group("e")])
    assert hit.matched == (1.0, 1.0, 0.5, OTHER_WORDING_SHARE, 0.0)


def test_wordings_do_not_add_up() -> None:
    """A passage of many hints is as good as the best of them, not as their sum."""
    ranking = Ranking([document("y", "a", "a", "a"), document("y", "a")])
    first, second = ranking.rank([group("a")])
    assert first.score == second.score


def test_synonyms_do_not_add_up() -> None:
    """A passage that holds two alternatives of a word scores by the better one."""
    ranking = Ranking([document("a b"), document("a q"), document("z z")])
    together, first, second = (
        ranking.rank([group(*terms)], among=[0])[0].score for terms in (("a", "b"), ("a",), ("b",))
    )
    assert together == max(first, second)


def test_a_term_in_every_passage_still_scores() -> None:
    """What stands everywhere finds everything, in the order of the library."""
    hits = Ranking([document("a b"), document("a c"), document("a d")]).rank([group("a")])
    assert [hit.position for hit in hits] == [0, 1, 2]
    assert all(hit.score > 0 for hit in hits)


def test_a_library_of_one_passage() -> None:
    """One passage is found as well as any."""
    assert [hit.position for hit in Ranking([document("a", "b")]).rank([group("a")])] == [0]


def test_where_no_wording_has_words() -> None:
    """Passages that nobody asked for are found by their own words."""
    assert [hit.position for hit in Ranking([document("a"), document("b")]).rank([group("b")])] == [1]


def test_where_no_passage_has_words() -> None:
    """Passages of no terms at all are indexed and never found."""
    assert Ranking([document(""), document("")]).rank([group("a")]) == []


@pytest.mark.parametrize("groups", [[], [Group("och", 1.0, ())], [group("q")]])
def test_nothing_asked_nothing_found(groups: list[Group]) -> None:
    """No groups, a group of no terms and a term that nobody said find nothing."""
    assert Ranking([document("a"), document("b")]).rank(groups) == []


def test_information_weighs_words() -> None:
    """A passage with the word that tells more comes before one with the word that tells less."""
    ranking = Ranking([document("a x"), document("b x")])
    assert [h.position for h in ranking.rank([group("a", information=0.2), group("b", information=0.9)])] == [1, 0]


@given(CORPORA)
def test_equals_are_equal(corpus: list[Document]) -> None:
    """The same passage twice scores the same twice, the first one first."""
    hits = Ranking([*corpus, *corpus]).rank([group("a", "b")])
    scores = {hit.position: hit.score for hit in hits}
    assert all(scores.get(place) == scores.get(place + len(corpus)) for place in range(len(corpus)))
    assert all(one.position < other.position for one, other in pairwise(hits) if one.score == other.score)


def test_share_by_hand() -> None:
    """The share is that of the passages with the commonest term, in the answer or in any wording."""
    ranking = Ranking([document("a"), document("b", "a"), document("b", "c"), document("a a")])
    assert ranking.share(["a"]) == 0.75
    assert ranking.share(["c", "b"]) == 0.5
    assert ranking.share(["q"]) == 0
    assert ranking.share([]) == 0
