"""Short questions about the answer that was shown last; the golden dialogues `asking_on` have the rest."""

from __future__ import annotations

import pytest

from bot import texts
from bot.conversation import Conversation
from bot.following import _KINDS
from bot.hearing import language
from bot.message import Pressed, Typed
from bot.reply import Deed, Quotation, Saying
from bot.session import Session
from index.interview_file import loads
from index.library import Library
from index.search import Searcher

FILLING = " ".join(f"Båt {name} seglade ut i dimman och kom hem med fisk." for name in "abcdefghijklmnopqrstuvwxyz" * 2)
LONG = f"""---
id: hamnen
title: I hamnen
language: sv
interviewers: [Moa]
people:
  Bo: Bo Ask
---

**Moa:** Hur var arbetet?

**Bo:** {FILLING} Vi slutade eftersom fisken tog slut.

**Moa:** Vad gör du nu?

**Bo:** Jag lagar nät.
"""


def test_the_reason_is_found_wherever_it_stands_in_the_answer() -> None:
    """In another part than the one that was shown, whichever of them that was; verbatim, and in the same answer."""
    conversation = Conversation(Searcher(Library([loads(LONG, "hamnen.md")])))
    parts = [p for p in Library([loads(LONG, "hamnen.md")]).of("hamnen") if p.address.number == 1]
    assert len(parts) > 1
    for part in parts:
        _, session = conversation.reply(Pressed(Deed.ASK, part.address), Session("sv"))
        reply, _ = conversation.reply(Typed("varför?"), session)
        (quoted,) = (its for its in reply.parts if isinstance(its, Quotation))
        assert quoted.text == "Vi slutade eftersom fisken tog slut."


def test_the_whole_answer_is_offered_where_it_was_not_shown() -> None:
    """Where the answer does not tell; a short one that was shown whole is not offered again."""
    conversation = Conversation(Searcher(Library([loads(LONG, "hamnen.md")])))
    for number, offered in (("1", [Deed.WHOLE]), ("2", [])):
        _, session = conversation.reply(Typed(number), Session("sv"))
        reply, _ = conversation.reply(Typed("hur länge?"), session)
        assert [part.text for part in reply.parts if isinstance(part, Saying)] == ["Det framgår inte hur länge."]
        assert [button.deed for button in reply.questions] == offered


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_what_can_be_asked_has_words_for_no_answer(code: str) -> None:
    """And phrases that are recognised."""
    assert {f"{asked}_untold" for asked in _KINDS} <= texts.texts(code).say.keys()
    assert _KINDS.keys() <= texts.texts(code).heard.keys()


@pytest.mark.parametrize(
    ("named", "meant"),
    [("en", "in_english"), ("English", "in_english"), ("på svenska", "in_swedish"), ("SV", "in_swedish"), ("fi", None)],
)
def test_a_language_is_told_by_its_name_or_code(named: str, meant: str | None) -> None:
    """In either language."""
    assert language(named) == meant
