"""The library folder while the bot runs: what has changed there is answered from within five seconds.

Looking at each file's time and size every second takes a thousandth of one for a hundred files, works on every file
system, over networks and in containers too, and has no events to lose: it is simpler than being told by the system.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from index import library
from index.folder import FolderError
from index.library import LibraryError
from index.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.telegram.alerts import Alert
    from bot.telegram.supervisor import Supervisor
    from index.folder import Contents, Folder
    from index.interview import Interview

LOOK = 1.0
"""Seconds between looks. What has changed has to look the same twice, so that nothing half-written is read."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """A library folder, and what it held when the conversation over it was made.

    `kept_days` is for how long readers' questions are kept, which every conversation tells them.
    """

    folder: Folder
    contents: Contents
    kept_days: int | None = None


class Reloading:
    """Has a conversation over the folder's new state take the place of the old one, whenever it has changed."""

    def __init__(
        self, watched: Watched, serve: Callable[[Conversation], None], tell: Alert, pause: float = LOOK
    ) -> None:
        """Have `serve` put a new conversation in the old one's place, and `tell` tell of what is broken.

        `pause` is how many seconds pass between looks.
        """
        self._pause = pause
        self._folder = watched.folder
        self._kept_days = watched.kept_days
        self._contents = watched.contents
        self._serve = serve
        self._tell = tell
        self._served = self._seen = watched.contents.stamps
        self._told = frozenset(watched.contents.troubles)

    def start(self, supervisor: Supervisor) -> None:
        """Look from now on."""
        supervisor.start("the watch over the library folder", self._watch)

    async def step(self) -> None:
        """Look once; where the folder has changed since it was served, and not since the last look, serve it anew.

        What is broken is told once; what it was before goes on being used. The new conversation is made in a thread,
        while the old one answers.
        """
        try:
            seen = await asyncio.to_thread(self._folder.look)
        except FolderError as error:
            await self._tell_of([str(error)])
            return
        is_settled, self._seen = seen == self._seen, seen
        if not is_settled or seen == self._served:
            return
        try:
            contents = await asyncio.to_thread(self._folder.read)
            conversation = await asyncio.to_thread(self._made, contents)
        except (FolderError, LibraryError) as error:
            self._served = seen
            await self._tell_of(str(error).splitlines())
            return
        if conversation is not None:
            self._serve(conversation)
            logger.info("the library has changed: %s", _changes(self._contents.interviews, contents.interviews))
            self._contents = contents
        self._served = contents.stamps
        await self._tell_of(contents.troubles)

    def _made(self, contents: Contents) -> Conversation | None:
        """Return a conversation over what the folder holds now; None where that is what is served already."""
        before = self._contents
        if contents.interviews == before.interviews and contents.lexicon is before.lexicon:
            return None
        conversation = Conversation(Searcher(library.of(contents, self._folder.path)), self._kept_days)
        conversation.warm_up()
        return conversation

    async def _tell_of(self, troubles: Iterable[str]) -> None:
        """Tell what is wrong and was not at the last look."""
        now = frozenset(troubles)
        for trouble in sorted(now - self._told):
            await self._tell(trouble)
        self._told = now

    async def _watch(self) -> None:
        while True:
            await self.step()
            await asyncio.sleep(self._pause)


def _changes(before: Mapping[str, Interview], after: Mapping[str, Interview]) -> str:
    """Return in short what has come, changed and gone between two states of a folder, by the names of the files."""
    both = before.keys() & after.keys()
    told = (
        ("new", after.keys() - both),
        ("changed", {name for name in both if before[name] != after[name]}),
        ("gone", before.keys() - both),
    )
    return "; ".join(f"{what}: {', '.join(sorted(names))}" for what, names in told if names) or "its lexicon"
