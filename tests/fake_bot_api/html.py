"""Telegram's HTML, read strictly: from marked-up text to plain text and entities.

Telegram's own parser is lenient in places where it then drops the formatting without a word (a link to nowhere,
bold inside code, a hundred and first entity). Here each of these is an error, so that a test notices.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import NoReturn

MAX_ENTITIES = 100
"""How many entities Telegram keeps in one message."""

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
}
_KNOWN = frozenset({*_STYLES, "code", "pre", "blockquote", "span", "a", "tg-emoji"})
_STYLE = frozenset(_STYLES.values())
_CODE = frozenset({"code", "pre"})
_QUOTE = frozenset({"blockquote", "expandable_blockquote"})
_POINTER = frozenset({"text_link", "custom_emoji"})
_MAY_HOLD = {
    **dict.fromkeys(_STYLE, _STYLE | _QUOTE | _POINTER),
    **dict.fromkeys(_CODE, frozenset[str]()),
    **dict.fromkeys(_QUOTE, _STYLE | _CODE | _POINTER),
    **dict.fromkeys(_POINTER, _STYLE),
}
"""Which entities may stand inside which, as the Bot API's "Formatting options" says."""

_TOKEN = re.compile(
    r"""</(?P<end>[a-z-]+)>
      | <(?P<start>[a-z-]+)(?P<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>
      | &(?P<reference>lt|gt|amp|quot|\#[0-9]{1,7}|\#x[0-9a-fA-F]{1,6});
      | (?P<stray>[<>&])
      | (?P<text>[^<>&]+)""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LINK = re.compile(r"(?:https?://[^\s/?#]+|tg://)\S*")

_CLEANED = str.maketrans(
    {code: " " for code in range(32) if chr(code) not in "\n\r"}
    | dict.fromkeys((0x0D, 0x030A, 0x0333, 0x033F, *range(0x2028, 0x202F)))
)
"""What Telegram makes of control characters (spaces) and what it takes out of every text: carriage returns, line and
paragraph separators, bidirectional embeddings, and three combining marks, the ring of a decomposed å among them."""


_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""The Unicode categories of characters of which a reader sees nothing."""


class MarkupError(ValueError):
    """Markup that Telegram refuses; the message ends as Telegram's "can't parse entities: …" does."""


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One stretch of formatted text; offset from 0 and length, both in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    def wire(self) -> dict[str, object]:
        """The entity as the Bot API writes it."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Formatted:
    """Plain text with its entities, outer ones before inner ones."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether a reader sees nothing: only spaces, control and format characters."""
        return all(unicodedata.category(character) in _INVISIBLE for character in self.text)


@dataclass(frozen=True)
class _Open:
    """A start tag that waits for its end tag; `slot` is its entity's place among the entities."""

    tag: str
    entity: Entity
    slot: int


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(source: str) -> Formatted:
    """Return text without markup as Telegram keeps it: cleaned of control characters and trimmed."""
    return _trimmed(source.translate(_CLEANED), ())


def parse(source: str) -> Formatted:
    """Read HTML into text, cleaned and trimmed, and entities.

    Raises:
        MarkupError: Telegram refuses this, or would drop some of its formatting without saying so.
    """
    parser = _Parser(source)
    for token in _TOKEN.finditer(source):
        parser.take(token)
    return parser.finish()


class _Parser:
    """The state of one reading: the text so far, the entities so far, and the tags that are open."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._length = 0
        self._entities: list[Entity] = []
        self._open: list[_Open] = []

    def take(self, token: re.Match[str]) -> None:
        at = token.start()
        match token.lastgroup:
            case "end":
                self._close(token["end"], at)
            case "attributes":
                self._start(token["start"], token["attributes"], at)
            case "reference":
                self._emit(self._decoded(token[0], at))
            case "text":
                self._emit(token[0])
            case _:
                self._refuse(f'Unescaped "{token[0]}" or a malformed tag or character reference', at)

    def finish(self) -> Formatted:
        if self._open:
            tag = self._open[-1].tag
            self._refuse(f'Can\'t find end tag corresponding to start tag "{tag}"', len(self._source))
        if len(self._entities) > MAX_ENTITIES:
            self._refuse(f"More than {MAX_ENTITIES} entities", len(self._source))
        return _trimmed("".join(self._text), tuple(self._entities))

    def _emit(self, text: str) -> None:
        cleaned = text.translate(_CLEANED)
        self._text.append(cleaned)
        self._length += units(cleaned)

    def _start(self, tag: str, attributes: str, at: int) -> None:
        entity = self._entity(tag, attributes, at)
        if self._open:
            outer = self._open[-1]
            if outer.tag == "pre" and entity.language and outer.entity.offset == self._length:
                self._open.append(_Open(tag, entity, outer.slot))
                return
        for outer in self._open:
            if entity.type == outer.entity.type or entity.type not in _MAY_HOLD[outer.entity.type]:
                self._refuse(f'Tag "{tag}" can\'t stand inside "{outer.tag}"', at)
        if entity.language:
            self._refuse('A language belongs to "code" right inside "pre"', at)
        self._open.append(_Open(tag, entity, len(self._entities)))
        self._entities.append(entity)

    def _close(self, tag: str, at: int) -> None:
        if not self._open:
            self._refuse("Unexpected end tag", at)
        opened = self._open.pop()
        if opened.tag != tag:
            self._refuse("Unmatched end tag", at, f', expected "</{opened.tag}>", found "</{tag}>"')
        ended = self._entities[opened.slot]
        length = self._length - opened.entity.offset
        if tag == "pre" and ended.language and ended.length != length:
            self._refuse('"code" with a language must be all that its "pre" holds', at)
        self._entities[opened.slot] = replace(ended, length=length, language=ended.language or opened.entity.language)

    def _entity(self, tag: str, attributes: str, at: int) -> Entity:
        details: dict[str, str] = {}
        match tag, self._attributes(attributes, at):
            case _, () if tag in _STYLES:
                kind = _STYLES[tag]
            case "code" | "pre" | "blockquote", ():
                kind = tag
            case "blockquote", (("expandable", None),):
                kind = "expandable_blockquote"
            case "span", (("class", "tg-spoiler"),):
                kind = "spoiler"
            case "code", (("class", str(name)),) if re.fullmatch(r"language-\S+", name):
                kind, details = "code", {"language": name.removeprefix("language-")}
            case "a", (("href", str(url)),) if _LINK.fullmatch(url):
                kind, details = "text_link", {"url": url}
            case "tg-emoji", (("emoji-id", str(number)),) if number.isdecimal():
                kind, details = "custom_emoji", {"custom_emoji_id": number}
            case _ if tag in _KNOWN:
                self._refuse(f'Wrong attributes of start tag "{tag}"', at)
            case _:
                self._refuse(f'Unsupported start tag "{tag}"', at)
        return Entity(type=kind, offset=self._length, length=0, **details)

    def _attributes(self, source: str, at: int) -> tuple[tuple[str, str | None], ...]:
        return tuple(
            (name, value and _REFERENCE.sub(lambda reference: self._decoded(reference[0], at), value))
            for name, value in (match.groups() for match in _ATTRIBUTE.finditer(source))
        )

    def _decoded(self, reference: str, at: int) -> str:
        name = reference[1:-1]
        if name in _NAMED:
            return _NAMED[name]
        code = int("0" + name[1:], 16) if name.startswith("#x") else int(name[1:] or "0")
        if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            self._refuse(f'No character is meant by "{reference}"', at)
        return chr(code)

    def _refuse(self, what: str, at: int, detail: str = "") -> NoReturn:
        offset = len(self._source[:at].encode("utf-8", "surrogatepass"))
        message = f"{what} at byte offset {offset}{detail}"
        raise MarkupError(message)


def _trimmed(text: str, entities: tuple[Entity, ...]) -> Formatted:
    """Take white space off both ends; entities shrink with it, and those of no length go."""
    led = units(text) - units(text.lstrip(" \n"))
    kept = text.strip(" \n")
    end = led + units(kept)
    clipped = (
        replace(
            entity,
            offset=max(entity.offset, led) - led,
            length=min(entity.offset + entity.length, end) - max(entity.offset, led),
        )
        for entity in entities
    )
    return Formatted(kept, tuple(entity for entity in clipped if entity.length > 0))
