"""Tests of links that open a passage, over the fake Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.links import link, said
from index.interview import MAX_ID_LENGTH, Address

if TYPE_CHECKING:
    from fake_bot_api import FakeBotApi

GREETING = "Hej! Jag svarar på frågor om intervjun"


@pytest.mark.usefixtures("bot")
def test_a_link_opens_its_passage(api: FakeBotApi) -> None:
    """With all buttons of an answer; the reader goes on from there."""
    maja = api.user("Maja", language="sv")
    url = next(
        its.value
        for row in api.inline(maja, "vilka fördelar finns").results[0].buttons
        for its in row
        if its.action == "url"
    )
    chat = api.open_link(str(url), maja)
    answer = chat.reply()
    assert answer.text.startswith("Vilka fördelar ser du med att samarbeta om e-arkivet?")
    assert answer.labels[0] == ("Förra", "Nästa")
    chat.say("nästa")
    assert chat.reply().text.startswith("Vilka är utmaningarna")


@pytest.mark.usefixtures("bot")
def test_a_link_without_a_place_greets(api: FakeBotApi) -> None:
    """As /start does."""
    assert (
        api.open_link("https://t.me/interview_bot", api.user("Maja", language="sv")).reply().text.startswith(GREETING)
    )


@pytest.mark.parametrize(
    "start", ["inline", "x", "r7e-arkiv", "_", "-" * 64, "r7e-arkiv_2_1", "r7e-arkiv_99999999_1_a"]
)
@pytest.mark.usefixtures("bot")
def test_a_link_that_is_none_greets(api: FakeBotApi, start: str) -> None:
    """Whatever somebody has written behind it."""
    chat = api.open_link(f"https://t.me/interview_bot?start={start}", api.user("Maja", language="sv"))
    assert chat.reply().text.startswith(GREETING)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("behind", ["a b", "\n", "r7e-arkiv_2_1_ffffff x", "\u0661", "x" * 4000])
def test_what_no_link_can_say_greets(api: FakeBotApi, behind: str) -> None:
    """Typed by hand, it can be anything."""
    chat = api.chat("private")
    chat.say(f"/start {behind}")
    assert chat.reply().text.startswith(GREETING)


@pytest.mark.usefixtures("bot")
def test_a_link_to_what_is_gone_says_so(api: FakeBotApi) -> None:
    """The interview is not in this library, or no longer."""
    chat = api.open_link("https://t.me/interview_bot?start=nowhere_1_1_abcdef", api.user("Maja", language="sv"))
    assert chat.reply().text == "Det stället finns inte kvar längre."


@pytest.mark.usefixtures("bot")
def test_a_link_from_before_a_change_shows_what_stands_there_now(api: FakeBotApi) -> None:
    """And says that the text was changed."""
    chat = api.open_link("https://t.me/interview_bot?start=r7e-arkiv_2_1_ffffff", api.user("Maja", language="sv"))
    answer = chat.reply()
    assert answer.text.startswith("Texten har ändrats")
    assert "kostnadseffektivt" in answer.text


def test_the_longest_address_fits_a_link() -> None:
    """Telegram takes 64 characters behind `start=`; the address is read back."""
    address = Address("x" * MAX_ID_LENGTH, 99999, 999, "abcdef")
    start = link("https://t.me/bot", address).partition("start=")[2]
    assert len(start) <= 64
    assert said(f"/start {start}").address == address  # type: ignore[union-attr]
