"""Text to terms: one path, for passages and for questions alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.languages import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

# Combining accents belong to their letter; soft hyphens and zero-width marks stand inside words unseen.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060"
_LETTERS = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+"
_TOKEN = re.compile(rf"{_LETTERS}(?:[-‐‑]{_LETTERS})*")
_TO_DROP = re.compile(f"[{_INVISIBLE}]")
_HYPHEN = re.compile("[-‐‑]")
_CODE_BORDER = re.compile(rf"(?<=\d)(?=[{_INVISIBLE}]*[^\W\d_])")
MAX_WORD_LENGTH = 100
"""Code points; what is longer is no word and is left out."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a text, `text[start:end]`, and the terms that it is found under.

    `normal` is the word in lower case and one Unicode form. `terms` begins with the most exact one; it is empty for
    a function word.
    """

    normal: str
    start: int
    end: int
    terms: tuple[str, ...]


def normalise(text: str) -> str:
    """Return `text` in lower case and one Unicode form (NFKC), without invisible characters; idempotent."""
    folded = unicodedata.normalize("NFKC", _TO_DROP.sub("", text)).casefold()
    # Folding can undo composition and the reverse ("ΐ"), so both run until nothing changes: twice at the most.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())


def analyse(text: str, code: str) -> tuple[Word, ...]:
    """Return the words of `text` with their terms in the language `code` (BCP 47), in the order of the text.

    A hyphen joins and parts: "journal-arkiv" has the terms of "journalarkiv", "journal" and "arkiv". A single letter
    before a hyphen belongs to the word ("e-arkiv" is "earkiv" and "arkiv"), and a code with digits before one stands
    by itself ("R7e-arkiv" is "r7" and "e-arkiv"). Numerals are terms as figures.
    """
    known = language(code)
    return tuple(word for token in _TOKEN.finditer(text) for word in _words(token, known))


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
        return Word(normal, start, end, ())
    parts = [part for part in _HYPHEN.split(normal) if part]
    whole = "".join(parts)
    if not whole:
        return Word(normal, start, end, ())
    # A single letter ("e-arkiv", "x-ray") says too little by itself.
    forms = [whole, *(part for part in parts if len(part) > 1)] if len(parts) > 1 else [whole]
    found = (_term(form, known) for form in forms if form not in known.function_words)
    return Word(normal, start, end, tuple(dict.fromkeys(found)))


def _term(form: str, known: Language) -> str:
    number = known.numbers.get(form)
    return known.stem(form) if number is None else str(number)
