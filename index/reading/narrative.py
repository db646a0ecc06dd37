"""Portraits: what somebody says stands in quotations among the writer's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import addresses, ends_asking, sentences
from index.reading.blocks import without_dash
from index.reading.debris import is_promotion
from index.reading.names import is_name_word
from index.reading.proposals import Proposal, Turn
from index.reading.vocabulary import OWN_ASKING, SAYING, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.blocks import Block

_FEWEST_SPOKEN = 4
"""Words between quotation marks: fewer are a name or a manner of speaking."""
_OPENING, _CLOSING, _EITHER = "“„«", "”»", '"'
_DASH_WITHIN = re.compile(r"(?<=[\w:,.])\s+[–—-]\s?(?=[A-ZÅÄÖÆØ])")
_AROUND = '.,;:!?…"”“»«()–—-'
_NO_NAMES = word_set(
    """
    jag vi du ni i we you han hon de det they he she it man hun jeg ich sie er som och and who den
    """
)
_FEWEST_QUOTATIONS = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Block
    spoken: bool
    within: bool = False


def propose_narrative(blocks: Sequence[Block]) -> Proposal | None:
    """Take quotations for answers, and the sentence before each for its question; None where there are too few."""
    pieces = [piece for block in blocks for piece in _cut(block)]
    spoken = [place for place, piece in enumerate(pieces) if piece.spoken]
    if len(spoken) < _FEWEST_QUOTATIONS:
        return None
    first, last = spoken[0], spoken[-1]
    lead = [piece.block for piece in pieces[:first]]
    context = None
    if lead and not lead[-1].heading and (parts := sentences(lead[-1].text)) and lead[-1].ends_sentence:
        context = lead[-1].reworded(parts[-1])
        rest = " ".join(parts[:-1])
        lead = [*lead[:-1], *([lead[-1].reworded(rest)] if rest else [])]
    proposal = Proposal("narrative", 0.5, lead, [Turn(Role.QUESTION, [context])] if context else [])
    pending: list[_Piece] = []
    for piece in pieces[first : last + 1]:
        if not piece.spoken:
            pending.append(piece)
            continue
        if pending:
            _ask(proposal, pending)
            pending = []
        if proposal.turns and proposal.turns[-1].role is Role.ANSWER:
            proposal.turns[-1].blocks.append(piece.block)
        else:
            proposal.turns.append(Turn(Role.ANSWER, [piece.block]))
    proposal.aside += [(piece.block, _why_below(piece.block)) for piece in pieces[last + 1 :]]
    return proposal


def _why_below(block: Block) -> str:
    return "advert" if is_promotion(block.plain) else "narration"


def _ask(proposal: Proposal, pending: list[_Piece]) -> None:
    """Take the last sentence before a quotation, or what asks from there on, for its context; the rest is narration."""
    told = [piece.within or (piece.block.ends_sentence and not piece.block.heading) for piece in pending]
    prose = [piece.block for piece, is_told in zip(pending, told, strict=True) if is_told]
    proposal.aside += [
        (piece.block, "narration" if is_told else "section heading")
        for piece, is_told in zip(pending, told, strict=True)
        if not prose or piece.block is not prose[-1]
    ]
    if not prose:
        return
    parts = sentences(prose[-1].text)
    first = next((place for place, part in enumerate(parts) if ends_asking(part)), len(parts) - 1)
    if parts[:first]:
        proposal.aside.append((prose[-1].reworded(" ".join(parts[:first])), "narration"))
    proposal.turns.append(Turn(Role.QUESTION, [prose[-1].reworded(" ".join(parts[first:]))]))


def _cut(block: Block) -> Iterator[_Piece]:
    """Part a paragraph into what is spoken and what is not."""
    if block.heading:
        yield _Piece(block, spoken=False)
        return
    if block.dashed and not (block.plain.startswith("- ") and not block.ends_sentence):
        words = without_dash(block.text)
        asked = sentences(words)
        if asked and _asked_by_writer(asked[0]):
            yield _Piece(block.reworded(asked[0]), spoken=False, within=True)
            rest = " ".join(asked[1:])
            for place, piece in enumerate(_cut_at_dash(rest) if rest else ()):
                yield _Piece(block.reworded(piece), spoken=place > 0, within=True)
        else:
            yield _Piece(block.reworded(words), spoken=True)
        return
    parts: list[tuple[str, bool]] = []
    for piece in _cut_at_dash(block.text):
        parts.extend(_cut_at_quotes(piece))
    run: list[str] = []
    state = False
    for words, spoken in parts:
        if run and spoken != state:
            yield _Piece(block.reworded(" ".join(run)), spoken=state, within=True)
            run = []
        run.append(words)
        state = spoken
    if run:
        yield _Piece(block.reworded(" ".join(run)), spoken=state, within=len(parts) > 1)


def _asked_by_writer(sentence: str) -> bool:
    """Tell a dash that marks the writer's question: "– Hva slags politikere er dere?", "-Är det allt, frågar jag."."""
    words = [word.strip(_AROUND).casefold() for word in sentence.split()]
    own = any(one in OWN_ASKING and other in {"jag", "vi", "i", "we", "jeg", "ich"} for one, other in pairwise(words))
    own = own or any(other in OWN_ASKING and one in {"i", "we"} for one, other in pairwise(words))
    return own or (ends_asking(sentence) and addresses(sentence) and not says(sentence))


def _cut_at_dash(text: str) -> Iterator[str]:
    """Cut "Hans funderar och säger – Jag tycker …" before the dash."""
    start = 0
    for match in _DASH_WITHIN.finditer(text):
        before = text[start : match.start()].split()[-4:]
        if any(word.strip(_AROUND).casefold() in SAYING for word in before):
            yield text[start : match.start()]
            start = match.start()
    yield text[start:].lstrip() if start else text


def _cut_at_quotes(text: str) -> Iterator[tuple[str, bool]]:
    dashed = text.startswith(("–", "—", "-"))
    inside = False
    for sentence in sentences(text):
        began = inside
        longest = 0
        opened = 0 if inside else -1
        for place, character in enumerate(sentence):
            if not inside and (
                character in _OPENING or character in _EITHER or (character == "”" and _opens(sentence, place))
            ):
                inside, opened = True, place
            elif inside and (character in _CLOSING or character in _EITHER):
                inside = False
                longest = max(longest, len(sentence[opened:place].split()))
        if inside:
            longest = max(longest, len(sentence[max(0, opened) :].split()))
        yield (without_dash(sentence) if dashed else sentence), dashed or began or longest >= _FEWEST_SPOKEN


def _opens(sentence: str, place: int) -> bool:
    """Tell a Swedish opening quotation mark, which looks as the closing one does."""
    return (place == 0 or sentence[place - 1].isspace()) and sentence[place + 1 : place + 2].isalnum()


def says(text: str) -> str | None:
    """Return who says it, by the words around the verb: "säger Hans" gives Hans, "säger hon" an empty name."""
    tokens = text.split()
    words = [word.strip(_AROUND) for word in tokens]
    for place, word in enumerate(words):
        if word.casefold() in SAYING:
            after = []
            for token in tokens[place + 1 : place + 4] if tokens[place][-1] not in _AROUND else ():
                if not is_name_word(token.strip(_AROUND)) or token.strip(_AROUND).casefold() in _NO_NAMES:
                    break
                after.append(token.strip(_AROUND))
                if token[-1] in _AROUND:
                    break
            if after:
                return " ".join(after)
            if place and is_name_word(words[place - 1]) and words[place - 1].casefold() not in _NO_NAMES:
                return words[place - 1]
            if place + 1 < len(words) and words[place + 1].casefold() in {
                "han",
                "hon",
                "he",
                "she",
                "hun",
                "er",
                "hen",
                "they",
            }:
                return ""
            if place and words[place - 1].casefold() in {"han", "hon", "he", "she", "hun", "er", "hen", "they"}:
                return ""
    return None
