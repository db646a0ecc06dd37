"""Quotations beside the interviews' own words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index import library
from index.comparing import Change
from index.interview import Role
from index.interview_file import loads
from index.library import Library
from index.verifying import Outcome, Verification, Verifier

CALIBRATION = library.load(Path(__file__).parents[1] / "calibration" / "interviews")
MANY = Verifier(Library([*CALIBRATION.interviews.values(), *library.shipped().interviews.values()]))
SHIPPED = Verifier(library.shipped())

SAID = "Framför allt är det kostnadseffektivt."
AS_THE_BOT_SAYS = f"""\
Vilka fördelar ser du med att samarbeta om e-arkivet?
{SAID}
— Leif Sandberg, förvaltningsledare för R7e-arkiv
3 knep för att få bra samarbete · Dokumentinfo · 13 juni 2018 · svar 2 av 5 (utdrag)
https://dokumentinfo.se/3-knep-att-fa-bra-samarbete/#:~:text=Framf%C3%B6r
"""
SPOKEN = [
    turn.text
    for interview in CALIBRATION.interviews.values()
    for turn in interview.turns
    if len(turn.text.split()) >= 10
]

LONG = """\
---
id: tal
title: Tal
language: sv
interviewers: [Kim]
people:
  Bo: Bo Ask, hamnkapten
---
**Kim:** Vad tycker du om priset på 1,5 miljoner kronor och −5 grader?

**Bo:** {first}

{second}

**Kim:** Tack för att du kom hit!
""".format(
    first=" ".join(f"Den {number}:e båten kom in i gryningen." for number in range(1, 15)),
    second=" ".join(f"Sedan gick båt {number} ut igen, 1,5 timmar senare." for number in range(1, 15)),
)


def differences(found: Verification) -> list[tuple[Change, str, str]]:
    """Return what differs: the quoted words and the true ones."""
    assert found.place is not None
    return [
        (piece.change, found.quoted[slice(*piece.quoted)], found.place.turn.text[slice(*piece.true)])
        for piece in found.pieces
        if piece.change is not Change.SAME
    ]


def true(found: Verification) -> str:
    """Return the true words."""
    assert found.place is not None
    return found.place.text


@st.composite
def cuttings(draw: st.DrawFn, fewest: int = 1) -> tuple[str, list[str]]:
    """Draw a turn, and words in a row that are cut from it."""
    text = draw(st.sampled_from(SPOKEN))
    words = text.split()
    first = draw(st.integers(0, len(words) - fewest))
    last = draw(st.integers(first + fewest, min(len(words), first + 60)))
    return text, words[first:last]


@given(cuttings(), st.sampled_from([" ", "  ", "\n", "\N{NO-BREAK SPACE}", "\n> "]), st.data())
def test_any_words_in_a_row_are_exact(cutting: tuple[str, list[str]], space: str, data: st.DataObject) -> None:
    """Whatever spaces, quotation marks, Unicode form, soft hyphens and letter case they are pasted with."""
    _, words = cutting
    assume(any(char.isalnum() for char in "".join(words)))
    pasted = space.join(words)
    pasted = data.draw(st.sampled_from([str, str.upper, str.capitalize]))(pasted)
    pasted = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), pasted)
    pasted = data.draw(st.sampled_from([str, lambda text: re.sub(r"(?<=\w{3})(?=\w{3})", "\u00ad", text)]))(pasted)
    around = st.sampled_from(["{}", "”{}”", "“{}”", "»{}«", "„{}“", '"{}"', "> {}", "– {}", "…{}…"])
    pasted = data.draw(around).format(pasted)
    found = MANY.verify(pasted)
    assert found.outcome is Outcome.EXACT, differences(found)
    assert _letters(true(found)) == _letters(" ".join(words)) or "…" in pasted


@given(cuttings(8), st.data())
def test_a_word_that_is_replaced_is_named(cutting: tuple[str, list[str]], data: st.DataObject) -> None:
    """It alone differs, and beside it stands the true word."""
    text, words = cutting
    worded = [place for place, word in enumerate(words) if any(char.isalnum() for char in word)]
    assume(len(worded) >= 8)
    place = data.draw(st.sampled_from(worded))
    assume(all(char.isalpha() for char in words[place]))
    found = MANY.verify(" ".join([*words[:place], "zorkablip", *words[place + 1 :]]))
    assert found.outcome is Outcome.ALTERED
    assert found.place is not None
    assume(found.place.turn.text == text)  # somebody else may have said all the other words, too
    (change, quoted, instead), *others = differences(found)
    assert not others
    assert quoted == "zorkablip"
    # At its very end, or at a sentence's border, the word may as well have been put in.
    assert (change, instead) == (Change.CHANGED, words[place]) or (
        change is Change.PUT_IN and place in (worded[0], worded[-1])
    )


@pytest.mark.parametrize(
    "pasted",
    [
        SAID,
        f"”{SAID}”, säger Leif Sandberg",
        f"Leif Sandberg: ”{SAID}”",
        f"- {SAID} - Leif",
        f"Leif säger att {SAID}",
        f"– {SAID[:-1]}, berättar Leif Sandberg, förvaltningsledare för R7e-arkiv.",
        AS_THE_BOT_SAYS,
        "Framför allt är det kostnads-effektivt.",
        "FRAMFÖR ALLT ÄR DET KOSTNADSEFFEKTIVT!",
        "framför allt är det kostnads…",
    ],
)
def test_what_stands_around_a_quotation_is_no_part_of_it(pasted: str) -> None:
    """Who said it, where and when, as newspapers, readers and the bot itself write it."""
    found = SHIPPED.verify(pasted)
    assert (found.outcome, true(found)) == (Outcome.EXACT, SAID[:-1])
    assert found.place is not None
    assert found.place.citation.speaker is not None
    assert found.place.citation.speaker.name == "Leif Sandberg"
    assert found.place.citation.url is not None
    assert found.place.citation.url.endswith("kostnadseffektivt")


@pytest.mark.parametrize(
    ("pasted", "differs"),
    [
        ("Framför allt är det billigt.", [(Change.CHANGED, "billigt", "kostnadseffektivt")]),
        ("Framför allt är det inte kostnadseffektivt.", [(Change.PUT_IN, "inte", "")]),
        (f"{SAID[:-1]}, säger Eva Ek", [(Change.PUT_IN, "säger Eva Ek", "")]),
        (f"{SAID} Bra!", [(Change.PUT_IN, "Bra", "")]),
        (
            "Alla parter har tillgång till mycket nyutveckling",
            [(Change.CHANGED, "har", "kan också ha"), (Change.LEFT_OUT, "", "relativt")],
        ),
        ("Vi har varit i drift sedan 2010", [(Change.CHANGED, "2010", "2011")]),
        ("Det ... allt är det kostnadseffektivt", [(Change.CHANGED, "Det", "Framför")]),
    ],
)
def test_what_differs_is_named_word_by_word(pasted: str, differs: list[tuple[Change, str, str]]) -> None:
    """Beside the true words."""
    found = SHIPPED.verify(pasted)
    assert (found.outcome, differences(found)) == (Outcome.ALTERED, differs)


def test_an_ellipsis_may_leave_words_out() -> None:
    """Each part stands in the same answer, in this order; the other way round it is no exact quotation."""
    first, last = "Framför allt är det kostnadseffektivt", "möjlighet till stort informationsutbyte"
    for dots in ("…", " ... ", " [...] ", "… [...] …", " (…) ", " . . . "):
        found = SHIPPED.verify(f"{first}{dots}{last}")
        assert (found.outcome, found.has_gaps) == (Outcome.EXACT, True)
        assert true(found).startswith(first)
        assert true(found).endswith(last)
    assert SHIPPED.verify(f"{last} … {first}").outcome is not Outcome.EXACT
    assert not SHIPPED.verify(f"{first}.").has_gaps


def test_single_words_between_ellipses_prove_nothing() -> None:
    """Otherwise any sentence could be put together."""
    assert SHIPPED.verify("Alla … ha … till … utbyte").outcome is not Outcome.EXACT


def test_an_answer_in_parts_is_one() -> None:
    """A quotation over the border of two parts is found in the whole turn; it is cited where it begins."""
    interview = loads(LONG, "tal.md")
    passages = Library([interview]).of("tal")
    assert len(passages) > 1
    border = passages[0].end
    pasted = passages[0].turn.text[border - 60 : border + 60]
    place = Verifier(Library([interview])).verify(f"…{pasted}…").place
    assert place is not None
    assert place.passage == passages[0]
    assert place.start < border < place.end
    assert place.text == place.turn.text[place.start : place.end]


def test_numbers_are_not_run_together() -> None:
    """A comma or a minus sign that is lost changes a number, and a space or a dash between letters nothing."""
    tal = Verifier(Library([loads(LONG, "tal.md")]))
    exact, altered = Outcome.EXACT, Outcome.ALTERED
    asked = "Vad tycker du om priset på {} miljoner kronor och {} grader?"
    assert tal.verify(asked.format("1,5", "−5")).outcome is exact
    assert tal.verify(asked.format("1.5", "-5")).outcome is exact
    assert tal.verify(asked.format("15", "−5")).outcome is altered
    assert tal.verify(asked.format("1,5", "5")).outcome is altered


def test_an_interviewers_words_are_the_interviewers() -> None:
    """They are cited under the interviewer's name, with the answer to them, if there is one."""
    asked = SHIPPED.verify("Vilka fördelar ser du med att samarbeta om e-arkivet?").place
    assert asked is not None
    assert asked.is_interviewers
    assert asked.citation.speaker is not None
    assert asked.citation.speaker.name == "Frida"
    assert asked.passage is not None
    assert asked.passage.address.number == 2
    thanked = Verifier(Library([loads(LONG, "tal.md")])).verify("Tack för att du kom hit").place
    assert thanked is not None
    assert (thanked.turn.role, thanked.passage) == (Role.OUTRO, None)


def test_few_words_stand_there_or_not() -> None:
    """They are never altered ones of others."""
    found = SHIPPED.verify("relativt mycket nyutveckling")
    assert (found.outcome, found.is_short) == (Outcome.EXACT, True)
    found = SHIPPED.verify("relativt lite nyutveckling")
    assert (found.outcome, found.is_short, found.place) == (Outcome.NOT_FOUND, True, None)


@pytest.mark.parametrize(
    "pasted", ["", "…", '""', "> ", "%", "-", "\u00ad\u200b", "”", "\u0301" * 5000, "1 " * 2000, "x" * 5000]
)
def test_what_nobody_said_is_not_found(pasted: str) -> None:
    """Nor what has no words, or too many of them."""
    found = MANY.verify(pasted)
    assert found.outcome is Outcome.NOT_FOUND
    assert found.quoted == pasted


def test_of_the_same_words_those_of_the_interview_that_is_talked_of() -> None:
    """Where several have said it; and of one interview alone where one is named."""
    one, other = (loads(LONG.replace("id: tal", f"id: {name}"), f"{name}.md") for name in ("ett", "tva"))
    both = Verifier(Library([one, other]))
    said = "Den 3:e båten kom in i gryningen."
    for interview in ("ett", "tva"):
        for place in (both.verify(said, at=interview).place, both.verify(said, interview).place):
            assert place is not None
            assert place.interview == interview
    with pytest.raises(KeyError):
        both.verify(said, "tre")


@given(st.text("aå …\"”“.[]\n>-–'1,%:e\u0301\u00ad", max_size=60))
def test_whatever_is_pasted_has_an_outcome(pasted: str) -> None:
    """And its pieces are in order, within the quotation and the turn."""
    found = SHIPPED.verify(pasted)
    quoted = true_end = 0
    for piece in found.pieces:
        assert found.place is not None
        assert quoted <= piece.quoted[0] <= piece.quoted[1] <= len(pasted)
        assert true_end <= piece.true[0] <= piece.true[1] <= len(found.place.turn.text)
        quoted, true_end = piece.quoted[1], piece.true[1]


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalnum())
