"""How fast a question is answered over the interview that ships: `make bench` prints milliseconds.

The questions are the interview's own hints, each with a word more so that none is worded as the index knows it, and
those of the calibration set. Beside the whole way from a question to a Finding stands bare rank-bm25 over the same
words, split at white space, in the same run.
"""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from index import library
from index.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable

CALIBRATION = Path(__file__).parents[1] / "calibration" / "questions.jsonl"
ROUNDS = 3


def measured(answer: Callable[[str], object], questions: list[str]) -> tuple[float, float]:
    """Return the median and the 99th percentile of what a question takes, in milliseconds, after a round unmeasured."""
    times = []
    for measuring in (False, *[True] * ROUNDS):
        for question in questions:
            begin = time.perf_counter()
            answer(question)
            if measuring:
                times.append(1000 * (time.perf_counter() - begin))
    return float(np.median(times)), float(np.percentile(times, 99))


def main() -> None:
    """Measure and print."""
    searcher = Searcher(library.shipped())
    passages = searcher.library.passages
    questions = [f"{hint} egentligen" for passage in passages for hint in passage.turn.hints]
    questions += [json.loads(line)["q"] for line in CALIBRATION.read_text(encoding="utf-8").splitlines()]
    bare = BM25Okapi([passage.text.lower().split() for passage in passages])
    own, peer = measured(searcher.search, questions), measured(lambda q: bare.get_scores(q.lower().split()), questions)
    print(f"{len(questions)} questions, {len(passages)} passages      median   99th")  # noqa: T201  # its purpose
    print(f"from question to Finding           {own[0]:6.2f} {own[1]:6.2f} ms")  # noqa: T201
    print(f"bare rank-bm25, no understanding   {peer[0]:6.2f} {peer[1]:6.2f} ms")  # noqa: T201
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # noqa: T201


if __name__ == "__main__":
    main()
