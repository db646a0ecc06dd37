"""What differs between two texts of an interview file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.differing import differences

LINES = st.lists(st.sampled_from(["", "ett", "ett två", "tre ett två", "a b c d e f g h i j"]), max_size=8)


def shown(before: str, after: str) -> list[str]:
    """Return the lines that differ, changed words in brackets."""
    return [
        f"{line.sign}{line.number} "
        + "".join(f"[{text.strip()}] " if new else text for text, new in line.pieces).strip()
        for line in differences(before, after)
    ]


def test_a_changed_line_is_told_word_by_word() -> None:
    """What is far from a change is left out; line numbers are those of either text."""
    far = "ett två tre fyra fem sex sju åtta nio tio"
    assert shown(f"x\n{far} elva", f"x\ny\n{far} tolv") == [
        "+2 [y]",
        "-2 … fem sex sju åtta nio tio [elva]",
        "+3 … fem sex sju åtta nio tio [tolv]",
    ]


def test_lines_that_share_too_little_are_told_whole() -> None:
    """Word by word they would be a riddle."""
    assert shown("helt andra ord", "inget är likt här") == ["-1 [helt] [andra] [ord]", "+1 [inget] [är] [likt] [här]"]


@given(LINES, LINES)
def test_what_is_told_leads_from_the_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    """Without the lines that are gone and come, both texts are the same; equal texts differ in nothing."""
    told = list(differences("\n".join(before), "\n".join(after)))
    gone = {line.number for line in told if line.sign == "-"}
    come = {line.number for line in told if line.sign == "+"}
    left = [line for number, line in enumerate(before, 1) if number not in gone and line]
    right = [line for number, line in enumerate(after, 1) if number not in come and line]
    assert left == right
    assert bool(told) == ([line for line in before if line] != [line for line in after if line])
