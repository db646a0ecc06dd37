"""What becomes of messages when sending fails, over the wire; what is kept is looked up when the bot has stopped."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from fake_bot_api import parse

if TYPE_CHECKING:
    from fake_bot_api import Chat, FakeBotApi, Message

    from bot.conversation import Conversation
    from tests.bot.conftest import Running
    from tests.bot.telegram.conftest import Rows

QUESTION = "Vilka fördelar finns?"


def figures(rows: Rows) -> Counter[str]:
    """Return what the bot has counted."""
    return Counter({name: int(value) for name, value in rows("SELECT name, value FROM figures")})


def ends(rows: Rows) -> dict[str, int]:
    """Return what has become of messages, and of how many; none keeps its words."""
    assert rows("SELECT * FROM messages WHERE state != 'waiting' AND payload IS NOT NULL") == []
    return dict(rows("SELECT state, count(*) FROM messages GROUP BY state"))


def await_written(api: FakeBotApi, rows: Rows, number: int) -> None:
    """Wait until so many messages are kept, of which none can be sent."""
    api.await_calls("sendMessage")
    while rows("SELECT count(*) FROM messages") != [(number,)]:
        time.sleep(0.01)


def ask(chat: Chat) -> Message:
    """Ask, and wait for the answer."""
    question = chat.say(QUESTION)
    answer = chat.reply(timeout=20)
    assert "kostnadseffektivt" in answer.text
    assert answer.reply_to == question.message_id
    return answer


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # the library's own use of seconds
def test_a_flood_limit_holds_up_its_chat_alone(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """It waits as long as it is told, for that chat, in its order; others are answered meanwhile."""
    limited, other = api.chat("private"), api.chat("private")
    with running(conversation):
        ask(other)  # what is slow the first time is over
        api.fail("sendMessage", 429, "Too Many Requests: retry after 2", retry_after=2, chat=limited)
        questions = [limited.say(QUESTION) for _ in range(2)]
        for _ in range(3):
            ask(other)
        assert limited.sent == ()
        assert [its.reply_to for its in limited.expect(2)] == [its.message_id for its in questions]
    refused, *later = [call.at for call in api.calls if call.parameters.get("chat_id") in {limited.id, str(limited.id)}]
    assert later[0] - refused >= 2
    assert ends(rows) == {"sent": 6}


def test_bad_gateways_lose_and_repeat_nothing(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """Forty of them, among fifty chats."""
    chats = [api.chat("private") for _ in range(50)]
    with running(conversation):
        api.fail("sendMessage", 502, "Bad Gateway", times=40)
        for chat in chats:
            chat.say(QUESTION)
        for chat in chats:
            chat.reply(timeout=20)
    assert [len(chat.sent) for chat in chats] == [1] * 50
    assert ends(rows) == {"sent": 50}


def test_a_group_that_has_moved_is_answered_where_it_is_now(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """Each question once, and none in the group that it was."""
    group, moved = api.chat("group"), api.chat("supergroup")
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    with running(conversation):
        api.fail("sendMessage", 400, upgraded, migrate_to_chat_id=moved.id, chat=group, times=3)
        for _ in range(3):
            group.say(f"@interview_bot {QUESTION}")
        assert all("kostnadseffektivt" in its.text for its in moved.expect(3))
    assert group.sent == ()
    assert len(moved.sent) == 3
    assert ends(rows) == {"sent": 3}


def test_who_has_blocked_the_bot_ends_her_own_messages(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """Others are answered, and she too when she has come back."""
    gone, other = api.chat("private"), api.chat("private")
    gone.blocked = True
    with running(conversation):
        gone.say(QUESTION)
        api.await_calls("sendMessage")
        ask(other)
        gone.blocked = False
        ask(gone)
    assert ends(rows) == {"blocked": 1, "sent": 2}
    assert figures(rows)["alerts"] == 1


def test_what_is_refused_for_its_markup_goes_out_plain(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    """The same words with the same buttons, once, and the operator is told."""
    chat, other = api.chat("private"), api.chat("private")
    with running(conversation):
        api.fail("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag", chat=chat)
        plain, marked = ask(chat), ask(other)
    assert marked.html is not None
    assert plain.html is None
    assert plain.text == parse(marked.html).text
    assert plain.labels == marked.labels
    assert len(chat.sent) == 1
    assert figures(rows)["alerts"] == 1
    assert "goes out without its markup" in caplog.text
    assert ends(rows) == {"sent": 2}


def test_a_reply_that_is_lost_once_costs_one_copy(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """It arrives, and nobody knows, so it is sent again; the next question is answered as ever."""
    chat = api.chat("private")
    with running(conversation):
        api.drop("sendMessage", after_effect=True, chat=chat)
        chat.say(QUESTION)
        chat.expect(2)
        ask(chat)
    assert len(chat.sent) == 3
    assert ends(rows) == {"sent": 2}


def test_a_message_whose_replies_are_always_lost_is_sent_four_times(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    """Then its state is unknown, the operator is told, and the chat's next question is answered."""
    chat = api.chat("private")
    with running(conversation):
        api.drop("sendMessage", after_effect=True, chat=chat, times=4)
        chat.say(QUESTION)
        chat.expect(4, timeout=20)
        ask(chat)
    assert len(chat.sent) == 5
    assert ends(rows) == {"unknown": 1, "sent": 1}
    assert (figures(rows)["alerts"], figures(rows)["replies_lost"]) == (1, 4)
    assert "was sent 4 times without an answer" in caplog.text


@pytest.mark.parametrize(
    ("refusal", "end", "alerts"),
    [
        ("Bad Request: message is too long", "refused", 1),
        ("Bad Request: message can't be edited", "refused", 1),
        ("Bad Request: message is not modified", "sent", 0),
    ],
)
def test_what_telegram_will_never_take_is_not_sent_again(  # noqa: PLR0913, PLR0917  # three of them are the case
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows, refusal: str, end: str, alerts: int
) -> None:
    """It has its end, the operator is told where something is lost, and the chat goes on."""
    chat = api.chat("private")
    with running(conversation):
        api.fail("sendMessage", 400, refusal, chat=chat)
        chat.say(QUESTION)
        ask_again = chat.say(QUESTION)
        assert chat.reply().reply_to == ask_again.message_id
    assert Counter(state for (state,) in rows("SELECT state FROM messages")) == Counter([end, "sent"])
    assert figures(rows)["alerts"] == alerts


def test_what_could_not_be_sent_is_sent_by_the_next_start(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """Stopped while Telegram failed, the bot sends its answers when it is started again, each once."""
    chat = api.chat("private")
    with running(conversation):
        api.fail("sendMessage", 502, "Bad Gateway", chat=chat)
        question = chat.say(QUESTION)
        api.await_calls("sendMessage")
    assert chat.sent == ()
    with running(conversation):
        assert chat.reply().reply_to == question.message_id
    assert len(chat.sent) == 1
    assert ends(rows) == {"sent": 1}


@pytest.mark.parametrize(
    "payload",
    [None, "{", '{"chat_id": 1, "said": "hej"}'],
    ids=["blank", "cut", "another version's"],
)
def test_a_message_that_the_bot_itself_fails_at_holds_up_nobody(
    api: FakeBotApi,
    running: Running,
    conversation: Conversation,
    rows: Rows,
    payload: str | None,
) -> None:
    """It has its end, the operator is told without anybody's words, and its chat's next goes out."""
    chat = api.chat("private")
    with running(conversation):
        api.fail("sendMessage", 502, "Bad Gateway", chat=chat, times=1000)
        chat.say(QUESTION)
        second = chat.say(QUESTION)
        await_written(api, rows, 2)
    rows("UPDATE messages SET payload = ? WHERE message = 1", payload)
    api.heal()
    with running(conversation):
        assert chat.reply(timeout=20).reply_to == second.message_id
    assert len(chat.sent) == 1
    assert ends(rows) == {"failed": 1, "sent": 1}
    assert (figures(rows)["alerts"], figures(rows)["messages_failed"]) == (1, 1)


def test_a_damaged_message_moves_with_its_group(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """The group's other answers arrive where it is now."""
    group, moved = api.chat("group"), api.chat("supergroup")
    with running(conversation):
        api.fail("sendMessage", 502, "Bad Gateway", chat=group, times=1000)
        for _ in range(3):
            group.say(f"@interview_bot {QUESTION}")
        await_written(api, rows, 3)
    rows("UPDATE messages SET payload = '{' WHERE message = 2")
    api.heal()
    api.fail("sendMessage", 400, "group chat was upgraded", migrate_to_chat_id=moved.id, chat=group)
    with running(conversation):
        moved.expect(2, timeout=20)
    assert ends(rows) == {"failed": 1, "sent": 2}


def test_no_edit_that_moves_with_its_group_changes_another_message(
    api: FakeBotApi, running: Running, conversation: Conversation, rows: Rows
) -> None:
    """What was to take a place in the group is new in the supergroup, and what was to change buttons just ends."""
    group, moved = api.chat("group"), api.chat("supergroup")
    with running(conversation):
        moved.say(f"@interview_bot {QUESTION}")
        others = moved.reply()
        api.fail("sendMessage", 502, "Bad Gateway", chat=group, times=1000)
        for _ in range(3):
            group.say(f"@interview_bot {QUESTION}")
        while rows("SELECT count(*) FROM messages WHERE state = 'waiting'") != [(3,)]:
            time.sleep(0.01)
    rows("UPDATE messages SET payload = json_set(payload, '$.edits', ?) WHERE message IN (3, 4)", others.message_id)
    rows("UPDATE messages SET payload = json_set(payload, '$.text', '') WHERE message = 3")
    api.heal()
    api.fail("sendMessage", 400, "group chat was upgraded", migrate_to_chat_id=moved.id, chat=group)
    with running(conversation):
        assert [its.reply_to for its in moved.expect(2, timeout=20)] == [None, None]
        ask_again = moved.say(f"@interview_bot {QUESTION}")
        assert moved.reply().reply_to == ask_again.message_id
    assert not [call for call in api.calls if call.method.startswith("editMessage")]
    assert ends(rows) == {"sent": 5}
