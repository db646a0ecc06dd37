"""What speaks for a passage as the answer to a question: which passage it prefers, and how likely that one answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFERENCE = {
    "coverage": 2.29,
    "likeness": 0.79,
    "missing": -1.17,
    "kind": 0.35,
    "alike": 1.50,
    "asked": 0.33,
    "score": 2.77,
    "support": 2.93,
}
"""How much each piece of evidence speaks for one passage over another, in logits."""

CONFIDENCE = {
    "constant": -1.36,
    "share": 2.21,
    "lead": 0.91,
    "likeness": 0.32,
    "information": 0.57,
    "kind": 0.86,
    "alike": 0.59,
}
"""How much each piece of certainty speaks for the preferred passage's being an answer, in logits.

Both are fitted by `tests/calibration/fit.py`.
"""

FARTHEST_LEAD, FARTHEST_EXPONENT = 3.0, 50.0
"""The lead in preference above which more of it tells nothing, and the one above which it need not be counted."""

LEAST_INFORMATION = 0.02
"""The covered information below which less of it tells nothing more against a passage."""

MOST_SUPPORT = 6
"""How many words of a passage that answer to one word of the question count as support."""

EQUALLY_WORDED = 0.98
"""How likely a passage answers a question that is worded exactly as its own, or as one of its hints."""


@dataclass(frozen=True)
class Evidence:
    """How a passage and a question fit, each piece from 0 to 1 but for `kind`, from -1 to 1.

    `coverage` is the share of the question's information that the passage covers, in whatever words. `likeness` is how
    alike the question and the passage's best fitting wording are. `missing` is the largest share that one single word
    has that the passage does not cover. `kind` is 1 where the passage holds the kind of answer that is asked for near
    what is asked about, -1 where it does not, and 0 where none is asked for; `alike` is the likeness where the best
    fitting wording asks for that kind too, and else 0. Both are 0 where a list, or a yes or no, is asked for: most
    passages have a sign of one, and many that answer have none. `asked` is the share of the question's information that
    the interviewer's own question covers. `score` is the passage's BM25 as a share of the best one's. `support` is how
    many different words of the passage answer to a word of the question on average, at most `MOST_SUPPORT` of them, as
    a share of that. `information` is how much the covered words tell by themselves, at most 1.
    """

    coverage: float
    likeness: float
    missing: float
    kind: float
    alike: float
    asked: float
    score: float
    support: float
    information: float

    @cached_property
    def preference(self) -> float:
        """How strongly the evidence speaks for the passage beside others, in logits: a conditional logit's utility."""
        return math.fsum(weight * getattr(self, piece) for piece, weight in PREFERENCE.items())


def certainty(evidence: Evidence, others: Sequence[Evidence]) -> dict[str, float]:
    """Return what tells whether a passage answers, given the evidence for the others that were considered.

    `share` is the part that it has of all preference (a softmax), `lead` how far it is before the best other, from -1
    to 1, and `kind` counts as far as what is asked about is covered. `information` is its natural logarithm: half as
    much covered speaks equally against a passage wherever it begins, so that one far relation without rivals cannot be
    as sure as a word that is there. The others are as in the evidence.
    """
    own, rivals = evidence.preference, [other.preference for other in others]
    return {
        "constant": 1.0,
        "share": 1 / (1 + sum(math.exp(min(rival - own, FARTHEST_EXPONENT)) for rival in rivals)),
        "lead": max(-1.0, min(1.0, (own - max(rivals)) / FARTHEST_LEAD)) if rivals else 1.0,
        "likeness": evidence.likeness,
        "information": math.log(max(evidence.information, LEAST_INFORMATION)),
        "kind": evidence.kind * evidence.coverage,
        "alike": evidence.alike,
    }


def confidences(considered: Sequence[Evidence]) -> list[float]:
    """Return how likely each of some passages, the preferred first, is to answer, from 0 to 1: logistic regression.

    None is likelier than one that is preferred to it.
    """
    found = []
    for place, evidence in enumerate(considered):
        pieces = certainty(evidence, [*considered[:place], *considered[place + 1 :]])
        found.append(1 / (1 + math.exp(-sum(weight * pieces[piece] for piece, weight in CONFIDENCE.items()))))
    return list(accumulate(found, min))
