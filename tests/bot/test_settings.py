"""The settings, as they are written in the environment."""

from __future__ import annotations

import pytest

from bot.telegram.configuration import settings
from bot.telegram.start_error import StartError


@pytest.mark.parametrize(
    ("written", "read"),
    [("", set()), ("17", {17}), ("17, -1001234567890,17", {17, -1001234567890}), (" , ", set())],
)
def test_the_chats_of_those_who_run_the_bot_are_parted_by_commas(
    monkeypatch: pytest.MonkeyPatch, written: str, read: set[int]
) -> None:
    """Groups have ids below zero."""
    monkeypatch.setenv("INTERVIEWBOT_ADMINS", written)
    assert settings().admins == read


@pytest.mark.parametrize(
    ("name", "written"), [("ADMINS", "17;18"), ("ADMINS", "@eva"), ("JOURNAL_DAYS", "-1"), ("JOURNAL_DAYS", "always")]
)
def test_what_is_no_such_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, written: str) -> None:
    """With what to do."""
    monkeypatch.setenv(f"INTERVIEWBOT_{name}", written)
    with pytest.raises(StartError, match=rf"^INTERVIEWBOT_{name} is wrong: .*; mend it in .env or leave it out$"):
        settings()
