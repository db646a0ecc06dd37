"""Whether somebody really said that: a quotation beside the interviews' own words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from index.comparing import Change, compare
from index.frequencies import rarity
from index.interview import Role
from index.languages import WRITTEN_FOR, language
from index.quoted import normals, stretches, stretches_in_marks, tokens
from index.text_fragment import leading_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from index.comparing import Block
    from index.interview import Citation, Interview, Passage, Turn
    from index.library import Library
    from index.quoted import Stretch, Token

FEWEST_WORDS = 4
"""Words of a quotation that can be altered; fewer stand somewhere or they do not."""

ALTERED_FROM, NEAR_FROM = 0.6, 0.4
FEWEST_ALIKE = 3
"""From which likeness to the true words a quotation is an altered one, from which they are near, and how many of the
words are the same at least.
"""

MOST_EXACT, MOST_LIKELY = 50, 20
"""How many turns are looked at that have a quotation's first words to the letter, and that have some telling ones."""

_SOUGHT_WORDS, _SOUGHT_ROWS, _ROW, _FIRST_ROW = 8, 12, 3, 8
"""How many words and how many rows of words of a quotation are looked up at most, and how long such a row is, and the
row that it begins with."""

_RANK = {Role.ANSWER: 0, Role.INTRODUCTION: 1, Role.QUESTION: 2, Role.OUTRO: 3}
"""Whose words are meant where several have said the same."""


class Outcome(StrEnum):
    """What has come of looking for a quotation."""

    EXACT = "exact"
    ALTERED = "altered"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a quotation beside the true ones, by offsets in code points: in the quotation and in the turn.

    Of what is left out the offsets in the quotation are equal, and of what is put in those in the turn.
    """

    change: Change
    quoted: tuple[int, int]
    true: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """True words: `turn.text[start:end]`, in code points, of the interview with the id `interview`.

    `passage` is the part of the turn that they begin in, for an interviewer's words the beginning of the answer to
    them; None for those that nobody answers. The citation names who said them.
    """

    interview: str
    turn: Turn
    start: int
    end: int
    passage: Passage | None
    citation: Citation

    @property
    def text(self) -> str:
        """The true words."""
        return self.turn.text[self.start : self.end]

    @property
    def is_interviewers(self) -> bool:
        """Whether it is the interviewer who says them."""
        return self.turn.role in (Role.QUESTION, Role.OUTRO)


@dataclass(frozen=True, slots=True)
class Verification:
    """What has come of looking for a quotation, `quoted`, as it was pasted.

    `place` is where its words stand if it is exact or altered, from its first to its last one, and else the nearest
    there is, None where none is near. `pieces` put the quotation beside the true words, in order: what stands around it
    (who said it, where) is in none, nor what it leaves out by an ellipsis, which `has_gaps` tells of. `likeness` is
    from 0 to 1. A short quotation has too few words to be altered, and may stand in many places.
    """

    outcome: Outcome
    quoted: str
    place: Place | None = None
    pieces: tuple[Piece, ...] = ()
    likeness: float = 0.0
    is_short: bool = False
    has_gaps: bool = False


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A turn where it stands, and the passages that it is cited by: its own, else those of the answer to it."""

    interview: Interview
    turn: Turn
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A quotation beside a turn."""

    spoken: _Spoken
    blocks: tuple[Block, ...]
    likeness: float

    @property
    def is_exact(self) -> bool:
        return all(block.is_same for block in self.blocks)

    @property
    def is_near(self) -> bool:
        alike = sum(len(block.quoted) for block in self.blocks if block.is_same)
        return self.likeness >= NEAR_FROM and alike >= FEWEST_ALIKE

    @property
    def count(self) -> int:
        """How many words are quoted, without those that only say whose they are."""
        return sum(len(block.quoted) for block in self.blocks)


class Verifier:
    """Looks for quotations in a library. What it looks in is made at the first one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def verify(self, quotation: str, interview: str | None = None, at: str | None = None) -> Verification:
        """Look for a quotation in all interviews, or in `interview` alone; where several have it, `at` is meant.

        Every turn is looked through: answers, introductions, and what interviewers say.

        Raises:
            KeyError: there is no interview with the id `interview`.

        """
        whole, inside = stretches(quotation), stretches_in_marks(quotation)
        best, found = whole, self._best(quotation, whole, interview, at)
        is_missing = found is None or found.likeness < ALTERED_FROM
        if found is None or not found.is_exact:
            is_mainly_inside = 2 * _count(inside) >= _count(whole)
            if inside and (is_mainly_inside or (is_missing and _count(inside) >= FEWEST_WORDS)):
                within = self._best(quotation, inside, interview, at)
                if within is not None and (found is None or within.likeness > found.likeness):
                    best, found = inside, within
        is_short = _count(best) < FEWEST_WORDS
        if found is None or not (found.is_exact or (found.is_near and not is_short)):
            return Verification(Outcome.NOT_FOUND, quotation, is_short=is_short)
        place = self._place(found)
        if found.is_exact:
            outcome = Outcome.EXACT
        else:
            outcome = Outcome.ALTERED if found.likeness >= ALTERED_FROM else Outcome.NOT_FOUND
        pieces = tuple(_pieces(found)) if outcome is not Outcome.NOT_FOUND else ()
        is_short = found.count < FEWEST_WORDS
        return Verification(outcome, quotation, place, pieces, found.likeness, is_short, _has_gaps(found.blocks))

    def _best(
        self, quotation: str, quoted: Sequence[Stretch], interview: str | None, at: str | None
    ) -> _Compared | None:
        """Return the turn that a quotation is nearest to: if it is there to the letter, that in the interview `at`."""
        if not quoted:
            return None
        compared = [self._compared(quotation, quoted, its) for its in self._likely(quoted, interview, at)]

        def worth(its: _Compared) -> tuple[bool, float, int, bool, int]:
            spoken = its.spoken
            is_meant = spoken.interview.id == at
            return its.is_exact, round(its.likeness, 6), its.count, is_meant, -_RANK[spoken.turn.role]

        return max((its for its in compared if its.blocks), key=worth, default=None)

    def _compared(self, quotation: str, quoted: Sequence[Stretch], spoken: _Spoken) -> _Compared:
        known = _Around(spoken)
        blocks = compare(quoted, spoken.turn.text, tokens(spoken.turn.text))
        kept = [
            block
            for place, block in enumerate(blocks)
            if block.is_same
            or not block.quoted
            or not known.is_around(quotation, block.quoted, is_inside=0 < place < len(blocks) - 1)
        ]
        while kept and not kept[0].quoted:  # left out before what has turned out to be no part of the quotation
            kept.pop(0)
        while kept and not kept[-1].quoted:
            kept.pop()
        if not any(block.is_same for block in kept):
            kept = []
        return _Compared(spoken, tuple(kept), _likeness(kept, spoken.interview.language))

    def _likely(self, quoted: Sequence[Stretch], interview: str | None, at: str | None) -> Iterator[_Spoken]:
        """Yield the turns that a quotation may stand in: those with its first words, then with its telling ones."""
        low, high = (0, len(self._spoken)) if interview is None else self._rows[interview]
        first, last = self._rows.get(at or "", (0, 0))
        longest = max(quoted, key=lambda stretch: len(stretch.words))
        whole = normals(longest.words)[longest.is_first_cut : len(longest.words) - longest.is_last_cut]
        order = f"rowid BETWEEN {first} AND {last - 1} DESC, rowid"
        found = dict.fromkeys(self._rows_with([" ".join(whole[:_FIRST_ROW])], low, high, order, MOST_EXACT))
        words = [word for stretch in quoted for word in normals(stretch.words)]
        rows = [words[place : place + _ROW] for place in range(len(words) - _ROW + 1)]
        telling = [*self._telling([[word] for word in words], _SOUGHT_WORDS), *self._telling(rows, _SOUGHT_ROWS)]
        sought = dict.fromkeys(map(" ".join, telling))
        found.update(dict.fromkeys(self._rows_with(sought, low, high, "rank, rowid", MOST_LIKELY)))
        return (self._spoken[row] for row in found)

    def _rows_with(self, phrases: Iterable[str], low: int, high: int, order: str, most: int) -> Iterator[int]:
        """Yield the rows from `low` to before `high` that hold any of some rows of words."""
        sought = " OR ".join(f'"{phrase}"' for phrase in phrases)
        query = f"SELECT rowid FROM spoken WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY {order} LIMIT ?"  # noqa: S608  # an order of our own
        return (row for (row,) in self._index.execute(query, (sought, low, high - 1, most)))

    def _telling(self, rows: Sequence[Sequence[str]], most: int) -> Iterator[Sequence[str]]:
        """Yield at most so many of some rows of words, from all over: of as many neighbours the one that tells most."""
        step = -(-len(rows) // most) or 1
        for place in range(0, len(rows), step):
            yield max(rows[place : place + step], key=lambda row: sum(map(self._rarity, row)))

    def _rarity(self, word: str) -> float:
        """Return how much a word tells, in the language of the library in which it tells the least."""
        return min(rarity(word, code) for code in self._library.languages)

    @cached_property
    def _spoken(self) -> Sequence[_Spoken]:
        return [its for interview in self._library.interviews.values() for its in self._of(interview)]

    def _of(self, interview: Interview) -> Iterator[_Spoken]:
        own: dict[int, list[Passage]] = {}
        for passage in self._library.of(interview.id):
            own.setdefault(id(passage.turn), []).append(passage)
        answers: list[tuple[Passage, ...]] = []
        follows: tuple[Passage, ...] = ()
        for turn in reversed(interview.turns):
            its = tuple(own.get(id(turn), ()))
            follows = its if turn.role is Role.ANSWER else follows
            answers.append(its or follows)
        for turn, passages in zip(interview.turns, reversed(answers), strict=True):
            yield _Spoken(interview, turn, passages)

    @cached_property
    def _rows(self) -> Mapping[str, tuple[int, int]]:
        """For each interview the rows that its turns stand in, from where to before where."""
        rows: dict[str, tuple[int, int]] = {}
        for row, spoken in enumerate(self._spoken):
            rows[spoken.interview.id] = (rows.get(spoken.interview.id, (row, row))[0], row + 1)
        return rows

    @cached_property
    def _index(self) -> sqlite3.Connection:
        """SQLite's full-text index: it finds words in a row, in a million turns as well."""
        index = sqlite3.connect(":memory:", check_same_thread=False)
        # The texts stand in the library and are not kept twice.
        index.execute(
            "CREATE VIRTUAL TABLE spoken USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        index.executemany(
            "INSERT INTO spoken (rowid, words) VALUES (?, ?)",
            ((row, " ".join(normals(tokens(its.turn.text)))) for row, its in enumerate(self._spoken)),
        )
        return index

    def _place(self, found: _Compared) -> Place:
        spoken, turn = found.spoken, found.spoken.turn
        true = [token for block in found.blocks for token in block.true]
        start, end = true[0].start, true[-1].end
        interview = spoken.interview
        if turn.role in (Role.ANSWER, Role.INTRODUCTION):
            passage = next(its for its in reversed(spoken.passages) if its.start <= start)
            citation = self._library.cite(passage, start - passage.start, end - passage.start)
            return Place(interview.id, turn, start, end, passage, citation)
        answer = spoken.passages[0] if spoken.passages else None
        citation = self._library.cite(answer or self._library.of(interview.id)[-1])
        speaker = interview.person(turn.speaker) if turn.speaker else None
        url = leading_to(interview.url, turn.text[start:end]) if interview.url else None
        return Place(interview.id, turn, start, end, answer, replace(citation, speaker=speaker, url=url))


class _Around:
    """What may stand around a quotation of a turn and is no part of it: who said it, when, in which interview."""

    def __init__(self, spoken: _Spoken) -> None:
        interview, turn = spoken.interview, spoken.turn
        people = [interview.person(label) for label in (turn.speaker, *interview.interviewers) if label]
        if turn.role is not Role.ANSWER:
            people += interview.people
        self._names = _words(f"{person.name} {person.label}" for person in people)
        self._telling = self._names | _words([interview.publication])
        self._telling = self._telling.union(*(language(code).saying for code in WRITTEN_FOR))
        self._saying = frozenset().union(*(language(code).saying for code in WRITTEN_FOR))
        descriptions = _words([interview.title, *(person.description for person in people)])
        self._known = (self._telling | descriptions).union(*(language(code).citing for code in WRITTEN_FOR))
        self._question = _words(passage.question or "" for passage in spoken.passages[:1])

    def is_around(self, text: str, words: Sequence[Token], *, is_inside: bool) -> bool:
        """Tell whether words of `text` that are no true ones only say whose words are quoted, and from where."""
        before = text[: words[0].start].rstrip(" \t")[-1:]
        after = text[words[-1].end :].lstrip(" \t")[:1]
        said = {word.normal for word in words if not word.normal.isdecimal()}
        is_apart = all(not mark.isalnum() for mark in (before, after))
        has_line = "\n" in _beside(text, words)
        if is_inside:
            return is_apart and said <= self._known and bool(said & self._saying) and bool(said & self._names)
        known = self._known | self._question if has_line else self._known
        is_told = bool(said & self._telling) if is_apart else bool(said & self._saying and said & self._names)
        return bool(said) and said <= known and (is_told or has_line)


def _beside(text: str, words: Sequence[Token]) -> str:
    """Return what stands in `text` between some words of it and those before and behind."""
    everything = tokens(text)
    ends = [token.end for token in everything if token.end <= words[0].start]
    starts = [token.start for token in everything if token.start >= words[-1].end]
    before = text[ends[-1] : words[0].start] if ends else ""
    return before + (text[words[-1].end : starts[0]] if starts else "")


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in normals(tokens(text)))


def _count(quoted: Iterable[Stretch]) -> int:
    return sum(len(stretch.words) for stretch in quoted)


def _likeness(blocks: Iterable[Block], code: str) -> float:
    """Return the share of the words that are the same, of those quoted and the true ones; rare ones count up to twice.

    This is Dice's coefficient.
    """
    same = other = 0.0
    for block in blocks:
        if block.is_same:
            same += _weight(block.quoted, code)
        else:
            other += _weight(block.quoted, code) + _weight(block.true, code)
    return 2 * same / (2 * same + other) if same else 0.0


def _weight(words: Collection[Token], code: str) -> float:
    return sum(0.5 + rarity(word.normal, code) / 2 for word in words)


def _has_gaps(blocks: Sequence[Block]) -> bool:
    return any(block.at + len(block.true) < following.at for block, following in pairwise(blocks))


def _pieces(found: _Compared) -> Iterator[Piece]:
    quoted_at, true_at = 0, 0
    for block in found.blocks:
        quoted = _span(block.quoted, quoted_at)
        true = _span(block.true, true_at)
        quoted_at, true_at = quoted[1], true[1]
        yield Piece(block.change, quoted, true)


def _span(words: Sequence[Token], at: int) -> tuple[int, int]:
    return (words[0].start, words[-1].end) if words else (at, at)
