"""Plots as inline SVG: columns over time and bars by name, made of elements, so that no text in them is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # nothing is parsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 720, 220
LEFT, BELOW, ABOVE = 40, 24, 10
"""Units of a plot and of its margins."""

ROW, BAR, LABELS = 26, 16, 330
"""Units of a bar's row, of the bar itself, and of the room for the labels before the bars."""

LONGEST_LABEL = 48
"""Code points of a label that fit there."""

MOST_TICKS = 6

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


def element(tag: str, *children: ET.Element | str, **attributes: object) -> ET.Element:
    """Return an element; `_` in an attribute's name is a dash, and nothing at its end."""
    made = ET.Element(tag, {key.rstrip("_").replace("_", "-"): str(value) for key, value in attributes.items()})
    last: ET.Element | None = None
    for child in children:
        if isinstance(child, ET.Element):
            made.append(last := child)
            continue
        shown = child.translate(_CONTROLS)
        if last is None:
            made.text = (made.text or "") + shown
        else:
            last.tail = (last.tail or "") + shown
    return made


def columns(title: str, moments: Sequence[str], layers: Mapping[str, Sequence[int]]) -> ET.Element:
    """Return a plot of stacked columns, one for each moment; each layer has a number for each of them."""
    totals = [sum(its) for its in zip(*layers.values(), strict=True)]
    greatest = max([1, *totals])
    step = (WIDTH - LEFT) / max(1, len(moments))
    scale = (HEIGHT - ABOVE - BELOW) / greatest
    plot = _plot(title, HEIGHT)
    for value in sorted({0, greatest // 2, greatest}):
        y = HEIGHT - BELOW - value * scale
        plot.append(element("line", x1=LEFT, x2=WIDTH, y1=f"{y:.1f}", y2=f"{y:.1f}", class_="grid"))
        plot.append(element("text", str(value), x=LEFT - 6, y=f"{y + 4:.1f}", text_anchor="end"))
    for place, moment in enumerate(moments):
        x, y = LEFT + place * step, float(HEIGHT - BELOW)
        for number, (name, values) in enumerate(layers.items()):
            height = values[place] * scale
            y -= height
            if values[place]:
                told = element("title", f"{moment}: {values[place]} {name}")
                plot.append(_box(told, x + 0.1 * step, y, 0.8 * step, height, f"layer{number}"))
    for place in range(0, len(moments), max(1, -(-len(moments) // MOST_TICKS))):
        plot.append(element("text", moments[place], x=f"{LEFT + place * step:.1f}", y=HEIGHT - 6))
    return plot


def bars(title: str, counts: Sequence[tuple[str, int]]) -> ET.Element:
    """Return a plot of bars, one for each label and number, from the top."""
    greatest = max([1, *(count for _, count in counts)])
    plot = _plot(title, max(1, len(counts)) * ROW)
    for place, (label, count) in enumerate(counts):
        length = (WIDTH - LABELS - LEFT) * count / greatest
        middle = place * ROW + ROW / 2 + 4
        short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
        plot.append(element("text", short, x=LABELS - 8, y=middle, text_anchor="end"))
        plot.append(_box(element("title", f"{label}: {count}"), LABELS, place * ROW + 5, length, BAR, "layer0"))
        plot.append(element("text", str(count), x=f"{LABELS + length + 6:.1f}", y=middle))
    return plot


def _plot(title: str, height: int) -> ET.Element:
    return element("svg", element("title", title), role="img", aria_label=title, viewBox=f"0 0 {WIDTH} {height}")


def _box(told: ET.Element, x: float, y: float, width: float, height: float, layer: str) -> ET.Element:
    size = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return element("rect", told, class_=layer, **size)
