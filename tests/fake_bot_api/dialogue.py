"""The tester's side of a chat: what people say and press there, and what the bot answered."""

import re
from collections.abc import Iterable

from fake_bot_api.html import Entity, units
from fake_bot_api.media import MediaKind, example
from fake_bot_api.records import Answer, Message, Room, User
from fake_bot_api.state import State

DEADLINE = 5.0
"""How long a test waits for the bot, in seconds, unless it says otherwise."""

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


class Press:
    """A button that was pressed."""

    def __init__(self, state: State, query_id: str) -> None:
        self.query_id = query_id
        self._state = state

    def answer(self, timeout: float = DEADLINE) -> Answer:
        """Wait until the bot has answered the press, and return its answer."""
        return self._state.wait_for(
            lambda: self._state.presses.get(self.query_id),
            timeout,
            lambda: f"the press was not answered within {timeout:g} s\n{report(self._state)}",
        )


class Chat:
    """A chat with the bot in it.

    People act by `say`, `forward`, `send`, `edit`, `delete` and `press`. What the bot sent and edited there since is
    taken, each message once and in order, by `reply`, `expect` and `replies`; `quiet` holds that there is nothing to
    take.
    """

    def __init__(self, state: State, room: Room, reader: User) -> None:
        self.reader = reader
        """Who speaks where no other sender is given."""
        self._state = state
        self._room = room
        self._taken = 0

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
        sender: User | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        via: User | None = None,
    ) -> Message:
        """Write a message; `via` is the bot whose inline result it is."""
        content = {"via_bot": via.wire()} if via else {}
        return self._tell(sender, reply_to=reply_to, thread=thread, text=text, entities=spotted(text), content=content)

    def forward(self, message: Message, *, sender: User | None = None) -> Message:
        """Forward a message here, from this chat or another one."""
        origin = {"type": "user", "sender_user": message.sender.wire(), "date": message.date}
        content = {**message.content, "forward_origin": origin}
        return self._tell(
            sender, reply_to=None, thread=None, text=message.text, entities=message.entities, content=content
        )

    def send(
        self,
        kind: MediaKind,
        *,
        caption: str = "",
        sender: User | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send something that is no text."""
        entities = [entity.wire() for entity in spotted(caption)]
        captioned = {"caption": caption} if caption else {}
        marked = {"caption_entities": entities} if entities else {}
        return self._tell(sender, reply_to=reply_to, thread=thread, content=example(kind) | captioned | marked)

    def edit(self, message: Message, text: str) -> Message:
        """Let its sender change a message."""
        with self._state.changed:
            edited = self._state.edit(self._room, message, text=text, entities=spotted(text))
            self._state.post({"edited_message": self._room.wire_message(edited)})
            return edited

    def delete(self, message: Message) -> None:
        """Take a message away, of which the Bot API tells the bot nothing."""
        with self._state.changed:
            del self._room.messages[message.message_id]

    def press(
        self, button: str, *, on: Message | None = None, sender: User | None = None, expired: bool = False
    ) -> Press:
        """Press a button, named by its label or by its callback data.

        It is looked for on the message as it now stands, or on the latest with a keyboard. An expired press reaches
        the bot too late to be answered.

        Raises:
            AssertionError: There is no such button.
        """
        message = self._pressable(on)
        buttons = [button for row in message.buttons for button in row if button.action == "callback_data"]
        for known in buttons:
            if button in (known.label, known.value):
                return self._query(message, known.value, sender, expired=expired)
        complaint = f"no button {button!r} on {shown([message])}"
        raise AssertionError(complaint)

    def forge(self, data: str, *, on: Message | None = None, sender: User | None = None) -> Press:
        """Press a button that is not there, with whatever callback data."""
        return self._query(self._pressable(on), data, sender, expired=False)

    def reply(self, timeout: float = DEADLINE) -> Message:
        """Wait for the bot's next message or edit here, and take it."""
        return self.expect(1, timeout)[0]

    def expect(self, n: int = 1, timeout: float = DEADLINE) -> tuple[Message, ...]:
        """Wait for the bot's next n messages and edits here, and take them.

        Raises:
            AssertionError: They did not come within `timeout` seconds; says what came instead.
        """
        self._state.wait_for(
            lambda: len(self._room.sent) >= self._taken + n,
            timeout,
            lambda: "\n".join(
                [
                    f"expected {n} in chat {self.id} within {timeout:g} s, got",
                    shown(self._room.sent[self._taken :]),
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
            end = len(self._room.sent) if n is None else self._taken + n
            taken = tuple(self._room.sent[self._taken : end])
            self._taken = end
            return taken

    def _tell(self, sender: User | None, *, reply_to: Message | None, thread: int | None, **fields: object) -> Message:
        with self._state.changed:
            fields |= {"reply_to": reply_to and reply_to.message_id, "thread": thread}
            message = self._state.keep(self._room, sender or self.reader, **fields)
            self._state.post({"message": self._room.wire_message(message)})
            return message

    def _pressable(self, on: Message | None) -> Message:
        with self._state.changed:
            if on:
                return self._room.messages.get(on.message_id, on)
            for message in reversed(self._room.messages.values()):
                if message.markup:
                    return message
        complaint = f"no message with buttons in chat {self.id}: {shown(self.messages)}"
        raise AssertionError(complaint)

    def _query(self, message: Message, data: str, sender: User | None, *, expired: bool) -> Press:
        with self._state.changed:
            query_id = self._state.new_query()
            if not expired:
                self._state.presses[query_id] = None
            self._state.post(
                {
                    "callback_query": {
                        "id": query_id,
                        "from": (sender or self.reader).wire(),
                        "message": self._room.wire_message(message),
                        "chat_instance": str(self.id),
                        "data": data,
                    }
                }
            )
            return Press(self._state, query_id)


def shown(messages: Iterable[Message]) -> str:
    """Describe messages for whoever reads a failure."""
    lines = [
        f"  {message.message_id}{' (edited)' if message.edited else ''}: {message.text!r} {message.labels or ''}"
        for message in messages
    ]
    return "\n".join(["these:", *lines]) if lines else "nothing"


def report(state: State) -> str:
    """Describe what the bot did lately for whoever reads a failure."""
    calls = [call for call in state.calls if call.method != "getUpdates" or call.error][-8:]
    lines = [f"  {call.method} {dict(call.parameters)} {call.error or 'ok'}" for call in calls]
    return "\n".join(["its last calls:", *lines]) if lines else "it made no calls"
