"""The wire itself: addresses, bodies, types, envelopes, troubles and the network."""

import contextlib
import json
import socket
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from fake_bot_api import FakeBotApi

FORM = "application/x-www-form-urlencoded"


def call(
    api: FakeBotApi, path: str, body: str | None = None, content_type: str = FORM, token: str | None = None
) -> tuple[int, dict[str, Any]]:
    """Call by hand; return the status and the envelope."""
    connection = HTTPConnection(urlsplit(api.url).netloc, timeout=5)
    try:
        headers = {"Content-Type": content_type} if body is not None else {}
        connection.request(
            "GET" if body is None else "POST", f"/bot{token or api.token}/{path}", body and body.encode(), headers
        )
        response: HTTPResponse = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def multipart(fields: dict[str, str], *, filename: str = "") -> tuple[str, str]:
    """Write a multipart body and its content type; with a file name, all fields are files."""
    name = f'; filename="{filename}"' if filename else ""
    parts = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{field}"{name}\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    )
    return f"{parts}--cut--\r\n", "multipart/form-data; boundary=cut"


def test_every_kind_of_body(api: FakeBotApi) -> None:
    """Query, form, multipart and JSON come to the same."""
    chat = api.chat()
    markup = {"inline_keyboard": [[{"text": "å", "callback_data": "1"}]]}
    fields = {"chat_id": str(chat.id), "text": "å 😀", "reply_markup": json.dumps(markup)}
    call(api, f"sendMessage?{urlencode(fields)}")
    call(api, "sendMessage", urlencode(fields))
    body, content_type = multipart(fields)
    call(api, "sendMessage", body, content_type)
    whole = {"chat_id": chat.id, "text": "å 😀", "reply_markup": markup}
    call(api, "sendMessage", json.dumps(whole), "application/json")
    assert [(message.text, message.labels) for message in chat.expect(4)] == [("å 😀", (("å",),))] * 4
    assert {json.dumps(dict(made.parameters)) for made in api.calls} == {json.dumps(whole)}


@pytest.mark.parametrize(
    ("method", "parameters", "error"),
    [
        ("sendMessage", {"chat_id": True}, 'parameter "chat_id" of sendMessage must be Integer or String @username'),
        ("sendMessage", {"text": 1}, 'parameter "text" of sendMessage must be String'),
        ("sendMessage", {"text": "\ud83d"}, 'parameter "text" of sendMessage must be String: '),
        ("sendMessage", {"disable_notification": 1}, 'parameter "disable_notification" of sendMessage must be Boolean'),
        ("sendMessage", {"message_thread_id": "x"}, 'parameter "message_thread_id" of sendMessage must be Integer'),
        (
            "sendMessage",
            {"reply_parameters": []},
            'parameter "reply_parameters" of sendMessage must be ReplyParameters',
        ),
        (
            "sendMessage",
            {"reply_parameters": "{"},
            'parameter "reply_parameters" of sendMessage must be ReplyParameters: ',
        ),
        (
            "sendMessage",
            {"reply_parameters": {}},
            'parameter "reply_parameters" of sendMessage must be ReplyParameters: no field "message_id"',
        ),
        (
            "sendMessage",
            {"link_preview_options": {"off": True}},
            'parameter "link_preview_options" of sendMessage must be LinkPreviewOptions: unknown field "off"',
        ),
        (
            "getUpdates",
            {"allowed_updates": ["message", 1]},
            'parameter "allowed_updates" of getUpdates must be Array of String: field "1" must be String',
        ),
        ("getUpdates", {"allowed_updates": "message"}, 'parameter "allowed_updates" of getUpdates must be Array of S'),
        ("getUpdates", {"allowed_updates": {}}, 'parameter "allowed_updates" of getUpdates must be Array of String'),
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("setMyCommands", {"scope": {"type": "all"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyCommands", {"scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
    ],
)
def test_wrong_types(api: FakeBotApi, method: str, parameters: dict[str, object], error: str) -> None:
    """A parameter of the wrong type is refused, and named."""
    status, envelope = call(api, method, json.dumps(parameters), "application/json")
    assert (status, envelope["ok"], envelope["error_code"]) == (400, False, 400)
    assert envelope["description"].startswith(f"Bad Request: {error}")


@pytest.mark.parametrize(
    ("path", "body", "content_type", "error"),
    [
        ("getMe", "[1]", "application/json", "can't parse JSON object"),
        ("getMe", "{", "application/json", "can't parse JSON object"),
        ("getMe", "a", "text/plain", "unsupported content type text/plain"),
        ("getUpdates?limit=1", "limit=2", FORM, "a parameter is given twice"),
        ("getUpdates", *multipart({"limit": "1"}, filename="a.txt"), 'parameter "limit" is a file'),
    ],
)
def test_wrong_bodies(api: FakeBotApi, path: str, body: str, content_type: str, error: str) -> None:
    """A body that cannot be read is refused."""
    assert call(api, path, body, content_type) == (
        400,
        {"ok": False, "error_code": 400, "description": f"Bad Request: {error}"},
    )


def test_unknown_methods_and_addresses(api: FakeBotApi) -> None:
    """What is not there is not found."""
    not_found = (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    assert call(api, "sendEverything") == not_found
    assert call(api, "get/Me") == not_found


def test_the_token(api: FakeBotApi) -> None:
    """Another token is refused, and so is the right one while the test wants it."""
    unauthorized = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert call(api, "getMe", token="1:A") == unauthorized  # noqa: S106 - not a token of anybody's
    api.token_refused = True
    assert api.token_refused
    assert call(api, "getMe") == unauthorized
    api.token_refused = False
    assert call(api, "getMe")[0] == 200


def test_planned_refusals(api: FakeBotApi) -> None:
    """Refusals come in the order in which they were planned, each for its method and its chat only."""
    chat, other = api.chat(), api.chat("group")
    api.fail("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, chat=chat)
    api.fail("sendMessage", 502, "Bad Gateway", times=2)
    api.fail("getMe", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100)
    to_other, to_chat = f"sendMessage?chat_id={other.id}&text=a", f"sendMessage?chat_id={chat.id}&text=a"
    bad_gateway = (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})
    assert call(api, to_other) == bad_gateway
    status, envelope = call(api, to_chat)
    assert (status, envelope["parameters"]) == (429, {"retry_after": 3})
    assert call(api, to_chat) == bad_gateway
    assert call(api, to_chat)[0] == 200
    assert call(api, "getMe")[1]["parameters"] == {"migrate_to_chat_id": -100}
    assert [made.error for made in api.calls][-2:] == [None, "Bad Request: group chat was upgraded"]
    assert len(chat.expect(1)) == 1


def test_dropped_connections(api: FakeBotApi) -> None:
    """A connection is dropped before the message was sent, or after."""
    chat = api.chat()
    path = f"sendMessage?chat_id={chat.id}&text=a"
    api.drop("sendMessage")
    with pytest.raises(RemoteDisconnected):
        call(api, path)
    assert chat.messages == ()
    api.drop("sendMessage", after_effect=True, chat=chat)
    with pytest.raises(RemoteDisconnected):
        call(api, path)
    assert chat.reply().text == "a"
    assert [made.error for made in api.calls] == [
        "connection dropped before the effect",
        "connection dropped after the effect",
    ]


def test_the_network_goes_away_and_comes_back(api: FakeBotApi) -> None:
    """While it is away connections are refused and open ones gone; afterwards the address is the same."""
    connection = HTTPConnection(urlsplit(api.url).netloc, timeout=5)
    connection.request("GET", f"/bot{api.token}/getMe")
    connection.getresponse().read()
    with api.unreachable():
        assert connection.sock.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            call(api, "getMe")
    connection.close()
    assert call(api, "getMe")[0] == 200


def test_connections_that_come_as_the_network_goes(api: FakeBotApi) -> None:
    """None is left hanging, not even one that was made in the last moment."""
    url = urlsplit(api.url)
    for _ in range(20):
        with socket.create_connection((url.hostname or "", url.port or 0), timeout=5) as connection:
            api.stop_listening()
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(1) == b""
            api.listen_again()
