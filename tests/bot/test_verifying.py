"""Which messages are quotations, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.message import Quoted, Typed
from bot.reply import Comparison, Kind, Quotation, Reply
from bot.session import Session
from bot.verifying import MAX_QUOTATION, commanded
from index import library
from index.interview_file import loads
from index.library import Library
from index.search import Searcher
from index.verifying import Outcome

SHIPPED = Conversation(Searcher(library.shipped()))
SESSION = Session("sv")
SAID = "Alla parter kan också ha tillgång till relativt mycket nyutveckling"

LONG = """---
id: hamnen
title: I hamnen
language: sv
interviewers: [Moa]
people: {{Bo: "Bo Ask, hamnkapten"}}
---
**Moa:** Hur länge har du arbetat i hamnen?

**Bo:** {years}
"""


def _reply(words: str, *, is_forwarded: bool = False) -> Reply:
    return SHIPPED.reply(Typed(words, is_forwarded), SESSION)[0]


@pytest.mark.parametrize(
    ("message", "behind"),
    [
        ("/verify X y", "X y"),
        ("/KOLLA@some_bot\nX", "X"),
        ("kolla: X", "X"),
        ("Kolla ”X”", "”X”"),
        ("verify “X”", "“X”"),
        ("/verify", ""),
        ("/verifying X", None),
        ("kolla upp vad det kostar", None),
        ("verify", None),
    ],
)
def test_a_command_to_check(message: str, behind: str | None) -> None:
    """In words it needs a colon or a quotation mark, since it may begin a question."""
    assert commanded(message) == behind


@pytest.mark.parametrize(
    ("message", "is_checked"),
    [
        (SAID, True),
        (f"{SAID} och mer", True),
        (f"Är det sant att {SAID.lower()}?", False),
        ("Alla parter kan också ha tillgång", False),
        ("”Alla parter kan också ha tillgång”", True),
        ("”relativt mycket nyutveckling”", False),
        ("Sa Leif verkligen ”alla parter kan också ha tillgång”?", True),
        ("Vilka fördelar ser du med att samarbeta om e-arkivet?", False),
        ("Vilka fördelar ser du med att samarbeta om e-arkivet", False),
        ("”Vilka fördelar ser du med att samarbeta om e-arkivet?”", True),
        ("Hur många landsting och regioner är med i det gemensamma arkivet", False),
        ("”Hur många olika landsting är egentligen med?”", False),
    ],
)
def test_a_message_that_is_a_quotation(message: str, *, is_checked: bool) -> None:
    """In quotation marks, or long and nearly as it was said; a question is asked, and few words are looked for."""
    assert (_reply(message).verification is not None) == is_checked


def test_what_is_forwarded_needs_no_marks() -> None:
    """It is a quotation by having been sent on."""
    assert _reply("Solen skiner över vita segel").verification is None
    found = _reply("Solen skiner över vita segel", is_forwarded=True).verification
    assert found is not None
    assert found.outcome is Outcome.NOT_FOUND


def test_the_kinds_of_reply() -> None:
    """Yes is an answer, altered or near is perhaps one, and nothing is none; no quotation holds other words."""
    outcomes = {
        SAID: (Kind.ANSWERED, Outcome.EXACT),
        SAID.replace("relativt", "väldigt"): (Kind.CLOSE, Outcome.ALTERED),
        "Vi är elva landsting med ett gemensamt e-arkiv i drift": (Kind.CLOSE, Outcome.NOT_FOUND),
        "Solen skiner över vita segel": (Kind.NOT_COVERED, Outcome.NOT_FOUND),
    }
    for words, (kind, outcome) in outcomes.items():
        reply, session = SHIPPED.reply(Quoted(words), SESSION)
        assert reply.verification is not None
        assert (reply.kind, reply.verification.outcome) == (kind, outcome)
        assert any(isinstance(part, Comparison) for part in reply.parts) == (outcome is Outcome.ALTERED)
        assert (session.shown is not None) == (kind is not Kind.NOT_COVERED)
        for part in reply.parts:
            assert not isinstance(part, Quotation) or any(part.text in p.turn.text for p in SHIPPED_PASSAGES)


SHIPPED_PASSAGES = library.shipped().passages


def test_over_two_parts_of_an_answer() -> None:
    """It is quoted as a whole, and read on from in the last part."""
    years = " ".join(f"Det var år {year} som kran nummer {year - 1900} byttes ut." for year in range(1980, 2020))
    its = Library([loads(LONG.format(years=years), "hamnen.md")])
    border = its.of("hamnen")[0].end
    words = years[border - 40 : border + 40]
    reply, session = Conversation(Searcher(its)).reply(Quoted(f"…{words}…"), SESSION)
    quotation = next(part for part in reply.parts if isinstance(part, Quotation))
    assert words in quotation.text
    assert reply.passage == its.of("hamnen")[1]
    assert reply.excerpt is not None
    assert reply.excerpt.text == reply.passage.text[reply.excerpt.start : reply.excerpt.end]
    assert quotation.text.endswith(reply.excerpt.text)
    assert session.shown_to == reply.excerpt.end


def test_too_long_a_quotation() -> None:
    """A shorter one is asked for; one as long as that is checked although no question may be."""
    long = "ord " * (MAX_QUOTATION // 4 + 1)
    assert SHIPPED.reply(Quoted(long), SESSION)[0].verification is None
    assert _reply(long).verification is None
    assert SHIPPED.reply(Quoted(long[:MAX_QUOTATION]), SESSION)[0].verification is not None
    answer = "\n\n".join(passage.text for passage in SHIPPED_PASSAGES * 2)
    assert len(answer) > 2000
    assert _reply(f"”{answer}”").verification is not None


@given(st.text("aå …\"”“.[]\n>-–'1,%:e\u0301\u00ad?/", max_size=60), st.booleans())
def test_whatever_is_sent_is_answered(words: str, is_forwarded: bool) -> None:  # noqa: FBT001  # drawn
    """Whether it is a quotation or not."""
    for message in (Typed(words, is_forwarded), Quoted(words)):
        assert SHIPPED.reply(message, SESSION)[0].parts
