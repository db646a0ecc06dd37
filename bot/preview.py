"""Every screen and sentence of one language, as readers meet them, for somebody who proofreads."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

from babel import Locale

from bot.conversation import Conversation
from bot.message import Commanded, Pressed, Signal, Typed
from bot.presentation import Presenter
from bot.reply import Comparison, Deed, Quotation, Saying
from bot.session import Session
from bot.texts import texts
from index import library
from index.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.message import Message
    from bot.reply import Button, Reply
    from bot.texts import Texts

_PLACEHOLDER = re.compile(r"\{\w+\}")
_DAYS = 90
_MANY = 3


def preview(language: str) -> Iterator[str]:
    """Yield screen after screen: a dialogue over the interview that ships, then what Telegram shows, then the rest.

    The rest are the sentences and names that none of these held, with values for examples in them.
    """
    its = texts(language)
    shown: list[str] = []
    for screen in (*_screens(language), *_menus(its)):
        shown.append(screen)
        yield screen
    unseen = "\n".join(shown)
    for key, words in _examples(its).items():
        if not _has(unseen, words[0]):
            yield f"({key})\n{words[1]}"


def _screens(language: str) -> Iterator[str]:
    """Yield what is said in `preview.toml` and pressed after it, each with its reply."""
    conversation = Conversation(Searcher(library.shipped()), _DAYS)
    session = Session(language)
    script = tomllib.loads(resources.files("bot.texts").joinpath("preview.toml").read_text(encoding="utf-8"))
    messages: list[tuple[str, Message]] = [("/start", Signal.START), ("🖼", Signal.MEDIA)]
    messages += [(f"/{command}", Commanded(command)) for command in texts(language).commands if command != "forget"]
    messages += [(said, Typed(said)) for said in script[language]]
    messages += [("a" * 60 + "…", Typed("a" * 5001)), ("/verify …", Commanded("verify", "a" * 5001))]
    for said, message in messages:
        reply, session = conversation.reply(message, session)
        yield f"› {said}\n\n{written(reply)}"
    answer = conversation.reply(Typed("2"), Session(language))[0]
    address = answer.passage.address if answer.passage else None
    gone = Pressed(Deed.NEXT, replace(address, interview="x")) if address else None
    for deed in (Deed.UNHELPFUL, Deed.WRONG_WORDS, Deed.HELPFUL, Deed.NONE, Deed.OTHERS, Deed.WHOLE):
        if address is not None:
            yield f"› [{deed.name}]\n\n{written(conversation.reply(Pressed(deed, address), session)[0])}"
    if gone is not None and address is not None:
        yield f"› [{Deed.NEXT.name}]\n\n{written(conversation.reply(gone, session)[0])}"
        changed = Pressed(Deed.ASK, replace(address, revision="000000"))
        yield f"› [{Deed.ASK.name}]\n\n{written(conversation.reply(changed, session)[0])}"


def written(reply: Reply) -> str:
    """Return a reply in plain text: what is said, quoted and compared, then the rows of buttons."""
    lines = []
    for part in reply.parts:
        if isinstance(part, Saying):
            lines.append(part.text)
        elif isinstance(part, Quotation):
            lines.append("\n".join(filter(None, [part.heading, f"┃ {part.text}", part.label, part.url])))
        elif isinstance(part, Comparison):
            lines.append("\n".join(f"• {its.said}" for its in part.pieces if its.said))
    rows = [[button] for button in reply.questions] + [list(row) for row in (reply.moves, reply.marks)]
    buttons = [" ".join(f"[{_label(button)}]" for button in row) for row in rows if row]
    toast = [f"({reply.toast})"] if reply.toast else []
    return "\n\n".join([*lines, *toast, *(["\n".join(buttons)] if buttons else [])])


def _label(button: Button) -> str:
    return button.label if button.number is None else f"{button.number}. {button.label}"


def _menus(its: Texts) -> Iterator[str]:
    """Yield what Telegram shows before anybody writes."""
    yield its.profile["description"]
    yield its.profile["short_description"]
    yield "\n".join(f"/{name} – {does}" for name, does in its.commands.values())
    yield f"{its.terminal['prompt']} ›\n{its.terminal['keys']}"


def _examples(its: Texts) -> dict[str, tuple[str, str]]:
    """Return each sentence and name by its key, as it is kept and with examples in it."""
    shipped = library.shipped()
    (interview,) = shipped.interviews.values()
    present = Presenter(shipped, its)
    missed = its.say["report_missed"] + "\n• 2 × " + interview.title
    values = defaultdict(
        lambda: "7",
        title=interview.title,
        who=present.who(interview.id),
        interview=its.name["interview_called"].format(title=interview.title),
        interviews=present.counted("interview", _MANY),
        originals="",
        **dict.fromkeys(["language", "languages", "original"], str(Locale(its.language).languages["de"])),
        value=interview.publication,
        words=present.either([interview.publication, interview.id]),
        word=interview.publication,
        missed=missed,
        days=str(_DAYS),
    )
    tables = {"say": its.say, "name": its.name}
    return {
        f"{table}.{key}": (words, words.format_map(values))
        for table, sentences in tables.items()
        for key, words in sentences.items()
    }


def _has(shown: str, words: str) -> bool:
    """Tell whether a sentence stands on the screens, whatever its placeholders stand for there."""
    kept = [re.escape(its) for its in _PLACEHOLDER.split(words)]
    return any(kept) and re.search(rf"(?<!\w){'.*?'.join(kept)}(?!\w)", shown, re.DOTALL) is not None
