"""The text of a page -> an Interview, whichever layout it has."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from index.reading import Dropped, Metadata, Reading, ReadingError
from index.reading.asking import addresses, in_first_person
from index.reading.assembling import NARRATIVE, assemble
from index.reading.blocks import make_blocks
from index.reading.choosing import choose
from index.reading.cues import find_cues, read_transcript
from index.reading.front_matter import cut_front_matter
from index.reading.lines import split_lines
from index.reading.remarks import remark
from index.reading.sifting import sift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.interview import Interview
    from index.reading.blocks import Block
    from index.reading.proposals import Proposal

_WORD = re.compile(r"[^\W\d_]{4,}")
_UNKNOWN = Metadata()
_FEWEST_CUES = 3
_OF_LISTS = ("vanliga frågor", "frequently asked", "faq", "ofte stilte spørsmål", "ofte stillede", "häufige fragen")


def read(text: str, known: Metadata = _UNKNOWN) -> Reading:
    """Take a page's text apart; what is `known` of it wins over what the text says.

    Headings (`#`), emphasis, lists and block quotes of Markdown are understood; text without them is read as well.

    Raises:
        ReadingError: nobody is interviewed in it, as far as can be told.

    """
    lines, known, writers = cut_front_matter(split_lines(text), known)
    blocks = make_blocks(lines)
    first, cues = find_cues(blocks)
    page = sift(blocks[:first] if len(cues) >= _FEWEST_CUES else blocks)
    page.writers = [*writers, *(name for name in page.writers if name not in writers)]
    if len(cues) >= _FEWEST_CUES:
        return read_transcript(cues, known, page)
    choice = choose(page.blocks, known, page.writers)
    if choice is None:
        raise ReadingError(_why_none(blocks))
    if _asks_itself(choice.proposal, known):
        message = "no interview found: the questions are the writer's or the reader's own, and nobody is asked"
        raise ReadingError(message, choice.proposal.turns[0].line)
    made = assemble(choice.proposal, page, known)
    dropped = [
        Dropped(block.line, block.source or block.text, why) for block, why in page.dropped if not _is_metadata(why)
    ]
    dropped += [Dropped(block.line, block.text or block.source, why) for block, why in made.dropped]
    dropped += _unplaced(page.blocks, made.interview, dropped)
    return Reading(
        made.interview,
        tuple(sorted(dropped, key=attrgetter("line"))),
        tuple(sorted(remark(choice, made, page.blocks), key=attrgetter("line"))),
    )


def _unplaced(blocks: Iterable[Block], interview: Interview, dropped: Iterable[Dropped]) -> list[Dropped]:
    """Return what stands in no turn, is not the title and was not dropped: a heading between two speakers, mostly."""
    people = (f"{person.label} {person.name} {person.description}" for person in interview.people)
    turns = (f"{turn.speaker} {turn.text}" for turn in interview.turns)
    placed = " ".join([interview.title, *people, *turns, *(its.text for its in dropped)])
    known = set(_WORD.findall(placed.casefold()))
    texts = ((block.line, block.text or block.source) for block in blocks)
    return [
        Dropped(line, text, "in no turn")
        for line, text in texts
        if (words := _WORD.findall(text.casefold())) and known.isdisjoint(words)
    ]


def _asks_itself(proposal: Proposal, known: Metadata) -> bool:
    """Tell frequently asked questions, and essays that ask as they go, from an interview."""
    if proposal.labelled or proposal.layout == NARRATIVE or known.interviewers or known.people:
        return False
    head = " ".join([known.title, *(block.plain for block in proposal.lead[:3])]).casefold()
    if any(words in head for words in _OF_LISTS):
        return True
    own = [in_first_person(turn.text) and not addresses(turn.text) for turn in proposal.questions]
    return sum(own) >= len(own) / 2


def _is_metadata(why: str) -> bool:
    return why == "date"


def _why_none(blocks: list[Block]) -> str:
    if not any(block.text for block in blocks):
        return "no words in it"
    remedy = 'begin each turn with its speaker\'s name and a colon, as in "Leif: We have …"'
    return f"no interview found: no turns found, neither questions with answers nor quotations; {remedy}"
