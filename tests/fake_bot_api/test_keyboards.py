"""Inline keyboards through python-telegram-bot's client: what they may hold, and what Telegram refuses in them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LoginUrl,
    SwitchInlineQueryChosenChat,
    WebAppInfo,
)
from telegram.error import BadRequest

from fake_bot_api import Chat, FakeBotApi

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Write a keyboard in short."""
    return InlineKeyboardMarkup(rows)


def button(label: str, data: str) -> InlineKeyboardButton:
    """Write a callback button in short."""
    return InlineKeyboardButton(label, callback_data=data)


@pytest.fixture
def chat(api: FakeBotApi) -> Chat:
    """A private chat with a Swedish reader."""
    return api.chat("private", language="sv")


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        (keyboard([button("a", "")]), "BUTTON_DATA_INVALID"),
        (keyboard([button("a", "å" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(" ", "a")]), "can't parse inline keyboard button: Text must be non-empty"),
        (
            keyboard([InlineKeyboardButton("a")]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard([InlineKeyboardButton("a", url="https://a.se", callback_data="a")]),
            "can't parse inline keyboard button: Exactly one optional field must be used, not url and callback_data",
        ),
        (
            keyboard([InlineKeyboardButton("a", url="ftp://a.se")]),
            "inline keyboard button URL 'ftp://a.se' is invalid: Unsupported URL protocol",
        ),
        (keyboard([InlineKeyboardButton("a", copy_text=CopyTextButton(""))]), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard([InlineKeyboardButton("a", copy_text=CopyTextButton("a" * 257))]), "BUTTON_COPY_TEXT_INVALID"),
        (
            keyboard([InlineKeyboardButton("a", login_url=LoginUrl("http://a.se"))]),
            "inline keyboard button URL 'http://a.se' is invalid: Only HTTPS links are allowed",
        ),
        (
            keyboard([InlineKeyboardButton("a", switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat("a"))]),
            "at least one chat type must be allowed",
        ),
        (
            keyboard([InlineKeyboardButton("a", switch_inline_query="a" * 257)]),
            "the inline query of a button is longer than 256 characters",
        ),
        (keyboard([InlineKeyboardButton("a", callback_data="a", style="pink")]), "BUTTON_STYLE_INVALID"),
        (keyboard([button("a", "a")] * 9), "more than 8 buttons in a row of the inline keyboard"),
        (keyboard(*[[button("a", "a")]] * 101), "reply markup is too long"),
    ],
)
def test_refused_keyboards(ask: Ask, chat: Chat, markup: InlineKeyboardMarkup, error: str) -> None:
    """Each button does one thing, with data of 1 to 64 bytes; a hundred buttons, eight in a row."""
    with pytest.raises(BadRequest) as caught:
        ask(lambda bot: bot.send_message(chat.id, "a", reply_markup=markup))
    assert caught.value.message.lower() == error.lower()


def test_buttons_that_lead_elsewhere(ask: Ask, chat: Chat) -> None:
    """What they carry can be read: a query for a chosen chat, words to copy, a login, a link."""
    chosen = SwitchInlineQueryChosenChat("r7e", allow_user_chats=True, allow_group_chats=True)
    markup = keyboard(
        [
            InlineKeyboardButton("Dela", switch_inline_query_chosen_chat=chosen),
            InlineKeyboardButton("Kopiera", copy_text=CopyTextButton("ord" * 85)),
            InlineKeyboardButton("Logga in", login_url=LoginUrl("https://a.se")),
            InlineKeyboardButton("Sidan", url="https://a.se", style="primary"),
            InlineKeyboardButton("Sök", switch_inline_query_current_chat=""),
            InlineKeyboardButton("App", web_app=WebAppInfo("https://a.se")),
        ]
    )
    ask(lambda bot: bot.send_message(chat.id, "a", reply_markup=markup))
    share, copy, login, page, search, app = chat.reply().buttons[0]
    assert share.fields == {"query": "r7e", "allow_user_chats": True, "allow_group_chats": True}
    assert (copy.fields["text"], login.fields["url"], app.fields["url"]) == ("ord" * 85, "https://a.se", "https://a.se")
    assert (page.value, page.fields, search.value) == ("https://a.se", {}, "")


def test_web_apps_open_in_private_only(api: FakeBotApi, ask: Ask) -> None:
    """In a group a button that opens a web app is refused."""
    markup = keyboard([InlineKeyboardButton("App", web_app=WebAppInfo("https://a.se"))])
    with pytest.raises(BadRequest, match=r"(?i)^button_type_invalid$"):
        ask(lambda bot: bot.send_message(api.chat("supergroup").id, "a", reply_markup=markup))


def test_limits_themselves_are_allowed(ask: Ask, chat: Chat) -> None:
    """4096 units of text, 64 bytes of data, 100 buttons, 8 in a row."""
    rows = [[button("a", "å" * 32)] * 8] * 12 + [[button("a", "a")] * 4]
    ask(lambda bot: bot.send_message(chat.id, "😀" * 2048, reply_markup=keyboard(*rows)))
    assert sum(map(len, chat.reply().buttons)) == 100
