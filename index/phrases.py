"""Fixed phrases: words that mean something together, "dra igång" or "sign up", found in a text by their base forms."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from operator import contains
from typing import TYPE_CHECKING

from index.lexicon import TRANSLATED, lexicon, translations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

MOST_BETWEEN = 1
"""Function words that may stand behind a phrase's first word: "vad tjänar man på" has "tjäna på"."""


BETWEEN_WORDS = str.maketrans("'&", "  ")
"""What parts words in a text as a space does: "children's book" is read as "children s book"."""


class Phrases:
    """A set of phrases, each words in base form, one space apart; single words among them are passed over."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_beginning: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase in phrases:
            first, *rest = phrase.translate(BETWEEN_WORDS).split()
            if rest:
                self._by_beginning[first, rest[0]].append((tuple(rest[1:]), phrase))

    def find(self, readings: Sequence[Collection[str]], functions: Sequence[bool]) -> Iterator[tuple[str, range]]:
        """Yield each phrase in a text, and the places, from 0, that it takes there, a word between among them.

        `readings` has the base forms of each word of the text, `functions` whether it is a function word.
        """
        for start, first in enumerate(readings):
            for second in range(start + 1, min(start + 2 + MOST_BETWEEN, len(readings))):
                for beginning in product(first, readings[second]):
                    for ending, phrase in self._by_beginning.get(beginning, ()):
                        rest = range(second + 1, second + 1 + len(ending))
                        if rest.stop <= len(readings) and all(map(contains, readings[rest.start :], ending)):
                            yield phrase, range(start, rest.stop)
                if not functions[second]:
                    break


@cache
def phrases(code: str) -> Phrases:
    """Return the phrases of the lexicon and the translations of a language, by its BCP 47 primary subtag."""
    translated = (word for other in TRANSLATED for word in translations(code, other))
    return Phrases({*lexicon(code).words, *translated})
