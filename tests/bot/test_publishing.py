"""The publisher's commands, as a user calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import commands
from index import library

if TYPE_CHECKING:
    from pathlib import Path

MILL = """<!doctype html><html lang="sv"><head><title>Kvarnen maler</title>
<meta property="article:published_time" content="2020-02-03"></head><body><article><h1>Kvarnen maler</h1>
<p>Bo Ask driver kvarnen i byn sedan tio år.</p>
<p><b>Moa: Vad mal ni i kvarnen?</b></p><p>Bo: Vi mal råg och vete, mest till bagaren i byn.</p>
<p><b>Moa: Hur länge har ni hållit på?</b></p><p>Bo: I tio år nu, och det blir nog tio till.</p>
<p><b>Moa: Vad är svårast?</b></p><p>Bo: Att få tag på reservdelar till stenarna.</p></article></body></html>
"""
CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Kim>Why did you begin with bees?

00:00:05.000 --> 00:00:09.000
<v Ada>My neighbour gave me a swarm in a cardboard box.

00:00:10.000 --> 00:00:12.000
<v Kim>What do you sell?

00:00:13.000 --> 00:00:16.000
<v Ada>Honey and candles, from a shed by the road.
"""


def _run(*arguments: str, given: str | None = None) -> Result:
    plain = {"LANG": "sv_SE.UTF-8", "INTERVIEWBOT_INTERVIEWS": None, "INTERVIEWBOT_LANGUAGE": None}
    return CliRunner().invoke(commands, arguments, input=given, env=plain)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two sources, and one that is none."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "kvarnen.html").write_text(MILL, encoding="utf-8")
    (folder / "bees.vtt").write_text(CAPTIONS, encoding="utf-8")
    (folder / "recept.txt").write_text("Ta tre ägg och vispa dem.\n", encoding="utf-8")
    return folder


def test_from_pages_to_answers_in_a_few_commands(pages: Path, tmp_path: Path) -> None:
    """Added, listed, shown, asked, changed, linted and removed; one that is no interview does not stop the rest."""
    folder = str(tmp_path / "library")
    added = _run("add", str(pages), "--interviews", folder)
    assert added.exit_code == 1
    rows = {line.split()[0].rpartition("/")[2]: line.split()[1:] for line in added.stdout.splitlines()[1:4]}
    assert rows["kvarnen.html"] == ["new", "kvarnen-maler", "3", "3", "Moa,", "Bo", "Ask"]
    assert rows["bees.vtt"][:4] == ["new", "bees", "2", "2"]
    assert rows["recept.txt"][0] == "failed"
    assert f"{pages}/recept.txt: no interview found" in added.stdout
    assert added.stdout.splitlines()[-1] == "2 new, 1 failed"

    listed = _run("list", "--interviews", folder).stdout.splitlines()
    assert listed[0].split() == ["id", "title", "published", "who", "questions", "language", "revision"]
    revision = library.load(tmp_path / "library").interviews["kvarnen-maler"].revision
    assert listed[2].split() == ["kvarnen-maler", "Kvarnen", "maler", "2020-02-03", "Bo", "Ask", "3", "sv", revision]
    assert "1. Bo Ask" in _run("show", "kvarnen-maler", "--interviews", folder).stdout
    answer = _run("ask", "--json", "Vad mal ni?", "--interviews", folder)
    assert json.loads(answer.stdout)["passage"]["interview"] == "kvarnen-maler"

    (pages / "recept.txt").unlink()
    (pages / "kvarnen.html").write_text(MILL.replace("tio till", "elva till"), encoding="utf-8")
    changed = _run("add", str(pages), "--interviews", folder)
    assert changed.exit_code == 0
    assert changed.stdout.splitlines()[-1] == "1 revised, 1 unchanged"
    assert "  - … år nu, och det blir nog tio till.\n  + … år nu, och det blir nog elva till.\n" in changed.stdout

    assert _run("remove", "bees", "--interviews", folder, given="n\n").exit_code == 1
    assert (tmp_path / "library" / "bees.md").exists()
    assert _run("remove", "bees", "--interviews", folder, given="y\n").exit_code == 0
    assert not (tmp_path / "library" / "bees.md").exists()
    assert _run("remove", "kvarnen-maler", "--yes", "--interviews", folder).exit_code == 0
    gone = _run("remove", "kvarnen-maler", "--yes", "--interviews", folder)
    assert (gone.exit_code, gone.stderr) == (2, f'no interview "kvarnen-maler" in {folder}; it holds none\n')


def test_read_prints_the_json_that_other_programs_rely_on(pages: Path) -> None:
    """Dates in ISO, people by label, times where there are any; nothing is written."""
    page = json.loads(_run("read", str(pages / "kvarnen.html"), "--json", "--person", "Bo=Bo Ask, mjölnare").stdout)
    assert list(page) == [
        "title", "published", "language", "publication", "url", "people", "interviewers", "turns", "warnings", "dropped"
    ]  # fmt: skip
    assert (page["title"], page["published"], page["language"]) == ("Kvarnen maler", "2020-02-03", "sv")
    assert (page["people"], page["interviewers"]) == ({"Bo": "Bo Ask, mjölnare"}, ["Moa"])
    assert page["turns"][0]["role"] == "introduction"
    assert page["turns"][2] == {
        "role": "answer",
        "speaker": "Bo",
        "text": "Vi mal råg och vete, mest till bagaren i byn.",
    }
    captions = json.loads(_run("read", str(pages / "bees.vtt"), "--json").stdout)
    assert [turn["start"] for turn in captions["turns"]] == [1, 5, 10, 13]
    for row in (*page["warnings"], *captions["warnings"]):
        assert row.keys() == {"line", "message", "doubt"}
    for row in (*page["dropped"], *captions["dropped"]):
        assert row.keys() == {"line", "text", "why"}


def test_read_refuses_what_is_no_interview(pages: Path) -> None:
    """By its name and why; exit status 2. Without --json a reading is for people."""
    refused = _run("read", str(pages / "recept.txt"), "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"{pages / 'recept.txt'}: no interview found")
    shown = _run("read", str(pages / "kvarnen.html")).stdout
    assert "1. Bo Ask" in shown
    assert "kvarnen.html:" in shown or "dropped" not in shown


def test_what_the_source_does_not_say_is_given(tmp_path: Path) -> None:
    """Each option, on one source from standard input."""
    folder = tmp_path / "library"
    told = _run(
        "add", "-", "--interviews", str(folder), "--title", "Bina", "--published", "2021-09-30",
        "--url", "https://example.org/bees", "--language", "en", "--interviewer", "Kim",
        "--person", "Ada=Ada Quill, beekeeper, of the moor", given=CAPTIONS,
    )  # fmt: skip
    assert told.exit_code == 0
    interview = library.load(folder).interviews["bina"]
    assert (interview.title, str(interview.published), interview.language) == ("Bina", "2021-09-30", "en")
    assert (interview.url, interview.interviewers) == ("https://example.org/bees", ("Kim",))
    (ada,) = (person for person in interview.people if person.label == "Ada")
    assert (ada.name, ada.description) == ("Ada Quill", "beekeeper, of the moor")


def test_a_dry_run_needs_no_folder(pages: Path, tmp_path: Path) -> None:
    """It tells what would be made, and writes nothing anywhere."""
    before = sorted(tmp_path.rglob("*"))
    told = _run("add", str(pages / "kvarnen.html"), "--dry-run")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1] == "1 new; nothing is written"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("a.txt",), "--interviews DIR"),
        (("a.txt", "b.txt", "--dry-run", "--title", "T"), "add each by itself"),
        (("a.txt", "--dry-run", "--language", "svenska!"), "write sv, en, nb"),
        (("a.txt", "--dry-run", "--url", "example.org"), "begin it with https://"),
        (("a.txt", "--dry-run", "--person", "Leif Sandberg"), "Leif=Leif Sandberg"),
        (("a.txt", "--dry-run", "--published", "i går"), "%Y-%m-%d"),
    ],
)
def test_a_misused_option_is_refused_with_the_way_out(arguments: tuple[str, ...], remedy: str) -> None:
    """Exit status 2 before anything is read."""
    refused = _run("add", *arguments)
    assert refused.exit_code == 2
    assert remedy in refused.stderr


def test_an_empty_folder_has_no_sources(tmp_path: Path) -> None:
    """Which is told."""
    refused = _run("add", str(tmp_path), "--dry-run")
    assert (refused.exit_code, refused.stderr.partition(";")[0]) == (2, f"no sources in {tmp_path}")


def test_lint_tells_errors_and_advice_by_its_exit_status(pages: Path, tmp_path: Path) -> None:
    """0 for mere advice, 1 for that with --strict and for an error."""
    folder = tmp_path / "library"
    _run("add", str(pages / "kvarnen.html"), "--interviews", str(folder))
    advised = _run("lint", "--interviews", str(folder))
    assert advised.exit_code == 0
    assert "kvarnen-maler.md:1: advice: no address" in advised.stdout
    assert advised.stdout.splitlines()[-1].startswith("files: 1, errors: 0, advice: ")
    assert _run("lint", "--strict", "--interviews", str(folder)).exit_code == 1
    file = folder / "kvarnen-maler.md"
    file.write_text(file.read_text(encoding="utf-8").replace("**Bo:** Vi", "Bo: Vi"), encoding="utf-8")
    broken = _run("lint", "--interviews", str(folder))
    assert broken.exit_code == 1
    assert "error: begins as a turn by Bo; write **Bo:** for one" in broken.stdout
    assert _run("lint").exit_code == 0
    assert _run("lint", "--interviews", str(tmp_path / "borta")).exit_code == 2


def test_the_bot_starts_over_what_is_whole(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken file is told of, and only where none is whole does it keep the bot from starting."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INTERVIEWBOT_TOKEN", raising=False)
    folder = tmp_path / "library"
    _run("add", str(pages / "kvarnen.html"), "--interviews", str(folder))
    (folder / "trasig.md").write_text("inget", encoding="utf-8")
    told = _run("telegram", "--interviews", str(folder)).stderr.splitlines()
    assert told[0].startswith("trasig.md:1: does not begin with ---")
    assert "@BotFather" in told[1]
    (folder / "kvarnen-maler.md").unlink()
    refused = _run("telegram", "--interviews", str(folder)).stderr.splitlines()
    assert refused[1] == f"{folder}: no interviews in it; add an interview file, ID.md"
