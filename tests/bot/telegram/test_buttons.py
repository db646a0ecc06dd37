"""Tests of what the buttons below an answer do, over the fake Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_bot_api import FakeBotApi

QUESTION = "Vilka fördelar finns?"
UNFOLDED = "Hela inledningen"

pytestmark = pytest.mark.usefixtures("bot")


def test_an_answer_unfolds_in_place_and_folds_again(api: FakeBotApi) -> None:
    """The same message holds the whole, then the excerpt that was found for the question."""
    chat = api.chat("private")
    chat.say("var hålls konferensen?")
    answer = chat.reply()
    chat.press(UNFOLDED, on=answer)
    whole = chat.reply()
    assert whole.message_id == answer.message_id
    assert len(whole.text) > len(answer.text)
    chat.press("Visa mindre", on=whole)
    folded = chat.reply()
    assert folded.message_id == answer.message_id
    assert UNFOLDED in folded.labels[0]


def test_a_message_that_is_gone_is_answered_by_a_new_one(api: FakeBotApi) -> None:
    """What was deleted meanwhile cannot be changed: the whole comes as a message of its own."""
    chat = api.chat("private")
    chat.say("var hålls konferensen?")
    answer = chat.reply()
    chat.delete(answer)
    chat.press(UNFOLDED, on=answer)
    assert chat.reply().message_id != answer.message_id


def test_a_mark_is_thanked_for_and_what_was_wrong_is_asked(api: FakeBotApi) -> None:
    """One tap for helpful; for the other, two buttons in the place of the marks, and then the marks again."""
    chat = api.chat("private")
    chat.say(QUESTION)
    answer = chat.reply()
    assert chat.press("👍", on=answer).answer().text.startswith("Tack!")
    assert "Vad" in chat.press("👎", on=answer).answer().text
    asking = chat.reply()
    assert asking.labels == (("Förra", "Nästa"), ("Svarar inte på frågan", "Fel citat"))
    assert asking.text == answer.text
    assert chat.press("Fel citat", on=asking).answer().text.startswith("Tack!")
    assert chat.reply().labels == answer.labels


def test_marks_in_a_group_leave_the_buttons_to_the_others(api: FakeBotApi) -> None:
    """Ten readers press on one message: each is thanked, and nothing changes."""
    group = api.chat("supergroup")
    group.say(f"@interview_bot {QUESTION}")
    answer = group.reply()
    for reader in range(10):
        assert group.press("👎", on=answer, sender=api.user(f"Läsare {reader}")).answer().text.startswith("Tack!")
    group.quiet()


def test_what_is_passed_on_and_copied(api: FakeBotApi) -> None:
    """Sharing names the passage and the words; copying gives who, where and when in plain text."""
    chat = api.chat("private")
    chat.say(QUESTION)
    share, copy, *_ = chat.reply().buttons[1]
    assert share.fields["query"].startswith("r7e-arkiv_2_1_")
    assert copy.fields["text"].startswith("Leif Sandberg, förvaltningsledare för R7e-arkiv · 3 knep")


def test_none_of_what_was_offered(api: FakeBotApi) -> None:
    """A perhaps ends with a way to say that nothing of it is meant."""
    chat = api.chat("private")
    chat.say("vem bestämmer")
    answer = chat.reply()
    assert answer.labels[-2:-1] == (("Inget av dem",),) or answer.labels[-1] == ("Inget av dem",)
    chat.press("Inget av dem", on=answer)
    assert chat.reply().text.startswith("Då hittar jag det tyvärr inte.")


def test_other_answers_to_the_same_question(api: FakeBotApi) -> None:
    """Typed, they are those near the answer that was shown last, by the interview's own questions."""
    chat = api.chat("private")
    chat.say(QUESTION)
    chat.reply()
    chat.say("andra svar")
    assert chat.reply().labels
