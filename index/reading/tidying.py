"""What a chosen proposal still has among its turns that is none of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import speaks_of_self
from index.reading.debris import ends_interview, is_promotion
from index.reading.labels import kind_of
from index.reading.vocabulary import INTERJECTIONS, INTERLUDES

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.reading.blocks import Block
    from index.reading.proposals import Proposal, Turn

_MENU_WORDS = 3
_CAPTION_WORDS = 10
_SENTENCES = 0.85
"""The share of paragraphs that end as sentences do, from which on one that does not is a caption."""
_LONGEST_INTERJECTION = 4
"""Words."""
_AROUND = ".,;:!?…-–—\"”“'"


def tidy(proposal: Proposal, writers: Collection[str], person: str) -> None:
    """Put aside captions, menus, notes about writers, interludes and interjections; `person` is whom it is about."""
    _drop_interludes(proposal)
    _drop_captions(proposal)
    _drop_below(proposal, writers, person)
    _join_interrupted(proposal)


def _drop_interludes(proposal: Proposal) -> None:
    kept = []
    for turn in proposal.turns:
        if turn.speaker and kind_of(turn.speaker) in INTERLUDES:
            proposal.aside += [(block, "interlude") for block in turn.blocks]
        else:
            kept.append(turn)
    proposal.turns = kept


def _drop_captions(proposal: Proposal) -> None:
    """Put aside what stands alone and is no sentence, among sentences: captions, crossheads."""
    paragraphs = [block for turn in proposal.turns for block in turn.blocks if block.size > _CAPTION_WORDS // 2]
    if not paragraphs or sum(block.ends_sentence for block in paragraphs) < _SENTENCES * len(paragraphs):
        return
    for turn in proposal.turns:
        first = next((place for place, block in enumerate(turn.blocks) if block.text), 0)
        for place in range(len(turn.blocks) - 1, first, -1):
            block = turn.blocks[place]
            below = turn.blocks[place + 1] if place + 1 < len(turn.blocks) else None
            if (
                _is_caption(block)
                and (below is None or below.gap)
                and not turn.blocks[place - 1].text.rstrip().endswith(":")
            ):
                proposal.aside.append((block, "caption or crosshead"))
                del turn.blocks[place]


def _is_caption(block: Block) -> bool:
    if block.ends_sentence or block.dashed or block.number is not None or block.plain[:2] in {"* ", "+ ", "- "}:
        return False
    return (block.gap or bool(block.heading)) and block.size <= _CAPTION_WORDS


def _drop_below(proposal: Proposal, writers: Collection[str], person: str) -> None:
    """Put aside what stands below the last answer: a menu, who wrote it, what to read or buy."""
    if not proposal.turns:
        return
    turn = proposal.turns[-1]
    for place, block in enumerate(turn.blocks[1:], start=1):
        why = _why_below(block, writers, person)
        if why and not (why == "note" and place < len(turn.blocks) - 2):
            proposal.aside += [
                (other, why if other is block else "below the interview") for other in turn.blocks[place:]
            ]
            del turn.blocks[place:]
            break
    while (
        len(turn.blocks) > 1
        and turn.blocks[-1].size <= _MENU_WORDS
        and not turn.blocks[-1].ends_sentence
        and not turn.blocks[-1].dashed
    ):
        if not any(block.ends_sentence for block in turn.blocks[:-1]) or turn.blocks[-1].plain[:2] in {"* ", "- "}:
            break
        proposal.aside.append((turn.blocks.pop(), "menu"))


def _why_below(block: Block, writers: Collection[str], person: str) -> str | None:
    if any(block.plain.startswith(name) for name in writers if name):
        return "about the writer"
    if person and " " in person and block.plain.startswith(person) and not speaks_of_self(block.plain):
        return "about the person"
    if is_promotion(block.plain) and not speaks_of_self(block.plain) and block.gap:
        return "advert"
    if ends_interview(block.plain):
        return "below the interview"
    whole = block.emphasis and not block.emphasis.rest.strip()
    if whole and block.gap and block.size > 4 and not block.asks:  # noqa: PLR2004
        return "note"
    return None


def _join_interrupted(proposal: Proposal) -> None:
    """Take out what a listener puts in, where the other goes on speaking."""
    turns: list[Turn] = []
    place = 0
    source = proposal.turns
    while place < len(source):
        turn = source[place]
        if (
            turns
            and place + 1 < len(source)
            and turn.role is Role.QUESTION
            and turns[-1].role is source[place + 1].role is Role.ANSWER
            and turns[-1].speaker == source[place + 1].speaker
            and is_interjection(turn.text)
        ):
            proposal.aside += [(block, "interjection") for block in turn.blocks]
            following = source[place + 1].blocks
            turns[-1].blocks += following
            place += 2
            continue
        turns.append(turn)
        place += 1
    proposal.turns = turns


def is_interjection(text: str) -> bool:
    """Tell "Mm.", "Yeah, right." from words that say something."""
    if "?" in text:
        return False
    words = [word.strip(_AROUND).casefold() for word in text.split()]
    return 0 < len(words) <= _LONGEST_INTERJECTION and all(word in INTERJECTIONS for word in words if word)
