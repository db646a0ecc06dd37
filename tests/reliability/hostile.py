"""Updates such as no client sends: real ones of each kind, each with something wrong in it.

`systematic` goes through every field of every kind and puts each strange value there; `mutated` draws several faults at
once.
"""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

from tests.reliability import genuine
from tests.reliability.faults import STRANGE
from tests.reliability.genuine import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.reliability.genuine import Recipe, Update

    Path = tuple[str | int, ...]


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Yield the place of everything within an update, the outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield (*at, key)
        yield from paths(member, (*at, key))


def with_fault(update: Update, path: Path, fault: object) -> Update:
    """Put something else at one place of an update, and return it."""
    _parent(update, path)[path[-1]] = copy.deepcopy(fault)
    return update


def without(update: Update, path: Path) -> Update:
    """Take something out of an update, and return it."""
    del _parent(update, path)[path[-1]]
    return update


def _parent(update: Update, path: Path) -> Any:  # noqa: ANN401  # an object or a list of JSON
    for key in path[:-1]:
        update = update[key]  # type: ignore[index]  # a place in a list
    return update


def systematic() -> list[Recipe]:
    """Return each kind as it is; with each field left out; and with each strange value in the place of each field."""
    somewhere = Place(1, 2, 3, 4)
    recipes: list[Recipe] = list(genuine.EXAMPLES)
    for example in genuine.EXAMPLES:
        for path in paths(example(somewhere)):
            recipes.append(lambda place, example=example, path=path: without(example(place), path))
            recipes += [
                lambda place, example=example, path=path, fault=fault: with_fault(example(place), path, fault)
                for fault in STRANGE
            ]
    return recipes


def nested(depth: int) -> Recipe:
    """Return a question that replies to one that replies to one, so many times."""

    def made(place: Place) -> Update:
        update = genuine.question(place)
        within = update["message"]
        for _ in range(depth):
            within["reply_to_message"] = genuine.said(
                place, chat=genuine.elsewhere(place), **{"from": genuine.bystander(place)}
            )
            within = within["reply_to_message"]
        return update

    return made


def with_entities(place: Place, offset: object, length: object, kind: str, text: str) -> Update:
    """Return a message, in the group, with one entity that may be beside the words."""
    user = {"user": {"id": place.bot, "is_bot": True, "first_name": "Bot"}}
    entity = {"type": kind, "offset": offset, "length": length} | (user if kind == "text_mention" else {})
    return {"message": genuine.said(place, text, chat=genuine.group(place), entities=[entity])}


def misplaced_entities() -> list[Recipe]:
    """Return messages with entities before, beyond, across and within characters."""
    return [
        lambda place, its=(offset, length, kind, text): with_entities(place, *its)
        for offset in (-1, 0, 1, 3, 5000, 2**63, 0.5, None)
        for length in (-1, 0, 1, 3, 14, 5000, 2**63, 1.5, "3")
        for kind in ("bot_command", "mention", "text_mention", "hemligsak")
        for text in (f"@{genuine.BOT_NAME} 🙂🙂 hemligsak", "/start🙂hemligsak", "🙂\ud83d")
    ]


def mutated(drawn: random.Random) -> Recipe:
    """Return an update with one to six faults, drawn at random."""
    example = drawn.choice(genuine.EXAMPLES)
    seed = drawn.getrandbits(64)

    def made(place: Place) -> Update:
        own = random.Random(seed)  # noqa: S311  # not for secrets
        update = example(place)
        for _ in range(own.randint(1, 6)):
            update = _one_fault_more(update, place, own)
        return update

    return made


def _one_fault_more(update: Update, place: Place, drawn: random.Random) -> Update:
    places = list(paths(update))
    if not places:
        return drawn.choice(genuine.EXAMPLES)(place)
    path = drawn.choice(places)
    match drawn.randrange(6):
        case 0:
            return without(update, path)
        case 1:
            return update | drawn.choice(genuine.EXAMPLES)(place)
        case 2:
            other = drawn.choice(genuine.EXAMPLES)(place)
            return with_fault(update, path, _at(other, drawn.choice(list(paths(other)))))
        case 3:
            return with_fault(update, path, _text(drawn))
        case 4:
            return with_fault(update, path, [_at(update, path)] * drawn.randint(2, 5))
        case _:
            return with_fault(update, path, drawn.choice(STRANGE))


def _at(update: Update, path: Path) -> object:
    return _parent(update, path)[path[-1]]


def _text(drawn: random.Random) -> str:
    """Draw characters from here and there; half characters among them."""
    alphabets: Sequence[tuple[int, int]] = ((0, 0x7F), (0xC0, 0x17F), (0x300, 0x36F), (0x590, 0x6FF), (0x2000, 0x206F))
    odd: Sequence[tuple[int, int]] = ((0xD800, 0xDFFF), (0xE0001, 0xE007F), (0x1F600, 0x1F64F), (0xFFF0, 0xFFFF))
    spans = drawn.choices((*alphabets, *odd), k=drawn.randint(1, 60))
    return "hemligsak " + "".join(chr(drawn.randint(*span)) for span in spans)
