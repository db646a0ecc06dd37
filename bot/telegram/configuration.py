"""What the bot is told before it starts: its settings, and its token."""

from __future__ import annotations

import re

from pydantic import ValidationError

from bot.settings import TelegramSettings
from bot.telegram.start_error import StartError

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def settings() -> TelegramSettings:
    """Return the settings.

    Raises:
        StartError: one of them is wrong.

    """
    try:
        return TelegramSettings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        message = (
            f"INTERVIEWBOT_{str(wrong['loc'][0]).upper()} is wrong: {wrong['msg']}; mend it in .env or leave it out"
        )
        raise StartError(message) from None


def token(given: TelegramSettings) -> str:
    """Return the token from where the settings say it is.

    Raises:
        StartError: it is not there, or is none.

    """
    found = given.token.get_secret_value().strip()
    if not found and given.token_file is not None:
        try:
            found = given.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            message = f"INTERVIEWBOT_TOKEN_FILE cannot be read ({type(error).__name__}): name the file with the token"
            raise StartError(message) from None
    if not found:
        message = (
            "INTERVIEWBOT_TOKEN is missing: write to @BotFather in Telegram, send /newbot, and put the token in .env"
        )
        raise StartError(message)
    if not _TOKEN.fullmatch(found):
        message = "INTERVIEWBOT_TOKEN is no token: one looks like 123456:ABC…, as @BotFather sends it"
        raise StartError(message)
    return found
