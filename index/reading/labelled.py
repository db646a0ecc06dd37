"""The layouts in which a name, or a word that stands for one, opens each turn."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import asks
from index.reading.blocks import without_dash
from index.reading.debris import is_furniture
from index.reading.labels import Label, Style, is_generic, kind_of, merge_names, read_label
from index.reading.names import find_names, is_name
from index.reading.proposals import Proposal, Turn
from index.reading.vocabulary import ANSWERERS, ASKERS, INTERLUDES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from index.reading import Metadata
    from index.reading.blocks import Block

_STRENGTH = {
    Style.COLON: 0.95,
    Style.BOLD: 0.85,
    Style.MARK: 0.9,
    Style.GLUED: 0.8,
    Style.CAPITALS: 0.75,
    Style.ALONE: 0.8,
    Style.DASH: 0.75,
}
_STRENGTH_OF_TIMES = 1.0
_MOST_INLINE = 12
"""Names that are sought within paragraphs as well."""
_WITHIN = re.compile(r"[.!?…”\"»)]\s+([^\W\d_][\w.'-]{0,20}(?:\s[^\W\d_][\w.'-]{0,20}){0,2})\s?:\s")
_RARE = 0.34
_SENTENCE_MARKS = '.!?…"”»):'


def propose_labelled(blocks: Sequence[Block], known: Metadata) -> Iterator[Proposal]:
    """Yield what each way to write labels makes of `blocks`; who asks is not told yet where names alone mark it."""
    for style in Style:
        found = {
            place: label
            for place, block in enumerate(blocks)
            if (label := read_label(block.text, style)) and not is_furniture(block.plain)
        }
        if style is Style.ALONE:
            found = _followed(found, blocks)
        if found:
            yield from _propose(style, blocks, found, known)


def _followed(found: dict[int, Label], blocks: Sequence[Block]) -> dict[int, Label]:
    """Keep the names alone on a line that have words below them."""
    spelled = Counter(label.name for label in found.values())
    found = {place: label for place, label in found.items() if not label.name or spelled[label.name] > 1}
    return {place: label for place, label in found.items() if place + 1 < len(blocks) and place + 1 not in found}


def _propose(style: Style, blocks: Sequence[Block], found: dict[int, Label], known: Metadata) -> Iterator[Proposal]:
    within = _find_within(blocks, found) if style is Style.COLON else []
    one_name = merge_names([*found.values(), *within, *(Label(label, "") for label in known.interviewers)])
    count = Counter(one_name[label.name] for label in (*found.values(), *within) if label.name)
    if style in (Style.GLUED, Style.ALONE, Style.CAPITALS, Style.BOLD, Style.DASH):
        speakers = {name for name in count if count[name] > 1 or (style is Style.GLUED and is_generic(name))}
        if len(speakers) < 2:  # noqa: PLR2004
            return
    else:
        speakers = _find_speakers(blocks, found, one_name, count, known)
    if not speakers:
        return
    used = {
        place: label._replace(name=one_name.get(label.name, ""))
        for place, label in found.items()
        if not label.name or one_name[label.name] in speakers
    }
    if not any(label.name for label in used.values()):
        return
    timed = sum(label.start is not None for label in used.values()) > len(used) / 2
    first = min(place for place, label in used.items() if label.name)
    used = {place: label for place, label in used.items() if place >= first}
    others = [
        (blocks[place], label.name)
        for place, label in found.items()
        if place > first and place not in used and style in (Style.COLON, Style.MARK)
    ]
    descriptions = {
        one_name[label.name]: label.description for label in found.values() if label.name and label.description
    }
    names = {
        one_name[label.name]: label.name
        for label in sorted(found.values(), key=lambda label: len(label.name))
        if label.name
    }
    proposal = Proposal(
        f"labels: {style}",
        _STRENGTH_OF_TIMES if timed else _STRENGTH[style],
        blocks[:first],
        [],
        labelled=True,
        descriptions={name: text for name, text in descriptions.items() if name in speakers},
        names={name: text for name, text in names.items() if name in speakers},
        once=others,
    )
    inline = _inline(one_name, speakers) if style is Style.COLON else None
    for place in range(first, len(blocks)):
        _open(proposal, blocks[place], used.get(place), inline, one_name)
    if len({turn.speaker for turn in proposal.turns}) > 1:
        yield proposal
    else:
        yield from _one_sided(proposal, blocks, used)


def _find_speakers(
    blocks: Sequence[Block],
    found: Mapping[int, Label],
    one_name: Mapping[str, str],
    count: Counter[str],
    known: Metadata,
) -> set[str]:
    """Tell speakers from other words before a colon: they come twice, or are named above the first who does."""
    first = min(
        (place for place, label in found.items() if label.name and count[one_name[label.name]] > 1), default=len(blocks)
    )
    lead = " ".join(
        [
            known.title,
            known.description,
            *(block.text for place, block in enumerate(blocks[:first]) if place not in found),
        ]
    )
    named = set(chain.from_iterable(find_names(lead)))
    named |= {word for person in known.people for word in (*person.name.split(), *person.label.split())}
    named |= {word for name in known.interviewers for word in name.split()}
    emphasised = {one_name[label.name] for place, label in found.items() if label.name and blocks[place].emphasis}
    bold = sum(blocks[place].emphasis is not None for place in found) > len(found) / 2
    speakers = {
        name
        for name in count
        if count[name] > 1
        or kind_of(name) in ASKERS | ANSWERERS | INTERLUDES
        or named.issuperset(name.split())
        or (bold and " " in name and name in emphasised)
    }
    return speakers - _mere_words(blocks, found, one_name, count, named, speakers)


def _mere_words(
    blocks: Sequence[Block],
    found: Mapping[int, Label],
    one_name: Mapping[str, str],
    count: Counter[str],
    named: frozenset[str] | set[str],
    speakers: Collection[str],
) -> set[str]:
    """Return labels that come twice and are no speakers: "Tips", where two others come ten times each."""
    if len(speakers) < 3:  # noqa: PLR2004
        return set()
    usual = median(sorted((count[name] for name in speakers), reverse=True)[:2])
    bold = {one_name[label.name] for place, label in found.items() if label.name and blocks[place].emphasis}
    often_bold = len(bold & set(speakers)) >= 2  # noqa: PLR2004
    return {
        name
        for name in speakers
        if not is_generic(name)
        and not named.issuperset(name.split())
        and " " not in name
        and (count[name] <= _RARE * usual or (often_bold and name not in bold))
    }


def _find_within(blocks: Sequence[Block], found: Mapping[int, Label]) -> list[Label]:
    """Return labels that stand within the paragraphs which a label opens: "Q: How? A: So."."""
    names = [match[1] for place in found for match in _WITHIN.finditer(blocks[place].text)]
    seen = {label.name for label in found.values()}
    often = Counter(names)
    return [
        Label(name, "")
        for name in names
        if is_generic(name) or name in seen or (is_name(name.split()) and often[name] >= max(2, len(found) / 2))
    ]


def _inline(one_name: Mapping[str, str], speakers: Collection[str]) -> re.Pattern[str] | None:
    """Return what finds a speaker's label within a paragraph."""
    names = sorted((name for name, one in one_name.items() if name and one in speakers), key=len, reverse=True)
    if not 1 <= len(names) <= _MOST_INLINE:
        return None
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})\s?:(?=\s|[A-ZÅÄÖ])\s*")


def _open(
    proposal: Proposal, block: Block, label: Label | None, inline: re.Pattern[str] | None, one_name: Mapping[str, str]
) -> None:
    if label is None and block.heading and not block.asks:
        proposal.aside.append((block, "section heading"))
    elif label is None:
        _say(proposal, None, block, inline, one_name)
    elif not label.name:
        if label.words:
            _say(proposal, None, block.reworded(label.words), inline, one_name)
        else:
            proposal.aside.append((block, "time"))
    else:
        _say(proposal, label, block.reworded(without_dash(label.words)), inline, one_name)


def _say(
    proposal: Proposal, label: Label | None, block: Block, inline: re.Pattern[str] | None, one_name: Mapping[str, str]
) -> None:
    pieces: list[tuple[str | None, str]] = []
    name, start = (label.name if label else None), 0
    for match in inline.finditer(block.text) if inline else ():
        before = block.text[: match.start()].rstrip()
        if not before or before[-1] in _SENTENCE_MARKS:
            if before or name is None:
                pieces.append((name, block.text[start : match.start()].strip()))
            name, start = one_name.get(match[1], match[1]), match.end()
    pieces.append((name, block.text[start:].strip()))
    for speaker, words in pieces:
        piece = block.reworded(words)
        if speaker is not None:
            turn = Turn(None, [piece], speaker, label.start if label and speaker == label.name else None)
            proposal.turns.append(turn)
        elif words or label:
            proposal.turns[-1].blocks.append(piece)


def _one_sided(  # noqa: C901 -- two sides
    proposal: Proposal, blocks: Sequence[Block], used: Mapping[int, Label]
) -> Iterator[Proposal]:
    """Take a single label for that of all questions or of all answers, and what nothing marks for the other side."""
    name = proposal.turns[0].speaker or ""
    own = [turn.blocks[0] for turn in proposal.turns]
    if len(own) < 2 and not is_generic(name):  # noqa: PLR2004
        return
    asking = sum(asks(block.text) for block in own) / len(own)
    turns: list[Turn] = []
    if kind_of(name) in ASKERS or (asking > 0.6 and kind_of(name) not in ANSWERERS):  # noqa: PLR2004
        for turn in proposal.turns:
            turns.append(Turn(Role.QUESTION, turn.blocks[:1], name, turn.start))
            if turn.blocks[1:]:
                turns.append(Turn(Role.ANSWER, turn.blocks[1:]))
        yield Proposal(
            f"{proposal.layout}, of questions", proposal.strength - 0.1, proposal.lead, turns, names=proposal.names
        )
        return
    first = min(used)
    above = first
    while above > 0 and first - above < 3 and blocks[above - 1].asks:  # noqa: PLR2004
        above -= 1
    for place in range(above, len(blocks)):
        block, label = blocks[place], used.get(place)
        if label and label.name:
            turns.append(Turn(Role.ANSWER, [block.reworded(label.words)], name, label.start))
        elif block.asks:
            if turns and turns[-1].role is Role.QUESTION:
                turns[-1].blocks.append(block)
            else:
                turns.append(Turn(Role.QUESTION, [block]))
        elif turns:
            turns[-1].blocks.append(block)
    proposal = Proposal(
        f"{proposal.layout}, of answers",
        proposal.strength - 0.1,
        blocks[:above],
        turns,
        descriptions=proposal.descriptions,
        names=proposal.names,
    )
    if name not in INTERLUDES:
        yield proposal
