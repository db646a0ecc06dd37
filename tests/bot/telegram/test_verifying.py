"""Quotations that are pasted, forwarded or replied to in Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_bot_api import FakeBotApi

SAID = "Framför allt är det kostnadseffektivt."
YES = "Ja, så sa Leif Sandberg:"
pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize("command", ["/verify", "/kolla", "/KOLLA@interview_bot"])
def test_a_command_checks_what_stands_behind_it(api: FakeBotApi, command: str) -> None:
    """In several lines, too."""
    chat = api.chat("private")
    chat.say(f"{command} {SAID}\n> Alla parter")
    assert chat.reply().text.startswith(YES)


def test_what_differs_is_marked(api: FakeBotApi) -> None:
    """What was put in is struck out, and the true words beside it are bold; the quotation holds nothing but these."""
    chat = api.chat("private")
    chat.say("/kolla Framför allt är det billigt.")
    message = chat.reply()
    marked = {entity.type: message.part(entity) for entity in message.entities}
    assert (marked["strikethrough"], marked["bold"], marked["blockquote"]) == ("billigt", "kostnadseffektivt", SAID)


def test_a_command_alone_asks_for_the_quotation(api: FakeBotApi) -> None:
    """The next message is it, whatever it looks like, and the one after that is not."""
    chat = api.chat("private")
    chat.say("/verify")
    assert chat.reply().text.startswith("Skicka citatet")
    chat.say("alla parter har katter")
    assert "hittar jag" in chat.reply().text
    chat.say("vilka fördelar finns?")
    assert SAID in chat.reply().text


def test_a_command_checks_what_it_replies_to(api: FakeBotApi) -> None:
    """In a group, too, where somebody else has claimed it."""
    group = api.chat("supergroup")
    claimed = group.say(f"Leif Sandberg: {SAID}", sender=api.user("Bo"))
    group.say("/kolla@interview_bot", reply_to=claimed)
    assert group.reply().text.startswith(YES)


def test_what_is_forwarded_is_a_quotation(api: FakeBotApi) -> None:
    """Also the bot's own answer, of which only what it quotes is checked."""
    chat, other = api.chat("private"), api.chat("private")
    other.say("Vilka fördelar finns?")
    for message in (other.say("Alla parter kan ha tillgång"), other.reply()):
        chat.forward(message)
        text = chat.reply().text
        assert text.startswith(YES if SAID in message.text else "Inte ordagrant.")


def test_a_question_that_is_forwarded_is_asked(api: FakeBotApi) -> None:
    """Where nobody in the interview said it."""
    chat, other = api.chat("private"), api.chat("private")
    chat.forward(other.say("Vilka fördelar finns det?"))
    assert chat.reply().text.startswith("Vilka fördelar ser du")
