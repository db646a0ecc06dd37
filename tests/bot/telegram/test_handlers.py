"""What becomes of updates whose handling fails or hangs, and what a chat can have forgotten."""

from __future__ import annotations

import datetime as dt
import threading
import time
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.journal import read
from bot.message import Typed
from bot.session import Session
from bot.telegram.data_folder import DataFolder
from bot.telegram.inbox import MOST_ATTEMPTS, RETRY
from bot.telegram.processor import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fake_bot_api import FakeBotApi

    from bot.message import Message
    from bot.reply import Reply
    from index.search import Searcher
    from tests.bot.conftest import Running
    from tests.bot.telegram.conftest import Rows

QUESTION = "Vilka fördelar finns?"
SORRY = "Förlåt, något gick fel hos mig. Försök gärna igen om en stund."


class Moody(Conversation):
    """Raises, or hangs until it is freed, so often as it is told, at two words."""

    def __init__(self, searcher: Searcher, times: int = 1000) -> None:
        super().__init__(searcher)
        self.left = times
        self.attempts = 0
        self.freed = threading.Event()

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer as ever, but for those."""
        words = message.text if isinstance(message, Typed) else ""
        if "kaboom" in words or "hang" in words:
            self.attempts += 1
            self.left -= 1
            if self.left >= 0:
                if "hang" in words:
                    self.freed.wait()
                raise RuntimeError(words)
        return super().reply(message, session)


@pytest.fixture
def moody(shipped: Searcher) -> Iterator[Moody]:
    """A conversation that fails and hangs; what hangs ends with the test."""
    conversation = Moody(shipped)
    conversation.reply(Typed(QUESTION), Session("sv"))  # what is slow the first time is over
    yield conversation
    conversation.freed.set()


@pytest.mark.parametrize("word", ["kaboom", "hang"])
def test_what_fails_is_tried_three_times_with_one_apology(
    api: FakeBotApi, running: Running, moody: Moody, rows: Rows, word: str
) -> None:
    """Others are answered meanwhile, and the chat's next question too."""
    chat, other = api.chat("private"), api.chat("private")
    with running(moody, patience=0.6):
        chat.say(word)
        chat.say(QUESTION)
        other.say(QUESTION)
        assert "kostnadseffektivt" in other.reply(timeout=20).text
        apology, answer = chat.expect(2, timeout=20)
    assert apology.text == SORRY
    assert "kostnadseffektivt" in answer.text
    assert (len(chat.sent), len(other.sent), moody.attempts) == (2, 1, 3)
    assert rows("SELECT state, attempts FROM updates ORDER BY update_id LIMIT 1") == [("set_aside", 3)]


def test_the_apology_for_what_hangs_comes_within_four_minutes() -> None:
    """Each attempt ends when patience does, and each wait before the next is longer by as much as the first."""
    waits = sum(RETRY * attempt for attempt in range(1, MOST_ATTEMPTS))
    assert MOST_ATTEMPTS * PATIENCE + waits < 4 * 60


@pytest.mark.parametrize("word", ["kaboom", "hang"])
def test_what_fails_twice_is_answered_the_third_time(
    api: FakeBotApi, running: Running, moody: Moody, word: str
) -> None:
    """Without an apology: the reader notices nothing."""
    moody.left = 2
    chat = api.chat("private")
    with running(moody, patience=0.6):
        question = chat.say(f"{word}: {QUESTION}")
        answer = chat.reply(timeout=20)
    assert answer.reply_to == question.message_id
    assert answer.text != SORRY
    assert (len(chat.sent), moody.attempts) == (1, 3)


@pytest.mark.parametrize("command", ["/forget", "/glom"])
def test_a_chat_has_itself_forgotten(
    api: FakeBotApi, running: Running, moody: Moody, rows: Rows, tmp_path: Path, command: str
) -> None:
    """Nothing is left of what was said, nor by whom; where it was is forgotten too; others' memory stays."""
    chat, other = api.chat("private"), api.chat("private")
    with running(moody):
        for its in (chat, other):
            its.say("2")
            its.reply()
        chat.say(command)
        assert chat.reply().text.startswith("Nu har jag glömt den här chatten.")
        other.say("hela")
        assert "kostnadseffektivt" in other.reply().text
    with closing(DataFolder(tmp_path)) as folder:
        forgotten, kept = (folder.pseudonym(its.id) for its in (chat, other))
    assert rows("SELECT state, payload FROM updates WHERE chat = ''") == [("answered", None)] * 2
    assert rows("SELECT DISTINCT chat FROM updates UNION SELECT chat FROM chats") == [("",), (kept,)]
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert forgotten.encode() not in held
    assert str(chat.id).encode() not in held
    assert kept.encode() in held
    with running(moody):
        chat.say("hela")
        assert chat.reply().text.startswith("Ställ en fråga först")


@pytest.mark.parametrize("told", [("to", "from"), ("from", "to"), ("to",), ("from",)])
def test_a_supergroup_has_the_group_forgotten_that_it_was(  # one of them is the case
    api: FakeBotApi, running: Running, moody: Moody, rows: Rows, tmp_path: Path, told: tuple[str, ...]
) -> None:
    """Though nothing waited when it became one, and whichever of the two Telegram tells it in."""
    group, supergroup = api.chat("group"), api.chat("supergroup")
    service = {
        "to": {"chat": {"id": group.id, "type": "group", "title": "G"}, "migrate_to_chat_id": supergroup.id},
        "from": {"chat": {"id": supergroup.id, "type": "supergroup", "title": "G"}, "migrate_from_chat_id": group.id},
    }
    with running(moody):
        group.say(f"@interview_bot {QUESTION}")
        group.reply()
        for place, its in enumerate(told):
            api.post({"message": {"message_id": 900, "date": 1700000000, **service[its]}})
            while rows("SELECT count(*) FROM updates WHERE state = 'answered'") != [(2 + place,)]:
                time.sleep(0.01)
        assert rows("SELECT count(*) FROM chats") == [(1,)]
        supergroup.say("/glom")
        assert supergroup.reply().text.startswith("Nu har jag glömt den här chatten.")
    with closing(DataFolder(tmp_path)) as folder:
        pseudonyms = [folder.pseudonym(its.id) for its in (group, supergroup)]
    assert rows("SELECT * FROM chats") == []
    assert rows("SELECT DISTINCT chat, person, payload FROM updates") == [("", "", None)]
    assert read(tmp_path, dt.date.min) == []
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for pseudonym in pseudonyms:
        assert pseudonym.encode() not in held
        assert blake2b(pseudonym.encode(), digest_size=16).hexdigest().encode() not in held
    assert str(group.id).encode() not in held


def test_what_is_asked_before_is_answered_before_it_is_forgotten(
    api: FakeBotApi, running: Running, moody: Moody, rows: Rows
) -> None:
    """And what is asked after that is kept anew, whatever waited in the meantime."""
    chat = api.chat("private")
    for words in (QUESTION, QUESTION, "/glom", QUESTION):
        chat.say(words)
    with running(moody):
        answers = [its.text for its in chat.expect(4, timeout=20)]
    assert ["Nu har jag glömt" in its for its in answers] == [False, False, True, False]
    assert rows("SELECT payload IS NULL, chat = '', person = '' FROM updates ORDER BY update_id") == [
        *[(1, 1, 1)] * 3,
        (0, 0, 0),
    ]
    assert rows("SELECT DISTINCT chat, payload FROM messages") == [("", None)]


def test_each_album_is_answered_once_and_each_picture_without_one(
    api: FakeBotApi, running: Running, moody: Moody
) -> None:
    """Two albums and two pictures: four answers, also over a restart in the midst of an album."""
    chat = api.chat("private")

    def picture(number: int, album: str | None) -> None:
        api.post(
            {
                "message": {
                    "message_id": number,
                    "date": 1700000000,
                    "chat": {"id": chat.id, "type": "private", "first_name": "Maja"},
                    "from": {"id": chat.id, "is_bot": False, "first_name": "Maja", "language_code": "sv"},
                    "photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}],
                }
                | ({"media_group_id": album} if album else {})
            }
        )

    with running(moody):
        picture(900, "7")
        chat.reply()
    for number, album in enumerate(["7", "8", "8", None, None], 901):
        picture(number, album)
    with running(moody):
        chat.expect(3)
        chat.say(QUESTION)
        assert "kostnadseffektivt" in chat.reply().text
    assert len(chat.sent) == 5


def test_a_press_is_answered_before_the_backlog(api: FakeBotApi, running: Running, moody: Moody) -> None:
    """Sixty questions wait when the bot starts; who pressed a button last is among the first to be answered."""
    chats, presser = [api.chat("private") for _ in range(60)], api.chat("private")
    with running(moody):
        presser.say("2")
        shown = presser.reply()
    for chat in chats:
        chat.say(QUESTION)
    before = len(api.calls)
    presser.press("Nästa", on=shown)
    with running(moody):
        for chat in chats:
            chat.reply(timeout=20)
    sent = [call.parameters["chat_id"] for call in api.calls[before:] if call.method == "sendMessage"]
    assert len(sent) == 61
    assert sent.index(presser.id) < 20
