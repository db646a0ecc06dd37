"""The command line, `interviewbot`. What a command needs is imported when it runs: a question is answered at once."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from dotenv import load_dotenv

from bot import publishing, shell, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.asking import Asker
    from bot.conversation import Conversation
    from bot.telegram.reloading import Watched
    from index.library import Library

LONGEST_HEADING = 200
"""Code points of a question that are printed above its answer."""

MOST_REPORTED = 50
"""How many gaps, passages and wrong answers a report lists."""

language_option = click.option(
    "--language",
    type=click.Choice(texts.LANGUAGES),
    envvar="INTERVIEWBOT_LANGUAGE",
    help="The language to speak; without it, the locale's.",
)


def main() -> None:
    """Run the command line."""
    try:
        load_dotenv(".env")
    except (OSError, UnicodeDecodeError) as error:
        shell.refuse(f".env cannot be read ({error}); save it as UTF-8")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a real stream has it
    commands(prog_name="interviewbot")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Ask published interviews, and be answered in the interviewee's own words."""


for _command in publishing.COMMANDS:
    commands.add_command(_command)


@commands.command()
@shell.interviews_option
@language_option
def chat(folder: Path | None, language: str | None) -> None:
    """Chat with the interviews in the terminal."""
    from bot import terminal  # noqa: PLC0415  # only when it runs, as in every command

    library = shell.library(folder)
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  # where it is there, input() edits lines and remembers them
    terminal.chat(_conversation(library), _language(language, library), terminal.console(), input)


@commands.command()
@click.argument("questions", nargs=-1)
@shell.interviews_option
@language_option
@shell.json_option
@click.option("--explain", is_flag=True, help="Show how each question was read, and what speaks for each passage.")
def ask(questions: tuple[str, ...], folder: Path | None, language: str | None, *, as_json: bool, explain: bool) -> None:
    """Answer QUESTIONS, each an argument, or those on standard input, a line each."""
    if explain and as_json:
        shell.refuse("--explain is for reading and --json for programs; leave one of them out")
    from bot.asking import Asker  # noqa: PLC0415
    from bot.printing import shortened  # noqa: PLC0415

    library = shell.library(folder)
    asker = Asker(_conversation(library), library, _language(language, library))
    answer = _explain if explain else _ask_as_json if as_json else _ask
    done = []
    for number, text in enumerate(questions or _standard_input(), 1):
        if len(questions) != 1 and not as_json:
            click.secho(f"\n› {shortened(text, LONGEST_HEADING)}", bold=True)
        done.append(answer(asker, text, number))
    sys.exit(0 if all(done) else 1)


@commands.command()
@click.argument("word")
@shell.interviews_option
def word(word: str, folder: Path | None) -> None:
    """Show what WORD leads to in the lexicon, and in the library's own, and by which relation."""
    from bot.printing import word_table  # noqa: PLC0415

    shell.show(word_table(word, shell.library(folder).lexicon))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.jsonl")
@shell.interviews_option
@click.option("--without-hints", is_flag=True, help="Leave the editor's hints out.")
@click.option("--failures", is_flag=True, help="List each miss with what was shown instead.")
@click.option("--curve", is_flag=True, help="Show what other thresholds would bring.")
@shell.json_option
def check(file: Path, folder: Path | None, *, without_hints: bool, failures: bool, curve: bool, as_json: bool) -> None:
    """Ask the questions of a set whose answers are known, and print how well they were answered."""
    from bot.asking import Asker  # noqa: PLC0415
    from bot.printing import curve_table, failures_table, scorecard_table  # noqa: PLC0415
    from index.evaluation import QuestionSetError, Scorecard, best, by_kind, evaluate, read_set, trade_off  # noqa: PLC0415

    library = shell.library(folder)
    try:
        answers = {interview: len(library.answers(interview)) for interview in library.interviews}
        asked = read_set(file.read_text(encoding="utf-8-sig"), file.name, answers)
    except QuestionSetError as error:
        shell.refuse(str(error))
    except OSError as error:
        shell.refuse(f"{file}: {error.strerror}; name a file of questions, one a line")
    except UnicodeDecodeError:
        shell.refuse(f"{file}: not UTF-8; save the file as UTF-8")
    asker = Asker(_conversation(library, with_hints=not without_hints), library, _language(None, library))
    outcomes = evaluate(asked, asker.given)
    card, kinds = Scorecard.of(outcomes), by_kind(outcomes)
    missed = [outcome for outcome in outcomes if outcome.failed] if failures else []
    points = trade_off(outcomes)
    balanced = best(points)
    if as_json:
        listed = {"failures": [outcome.as_json() for outcome in missed]} if failures else {}
        shell.write_json(
            {
                **card.as_json(),
                "kinds": {kind: its.as_json() for kind, its in kinds.items()},
                **listed,
                **({"curve": [point.as_json() for point in points]} if curve else {}),
                "threshold": balanced.answered_from,
            }
        )
        return
    shell.show(scorecard_table(card, kinds))
    thresholds = f"{balanced.answered_from:.2f}, and close from {balanced.close_from:.2f}"
    click.echo(f"\nshown less misled is greatest where answers are given from a confidence of {thresholds}")
    if curve:
        shell.show(curve_table(points))
    if missed:
        shell.show(failures_table(missed))


@commands.command()
@shell.interviews_option
@click.option("--webhook", metavar="URL", help="Have Telegram deliver to this https address instead of polling.")
@click.option(
    "--listen",
    metavar="HOST:PORT",
    default="127.0.0.1:8443",
    show_default=True,
    help="Where the proxy hands on what is delivered.",
)
def telegram(folder: Path | None, webhook: str | None, listen: str) -> None:
    """Run the Telegram bot, by long polling or a webhook; INTERVIEWBOT_TOKEN holds its token."""
    from bot.telegram import configuration  # noqa: PLC0415
    from bot.telegram.application import run  # noqa: PLC0415
    from bot.telegram.start_error import StartError  # noqa: PLC0415
    from bot.telegram.webhook import Door  # noqa: PLC0415

    try:
        door = Door.parse(webhook, listen) if webhook is not None else None
    except ValueError as error:
        shell.refuse(str(error))
    try:
        days = configuration.settings().journal_days
        library, watched = _watched(folder, days) if folder else (shell.library(None), None)
        run(_conversation(library, kept_days=days), library.language, door, watched)
    except StartError as error:
        shell.refuse(str(error), shell.PASSING if error.may_pass else shell.MISUSED)


@commands.command()
@shell.json_option
def status(*, as_json: bool) -> None:
    """Tell how the Telegram bot is, whether it runs or not: what it has done, and what waits."""
    from bot.telegram import status_table  # noqa: PLC0415
    from bot.telegram.status import StatusError, in_folder  # noqa: PLC0415

    try:
        found = in_folder(_data_folder())
    except StatusError as error:
        shell.refuse(str(error))
    if as_json:
        shell.write_json(status_table.as_json(found))
    else:
        shell.show(status_table.table(found, time.time()))


@commands.command()
@shell.interviews_option
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="How many days, today included.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a page instead.")
@shell.json_option
def report(folder: Path | None, days: int, html: Path | None, *, as_json: bool) -> None:
    """Tell the publisher what readers asked the Telegram bot, what they missed, and what they marked wrong."""
    if html is not None and as_json:
        shell.refuse("--html is for reading and --json for programs; leave one of them out")
    from bot import report as reports  # noqa: PLC0415
    from bot.journal import JournalError, read  # noqa: PLC0415
    from index.search import Searcher  # noqa: PLC0415

    today = datetime.now(UTC).date()
    first = reports.first_day(today, days)
    try:
        entries = read(_data_folder(), first)
    except JournalError as error:
        shell.refuse(str(error))
    searcher = Searcher(shell.library(folder))
    found = reports.report(entries, first, today, searcher.library.language)
    if as_json:
        shell.write_json(reports.as_json(found, searcher, MOST_REPORTED))
    elif html is not None:
        from bot.report_page import page  # noqa: PLC0415

        try:
            html.write_text(page(found, searcher, MOST_REPORTED), encoding="utf-8", errors="replace")
        except OSError as error:
            shell.refuse(f"{html}: {error.strerror}; name a file that can be written")
    else:
        from bot.report_table import table  # noqa: PLC0415

        shell.show(table(found, searcher, MOST_REPORTED))


@commands.command("texts")
@click.option("--preview", "is_preview", is_flag=True, help="Print every screen, for proofreading.")
@click.option("--language", type=click.Choice(texts.LANGUAGES), help="One language; without it, all.")
def texts_(language: str | None, *, is_preview: bool) -> None:
    """List all that the bot says, by its keys, or print every screen with examples."""
    for code in [language] if language else texts.LANGUAGES:
        if is_preview:
            from bot.preview import preview  # noqa: PLC0415

            for screen in preview(code):
                click.echo(f"{screen}\n\n{'─' * 40}\n")
        else:
            its = texts.texts(code)
            for table, said in {"say": its.say, "name": its.name, "profile": its.profile}.items():
                for key, words in said.items():
                    click.echo(f"{code} {table}.{key} = {words!r}")


def _data_folder() -> Path:
    """Return the data folder of the Telegram bot, as the settings name it."""
    from bot.telegram.configuration import settings, token  # noqa: PLC0415
    from bot.telegram.data_folder import usual  # noqa: PLC0415
    from bot.telegram.start_error import StartError  # noqa: PLC0415

    try:
        given = settings()
        return given.data or usual(token(given))
    except StartError as error:
        shell.refuse(str(error))


def _ask(asker: Asker, text: str, number: int) -> bool:
    """Print the answer to one question, and tell whether it could be asked."""
    from bot.asking import Line, LineError  # noqa: PLC0415
    from bot.terminal import rendered  # noqa: PLC0415

    try:
        shell.show(rendered(asker.ask(Line.read(text, number)), can_be_answered=False))
    except LineError as error:
        click.echo(f"{number}: {error}", err=True)
        return False
    return True


def _explain(asker: Asker, text: str, number: int) -> bool:
    """Print the answer to one question and how it came about, and tell whether it could be asked."""
    from bot.asking import Line  # noqa: PLC0415
    from bot.printing import explanation  # noqa: PLC0415

    if not _ask(asker, text, number):
        return False
    finding = asker.ask(Line.read(text, number)).finding
    if finding is not None:
        shell.show(explanation(finding.question, finding.considered, asker.library))
    return True


def _ask_as_json(asker: Asker, text: str, number: int) -> bool:
    """Write the answer to one question as JSON, and tell whether it could be asked."""
    from bot.asking import Line, LineError  # noqa: PLC0415

    try:
        shell.write_json(asker.answer(Line.read(text, number)))
    except LineError as error:
        shell.write_json({"id": error.id, "error": str(error)})
        return False
    return True


def _standard_input() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]  # as above
    return (line.rstrip("\r\n") for line in sys.stdin)


def _conversation(library: Library, *, with_hints: bool = True, kept_days: int | None = None) -> Conversation:
    from bot.conversation import Conversation  # noqa: PLC0415
    from index.search import Searcher  # noqa: PLC0415

    # What is loaded here stays: looking through it again and again for garbage takes a fifth of the time to the start.
    gc.disable()
    conversation = Conversation(Searcher(library, with_hints=with_hints), kept_days)
    gc.freeze()
    gc.enable()
    return conversation


def _watched(folder: Path, kept_days: int) -> tuple[Library, Watched]:
    """Return the library of what is whole in a folder, and the folder, to be watched; what is broken is told."""
    from bot.telegram.reloading import Watched  # noqa: PLC0415
    from index.folder import Folder, FolderError  # noqa: PLC0415
    from index.library import LibraryError, of  # noqa: PLC0415

    its = Folder(folder)
    try:
        contents = its.read()
        library = of(contents, folder)
    except (FolderError, LibraryError) as error:
        shell.refuse(str(error))
    for trouble in contents.troubles:
        click.echo(trouble, err=True)
    return library, Watched(its, contents, kept_days)


def _language(chosen: str | None, library: Library) -> str:
    """Return the language to speak: the one chosen, else the locale's, else that of the first interview."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    says_nothing = locale.partition(".")[0] in ("", "C", "POSIX")
    return chosen or texts.nearest(None if says_nothing else locale, library.language)
