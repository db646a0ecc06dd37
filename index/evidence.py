"""What speaks for a passage as the answer to a question, and how likely that makes it."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

WEIGHTS = (-1.27, 0.05, -0.36, 0.77, 2.21, -0.63, 0.25, 0.58, 1.2, 0.88)
"""The weight of 1 and of each piece of evidence in its order, fitted by `tests/calibration/fit.py`."""

EQUALLY_WORDED = 0.98
"""How likely a passage answers a question that is worded exactly as its own, or as one of its hints."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a passage and a question fit, each piece about from 0 to 1 but for `lead` and `kind`, from -1 to 1.

    `coverage` is the share of the question's information that the passage covers, in whatever words; `direct` the share
    that it covers in the question's own words or synonyms. `likeness` is how alike the question and the passage's best
    fitting wording are. `lead` is by how much its score, times the coverage, is above the next best, as far as the
    covered words tell anything, or below the best. `missing` is the largest share that one single word has that the
    passage does not cover. `information` is how much the covered words tell by themselves. `kind` is 1 where the
    passage holds the kind of answer that is asked for near what is asked about, -1 where it does not, and 0 where none
    is asked for; `alike` is 1 where the best fitting wording asks for that kind too. `asked` is the share of the
    question's information that the interviewer's own question covers.
    """

    coverage: float
    direct: float
    likeness: float
    lead: float
    missing: float
    information: float
    kind: float
    alike: float
    asked: float

    @property
    def confidence(self) -> float:
        """How likely the passage is to answer the question, from 0 to 1: logistic regression over the evidence."""
        constant, *weights = WEIGHTS
        total = constant + sum(weight * piece for weight, piece in zip(weights, astuple(self), strict=True))
        return 1 / (1 + math.exp(-total))
