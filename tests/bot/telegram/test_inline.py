"""Tests of inline mode over the fake Bot API: what is offered, what it sends, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fake_bot_api import FakeBotApi
from small_interviews import interview

from bot.conversation import Conversation
from index import library
from index.library import Library
from index.search import Searcher

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import RunBot
