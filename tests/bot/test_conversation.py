"""The conversation, without any screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.hearing import MAX_QUESTION
from bot.message import Pressed, Signal, Typed
from bot.reply import SPEAKING, Deed, Kind, Landing, Quotation, Reply, Saying
from bot.session import Session
from index.interview import Address, Interview
from index.interview_file import loads
from index.library import Library
from index.search import Searcher

HARBOUR = """---
id: {id}
title: {title}
language: sv
interviewers: [Moa]
people:
  Bo: Bo Ask, hamnkapten
---

En intervju om hamnen.

**Moa:** Hur länge har du arbetat i hamnen?

**Bo:** I trettio år. {years}

**Moa:** Vad är det svåraste med arbetet?

**Bo:** Dimman. {fog}
"""
LONG = " ".join(f"Det var år {year} som kran nummer {year - 1900} byttes ut." for year in range(1980, 2020))


def _interview(interview_id: str = "hamnen", title: str = "I hamnen", years: str = LONG, fog: str = "") -> Interview:
    return loads(HARBOUR.format(id=interview_id, title=title, years=years, fog=fog), f"{interview_id}.md")


def _over(*interviews: Interview) -> Conversation:
    return Conversation(Searcher(Library(interviews)))


class Reader:
    """Somebody who talks with the bot, one message after the other."""

    def __init__(self, conversation: Conversation, session: Session | None = None) -> None:
        self._conversation = conversation
        self.session = session or Session("sv")

    def say(self, words: str) -> Reply:
        """Write something."""
        return self._send(Typed(words))

    def press(self, deed: Deed, address: Address) -> Reply:
        """Press a button."""
        return self._send(Pressed(deed, address))

    def _send(self, message: Typed | Pressed) -> Reply:
        reply, self.session = self._conversation.reply(message, self.session)
        return reply


def _quoted(reply: Reply) -> str:
    return next(part.text for part in reply.parts if isinstance(part, Quotation))


def _said(reply: Reply) -> str:
    return " ".join(part.text for part in reply.parts if isinstance(part, Saying))


def test_more_reads_a_long_answer_to_its_end_without_a_gap() -> None:
    """Excerpt after excerpt, the words of the answer come once each and in order; then comes the next answer."""
    reader = Reader(_over(_interview()))
    read = [_quoted(reader.say("1"))]
    reply = reader.say("mer")
    while not _said(reply):
        read.append(_quoted(reply))
        reply = reader.say("fortsätt")
    assert " ".join(read).split() == f"I trettio år. {LONG}".split()
    assert len(read) > 5
    assert (_quoted(reply), _said(reply)) == ("Dimman.", "Här slutar svaret. Nästa fråga i intervjun:")


def test_the_whole_answer_is_all_its_parts() -> None:
    """An answer that is cut into parts is shown as one, from whichever part it is asked for."""
    interview = _interview()
    library = Library([interview])
    parts = library.of("hamnen")[1:-1]
    assert len(parts) > 1
    for part in parts:
        reply = Reader(_over(interview)).press(Deed.WHOLE, part.address)
        assert _quoted(reply) == f"I trettio år. {LONG}"
        assert [move.deed for move in reply.moves] == [Deed.FOLD, Deed.NEXT]


def test_after_the_whole_answer_more_goes_to_the_next() -> None:
    """What has been read is not shown again."""
    reader = Reader(_over(_interview()))
    reader.say("1")
    reader.say("hela")
    assert _quoted(reader.say("mer")) == "Dimman."


def test_a_button_is_good_after_words_elsewhere_have_changed() -> None:
    """The address finds its passage though the answer before it was rewritten."""
    address = Library([_interview()]).of("hamnen")[-1].address
    reply = Reader(_over(_interview(years="Länge."))).press(Deed.ASK, address)
    assert (_quoted(reply), _said(reply)) == ("Dimman.", "")


def test_a_button_says_when_its_words_have_changed() -> None:
    """The passage is shown as it is now, and the reader is told."""
    address = Library([_interview()]).of("hamnen")[-1].address
    reply = Reader(_over(_interview(fog="Och isen."))).press(Deed.ASK, address)
    assert _quoted(reply) == "Dimman. Och isen."
    assert _said(reply) == "Texten har ändrats sedan du fick knappen. Så här lyder den nu:"


@pytest.mark.parametrize("deed", sorted(set(Deed) - {Deed.CHOOSE, Deed.INTERVIEWS, Deed.ALL, *SPEAKING}))
def test_a_button_to_what_is_gone_says_so(deed: Deed) -> None:
    """Neither an interview nor an answer that is gone crashes anything."""
    reader = Reader(_over(_interview()))
    for address in (Address("borta", 1, 1, "abcdef"), Address("hamnen", 77, 1, "abcdef")):
        assert _said(reader.press(deed, address)) == "Det stället finns inte kvar längre."


def test_a_session_survives_that_its_passage_is_gone() -> None:
    """Reading on from a place that is gone is met as if nothing had been read."""
    session = Session("sv", shown=Address("borta", 3, 1, "abcdef"), shown_to=9)
    assert "Ställ en fråga först" in _said(Reader(_over(_interview()), session).say("mer"))


def test_several_interviews_are_offered_and_chosen_by_number() -> None:
    """The reader chooses an interview, then one of its questions."""
    reader = Reader(_over(_interview(), _interview("on", "På ön")))
    greeting = reader.say("hej")
    assert "två intervjuer" in _said(greeting)
    assert [(button.number, button.label) for button in greeting.questions] == [(1, "I hamnen"), (2, "På ön")]
    assert [button.label for button in reader.say("2").questions][1] == "Vad är det svåraste med arbetet?"
    reply = reader.say("2")
    assert _quoted(reply) == "Dimman."
    assert reply.passage is not None
    assert reply.passage.address.interview == "on"


def test_a_number_beyond_the_offered_ones_is_the_chosen_interview_s() -> None:
    """Not that of the interview that was answered from before."""
    turns = "\n\n".join(f"**Moa:** Fråga {n}?\n\n**Bo:** Kran nummer {n}." for n in range(1, 14))
    head = HARBOUR.format(id="lang", title="Lång dag", years="", fog="").partition("**Moa:**")[0]
    reader = Reader(_over(_interview(), loads(head + turns, "lang.md")))
    reader.press(Deed.ASK, Library([_interview()]).of("hamnen")[1].address)
    reader.say("lång dag")
    assert _quoted(reader.say("12")) == "Kran nummer 12."


def test_a_list_of_several_interviews_outlives_an_answer_from_one_of_them() -> None:
    """The number that is typed next is of what was offered last."""
    reader = Reader(_over(_interview(), _interview("on", "På ön")))
    reader.say("intervjuer")
    reader.press(Deed.ASK, Library([_interview()]).of("hamnen")[1].address)
    assert _said(reader.say("2")).startswith("Frågorna i intervjun ”På ön”:")


@pytest.mark.parametrize(
    ("words", "chosen"), [("I hamnen", "hamnen"), ("fyren", "fyr"), ("pa on", "on"), ("på", None), ("i", None)]
)
def test_an_interview_is_chosen_by_its_title(words: str, chosen: str | None) -> None:
    """A whole title, or more than a word of its beginning; a word alone is a question until interviews are offered."""
    conversation = _over(_interview(), _interview("on", "På ön i dag"), _interview("fyr", "Fyren"))
    assert Reader(conversation).say(words).interview == chosen
    reader = Reader(conversation)
    reader.say("andra intervjuer")
    assert reader.say(words).interview is not None


def test_a_title_that_two_interviews_begin_with_chooses_neither() -> None:
    """Nor does a title that both have."""
    reader = Reader(_over(_interview(title="I dag"), _interview("on", "I dag"), _interview("fyr", "I går kväll")))
    reader.say("intervjuer")
    assert [reader.say(words).interview for words in ("i", "i dag", "i går")] == [None, None, "fyr"]


def test_which_interview_is_asked_and_answered_by_a_button() -> None:
    """The button tells what was asked for by itself, in a session that remembers nothing."""
    conversation = _over(_interview(), _interview("on", "På ön"))
    asked = Reader(conversation).say("Vad är det för språk i intervjun?")
    assert (asked.kind, _said(asked)[:24]) == (Kind.SMALL_TALK, "Vilken intervju menar du")
    assert [(button.number, button.label) for button in asked.questions] == [(1, "I hamnen"), (2, "På ön")]
    second = asked.questions[1]
    assert _said(Reader(conversation).press(second.deed, second.address)) == "Intervjun ”På ön” är på svenska."


def test_a_button_for_what_is_not_told_any_more_says_so() -> None:
    """The date that a button was to tell has been taken out since."""
    told = Reader(_over(_interview())).press(Deed.PUBLISHED, Library([_interview()]).of("hamnen")[1].address)
    assert _said(told) == "Det framgår inte av intervjun."


def test_the_interview_is_the_one_that_was_answered_from_or_chosen() -> None:
    """What was shown or chosen last is meant, and a miss does not forget it."""
    reader = Reader(_over(_interview(), _interview("on", "På ön", fog="Ensamheten.")))
    reader.say("frågor")
    reader.say("2")
    reader.say("alla")
    assert _said(reader.say("vem intervjuas?")) == "Det är Bo Ask som svarar på frågorna i intervjun ”På ön”."
    reader.press(Deed.ASK, Library([_interview()]).of("hamnen")[1].address)
    reader.say("qwertyzx")
    assert _said(reader.say("vem intervjuas?")) == "Det är Bo Ask som svarar på frågorna i intervjun ”I hamnen”."


def test_the_source_is_that_of_the_words_quoted_last() -> None:
    """The very excerpt, wherever in a long answer it stands, and no other after the text was changed."""
    reader = Reader(_over(_interview()))
    reader.say("1")
    quoted = _quoted(reader.say("mer"))
    source = reader.say("var står det?")
    assert (_said(source), _quoted(source)) == ("Det står här:", quoted)
    reader = Reader(_over(_interview(years="Länge.")), reader.session)
    assert _quoted(reader.say("källa")) == "I trettio år. Länge."


def test_where_nothing_was_quoted_the_source_is_the_interview_s() -> None:
    """Without a link there is none, and of several with links it is asked which."""
    linked = [replace(_interview(each), url=f"https://example.org/{each}") for each in ("a", "b")]
    assert "Ställ en fråga först" in _said(Reader(_over(_interview())).say("länken?"))
    source = Reader(_over(linked[0])).say("länken?")
    assert (source.kind, _said(source)) == (Kind.SMALL_TALK, "Intervjun finns att läsa här: https://example.org/a")
    assert [button.deed for button in Reader(_over(*linked)).say("länken?").questions] == [Deed.LINK, Deed.LINK]


def test_after_what_was_told_of_the_interview_the_source_is_its() -> None:
    """The answer before that is not given for where the date stands; more begins with the introduction."""
    reader = Reader(_over(replace(_interview(), url="https://example.org/h")))
    reader.say("2")
    reader.say("vilket språk är intervjun på")
    assert _said(reader.say("källa?")) == "Intervjun finns att läsa här: https://example.org/h"
    assert _quoted(reader.say("mer")) == "En intervju om hamnen."


@pytest.mark.parametrize(
    ("language", "languages", "phrase"),
    [
        ("sv", ["sv"], "egna ord."),
        ("sv", ["en"], "egna ord, på engelska."),
        ("en", ["sv-FI"], "own words, in Swedish."),
        ("en", ["en", "en"], "own words."),
        ("en", ["sv", "sv"], "own words, in Swedish."),
        ("sv", ["sv", "en"], "egna ord, på svenska och engelska."),
    ],
)
def test_the_greeting_tells_of_other_languages(language: str, languages: list[str], phrase: str) -> None:
    """Whoever reads another language than the interview's knows what to expect."""
    interviews = [replace(_interview(f"i{place}"), language=tag) for place, tag in enumerate(languages)]
    assert phrase in _said(Reader(_over(*interviews), Session(language)).say("hej"))


@pytest.mark.parametrize(
    ("language", "question", "original"),
    [
        ("sv", "Vad är det svåraste med arbetet?", ""),
        ("sv", "What is the hardest thing about the work?", "på originalspråket, svenska"),
        ("en", "Vad är det svåraste med arbetet?", ""),
        ("en", "What is the hardest thing about the work?", "in the original Swedish"),
        ("en", "dimman", "in the original Swedish"),
        ("sv", "dimman", ""),
        ("en", "2", "in the original Swedish"),
        ("sv", "2", ""),
    ],
)
def test_a_quotation_in_another_language_than_the_question_says_so(language: str, question: str, original: str) -> None:
    """Whatever language the bot speaks; it is the bot's own where the words do not tell."""
    reply = Reader(_over(_interview()), Session(language)).say(question)
    assert [part.original for part in reply.parts if isinstance(part, Quotation)] == [original]


@pytest.mark.parametrize(("count", "written"), [(2, "två"), (12, "tolv"), (13, "13")])
def test_numbers_up_to_twelve_are_words(count: int, written: str) -> None:
    """Larger ones are figures."""
    interviews = [_interview(f"i{place}", years="") for place in range(count)]
    assert f"om {written} intervjuer" in _said(Reader(_over(*interviews)).say("hej"))


def test_a_session_in_one_interview_asks_only_that() -> None:
    """A restriction holds for questions and for numbers."""
    conversation = _over(_interview(), _interview("on", "På ön", fog="Ensamheten."))
    reader = Reader(conversation, Session("sv", interview="on"))
    assert _quoted(reader.say("Vad är svårast med arbetet?")) == "Dimman. Ensamheten."
    assert _quoted(reader.say("2")) == "Dimman. Ensamheten."


def test_a_long_interview_offers_its_questions_by_the_page() -> None:
    """Ten at a time, then a button for more; every question can be reached."""
    turns = "\n\n".join(f"**Moa:** Fråga nummer {n}?\n\n**Bo:** Svar nummer {n}." for n in range(1, 24))
    head = HARBOUR.format(id="lang", title="Lång", years="", fog="").partition("**Moa:**")[0]
    reader = Reader(_over(loads(head + turns, "lang.md")))
    offered = []
    reply = reader.say("frågor")
    while True:
        offered += [button.label for button in reply.questions if button.number]
        more = [button for button in reply.questions if button.number is None]
        if not more:
            break
        reply = reader.press(more[0].deed, more[0].address)
    assert offered == [f"Fråga nummer {n}?" for n in range(1, 24)]


def test_an_overlong_message_is_asked_for_in_fewer_words() -> None:
    """Nothing is searched for."""
    reply = Reader(_over(_interview())).say("hamnen " * MAX_QUESTION)
    assert reply.kind is Kind.NOT_COVERED
    assert "för lång" in _said(reply)


def test_a_greeting_before_a_question_does_not_hide_it() -> None:
    """Small talk is only what is nothing but small talk."""
    assert _quoted(Reader(_over(_interview())).say("Hej! Vad är det svåraste med arbetet?")) == "Dimman."


def test_the_session_handed_in_is_left_as_it_was() -> None:
    """The conversation keeps nothing: the same message and session give the same reply again."""
    conversation, session = _over(_interview()), Session("sv")
    first = conversation.reply(Typed("1"), session)
    assert conversation.reply(Typed("1"), session) == first
    assert session == Session("sv")


@pytest.mark.parametrize("signal", list(Signal))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_signal_is_answered(signal: Signal, language: str) -> None:
    """Commands and media get a reply in the reader's language."""
    reply, _ = _over(_interview()).reply(signal, Session(language))
    assert _said(reply)
    assert reply.kind is Kind.SMALL_TALK


anything = (
    st.text()
    | st.text("Bo hamnen Moa 123?*_<>&\"'\u200b\u202e\0\n", max_size=60)
    | st.sampled_from(
        [
            "mer",
            "hela",
            "nästa",
            "förra",
            "1",
            "2",
            "0",
            "²",
            "١",
            "frågor",
            "hej",
            "?",
            "Vad är det svåraste?",
            "källa",
            "vem är Bo?",
            "fel",
        ]
    )
)


@given(st.lists(anything, min_size=1, max_size=8))
def test_no_words_crash_the_conversation(said: list[str]) -> None:
    """Whatever is written, in whatever order, gets a reply, and only the interview's words are quoted."""
    interview = _interview()
    turns = [turn.text for turn in interview.turns]
    reader = Reader(_over_once(interview))
    for words in said:
        reply = reader.say(words)
        assert reply.parts
        for part in reply.parts:
            assert not isinstance(part, Quotation) or any(part.text in turn for turn in turns)


_conversations: dict[str, Conversation] = {}


def _over_once(interview: Interview) -> Conversation:
    """Return the conversation over an interview, indexed once for all examples of a property."""
    return _conversations.setdefault(interview.revision, _over(interview))


def test_a_label_is_one_line_and_of_a_bounded_length() -> None:
    """A very long question makes a label that can be shown."""
    long_question = replace(_interview(), title="En titel " * 60)
    labels = [button.label for button in Reader(_over(long_question, _interview("on"))).say("hej").questions]
    assert all(len(label) <= 120 and "\n" not in label for label in labels)
    assert labels[0].endswith("…")


def _archive(count: int) -> Conversation:
    return _over(*(_interview(f"i{n:02}", f"Intervju {n:02}") for n in range(1, count + 1)))


def test_a_long_list_of_interviews_is_paged_through() -> None:
    """Ten at a time, forward and back, by buttons in place or by what they say; numbers are those of the list."""
    reader = Reader(_archive(23))
    first = reader.say("intervjuer")
    assert [button.number for button in first.questions] == list(range(1, 11))
    assert [move.label for move in first.moves] == ["Fler intervjuer"]
    second = reader.press(first.moves[0].deed, first.moves[0].address)
    assert second.landing is Landing.EDITED
    assert [button.number for button in second.questions] == list(range(11, 21))
    assert [move.label for move in second.moves] == ["Tidigare intervjuer", "Fler intervjuer"]
    assert [button.label for button in reader.say("fler intervjuer").questions] == [
        "Intervju 21",
        "Intervju 22",
        "Intervju 23",
    ]
    assert reader.say("tidigare intervjuer").questions[0].number == 11
    assert reader.say("12").interview == "i12"
    assert reader.session.interview == "i12"


def test_the_list_is_searched_by_what_is_typed() -> None:
    """By a part of a title or by who speaks: one that fits is chosen, of several the reader chooses."""
    reader = Reader(_archive(23))
    reader.say("intervjuer")
    several = reader.say("Bo Ask")
    assert len(several.questions) == 10
    assert {button.deed for button in several.questions} == {Deed.CHOOSE}
    assert reader.say("17").kind is not Kind.ANSWERED
    reader.say("intervjuer")
    assert reader.say("intervju 17").interview == "i17"


def test_all_interviews_are_asked_again_by_a_button_of_old() -> None:
    """Whatever has become of the interview that it stood below; one to choose an interview that is gone says so."""
    reader = Reader(_over(_interview(), _interview("on", "På ön", fog="Ensamheten.")))
    gone = Address("borta", 1, 1, "abcdef")
    reader.press(Deed.CHOOSE, Library([_interview()]).of("hamnen")[1].address)
    assert reader.session.interview == "hamnen"
    assert _said(reader.press(Deed.CHOOSE, gone)) == "Det stället finns inte kvar längre."
    assert reader.session.interview == "hamnen"
    reader.press(Deed.ALL, gone)
    assert reader.session.interview is None
    assert len(reader.press(Deed.INTERVIEWS, gone).questions) == 2


def test_where_one_interview_is_left_there_is_nothing_to_choose() -> None:
    """Buttons and words from when there were more offer its questions, and choose nothing."""
    reader = Reader(_over(_interview()), Session("sv", interview="borta"))
    for deed in (Deed.CHOOSE, Deed.INTERVIEWS, Deed.ALL):
        reply = reader.press(deed, Address("borta", 1, 1, "abcdef"))
        assert _said(reply) == "Frågorna i intervjun ”I hamnen”:"
        assert reader.session.interview is None
    for words in ("alla intervjuer", "fler intervjuer"):
        assert "Frågorna i intervjun ”I hamnen”:" in _said(reader.say(words))
