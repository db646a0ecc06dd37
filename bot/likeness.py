"""Questions grouped by likeness, so that one that many readers ask in their own words is seen as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from index.analysis import analyse, phrase
from index.languages import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LIKE = 80.0
"""The likeness of two questions' sorted words, in percent, from which they are of one group."""

MOST_COMPARED = 64
"""With how many groups a question is compared: those that it shares its rarest word's beginning with come first."""

BEGINNING = 4
"""Letters of a word that two words have in common for their questions to be compared."""

_CACHED_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Alike:
    """Questions that are alike: each wording as it was first written, and how often it was asked, commonest first."""

    wordings: tuple[tuple[str, int], ...]

    @property
    def question(self) -> str:
        """The wording that was asked most."""
        return self.wordings[0][0]

    @property
    def count(self) -> int:
        """How often they were asked."""
        return sum(count for _, count in self.wordings)


def grouped(questions: Iterable[str], language: str) -> Sequence[Alike]:
    """Return the groups of some questions, the largest first, then by their wordings, in whatever order they come.

    Alike are questions with the same telling words, whatever their forms and order, or nearly the same. `language` is
    that of questions whose words do not tell. It takes time in proportion to their number.
    """
    asked = Counter(questions)
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for question in sorted(asked, key=lambda question: (-asked[question], question)):
        wording = phrase(question) or question
        written.setdefault(wording, question)
        counts[wording] += asked[question]
    worded: dict[str, list[str]] = defaultdict(list)
    for wording in counts:
        worded[_telling(wording, language)].append(wording)
    merged = [
        Alike(tuple(sorted(((written[wording], counts[wording]) for wording in wordings), key=_commonest)))
        for wordings in _merged({words: sum(counts[its] for its in all_) for words, all_ in worded.items()}, worded)
    ]
    return sorted(merged, key=lambda alike: (-alike.count, alike.question))


def _commonest(wording: tuple[str, int]) -> tuple[int, str]:
    return -wording[1], wording[0]


def _telling(wording: str, language: str) -> str:
    """Return the base forms of a wording's telling words, sorted; the wording itself where none tells anything."""
    code = recognise(wording.split(), language)
    return " ".join(sorted({base for word in wording.split() for base in _bases(word, code)})) or wording


@lru_cache(_CACHED_WORDS)
def _bases(word: str, code: str) -> tuple[str, ...]:
    """Return the likeliest base forms of a word, one unless it is a code and a word; none of a function word."""
    return tuple(its.bases[0] for its in analyse(word, code) if its.forms)


def _merged(counts: Mapping[str, int], worded: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """Return wordings by group: each asks, commonest first, to join the group that it is most like, or begins one."""
    groups: dict[str, list[str]] = {}
    sharing: dict[str, list[str]] = defaultdict(list)
    for words in sorted(counts, key=lambda words: (-counts[words], words)):
        beginnings = {word[:BEGINNING] for word in words.split()}
        rivals: dict[str, None] = {}
        for beginning in sorted(beginnings, key=lambda beginning: (len(sharing[beginning]), beginning)):
            rivals.update(dict.fromkeys(sharing[beginning][: MOST_COMPARED - len(rivals)]))
        found = process.extractOne(words, list(rivals), scorer=fuzz.token_sort_ratio, score_cutoff=LIKE)
        if found is not None:
            groups[found[0]].extend(worded[words])
            continue
        groups[words] = list(worded[words])
        for beginning in beginnings:
            sharing[beginning].append(words)
    return groups.values()
