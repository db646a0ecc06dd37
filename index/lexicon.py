"""Word relations, read from the files in `lexicon/`: which other words a word may stand for, and how surely.

The files are in Solr's synonyms format. `synonyms` has groups of words that stand for each other, `a, b, c`; `kinds`
what is a kind of what, `möbel => säng, stol`; `related` words that only lean towards each other, one towards several,
`skola => elev, betyg`, or each towards each, `lära, läxa, kurs`. `alone.txt` lists the common words that need no
relation. `en-sv.txt` has translations, many words to many.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable


class Relation(StrEnum):
    """How one word leads to another."""

    SYNONYM = "synonym"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"
    TRANSLATION = "translation"


STRENGTHS = {
    Relation.SYNONYM: 0.8,
    Relation.NARROWER: 0.7,
    Relation.BROADER: 0.4,
    Relation.RELATED: 0.35,
    Relation.TRANSLATION: 0.85,
}
"""How much a related word counts beside the word itself, which counts 1."""

TRANSLATED = ("en", "sv")
"""The two languages of the list of translations, the left side's first."""


class LexiconError(ValueError):
    """A lexicon file that breaks the format: which file, which line, what is wrong and what to do."""


class Lexicon:
    """The relations between the words of one language, in base form and lower case."""

    def __init__(self) -> None:
        self._groups: list[tuple[str, list[str], Relation]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._links: dict[str, Mapping[str, Relation]] = {}

    def add(self, lines: Iterable[str], relation: Relation, name: str) -> None:
        """Add the groups of a file; `name` is the file's, for errors.

        A line with `=>` in a file of synonyms is one of kinds, so that one file can hold both.

        Raises:
            LexiconError: a line has no two words.

        """
        for number, line in enumerate(lines, 1):
            text = line.partition("#")[0].strip().casefold()
            if not text:
                continue
            left, arrow, right = text.partition("=>")
            heads, words = (_words(left), _words(right)) if arrow else ([""], _words(left))
            if not (heads and words) or "=>" in right or not (arrow or len(words) > 1):
                message = f'{name}:{number}: no relation; write "word, word" or "word => word, word"'
                raise LexiconError(message)
            if "-" in text:
                heads, words = [*map(_joined, heads)], [*map(_joined, words)]
            its = Relation.NARROWER if arrow and relation is Relation.SYNONYM else relation
            for head in heads:
                place = len(self._groups)
                self._groups.append((head, words, its))
                for word in (head, *words) if head else words:
                    self._places[word].append(place)
        self._links.clear()

    @property
    def words(self) -> Collection[str]:
        """All words and phrases that lead to others."""
        return self._places.keys()

    def links(self, word: str) -> Mapping[str, Relation]:
        """Return what a word in base form leads to, each other word with the strongest relation that leads there."""
        if word not in self._links:
            # Only when it is asked for: a start would take twice as long.
            found: dict[str, Relation] = {}
            for place in self._places.get(word, ()):
                for other, relation in _linked(word, *self._groups[place]):
                    if other not in found or STRENGTHS[found[other]] < STRENGTHS[relation]:
                        found[other] = relation
            self._links[word] = found
        return self._links[word]


def _linked(word: str, head: str, words: Sequence[str], relation: Relation) -> Iterator[tuple[str, Relation]]:
    """Yield what a word of a group leads to by it: `head` is the word before an arrow, if there is one."""
    if not head or word == head:
        yield from ((other, relation) for other in words if other != word)
    else:
        yield head, Relation.BROADER if relation is Relation.NARROWER else relation


@cache
def lexicon(code: str) -> Lexicon:
    """Return the lexicon of a language, by its BCP 47 primary subtag; an empty one where none has been written."""
    found = Lexicon()
    folder = resources.files("index").joinpath("lexicon", code)
    for name, relation in (
        ("synonyms", Relation.SYNONYM),
        ("kinds", Relation.NARROWER),
        ("related", Relation.RELATED),
    ):
        for file in _files(folder.joinpath(name)):
            found.add(_lines(file), relation, file.name)
    return found


@cache
def translations(source: str, target: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of the language `target` that each word of `source` can be translated by; none of other pairs.

    Both are BCP 47 primary subtags.
    """
    if {source, target} != set(TRANSLATED) or source == target:
        return {}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in _lines(resources.files("index").joinpath("lexicon", f"{'-'.join(TRANSLATED)}.txt")):
        left, _, right = line.partition("=>")
        head = _joined(left.strip())
        for word in map(_joined, _words(right)):
            if source == TRANSLATED[0]:
                found[head][word] = None
            else:
                found[word][head] = None
    return {word: tuple(others) for word, others in found.items()}


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def _joined(word: str) -> str:
    """Return a word as texts are searched for it, "e-mail" as "email"; a phrase as it is."""
    return word if " " in word else word.replace("-", "")


def _files(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []


def _lines(file: Traversable) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
