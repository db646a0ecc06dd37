"""Whether words ask."""

from __future__ import annotations

import re

from index.reading.vocabulary import (
    ANSWERING,
    ENGLISH_ABOUT_I,
    FIRST_PERSON,
    IMPERATIVES,
    PLURAL,
    QUESTION_WORDS,
    SECOND_PERSON,
)

_SENTENCE_END = re.compile(r"[.!?…][\"”»)*_]{0,3}\s+(?=[^\s,;])")
_CLOSING = " \t\n\"'”’»«“)*_]›"
_AROUND_WORDS = ".,;:!?…\"”“'’()*_–—-¿»«"
_TOLD = frozenset({"me", "mig", "meg", "mir"})
"""Whom "Tell me" and "Berätta för mig" bid somebody tell."""
_BEFORE_WORDS = ' \t0123456789.):/»«"“”„–—-•*_#>'
_LONGEST_PROMPT = 70
"""Words: a paragraph that is longer and ends in a question mark is more likely an answer."""


def sentences(text: str) -> list[str]:
    """Cut `text` where a sentence ends and white space follows."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    parts = (text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def ends_asking(text: str) -> bool:
    """Tell whether the last sentence is a question."""
    return text.rstrip(_CLOSING).rstrip("!…. ").rstrip(_CLOSING).endswith("?") and "?" in text[-12:]


def bids(text: str) -> bool:
    """Tell whether a sentence bids somebody speak: "Berätta …", "Describe …"."""
    return any(_first_word(sentence) in IMPERATIVES for sentence in sentences(text[:2000]))


def asks(text: str) -> bool:
    """Tell whether a turn asks: it ends in a question, or bids somebody speak ("Berätta …")."""
    return ends_asking(text) or bids(text)


def is_prompt(text: str) -> bool:
    """Tell whether a paragraph that nothing marks is likely to be a question to somebody.

    Not "Vad hade jag att förlora?", which speaks of the speaker, nor "Describe it and you lose it, I thought.".
    """
    words = text.split()
    if not words or len(words) > _LONGEST_PROMPT or words[0].strip(_AROUND_WORDS).casefold() in ANSWERING:
        return False
    own, other = _has_first_person(words), addresses(text)
    if ends_asking(text):
        return other or not own
    return bids_only(text) and not _has_first_person([word for word in words if word.strip(_AROUND_WORDS) not in _TOLD])


def bids_only(text: str) -> bool:
    """Tell whether the first or the last sentence of a short paragraph bids somebody speak."""
    parts = sentences(text)
    if not parts or len(text.split()) > _LONGEST_PROMPT // 2:
        return False
    return _first_word(parts[-1]) in IMPERATIVES or _first_word(parts[0]) in IMPERATIVES


def begins_asking(text: str) -> bool:
    """Tell whether `text` begins as questions do: with a question word, or with a verb."""
    return _first_word(text) in QUESTION_WORDS


def speaks_of_self(text: str) -> bool:
    """Tell whether the beginning of `text` is in the first person, singular or plural."""
    words = text.split(maxsplit=60)[:60]
    return _has_first_person(words) or any(word.strip(_AROUND_WORDS).casefold() in PLURAL for word in words)


def in_first_person(text: str) -> bool:
    """Tell whether the beginning of `text` is in the first person singular."""
    return _has_first_person(text.split(maxsplit=120)[:120])


def _has_first_person(words: list[str]) -> bool:
    bare = [word.strip(_AROUND_WORDS) for word in words]
    said = {word.casefold() for word in bare}
    return bool(said & FIRST_PERSON) or ("I" in bare and bool(said & ENGLISH_ABOUT_I))


def addresses(text: str) -> bool:
    """Tell whether `text` speaks to somebody."""
    return any(word.strip(_AROUND_WORDS).casefold() in SECOND_PERSON for word in text.split())


def _first_word(text: str) -> str:
    words = text.lstrip(_BEFORE_WORDS).split(maxsplit=2)
    first = words[0].strip(_AROUND_WORDS).casefold() if words else ""
    if first in {"och", "and", "men", "but", "so", "så", "ok", "okej", "please", "og", "und"} and len(words) > 1:
        return words[1].strip(_AROUND_WORDS).casefold()
    return first
