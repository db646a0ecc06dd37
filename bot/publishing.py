"""The commands of a publisher: from sources to interview files, and looking after those."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bot import shell

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from bot.adding import Added
    from index.folder import Contents
    from index.reading import Metadata


def _person(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Read `Leif=Leif Sandberg, förvaltningsledare`: the label, the whole name and the role, which may be missing."""
    found = []
    for text in given:
        label, sign, described = (part.strip() for part in text.partition("="))
        name, role = (described.partition(",")[place].strip() for place in (0, 2))
        if not (label and sign and name):
            message = f'"{text}"; write "Leif=Leif Sandberg, förvaltningsledare"'
            raise click.BadParameter(message)
        found.append((label, name, role))
    return tuple(found)


def _language(_: click.Context, __: click.Parameter, given: str | None) -> str:
    from index.interview_file import is_language  # noqa: PLC0415  # only when it runs, as in every command

    if given and not is_language(given):
        message = f'"{given}" is no language tag; write sv, en, nb, …'
        raise click.BadParameter(message)
    return given or ""


def _address(_: click.Context, __: click.Parameter, given: str | None) -> str:
    from index.interview_file import is_address  # noqa: PLC0415

    if given and not is_address(given):
        message = f'"{given}" is no address; begin it with https://'
        raise click.BadParameter(message)
    return given or ""


KNOWN = (
    click.option("--title", default="", help="What it is called."),
    click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When it was published, as 2018-06-13."),
    click.option("--url", callback=_address, help="The page that it stands on."),
    click.option("--language", callback=_language, help="The language that it is in, as sv or en."),
    click.option("--interviewer", "interviewers", multiple=True, metavar="NAME", help="Who asks; may be repeated."),
    click.option(
        "--person",
        "people",
        multiple=True,
        callback=_person,
        metavar='"LABEL=NAME, ROLE"',
        help="Who speaks under a label, and their role; may be repeated.",
    ),
)
"""The options for what a source does not say itself."""


def knowing(command: Any) -> Any:  # noqa: ANN401  # as click types what it decorates
    """Give a command the options of `KNOWN`."""
    for option in reversed(KNOWN):
        command = option(command)
    return command


@click.command("add")
@click.argument("named", nargs=-1, required=True, metavar="SOURCE…")
@shell.interviews_option
@knowing
@click.option("--dry-run", "dry", is_flag=True, help="Tell what would be made of the sources, and write nothing.")
@click.option("--overwrite", is_flag=True, help="Take a source's words where the file's were changed by hand too.")
def add(named: tuple[str, ...], folder: Path | None, *, dry: bool, overwrite: bool, **known: Any) -> None:  # noqa: ANN401
    """Make interview files of SOURCEs: files, folders, https addresses, or - for standard input.

    A source that was added before is read again: what has changed there is changed in its file, and what was changed
    in the file by hand stays.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    from bot import publishing_tables as tables  # noqa: PLC0415
    from bot.adding import Adder, Outcome, sources  # noqa: PLC0415
    from index.folder import FolderError  # noqa: PLC0415
    from index.reading.worker import Reader  # noqa: PLC0415

    if folder is None and not dry:
        shell.refuse("name the folder that the interview files are to be in: --interviews DIR, or --dry-run for none")
    found = list(dict.fromkeys(sources(named)))
    if not found:
        shell.refuse(f"no sources in {', '.join(named)}; name files that can be read, or a folder that holds some")
    if len(found) > 1 and (known["title"] or known["url"]):
        shell.refuse("--title and --url are for one source; add each by itself")
    screen = Console(stderr=True)
    outcomes: list[Added] = []
    with Reader() as reader:
        try:
            adder = Adder(folder, reader, _metadata(**known), overwrite=overwrite, dry=dry)
        except FolderError as error:
            shell.refuse(str(error))
        bar = track(found, "Reading…", console=screen, transient=True, disable=len(found) == 1)
        outcomes += map(adder.add, bar)
    shell.show(tables.sources_table(outcomes), is_wide=True)
    for remark in tables.remarks(outcomes):
        shell.show(remark, is_wide=True)
    click.echo(tables.summary(outcomes, dry=dry))
    sys.exit(1 if any(its.outcome is Outcome.FAILED for its in outcomes) else 0)


@click.command("read")
@click.argument("source")
@knowing
@shell.json_option
def read(source: str, *, as_json: bool, **known: Any) -> None:  # noqa: ANN401
    """Show what is made of SOURCE, a file, an https address, or - for standard input; nothing is written."""
    from bot import publishing_tables as tables  # noqa: PLC0415
    from bot.adding import take  # noqa: PLC0415
    from bot.reading import as_json as written  # noqa: PLC0415
    from index.reading import ReadingError  # noqa: PLC0415
    from index.reading.worker import Reader  # noqa: PLC0415

    try:
        with Reader() as reader:
            reading = take(source, reader, _metadata(**known))
    except ReadingError as error:
        shell.refuse(f"{source}: {error}")
    if as_json:
        shell.write_json(written(reading))
    else:
        shell.show(tables.whole_reading(reading, source))


@click.command("list")
@shell.interviews_option
def list_(folder: Path | None) -> None:
    """List the interviews."""
    from bot.publishing_tables import interviews_table  # noqa: PLC0415

    shell.show(interviews_table(shell.library(folder)), is_wide=True)


@click.command()
@click.argument("interview", metavar="ID")
@shell.interviews_option
def show(interview: str, folder: Path | None) -> None:
    """Print the interview with the id ID, as `list` gives it."""
    from bot.publishing_tables import whole_interview  # noqa: PLC0415

    library = shell.library(folder)
    if interview not in library.interviews:
        shell.refuse(library.lacks(interview))
    shell.show(whole_interview(library.interviews[interview]))


@click.command()
@click.argument("interview", metavar="ID")
@shell.interviews_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(interview: str, folder: Path | None, *, yes: bool) -> None:
    """Remove the interview with the id ID, as `list` gives it, after asking."""
    if folder is None:
        shell.refuse("name the folder that it is in: --interviews DIR")
    files = {its.id: (name, its) for name, its in _contents(folder).interviews.items()}
    if interview not in files:
        shell.refuse(f'no interview "{interview}" in {folder}; it holds {", ".join(sorted(files)) or "none"}')
    name, its = files[interview]
    if not (yes or click.confirm(f"Remove {name}, “{its.title}”?")):
        sys.exit(1)
    try:
        (folder / name).unlink()
    except OSError as error:
        shell.refuse(f"{folder / name}: cannot be removed: {error.strerror}")
    click.echo(f"removed {name}; what leads to it says kindly that it is gone")


@click.command()
@shell.interviews_option
@click.option("--strict", is_flag=True, help="Let advice count as an error does.")
def lint(folder: Path | None, *, strict: bool) -> None:
    """Tell what to mend in the interview files, by line; the exit status is 1 where one cannot be used."""
    from importlib import resources  # noqa: PLC0415

    from index.folder import FolderError  # noqa: PLC0415
    from index.linting import lint as linted  # noqa: PLC0415

    try:
        found = linted(folder or resources.files("index") / "interviews")
    except FolderError as error:
        shell.refuse(str(error))
    for trouble in found.troubles:
        click.echo(str(trouble))
    errors = sum(trouble.is_error for trouble in found.troubles)
    advice = len(found.troubles) - errors
    click.echo(f"files: {found.files}, errors: {errors}, advice: {advice}")
    sys.exit(1 if errors or (strict and advice) else 0)


COMMANDS = (add, read, list_, show, remove, lint)


def _contents(folder: Path) -> Contents:
    from index.folder import Folder, FolderError  # noqa: PLC0415

    try:
        return Folder(folder).read()
    except FolderError as error:
        shell.refuse(str(error))


def _metadata(
    *,
    title: str,
    published: dt.datetime | None,
    url: str,
    language: str,
    interviewers: tuple[str, ...],
    people: tuple[tuple[str, str, str], ...],
) -> Metadata:
    from index.interview import Person  # noqa: PLC0415
    from index.reading import Metadata  # noqa: PLC0415

    return Metadata(
        title=title,
        published=published.date() if published else None,
        language=language,
        url=url,
        interviewers=interviewers,
        people=tuple(Person(*one) for one in people),
    )
