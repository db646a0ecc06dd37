"""Answers to inline queries and to those who summon the bot as a guest: articles that become messages elsewhere."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fake_bot_api.content import LINK_PREVIEW, content
from fake_bot_api.keyboards import INLINE_KEYBOARD, checked
from fake_bot_api.parameters import INTEGER, STRING, record
from fake_bot_api.records import InlineAnswer, InlineResult, ResultsButton, User
from fake_bot_api.refusal import bad_request
from fake_bot_api.state import TOO_OLD, State

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
MAX_CACHE_SECONDS = 24 * 60 * 60
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What may stand behind `?start=` in a link to a bot, and in the button above inline results."""

ARTICLE = record(
    "InlineQueryResultArticle",
    {
        "type": STRING,
        "id": STRING,
        "title": STRING,
        "input_message_content": record(
            "InputTextMessageContent",
            {"message_text": STRING},
            {"parse_mode": STRING, "link_preview_options": LINK_PREVIEW},
        ),
    },
    {
        "reply_markup": INLINE_KEYBOARD,
        "url": STRING,
        "description": STRING,
        "thumbnail_url": STRING,
        "thumbnail_width": INTEGER,
        "thumbnail_height": INTEGER,
    },
)
RESULTS_BUTTON = record(
    "InlineQueryResultsButton",
    {"text": STRING},
    {"start_parameter": STRING, "web_app": record("WebAppInfo", {"url": STRING})},
)

_DURING = "can't parse inline query result"

Given = Mapping[str, Any]


def answer_inline_query(state: State, given: Given) -> object:
    """Answer an inline query, once."""
    query_id = given.get("inline_query_id", "")
    articles = given.get("results", [])
    if len(articles) > MAX_RESULTS:
        bad_request("too many inline query results specified")
    button = _button(given.get("button"))
    if query_id not in state.inline_queries:
        bad_request(TOO_OLD)
    user, text = state.inline_queries[query_id]
    results = _results(articles, user, text)
    if len(given.get("next_offset", "").encode()) > MAX_OFFSET_BYTES:
        bad_request("NEXT_OFFSET_INVALID")
    state.inline_answers[query_id] = InlineAnswer(
        results,
        given.get("next_offset", ""),
        min(max(given.get("cache_time", 300), 0), MAX_CACHE_SECONDS),
        given.get("is_personal", False),
        button,
    )
    del state.inline_queries[query_id]
    return True


def answer_guest_query(state: State, given: Given) -> object:
    """Answer whoever summoned the bot as a guest, once: the bot's message stands in that chat."""
    query_id = given.get("guest_query_id", "")
    if "result" not in given:
        bad_request("result isn't specified")
    if query_id not in state.guest_queries:
        bad_request(TOO_OLD)
    room, summons = state.guest_queries[query_id]
    (result,) = _results([given["result"]], summons.sender, summons.text)
    caller = summons.content.get("sender_chat")
    sent = state.keep(
        room,
        state.bot,
        **said(result),
        thread=summons.thread,
        inline_id=state.new_inline_id(),
        content={"guest_bot_caller_chat": caller} if caller else {"guest_bot_caller_user": summons.sender.wire()},
    )
    del state.guest_queries[query_id]
    return {"inline_message_id": sent.inline_id}


def said(result: InlineResult) -> dict[str, Any]:
    """Return the fields of `Content` of the message that a result sends."""
    return {name: getattr(result, name) for name in ("text", "html", "entities", "markup", "preview")}


def _results(articles: Sequence[Given], user: User, query: str) -> tuple[InlineResult, ...]:
    results = tuple(_result(article, user, query) for article in articles)
    if len({result.id for result in results}) < len(results):
        bad_request("RESULT_ID_DUPLICATE")
    return results


def _result(article: Given, user: User, query: str) -> InlineResult:
    message = article["input_message_content"]
    if article["type"] != "article":
        bad_request(f'{_DURING}: type "{article["type"]}" is unsupported for the inline query result')
    if not message["message_text"]:
        bad_request(f"{_DURING}: Input message content is not specified")
    shown = content(message["message_text"], message, too_long="MESSAGE_TOO_LONG", during=_DURING)
    if not 1 <= len(article["id"].encode()) <= MAX_ID_BYTES:
        bad_request("RESULT_ID_INVALID")
    if not article["title"].strip():
        bad_request("ARTICLE_TITLE_EMPTY")
    return InlineResult(
        **shown,
        markup=checked(article.get("reply_markup"), web_apps=False),
        id=article["id"],
        title=article["title"],
        description=article.get("description", ""),
        url=article.get("url"),
        user=user,
        query=query,
    )


def _button(given: Given | None) -> ResultsButton | None:
    if given is None:
        return None
    if len(given.keys() & {"start_parameter", "web_app"}) != 1:
        bad_request(
            "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field"
        )
    start = given.get("start_parameter")
    if start == "":
        bad_request("START_PARAM_EMPTY")
    if start is not None and not START_PARAMETER.fullmatch(start):
        bad_request("START_PARAM_INVALID")
    return ResultsButton(given["text"], start, given["web_app"]["url"] if "web_app" in given else None)
