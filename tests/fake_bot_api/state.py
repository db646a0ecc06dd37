"""All that Telegram knows in one test, under one lock."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from fake_bot_api.records import Answer, Attempt, Call, ChatKind, InlineAnswer, Message, Modes, Room, User
from fake_bot_api.refusal import Refusal, bad_request, forbidden
from fake_bot_api.updates import Update, UpdateQueue

T = TypeVar("T")

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

_FIRST_USER_ID = 700_000_001
_FIRST_GROUP_ID = -400_000_001
_FIRST_SUPERGROUP_ID = -1_001_000_000_001


@dataclass(frozen=True)
class Trouble:
    """What shall befall the next call of a method: a refusal, or a dropped connection where `refusal` is None.

    `after_effect` tells whether the call takes effect before its connection is dropped. `chat_id` confines the trouble
    to calls about that chat.
    """

    method: str
    refusal: Refusal | None = None
    after_effect: bool = False
    chat_id: int | None = None


@dataclass
class Profile:
    """What the bot says about itself: for each language ("" for the default), and commands for each scope too."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class State:
    """The fake's memory. Hold `changed` to read or write it; notify it after a write."""

    def __init__(self, bot: User, modes: Modes) -> None:
        self.bot = bot
        self.modes = modes
        self.changed = threading.Condition()
        self.updates = UpdateQueue()
        self.rooms: dict[int, Room] = {}
        self.users: list[User] = []
        self.presses: dict[str, Answer | None] = {}
        self.inline_queries: dict[str, tuple[User, str]] = {}
        """Who typed what, for each inline query that the bot may still answer."""
        self.inline_answers: dict[str, InlineAnswer] = {}
        self.guest_queries: dict[str, tuple[Room, Message]] = {}
        """What summoned the bot where, for each guest query that it may still answer."""
        self.inline_messages: dict[str, tuple[Room, int]] = {}
        self.profile = Profile()
        self.webhook: dict[str, Any] = {}
        self.calls_webhooks = False
        self.attempts: list[Attempt] = []
        self.calls: list[Call] = []
        self.troubles: list[Trouble] = []
        self.token_refused = False
        self.poller: Callable[[], object] | None = None
        self.courier: Callable[[], object] | None = None
        self._last_private_message_id = 0
        self._last_query_id = 0

    def new_user(self, name: str, *, username: str | None, language: str | None, is_bot: bool = False) -> User:
        """Let somebody join Telegram."""
        with self.changed:
            user = User(_FIRST_USER_ID + len(self.users), name, username, language, is_bot)
            self.users.append(user)
            return user

    def new_room(self, kind: ChatKind, name: str, user: User | None = None, *, joined: bool = True) -> Room:
        """Open a chat; a private one is with that user, the bot's where it has joined and else somebody else's."""
        with self.changed:
            if user:
                room = Room(user.id, kind, name, user.username, joined=joined)
            else:
                first = _FIRST_GROUP_ID if kind == "group" else _FIRST_SUPERGROUP_ID
                room = Room(first - len(self.rooms), kind, name, joined=joined)
            self.rooms[room.id] = room
            return room

    def room(self, chat_id: object) -> Room:
        """Return the chat of a call.

        Raises:
            RefusedError: There is none, or the bot may not write there.
        """
        if chat_id is None:
            bad_request("chat_id is empty")
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        if room is None or (room.kind == "private" and not room.joined):
            bad_request("chat not found")
        if not room.joined:
            forbidden(f"bot is not a member of the {room.kind} chat")
        if room.blocked:
            why = "blocked by the user" if room.kind == "private" else f"kicked from the {room.kind} chat"
            forbidden(f"bot was {why}")
        return room

    def keep(self, room: Room, sender: User, **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        """Put a new message into a chat. Supergroups and channels count their messages themselves, others together."""
        if room.kind in {"supergroup", "channel"}:
            room.last_message_id += 1
        else:
            self._last_private_message_id += 1
            room.last_message_id = self._last_private_message_id
        message = Message(
            chat_id=room.id, message_id=room.last_message_id, sender=sender, date=int(time.time()), **fields
        )
        room.messages[message.message_id] = message
        if message.inline_id:
            self.inline_messages[message.inline_id] = (room, message.message_id)
        if sender == self.bot:
            room.sent.append(message)
        return message

    def edit(self, room: Room, message: Message, **changes: Any) -> Message:  # noqa: ANN401 - the fields of Message
        """Put an edited message in the place of what it was; only the bot edits one that it has a name for."""
        edited = replace(message, edited=True, **changes)
        room.messages[message.message_id] = edited
        if message.sender == self.bot or message.inline_id:
            room.sent.append(edited)
        return edited

    def new_query(self) -> str:
        """Return an id for a query of a reader's, such as a press."""
        with self.changed:
            self._last_query_id += 1
            return str(self._last_query_id)

    def new_inline_id(self) -> str:
        """Return the bot's name for a message that is sent by inline mode or by a guest."""
        return f"AgAAA{self.new_query():0>22}"

    def expire_queries(self) -> None:
        """Take every query that waits for the bot's answer as too old to be answered."""
        with self.changed:
            self.inline_queries.clear()
            self.guest_queries.clear()
            self.presses = {query: answer for query, answer in self.presses.items() if answer}

    def post(self, update: Update) -> int:
        """Give the bot an update to fetch, and wake a poll that waits for one."""
        with self.changed:
            update_id = self.updates.post(update)
            self.wake()
            return update_id

    def wake(self) -> None:
        """Have the poll that waits look again, and whoever calls the webhook."""
        for look in (self.poller, self.courier):
            if look:
                look()

    def trouble(self, method: str, raw: Mapping[str, object]) -> Trouble | None:
        """Take the trouble that is due for this call off the list."""
        with self.changed:
            for trouble in self.troubles:
                if trouble.method == method and str(trouble.chat_id) in {"None", str(raw.get("chat_id"))}:
                    self.troubles.remove(trouble)
                    return trouble
        return None

    def record(self, call: Call) -> None:
        """Keep a call."""
        with self.changed:
            self.calls.append(call)
            self.changed.notify_all()

    def wait_for(self, found: Callable[[], T | None], timeout: float, complaint: Callable[[], str]) -> T:
        """Wait until something is found that counts as true, and return it.

        Raises:
            AssertionError: There is nothing after `timeout` seconds; the message is the complaint.
        """
        with self.changed:
            result = self.changed.wait_for(found, timeout)
            if not result:
                raise AssertionError(complaint())
            return result
