"""Debris out of a page's blocks, before anybody looks for turns in them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.reading.dates import find_dates, read_date_line
from index.reading.debris import byline_names, ends_interview, opens_facts, why_debris
from index.reading.labels import Style, is_generic, read_label
from index.reading.repeats import find_repeats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from index.reading.blocks import Block

_KEY = re.compile(r"(?:[-•*]\s*)?(?:\*\*)?[^\W\d_][^:.?!]{1,30}:(?:\*\*)?\s+\S")
_LONGEST_FACT = 25
_FEWEST_FACTS = 3
_BELOW = 0.5
"""The share of a page's words that stands above what ends it."""
_HARD = re.compile(
    r"(?:[0-9]+\s)?(?:kommentar|comment|leave a|lämna|skriv en kommentar|responses|relat|mest läs|most |"
    r"you m|du kanske|läs (?:också|vidare|mer)|fler |more |andra läser|les også|das könnte|flere)",
    re.IGNORECASE,
)


@dataclass
class Sifted:
    """A page's blocks without its debris, what fell away with why, the dates that the debris gave, and the writers."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[tuple[Block, str]] = field(default_factory=list)
    published: dt.date | None = None
    writers: list[str] = field(default_factory=list)


def sift(blocks: Sequence[Block]) -> Sifted:
    """Take out of `blocks` what is no part of an interview wherever it stands."""
    page = Sifted()
    repeats = find_repeats(blocks)
    facts = _find_facts(blocks)
    end = _find_end(blocks)
    first_prompt = next((place for place, block in enumerate(blocks) if block.asks), len(blocks))
    for place, block in enumerate(blocks):
        text = block.plain
        stamp = read_date_line(text) if len(text) < 200 else None  # noqa: PLR2004 -- a date line is short
        if place >= end:
            page.dropped.append((block, "below the interview"))
        elif stamp and (stamp.labelled or place < first_prompt):
            page.dropped.append(
                (block, "date" if stamp.single and stamp.published and not page.published else "another date")
            )
            page.published = page.published or stamp.published
        elif why := why_debris(text):
            page.published = page.published or (next(iter(find_dates(text)), None) if why == "byline" else None)
            page.writers += [name for name in byline_names(text) if name not in page.writers]
            page.dropped.append((block, why))
        elif place in repeats and not _opens(block):
            page.dropped.append((block, repeats[place]))
        elif place in facts:
            page.dropped.append((block, "fact box"))
        elif ends_interview(text) and not block.plain.endswith("?"):
            page.dropped.append((block, "link"))
        else:
            page.blocks.append(block)
    return page


def _opens(block: Block) -> bool:
    """Tell whether a block opens a turn by name: a repeated one may be asked of somebody else."""
    label = read_label(block.text, Style.COLON) or read_label(block.text, Style.MARK)
    return label is not None and bool(label.name)


def _opens_by_role(block: Block) -> bool:
    label = read_label(block.text, Style.COLON)
    return label is not None and is_generic(label.name)


def _find_facts(blocks: Sequence[Block]) -> set[int]:
    """Return the places of fact boxes: lines with a key each, no key twice, three or more or below a heading."""
    keyed = [
        bool(_KEY.match(block.plain)) and not _opens_by_role(block) and block.size <= _LONGEST_FACT and not block.asks
        for block in blocks
    ]
    keys = Counter(
        block.plain.partition(":")[0].strip("-•* ").casefold() for block in blocks if ":" in block.plain[:40]
    )
    found: set[int] = set()
    place = 0
    while place < len(blocks):
        opened = opens_facts(blocks[place].plain) and not keyed[place]
        start = place + opened
        stop = start
        while (
            stop < len(blocks)
            and keyed[stop]
            and keys[blocks[stop].plain.partition(":")[0].strip("-•* ").casefold()] == 1
        ):
            stop += 1
        if stop - start >= (1 if opened else _FEWEST_FACTS):
            found |= set(range(place, stop))
        place = max(stop, place + 1)
    return found


def _find_end(blocks: Sequence[Block]) -> int:
    """Return where what stands below the interview begins: `len(blocks)` where nothing does."""
    total = sum(block.size for block in blocks)
    last = max((place for place, block in enumerate(blocks) if block.asks or _opens(block)), default=-1)
    above = 0
    for place, block in enumerate(blocks):
        if (
            above >= _BELOW * total
            and ends_interview(block.plain)
            and not block.plain.endswith("?")
            and (place > last or _HARD.match(block.plain.strip("*_ •·|#")))
        ):
            return place
        above += block.size
    return len(blocks)
