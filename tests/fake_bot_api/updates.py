"""The updates that wait for the bot, with the offset semantics of getUpdates."""

from collections.abc import Collection, Mapping

Update = Mapping[str, object]

FIRST_UPDATE_ID = 100_000_001
_NEVER_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates in order of their ids, each kept until an offset beyond it confirms it."""

    def __init__(self) -> None:
        self._next_id = FIRST_UPDATE_ID
        self._waiting: dict[int, Update] = {}
        self._all: dict[int, Update] = {}
        self._allowed: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the updates that are not confirmed yet."""
        return tuple(self._waiting)

    def allow(self, kinds: list[str]) -> None:
        """Keep only updates of these kinds from now on; none named means Telegram's default."""
        self._allowed = frozenset(kinds) or None

    def post(self, update: Update) -> int:
        """Number an update and keep it, if its kind is allowed; return its id."""
        update_id = self._next_id
        self._next_id += 1
        kinds = update.keys()
        unwanted = kinds & _NEVER_UNASKED if self._allowed is None else not kinds & self._allowed
        if not unwanted:
            self._all[update_id] = self._waiting[update_id] = {"update_id": update_id, **update}
        return update_id

    def repeat(self, update_ids: Collection[int]) -> None:
        """Let updates wait again."""
        again = {number: self._all[number] for number in update_ids}
        self._waiting = dict(sorted({**again, **self._waiting}.items()))

    def confirm(self, offset: int) -> None:
        """Forget the updates before the offset; a negative one counts from the end of the queue."""
        first = offset if offset >= 0 else min(self.ids[offset:], default=self._next_id)
        self._waiting = {number: update for number, update in self._waiting.items() if number >= first}

    def confirm_one(self, update_id: int) -> None:
        """Forget an update, whichever lie before it."""
        self._waiting.pop(update_id, None)

    def first(self, limit: int) -> list[Update]:
        """Return the earliest updates, as many as the limit at most."""
        return list(self._waiting.values())[:limit]

    def drop(self) -> None:
        """Forget all updates."""
        self._waiting.clear()
