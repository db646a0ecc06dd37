"""Tests of guest mode over the fake Bot API: summoned where it is no member, the bot answers there, once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from fake_bot_api import Modes

from bot.journal import read
from tests.bot.telegram.test_inline import BUILDER, over

if TYPE_CHECKING:
    from pathlib import Path

    from fake_bot_api import FakeBotApi

    from bot.conversation import Conversation
    from tests.bot.conftest import RunBot, Running
    from tests.bot.telegram.conftest import Rows

QUESTION = "@interview_bot vilka fördelar finns?"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
def test_a_guest_is_answered_there_once(api: FakeBotApi, kind: str) -> None:
    """The same excerpt and citation as anywhere, and a link into the chat; nothing by any other way."""
    chat = api.chat(kind, joined=False)  # type: ignore[arg-type]
    chat.say(QUESTION)
    answer = chat.reply()
    assert "kostnadseffektivt" in answer.text
    assert "svar 2 av 5" in answer.text
    assert answer.labels == (("Fortsätt i egen chatt",), ("👍", "👎"))
    chat.say(QUESTION)
    chat.reply()
    assert len(api.called("answerGuestQuery")) == 2
    assert api.called("sendMessage") == ()


@pytest.mark.usefixtures("bot")
def test_it_unfolds_there_and_folds_again(api: FakeBotApi) -> None:
    """By the name that Telegram has given the message."""
    chat = api.chat("supergroup", joined=False)
    chat.say("@interview_bot var hålls konferensen?")
    answer = chat.reply()
    chat.press("Hela inledningen", on=answer)
    whole = chat.reply()
    assert len(whole.text) > len(answer.text)
    chat.press("Visa mindre", on=whole)
    assert chat.reply().message_id == answer.message_id


@pytest.mark.usefixtures("bot")
def test_what_is_not_covered_offers_questions_as_links(api: FakeBotApi) -> None:
    """A button would have to answer in the chat, so each leads into the reader's own."""
    chat = api.chat("supergroup", joined=False)
    chat.say("@interview_bot vad kostar en biljett till månen?")
    answer = chat.reply()
    assert {its.action for row in answer.buttons for its in row} == {"url"}
    first = answer.buttons[0][0]
    assert api.open_link(str(first.value), chat.reader).reply().text.startswith(first.label.partition(". ")[2])


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["@interview_bot", "@interview_bot ???", "@interview_bot hej", "@interview_bot /help"])
def test_whatever_is_said_gets_an_answer(api: FakeBotApi, text: str) -> None:
    """Silence never looks like an error."""
    chat = api.chat("supergroup", joined=False)
    chat.say(text)
    assert chat.reply().text


@pytest.mark.usefixtures("bot")
def test_a_summons_that_is_too_old_is_let_go(api: FakeBotApi, caplog: pytest.LogCaptureFixture) -> None:
    """It is tried once, and no word of it is logged."""
    chat = api.chat("supergroup", joined=False)
    api.fail("answerGuestQuery", 400, "Bad Request: query is too old and response timeout expired")
    chat.say("@interview_bot hemliga fördelar?")
    api.await_calls("answerGuestQuery")
    chat.say(QUESTION)
    chat.reply()
    assert len(api.called("answerGuestQuery")) == 2
    assert "hemliga" not in caplog.text


@pytest.mark.usefixtures("bot")
def test_a_lost_reply_makes_no_second_answer(api: FakeBotApi) -> None:
    """The update is tried again, and Telegram takes no second answer to one summons."""
    chat = api.chat("supergroup", joined=False)
    api.drop("answerGuestQuery", after_effect=True)
    chat.say(QUESTION)
    api.await_calls("answerGuestQuery", 2)
    chat.reply()
    chat.say(QUESTION)
    chat.reply()
    assert len([its for its in chat.messages if its.sender == api.bot]) == 2


@pytest.mark.usefixtures("bot")
def test_an_answer_that_did_not_arrive_is_given_again(api: FakeBotApi) -> None:
    """A summons is a question: it is not lost with a connection."""
    chat = api.chat("supergroup", joined=False)
    api.drop("answerGuestQuery")
    chat.say(QUESTION)
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
def test_another_bot_is_not_answered(api: FakeBotApi) -> None:
    """Two bots that answer each other never end."""
    chat = api.chat("supergroup", joined=False)
    chat.say(QUESTION, sender=api.user("Robot", is_bot=True))
    chat.say(QUESTION)
    chat.reply()
    assert len(api.called("answerGuestQuery")) == 1


@pytest.mark.usefixtures("bot")
def test_where_it_is_a_member_it_answers_as_one(api: FakeBotApi) -> None:
    """Inline and guest mode off or on: a mention in its own group is an ordinary message."""
    api.modes = Modes(inline=False, guests=False)
    group = api.chat("supergroup")
    group.say(QUESTION)
    assert "kostnadseffektivt" in group.reply().text
    assert api.called("answerGuestQuery") == ()


def test_an_answer_that_is_too_long_there_says_where_it_is(api: FakeBotApi, run_bot: RunBot) -> None:
    """One message is all that a guest has."""
    run_bot(over(BUILDER.replace(". ", " ").replace("\n\nStycke", " Stycke").replace("allt.", "allt")))
    chat = api.chat("supergroup", joined=False)
    chat.say("@interview_bot hur bygger man?")
    answer = chat.reply()
    assert answer.text.startswith("Svaret är för långt")
    assert answer.labels[0] == ("Fortsätt i egen chatt",)


@pytest.mark.parametrize("forgets", [False, True])
def test_who_asked_as_a_guest_can_have_it_forgotten(
    api: FakeBotApi, running: Running, conversation: Conversation, tmp_path: Path, *, forgets: bool
) -> None:
    """In the reader's own chat with the bot: in the other nobody can tell it to."""
    other, chat = api.chat("supergroup", joined=False), api.chat("private")
    with running(conversation):
        other.say(QUESTION, sender=chat.reader)
        other.reply()
        chat.say("/forget" if forgets else "/help")
        chat.reply()
    assert len(read(tmp_path, dt.date.min)) == (0 if forgets else 1)


@pytest.mark.usefixtures("bot")
def test_nothing_is_remembered_of_a_chat_that_it_is_not_in(api: FakeBotApi, rows: Rows) -> None:
    """Each summons is read by itself."""
    chat = api.chat("supergroup", joined=False)
    chat.say(QUESTION)
    chat.reply()
    chat.say("@interview_bot mer")
    assert chat.reply().text.startswith("Ställ en fråga först")
    assert rows("SELECT count(*) FROM chats WHERE memory IS NOT NULL") == [(0,)]
