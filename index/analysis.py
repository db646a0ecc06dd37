"""Text to terms: one path, for passages and for questions alike."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.forms import Forms, forms
from index.frequencies import rarity
from index.languages import Language, language
from index.phrases import Phrases, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Combining accents belong to their letter; soft hyphens and zero-width marks stand inside words unseen.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060"
LETTERS = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+"
"""The pattern of letters and digits in a row."""

_TOKEN = re.compile(rf"{LETTERS}(?:[-‐‑]{LETTERS})*")
_TO_DROP = re.compile(f"[{_INVISIBLE}]")
_HYPHEN = re.compile("[-‐‑]")
_CODE_BORDER = re.compile(rf"(?<=\d)(?=[{_INVISIBLE}]*[^\W\d_])")
MAX_WORD_LENGTH = 100
"""Code points; what is longer is no word and is left out."""


STEM, PART = "~", "+"
"""What a term begins with that is a word's stem, and one that is something it is made of; a base form has no mark."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a text, `text[start:end]`, and its forms; a function word has none.

    `normal` is the word in lower case and one Unicode form. `phrases` are the fixed phrases in the text of which it is
    the word that tells the most.
    """

    normal: str
    start: int
    end: int
    forms: Forms | None
    phrases: tuple[str, ...] = ()

    @property
    def bases(self) -> tuple[str, ...]:
        """The word's base forms, likeliest first; a function word stands for itself."""
        return self.forms.bases if self.forms else (self.normal,)

    @property
    def terms(self) -> tuple[str, ...]:
        """What the word is found under: its base forms, its stem, what it is made of, and its phrases."""
        if self.forms is None:
            return ()
        made_of = (f"{PART}{part}" for part in self.forms.parts)
        return (*self.forms.bases, f"{STEM}{self.forms.stem}", *made_of, *self.phrases)


def normalise(text: str) -> str:
    """Return `text` in lower case and one Unicode form (NFKC), without invisible characters; idempotent."""
    folded = unicodedata.normalize("NFKC", _TO_DROP.sub("", text)).casefold()
    # Folding can undo composition and the reverse ("ΐ"), so both run until nothing changes: twice at the most.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())


def analyse(text: str, code: str) -> tuple[Word, ...]:
    """Return the words of `text` with their terms in the language `code` (BCP 47), in the order of the text.

    A hyphen joins and parts: "journal-arkiv" is "journalarkiv", made of "journal" and "arkiv". A single letter before a
    hyphen belongs to the word ("e-arkiv" is "earkiv"), and a code with digits before one stands by itself ("R7e-arkiv"
    is "r7" and "e-arkiv"). Numerals are figures.
    """
    known = language(code)
    words = [word for token in _TOKEN.finditer(text) for word in _words(token, known)]
    return with_phrases(words, phrases(known.code), known.code)


def with_phrases(words: Sequence[Word], known: Phrases, code: str) -> tuple[Word, ...]:
    """Return the words of a text, each also with the phrases among `known` that it tells the most of.

    A phrase's words stand there in base form or as the phrase has them: "frying pans" are pans, and not fried.
    """
    found: dict[int, list[str]] = defaultdict(list)
    readings = [dict.fromkeys((word.normal, *word.bases)) for word in words]
    for text, places in known.find(readings, [word.forms is None for word in words]):
        telling = [place for place in places if words[place].forms]
        if telling:
            found[max(telling, key=lambda place: rarity(words[place].normal, code))].append(text)
    return tuple(
        replace(word, phrases=tuple(dict.fromkeys((*word.phrases, *found[place])))) if place in found else word
        for place, word in enumerate(words)
    )


def terms(text: str, code: str) -> list[str]:
    """Return all terms of `text`, in order, repeated as often as they stand there."""
    return [term for word in analyse(text, code) for term in word.terms]


def phrase(text: str) -> str:
    """Return the words of a text, function words among them, in lower case and one space apart: its mere wording."""
    return " ".join(filter(None, (normalise(token[0]) for token in _TOKEN.finditer(text))))


def _words(token: re.Match[str], known: Language) -> Iterator[Word]:
    # Before it is normalised: that takes long for a letter under thousands of accents.
    if len(token[0]) > MAX_WORD_LENGTH or not (normal := normalise(token[0])):
        return
    code_end = _code_end(token[0])
    if code_end:
        yield _word(normalise(token[0][:code_end]), token.start(), token.start() + code_end, known)
        normal = normalise(token[0][code_end:])
    yield _word(normal, token.start() + code_end, token.end(), known)


def _code_end(token: str) -> int:
    """Return where a code such as the R7 of "R7e-arkiv" ends, 0 where the token begins with none."""
    border = _CODE_BORDER.search(_HYPHEN.split(token)[0])
    return border.start() if border else 0


def _word(normal: str, start: int, end: int, known: Language) -> Word:
    if normal in known.function_words:
        return Word(normal, start, end, None)
    pieces = [piece for piece in _HYPHEN.split(normal) if piece]
    whole = "".join(pieces)
    if not whole:
        return Word(normal, start, end, None)
    if whole in known.numbers:
        whole = str(known.numbers[whole])
    its = forms(whole, known.code)
    if len(pieces) > 1:
        # No dictionary has the whole word ("e-arkivet"), but its last piece is inflected as any other.
        whole = "".join([*pieces[:-1], forms(pieces[-1], known.code).bases[0]])
        # A single letter ("e-arkiv", "x-ray") says too little by itself.
        bases = [forms(piece, known.code).bases[0] for piece in pieces if len(piece) > 1]
        its = replace(its, bases=(whole,), parts=tuple(dict.fromkeys([*bases, *its.parts])))
    return Word(normal, start, end, its)
