"""Tests of fetching: what is reached and what is not, over a server on the loopback address."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from index.reading import ReadingError
from index.reading.fetching import Fetched, Wire, fetch, is_public
from index.reading.sources import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE = "<html><p>Hej på dig</p></html>"


class Names(AbstractResolver):
    """A name server that knows what it is told; each look-up of a name gives its next address."""

    def __init__(self, **addresses: list[str]) -> None:
        """Take the addresses of each name, "_" standing for its points; the last of them stays."""
        self._addresses = {name.replace("_", "."): list(its) for name, its in addresses.items()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the one address of a name."""
        del family
        if host not in self._addresses:
            raise OSError(socket.EAI_NONAME, "Name or service not known")
        its = self._addresses[host]
        address = its.pop(0) if len(its) > 1 else its[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
        ]

    async def close(self) -> None:
        """Do nothing: there is no connection."""


def get(path: str, handler: Handler, host: str = "page.example", seconds: float = 30, **names: list[str]) -> Fetched:
    """Fetch a path from a server in plain HTTP at 127.0.0.1, the one address of this network that may be reached."""

    async def run() -> Fetched:
        application = web.Application()
        application.router.add_get("/{path:.*}", handler)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        known = Names(**{"page_example": ["127.0.0.1"], **names})
        wire = Wire(known, lambda address: address == "127.0.0.1" or is_public(address), frozenset({"http"}), seconds)
        try:
            return await fetch(f"http://{host}:{port}{path}", wire)
        finally:
            await runner.cleanup()

    return asyncio.run(run())


def answering(**response: Any) -> Handler:  # noqa: ANN401  # whatever a response takes
    """Return a handler that always answers the same."""

    async def handler(request: web.Request) -> web.StreamResponse:
        del request
        return web.Response(**response)

    return handler


def redirecting(target: str) -> Handler:
    """Return a handler that answers /page with the page and all else with a redirect; PORT is the server's own."""

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.path == "/page":
            return web.Response(text=PAGE, content_type="text/html")
        return web.Response(status=302, headers={"Location": target.replace("PORT", str(request.url.port))})

    return handler


def test_a_page_is_fetched() -> None:
    """Its bytes come as they are; who asks is told."""
    agents = []

    async def handler(request: web.Request) -> web.StreamResponse:
        agents.append(request.headers["User-Agent"])
        return web.Response(text=PAGE, content_type="text/html")

    assert get("/page", handler).data == PAGE.encode()
    assert agents[0].startswith("interviewbot/")


def test_a_redirect_is_followed() -> None:
    """The address that it ends at is told, without a fragment."""
    fetched = get("/old", redirecting("/page#quote"))
    assert fetched.data == PAGE.encode()
    assert fetched.url.endswith("/page")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.3.4", "192.168.1.1", "100.64.0.1", "0.0.0.0",  # noqa: S104  # refused
        "192.0.0.8", "198.18.0.1", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::1", "::10.0.0.1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str) -> None:
    """Private, loopback, link-local, shared, reserved and multicast addresses, also within IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses(address: str) -> None:
    """What anybody can reach."""
    assert is_public(address)


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://[::1]:PORT/page", "http://169.254.169.254/latest/", "http://inside.example:PORT/page"],
)
def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    """Whether the address stands there itself or a name leads to it."""
    with pytest.raises(ReadingError, match="no public address"):
        get("/old", redirecting(target), inside_example=["127.0.0.2"])


def test_a_name_that_moves_after_it_was_checked_is_refused() -> None:
    """A name server that first gives a public address and then a private one reaches nothing."""
    with pytest.raises(ReadingError, match=r"leads to 127\.0\.0\.3"):
        get("/old", redirecting("http://page.example:PORT/again"), page_example=["127.0.0.1", "127.0.0.3"])


def test_the_usual_wire_reaches_no_loopback_address() -> None:
    """Without anything replaced, an address of this machine is refused before anything is sent."""
    with pytest.raises(ReadingError, match="no public address"):
        asyncio.run(fetch("https://127.0.0.1:9/page"))


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("http://page.example/", "begin with https://"),
        ("ftp://page.example/", "begin with https://"),
        ("file:///etc/passwd", "begin with https://"),
        ("https:///nothing", "begin with https://"),
        ("https://leif:secret@page.example/", "leave them out"),
        ("https://2130706433/", "cannot be fetched|no public address|nobody knows"),
        ("https://page.example:99999999/", "begin with https://|cannot be fetched"),
    ],
)
def test_other_addresses_are_refused(address: str, trouble: str) -> None:
    """Only https, and no password that would end in an interview file."""
    with pytest.raises(ReadingError, match=trouble):
        asyncio.run(fetch(address, Wire(Names())))


def test_a_redirect_to_another_scheme_is_refused() -> None:
    """A server cannot lead to a file."""
    with pytest.raises(ReadingError, match="leads to file://"):
        get("/old", redirecting("file:///etc/passwd"))


def test_redirects_in_a_circle_end() -> None:
    """Five are followed."""
    with pytest.raises(ReadingError, match="redirects more than 5 times"):
        get("/old", redirecting("/old"))


def test_too_large_a_page_is_refused_before_it_has_come() -> None:
    """By what its header says, and where that says nothing, by what has come."""

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(MAX_BYTES // 2**20 + 2):
            await response.write(bytes(2**20))
        return response

    async def announced(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": str(MAX_BYTES + 1)})
        await response.prepare(request)
        return response

    for handler in (endless, announced):
        with pytest.raises(ReadingError, match="larger than 50 MB"):
            get("/", handler)


def test_a_page_that_never_ends_is_given_up() -> None:
    """The time is for all of it, redirects too."""

    async def silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await asyncio.Event().wait()
        return response

    with pytest.raises(ReadingError, match="did not arrive within"):
        get("/", silent, seconds=0.2)


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        ({"status": 404, "text": "borta"}, "answered 404 Not Found"),
        ({"status": 503}, "answered 503"),
        ({"body": b"\x89PNG", "content_type": "image/png"}, "is image/png, nothing to read"),
        ({"status": 302}, "redirects more than 5 times|leads to"),
    ],
)
def test_what_is_no_page_is_refused(response: dict[str, Any], trouble: str) -> None:
    """An error, a picture, a redirect to nowhere."""
    with pytest.raises(ReadingError, match=trouble):
        get("/", answering(**response))


def test_without_a_network_it_says_so() -> None:
    """A name that cannot be looked up is told in a line."""
    with pytest.raises(ReadingError, match=r"nobody knows where gone\.example is; .* network"):
        asyncio.run(fetch("https://gone.example/page", Wire(Names())))


@pytest.mark.parametrize(
    ("encoding", "charset", "text"),
    [
        ("iso-8859-2", "iso-8859-2", "Łódź"),
        ("utf-8", "iso-8859-2", "Åsa"),
        ("utf-8", "nonsense", "Åsa"),
    ],
)
def test_the_encoding_that_a_server_tells(encoding: str, charset: str, text: str) -> None:
    """It is believed where the page is no UTF-8."""
    fetched = get("/", answering(body=text.encode(encoding), headers={"Content-Type": f"text/html; charset={charset}"}))
    assert fetched.data.decode() == text
