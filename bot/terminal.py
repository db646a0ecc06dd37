"""The conversation in a terminal: lines read until the reader leaves, replies rendered with rich."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.style import Style
from rich.text import Text

from bot.message import Signal, Typed
from bot.reply import Comparison, Quotation, Reply, Saying
from bot.session import Session
from bot.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.conversation import Conversation

WIDEST = 88
"""Columns that text runs over, however wide the terminal is: longer lines are hard to read."""

_CONTROLS = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"
}
"""What could move the cursor or recolour the screen is shown as something that cannot be shown."""


def console() -> Console:
    """Return the terminal to print on, not wider than text should be."""
    terminal = Console(highlight=False)
    terminal.width = min(terminal.width, WIDEST)
    return terminal


def chat(conversation: Conversation, language: str, screen: Console, read: Callable[[str], str]) -> None:
    """Talk until the reader says goodbye, ends the input or interrupts; `read` shows a prompt and returns a line.

    An empty line is passed over.
    """
    words = texts(language).terminal
    reply, session = conversation.reply(Signal.START, Session(language))
    screen.print(rendered(reply), Text(words["keys"], style="dim"), "", sep="\n", crop=False)
    for line in _lines(read, f"{words['prompt']} › "):
        reply, session = conversation.reply(Typed(line), session)
        screen.print(rendered(reply), crop=False)
        if reply.is_farewell:
            return
    screen.print()


def rendered(reply: Reply, *, can_be_answered: bool = True) -> RenderableType:
    """Return a reply as rich shows it: sayings plain, quotations behind a bar, then what can be chosen.

    Where it cannot be answered, questions have no numbers and there is no way on from a quotation.
    """
    shown: list[RenderableType] = [""]
    ways: list[RenderableType] = []
    if can_be_answered and reply.moves:
        # Typing what it says does what it says.
        ways = [_Indented(Text("    "), Text(" · ".join(move.label for move in reply.moves), style="cyan")), ""]
    for part in reply.parts:
        shown += [*_part(part), ""]
        if isinstance(part, Quotation):
            shown += ways
            ways = []
    for button in reply.questions:
        number = f"{button.number}." if can_be_answered and button.number is not None else "•"
        shown.append(_Indented(Text(f"{number:>4} ", style="bold cyan"), plain(button.label)))
    if reply.questions:
        shown.append("")
    return Group(*shown, *ways)


@dataclass(frozen=True, slots=True)
class _Indented:
    """Text wrapped behind a margin: on the first line `first`, on the others as many spaces or `others`."""

    first: Text
    text: Text
    others: Text | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = self.first
        for line in self.text.wrap(console, max(options.max_width - self.first.cell_len, 1)):
            yield Text.assemble(margin, line)
            margin = self.others if self.others is not None else Text(" " * self.first.cell_len)


@dataclass(frozen=True, slots=True)
class _Link:
    """An address that leads to words on a page and so is long: whole only where a click cannot open it."""

    margin: Text
    url: str

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> RenderResult:
        shown = self.url.partition("#")[0] if console.is_terminal else self.url
        link = Text(shown, style=Style(color="blue", link=self.url))
        yield Text.assemble(self.margin, link, no_wrap=True, overflow="ignore")


def plain(words: str, style: str = "") -> Text:
    """Return words as they are to be shown: neither markup nor control characters in them mean anything."""
    return Text(words.translate(_CONTROLS), style=style)


def _part(part: Saying | Quotation | Comparison) -> Iterator[RenderableType]:
    if isinstance(part, Quotation):
        yield from _quotation(part)
    elif isinstance(part, Comparison):
        for its in part.pieces:
            if its.said:
                yield _Indented(Text("  • "), plain(its.said))
    else:
        yield plain(part.text)


def _quotation(quotation: Quotation) -> Iterator[RenderableType]:
    if quotation.heading:
        yield plain(quotation.heading, "italic")
    bar = Text("  ┃ ", style="green")
    yield _Indented(bar, plain(quotation.text), bar)
    margin = Text("    ")
    if quotation.speaker:
        yield _Indented(margin, plain(quotation.speaker, "bold"))
    yield _Indented(margin, plain(quotation.source, "dim"))
    if quotation.url:
        yield _Link(margin, quotation.url)


def _lines(read: Callable[[str], str], prompt: str) -> Iterator[str]:
    while True:
        try:
            line = read(prompt)
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip():
            yield line
