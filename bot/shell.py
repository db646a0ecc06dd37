"""What all commands of the command line share: options, the library, printing, and refusing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

    from index.library import Library

MISUSED = 2
"""The exit status where the way it was called, or what it was given, is at fault."""

PASSING = 75
"""The exit status where the same may go well later: EX_TEMPFAIL of sysexits.h."""

WIDE = 200
"""Columns of a table, at most, where it is printed into a file or another program."""

interviews_option = click.option(
    "--interviews",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    envvar="INTERVIEWBOT_INTERVIEWS",
    help="The folder of interview files; without it, the interview that ships.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


def write_json(value: object) -> None:
    """Write a value as one line of JSON in UTF-8."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def library(folder: Path | None) -> Library:
    """Return the library in a folder, or the one that ships; one that is broken is refused."""
    from index.library import LibraryError, load, shipped  # noqa: PLC0415  # only when it is needed

    try:
        return shipped() if folder is None else load(folder)
    except (LibraryError, OSError) as error:
        refuse(str(error))


def show(what: RenderableType, *, is_wide: bool = False) -> None:
    """Print what rich renders; what is wide, over the whole terminal, and where there is none as wide as it likes."""
    from rich.console import Console  # noqa: PLC0415

    from bot.terminal import console  # noqa: PLC0415

    screen = console()
    if is_wide:
        screen.width = Console(highlight=False).width if screen.is_terminal else WIDE
    screen.print(what, crop=False)


def refuse(message: str, status: int = MISUSED) -> NoReturn:
    """Say why, and end."""
    click.echo(message, err=True)
    sys.exit(status)
