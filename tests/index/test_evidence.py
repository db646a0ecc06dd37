"""Tests of the preference that evidence makes, and of the confidence in the passage that is preferred."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evidence import (
    CONFIDENCE,
    EQUALLY_WORDED,
    FARTHEST_LEAD,
    LEAST_INFORMATION,
    PREFERENCE,
    Evidence,
    certainty,
    confidences,
)

PIECES = [field.name for field in fields(Evidence)]
EVIDENCE = st.lists(st.floats(-1, 1), min_size=len(PIECES), max_size=len(PIECES)).map(lambda its: Evidence(*its))
NOTHING = Evidence(*[0] * len(PIECES))
CONSIDERED = st.lists(EVIDENCE, min_size=1, max_size=5).map(lambda its: sorted(its, key=lambda one: -one.preference))


def test_each_weight_is_of_a_piece() -> None:
    """What is preferred depends on pieces of evidence alone, and what is certain on pieces of certainty."""
    assert set(PREFERENCE) <= set(PIECES)
    assert list(CONFIDENCE) == list(certainty(NOTHING, []))


@given(EVIDENCE, st.sampled_from(list(PREFERENCE)))
def test_a_piece_moves_preference_by_its_weight(evidence: Evidence, piece: str) -> None:
    """Preference is a weighted sum: one more of a piece is its weight more."""
    less, more = replace(evidence, **{piece: 0.0}), replace(evidence, **{piece: 1.0})
    assert more.preference - less.preference == pytest.approx(PREFERENCE[piece])


def test_no_evidence_is_no_preference() -> None:
    """There is no constant in it: passages are compared."""
    assert NOTHING.preference == 0


def test_a_share_by_hand() -> None:
    """Of three passages that are preferred equally each has a third, and none a lead."""
    its = certainty(NOTHING, [NOTHING, NOTHING])
    assert (its["share"], its["lead"]) == (pytest.approx(1 / 3), 0)


def test_a_passage_without_rivals() -> None:
    """It has all of the preference, and the farthest lead."""
    its = certainty(NOTHING, [])
    assert (its["share"], its["lead"]) == (1, 1)


@given(CONSIDERED)
def test_shares_are_a_softmax(considered: list[Evidence]) -> None:
    """The shares of all passages add up to one, and are as e to the power of their preferences."""
    shares = [
        certainty(its, [other for place, other in enumerate(considered) if place != at])["share"]
        for at, its in enumerate(considered)
    ]
    assert math.fsum(shares) == pytest.approx(1)
    for (one, share), (other, its) in pairwise(zip(considered, shares, strict=True)):
        assert share / its == pytest.approx(math.exp(one.preference - other.preference))


@given(EVIDENCE, EVIDENCE)
def test_a_lead_is_a_share_of_the_farthest(one: Evidence, other: Evidence) -> None:
    """It is the difference of two preferences, bounded, and the other's turned round."""
    lead = certainty(one, [other])["lead"]
    assert lead == pytest.approx(max(-1, min(1, (one.preference - other.preference) / FARTHEST_LEAD)))
    assert lead == -certainty(other, [one])["lead"]


@given(CONSIDERED)
def test_confidence_is_logistic(considered: list[Evidence]) -> None:
    """The odds of the preferred passage are e to the power of the weighted sum; no other is likelier."""
    found = confidences(considered)
    pieces = certainty(considered[0], considered[1:])
    exponent = math.fsum(weight * pieces[piece] for piece, weight in CONFIDENCE.items())
    assert found[0] / (1 - found[0]) == pytest.approx(math.exp(exponent))
    assert found == sorted(found, reverse=True)
    assert all(0 < its < 1 for its in found)


def test_nothing_considered() -> None:
    """There is no confidence in nothing."""
    assert confidences([]) == []


def test_an_equal_wording_is_surer_than_no_evidence() -> None:
    """A question in the passage's own wording is all but certain."""
    assert confidences([NOTHING])[0] < EQUALLY_WORDED < 1


@pytest.mark.parametrize("much", [0.1, 0.4, 1.0])
def test_halving_what_is_covered_costs_the_same_everywhere(much: float) -> None:
    """What the covered words tell counts by its logarithm: half as much is one step down, from wherever."""
    whole, half = (certainty(replace(NOTHING, information=its), [])["information"] for its in (much, much / 2))
    assert whole - half == pytest.approx(math.log(2))


def test_next_to_nothing_covered() -> None:
    """A passage that covers nothing has a confidence all the same, as has one that covers very little."""
    assert confidences([NOTHING]) == confidences([replace(NOTHING, information=LEAST_INFORMATION)])
