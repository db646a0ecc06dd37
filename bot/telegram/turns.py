"""Whose turn it is: one item at a time for each key, and the keys in turn, so that a long queue delays only its own."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")


class Turns(Generic[Key, Item]):
    """Items that wait, each under a key; of one key never two are out at once, and they go out in their order.

    An urgent item goes before all that are not, also before those of its own key, and again if it is given back.
    """

    def __init__(self) -> None:
        self._urgent: _Queues[Key, Item] = _Queues()
        self._waiting: _Queues[Key, Item] = _Queues()
        self._known: dict[Item, _Queues[Key, Item]] = {}
        self._out: set[Key] = set()

    def __len__(self) -> int:
        """Count the items that wait or are out."""
        return len(self._known)

    def __contains__(self, item: object) -> bool:
        """Tell whether an item waits or is out."""
        return item in self._known

    def add(self, key: Key, item: Item, *, urgent: bool = False) -> None:
        """Let an item wait for its turn; one that waits already or is out is not added again."""
        if item in self._known:
            return
        queues = self._known[item] = self._urgent if urgent else self._waiting
        queues.items.setdefault(key, deque()).append(item)
        if key not in self._out:
            queues.turns[key] = None

    def take(self) -> tuple[Key, Item] | None:
        """Take out the item whose turn it is, None where there is none; its key is out until it is given back."""
        for queues in (self._urgent, self._waiting):
            if queues.turns:
                key, _ = queues.turns.popitem(last=False)
                item = queues.items[key].popleft()
                if not queues.items[key]:
                    del queues.items[key]
                self._out.add(key)
                self._urgent.turns.pop(key, None)
                self._waiting.turns.pop(key, None)
                return key, item
        return None

    def give_back(self, key: Key, item: Item, *, done: bool) -> None:
        """End the turn of a key; an item that is not done is the next to be taken of its kind, urgent or not."""
        self._out.discard(key)
        if done:
            self._known.pop(item, None)
        else:
            self._known[item].items.setdefault(key, deque()).appendleft(item)
        for queues in (self._urgent, self._waiting):
            if key in queues.items:
                queues.turns[key] = None
                queues.turns.move_to_end(key, last=done)

    def drop(self, key: Key) -> None:
        """Forget what waits under a key; what is out stays out."""
        for queues in (self._urgent, self._waiting):
            queues.turns.pop(key, None)
            for item in queues.items.pop(key, ()):
                del self._known[item]


class _Queues(Generic[Key, Item]):
    """What waits under each key, and the keys in the order of their turns; one that is out has no turn."""

    def __init__(self) -> None:
        self.items: dict[Key, deque[Item]] = {}
        self.turns: OrderedDict[Key, None] = OrderedDict()
