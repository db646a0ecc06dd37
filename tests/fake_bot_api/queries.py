"""What a reader asks by a tap or while typing, and waits for: a press, an inline query."""

from fake_bot_api.records import Answer, InlineAnswer
from fake_bot_api.state import State

DEADLINE = 5.0
"""How long a test waits for the bot, in seconds, unless it says otherwise."""


class Press:
    """A button that was pressed."""

    def __init__(self, state: State, query_id: str) -> None:
        self.query_id = query_id
        self._state = state

    def answer(self, timeout: float = DEADLINE) -> Answer:
        """Wait until the bot has answered the press, and return its answer."""
        return self._state.wait_for(
            lambda: self._state.presses.get(self.query_id),
            timeout,
            lambda: f"the press was not answered within {timeout:g} s\n{report(self._state)}",
        )


class InlineQuery:
    """What somebody typed after the bot's name, anywhere."""

    def __init__(self, state: State, query_id: str) -> None:
        self.query_id = query_id
        self._state = state

    def answer(self, timeout: float = DEADLINE) -> InlineAnswer:
        """Wait until the bot has answered the query, and return its answer."""
        return self._state.wait_for(
            lambda: self._state.inline_answers.get(self.query_id),
            timeout,
            lambda: f"the inline query was not answered within {timeout:g} s\n{report(self._state)}",
        )


def report(state: State) -> str:
    """Describe what the bot did lately for whoever reads a failure."""
    calls = [call for call in state.calls if call.method != "getUpdates" or call.error][-8:]
    lines = [f"  {call.method} {dict(call.parameters)} {call.error or 'ok'}" for call in calls]
    return "\n".join(["its last calls:", *lines]) if lines else "it made no calls"
