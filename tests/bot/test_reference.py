"""Places that are shared and found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reference import Reference
from index.interview import Address

addresses = st.builds(
    Address,
    interview=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,45}", fullmatch=True),
    number=st.integers(0, 99999),
    part=st.integers(1, 999),
    revision=st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
)
spans = st.none() | st.tuples(st.integers(0, 999_999), st.integers(0, 999_999))


@given(addresses, spans)
def test_what_is_written_is_read_back(address: Address, span: tuple[int, int] | None) -> None:
    """Within the 256 characters of an inline query."""
    reference = Reference(address, span)
    assert Reference.read(str(reference)) == reference
    assert len(str(reference)) <= 256


@given(st.text(max_size=300))
def test_anything_else_is_refused(text: str) -> None:
    """Whatever somebody types is read or refused by ValueError, never by another error."""
    try:
        reference = Reference.read(text)
    except ValueError:
        return
    assert Reference.read(str(reference)) == reference


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vad kostar det",
        "r7e_1_1_abcdef 0",
        "r7e_1_1_abcdef 0-",
        "r7e_1_1_abcdef  0-1",
        "r7e_1_1_abcdef 0-1 ",
        "r7e_1_1_abcdef -1-5",
        "r7e_1_1_abcdef \u0660-\u0661",
        "r7e_1_1_abcdef 0-9999999",
        "r7e_1_1_abcdef\n0-1",
    ],
)
def test_near_misses_are_refused(text: str) -> None:
    """Half a span, other digits, other spaces; what is refused is told in short."""
    with pytest.raises(ValueError, match="not a"):
        Reference.read(text)
