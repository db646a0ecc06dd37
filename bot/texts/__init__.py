"""Every sentence that the bot says and every phrase that it recognises, a file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, by its BCP 47 primary subtag; `locale` is how it writes dates.

    `say` and `name` hold whole sentences and names of things, with {placeholders}; `numbers` the words for the numbers
    from 0 to 12, which are written so in running text; `numbered` what may stand before a number that is typed; `heard`
    the phrases that are recognised, by what they mean. `commands` has the name of each command in this language and
    what it does, by its English name; `profile` what Telegram shows of the bot.
    """

    language: str
    locale: str
    say: Mapping[str, str]
    name: Mapping[str, str]
    numbers: tuple[str, ...]
    numbered: tuple[str, ...]
    terminal: Mapping[str, str]
    heard: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, tuple[str, str]]
    profile: Mapping[str, str]


@cache
def texts(language: str) -> Texts:
    """Return the texts in `language`, one of `LANGUAGES`.

    Raises:
        KeyError: there are none in that language.

    """
    if language not in LANGUAGES:
        message = f"no texts in {language!r}; there are texts in {', '.join(LANGUAGES)}"
        raise KeyError(message)
    data = tomllib.loads(resources.files("bot.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    say = {key: sentence.strip() for key, sentence in data["say"].items()}
    heard = {meaning: tuple(phrases) for meaning, phrases in data["heard"].items()}
    numbers, numbered = tuple(data["numbers"].split()), tuple(data["numbered"])
    commands = {command: (name, does) for command, (name, does) in data["commands"].items()}
    profile = {key: text.strip() for key, text in data["profile"].items()}
    return Texts(
        language, data["locale"], say, data["name"], numbers, numbered, data["terminal"], heard, commands, profile
    )


def nearest(tag: str | None, otherwise: str) -> str:
    """Return the language to speak with somebody whose client says `tag` (BCP 47, or a POSIX locale).

    Where there are no texts in it, English; where the client says nothing, `otherwise` if there are texts in that.
    """
    code = (tag or otherwise).replace("_", "-").partition("-")[0].partition(".")[0].casefold()
    return code if code in LANGUAGES else "en"
