"""The tester's side of a chat: what people say and press there, and what the bot answered."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fake_bot_api import origins
from fake_bot_api.html import Entity, units
from fake_bot_api.inline import said
from fake_bot_api.media import MediaKind, example
from fake_bot_api.queries import DEADLINE, Press, report
from fake_bot_api.records import InlineResult, Message, Room, User
from fake_bot_api.state import State

ANONYMOUS_ADMINISTRATOR = User(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
"""Who Telegram names as the sender of what administrators say in their group's name."""

CHANNEL_BOT = User(136817688, "Channel", "Channel_Bot", is_bot=True)
"""Who Telegram names as the sender of what is said in a channel's name."""

_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")
_MENTION = re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{2,32}\b")


def spotted(text: str) -> tuple[Entity, ...]:
    """Return the commands and mentions that Telegram itself finds in a text."""
    commands = [("bot_command", match) for match in _COMMAND.finditer(text)]
    taken = {position for _, match in commands for position in range(*match.span())}
    mentions = [("mention", match) for match in _MENTION.finditer(text) if match.start() not in taken]
    found = sorted(commands + mentions, key=lambda spot: spot[1].start())
    return tuple(
        Entity(type=kind, offset=units(text[: match.start()]), length=units(match[0])) for kind, match in found
    )


class Chat:
    """A chat, with the bot in it or not.

    People act by `say`, `send`, `forward`, `quote`, `choose`, `edit`, `delete` and `press`. A sender is a user, or a
    chat in whose name somebody speaks: a channel, or the group itself, for an anonymous administrator. What the bot
    sent and edited there since is taken, each message once and in order, by `reply`, `expect` and `replies`; `quiet`
    holds that there is nothing to take.
    """

    def __init__(self, state: State, room: Room, reader: User) -> None:
        self.reader = reader
        """Who speaks where no other sender is given."""
        self._state = state
        self._room = room

    @property
    def id(self) -> int:
        """The chat's id."""
        return self._room.id

    @property
    def blocked(self) -> bool:
        """Whether the bot may no longer write here: blocked by the reader, or thrown out of the group."""
        return self._room.blocked

    @blocked.setter
    def blocked(self, blocked: bool) -> None:
        with self._state.changed:
            self._room.blocked = blocked

    @property
    def sent(self) -> tuple[Message, ...]:
        """All that the bot sent and edited here, in order, taken or not."""
        with self._state.changed:
            return tuple(self._room.sent)

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages as they now stand, oldest first."""
        with self._state.changed:
            return tuple(self._room.messages.values())

    def topic(self, name: str) -> int:
        """Open a topic in a supergroup; return its thread."""
        with self._state.changed:
            created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
            thread = self._state.keep(self._room, self.reader, content=created).message_id
            self._room.topics[thread] = name
            return thread

    def say(
        self,
        text: str,
        *,
        sender: "Sender | None" = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        via: User | None = None,
    ) -> Message:
        """Write a message; `via` is the bot whose inline result it is."""
        content = {"via_bot": via.wire()} if via else {}
        fields = {"text": text, "entities": spotted(text), "content": content}
        return self._tell(sender, reply_to=reply_to and reply_to.message_id, thread=thread, **fields)

    def send(
        self,
        kind: MediaKind,
        *,
        caption: str = "",
        sender: "Sender | None" = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send something that is no text."""
        entities = [entity.wire() for entity in spotted(caption)]
        captioned = {"caption": caption} if caption else {}
        marked = {"caption_entities": entities} if entities else {}
        content = example(kind) | captioned | marked
        return self._tell(sender, reply_to=reply_to and reply_to.message_id, thread=thread, content=content)

    def forward(
        self,
        message: Message,
        *,
        sender: "Sender | None" = None,
        thread: int | None = None,
        hidden: bool = False,
    ) -> Message:
        """Forward a message of any chat here; `hidden` where its sender lets nobody link to them."""
        with self._state.changed:
            content = origins.forwarded(self._state.rooms[message.chat_id], message, hidden=hidden)
        return self._tell(sender, thread=thread, text=message.text, entities=message.entities, content=content)

    def quote(
        self,
        message: Message,
        part: str,
        text: str,
        *,
        sender: "Sender | None" = None,
        thread: int | None = None,
    ) -> Message:
        """Reply to a part of a message of this chat or another.

        Raises:
            ValueError: The message does not hold that part.
        """
        content = {"quote": origins.quoted(message, part)}
        fields = {"thread": thread, "text": text, "entities": spotted(text)}
        if message.chat_id == self.id:
            return self._tell(sender, reply_to=message.message_id, content=content, **fields)
        with self._state.changed:
            external = origins.external(self._state.rooms[message.chat_id], message)
        return self._tell(sender, content=content | {"external_reply": external}, **fields)

    def choose(self, result: InlineResult, *, thread: int | None = None) -> Message:
        """Let whoever typed an inline query send one of its results here.

        The bot may edit the message and is told of its presses only if it has buttons.
        """
        inline_id = self._state.new_inline_id() if result.markup else None
        via = {"via_bot": self._state.bot.wire()}
        with self._state.changed:
            message = self._tell(result.user, thread=thread, inline_id=inline_id, content=via, **said(result))
            if self._state.modes.inline_feedback:
                named = {"inline_message_id": inline_id} if inline_id else {}
                chosen = {"result_id": result.id, "from": result.user.wire(), "query": result.query}
                self._state.post({"chosen_inline_result": chosen | named})
            return message

    def edit(self, message: Message, text: str) -> Message:
        """Let its sender change a message."""
        with self._state.changed:
            edited = self._state.edit(self._room, message, text=text, entities=spotted(text))
            if self._room.joined:
                kind = "edited_channel_post" if self._room.kind == "channel" else "edited_message"
                self._state.post({kind: self._room.wire_message(edited)})
            return edited

    def delete(self, message: Message) -> None:
        """Take a message away, of which the Bot API tells the bot nothing."""
        with self._state.changed:
            del self._room.messages[message.message_id]

    def press(
        self,
        button: str,
        *,
        on: Message | None = None,
        sender: User | None = None,
        expired: bool = False,
        old: bool = False,
    ) -> Press:
        """Press a button, named by its label or by its callback data.

        It is looked for on the message as it now stands, or on the latest with a keyboard. An expired press reaches
        the bot too late to be answered. Of an old message, as of one that was deleted, the bot gets the place alone.

        Raises:
            AssertionError: There is no such button.
        """
        message = self._pressable(on)
        buttons = [button for row in message.buttons for button in row if button.action == "callback_data"]
        for known in buttons:
            if button in (known.label, known.value):
                return self._query(message, known.value, sender, expired=expired, old=old)
        complaint = f"no button {button!r} on {shown([message])}"
        raise AssertionError(complaint)

    def forge(self, data: str, *, on: Message | None = None, sender: User | None = None) -> Press:
        """Press a button that is not there, with whatever callback data."""
        return self._query(self._pressable(on), data, sender)

    def reply(self, timeout: float = DEADLINE) -> Message:
        """Wait for the bot's next message or edit here, and take it."""
        return self.expect(1, timeout)[0]

    def expect(self, n: int = 1, timeout: float = DEADLINE) -> tuple[Message, ...]:
        """Wait for the bot's next n messages and edits here, and take them.

        Raises:
            AssertionError: They did not come within `timeout` seconds; says what came instead.
        """
        self._state.wait_for(
            lambda: len(self._room.sent) >= self._room.taken + n,
            timeout,
            lambda: "\n".join(
                [
                    f"expected {n} in chat {self.id} within {timeout:g} s, got",
                    shown(self._room.sent[self._room.taken :]),
                    report(self._state),
                ]
            ),
        )
        return self._take(n)

    def replies(self, timeout: float = DEADLINE) -> tuple[Message, ...]:
        """Wait until the bot has fetched and confirmed all updates, and take what it sent and edited here by then.

        That a bot has confirmed an update says only that it has it, not that it is done with it: see `quiet`.
        """
        self._state.wait_for(
            lambda: len(self._state.updates) == 0,
            timeout,
            lambda: f"updates {self._state.updates.ids} not confirmed within {timeout:g} s\n{report(self._state)}",
        )
        return self._take(None)

    def quiet(self, marker: "Chat | None" = None, text: str = "/help", timeout: float = DEADLINE) -> None:
        """Hold that the bot had nothing more to say here, after it had confirmed all updates.

        The fake sees what the bot has confirmed, not what it has handled. For a bot that handles its updates one after
        the other, give a marker, a private chat that is used for nothing else: the text is said there and its answer
        awaited, which shows that all before it is done. For a bot that keeps only the order within a chat, say
        something here that it must answer and look at what comes first; no marker elsewhere tells anything about it.

        Raises:
            AssertionError: It said something, or did not come so far within `timeout` seconds.
        """
        if marker:
            marker.say(text)
            marker.reply(timeout)
        unexpected = self.replies(timeout)
        if unexpected:
            complaint = f"expected nothing in chat {self.id}, got {shown(unexpected)}"
            raise AssertionError(complaint)

    def _take(self, n: int | None) -> tuple[Message, ...]:
        with self._state.changed:
            end = len(self._room.sent) if n is None else self._room.taken + n
            taken = tuple(self._room.sent[self._room.taken : end])
            self._room.taken = end
            return taken

    def _tell(self, sender: "Sender | None", **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        """Put somebody's message here and let the bot know of it, if it may."""
        author, named = self._author(sender)
        with self._state.changed:
            content = {**named, **fields.pop("content", {})}
            message = self._state.keep(self._room, author, content=content, **fields)
            written = self._room.wire_message(message)
            if self._room.joined:
                self._state.post({"channel_post" if self._room.kind == "channel" else "message": written})
            elif self._state.modes.guests and self._summons(written):
                query_id = self._state.new_query()
                self._state.guest_queries[query_id] = (self._room, message)
                self._state.post({"guest_message": written | {"guest_query_id": query_id}})
            return message

    def _author(self, sender: "Sender | None") -> tuple[User, dict[str, object]]:
        """Return the user that Telegram names as the sender, and whatever else it says of the sender."""
        place = self if sender is None and self._room.kind == "channel" else sender
        if isinstance(place, Chat):
            author = ANONYMOUS_ADMINISTRATOR if place.id == self.id else CHANNEL_BOT
            return author, {"sender_chat": place._room.wire()}  # noqa: SLF001 - another of this class
        return place or self.reader, {}

    def _summons(self, written: Mapping[str, Any]) -> bool:
        """Tell whether a message as the Bot API writes it mentions the bot."""
        text = written.get("text") or written.get("caption", "")
        name = f"@{self._state.bot.username}".lower()
        return any(match[0].lower() == name for match in _MENTION.finditer(text))

    def _pressable(self, on: Message | None) -> Message:
        with self._state.changed:
            if on:
                return self._room.messages.get(on.message_id, on)
            for message in reversed(self._room.messages.values()):
                if message.markup:
                    return message
        complaint = f"no message with buttons in chat {self.id}: {shown(self.messages)}"
        raise AssertionError(complaint)

    def _query(
        self, message: Message, data: str, sender: User | None, *, expired: bool = False, old: bool = False
    ) -> Press:
        with self._state.changed:
            query_id = self._state.new_query()
            if not expired:
                self._state.presses[query_id] = None
            query = {
                "id": query_id,
                "from": (sender or self.reader).wire(),
                "chat_instance": str(self.id),
                "data": data,
            }
            self._state.post({"callback_query": query | self._where(message, old=old)})
            return Press(self._state, query_id)

    def _where(self, message: Message, *, old: bool) -> dict[str, object]:
        """Return what a press tells of the message that the button stands on."""
        if message.inline_id:
            return {"inline_message_id": message.inline_id}
        if old or message.message_id not in self._room.messages:
            return {"message": {"chat": self._room.wire(), "message_id": message.message_id, "date": 0}}
        return {"message": self._room.wire_message(message)}


Sender = User | Chat


def shown(messages: Iterable[Message]) -> str:
    """Describe messages for whoever reads a failure."""
    lines = [
        f"  {message.message_id}{' (edited)' if message.edited else ''}: {message.text!r} {message.labels or ''}"
        for message in messages
    ]
    return "\n".join(["these:", *lines]) if lines else "nothing"
