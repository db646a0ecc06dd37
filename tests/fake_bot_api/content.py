"""What a message says: its text as Telegram parses it, and what Telegram refuses in it."""

from collections.abc import Mapping
from typing import Any, NoReturn

from fake_bot_api import html
from fake_bot_api.parameters import BOOLEAN, STRING, record
from fake_bot_api.refusal import bad_request

MAX_TEXT = 4096
"""How long a message may be after parsing, in UTF-16 code units."""

LINK_PREVIEW = record(
    "LinkPreviewOptions",
    {},
    {
        "is_disabled": BOOLEAN,
        "url": STRING,
        "prefer_small_media": BOOLEAN,
        "prefer_large_media": BOOLEAN,
        "show_above_text": BOOLEAN,
    },
)


def content(source: str, options: Mapping[str, Any], *, too_long: str, during: str = "") -> dict[str, Any]:
    """Return the fields of `Content` for a text; `options` holds its `parse_mode` and `link_preview_options`.

    Raises:
        RefusedError: Telegram refuses this text; as `too_long` where it is that, and with what Telegram was at,
            `during`, where it cannot be parsed.
    """
    mode = options.get("parse_mode", "")
    if mode not in {"", "HTML"}:
        _unreadable("unsupported parse_mode", during)
    try:
        formatted = html.parse(source) if mode else html.plain(source)
    except html.MarkupError as error:
        _unreadable(f"can't parse entities: {error}", during)
    if formatted.is_empty:
        bad_request("message text is empty")
    if html.units(formatted.text) > MAX_TEXT:
        bad_request(too_long)
    return {
        "text": formatted.text,
        "html": source if mode else None,
        "entities": formatted.entities,
        "preview": not options.get("link_preview_options", {}).get("is_disabled", False),
    }


def _unreadable(why: str, during: str) -> NoReturn:
    bad_request(f"{during}: {why[0].upper()}{why[1:]}" if during else why)
