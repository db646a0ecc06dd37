"""A reader's question, read: its language, its groups of weighted terms, and the kind of answer it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from index.analysis import analyse, with_phrases
from index.answer_kind import AnswerKind, asked_for
from index.frequencies import common_words, rarity, zipf
from index.languages import WRITTEN_FOR, recognise
from index.languages import language as known_language
from index.phrases import Phrases
from index.spelling import Spelling, unaccented
from index.widening import Alternative, AskedWord, Widener

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.analysis import Word
    from index.forms import Forms
    from index.lexicon import Lexicon

FAR_COMMONER = 1.0
"""How much commoner, in Zipf units a word, words of no grammar are in the language that they are taken for."""

_ABOUT_WHAT_THEY_ASK = (AnswerKind.PRICE, AnswerKind.PLACE)
_OPENING, _ENDING = " \n\t\"'”’«([-–—", ".!?:;"
_YEAR = re.compile("1[5-9][0-9][0-9]|20[0-9][0-9]")
MAX_GROUPS = 60
"""A question of more words that carry information is read no further; an answer is no easier to find by them."""

MAX_CORRECTED = 60
"""So many different words of a question are corrected, its first: one that no dictionary knows takes 10 ms."""


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question that carries information, and all terms that it can be found under.

    `information` is from 0.1 to 1, by how rare the word is in its language. `is_name` tells
    that it was typed as names are, with a capital inside a sentence, or is a year; `is_asked_for` that it says what
    kind of answer is wanted, as the town of "which town"; `is_counted` that it is what "how many" asks for.
    """

    word: str
    information: float
    alternatives: tuple[Alternative, ...]
    is_name: bool = False
    is_asked_for: bool = False
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the text as typed, its language (BCP 47) and its groups, none where no word says anything.

    `corrections` are words of groups that were read as others, as they were typed and as they were read. `kind` is the
    kind of answer that is asked for, None where it is no particular one.
    """

    text: str
    language: str
    groups: tuple[Group, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    kind: AnswerKind | None = None


class Reader:
    """Reads questions to the interviews of a library."""

    def __init__(self, words: Iterable[str], own: Lexicon, vocabulary: frozenset[str]) -> None:
        """Know the words of the library, in lower case: they are never misspelt.

        `own` is the publisher's lexicon, and `vocabulary` all terms of the library, to which alone words lead.
        """
        self._words = frozenset(words).union(own.words)
        self._widener = Widener(own, vocabulary)
        self._phrases = Phrases(own.words)
        self._spellings: dict[str, Spelling] = {}

    def read(self, text: str, languages: Sequence[str]) -> Question:
        """Read a question to interviews in `languages` (BCP 47); the first is assumed where the words do not tell."""
        found = analyse(text, languages[0])
        typed = [word.normal for word in found]
        language = _language(typed, languages[0])
        read = self._corrected(typed, language)
        # Elsewhere a capital may mean nothing: German writes all nouns with one.
        named = {word.normal for word in found if language in WRITTEN_FOR and _is_name(text, word)}
        names = {after for before, after in read if before in named}
        kind, asking = asked_for(" ".join(after for _, after in read), language)
        words = with_phrases(analyse(" ".join(meant for _, meant in read), language), self._phrases, language)
        counted = _counted(words, asking) if kind is AnswerKind.COUNT else frozenset()
        groups: dict[str, Group] = {}
        for word in words:
            if word.forms is not None and word.normal not in groups and len(groups) < MAX_GROUPS:
                asked = AskedWord(word.normal, word.forms, language, word.phrases)
                information = _information(word.normal, word.forms, language)
                alternatives = self._widener.widen(asked, languages)
                its = word.normal
                groups[its] = Group(its, information, alternatives, its in names, its in asking, its in counted)
        # "how many" asks for a number, and is not what the question is about; "which town" is about towns.
        about = tuple(group for word, group in groups.items() if word not in asking or kind in _ABOUT_WHAT_THEY_ASK)
        kept = about or tuple(groups.values())
        told = {group.word for group in kept}
        stem = known_language(language).stem
        misspelt = ((before, after) for before, after in read if stem(before) != stem(after))
        corrections = tuple((before, after) for before, after in misspelt if after in told)
        return Question(text, language, kept, corrections, kind)

    def _corrected(self, typed: list[str], language: str) -> list[tuple[str, str]]:
        """Return each word as it was typed and as it is read."""
        spelling = self._spellings.get(language)
        if spelling is None:
            spelling = self._spellings[language] = Spelling(self._words, language)
        has_accents = any(unaccented(word) != word for word in typed)
        words = spelling.joined(typed)
        looked_up = islice(dict.fromkeys(words), MAX_CORRECTED)
        meant = {word: spelling.corrected(word, has_accents=has_accents) for word in looked_up}
        return [(word, meant.get(word, word)) for word in words]


def _language(words: Sequence[str], otherwise: str) -> str:
    """Return the code of the language that words are written in, `otherwise` where they do not tell.

    By their grammar, where a list tells that; else by how common they are.
    """
    code = known_language(otherwise).code
    total = {its: sum(zipf(word, its) for word in words) for its in (code, *WRITTEN_FOR)}
    best = max(total, key=lambda its: total[its])
    commonest = best if total[best] - total[code] >= FAR_COMMONER * len(words) > 0 else otherwise
    is_listed = code in WRITTEN_FOR or not common_words(code)
    return recognise(words, commonest) if is_listed else commonest


def _counted(words: Sequence[Word], asking: frozenset[str]) -> frozenset[str]:
    """Return the words right behind those that ask how many, up to the next that has no meaning of its own."""
    behind = dropwhile(lambda word: word.normal not in asking, words)
    behind = dropwhile(lambda word: word.normal in asking, behind)
    return frozenset(word.normal for word in takewhile(lambda word: word.forms is not None, behind))


def _is_name(text: str, word: Word) -> bool:
    """Tell whether a word is written as a name: with a capital, not behind a full stop or where all is in capitals."""
    if _YEAR.fullmatch(word.normal):
        return True
    before = text[: word.start].rstrip(_OPENING)
    return text[word.start].isupper() and before != "" and before[-1] not in _ENDING and not text.isupper()


def _information(word: str, its: Forms, language: str) -> float:
    """Return how much a word tells: as little as the commonest of its forms."""
    return min(rarity(form, language) for form in (word, its.bases[0]))
