"""The library folder changing while the bot runs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.message import Pressed, Typed
from bot.reply import Deed
from bot.session import Session
from bot.telegram.reloading import Reloading, Watched
from index import library
from index.folder import Folder
from index.search import Searcher

if TYPE_CHECKING:
    from pathlib import Path

    from fake_bot_api import FakeBotApi

    from bot.telegram.application import Service
    from tests.bot.conftest import RunBot

MILL = """---
id: {id}
title: Kvarnen
language: sv
interviewers: [Moa]
people:
  Bo: Bo Ask
---

**Moa:** Vad mal ni i kvarnen?

**Bo:** Vi mal {grain}, mest till bagaren i byn.

**Moa:** Hur länge har ni hållit på?

**Bo:** I tio år nu, och det blir nog tio till.
"""


class Bot:
    """A folder of interviews, and a bot over it that is asked without Telegram; what it is told of is `told`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("kvarnen", "råg och vete")
        folder = Folder(path)
        contents = folder.read()
        self.conversation = Conversation(Searcher(library.of(contents, path)))
        self.served = 0
        self.told: list[str] = []
        self.reloading = Reloading(Watched(folder, contents), self._serve, self._tell)

    def write(self, name: str, grain: str) -> None:
        """Write an interview file."""
        (self.path / f"{name}.md").write_text(MILL.format(id=name, grain=grain), encoding="utf-8")

    def look(self, times: int = 2) -> None:
        """Have the folder looked at: twice, and what has changed is served."""

        async def looks() -> None:
            for _ in range(times):
                await self.reloading.step()

        asyncio.run(looks())

    def answer(self, question: str = "Vad mal ni i kvarnen?") -> str:
        """Return what is quoted, or said where nothing is."""
        return self.conversation.reply(Typed(question), Session("sv"))[0].parts[0].text  # type: ignore[union-attr]  # it is said or quoted

    def _serve(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.served += 1

    async def _tell(self, words: str) -> None:
        self.told.append(words)


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot over one interview."""
    return Bot(tmp_path)


def test_what_is_edited_added_and_removed_is_served(bot: Bot) -> None:
    """Each is answered from after two looks that see the same; nothing is served anew where nothing has changed."""
    bot.look()
    assert bot.served == 0
    bot.write("kvarnen", "havre")
    bot.look(1)
    assert "råg och vete" in bot.answer()
    bot.look(1)
    assert "havre" in bot.answer()
    bot.write("andra", "korn")
    bot.look()
    assert bot.conversation.reply(Typed("Vad mal ni?"), Session("sv", "andra"))[0].passage is not None
    (bot.path / "kvarnen.md").unlink()
    bot.look()
    assert "korn" in bot.answer()
    assert (bot.served, bot.told) == (3, [])


def test_a_broken_file_is_told_once_and_its_old_words_are_used(bot: Bot) -> None:
    """By file, line and remedy; when it is whole again it is served, and what breaks it next is told again."""
    bot.write("andra", "korn")
    bot.look()
    text = (bot.path / "andra.md").read_text(encoding="utf-8")
    (bot.path / "andra.md").write_text(text.replace("**Bo:** Vi", "**Bosse:** Vi"), encoding="utf-8")
    bot.write("kvarnen", "havre")
    bot.look(6)
    assert bot.told == [
        'andra.md:12: a turn by "Bosse", who is not under people or interviewers (Bo, Moa); mend the name or add it'
    ]
    kept = bot.conversation.reply(Typed("Vad mal ni?"), Session("sv", "andra"))[0].passage
    assert kept is not None
    assert "korn" in kept.text
    served = bot.served
    (bot.path / "andra.md").write_text(text.replace("korn", "majs"), encoding="utf-8")
    bot.look()
    mended = bot.conversation.reply(Typed("Vad mal ni?"), Session("sv", "andra"))[0].passage
    assert mended is not None
    assert "majs" in mended.text
    assert bot.served == served + 1


def test_a_file_that_was_never_whole_is_left_out(bot: Bot) -> None:
    """A new file that is broken, and one with another's id, change nothing but the log."""
    (bot.path / "ny.md").write_text("---\nid: ny\n---\n", encoding="utf-8")
    (bot.path / "a.md").write_text(MILL.format(id="kvarnen", grain="sand"), encoding="utf-8")
    bot.look(4)
    assert "råg och vete" in bot.answer()
    assert bot.told == [
        'a.md: its id "kvarnen" is that of kvarnen.md too; give one of them another',
        'ny.md:2: title is missing; add a line "title: …"',
    ]
    assert bot.served == 0


def test_a_folder_that_goes_away_or_is_emptied_is_told_of_and_outlived(bot: Bot) -> None:
    """The last state is answered from until there is another."""
    (bot.path / "kvarnen.md").unlink()
    bot.look(4)
    bot.path.rmdir()
    bot.look(4)
    assert "råg och vete" in bot.answer()
    assert bot.told == [
        f"{bot.path}: no interviews in it; add an interview file, ID.md",
        f"{bot.path}: no such folder; name one that holds interview files",
    ]
    bot.path.mkdir()
    bot.write("kvarnen", "havre")
    bot.look()
    assert "havre" in bot.answer()


def test_the_lexicon_is_watched_too(bot: Bot) -> None:
    """A new relation is used; a broken lexicon is told of, and the one before goes on being used."""
    question = "Vad qvixar ni?"
    assert bot.conversation.reply(Typed(question), Session("sv"))[0].passage is None
    (bot.path / "lexicon.txt").write_text("qvixa, mala\n", encoding="utf-8")
    bot.look()
    assert "råg och vete" in bot.answer(question)
    (bot.path / "lexicon.txt").write_text("qvixa\n", encoding="utf-8")
    bot.look(4)
    assert "råg och vete" in bot.answer(question)
    assert bot.told == ['lexicon.txt:1: no relation; write "word, word" or "word => word, word"']
    (bot.path / "lexicon.txt").unlink()
    bot.look()
    assert bot.conversation.reply(Typed(question), Session("sv"))[0].passage is None


def test_addresses_stay_good_over_edits_and_removals(bot: Bot) -> None:
    """A button finds its words where they are now, says where they have changed, and kindly where they are gone."""
    bot.write("andra", "korn")
    bot.look()
    old = {p.address.number: p.address for p in library.load(bot.path).of("kvarnen")}
    bot.write("kvarnen", "havre")
    bot.look()

    def pressed(number: int) -> list[str]:
        reply, _ = bot.conversation.reply(Pressed(Deed.ASK, old[number]), Session("sv"))
        return [part.text for part in reply.parts]  # type: ignore[union-attr]  # said or quoted

    assert "I tio år nu" in pressed(2)[0]
    changed, now = pressed(1)
    assert changed.startswith("Texten har ändrats")
    assert "havre" in now
    (bot.path / "kvarnen.md").unlink()
    bot.look()
    assert pressed(1) == ["Det stället finns inte kvar längre."]
    chosen = bot.conversation.reply(Typed("Vad mal ni?"), Session("sv", "kvarnen", "kvarnen"))[0]
    assert chosen.passage is not None
    assert "korn" in chosen.passage.text


def test_a_running_bot_answers_over_the_new_state(api: FakeBotApi, run_bot: RunBot, tmp_path: Path) -> None:
    """No question is dropped, and a button from before the change is answered after it."""
    path = tmp_path / "interviews"
    path.mkdir()
    (path / "kvarnen.md").write_text(MILL.format(id="kvarnen", grain="råg och vete"), encoding="utf-8")
    folder = Folder(path)
    contents = folder.read()
    within = run_bot(
        Conversation(Searcher(library.of(contents, path))),
        watched=Watched(folder, contents),
    )
    chat = api.chat("private")
    chat.say("Vad mal ni?")
    before = chat.reply()
    assert "råg och vete" in before.text
    (path / "kvarnen.md").write_text(MILL.format(id="kvarnen", grain="havre"), encoding="utf-8")

    async def look(service: Service) -> None:
        assert service.reloading is not None
        await service.reloading.step()

    questions = [chat.say("Vad mal ni?") for _ in range(5)]
    within(look)
    within(look)
    answers = chat.expect(len(questions))
    assert [answer.reply_to for answer in answers] == [question.message_id for question in questions]
    chat.say("Vad mal ni?")
    assert "havre" in chat.reply().text
    chat.press("Nästa", on=before)
    assert "I tio år nu" in chat.reply().text
