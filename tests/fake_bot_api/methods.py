"""The table of methods: what each is called, which parameters it takes, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fake_bot_api import inline, messages, polling, profile
from fake_bot_api.content import LINK_PREVIEW
from fake_bot_api.keyboards import INLINE_KEYBOARD
from fake_bot_api.parameters import BOOLEAN, CHAT_ID, INTEGER, STRING, Kind, array, record
from fake_bot_api.state import State


@dataclass(frozen=True)
class Method:
    """A method's deed and its parameters. The deed may be a coroutine function; a plain one is done under the lock."""

    do: Callable[[State, Mapping[str, Any]], object]
    kinds: Mapping[str, Kind]


_REPLY = record(
    "ReplyParameters",
    {"message_id": INTEGER},
    {"chat_id": CHAT_ID, "allow_sending_without_reply": BOOLEAN, "quote": STRING, "quote_position": INTEGER},
)
_COMMAND = record("BotCommand", {"command": STRING, "description": STRING})
_SCOPE = record("BotCommandScope", {"type": STRING}, {"chat_id": CHAT_ID, "user_id": INTEGER})

_LANGUAGE = {"language_code": STRING}
_MENU = {"scope": _SCOPE, **_LANGUAGE}
_PLACE = {"chat_id": CHAT_ID, "message_id": INTEGER}
_EDITED = _PLACE | {"inline_message_id": STRING}
_TEXT = {
    "text": STRING,
    "parse_mode": STRING,
    "link_preview_options": LINK_PREVIEW,
    "reply_markup": INLINE_KEYBOARD,
}

METHODS: Mapping[str, Method] = {
    "getMe": Method(profile.get_me, {}),
    "getUpdates": Method(
        polling.get_updates,
        {"offset": INTEGER, "limit": INTEGER, "timeout": INTEGER, "allowed_updates": array(STRING)},
    ),
    "setWebhook": Method(
        polling.set_webhook,
        {
            "url": STRING,
            "ip_address": STRING,
            "max_connections": INTEGER,
            "allowed_updates": array(STRING),
            "drop_pending_updates": BOOLEAN,
            "secret_token": STRING,
        },
    ),
    "deleteWebhook": Method(polling.delete_webhook, {"drop_pending_updates": BOOLEAN}),
    "getWebhookInfo": Method(polling.get_webhook_info, {}),
    "sendMessage": Method(
        messages.send_message,
        {
            **_TEXT,
            "chat_id": CHAT_ID,
            "message_thread_id": INTEGER,
            "disable_notification": BOOLEAN,
            "protect_content": BOOLEAN,
            "message_effect_id": STRING,
            "reply_parameters": _REPLY,
        },
    ),
    "editMessageText": Method(messages.edit_message_text, _EDITED | _TEXT),
    "editMessageReplyMarkup": Method(messages.edit_message_reply_markup, _EDITED | {"reply_markup": INLINE_KEYBOARD}),
    "deleteMessage": Method(messages.delete_message, _PLACE),
    "answerCallbackQuery": Method(
        messages.answer_callback_query,
        {
            "callback_query_id": STRING,
            "text": STRING,
            "show_alert": BOOLEAN,
            "url": STRING,
            "cache_time": INTEGER,
        },
    ),
    "answerInlineQuery": Method(
        inline.answer_inline_query,
        {
            "inline_query_id": STRING,
            "results": array(inline.ARTICLE),
            "cache_time": INTEGER,
            "is_personal": BOOLEAN,
            "next_offset": STRING,
            "button": inline.RESULTS_BUTTON,
        },
    ),
    "answerGuestQuery": Method(inline.answer_guest_query, {"guest_query_id": STRING, "result": inline.ARTICLE}),
    "sendChatAction": Method(
        messages.send_chat_action, {"chat_id": CHAT_ID, "action": STRING, "message_thread_id": INTEGER}
    ),
    "getChat": Method(messages.get_chat, {"chat_id": CHAT_ID}),
    "setMyCommands": Method(profile.set_my_commands, {"commands": array(_COMMAND), **_MENU}),
    "getMyCommands": Method(profile.get_my_commands, _MENU),
    "deleteMyCommands": Method(profile.delete_my_commands, _MENU),
    "setMyName": Method(profile.setter("name", profile.MAX_NAME), {"name": STRING, **_LANGUAGE}),
    "getMyName": Method(profile.getter("name"), _LANGUAGE),
    "setMyDescription": Method(
        profile.setter("description", profile.MAX_DESCRIPTION), {"description": STRING, **_LANGUAGE}
    ),
    "getMyDescription": Method(profile.getter("description"), _LANGUAGE),
    "setMyShortDescription": Method(
        profile.setter("short_description", profile.MAX_SHORT_DESCRIPTION),
        {"short_description": STRING, **_LANGUAGE},
    ),
    "getMyShortDescription": Method(profile.getter("short_description"), _LANGUAGE),
}
