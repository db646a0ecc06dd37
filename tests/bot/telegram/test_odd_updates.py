"""Updates that are not as they should be, one at a time; `tests/reliability` has them in great number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_bot_api import Chat, FakeBotApi

SORRY = "Förlåt, något gick fel hos mig. Försök gärna igen om en stund."
QUESTION = "Vilka fördelar finns?"


def _message(chat: Chat, text: str = QUESTION, **more: object) -> dict[str, object]:
    person = {"id": chat.reader.id, "is_bot": False, "first_name": "Maja", "language_code": "sv"}
    where = {"id": chat.id, "type": "private", "first_name": "Maja"}
    return {"message": {"message_id": 1, "date": 1, "chat": where, "from": person, "text": text} | more}


@pytest.mark.usefixtures("bot")
def test_what_the_library_chokes_on_is_set_aside(api: FakeBotApi) -> None:
    """An id that is no number makes the library fail outside its error handler: one apology, and the next is answered.

    More of them than can be in work at once, as each that never ended would keep its place.
    """
    chats = [api.chat("private") for _ in range(20)]
    for chat in chats:
        api.post(_message(chat, **{"from": {"id": {}, "is_bot": False, "first_name": "Maja", "language_code": "sv"}}))
    assert [chat.reply().text for chat in chats] == [SORRY] * 20
    chats[0].say(QUESTION)
    assert "kostnadseffektivt" in chats[0].reply().text
