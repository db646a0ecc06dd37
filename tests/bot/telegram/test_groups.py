"""What is asked in groups and topics, by commands and in reply to the bot's answers; `test_chat` has the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from index.library import load
from index.search import Searcher

if TYPE_CHECKING:
    from fake_bot_api import FakeBotApi

    from tests.bot.conftest import RunBot

TWO = Path(__file__).parents[2] / "golden" / "two_interviews"
QUESTION = "Vilka fördelar finns?"
ADVANTAGES = "kostnadseffektivt"


@pytest.fixture
def two(run_bot: RunBot) -> None:
    """The bot over two interviews, running."""
    run_bot(Conversation(Searcher(load(TWO))))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/ask", "/fraga", "/ASK@interview_bot"])
def test_a_command_asks_in_its_topic(api: FakeBotApi, command: str) -> None:
    """The answer stands in the topic and replies to the question."""
    group = api.chat("supergroup")
    thread = group.topic("Arkiv")
    question = group.say(f"{command} {QUESTION}", thread=thread)
    answer = group.reply()
    assert ADVANTAGES in answer.text
    assert answer.reply_to == question.message_id
    (sent,) = api.called("sendMessage")
    assert sent.parameters["message_thread_id"] == thread


@pytest.mark.usefixtures("bot")
def test_a_command_without_a_question_asks_for_it(api: FakeBotApi) -> None:
    """A reply to that is the question."""
    group = api.chat("supergroup")
    group.say("/fraga")
    asking = group.reply()
    assert asking.text.startswith("Vad vill du veta?")
    group.say(QUESTION, reply_to=asking)
    assert ADVANTAGES in group.reply().text


@pytest.mark.usefixtures("bot")
def test_what_is_for_others_is_left_to_them(api: FakeBotApi) -> None:
    """Another bot's command, another bot's message, a reply to somebody else, and what is edited into a question."""
    group, marker = api.chat("supergroup"), api.chat("private")
    robot = api.user("Robo", username="robo_bot", is_bot=True)
    group.say(f"/ask@other_bot {QUESTION}")
    group.say(f"/ask {QUESTION}", sender=robot)
    group.say(f"/ask {QUESTION}", via=robot)
    said = group.say("Vad tror ni?")
    group.say(QUESTION, reply_to=said)
    group.edit(said, f"@interview_bot {QUESTION}")
    group.edit(said, f"/ask {QUESTION}")
    group.quiet(marker)


def test_what_is_delivered_twice_is_answered_once(api: FakeBotApi, run_bot: RunBot, conversation: Conversation) -> None:
    """As where Telegram did not hear that it was received."""
    group, marker = api.chat("supergroup"), api.chat("private")
    group.say(f"/ask {QUESTION}")
    (update,) = api.unconfirmed
    run_bot(conversation)
    group.reply()
    api.deliver_again([update])
    group.quiet(marker)


@pytest.mark.usefixtures("two")
def test_a_reply_to_an_answer_asks_its_interview(api: FakeBotApi) -> None:
    """Though another interview was talked of since, and only in that message."""
    group = api.chat("supergroup")
    group.say("/ask What do you sell?")
    honey = group.reply()
    assert "Honey and candles" in honey.text
    group.say("/ask Vad är det svåraste med arbetet i hamnen?")
    assert "Dimman." in group.reply().text
    group.say("frågor", reply_to=honey)
    questions = group.reply()
    assert "Forty Hives" in questions.text
    group.say("1", reply_to=questions)
    assert "My neighbour" in group.reply().text
    group.say("/ask Vad händer på vintern?")
    assert "Då ligger isen" in group.reply().text
    group.say("intervjuer", reply_to=honey)
    assert group.reply().text.startswith("De här intervjuerna")


@pytest.mark.usefixtures("two")
def test_a_short_question_is_about_the_answer_that_it_replies_to(api: FakeBotApi) -> None:
    """Not about the one that was shown last."""
    group = api.chat("supergroup")
    group.say("/ask What do you sell?")
    honey = group.reply()
    group.say("/ask Vad är det svåraste med arbetet i hamnen?")
    group.reply()
    group.say("vem sa det?", reply_to=honey)
    assert group.reply().text.startswith("Det säger Ada Quill:")
    group.say("när var det?", reply_to=honey)
    assert "den 30 september 2021" in group.reply().text


@pytest.mark.usefixtures("bot")
def test_a_chosen_language_stays_for_the_chat(api: FakeBotApi) -> None:
    """Whatever the readers' clients speak, by a button or a word, and in that chat alone."""
    group, other = api.chat("supergroup"), api.chat("private", language="sv")
    group.say("/language")
    asking = group.reply()
    assert asking.labels == (("1. Svenska",), ("2. English",))
    group.press("2. English", on=asking)
    assert group.reply().text.startswith("From now on I'll speak English")
    group.say("/help", sender=api.user("Maja", language="sv"))
    assert group.reply().text.startswith("Ask in your own words")
    group.say("/forget", sender=api.user("Maja", language="sv"))
    assert group.reply().text.startswith("I have forgotten this chat.")
    other.say("/help")
    assert other.reply().text.startswith("Skriv en fråga")
    other.say("/sprak engelska")
    other.reply()
    other.say("/help")
    assert other.reply().text.startswith("Ask in your own words")


@pytest.mark.usefixtures("bot")
def test_an_album_with_a_question_is_answered_once(api: FakeBotApi) -> None:
    """By the answer to the question, and nothing about the other pictures; one that names nobody is not for the bot."""
    chat, group, marker = api.chat("private"), api.chat("supergroup"), api.chat("private")
    for place, caption in enumerate([QUESTION, None, None]):
        api.post(
            {
                "message": {
                    "message_id": 900 + place,
                    "date": 1700000000,
                    "chat": {"id": chat.id, "type": "private", "first_name": "Maja"},
                    "from": {"id": chat.id, "is_bot": False, "first_name": "Maja", "language_code": "sv"},
                    "photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}],
                    "media_group_id": "7",
                }
                | ({"caption": caption} if caption else {})
            }
        )
    assert ADVANTAGES in chat.reply().text
    chat.say("hej då")
    assert chat.reply().text.startswith("Hej då!")
    group.send("photo", caption=QUESTION)
    group.quiet(marker)
    group.send("photo", caption=f"@interview_bot {QUESTION}")
    assert ADVANTAGES in group.reply().text
