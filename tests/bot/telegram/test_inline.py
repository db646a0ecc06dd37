"""Tests of inline mode over the fake Bot API: what is offered, what it sends, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_bot_api import FakeBotApi

from bot.conversation import Conversation
from index.interview_file import loads
from index.library import Library
from index.search import Searcher
from tests.bot.conftest import running_bot
from tests.small_interviews import LIGHTHOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fake_bot_api import InlineResult

    from tests.bot.conftest import RunBot

BENEFITS = "vilka fördelar finns"
ASKED = "Vilka fördelar ser du med att samarbeta om e-arkivet?"
LONG = "\n\n".join(f"Stycke {n} handlar om <tak>, och sedan om {'golv ' * 40}det är allt." for n in range(60))
MANY = "---\nid: many\ntitle: Många\nlanguage: sv\ninterviewers: [Bo]\npeople: {Li: Li Ek}\n---\n" + "".join(
    f"\n**Bo:** Fråga nummer {number}?\n\n**Li:** Svar nummer {number}.\n" for number in range(1, 121)
)
BUILDER = (
    "---\nid: byggaren\ntitle: Att bygga\nlanguage: sv\ninterviewers: [Moa]\npeople: {Bo: Bo Ask}\n---\n"
    f"\n**Moa:** Hur bygger man?\n\n**Bo:** {LONG}\n"
)


def over(*interviews: str) -> Conversation:
    """A conversation over interviews in these files."""
    return Conversation(Searcher(Library(loads(text, f"{text.split()[2]}.md") for text in interviews)))


def shared(api: FakeBotApi, question: str) -> str:
    """What the share button below the answer to a question hands on."""
    chat = api.chat("private")
    chat.say(question)
    answer = chat.reply()
    (query,) = (its.fields["query"] for row in answer.buttons for its in row if "query" in its.fields)
    return str(query)


def links(result: InlineResult) -> list[str]:
    """Where the buttons of a result lead."""
    return [str(its.value) for row in result.buttons for its in row if its.action == "url"]


@pytest.mark.usefixtures("bot")
def test_the_best_passage_comes_first_and_is_sent_as_an_answer(api: FakeBotApi) -> None:
    """Its title is the interviewer's question; it brings quotation and citation, and a link into the chat."""
    answer = api.inline(api.user("Maja", language="sv"), BENEFITS)
    first = answer.results[0]
    assert first.title == ASKED
    assert first.description.startswith("Framför allt är det kostnadseffektivt.")
    assert first.text.startswith(ASKED)
    assert "— Leif Sandberg, förvaltningsledare för R7e-arkiv" in first.text
    assert "13 juni 2018 · svar 2 av 5" in first.text
    (quoted,) = (first.part(its) for its in first.entities if its.type == "blockquote")
    assert quoted.startswith("Framför allt är det kostnadseffektivt. Alla parter")
    assert quoted.endswith("mellan de ingående parterna.")
    assert first.labels == (("Fortsätt i egen chatt",), ("👍", "👎"))
    (onward,) = links(first)
    assert onward.startswith("https://t.me/interview_bot?start=r7e-arkiv_2_1_")
    assert not first.preview


@pytest.mark.usefixtures("bot")
def test_the_answer_is_kept_shortly_and_for_its_reader(api: FakeBotApi) -> None:
    """The interviews can change and readers differ in language; the button above leads to the greeting."""
    maja = api.user("Maja", language="en")
    answer = api.inline(maja, BENEFITS)
    assert (answer.cache_time, answer.is_personal) == (60, True)
    assert "13 June 2018 · answer 2 of 5" in answer.results[0].text
    assert answer.button
    assert answer.button.label == "Ask me in a chat of our own"
    chat = api.open_link(f"https://t.me/interview_bot?start={answer.button.start_parameter}", maja)
    assert chat.reply().text.startswith("Hello!")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("typed", ["", "v", " ?  "])
def test_before_two_characters_the_interview_s_questions_are_offered(api: FakeBotApi, typed: str) -> None:
    """All of them, in their order."""
    answer = api.inline(api.user("Maja", language="sv"), typed)
    assert answer.titles[:2] == ("Hej Leif! Berätta lite om R7e-arkiv", ASKED)
    assert len(answer.titles) == 5
    assert answer.next_offset == ""


def test_pages_hold_fifty_each_and_every_question_once(api: FakeBotApi, run_bot: RunBot) -> None:
    """One goes from page to page by the offset, to the end; beyond it there is nothing."""
    run_bot(over(MANY))
    maja, offset, titles = api.user("Maja"), "", []
    for size in (50, 50, 20):
        answer = api.inline(maja, "", offset)
        assert len(answer.results) == size
        titles += answer.titles
        offset = answer.next_offset
    assert offset == ""
    assert titles == [f"Fråga nummer {number}?" for number in range(1, 121)]
    assert api.inline(maja, "", "150").results == ()


def test_of_several_interviews_titles_say_which(api: FakeBotApi, run_bot: RunBot) -> None:
    """What is asked about an interview without naming it is told of each."""
    introduced = (
        its.replace("---\n\n**", "---\nOm det.\n\n**")
        for its in (MANY, LIGHTHOUSE.replace("\n**Kim:** H", "\n\n**Kim:** H"))
    )
    run_bot(over(*introduced))
    maja = api.user("Maja", language="sv")
    assert api.inline(maja, "Vad saknar du mest?").titles[0] == "Den sista fyrvaktaren: Vad saknar du mest?"
    assert len(api.inline(maja, "hur lång är intervjun?").results) == 2


@pytest.mark.usefixtures("bot")
def test_what_is_not_covered_gives_nothing_but_the_button(api: FakeBotApi) -> None:
    """No passage is offered that is not near; the way into the chat stays."""
    answer = api.inline(api.user("Maja", language="sv"), "vad kostar en biljett till månen")
    assert answer.results == ()
    assert answer.button


@pytest.mark.usefixtures("bot")
def test_a_question_about_the_interview_itself(api: FakeBotApi) -> None:
    """The title states the answer."""
    (result,) = api.inline(api.user("Maja", language="sv"), "när publicerades intervjun?").results
    assert result.title == "Intervjun publicerades den 13 juni 2018."
    assert result.text.startswith(result.title)


@pytest.mark.usefixtures("bot")
def test_what_the_share_button_carries_gives_exactly_these_words(api: FakeBotApi) -> None:
    """Also where they are not the beginning of their passage."""
    query = shared(api, "när är konferensen?")
    chat = api.chat("private")
    chat.say("när är konferensen?")
    answered = chat.reply()
    (quoted,) = (answered.part(its) for its in answered.entities if its.type.endswith("blockquote"))
    (result,) = api.inline(api.user("Maja", language="sv"), query).results
    assert [result.part(its) for its in result.entities if its.type.endswith("blockquote")] == [quoted]
    assert links(result) == [f"https://t.me/interview_bot?start={query.split()[0]}"]


@pytest.mark.usefixtures("bot")
def test_a_span_is_widened_to_whole_sentences(api: FakeBotApi) -> None:
    """Nobody can cut a "not" off by typing other numbers: a sentence that is touched is quoted whole."""
    token = shared(api, BENEFITS).split()[0]
    maja = api.user("Maja", language="sv")
    (result,) = api.inline(maja, f"{token} 20-25").results
    assert [result.part(its) for its in result.entities if its.type == "blockquote"] == [
        "Framför allt är det kostnadseffektivt."
    ]
    for span in ("9-3", "5000-6000", "0-0"):
        (beginning,) = api.inline(maja, f"{token} {span}").results
        assert beginning.description.startswith("Framför allt")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "typed",
    [
        "r7e-arkiv_2_1_ffffff 0-99999999999",
        "nowhere_1_1_abcdef",
        "nowhere_1_1_abcdef 0-120",
        "\u202e\u200b\u0000",
        "<b>&amp;</b>",
        "'; DROP TABLE updates; --",
        "🙂" * 100,
        "a" * 256,
    ],
)
def test_a_hostile_query_is_answered(api: FakeBotApi, typed: str) -> None:
    """With nothing, or with what stands in the interview; and the next one is answered too."""
    maja = api.user("Maja", language="sv")
    assert len(api.inline(maja, typed).results) <= 50
    assert api.inline(maja, BENEFITS).titles[0] == ASKED


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("offset", ["-50", "x", "1e3", "\u0661", "9" * 60, "0x10", " 5"])
def test_a_hostile_offset_gives_no_page(api: FakeBotApi, offset: str) -> None:
    """An offset that the bot never gave leads nowhere."""
    answer = api.inline(api.user("Maja"), "", offset)
    assert (answer.results, answer.next_offset) == ((), "")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("query", [5, None, {}, [], True])
def test_a_query_that_is_no_text_harms_nobody(api: FakeBotApi, query: object) -> None:
    """Whatever stands where the words should: the next is answered."""
    person = api.user("Otto").wire()
    api.post({"inline_query": {"id": "x", "from": person, "query": query, "offset": query}})
    assert api.inline(api.user("Maja", language="sv"), BENEFITS).titles[0] == ASKED


@pytest.mark.usefixtures("bot")
def test_a_query_that_is_too_old_is_let_go(api: FakeBotApi, caplog: pytest.LogCaptureFixture) -> None:
    """It is tried once, and no word of it is logged."""
    maja = api.user("Maja")
    api.type_inline(maja, "hemliga fördelar", expired=True)
    api.await_calls("answerInlineQuery")
    api.inline(maja, BENEFITS)
    assert len(api.called("answerInlineQuery")) == 2
    assert "hemliga" not in caplog.text


@pytest.mark.usefixtures("bot")
def test_what_is_being_typed_is_no_flood(api: FakeBotApi) -> None:
    """A letter a query, beyond what one may ask at once: a question in the chat is answered all the same."""
    chat = api.chat("private")
    for _ in range(120):
        api.type_inline(chat.reader, "förde")
    chat.say(BENEFITS)
    assert "kostnadseffektivt" in chat.reply(20).text


@pytest.mark.usefixtures("bot")
def test_nothing_is_remembered_of_what_was_typed_elsewhere(api: FakeBotApi) -> None:
    """In her own chat a reader goes on with "mer" from what was shown there, whatever she did elsewhere."""
    chat = api.chat("private")
    elsewhere = api.chat("supergroup", joined=False)
    result = api.inline(chat.reader, "var hålls konferensen").results[0]
    message = api.choose(result, elsewhere)
    elsewhere.press("Hela inledningen", on=message, sender=chat.reader)
    elsewhere.reply()
    chat.say("mer")
    assert chat.reply().text.startswith("Ställ en fråga först")


@pytest.mark.usefixtures("bot")
def test_a_message_elsewhere_unfolds_in_its_place_and_folds_again(api: FakeBotApi) -> None:
    """For anybody there, to the very words that were sent, and however many press at once."""
    elsewhere = api.chat("supergroup", joined=False)
    result = api.inline(api.user("Maja", language="sv"), "var hålls konferensen").results[0]
    message = api.choose(result, elsewhere)
    assert result.labels[0] == ("Hela inledningen", "Fortsätt i egen chatt")
    for name in ("Otto", "Eva"):
        elsewhere.press("Hela inledningen", on=message, sender=api.user(name, language="sv")).answer()
        if name == "Otto":
            whole = elsewhere.reply()
            elsewhere.press("Visa mindre", on=whole, sender=api.user("Bo", language="sv"))
            folded = elsewhere.reply()
            assert (folded.message_id, folded.text, folded.labels) == (message.message_id, result.text, result.labels)
    assert len(whole.text) > len(message.text)
    assert whole.labels[0] == ("Visa mindre", "Fortsätt i egen chatt")


@pytest.mark.usefixtures("bot")
def test_a_message_elsewhere_that_is_gone_is_not_sent_anew(api: FakeBotApi) -> None:
    """Who pressed gets no message that she never asked for."""
    chat = api.chat("private")
    elsewhere = api.chat("supergroup", joined=False)
    message = api.choose(api.inline(chat.reader, "var hålls konferensen").results[0], elsewhere)
    elsewhere.delete(message)
    elsewhere.press("Hela inledningen", on=message, sender=chat.reader).answer()
    api.await_calls("editMessageText")
    chat.say(BENEFITS)
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
def test_marks_elsewhere_are_thanked_for(api: FakeBotApi) -> None:
    """They change nothing that others see."""
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    message = api.choose(api.inline(maja, BENEFITS).results[0], elsewhere)
    for label in ("👍", "👎"):
        assert elsewhere.press(label, on=message, sender=maja).answer().text.startswith("Tack!")
    assert elsewhere.messages == (message,)


def test_what_is_too_long_elsewhere_opens_in_the_chat(api: FakeBotApi, run_bot: RunBot) -> None:
    """An answer of several messages cannot stand in the place of one: the press leads to it."""
    run_bot(over(BUILDER))
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    result = api.inline(maja, "hur bygger man?").results[0]
    message = api.choose(result, elsewhere)
    pressed = elsewhere.press("Hela svaret", on=message, sender=maja).answer()
    assert pressed.url
    assert "Stycke 0" in api.open_link(pressed.url, maja).reply().text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("data", ["", "w", "?", "wnowhere", "w" + "x" * 63, "s_1_1_abcdef", "\u202e"])
def test_a_forged_press_elsewhere_is_let_go(api: FakeBotApi, data: str) -> None:
    """It is answered by nothing, and the next is answered."""
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    message = api.choose(api.inline(maja, BENEFITS).results[0], elsewhere)
    assert elsewhere.forge(data, on=message, sender=maja).answer().text == ""
    assert elsewhere.press("👍", on=message, sender=maja).answer().text.startswith("Tack!")


@pytest.mark.usefixtures("bot")
def test_a_button_to_what_is_gone_says_so(api: FakeBotApi) -> None:
    """The interview was taken away since."""
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    message = api.choose(api.inline(maja, BENEFITS).results[0], elsewhere)
    press = elsewhere.forge("wnowhere_1_1_abcdef 0-10", on=message, sender=maja)
    assert press.answer().text == "Det stället finns inte kvar längre."


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("deed", ["w", "f"])
def test_after_a_change_a_button_shows_what_stands_there_now(api: FakeBotApi, deed: str) -> None:
    """And says that the text was changed."""
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    message = api.choose(api.inline(maja, BENEFITS).results[0], elsewhere)
    elsewhere.forge(f"{deed}r7e-arkiv_3_1_000000 5-9", on=message, sender=maja)
    shown = elsewhere.reply()
    assert shown.text.startswith("Texten har ändrats")
    assert "svar 3 av 5" in shown.text


@pytest.mark.usefixtures("bot")
def test_a_button_of_the_chat_leads_there(api: FakeBotApi) -> None:
    """What a message elsewhere cannot do, such as going on to the next question, opens the chat."""
    elsewhere = api.chat("supergroup", joined=False)
    maja = api.user("Maja", language="sv")
    result = api.inline(maja, BENEFITS).results[0]
    message = api.choose(result, elsewhere)
    token = links(result)[0].partition("=")[2]
    answered = elsewhere.forge(f"n{token}", on=message, sender=maja).answer()
    assert answered.url
    assert answered.url.startswith("https://t.me/interview_bot?start=r7e-arkiv_3_1_")


def test_two_bots_with_one_library(conversation: Conversation, tmp_path: Path) -> None:
    """Each links to itself, and what one has shared the other finds."""
    with FakeBotApi(username="first_bot") as one, FakeBotApi(username="second_bot") as other:
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        with (
            running_bot(one, conversation, tmp_path / "one"),
            running_bot(other, conversation, tmp_path / "other"),
        ):
            query = shared(one, BENEFITS)
            (result,) = other.inline(other.user("Maja", language="sv"), query).results
            assert links(result)[0].startswith("https://t.me/second_bot?start=")
            (same,) = one.inline(one.user("Maja", language="sv"), query).results
            assert links(same)[0].startswith("https://t.me/first_bot?start=")
            assert same.text == result.text
