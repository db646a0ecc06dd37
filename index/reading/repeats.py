"""Paragraphs that a page prints twice, and quotations that it pulls out of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.blocks import Block

_WORD = re.compile(r"\w+")
_KEY = 4
"""Words by which a quotation is sought."""
_ALIKE = 8
"""Paragraphs that begin alike: more of them are a form, and no quotations."""
_FEWEST, _MOST = 5, 80
_LONGEST_NAME = 100
_ATTRIBUTION = re.compile(r"(?:[–—―-]{1,2}|/)\s{0,3}(?:[A-ZÅÄÖÆØÉ][\w.'’-]*[,]?\s?){1,5}(?:[,(].{0,80})?")


def find_repeats(  # noqa: C901 -- three kinds of repeats
    blocks: Sequence[Block],
) -> dict[int, str]:
    """Return the places in `blocks`, from 0, of what stands elsewhere too, with why it is to fall away.

    A long paragraph falls away where it comes again; a short one where its words stand within another.
    """
    words = [tuple(_WORD.findall(block.text.casefold())) for block in blocks]
    found: dict[int, str] = {}
    seen: dict[tuple[str, ...], int] = {}
    for place, said in enumerate(words):
        if len(said) > 2 * _FEWEST and not blocks[place].plain.endswith("?"):
            if said in seen:
                found[place] = "repeated paragraph"
            else:
                seen[said] = place
    wanted: dict[tuple[str, ...], list[int]] = {}
    for place, block in enumerate(blocks):
        if place not in found and _FEWEST <= len(words[place]) <= _MOST and _may_be_pulled(block):
            wanted.setdefault(words[place][:_KEY], []).append(place)
    wanted = {key: places for key, places in wanted.items() if len(places) <= _ALIKE}
    for home, said in enumerate(words):
        for start in range(len(said) - _KEY + 1 if wanted else 0):
            for place in wanted.get(said[start : start + _KEY], ()):
                length = len(words[place])
                if place != home and length < len(said) and said[start : start + length] == words[place]:
                    found.setdefault(place, "pull quote")
    for place, block in enumerate(blocks[1:], start=1):
        above = blocks[place - 1]
        if is_attribution(block.plain) and (found.get(place - 1) or above.cited or above.in_quotes):
            found[place] = "pull quote"
            found.setdefault(place - 1, "pull quote")
    return found


def is_attribution(text: str) -> bool:
    """Tell "– Aron Nisbel", below a quotation."""
    return len(text) < _LONGEST_NAME and _ATTRIBUTION.fullmatch(text) is not None and not text.endswith((".", "?", "!"))


def _may_be_pulled(block: Block) -> bool:
    if block.heading:
        return block.in_quotes or block.plain.startswith(("”", '"', "“", "–"))
    if block.emphasis and block.emphasis.inside.rstrip().endswith(":"):
        return False
    return (block.gap or block.cited or block.in_quotes) and not block.plain.endswith("?")
