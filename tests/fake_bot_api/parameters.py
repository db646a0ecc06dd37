"""Parameters of a call: read from whichever kind of body, and held to the types of the Bot API.

The real Bot API ignores parameters that it does not know and bends many types; here both are refused.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from fake_bot_api.refusal import bad_request

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True)
class Kind:
    """A type of the Bot API: its name there, and a reader that raises ValueError for anything else."""

    name: str
    read: Callable[[object], object]


async def received(request: web.BaseRequest) -> dict[str, object]:
    """Return the parameters as they came, from the query and the body together.

    Raises:
        RefusedError: The body is of an unknown type or no JSON object, or a parameter is given twice.
    """
    pairs: list[tuple[str, object]] = list(request.query.items())
    if request.can_read_body:
        if request.content_type == "application/json":
            pairs += _json_object(await request.text()).items()
        elif request.content_type in _FORMS:
            pairs += await _form(request)
        else:
            bad_request(f"unsupported content type {request.content_type}")
    found = dict(pairs)
    if len(found) < len(pairs):
        bad_request("a parameter is given twice")
    return found


async def _form(request: web.BaseRequest) -> list[tuple[str, object]]:
    fields = await request.post()
    for name, value in fields.items():
        if isinstance(value, web.FileField):
            value.file.close()
            bad_request(f'parameter "{name}" is a file')
    return list(fields.items())


def _json_object(text: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        bad_request("can't parse JSON object")
    return value


def typed(method: str, kinds: Mapping[str, Kind], raw: Mapping[str, object]) -> dict[str, Any]:
    """Read each parameter as its kind.

    Raises:
        RefusedError: A parameter is unknown to the method or of another kind.
    """
    values = {}
    for name, value in raw.items():
        if name not in kinds:
            bad_request(f'unknown parameter "{name}" of {method}')
        try:
            values[name] = kinds[name].read(value)
        except ValueError as error:
            detail = f": {error}" if str(error) else ""
            bad_request(f'parameter "{name}" of {method} must be {kinds[name].name}{detail}')
    return values


def record(name: str, required: Mapping[str, Kind], optional: Mapping[str, Kind] | None = None) -> Kind:
    """Return the kind of a JSON object with these fields and no others."""
    fields = {**required, **(optional or {})}

    def read(value: object) -> object:
        members = json.loads(value) if isinstance(value, str) else value
        if not isinstance(members, dict):
            raise ValueError  # noqa: TRY004 - every wrong type is reported alike
        for field in members.keys() - fields.keys():
            message = f'unknown field "{field}"'
            raise ValueError(message)
        for field in required.keys() - members.keys():
            message = f'no field "{field}"'
            raise ValueError(message)
        return {field: _field(fields[field], field, member) for field, member in members.items()}

    return Kind(name, read)


def _field(kind: Kind, name: str, value: object) -> object:
    try:
        return kind.read(value)
    except ValueError as error:
        detail = f": {error}" if str(error) else ""
        message = f'field "{name}" must be {kind.name}{detail}'
        raise ValueError(message) from error


def array(kind: Kind) -> Kind:
    """Return the kind of a JSON array of this kind."""

    def read(value: object) -> object:
        members = json.loads(value) if isinstance(value, str) else value
        if not isinstance(members, list):
            raise ValueError  # noqa: TRY004 - every wrong type is reported alike
        return [_field(kind, str(place), member) for place, member in enumerate(members)]

    return Kind(f"Array of {kind.name}", read)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - every wrong type is reported alike
    value.encode()  # a lone surrogate is no text: UnicodeEncodeError, a ValueError
    return value


def _integer(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,19}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError


def _boolean(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise ValueError


def _chat_id(value: object) -> int | str:
    if isinstance(value, str) and re.fullmatch(r"@\w{4,32}", value):
        return value
    return _integer(value)


STRING = Kind("String", _string)
INTEGER = Kind("Integer", _integer)
BOOLEAN = Kind("Boolean", _boolean)
CHAT_ID = Kind("Integer or String @username", _chat_id)
