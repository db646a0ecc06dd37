"""Fit the weights of the evidence to the calibration set: `python tests/calibration/fit.py` prints them.

The interviews and questions here were made up for this; no other set is fitted to. First the preference for one passage
over another, a conditional logit (McFadden 1974) over the passages that were considered for each question that has an
answer among them. Then the confidence that the preferred one answers, a logistic regression over all questions. Both by
Newton's method, with a slight ridge.
"""

from __future__ import annotations

import json
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import evidence, library
from index.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.evidence import Evidence

    Example = tuple[list[Evidence], np.ndarray]

FOLDER = Path(__file__).parent
RIDGE = 2.0
STEPS = 60
LONGEST_STEP = 1.0


def examples(*, with_hints: bool, within_interview: bool) -> list[Example]:
    """Return for each question the evidence for each considered passage, and whether that is right.

    Those that are worded as a passage is asked are left out: there is nothing to weigh.
    """
    searcher = Searcher(library.load(FOLDER / "interviews"), with_hints=with_hints)
    found = []
    for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        candidates = searcher.candidates(asked["q"], asked["interview"] if within_interview else None)
        weighed = [candidate.evidence for candidate in candidates if candidate.evidence is not None]
        if candidates and len(weighed) == len(candidates):
            addresses = (candidate.passage.address for candidate in candidates)
            right = [its.interview == asked["interview"] and its.number in asked["relevant"] for its in addresses]
            found.append((weighed, np.array(right, float)))
    return found


def fitted(size: int, slope_and_curve: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the likeliest weights, by the slope of the likelihood and its curvature at given weights."""
    weights = np.zeros(size)
    for _ in range(STEPS):
        slope, curve = slope_and_curve(weights)
        step = np.linalg.solve(curve + RIDGE * np.eye(size), slope - RIDGE * weights)
        weights += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return weights


def preference(questions: list[Example]) -> np.ndarray:
    """Return the weights of the evidence under which the right passages are likeliest to be preferred."""
    pieces = attrgetter(*evidence.PREFERENCE)
    answered = [(np.array([pieces(its) for its in weighed]), right) for weighed, right in questions if right.any()]

    def slope_and_curve(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        slope, curve = np.zeros(len(weights)), np.zeros((len(weights), len(weights)))
        for rows, right in answered:
            likely = np.exp(rows @ weights - (rows @ weights).max())
            likely /= likely.sum()
            wanted = likely * right / (likely @ right)
            mean = likely @ rows
            slope += (wanted - likely) @ rows
            curve += (rows * likely[:, None]).T @ rows - np.outer(mean, mean)
        return slope, curve

    return fitted(len(evidence.PREFERENCE), slope_and_curve)


def confidence(questions: list[Example]) -> np.ndarray:
    """Return the weights of what tells of certainty under which the preferred passages' answers are likeliest."""
    rows, right = [], []
    for weighed, its in questions:
        best = max(range(len(weighed)), key=lambda place: weighed[place].preference)
        certainty = evidence.certainty(weighed[best], weighed[:best] + weighed[best + 1 :])
        rows.append([certainty[piece] for piece in evidence.CONFIDENCE])
        right.append(its[best])
    examples, wanted = np.array(rows), np.array(right)

    def slope_and_curve(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        likely = 1 / (1 + np.exp(-examples @ weights))
        return examples.T @ (wanted - likely), (examples * (likely * (1 - likely))[:, None]).T @ examples

    return fitted(examples.shape[1], slope_and_curve)


def named(names: Iterable[str], weights: np.ndarray) -> dict[str, float]:
    """Return weights as they are written in `index/evidence.py`."""
    return dict(zip(names, (round(float(weight), 2) for weight in weights), strict=True))


if __name__ == "__main__":
    # Editors write hints, or none; readers ask within one interview, or a whole library at once.
    within = [
        *examples(with_hints=True, within_interview=True),
        *examples(with_hints=False, within_interview=True),
    ]
    evidence.PREFERENCE = named(evidence.PREFERENCE, preference(within))
    print("PREFERENCE =", evidence.PREFERENCE)  # noqa: T201  # its purpose
    every = [*within, *examples(with_hints=False, within_interview=False)]
    print("CONFIDENCE =", named(evidence.CONFIDENCE, confidence(every)))  # noqa: T201
