"""HTTP on loopback: a listener in a thread of its own, and the way from a request to its answer."""

import asyncio
import inspect
import re
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from fake_bot_api.methods import METHODS, Method
from fake_bot_api.parameters import received, typed
from fake_bot_api.records import Call
from fake_bot_api.refusal import Refusal, RefusedError
from fake_bot_api.state import State

HOST = "127.0.0.1"
_CONTROL_SECONDS = 10.0
_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")
_UNAUTHORIZED = Refusal(401, "Unauthorized")
_NOT_FOUND = Refusal(404, "Not Found")


class Listener:
    """A server on one loopback port, which can stop listening and come back.

    All its connections live in a thread of its own, from `open` to `close`.
    """

    def __init__(self, handle: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]) -> None:
        self.port = 0
        self._handle = handle
        self._loops = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._thread = threading.Thread(target=self._work, name="fake-bot-api", daemon=True)
        self._socket: socket.socket | None = None
        self._server: web.Server | None = None
        self._accepted: set[asyncio.Task[object]] = set()

    def open(self) -> None:
        """Start the thread, and listen on a port that is free."""
        self._loops.get_loop()
        self._thread.start()
        self.listen()

    def listen(self) -> None:
        """Listen, on the same port as before."""
        self.run(self._listen())

    def hush(self) -> None:
        """Stop listening and drop every connection, as a network that goes away."""
        self.run(self._hush())

    def close(self) -> None:
        """Stop listening and end the thread."""
        self.hush()
        loop = self._loops.get_loop()
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(_CONTROL_SECONDS)

    def _work(self) -> None:
        with self._loops:
            self._loops.get_loop().run_forever()

    def run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Do something in the thread, and wait until it is done."""
        asyncio.run_coroutine_threadsafe(coroutine, self._loops.get_loop()).result(_CONTROL_SECONDS)

    async def _listen(self) -> None:
        self._server = web.Server(self._handle, handler_cancellation=True)
        self._socket = socket.create_server((HOST, self.port))
        self._socket.settimeout(0)
        self.port = self._socket.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._socket, self._accept, self._socket, self._server)

    def _accept(self, listening: socket.socket, server: web.Server) -> None:
        """Take a connection in. `asyncio.Server` would lose, unclosed, one that comes in as it is closed itself."""
        connection, _ = listening.accept()
        loop = asyncio.get_running_loop()
        task: asyncio.Task[object] = loop.create_task(loop.connect_accepted_socket(server, connection))
        self._accepted.add(task)
        task.add_done_callback(self._accepted.discard)

    async def _hush(self) -> None:
        if self._socket and self._server:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            await asyncio.gather(*self._accepted)
            for connection in self._server.connections:
                connection.force_close()
            await self._server.shutdown(_CONTROL_SECONDS)
        self._socket = self._server = None


@dataclass
class Exchange:
    """One request on its way to an answer."""

    state: State
    token: str
    request: web.BaseRequest
    method: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)

    async def answer(self) -> web.StreamResponse:
        """Do what the request asks for, and answer in Telegram's envelope."""
        try:
            return await self._answer()
        except RefusedError as error:
            self._record(error.refusal.description)
            return web.json_response(error.refusal.envelope(), status=error.refusal.status)

    async def _answer(self) -> web.StreamResponse:
        method = self._method()
        self.parameters = await received(self.request)
        trouble = self.state.trouble(self.method, self.parameters)
        if trouble and trouble.refusal:
            raise RefusedError(trouble.refusal)
        if trouble and not trouble.after_effect:
            self._record("connection dropped before the effect")
            return self._dropped()
        self.parameters = typed(self.method, method.kinds, self.parameters)
        if trouble:
            await self._effect(method, "connection dropped after the effect")
            return self._dropped()
        return web.json_response({"ok": True, "result": await self._effect(method)})

    def _method(self) -> Method:
        path = _PATH.fullmatch(self.request.path)
        if not path:
            raise RefusedError(_NOT_FOUND)
        self.method = path["method"]
        if self.state.token_refused or path["token"] != self.token:
            raise RefusedError(_UNAUTHORIZED)
        if self.method not in METHODS:
            raise RefusedError(_NOT_FOUND)
        return METHODS[self.method]

    async def _effect(self, method: Method, error: str | None = None) -> object:
        if inspect.iscoroutinefunction(method.do):
            result = await method.do(self.state, self.parameters)
            self._record(error)
            return result
        with self.state.changed:
            result = method.do(self.state, self.parameters)
            self._record(error)
            self.state.changed.notify_all()
            return result

    def _record(self, error: str | None) -> None:
        self.state.record(Call(self.method, self.parameters, time.monotonic(), error))

    def _dropped(self) -> web.StreamResponse:
        """Close the connection under the caller; the answer that is returned never leaves."""
        if self.request.transport:
            self.request.transport.close()
        return web.Response()
