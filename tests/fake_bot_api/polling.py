"""How the bot gets its updates: long polling, or a webhook, which is noted here and called by the courier."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from fake_bot_api.refusal import bad_request, conflict
from fake_bot_api.state import State

LOOPBACK = "127.0.0.1"
MAX_UPDATES = 100
MAX_TIMEOUT_SECONDS = 50
_ANOTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

Given = Mapping[str, Any]


async def get_updates(state: State, given: Given) -> object:
    """Confirm what lies before the offset and return what lies behind it, as soon as there is something.

    As with the real one, the later of two polls at once goes on and the earlier ends with a conflict.
    """
    limit = given.get("limit", MAX_UPDATES)
    if not 1 <= limit <= MAX_UPDATES:
        limit = MAX_UPDATES
    woken = asyncio.Event()
    poller = partial(asyncio.get_running_loop().call_soon_threadsafe, woken.set)
    with state.changed:
        if state.webhook:
            conflict(_WEBHOOK)
        displaced, state.poller = state.poller, poller
        if displaced:
            displaced()
        if "allowed_updates" in given:
            state.updates.allow(given["allowed_updates"])
        state.updates.confirm(given.get("offset", 0))
        state.changed.notify_all()
    try:
        async with asyncio.timeout(min(given.get("timeout", 0), MAX_TIMEOUT_SECONDS)):
            while not (updates := _waiting(state, poller, limit)):
                woken.clear()
                await woken.wait()
    except TimeoutError:
        updates = []
    finally:
        with state.changed:
            if state.poller is poller:
                state.poller = None
    return updates


def _waiting(state: State, poller: object, limit: int) -> list[Mapping[str, object]]:
    with state.changed:
        if state.webhook:
            conflict("terminated by setWebhook request")
        if state.poller is not poller:
            conflict(_ANOTHER)
        return state.updates.first(limit)


def set_webhook(state: State, given: Given) -> object:
    """Note where updates are to be sent; an empty address means nowhere."""
    url = given.get("url", "")
    on_loopback = state.calls_webhooks and urlsplit(url).hostname == LOOPBACK
    if url and not on_loopback and not url.startswith("https://"):
        bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if "allowed_updates" in given:
        state.updates.allow(given["allowed_updates"])
    if given.get("drop_pending_updates"):
        state.updates.drop()
    state.webhook = dict(given) if url else {}
    state.wake()
    return True


def delete_webhook(state: State, given: Given) -> object:
    """Go back to polling."""
    return set_webhook(state, {**given, "url": ""})


def get_webhook_info(state: State, given: Given) -> object:
    """Tell about the webhook, and how many updates wait."""
    del given
    shown = {"url", "ip_address", "max_connections", "allowed_updates"}
    noted = {name: value for name, value in state.webhook.items() if name in shown}
    failed = next((attempt for attempt in reversed(state.attempts) if not attempt.is_taken), None)
    if failed and state.webhook:
        noted |= {"last_error_date": failed.date, "last_error_message": failed.complaint}
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    } | noted
