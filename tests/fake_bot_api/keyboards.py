"""Inline keyboards: their shape, and what Telegram refuses in them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from fake_bot_api.parameters import BOOLEAN, STRING, Kind, array, record
from fake_bot_api.refusal import bad_request

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPIED = 256
MAX_QUERY = 256

_ACTIONS: Mapping[str, Kind] = {
    "url": STRING,
    "callback_data": STRING,
    "web_app": record("WebAppInfo", {"url": STRING}),
    "login_url": record(
        "LoginUrl",
        {"url": STRING},
        {"forward_text": STRING, "bot_username": STRING, "request_write_access": BOOLEAN},
    ),
    "switch_inline_query": STRING,
    "switch_inline_query_current_chat": STRING,
    "switch_inline_query_chosen_chat": record(
        "SwitchInlineQueryChosenChat",
        {},
        {
            "query": STRING,
            "allow_user_chats": BOOLEAN,
            "allow_bot_chats": BOOLEAN,
            "allow_group_chats": BOOLEAN,
            "allow_channel_chats": BOOLEAN,
        },
    ),
    "copy_text": record("CopyTextButton", {"text": STRING}),
}

_OBJECTS = frozenset({"web_app", "login_url", "switch_inline_query_chosen_chat", "copy_text"})
_CHOSEN = ("user", "bot", "group", "channel")
_HTTPS_ONLY = frozenset({"web_app", "login_url"})

_BUTTON = record(
    "InlineKeyboardButton", {"text": STRING}, {**_ACTIONS, "style": STRING, "icon_custom_emoji_id": STRING}
)
INLINE_KEYBOARD = record("InlineKeyboardMarkup", {"inline_keyboard": array(array(_BUTTON))})

Markup = Mapping[str, Any]


@dataclass(frozen=True)
class Button:
    """A button as the reader sees it: its label, what it carries, and what it does with it.

    `action` is the Bot API's field, such as `callback_data` or `url`; `value` what stands there, as JSON where that is
    an object.
    """

    label: str
    value: str
    action: str = "callback_data"

    @property
    def fields(self) -> Mapping[str, Any]:
        """The action's own fields where it is an object, such as the `query` of `switch_inline_query_chosen_chat`."""
        return json.loads(self.value) if self.action in _OBJECTS else {}


def rows(markup: Markup | None) -> tuple[tuple[Button, ...], ...]:
    """Return a checked keyboard's buttons, row by row."""
    return tuple(tuple(_button(button) for button in row) for row in (markup or {}).get("inline_keyboard", []))


def _button(button: Mapping[str, Any]) -> Button:
    action = next(name for name in _ACTIONS if name in button)
    value = button[action]
    return Button(button["text"], value if isinstance(value, str) else json.dumps(value), action)


def checked(markup: Markup | None, *, web_apps: bool = True) -> Markup | None:
    """Return the keyboard, or None where it has no buttons; buttons that open web apps only where they may stand.

    Raises:
        RefusedError: Telegram refuses this keyboard.
    """
    keyboard = [row for row in (markup or {}).get("inline_keyboard", []) if row]
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        bad_request("reply markup is too long")
    for row in keyboard:
        if len(row) > MAX_BUTTONS_IN_ROW:
            bad_request(f"more than {MAX_BUTTONS_IN_ROW} buttons in a row of the inline keyboard")
        for button in row:
            _check(button)
            if "web_app" in button and not web_apps:
                bad_request("BUTTON_TYPE_INVALID")
    return {"inline_keyboard": keyboard} if keyboard else None


def _check(button: Mapping[str, Any]) -> None:
    actions = [name for name in _ACTIONS if name in button]
    if not button["text"].strip():
        _unparsable("Text must be non-empty")
    if not actions:
        _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        _unparsable(f"Exactly one optional field must be used, not {' and '.join(actions)}")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= MAX_DATA_BYTES:
        bad_request("BUTTON_DATA_INVALID")
    if not 1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= MAX_COPIED:
        bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not re.fullmatch(r"(https?://[^\s/?#]+|tg://)\S*", button["url"]):
        bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    for action in _HTTPS_ONLY & button.keys():
        if not button[action]["url"].startswith("https://"):
            bad_request(
                f"inline keyboard button URL '{button[action]['url']}' is invalid: Only HTTPS links are allowed"
            )
    _check_switch(button)
    if button.get("style", "primary") not in {"danger", "success", "primary"}:
        bad_request("BUTTON_STYLE_INVALID")


def _check_switch(button: Mapping[str, Any]) -> None:
    """Refuse a switch to nowhere, and a query longer than what clients then send."""
    chosen = button.get("switch_inline_query_chosen_chat")
    if chosen is not None and not any(chosen.get(f"allow_{kind}_chats") for kind in _CHOSEN):
        bad_request("at least one chat type must be allowed")
    switches = ("switch_inline_query", "switch_inline_query_current_chat")
    queries = [*(button.get(action, "") for action in switches), (chosen or {}).get("query", "")]
    if any(len(query) > MAX_QUERY for query in queries):
        bad_request(f"the inline query of a button is longer than {MAX_QUERY} characters")


def _unparsable(why: str) -> NoReturn:
    bad_request(f"can't parse inline keyboard button: {why}")
