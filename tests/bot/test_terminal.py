"""The terminal: what it shows, and how it ends."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.message import Typed
from bot.reply import Kind, Quotation, Reply, Saying
from bot.session import Session
from bot.terminal import WIDEST, chat, console, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation import Conversation


def _shown(reply: Reply, width: int = 60) -> str:
    screen = io.StringIO()
    Console(file=screen, width=width).print(rendered(reply))
    return screen.getvalue()


def _quoting(text: str, heading: str = "Vad?") -> Reply:
    quotation = Quotation(
        heading=heading,
        text=text,
        is_whole=True,
        speaker="",
        title="Titel",
        publication="",
        published="",
        position="svar 1 av 1",
        original="",
        url=None,
    )
    return Reply(Kind.ANSWERED, (quotation,))


def _chat(conversation: Conversation, *lines: str, end: type[BaseException] = EOFError) -> str:
    screen = io.StringIO()
    coming = iter(lines)

    def read(_: str) -> str:
        for line in coming:
            return line
        raise end

    chat(conversation, "sv", Console(file=screen, width=80), read)
    return screen.getvalue()


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_the_end_of_the_input_and_an_interrupt_are_quiet(conversation: Conversation, end: type[BaseException]) -> None:
    """Leaving says nothing and raises nothing."""
    assert _chat(conversation, end=end) == _chat(conversation)


def test_empty_lines_are_quiet(conversation: Conversation) -> None:
    """A line without anything in it gets no reply."""
    assert _chat(conversation, "", "   ", "\t") == _chat(conversation)


def test_a_quotation_stands_behind_a_bar_on_every_line() -> None:
    """Where a quotation begins and ends can be seen, however often it is wrapped."""
    words = "ord " * 60
    barred = [line for line in _shown(_quoting(words)).splitlines() if "┃" in line]
    assert len(barred) > 3
    assert " ".join(line.partition("┃")[2] for line in barred).split() == words.split()


def test_markup_in_the_words_is_shown_as_it_stands() -> None:
    """What looks like the terminal library's own markup is none of ours."""
    assert "[bold]Hej[/bold] [link=x]" in _shown(_quoting("[bold]Hej[/bold] [link=x]"))


@given(st.text(), st.integers(min_value=1, max_value=200))
def test_any_words_are_shown_at_any_width(words: str, width: int) -> None:
    """No words and no width of the terminal crash it."""
    encodable = words.encode("utf-8", "replace").decode()
    for shown in (_shown(_quoting(encodable), width), _shown(Reply(Kind.SMALL_TALK, (Saying(encodable),)), width)):
        assert all(cell_len(line) <= max(width, 4) for line in shown.splitlines())


def test_control_characters_do_not_reach_the_terminal() -> None:
    """Words cannot move the cursor, recolour the screen or ring the bell."""
    shown = _shown(_quoting("a\x1b[2Jb\x07c\x9bd"))
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}


def test_the_terminal_is_not_wider_than_text_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a wide screen lines stay readable."""
    monkeypatch.setenv("COLUMNS", "300")
    assert console().width == WIDEST


def test_a_question_s_number_can_be_typed(conversation: Conversation) -> None:
    """The number before a question is the one that asks it."""
    reply, session = conversation.reply(Typed("frågor"), Session("sv"))
    answered: Callable[[int], Reply] = lambda number: conversation.reply(Typed(str(number)), session)[0]  # noqa: E731
    for button in reply.questions:
        assert button.number is not None
        assert f"{button.number}. {button.label}" in " ".join(_shown(reply).split())
        assert button.label in _shown(answered(button.number), 400)
