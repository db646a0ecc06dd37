"""The methods by which the bot tells about itself: its name, commands and descriptions."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from fake_bot_api.refusal import bad_request
from fake_bot_api.state import State

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120

Given = Mapping[str, Any]


def get_me(state: State, given: Given) -> object:
    """Tell who the bot is: one that sees all messages in groups, the hardest case for it."""
    del given
    return state.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": state.modes.inline,
        "supports_guest_queries": state.modes.guests,
    }


def set_my_commands(state: State, given: Given) -> object:
    """Set the command menu of a scope and a language."""
    key = _menu(state, given)
    commands = given.get("commands", [])
    if len(commands) > MAX_COMMANDS:
        bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= MAX_COMMAND_DESCRIPTION:
            bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    state.profile.commands[key] = commands
    return True


def get_my_commands(state: State, given: Given) -> object:
    """Tell the command menu of exactly this scope and language."""
    return state.profile.commands.get(_menu(state, given), [])


def delete_my_commands(state: State, given: Given) -> object:
    """Take a command menu away."""
    state.profile.commands.pop(_menu(state, given), None)
    return True


def setter(field: str, limit: int) -> Callable[[State, Given], object]:
    """Return the method that sets a text of the profile for a language."""

    def set_text(state: State, given: Given) -> object:
        text = given.get(field, "")
        if len(text) > limit:
            bad_request(f"{field} is too long")
        getattr(state.profile, f"{field}s")[_language(given)] = text
        return True

    return set_text


def getter(field: str) -> Callable[[State, Given], object]:
    """Return the method that tells a text of the profile in exactly this language."""

    def get_text(state: State, given: Given) -> object:
        return {field: getattr(state.profile, f"{field}s").get(_language(given), "")}

    return get_text


def _menu(state: State, given: Given) -> tuple[str, str]:
    scope = given.get("scope", {"type": "default"})
    kind = scope["type"]
    about_chat = kind in {"chat", "chat_administrators", "chat_member"}
    if not about_chat and kind not in {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
    }:
        bad_request("can't parse BotCommandScope: Unsupported type specified")
    if about_chat:
        state.room(scope.get("chat_id"))
    if kind == "chat_member" and "user_id" not in scope:
        bad_request("can't parse BotCommandScope: Can't find field \"user_id\"")
    return menu_key(scope, _language(given))


def menu_key(scope: Mapping[str, object], language: str) -> tuple[str, str]:
    """Return the key of a scope's and a language's commands in the profile."""
    return json.dumps(scope, sort_keys=True), language


def _language(given: Given) -> str:
    code: str = given.get("language_code", "")
    if not re.fullmatch(r"([a-z]{2})?", code):
        bad_request("invalid language code specified")
    return code
