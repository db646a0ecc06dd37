"""What an editor is told to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.linting import lint, lint_text

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """---
id: hamnen
title: I hamnen
published: 2020-02-03
language: sv
publication: Kustbladet
url: https://example.org/hamnen
interviewers: [Moa]
people:
  Bo: Bo Ask, hamnkapten
---

Bo Ask arbetar i hamnen.

**Moa:** Vad är svårast?

**Bo:** Dimman. Den kommer på tio minuter.

? Vad är värst?

**Moa:** Vad händer på vintern?

**Bo:** Då ligger isen,
och vi lagar kranarna.

? Fryser ni?
"""


def told(old: str, new: str) -> list[str]:
    """Return what is told of the file after a change, `line: message`."""
    assert old in WHOLE
    return [f"{its.line}: {its.message}" for its in lint_text(WHOLE.replace(old, new, 1), "hamnen.md")]


def test_a_file_that_lacks_nothing_is_left_in_peace() -> None:
    """No advice where there is none to give."""
    assert lint_text(WHOLE, "hamnen.md") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "beginning"),
    [
        ("published: 2020-02-03\n", "", 1, "no date"),
        ("url: https://example.org/hamnen\n", "", 1, "no address"),
        ("publication: Kustbladet\n", "", 1, "no publication"),
        ("id: hamnen", "id: hamn", 2, "named other than its id; call the file hamn.md"),
        ("Bo: Bo Ask, hamnkapten", "Bo: Bo Ask\n  Eva: Eva Ek", 11, '"Eva" says nothing'),
        ("[Moa]", "[Moa, Kim]", 1, '"Kim" says nothing'),
        ("? Vad är värst?", "? Vad är värst?\n? vad är värst", 20, 'the hint "vad är värst" is on line 19 too'),
        ("? Fryser ni?", "? Vad är värst", 26, 'the hint "Vad är värst" is another answer\'s too, on line 19'),
        (
            "? Fryser ni?",
            "? Vad är svårast?",
            26,
            'the hint "Vad är svårast?" is the question "Vad är svårast?" of another',
        ),
        ("? Fryser ni?", "? vad händer på vintern", 26, 'the hint "vad händer på vintern" is the very question'),
        ("**Moa:** Vad är svårast?\n\n", "", 15, "an answer without a question"),
        (
            "och vi lagar kranarna.",
            "och vi lagar kranarna.\n\nDela på Facebook",
            26,
            "looks left over from the page (share button)",
        ),
        ("minuter.", "minuter.<br>", 17, "markup of a web page: <br>"),
        ("svårast?", "sv\u00c3\u00a5rast?", 15, "letters that were misread"),
        ("interviewers:", "unplaced: ['Och sen?']\ninterviewers:", 8, 'the hint "Och sen?" has no answer'),
    ],
)
def test_advice_has_its_line_and_a_remedy(old: str, new: str, line: int, beginning: str) -> None:
    """One thing wrong, one thing told, where it stands."""
    (one,) = told(old, new)
    number, _, message = one.partition(": ")
    assert (int(number), message[: len(beginning)]) == (line, beginning)
    assert ";" in message


def test_a_label_that_is_no_name_is_told() -> None:
    """Where a citation would say that "Svar" said it."""
    text = WHOLE.replace("**Bo:**", "**Svar:**").replace("  Bo: Bo Ask, hamnkapten", "  Svar: Svar")
    (one,) = lint_text(text, "hamnen.md")
    assert (one.line, one.message.partition(";")[0]) == (10, '"Svar" is nobody\'s name')


def test_nobody_who_asks_is_told() -> None:
    """Every turn is an answer then; a narrative is as it should be."""
    text = WHOLE.replace("interviewers: [Moa]\n", "").replace("people:", "people:\n  Moa: Moa Lind")
    assert [its.message.partition(",")[0] for its in lint_text(text, "hamnen.md")] == ["nobody asks"]
    assert lint_text(text.replace("language: sv", "language: sv\nnarrative: true"), "hamnen.md") == ()


def test_what_breaks_the_format_is_an_error() -> None:
    """With the line and the remedy of the format."""
    (one,) = lint_text(WHOLE.replace("**Bo:** Då", "**Bosse:** Då"), "hamnen.md")
    assert one.is_error
    assert str(one) == (
        'hamnen.md:23: error: a turn by "Bosse", who is not under people or interviewers (Bo, Moa);'
        " mend the name or add it"
    )


def test_a_folder_is_looked_through(tmp_path: Path) -> None:
    """Every broken file and the lexicon, and interviews that are there twice."""
    (tmp_path / "hamnen.md").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "kajen.md").write_text(WHOLE.replace("id: hamnen", "id: kajen"), encoding="utf-8")
    (tmp_path / "samma.md").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "trasig.md").write_bytes(b"\n\xff")
    (tmp_path / "lexicon.txt").write_text("a, b\nensam\n", encoding="utf-8")
    found = lint(tmp_path)
    assert found.files == 4
    assert [(its.file, its.line, its.is_error, its.message.partition(";")[0]) for its in found.troubles] == [
        ("kajen.md", 1, False, "stands on the same page as hamnen.md"),
        ("kajen.md", 1, False, "has the very words of hamnen.md"),
        ("lexicon.txt", 2, True, "no relation"),
        ("samma.md", 1, True, 'its id "hamnen" is that of hamnen.md too'),
        ("trasig.md", 2, True, "not UTF-8"),
    ]
