"""Commands that begin with a slash."""

from __future__ import annotations

import pytest

from bot import commands


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/ask How many?", ("ask", "How many?")),
        ("/fraga  Hur\nmånga?", ("ask", "Hur\nmånga?")),
        ("/FRAGA@interview_bot Hur?", ("ask", "Hur?")),
        (" /om ", ("about", "")),
        ("/om", ("about", "")),
        ("/omkring", None),
        ("/om!", None),
        ("om", None),
        ("se /om", None),
        ("/", None),
        ("", None),
    ],
)
def test_a_command_is_read_by_any_of_its_names(text: str, read: tuple[str, str] | None) -> None:
    """With what stands behind it, by its English name."""
    assert commands.read(text) == read
