"""What Telegram keeps and what a test gets to see: people, messages, calls, answers to presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from fake_bot_api.html import Entity
from fake_bot_api.keyboards import Button, Markup, rows

ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True)
class Modes:
    """What the bot's owner has switched on at BotFather."""

    inline: bool = True
    inline_feedback: bool = False
    guests: bool = True


@dataclass(frozen=True)
class User:
    """A person or a bot; `language` is the client's, such as "sv"."""

    id: int
    first_name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False

    def wire(self) -> dict[str, object]:
        """The user as the Bot API writes it."""
        optional = {"username": self.username, "language_code": self.language}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | {
            name: value for name, value in optional.items() if value is not None
        }


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a message shows, or would show.

    `text` is what is left of `html` after parsing; `html` is None where no parse mode was given. `preview` is False
    where the bot switched link previews off.
    """

    text: str = ""
    html: str | None = None
    entities: tuple[Entity, ...] = ()
    markup: Markup | None = field(default=None, hash=False, repr=False)
    preview: bool = True

    @property
    def buttons(self) -> tuple[tuple[Button, ...], ...]:
        """The inline keyboard, row by row."""
        return rows(self.markup)

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The inline keyboard's labels, row by row."""
        return tuple(tuple(button.label for button in row) for row in self.buttons)

    def part(self, entity: Entity) -> str:
        """Return the part of the text that an entity covers."""
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        return self.text.encode("utf-16-le")[start:end].decode("utf-16-le")


@dataclass(frozen=True, kw_only=True)
class Message(Content):
    """A message as it stands in its chat.

    `silent` is True where the bot asked for no notification. `reply_to` and `thread` are message ids in the same chat,
    `date` is in seconds of the Unix epoch. `inline_id` is the bot's name for a message that it may edit though it did
    not send it there. `content` holds the fields that the Bot API has for what is no text, such as `photo`, and what it
    writes beside the text, such as `via_bot`.
    """

    chat_id: int
    message_id: int
    sender: User
    date: int
    reply_to: int | None = None
    thread: int | None = None
    silent: bool = False
    edited: bool = False
    inline_id: str | None = None
    content: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class InlineResult(Content):
    """An article among the results of an inline query, and the message that it would send.

    `user` and `query` are whose result it is and what was typed for it.
    """

    id: str
    title: str
    description: str = ""
    url: str | None = None
    user: User
    query: str


@dataclass(frozen=True)
class ResultsButton:
    """The button above the results of an inline query; it starts the bot or opens the web app at an address."""

    label: str
    start_parameter: str | None = None
    web_app: str | None = None


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot answered to an inline query; `cache_time` is in seconds, an empty `next_offset` means no more."""

    results: tuple[InlineResult, ...]
    next_offset: str = ""
    cache_time: int = 300
    is_personal: bool = False
    button: ResultsButton | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """The results' titles, in order."""
        return tuple(result.title for result in self.results)


@dataclass(frozen=True)
class Presentation:
    """What the bot says about itself in one language, empty where nothing is set for exactly that."""

    name: str
    description: str
    short_description: str


@dataclass
class Room:
    """Telegram's side of a chat: `sent` is all that the bot sent or edited there, in order, as it then stood.

    A test has taken the first `taken` of those. Where the bot has not `joined`, it learns of nothing that is said there
    unless it is summoned as a guest.
    """

    id: int
    kind: ChatKind
    name: str
    username: str | None = None
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)
    taken: int = 0
    joined: bool = True
    last_message_id: int = 0
    blocked: bool = False

    def wire(self) -> dict[str, object]:
        """The chat as the Bot API writes it."""
        written: dict[str, object] = {"id": self.id, "type": self.kind}
        written["first_name" if self.kind == "private" else "title"] = self.name
        if self.username:
            written["username"] = self.username
        if self.topics:
            written["is_forum"] = True
        return written

    def wire_message(self, message: Message, *, nested: bool = False) -> dict[str, object]:
        """The message as the Bot API writes it; a nested one without the one that it replies to.

        Whatever is said in a topic replies at least to the message that opened it.
        """
        written: dict[str, object] = {
            "message_id": message.message_id,
            "from": message.sender.wire(),
            "chat": self.wire(),
            "date": message.date,
            **message.content,
        }
        if self.kind == "channel":
            del written["from"]
        if message.text:
            written["text"] = message.text
        if message.entities:
            written["entities"] = [entity.wire() for entity in message.entities]
        if message.markup:
            written["reply_markup"] = message.markup
        if thread := message.thread or self._reply_thread(message):
            written["message_thread_id"] = thread
        if message.thread:
            written["is_topic_message"] = True
        if message.edited:
            written["edit_date"] = message.date
        if not message.preview:
            written["link_preview_options"] = {"is_disabled": True}
        replied = self.messages.get(message.reply_to or message.thread or 0)
        if replied and not nested:
            written["reply_to_message"] = self.wire_message(replied, nested=True)
        return written

    def _reply_thread(self, message: Message) -> int | None:
        """Return the first message of a chain of replies, by which supergroups name the chain as they name a topic."""
        first = message
        while self.kind == "supergroup" and first.reply_to in self.messages:
            first = self.messages[first.reply_to]
        return first.message_id if first is not message else None


@dataclass(frozen=True)
class Call:
    """A call of the bot's: parameters as typed values, at `at` seconds of the monotonic clock.

    `error` is the description under which it was refused, or how its connection was dropped, None where it succeeded.
    """

    method: str
    parameters: Mapping[str, object]
    at: float
    error: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the bot answered to a press: a notice, or an alert where `show_alert`; an empty text shows nothing."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


@dataclass(frozen=True)
class Attempt:
    """An attempt to deliver an update to the webhook: the HTTP status that answered it, None where no answer came.

    `date` is when it ended, in whole seconds of the Unix epoch.
    """

    update_id: int
    status: int | None
    date: int

    @property
    def is_taken(self) -> bool:
        """Whether the update need not be delivered again."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def complaint(self) -> str:
        """What the Bot API says of an attempt that failed."""
        if self.status is None:
            return "Connection refused"
        return f"Wrong response from the webhook: {self.status} {HTTPStatus(self.status).phrase}"
