"""Fit the weights of the evidence to the calibration set: `python tests/calibration/fit.py` prints `WEIGHTS`.

The interviews and questions here were made up for this; no other set is fitted to. Each question gives its best ranked
passages as examples, right or wrong. The logistic regression is fitted by Newton's method with a slight ridge.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

import numpy as np

from index import library
from index.search import Searcher

FOLDER = Path(__file__).parent
EXAMPLES = 5
RIDGE = 2.0
STEPS = 30


def examples() -> tuple[np.ndarray, np.ndarray]:
    """Return the evidence for each considered passage, with 1 before it, and whether it is right.

    The questions are asked with the interviews' hints and without them, as editors write some or none.
    """
    interviews = library.load(FOLDER / "interviews")
    questions = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    rows, right = [], []
    for searcher in (Searcher(interviews), Searcher(interviews, with_hints=False)):
        for asked in questions:
            for candidate in searcher.candidates(asked["q"], asked["interview"])[:EXAMPLES]:
                if candidate.evidence is not None:
                    rows.append((1.0, *astuple(candidate.evidence)))
                    right.append(candidate.passage.address.number in asked["relevant"])
    return np.array(rows), np.array(right, float)


def fitted(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights that make the right answers likeliest."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - likely) - RIDGE * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in fitted(*examples())))  # noqa: T201  # its purpose
