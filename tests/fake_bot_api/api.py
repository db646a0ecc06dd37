"""The fake as a test holds it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from fake_bot_api import links
from fake_bot_api.courier import Courier
from fake_bot_api.dialogue import Chat
from fake_bot_api.keyboards import MAX_QUERY
from fake_bot_api.profile import menu_key
from fake_bot_api.queries import DEADLINE, InlineQuery, report
from fake_bot_api.records import (
    Attempt,
    Call,
    ChatKind,
    InlineAnswer,
    InlineResult,
    Message,
    Modes,
    Presentation,
    User,
)
from fake_bot_api.refusal import Refusal
from fake_bot_api.server import HOST, Exchange, Listener
from fake_bot_api.state import State, Trouble

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake00"  # noqa: S105 - opens nothing but this fake


class FakeBotApi:
    """Telegram's Bot API on a loopback port, from entering its context to leaving it.

    `url` is what comes before the token in an address, as PTB's `base_url` takes it. Everything here may be used from
    any thread.
    """

    def __init__(self, *, username: str = "interview_bot", name: str = "Interview bot", webhooks: bool = False) -> None:
        """Where `webhooks`, one on 127.0.0.1 is taken by http too, and called."""
        self.token = TOKEN
        self.bot = User(int(TOKEN.partition(":")[0]), name, username, is_bot=True)
        self._state = State(self.bot, Modes())
        self._state.calls_webhooks = webhooks
        self._listener = Listener(self._handle)
        self._courier = Courier(self._state) if webhooks else None

    def __enter__(self) -> Self:
        self._listener.open()
        if self._courier:
            self._listener.run(self._courier.start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._courier:
            self._listener.run(self._courier.stop())
        self._listener.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        return await Exchange(self._state, self.token, request).answer()

    @property
    def url(self) -> str:
        """Where the bot is to find the Bot API."""
        return f"http://{HOST}:{self._listener.port}/bot"

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls so far, in the order in which they were answered; a poll that still waits is not among them."""
        with self._state.changed:
            return tuple(self._state.calls)

    def called(self, *methods: str) -> tuple[Call, ...]:
        """Return the calls of these methods so far, refused ones too, in order."""
        return tuple(call for call in self.calls if call.method in methods)

    @property
    def unconfirmed(self) -> tuple[int, ...]:
        """The ids of the updates that the bot has not confirmed."""
        with self._state.changed:
            return self._state.updates.ids

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts to deliver an update to the webhook that have ended, in that order."""
        with self._state.changed:
            return tuple(self._state.attempts)

    @property
    def modes(self) -> Modes:
        """What the bot's owner has switched on: inline mode and guest mode, but no inline feedback, unless changed."""
        return self._state.modes

    @modes.setter
    def modes(self, modes: Modes) -> None:
        with self._state.changed:
            self._state.modes = modes

    @property
    def token_refused(self) -> bool:
        """Whether every call is answered by 401 Unauthorized, as after the token was revoked."""
        return self._state.token_refused

    @token_refused.setter
    def token_refused(self, refused: bool) -> None:
        with self._state.changed:
            self._state.token_refused = refused

    def user(
        self, name: str, *, username: str | None = None, language: str | None = None, is_bot: bool = False
    ) -> User:
        """Let somebody join Telegram."""
        return self._state.new_user(name, username=username, language=language, is_bot=is_bot)

    def chat(
        self,
        kind: ChatKind = "private",
        *,
        title: str = "Läsecirkeln",
        reader: str = "Maja",
        language: str = "sv",
        joined: bool = True,
    ) -> Chat:
        """Open a chat with a new reader in it, and with the bot if it has `joined`.

        A private one is the reader's with the bot, or with a friend.
        """
        user = self.user(reader, language=language)
        if kind == "private":
            other = user if joined else self.user("Otto")
            return Chat(self._state, self._state.new_room(kind, other.first_name, other, joined=joined), user)
        return Chat(self._state, self._state.new_room(kind, title, joined=joined), user)

    def open_link(self, link: str, user: User) -> Chat:
        """Open a link to the bot, such as `https://t.me/BOT?start=…`, and tap Start; return the user's chat with it.

        Raises:
            ValueError: The link leads elsewhere, or its start parameter is none that Telegram takes.
        """
        said = links.said_by(link, self.bot)
        with self._state.changed:
            room = self._state.rooms.get(user.id) or self._state.new_room("private", user.first_name, user)
        chat = Chat(self._state, room, user)
        chat.say(said)
        return chat

    def type_inline(
        self, user: User, text: str, offset: str = "", *, chat_type: str = "supergroup", expired: bool = False
    ) -> InlineQuery:
        """Let somebody type `@BOT text` in a chat of any kind; an expired query is too old to be answered.

        The bot is asked each time, however long its answers may be cached.

        Raises:
            AssertionError: Inline mode is off.
            ValueError: The text is longer than the 256 characters that Telegram sends.
        """
        assert self.modes.inline, "inline mode is off: nothing is sent to the bot"
        if len(text) > MAX_QUERY:
            message = f"an inline query has at most {MAX_QUERY} characters, not {len(text)}"
            raise ValueError(message)
        with self._state.changed:
            query_id = self._state.new_query()
            if not expired:
                self._state.inline_queries[query_id] = (user, text)
            asked = {"id": query_id, "from": user.wire(), "query": text, "offset": offset, "chat_type": chat_type}
            self._state.post({"inline_query": asked})
            return InlineQuery(self._state, query_id)

    def inline(
        self, user: User, text: str, offset: str = "", *, chat_type: str = "supergroup", timeout: float = DEADLINE
    ) -> InlineAnswer:
        """Let somebody type `@BOT text` in a chat of any kind, and wait for the results."""
        return self.type_inline(user, text, offset, chat_type=chat_type).answer(timeout)

    def choose(self, result: InlineResult, chat: Chat) -> Message:
        """Let whoever typed an inline query send one of its results into a chat."""
        return chat.choose(result)

    def expire_queries(self) -> None:
        """Let every press, inline query and guest query that waits for an answer be too old to be answered."""
        self._state.expire_queries()

    def commands(
        self, language: str = "", scope: str = "default", chat: Chat | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Return the command menu of exactly this language and scope: commands with their descriptions."""
        about = {"type": scope} | ({"chat_id": chat.id} if chat else {})
        with self._state.changed:
            menu = self._state.profile.commands.get(menu_key(about, language), [])
        return tuple((command["command"], command["description"]) for command in menu)

    def presentation(self, language: str = "") -> Presentation:
        """Return what the bot says about itself in exactly this language."""
        with self._state.changed:
            profile = self._state.profile
            texts = (profile.names, profile.descriptions, profile.short_descriptions)
            return Presentation(*(found.get(language, "") for found in texts))

    def post(self, update: Mapping[str, object]) -> int:
        """Give the bot any update, however odd, as the Bot API writes it without its id; return the id."""
        return self._state.post(update)

    def fail(  # noqa: PLR0913 - each is a part of one refusal
        self,
        method: str,
        status: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        chat: Chat | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of a method, or its next calls about a chat; `retry_after` is in seconds."""
        refusal = Refusal(status, description, retry_after, migrate_to_chat_id)
        self._plan(Trouble(method, refusal, chat_id=chat.id if chat else None), times)

    def drop(self, method: str, *, after_effect: bool = False, chat: Chat | None = None, times: int = 1) -> None:
        """Drop the connections of the next calls of a method unanswered, before or after they took effect."""
        self._plan(Trouble(method, after_effect=after_effect, chat_id=chat.id if chat else None), times)

    def heal(self) -> None:
        """Plan no more trouble than has happened already."""
        with self._state.changed:
            self._state.troubles.clear()

    def deliver_again(self, update_ids: Collection[int]) -> None:
        """Deliver updates once more, in their order, whether or not the bot has confirmed them."""
        with self._state.changed:
            self._state.updates.repeat(update_ids)
            self._state.wake()

    def stop_listening(self) -> None:
        """Let the network go away: connections are dropped, new ones refused."""
        if self._courier:
            self._listener.run(self._courier.stop())
        self._listener.hush()

    def listen_again(self) -> None:
        """Let the network come back, at the same address."""
        self._listener.listen()
        if self._courier:
            self._listener.run(self._courier.start())

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """Let the network be away for a while."""
        self.stop_listening()
        try:
            yield
        finally:
            self.listen_again()

    def await_poll(self, timeout: float = DEADLINE) -> None:
        """Wait until the bot waits for updates.

        Raises:
            AssertionError: It does not within `timeout` seconds.
        """
        self._state.wait_for(
            lambda: self._state.poller is not None,
            timeout,
            lambda: f"no poll within {timeout:g} s\n{report(self._state)}",
        )

    def await_attempts(self, n: int = 1, timeout: float = DEADLINE) -> tuple[Attempt, ...]:
        """Wait until n attempts to deliver an update have ended since the beginning; return them all.

        Raises:
            AssertionError: They have not within `timeout` seconds.
        """
        self._state.wait_for(
            lambda: len(self._state.attempts) >= n,
            timeout,
            lambda: f"expected {n} attempts to deliver within {timeout:g} s, got {self._state.attempts}",
        )
        return self.attempts

    def await_calls(self, method: str, n: int = 1, timeout: float = DEADLINE) -> tuple[Call, ...]:
        """Wait until a method was called n times since the beginning; return all its calls.

        Raises:
            AssertionError: It was not within `timeout` seconds.
        """

        def found() -> tuple[Call, ...]:
            return tuple(call for call in self._state.calls if call.method == method)

        self._state.wait_for(
            lambda: len(found()) >= n,
            timeout,
            lambda: f"expected {n} calls of {method} within {timeout:g} s, got {len(found())}\n{report(self._state)}",
        )
        with self._state.changed:
            return found()

    def _plan(self, trouble: Trouble, times: int) -> None:
        with self._state.changed:
            self._state.troubles += [trouble] * times
