"""Settings of the Telegram bot, from the environment, which the command line has filled from `.env`."""

from __future__ import annotations

from pydantic import HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class TelegramSettings(BaseSettings):
    """INTERVIEWBOT_TOKEN, the bot's token from BotFather, and INTERVIEWBOT_API_URL, the Bot API's address."""

    model_config = SettingsConfigDict(env_prefix="INTERVIEWBOT_")

    token: SecretStr = SecretStr("")
    api_url: HttpUrl = HttpUrl("https://api.telegram.org")
