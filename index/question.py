"""A reader's question, read: its language and its groups of weighted terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.analysis import analyse
from index.frequencies import rarity
from index.languages import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

PART_WEIGHT = 0.5
"""What a part of a hyphenated word counts beside the whole of it."""

MAX_GROUPS = 60
"""A question of more words that carry information is read no further; an answer is no easier to find by them."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that a group can be found under, and how much it counts there, above 0 and at most 1."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question that carries information, and all terms that it can be found under.

    `information` is from 0.1 to 1, by how rare the word is in its language. A word that no interview can have
    (it is a function word in all their languages) has no alternatives, and still counts as asked for.
    """

    word: str
    information: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the text as typed, its language (BCP 47) and its groups, none where no word says anything."""

    text: str
    language: str
    groups: tuple[Group, ...]


def read(text: str, languages: Sequence[str]) -> Question:
    """Read a question to interviews in `languages` (BCP 47); the first is assumed where the words do not tell."""
    words = analyse(text, languages[0])
    language = recognise([word.normal for word in words], languages[0])
    asked = [word for word in analyse(text, language) if word.terms]
    found = {code: {word.start: word.terms for word in analyse(text, code)} for code in languages}
    groups: dict[str, Group] = {}
    for word in asked:
        if word.normal in groups or len(groups) == MAX_GROUPS:
            continue
        weights: dict[str, float] = {}
        for code in languages:
            for place, term in enumerate(found[code].get(word.start, ())):
                weights.setdefault(term, PART_WEIGHT if place else 1.0)
        groups[word.normal] = Group(
            word.normal,
            rarity(word.normal, language),
            tuple(Alternative(term, weight) for term, weight in weights.items()),
        )
    return Question(text, language, tuple(groups.values()))
