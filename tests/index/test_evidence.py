"""Tests of the confidence that evidence makes."""

from __future__ import annotations

import math
from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evidence import EQUALLY_WORDED, WEIGHTS, Evidence

PIECES = [field.name for field in fields(Evidence)]
EVIDENCE = st.lists(st.floats(-1, 1), min_size=len(PIECES), max_size=len(PIECES)).map(lambda its: Evidence(*its))
NOTHING = Evidence(*[0] * len(PIECES))


def test_each_piece_has_a_weight() -> None:
    """There is a weight for 1, and one for each piece of evidence."""
    assert len(WEIGHTS) == 1 + len(PIECES)


@given(EVIDENCE)
def test_confidence_is_logistic(evidence: Evidence) -> None:
    """The confidence's odds are e to the power of the weighted sum."""
    exponent = math.fsum(weight * piece for weight, piece in zip(WEIGHTS, (1, *astuple(evidence)), strict=True))
    assert 0 < evidence.confidence < 1
    assert evidence.confidence / (1 - evidence.confidence) == pytest.approx(math.exp(exponent))


def test_no_evidence_is_the_constant_alone() -> None:
    """Where every piece is 0, the weight of 1 decides."""
    assert NOTHING.confidence == pytest.approx(1 / (1 + math.exp(-WEIGHTS[0])))


@given(EVIDENCE, st.sampled_from(PIECES))
def test_a_piece_moves_confidence_the_way_of_its_weight(evidence: Evidence, piece: str) -> None:
    """More of a piece never lowers the confidence where its weight is above 0, nor lifts it where it is below."""
    weight = dict(zip(PIECES, WEIGHTS[1:], strict=True))[piece]
    less, more = replace(evidence, **{piece: 0.0}), replace(evidence, **{piece: 1.0})
    assert (more.confidence - less.confidence) * weight >= 0


def test_an_equal_wording_is_surer_than_no_evidence() -> None:
    """A question in the passage's own wording is all but certain."""
    assert NOTHING.confidence < EQUALLY_WORDED < 1
