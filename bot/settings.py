"""Settings of the Telegram bot, from the environment, which the command line has filled from `.env`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # pydantic reads the annotations
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class TelegramSettings(BaseSettings):
    """What the README's table of settings lists, each under its name with INTERVIEWBOT_ before it."""

    model_config = SettingsConfigDict(env_prefix="INTERVIEWBOT_", env_ignore_empty=True)

    token: SecretStr = SecretStr("")
    token_file: Path | None = None
    api_url: HttpUrl = HttpUrl("https://api.telegram.org")
    data: Path | None = None
    status_port: int | None = Field(default=None, ge=1, le=65535)
    journal_days: int = Field(default=90, ge=0, le=36_500)
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info")

    @field_validator("admins", mode="before")
    @classmethod
    def _listed(cls, written: object) -> object:
        """Read ids that commas part."""
        return [part for part in written.split(",") if part.strip()] if isinstance(written, str) else written
