"""Fetching a page from an address: only public ones by https, wherever it redirects to, and never too much.

Every connection is made to the very address that was checked, so a name server that answers otherwise the second time
changes nothing: the check stands where the socket is made.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp
from yarl import URL

from index.reading import ReadingError
from index.reading.encoding import believed
from index.reading.sources import check_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.abc import AbstractResolver

USER_AGENT = "interviewbot/0.1 (reads interviews for their publisher)"
_MOST_REDIRECTS = 5
_SECONDS = 30
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READABLE = (
    "text/",
    "application/json",
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument",
    "application/x-subrip",
    "application/xhtml+xml",
    "application/xml",
)
_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")
"""Addresses that stand for protocols, of which older Pythons take some for public."""

_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 networks whose last four bytes are an IPv4 address: NAT64, and the old compatible addresses."""


class Fetched(NamedTuple):
    """What an address gave: bytes, in UTF-8 where its header told another encoding, and where they were in the end."""

    data: bytes
    url: str


def is_public(address: str) -> bool:
    """Tell whether an IP address is one that anybody on the internet can reach, and nothing inside a network here."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if any(ip in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    elif ip in _PROTOCOLS:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@dataclass(frozen=True, slots=True)
class Wire:
    """What fetching stands on, which tests replace: name server, which addresses may be reached, which schemes."""

    resolver: AbstractResolver | None = None
    permits: Callable[[str], bool] = is_public
    schemes: frozenset[str] = frozenset({"https"})
    seconds: float = _SECONDS


_INTERNET = Wire()


async def fetch(address: str, wire: Wire = _INTERNET) -> Fetched:
    """Fetch what is at an https address, wherever it redirects to.

    Raises:
        ReadingError: it is no public https address or leads to one that is none, cannot be reached, is too large or
            slow, or is nothing to read; says which, and what to do.

    """
    refused: list[str] = []

    def connect(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, where = info
        if not wire.permits(where[0]):
            refused.append(where[0])
            raise PermissionError(where[0])
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        resolver=wire.resolver, socket_factory=connect, use_dns_cache=False, force_close=True
    )
    session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": USER_AGENT})
    try:
        async with asyncio.timeout(wire.seconds), session:
            return await _follow(session, address, wire.schemes)
    except ReadingError:
        raise
    except TimeoutError:
        message = f"did not arrive within {wire.seconds:g} seconds; try again later, or save the page and add the file"
    except aiohttp.ClientConnectorDNSError as error:
        message = f"nobody knows where {error.host} is; check the address, and that there is a network"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        message = f"cannot be fetched ({error}); check the address, or save the page and add the file"
    if refused:
        message = f"leads to {refused[0]}, which is no public address; only what anybody can reach is fetched"
    raise ReadingError(message)


async def _follow(session: aiohttp.ClientSession, address: str, schemes: frozenset[str]) -> Fetched:
    url = _checked(URL(address), schemes)
    for _ in range(_MOST_REDIRECTS + 1):
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in _REDIRECTS:
                return Fetched(await _receive(response), str(url))
            url = _checked(url.join(URL(response.headers.get("Location", ""))), schemes)
    message = f"redirects more than {_MOST_REDIRECTS} times; give the address that it ends at"
    raise ReadingError(message)


def _checked(url: URL, schemes: frozenset[str]) -> URL:
    """Return an address without its fragment; whatever is no https address, or has a password in it, is refused."""
    if url.scheme not in schemes or not url.host:
        message = f"leads to {url.scheme}://{url.host or ''}; only addresses that begin with https:// are fetched"
        raise ReadingError(message)
    if url.user is not None or url.password is not None:
        message = "an address with a name or a password in it; leave them out"
        raise ReadingError(message)
    return url.with_fragment(None)


async def _receive(response: aiohttp.ClientResponse) -> bytes:
    """Return a response's bytes, in UTF-8 where its header tells another encoding; no more than a source may have."""
    if response.status != HTTPStatus.OK:
        message = f"answered {response.status} {response.reason}; open the address in a browser to see why"
        raise ReadingError(message)
    if not response.content_type.startswith(_READABLE):
        message = f"is {response.content_type}, nothing to read an interview from"
        raise ReadingError(message)
    check_size(response.content_length or 0)
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        data += chunk
        check_size(len(data))
    encoding = believed(response.charset or "")
    return _in_utf8(bytes(data), encoding) if encoding else bytes(data)


def _in_utf8(data: bytes, encoding: str) -> bytes:
    """Return a text in UTF-8 that a server says is in another encoding; one that is in UTF-8 all the same stays."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace").encode()
    return data
