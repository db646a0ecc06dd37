"""Tests of links that lead to the very words, against the syntax of the WICG's URL Fragment Text Directives.

There a text directive is `text=[prefix-,]start[,end][,-suffix]`; in each of them `&`, `-` and `,` are written as
percent-encoded bytes, as everything is that a URL's fragment cannot hold.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text_fragment import leading_to

PAGE = "https://dokumentinfo.se/3-knep/"
WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda w: w.split() == [w]),
    min_size=1,
    max_size=16,
)
# TextDirectiveExplicitChar and PercentEncodedByte of the draft; what else it allows has no need to be encoded.
EXPLICIT = r"(?:[!$'()*+./:;=?@_~A-Za-z0-9]|%[0-9A-F]{2})+"


@pytest.mark.parametrize(
    ("quoted", "directive"),
    [
        ("kostnad", "kostnad"),
        ("ett gemensamt e-arkiv", "ett%20gemensamt%20e%2Darkiv"),
        ("lagra, söka & visa", "lagra%2C%20s%C3%B6ka%20%26%20visa"),
        ("100 %", "100%20%25"),
        ("Hur? Så: #1", "Hur%3F%20S%C3%A5%3A%20%231"),
        ("två\n\nstycken", "tv%C3%A5%20stycken"),
        ("a b c d e f g h i j", "a%20b%20c%20d%20e%20f%20g%20h%20i%20j"),
        ("a b c d e f g h i j k", "a%20b%20c%20d%20e,g%20h%20i%20j%20k"),
    ],
)
def test_by_hand(quoted: str, directive: str) -> None:
    """Up to ten words stand whole; longer quotations are named by their first and last five."""
    assert leading_to(PAGE, quoted) == f"{PAGE}#:~:text={directive}"


def test_a_page_with_a_fragment_keeps_it() -> None:
    """The directive goes behind a fragment that the address already has."""
    assert leading_to(f"{PAGE}#svar", "elva") == f"{PAGE}#svar:~:text=elva"


@pytest.mark.parametrize("quoted", ["", " \n "])
def test_no_words(quoted: str) -> None:
    """Without words the link leads to the page."""
    assert leading_to(PAGE, quoted) == PAGE


@given(WORDS)
def test_the_syntax(words: list[str]) -> None:
    """Whatever the words, the fragment is a text directive of a start and perhaps an end."""
    assert re.fullmatch(rf":~:text={EXPLICIT}(?:,{EXPLICIT})?", leading_to(PAGE, " ".join(words)).partition("#")[2])


@given(WORDS)
def test_a_browser_reads_the_words_back(words: list[str]) -> None:
    """Decoded, the directive names the first words and the last ones, in full where they are ten at most."""
    directive = leading_to(PAGE, " ".join(words)).partition("text=")[2]
    ends = [unquote(end).split() for end in directive.split(",")]
    assert ends == ([words] if len(words) <= 10 else [words[:5], words[-5:]])
