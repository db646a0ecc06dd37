"""A recording's cues -> an Interview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading import Dropped, Metadata, Reading, ReadingError, Remark
from index.reading.asking import ends_asking, is_prompt, sentences
from index.reading.assembling import assemble
from index.reading.blocks import Block
from index.reading.choosing import Choice, ask
from index.reading.debris import why_debris
from index.reading.proposals import Proposal, Turn
from index.reading.remarks import remark
from index.reading.sifting import Sifted
from index.reading.times import leading_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNKNOWN = Metadata()
_PAUSE = 2.5
"""Seconds of silence between two cues after which a new paragraph begins."""
_PARAGRAPH = 90
"""Words after which a paragraph ends with the next sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a recording's text: where it starts, in seconds, who speaks, and its line in the source, from 1."""

    start: float | None
    speaker: str | None
    text: str
    line: int


def read_cues(cues: Sequence[Cue], known: Metadata = _UNKNOWN) -> Reading:
    """Join cues into turns and take the conversation apart; a cue without a speaker goes on with the same one.

    Where no cue has a speaker, what asks is taken for questions and the rest for answers, in doubt.

    Raises:
        ReadingError: nobody speaks in it, as far as can be told.

    """
    return read_transcript(cues, known, Sifted())


def read_transcript(cues: Sequence[Cue], known: Metadata, page: Sifted) -> Reading:
    """Take cues apart below what stands above them on `page`."""
    spoken: list[Cue] = []
    for cue in cues:
        if (why := why_debris(cue.text)) in ("no words", "sound", "advert") or not cue.text.strip():
            page.dropped.append((Block(cue.line, cue.text, cue.text), why or "no words"))
        else:
            spoken.append(cue)
    speakers = {cue.speaker for cue in spoken if cue.speaker}
    if not spoken:
        message = "no words found in the cues; a transcript has what is said, and when"
        raise ReadingError(message)
    if len(speakers) > 1:
        proposal = Proposal("cues", 1.0, page.blocks, _join(spoken), labelled=True)
        askers = ask(proposal, known, page.writers)
        for turn in proposal.turns:
            turn.role = Role.QUESTION if turn.speaker in askers.labels else Role.ANSWER
        choice = Choice(proposal, 3.0, 3.0, plain=askers.plain)
    else:
        turns = list(_join_unnamed(spoken))
        while turns and turns[0].role is Role.ANSWER and len(turns) > 1 and turns[1].role is Role.QUESTION:
            page.dropped += [(block, "before the first question") for block in turns.pop(0).blocks]
        if not any(turn.role is Role.QUESTION for turn in turns) or not any(turn.role is Role.ANSWER for turn in turns):
            message = "nobody is told apart in the cues, and nothing asks; name the speakers"
            raise ReadingError(message)
        proposal = Proposal("cues without speakers", 0.5, page.blocks, turns)
        choice = Choice(proposal, 0.0, 1.0, plain=True)
    made = assemble(proposal, page, known)
    dropped = [Dropped(block.line, block.text or block.source, why) for block, why in (*page.dropped, *made.dropped)]
    remarks: list[Remark] = list(remark(choice, made, page.blocks))
    return Reading(
        made.interview,
        tuple(sorted(dropped, key=attrgetter("line"))),
        tuple(sorted(remarks, key=attrgetter("line"))),
    )


def find_cues(blocks: Sequence[Block]) -> tuple[int, list[Cue]]:
    """Return where cues begin in `blocks`, and the cues: a line with times and an arrow, then the words below it."""
    cues: list[Cue] = []
    first = len(blocks)
    for place, block in enumerate(blocks):
        if (start := _cue_start(block.text)) is not None:
            first = min(first, place)
            cues.append(Cue(start, None, "", block.line))
        elif cues:
            cue = cues[-1]
            cues[-1] = replace(cue, text=f"{cue.text} {block.text}".strip())
    return first, cues


def _cue_start(text: str) -> float | None:
    if "-->" not in text:
        return None
    words = text.strip("`* ").split(maxsplit=1)
    if len(words) > 1 and words[0].isdigit():
        text = words[1]
    timed = leading_time(text.strip("`* "))
    return timed[0] if timed and not timed[1].strip("`* ") else None


def _join(cues: Sequence[Cue]) -> list[Turn]:
    """Join the cues of each speaker, one after another, in paragraphs."""
    turns: list[Turn] = []
    speaker = next(cue.speaker for cue in cues if cue.speaker)
    before: Cue | None = None
    for cue in cues:
        speaker = cue.speaker or speaker
        if turns and turns[-1].speaker == speaker:
            _go_on(turns[-1], cue, before)
        else:
            turns.append(Turn(None, [Block(cue.line, " ".join(cue.text.split()))], speaker, cue.start))
        before = cue
    return turns


def _go_on(turn: Turn, cue: Cue, before: Cue | None) -> None:
    last = turn.blocks[-1]
    words = " ".join(cue.text.split())
    paused = (
        before is not None
        and cue.start is not None
        and before.start is not None
        and cue.start - before.start > 4 * _PAUSE
    )
    if last.ends_sentence and (last.size > _PARAGRAPH or paused):
        turn.blocks.append(Block(cue.line, words))
    else:
        turn.blocks[-1] = replace(last, text=f"{last.text} {words}")


def _join_unnamed(cues: Sequence[Cue]) -> Iterator[Turn]:
    """Take sentences that ask somebody for questions, and what follows each for the answer."""
    turn: Turn | None = None
    for cue in cues:
        for part in sentences(" ".join(cue.text.split())):
            role = Role.QUESTION if ends_asking(part) and is_prompt(part) else Role.ANSWER
            if turn and turn.role is role:
                last = turn.blocks[-1]
                if last.ends_sentence and last.size > _PARAGRAPH:
                    turn.blocks.append(Block(cue.line, part))
                else:
                    turn.blocks[-1] = replace(last, text=f"{last.text} {part}")
            else:
                if turn:
                    yield turn
                turn = Turn(role, [Block(cue.line, part)], None, cue.start)
    if turn:
        yield turn
