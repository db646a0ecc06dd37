"""The bot in Telegram, talked to over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.reply import Deed
from bot.telegram import callback
from index import library
from index.interview_file import loads
from index.library import Library
from index.search import Searcher

if TYPE_CHECKING:
    from fake_bot_api import FakeBotApi, Message

    from tests.bot.conftest import RunBot

SORRY = "Förlåt, något gick fel hos mig. Försök gärna igen om en stund."
LONG_ANSWER = "\n\n".join(
    f"Stycke {n} handlar om <tak> & «väggar», och sedan om {'golv ' * 40}det är allt." for n in range(60)
)
BUILDER = f"""---
id: byggaren
title: Att bygga <hus> & "hem"
language: sv
url: https://example.org/bygga?a=1&b=2
interviewers: [Moa]
people:
  Bo: Bo <Ask> & Co
---

**Moa:** Hur bygger man ett hus?

**Bo:** {LONG_ANSWER}
"""


class Broken(Conversation):
    """A conversation in which something goes wrong at one word."""

    def reply(self, message, session):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, D102  # as there
        if "kaboom" in str(message):
            raise RuntimeError(str(message))
        return super().reply(message, session)


@pytest.mark.usefixtures("bot")
def test_start_offers_the_interview_s_questions_as_buttons(api: FakeBotApi) -> None:
    """A tap on one of them answers it."""
    chat = api.chat("private")
    chat.say("/start")
    greeting = chat.reply()
    assert greeting.text.startswith("Hej! Jag svarar på frågor om intervjun")
    assert [len(row) for row in greeting.labels] == [1] * 5
    press = chat.press(greeting.labels[2][0], on=greeting)
    assert chat.reply().text.startswith("Vilka är utmaningarna att vara flera i arbetet i e-arkivet?")
    assert press.answer().text == ""


@pytest.mark.usefixtures("bot")
def test_an_answer_replies_to_its_question(api: FakeBotApi) -> None:
    """Quotation, who, linked title, date and place; no preview of the page."""
    chat = api.chat("private")
    question = chat.say("Vilka fördelar finns?")
    answer = chat.reply()
    assert answer.reply_to == question.message_id
    quotation, link = (next(e for e in answer.entities if e.type == kind) for kind in ("blockquote", "text_link"))
    assert answer.part(quotation).startswith("Framför allt är det kostnadseffektivt.")
    assert answer.part(link) == "3 knep för att få bra samarbete"
    assert link.url is not None
    assert link.url.startswith("https://dokumentinfo.se/3-knep-att-fa-bra-samarbete/#:~:text=Framf")
    assert answer.text.endswith("· Dokumentinfo · 13 juni 2018 · svar 2 av 5")
    assert answer.labels == (("Förra", "Nästa"), ("Dela", "Kopiera", "👍", "👎"))
    (sent,) = [call for call in api.calls if call.method == "sendMessage"]
    assert sent.parameters["link_preview_options"] == {"is_disabled": True}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("command", "language", "beginning"),
    [
        ("/help", "sv", "Skriv en fråga med dina egna ord"),
        ("/hjalp", "sv", "Skriv en fråga med dina egna ord"),
        ("/HELP", "en", "Ask in your own words"),
        ("/questions", "en", "The questions in the interview"),
        ("/fragor@interview_bot", "sv", "Frågorna i intervjun"),
        ("/start r7e-arkiv", "de", "Hello! I answer questions"),
    ],
)
def test_commands_answer_in_the_reader_s_language(api: FakeBotApi, command: str, language: str, beginning: str) -> None:
    """By the language of the reader's client, with or without the bot's name."""
    chat = api.chat("private", language=language)
    chat.say(command)
    assert chat.reply().text.startswith(beginning)


@pytest.mark.usefixtures("bot")
def test_a_group_is_answered_only_when_it_speaks_to_the_bot(api: FakeBotApi) -> None:
    """By name, in a reply to the bot, or by a command; and without the name in the question."""
    group, marker = api.chat("supergroup"), api.chat("private")
    group.say("Vilka fördelar finns?")
    group.say("@annan_bot Vilka fördelar finns?")
    group.send("photo")
    group.quiet(marker)
    question = group.say("@Interview_Bot Vilka fördelar finns?")
    answer = group.reply()
    assert answer.reply_to == question.message_id
    assert "kostnadseffektivt" in answer.text
    group.say("och utmaningarna?", reply_to=answer)
    assert "Ett samarbete innebär också kostnader" in group.reply().text
    group.say("/help@interview_bot")
    assert group.reply().text.startswith("Skriv en fråga")


@pytest.mark.usefixtures("bot")
def test_a_topic_is_answered_in_the_topic(api: FakeBotApi) -> None:
    """The answer goes where the question was asked."""
    group = api.chat("supergroup")
    thread = group.topic("Arkiv")
    group.say("@interview_bot Vilka fördelar finns?", thread=thread)
    group.reply()
    (sent,) = [call for call in api.calls if call.method == "sendMessage"]
    assert sent.parameters["message_thread_id"] == thread


@pytest.mark.usefixtures("bot")
def test_other_bots_and_edits_are_not_answered(api: FakeBotApi) -> None:
    """A bot that answers bots never stops, and an edited question has been answered."""
    group, private, marker = api.chat("supergroup"), api.chat("private"), api.chat("private")
    robot = api.user("Robo", username="robo_bot", is_bot=True)
    group.say("@interview_bot Vilka fördelar finns?", sender=robot)
    private.say("Vilka fördelar finns?", via=robot)
    group.quiet(marker)
    private.quiet(marker)
    question = private.say("Vilka fördelar finns?")
    private.reply()
    private.edit(question, "Vilka nackdelar finns?")
    private.quiet(marker)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "poll", "location"])
def test_what_is_no_text_gets_a_kind_sentence(api: FakeBotApi, kind: str) -> None:
    """Whatever is sent, the reader is told how to ask."""
    chat = api.chat("private")
    chat.send(kind)  # type: ignore[arg-type]  # the parameter lists them
    assert chat.reply().text == "Jag kan bara läsa text. Skriv din fråga med ord, så letar jag."


@pytest.mark.usefixtures("bot")
def test_a_caption_is_read_as_the_question(api: FakeBotApi) -> None:
    """Words under a picture are words."""
    chat = api.chat("private")
    chat.send("photo", caption="Vilka fördelar finns?")
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "data", ["", "x", "ar7e-arkiv", "gr7e-arkiv_1_1_abcdef", "ar7e-arkiv_1_1_zzzzzz", "a" * 64, "å_1"]
)
def test_a_forged_button_is_passed_over(api: FakeBotApi, data: str) -> None:
    """What no button of ours carries is acknowledged and nothing more."""
    chat, marker = api.chat("private"), api.chat("private")
    chat.say("/start")
    chat.reply()
    press = chat.forge(data)
    assert press.answer().text == ""
    chat.quiet(marker)


def test_a_button_works_after_a_restart(api: FakeBotApi, run_bot: RunBot, conversation: Conversation) -> None:
    """Nothing is remembered of what was sent: a bot that has just started knows the button."""
    chat = api.chat("private")
    from_before = chat.say("/start")
    (passage,) = [p for p in library.shipped().passages if p.address.number == 2]
    chat.forge(callback.written(Deed.ASK, passage.address), on=from_before)
    run_bot(conversation)
    assert {chat.reply().text[:3], chat.reply().text[:3]} == {"Hej", "Vil"}


def test_a_long_answer_comes_whole_over_several_messages(api: FakeBotApi, run_bot: RunBot) -> None:
    """Every word, in order, in quotations; markup in the words stays words."""
    run_bot(Conversation(Searcher(Library([loads(BUILDER, "byggaren.md")]))))
    chat = api.chat("private")
    chat.say("1")
    first = chat.reply()
    chat.press("Hela svaret", on=first)
    last = chat.reply()
    messages: list[Message] = [last]
    while not last.text.endswith("svar 1 av 1"):
        last = chat.reply()
        messages.append(last)
    assert len(messages) > 2
    quoted = " ".join(
        m.part(e) for m in messages for e in m.entities if e.type in ("blockquote", "expandable_blockquote")
    )
    assert quoted.split() == LONG_ANSWER.split()
    assert 'Att bygga <hus> & "hem"' in last.text
    assert "— Bo <Ask> & Co" in last.text
    assert [message.labels for message in messages[:-1]] == [()] * (len(messages) - 1)
    assert messages[0].message_id == first.message_id
    assert last.labels == (("Visa mindre",), ("Dela", "Kopiera", "👍", "👎"))


def test_an_error_is_apologised_for_once_and_logged_without_words(
    api: FakeBotApi, run_bot: RunBot, shipped: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader is told, the log has the place and not what she wrote, and the next question is answered."""
    run_bot(Broken(shipped))
    chat = api.chat("private")
    chat.say("kaboom hemlighet")
    assert chat.reply().text == SORRY
    chat.say("Vilka fördelar finns?")
    assert "kostnadseffektivt" in chat.reply().text
    assert "RuntimeError" in caplog.text
    assert "hemlighet" not in caplog.text
    assert api.token not in caplog.text


def test_a_reader_who_blocks_the_bot_stops_nobody_else(api: FakeBotApi, run_bot: RunBot, shipped: Searcher) -> None:
    """The apology cannot be told either; others are answered."""
    run_bot(Conversation(shipped))
    gone, chat = api.chat("private"), api.chat("private")
    gone.blocked = True
    gone.say("Vilka fördelar finns?")
    chat.say("Vilka fördelar finns?")
    assert "kostnadseffektivt" in chat.reply().text
    assert gone.replies() == ()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "words",
    ["<b>fet</b> &amp; \"x\" 'y' </i>", "🙂" * 40, "שלום עולם", "\u202eomvänt", "a" * 4096, "%s {}"],
)
def test_odd_messages_are_answered_in_sound_markup(api: FakeBotApi, words: str) -> None:
    """Markup, emoji, right-to-left and very long words; the fake refuses what Telegram would."""
    chat = api.chat("private")
    chat.say(words)
    assert chat.reply().text


@pytest.mark.usefixtures("bot")
def test_a_press_that_telegram_has_forgotten_is_answered_all_the_same(api: FakeBotApi) -> None:
    """A button pressed while the bot was down gets its answer, not an apology."""
    chat = api.chat("private")
    chat.say("/start")
    greeting = chat.reply()
    chat.press(greeting.labels[1][0], on=greeting, expired=True)
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
def test_an_anonymous_admin_is_a_person(api: FakeBotApi) -> None:
    """Who writes in the group's name comes as a bot of Telegram's, and is answered."""
    group = api.chat("supergroup")
    api.post(
        {
            "message": {
                "message_id": 900,
                "date": 1700000000,
                "chat": {"id": group.id, "type": "supergroup", "title": "G"},
                "sender_chat": {"id": group.id, "type": "supergroup", "title": "G"},
                "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
                "text": "@interview_bot Vilka fördelar finns?",
                "entities": [{"type": "mention", "offset": 0, "length": 14}],
            }
        }
    )
    assert "kostnadseffektivt" in group.reply().text


@pytest.mark.usefixtures("bot")
def test_an_album_gets_one_reply(api: FakeBotApi) -> None:
    """Several pictures that are sent together are told once that only text is read."""
    chat, marker = api.chat("private"), api.chat("private")
    picture = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
    for number in range(3):
        api.post(
            {
                "message": {
                    "message_id": 900 + number,
                    "date": 1700000000,
                    "chat": {"id": chat.id, "type": "private", "first_name": "Maja"},
                    "from": {"id": chat.id, "is_bot": False, "first_name": "Maja", "language_code": "sv"},
                    "media_group_id": "7",
                    "photo": [picture],
                }
            }
        )
    assert chat.reply().text.startswith("Jag kan bara läsa text.")
    chat.quiet(marker)


@pytest.mark.usefixtures("bot")
def test_an_unknown_command_gets_help(api: FakeBotApi) -> None:
    """It is no question."""
    chat = api.chat("private")
    chat.say("/settings")
    assert chat.reply().text.startswith("Skriv en fråga med dina egna ord")


def test_an_interview_with_an_introduction_is_chosen_by_button(api: FakeBotApi, run_bot: RunBot) -> None:
    """All its questions are offered, whatever stands before the first."""
    other = BUILDER.replace("id: byggaren", "id: annan").replace("**Moa:** Hur", "Inledning.\n\n**Moa:** Hur")
    run_bot(Conversation(Searcher(Library([loads(BUILDER, "byggaren.md"), loads(other, "annan.md")]))))
    chat = api.chat("private")
    chat.say("/start")
    chat.press(chat.reply().labels[0][0])
    assert chat.reply().labels == (("1. Hur bygger man ett hus?",), ("Alla intervjuer",))


@pytest.mark.usefixtures("bot")
def test_a_token_that_is_refused_for_a_while_is_tried_on(api: FakeBotApi, caplog: pytest.LogCaptureFixture) -> None:
    """The operator is told, and the reader is answered when the token is good again."""
    chat = api.chat("private")
    api.await_poll()
    api.token_refused = True
    question = chat.say("Vilka fördelar finns?")
    api.await_calls("getUpdates")
    api.token_refused = False
    assert chat.reply(timeout=20).reply_to == question.message_id
    assert api.token not in caplog.text
