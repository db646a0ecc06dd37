"""How rare a word is in a language, from wordfreq's lists."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from index.keeping import keep

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

COMMONEST, RAREST = 0.1, 1.0
NUMBER = 0.5
"""How much a word tells that is on every page, that no list has, and that is a number."""

STEEPNESS = 1.5
"""How much more than in proportion a rare word tells: at 1, "use" hid what was to be used."""


def rarity(word: str, code: str) -> float:
    """Return how much a word, in lower case, tells in the language `code` (BCP 47): from 0.1 to 1.

    One less an eighth of its Zipf frequency, to the power of `STEEPNESS`.
    """
    if word.isdecimal():
        return NUMBER
    return max(COMMONEST, float((RAREST - zipf(word, code) / 8) ** STEEPNESS))


def zipf(word: str, code: str) -> float:
    """Return the Zipf frequency of a word, in lower case, in the language `code` (BCP 47); 0 for one not in the list.

    It is the logarithm to base 10 of the word's count in a billion words.
    """
    return _zipf_frequencies(code.partition("-")[0]).get(word, 0.0)


def common_words(code: str) -> Collection[str]:
    """Return the words of the list of the language `code` (BCP 47): some 30,000, or none where there is no list."""
    return _zipf_frequencies(code.partition("-")[0]).keys()


@cache
def _zipf_frequencies(code: str) -> Mapping[str, float]:
    """Return the Zipf frequency of each word in wordfreq's small list; of none where there is no list.

    wordfreq takes a fifth of a second to import, so its list is kept in the user's cache folder. What is there is
    not trusted: a file that cannot be read, or is no such list, is made anew.
    """
    kept = user_cache_path("interviewbot") / f"frequencies-{version('wordfreq')}-{code}.json"
    with suppress(OSError, ValueError, RecursionError):
        frequencies = json.loads(kept.read_bytes())
        if isinstance(frequencies, dict) and frequencies and all(type(its) is float for its in frequencies.values()):
            return frequencies
    frequencies = _from_wordfreq(code)
    keep(kept, lambda draft: draft.write_text(json.dumps(frequencies, ensure_ascii=False), encoding="utf-8"))
    return frequencies


def _from_wordfreq(code: str) -> dict[str, float]:
    import wordfreq  # noqa: PLC0415  # see above

    if code not in wordfreq.available_languages("small"):
        return {}
    shares = wordfreq.get_frequency_dict(code, "small")
    return {word: round(math.log10(share) + 9, 2) for word, share in shares.items()}
