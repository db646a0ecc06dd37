"""Which base form a word is known to have, from simplemma's dictionaries of inflected forms."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie
from platformdirs import user_cache_path


class BaseForms:
    """The base form of each inflected form that is known in a language; a trie, as there are a million of them."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def base(self, word: str) -> str:
        """Return the base form of `word`; the word itself where it is not known."""
        return str(self._trie[word][0].decode()) if word in self else word

    def is_base(self, word: str) -> bool:
        """Tell whether `word` is known as a base form."""
        return word in self and self.base(word) == word

    def __contains__(self, word: str) -> bool:
        # A trie reads wrongly on after a NUL, and has no half characters.
        return word.isprintable() and word in self._trie


@cache
def base_forms(code: str) -> BaseForms:
    """Return what is known of the language `code` (BCP 47); nothing of a language that simplemma does not have.

    The trie takes seconds to build, and simplemma a tenth of one to import, so it is kept in the user's cache folder.
    One that cannot be read is built anew, and one that cannot be kept does no harm.
    """
    code = code.partition("-")[0]
    kept = user_cache_path("interviewbot") / f"base-forms-{version('simplemma')}-{code}.marisa"
    with suppress(OSError, RuntimeError, ValueError):
        return BaseForms(marisa_trie.BytesTrie().load(str(kept)))
    trie = _from_simplemma(code)
    _keep(trie, kept)
    return BaseForms(trie)


def _from_simplemma(code: str) -> marisa_trie.BytesTrie:
    from simplemma.strategies import DefaultDictionaryFactory  # noqa: PLC0415  # see above

    try:
        dictionary = DefaultDictionaryFactory().get_dictionary(code)
    except ValueError:
        return marisa_trie.BytesTrie()
    return marisa_trie.BytesTrie((word, base.encode()) for word, base in dictionary.items())


def _keep(trie: marisa_trie.BytesTrie, file: Path) -> None:
    """Write a trie, whole or not at all."""
    with suppress(OSError, RuntimeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=file.parent)
        os.close(handle)
        try:
            trie.save(draft)
            Path(draft).replace(file)
        finally:
            Path(draft).unlink(missing_ok=True)
