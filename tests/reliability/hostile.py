"""Updates such as no client sends: real ones of each kind, each with something wrong in it.

`systematic` goes through every field of every kind and puts each strange value there; `mutated` draws several faults at
once. Each update has a chat and a person of its own, so that what comes of it can be told apart, and whoever else is
named in it, deep within, is the same bystander, who has written nothing and must hear nothing.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Update = dict[str, Any]
    Path = tuple[str | int, ...]
    Recipe = Callable[["Place"], Update]
    """How an update is made, once it is known where it is to come from."""

CANARIES = ("hemligsak", "Mallvina")
"""Words that are in what people write and are called, and so must be in no log."""

BOT_NAME = "interview_bot"
ANSWERED = ("message", "callback_query")
"""The kinds of update that are answered."""

TOPIC = 1
"""The topic of each group."""

_WHEN = 1_700_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an update comes from: a private chat, whose id is also its reader's, or a group; and who is not in it."""

    private: int
    group: int
    bystander: int
    bot: int


TEXTS = (
    "",
    " ",
    "\n",
    "?",
    "hemligsak",
    "\ud800",
    "hem\udc00ligsak hemligsak\ud83d",
    "\ud83d\ude00 hemligsak",
    "\0hemligsak\x01\x1b[31m\x7f",
    "\u202ehemligsak\u202c vilka fördelar finns\u200f",
    "\u200b" * 50,
    "\ufeff\u2060\u00ad\u180e",
    "h\u200be\u200bm\u200bligsak",
    "\u030a\u0333\u033f",
    "e" + "\u0301" * 1500,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 100,
    "hemligsak " * 199,
    ("hemligsak " * 410)[:4096],
    "𝕏" * 4096,
    "hemligsak" * 11_112,
    "<b>hemligsak</i>&nbsp;&lt;<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>hemligsak",
    '"><blockquote expandable>hemligsak</blockquote></pre>',
    "*hemligsak_ [x](tg://user?id=1) `kod` ||x|| ~y~ __z",
    "&" * 300,
    "<" * 2000,
    "{title} {0} {} %s %(x)s %n ${x} {{",
    "'; DROP TABLE updates; --",
    "../../etc/passwd",
    '{"update_id": 1}',
    "/",
    "//",
    "/ start",
    "/start",
    "/start " + "x" * 64,
    f"/help@{BOT_NAME}",
    "/glom",
    "/hemligsak",
    "/" + "a" * 5000,
    f"@{BOT_NAME}",
    f"@{BOT_NAME}" * 100,
    "mer",
    "1",
    "٣",
    "²",
    "Ⅷ",
    "9" * 400,
    "Vilka fördelar finns?",
    "vilka fodelar finns med hemligsak?",
    "Vem är Leif?",
)
"""What somebody might write, or what stands where a word is looked for."""

CALLBACK_DATA = (
    "a",
    "aa",
    "ar7e-arkiv_2_1_000000",
    "wr7e-arkiv_0_1_000000",
    "nr7e-arkiv_99999_999_ffffff",
    "qingen_1_1_0a1b2c",
    "Ar7e-arkiv_2_1_000000",
    "ar7e-arkiv_02_1_000000",
    "ar7e-arkiv_2_0_000000",
    "ar7e-arkiv_2_1_000000\n",
    "ar7e-arkiv_٢_1_000000",
    "a" + "x" * 46 + "_99999_999_ffffff",
    "a../../hemligsak_1_1_000000",
    "\x00" * 64,
    "hemligsak" * 7,
)

NUMBERS = (
    0,
    1,
    -1,
    -2,
    2**31,
    -(2**31) - 1,
    2**52,
    2**53 + 1,
    2**63 - 1,
    2**63,
    -(2**63),
    2**64,
    10**40,
    10**400,
    1.5,
    -0.0,
    1e308,
    float("inf"),
    float("nan"),
    True,
    False,
)

THINGS = (None, [], {}, [None], [[]], [{}], {"": ""}, {"id": None}, {"id": "5"}, [1, "hemligsak", None, {"type": []}])

STRANGE: tuple[object, ...] = (*THINGS, *NUMBERS, *TEXTS, *CALLBACK_DATA)


def _person(place: Place, **more: object) -> Update:
    its = {
        "id": place.private,
        "is_bot": False,
        "first_name": "Mallvina",
        "username": "mallvina",
        "language_code": "sv",
    }
    return its | more


def _bystander(place: Place, **more: object) -> Update:
    return {"id": place.bystander, "is_bot": False, "first_name": "Mallvina Granne"} | more


def _private(place: Place) -> Update:
    return {"id": place.private, "type": "private", "first_name": "Mallvina"}


def _group(place: Place) -> Update:
    return {"id": place.group, "type": "supergroup", "title": "Mallvinas läsecirkel", "is_forum": True}


def _elsewhere(place: Place) -> Update:
    return {"id": place.bystander, "type": "private", "first_name": "Mallvina Granne"}


def _said(place: Place, text: str = "Vilka fördelar finns med hemligsak?", **more: object) -> Update:
    its = {"message_id": 7, "date": _WHEN, "chat": _private(place), "from": _person(place), "text": text}
    return its | more


def _entity(kind: str, offset: int, length: int, **more: object) -> Update:
    return {"type": kind, "offset": offset, "length": length} | more


def _photo(place: Place, **more: object) -> Update:
    sizes = [{"file_id": "A", "file_unique_id": "a", "width": 90, "height": 60, "file_size": 1000}]
    its = _said(place, photo=sizes, caption="hemligsak i bild", caption_entities=[_entity("bold", 0, 9)])
    del its["text"]
    return its | more


def _command(place: Place) -> Update:
    return {"message": _said(place, "/start hemligsak", entities=[_entity("bot_command", 0, 6)])}


def _question(place: Place) -> Update:
    return {"message": _said(place)}


def _answer_to_another(place: Place) -> Update:
    origin = {"type": "user", "date": _WHEN, "sender_user": _bystander(place)}
    replied = {
        "message_id": 6,
        "date": _WHEN,
        "chat": _elsewhere(place),
        "from": _bystander(place),
        "text": "hemligsak",
    }
    quote = {"text": "hemligsak", "position": 0, "entities": [_entity("italic", 0, 4)]}
    return {"message": _said(place, reply_to_message=replied, forward_origin=origin, quote=quote)}


def _in_a_group(place: Place) -> Update:
    text = f"@{BOT_NAME} hur ser framtiden ut för hemligsak?"
    entities = [_entity("mention", 0, 14), _entity("text_mention", 15, 3, user=_bystander(place))]
    topic = {"message_thread_id": TOPIC, "is_topic_message": True, "sender_chat": _group(place)}
    return {"message": _said(place, text, chat=_group(place), entities=entities, **topic)}


def _album(place: Place) -> Update:
    return {"message": _photo(place, media_group_id="12345", has_media_spoiler=True)}


def _odd_media(place: Place) -> Update:
    poll = {
        "id": "1",
        "question": "hemligsak?",
        "options": [{"text": "ja", "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
    }
    its = _said(place, poll=poll, location={"latitude": 59.3, "longitude": 18.1}, dice={"emoji": "🎲", "value": 6})
    contact = {"phone_number": "070", "first_name": "Mallvina", "user_id": place.bystander}
    del its["text"]
    return {"message": its | {"contact": contact}}


def _joined(place: Place) -> Update:
    its = _said(place, chat=_group(place), new_chat_members=[_bystander(place)], left_chat_member=_bystander(place))
    del its["text"]
    return {"message": its}


def _press(place: Place) -> Update:
    below = _said(place, "hemligsak", **{"from": {"id": place.bot, "is_bot": True, "first_name": "Bot"}})
    button = {"text": "hemligsak", "callback_data": "ar7e-arkiv_2_1_000000"}
    below |= {"reply_markup": {"inline_keyboard": [[button]]}}
    query = {"id": "4382bfdwdsb323b2d9", "from": _person(place), "chat_instance": "1"}
    return {"callback_query": query | {"message": below, "data": "ar7e-arkiv_2_1_000000"}}


def _press_on_what_is_gone(place: Place) -> Update:
    gone = {"message_id": 7, "date": 0, "chat": _private(place)}
    query = {"id": "2", "from": _person(place), "chat_instance": "1", "message": gone}
    return {"callback_query": query | {"data": "qr7e-arkiv_0_1_000000"}}


def _press_inline(place: Place) -> Update:
    query = {"id": "3", "from": _person(place), "chat_instance": "1", "inline_message_id": "xyz"}
    return {"callback_query": query | {"game_short_name": "hemligsak"}}


def _membership(place: Place) -> Update:
    bot = {"id": place.bot, "is_bot": True, "first_name": "Bot"}
    old, new = ({"user": bot, "status": status} for status in ("left", "member"))
    its = {"chat": _group(place), "from": _person(place), "date": _WHEN}
    return its | {"old_chat_member": old, "new_chat_member": new}


def _in_a_channel(place: Place) -> Update:
    channel = {"id": place.group, "type": "channel", "title": "hemligsak"}
    return {"message_id": 9, "date": _WHEN, "chat": channel, "sender_chat": channel, "text": "hemligsak"}


def _inline(place: Place) -> Update:
    return {"id": "4", "from": _person(place), "query": "hemligsak", "offset": "", "chat_type": "sender"}


def _guest(place: Place) -> Update:
    return _said(place, chat=_group(place), guest_query_id="5", guest_bot_caller_user=_bystander(place))


def _reaction(place: Place) -> Update:
    its = {"chat": _group(place), "message_id": 7, "user": _person(place), "date": _WHEN, "old_reaction": []}
    return its | {"new_reaction": [{"type": "emoji", "emoji": "👍"}]}


EXAMPLES: tuple[Recipe, ...] = (
    _command,
    _question,
    _answer_to_another,
    _in_a_group,
    _album,
    _odd_media,
    _joined,
    _press,
    _press_on_what_is_gone,
    _press_inline,
    lambda place: {"edited_message": _said(place, edit_date=_WHEN + 1)},
    lambda place: {"inline_query": _inline(place)},
    lambda place: {"chosen_inline_result": {"result_id": "1", "from": _person(place), "query": "hemligsak"}},
    lambda place: {"channel_post": _in_a_channel(place)},
    lambda place: {"edited_channel_post": _in_a_channel(place) | {"edit_date": _WHEN + 1}},
    lambda place: {"my_chat_member": _membership(place)},
    lambda place: {"chat_member": _membership(place)},
    lambda place: {"guest_message": _guest(place)},
    lambda place: {"business_message": _said(place, business_connection_id="1")},
    lambda place: {"message_reaction": _reaction(place)},
    lambda place: {"poll_answer": {"poll_id": "1", "user": _person(place), "option_ids": [0]}},
    lambda place: {"chat_join_request": {"chat": _group(place), "from": _person(place), "date": _WHEN}},
    lambda place: {"kind_of_tomorrow": _said(place)},
)
"""One real update of each sort, as the Bot API writes it without its id."""


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Yield the place of everything within an update, the outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield (*at, key)
        yield from paths(member, (*at, key))


def with_fault(update: Update, path: Path, fault: object) -> Update:
    """Return an update with something else at one place."""
    changed = copy.deepcopy(update)
    _parent(changed, path)[path[-1]] = copy.deepcopy(fault)
    return changed


def without(update: Update, path: Path) -> Update:
    """Return an update that lacks something."""
    changed = copy.deepcopy(update)
    del _parent(changed, path)[path[-1]]
    return changed


def _parent(update: Update, path: Path) -> Any:  # noqa: ANN401  # an object or a list of JSON
    for key in path[:-1]:
        update = update[key]  # type: ignore[index]  # a place in a list
    return update


def systematic() -> list[Recipe]:
    """Return each kind as it is; with each field left out; and with each strange value in the place of each field."""
    somewhere = Place(1, 2, 3, 4)
    recipes: list[Recipe] = list(EXAMPLES)
    for example in EXAMPLES:
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
        update = _question(place)
        within = update["message"]
        for _ in range(depth):
            within["reply_to_message"] = _said(place, chat=_elsewhere(place), **{"from": _bystander(place)})
            within = within["reply_to_message"]
        return update

    return made


def with_entities(place: Place, offset: object, length: object, kind: str, text: str) -> Update:
    """Return a message, in the group, with one entity that may be beside the words."""
    user = {"user": {"id": place.bot, "is_bot": True, "first_name": "Bot"}}
    entity = {"type": kind, "offset": offset, "length": length} | (user if kind == "text_mention" else {})
    return {"message": _said(place, text, chat=_group(place), entities=[entity])}


def misplaced_entities() -> list[Recipe]:
    """Return messages with entities before, beyond, across and within characters."""
    return [
        lambda place, its=(offset, length, kind, text): with_entities(place, *its)
        for offset in (-1, 0, 1, 3, 5000, 2**63, 0.5, None)
        for length in (-1, 0, 1, 3, 14, 5000, 2**63, 1.5, "3")
        for kind in ("bot_command", "mention", "text_mention", "hemligsak")
        for text in (f"@{BOT_NAME} 🙂🙂 hemligsak", "/start🙂hemligsak", "🙂\ud83d")
    ]


def mutated(drawn: random.Random) -> Recipe:
    """Return an update with one to six faults, drawn at random."""
    example = drawn.choice(EXAMPLES)
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
        return copy.deepcopy(drawn.choice(EXAMPLES)(place))
    path = drawn.choice(places)
    match drawn.randrange(6):
        case 0:
            return without(update, path)
        case 1:
            return update | drawn.choice(EXAMPLES)(place)
        case 2:
            other = drawn.choice(EXAMPLES)(place)
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


def wrote(update: Update) -> set[int]:
    """Return the chats and persons that an update lets the bot write to: those where a message or a press came from."""
    found = set()
    for kind in ANSWERED:
        its = update.get(kind)
        if isinstance(its, dict):
            below = its.get("message")
            whence = (its.get("chat"), its.get("from"), below.get("chat") if isinstance(below, dict) else None)
            found |= {who["id"] for who in whence if isinstance(who, dict) and type(who.get("id")) is int}
    return found
