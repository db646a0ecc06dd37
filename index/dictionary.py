"""Which base forms a word is known to have, from simplemma's dictionaries of inflected forms and lists of our own.

`lexicon/LANGUAGE/forms.txt` says what the dictionary does not know or has wrong: the forms before an arrow have the
base forms behind it and no others, `sålde, sålt => sälja`.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import TYPE_CHECKING

import marisa_trie
from platformdirs import user_cache_path

from index.keeping import keep

if TYPE_CHECKING:
    from collections.abc import Mapping


class BaseForms:
    """The base form of each inflected form that is known in a language; a trie, as there are a million of them.

    `mended` has all base forms of the words that the trie does not have right.
    """

    def __init__(self, trie: marisa_trie.BytesTrie, mended: Mapping[str, tuple[str, ...]]) -> None:
        self._trie = trie
        self.mended = mended

    def base(self, word: str) -> str:
        """Return the base form of `word`, in lower case; the word itself where it is not known."""
        if word in self.mended:
            return self.mended[word][0]
        return str(self._trie[word][0].decode()).casefold() if word in self else word

    def is_base(self, word: str) -> bool:
        """Tell whether `word` is known as a base form."""
        return word in self and self.base(word) == word

    def __contains__(self, word: str) -> bool:
        # A trie reads wrongly on after a NUL, and has no half characters.
        return word in self.mended or (word.isprintable() and word in self._trie)


@cache
def base_forms(code: str) -> BaseForms:
    """Return what is known of the language `code` (BCP 47); nothing of a language that simplemma does not have.

    The trie takes seconds to build, and simplemma a tenth of one to import, so it is kept in the user's cache folder.
    One that cannot be read is built anew, and one that cannot be kept does no harm.
    """
    code = code.partition("-")[0]
    mended = _mended(code)
    kept = user_cache_path("interviewbot") / f"base-forms-{version('simplemma')}-{code}.marisa"
    with suppress(OSError, RuntimeError, ValueError):
        return BaseForms(marisa_trie.BytesTrie().load(str(kept)), mended)
    trie = _from_simplemma(code)
    keep(kept, lambda draft: trie.save(str(draft)))
    return BaseForms(trie, mended)


def _mended(code: str) -> Mapping[str, tuple[str, ...]]:
    file = resources.files("index").joinpath("lexicon", code, "forms.txt")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    sides = (line.partition("=>") for line in lines if line and not line.startswith("#"))
    return {
        form.strip(): tuple(base.strip() for base in bases.split(","))
        for forms, _, bases in sides
        for form in forms.split(",")
    }


def _from_simplemma(code: str) -> marisa_trie.BytesTrie:
    from simplemma.strategies import DefaultDictionaryFactory  # noqa: PLC0415  # see above

    try:
        dictionary = DefaultDictionaryFactory().get_dictionary(code)
    except ValueError:
        return marisa_trie.BytesTrie()
    return marisa_trie.BytesTrie((word, base.encode()) for word, base in dictionary.items())
