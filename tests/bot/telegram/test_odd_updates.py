"""Updates that are not as they should be, one at a time; `tests/reliability` has them in great number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_bot_api import Chat, FakeBotApi

    from bot.conversation import Conversation
    from tests.bot.conftest import RunBot

SORRY = "Förlåt, något gick fel hos mig. Försök gärna igen om en stund."
QUESTION = "Vilka fördelar finns?"


def _message(chat: Chat, text: str = QUESTION, /, **more: object) -> dict[str, object]:
    person = {"id": chat.reader.id, "is_bot": False, "first_name": "Maja", "language_code": "sv"}
    where = {"id": chat.id, "type": "private", "first_name": "Maja"}
    return {"message": {"message_id": 1, "date": 1, "chat": where, "from": person, "text": text} | more}


@pytest.mark.usefixtures("bot")
def test_what_the_library_chokes_on_is_set_aside(api: FakeBotApi) -> None:
    """An id that is no number makes the library fail outside its error handler: one apology, and the next is answered.

    More of them than can be in work at once, as each that never ended would keep its place.
    """
    chats = [api.chat("private") for _ in range(20)]
    for chat in chats:
        api.post(_message(chat, **{"from": {"id": {}, "is_bot": False, "first_name": "Maja", "language_code": "sv"}}))
    assert [chat.reply().text for chat in chats] == [SORRY] * 20
    chats[0].say(QUESTION)
    assert "kostnadseffektivt" in chats[0].reply().text


@pytest.mark.usefixtures("bot")
def test_a_command_that_is_marked_too_short_gets_help(api: FakeBotApi) -> None:
    """The entity says /help, the text another word."""
    chat = api.chat("private")
    api.post(_message(chat, "/helpless", entities=[{"type": "bot_command", "offset": 0, "length": 5}]))
    assert chat.reply().text.startswith("Skriv en fråga")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("offset", "length"), [(-1, 3), (0, 1), (1, 2), (3, 1), (2, 5000), (0, -1), (2**63, 2**63), ("0", 2), (0.5, 1.5)]
)
def test_a_misplaced_entity_is_passed_over(api: FakeBotApi, offset: object, length: object) -> None:
    """Beside the words or through the middle of a character: the question is answered all the same."""
    chat = api.chat("private")
    entities = [{"type": "mention", "offset": offset, "length": length}]
    api.post(_message(chat, f"🙂🙂 {QUESTION}", entities=entities))
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
def test_nobody_is_written_to_by_name(api: FakeBotApi) -> None:
    """A chat's id is a number; were it a name, the answer would go to whoever bears that."""
    chat = api.chat("private")
    api.post(_message(chat, chat={"id": "@somebody_else", "type": "private", "first_name": "Maja"}))
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("number", ["1", 1.5, {}, True, -1, 2**64])
def test_a_message_whose_number_is_none_is_answered(api: FakeBotApi, number: object) -> None:
    """The answer replies to nothing, as it cannot; nothing is refused."""
    chat = api.chat("private")
    api.post(_message(chat, message_id=number))
    answer = chat.reply()
    assert "kostnadseffektivt" in answer.text
    assert answer.reply_to is None


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", [5, [], {}, "", "x" * 5000, "\ud800"])
def test_a_language_that_is_none_is_as_none_told(api: FakeBotApi, code: object) -> None:
    """The answer comes, in whichever language."""
    chat = api.chat("private")
    person = {"id": chat.id, "is_bot": False, "first_name": "Maja", "language_code": code}
    api.post(_message(chat, **{"from": person}))
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
def test_half_characters_are_answered(api: FakeBotApi) -> None:
    """Cut through, an emoji is no text; what stands beside it is read."""
    chat = api.chat("private")
    api.post(_message(chat, f"\ud83d {QUESTION} fodelar\udc00"))
    assert "kostnadseffektivt" in chat.reply().text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("data", [5, [], {}, None, "", "\ud800", "hemligsak" * 1000])
def test_a_press_that_carries_nothing_known_is_passed_over(api: FakeBotApi, data: object) -> None:
    """No answer and no apology; the next message is answered."""
    chat = api.chat("private")
    message = _message(chat)["message"]
    person = {"id": chat.id, "is_bot": False, "first_name": "Maja"}
    api.post({"callback_query": {"id": "1", "from": person, "chat_instance": "1", "message": message, "data": data}})
    chat.say(QUESTION)
    assert "kostnadseffektivt" in chat.reply().text


def test_what_is_not_answered_is_not_apologized_for(
    api: FakeBotApi, run_bot: RunBot, conversation: Conversation
) -> None:
    """A channel's post or an edit that cannot be read, from before the bot said which kinds it wants."""
    chat, other = api.chat("private"), api.chat("supergroup")
    unreadable = {"message_id": 1, "date": "never", "chat": {"id": other.id, "type": "supergroup"}}
    for kind in ("edited_message", "channel_post", "inline_query"):
        api.post({kind: unreadable | {"from": {"id": chat.id}}})
    run_bot(conversation)
    chat.say(QUESTION)
    assert "kostnadseffektivt" in chat.reply().text
    assert other.sent == ()


@pytest.mark.usefixtures("bot")
def test_in_a_group_only_who_asked_the_bot_is_apologized_to(api: FakeBotApi) -> None:
    """Of two messages that cannot be read, one names the bot."""
    group = api.chat("supergroup")
    where = {"id": group.id, "type": "supergroup", "title": "Läsecirkeln"}
    named = [{"type": "mention", "offset": 0, "length": 14}]
    api.post(_message(group, chat=where, date="never"))
    api.post(_message(group, "@interview_bot hej", chat=where, date="never", entities=named))
    assert group.reply().text == SORRY
    group.say(f"@interview_bot {QUESTION}")
    assert "kostnadseffektivt" in group.reply().text
    assert len(group.sent) == 2
