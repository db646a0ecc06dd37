"""Sources that become interview files: new, again, changed, broken, and where nothing can be written."""

from __future__ import annotations

import io
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from bot.adding import Added, Adder, Outcome, sources
from index import keeping, library
from index.interview import Interview, Person
from index.interview_file import loads
from index.reading import Metadata, Reading
from index.reading.fetching import Wire
from index.reading.sources import read_bytes
from tests.bot.telegram.conftest import full_disk

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAGE = """Kvarnen maler

Bo Ask driver kvarnen i byn sedan tio år.

Moa: Vad mal ni i kvarnen?

Bo: Vi mal råg och vete, mest till bagaren i byn.

Moa: Hur länge har ni hållit på?

Bo: I tio år nu, och det blir nog tio till.

Moa: Vad är svårast?

Bo: Att få tag på reservdelar till stenarna.
"""
KNOWN = Metadata(language="sv")


class Here:
    """Reads in this process: what the reader's own process adds is tested with it."""

    def read(self, data: bytes, name: str, known: Metadata) -> Reading:
        """Take a source apart."""
        return read_bytes(data, name, known)


class Desk:
    """A publisher with a page, and a library folder that it is added to."""

    def __init__(self, path: Path) -> None:
        self.page = path / "kvarnen.txt"
        self.folder = path / "library"
        self.write(PAGE)

    def write(self, text: str) -> None:
        """Publish the page."""
        self.page.write_text(text, encoding="utf-8")

    def adder(self, given: Metadata = KNOWN, **ways: Any) -> Adder:  # noqa: ANN401  # as it takes them
        """Return what adds to the folder."""
        return Adder(self.folder, Here(), given, **ways)  # type: ignore[arg-type]  # it reads as the reader does

    def add(self, given: Metadata = KNOWN, **ways: bool) -> Added:
        """Add the page."""
        return self.adder(given, **ways).add(str(self.page))

    @property
    def file(self) -> Path:
        """The interview's file."""
        return self.folder / "kvarnen-maler.md"

    def edit(self, old: str, new: str) -> None:
        """Change the file by hand."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def interview(self) -> Interview:
        """Return what the file holds."""
        return loads(self.file.read_text(encoding="utf-8"), self.file.name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A publisher who has added nothing yet."""
    return Desk(tmp_path)


def test_a_page_becomes_a_file_that_the_bot_can_use(desk: Desk) -> None:
    """Its title is its id; the file loads, and others may read it."""
    added = desk.add()
    assert (added.outcome, added.trouble) == (Outcome.NEW, "")
    interview = library.load(desk.folder).interviews["kvarnen-maler"]
    assert interview.title == "Kvarnen maler"
    assert [turn.speaker for turn in interview.turns] == [None, "Moa", "Bo", "Moa", "Bo", "Moa", "Bo"]
    assert desk.file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in desk.folder.iterdir()] == ["kvarnen-maler.md"]


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    """Not even the file's time, and neither does an editor's own layout of it."""
    desk.add()
    desk.edit("title: Kvarnen maler", 'title:   "Kvarnen maler"   # som i tidningen')
    before = desk.file.read_bytes(), desk.file.stat().st_mtime_ns
    assert desk.add().outcome is Outcome.UNCHANGED
    assert (desk.file.read_bytes(), desk.file.stat().st_mtime_ns) == before


def test_a_changed_page_makes_a_revision_and_the_editor_s_work_stays(desk: Desk) -> None:
    """Hints go with their answers, mended metadata stays, what was not mended follows the page."""
    desk.add()
    old = desk.interview()
    desk.edit("title: Kvarnen maler", "title: Min kvarn\npublished: 2020-02-03")
    desk.edit("till stenarna.", "till stenarna.\n\n? Var får ni reservdelar?")
    desk.edit("tio till.", "tio till.\n\n? Hur gammal är kvarnen?")
    first, rest = PAGE.split("Moa: Vad mal")
    desk.write(
        f"{first}Moa: Vem är du?\n\nBo: Jag är mjölnare här i byn, som min far.\n\nMoa: Vad mal{rest}".replace(
            "till stenarna", "till de gamla stenarna"
        )
    )
    added = desk.add()
    assert added.outcome is Outcome.REVISED
    new = desk.interview()
    assert new.revision != old.revision
    assert (new.title, str(new.published)) == ("Min kvarn", "2020-02-03")
    hints = {turn.text: turn.hints for turn in new.turns if turn.hints}
    assert hints == {
        "Att få tag på reservdelar till de gamla stenarna.": ("Var får ni reservdelar?",),
        "I tio år nu, och det blir nog tio till.": ("Hur gammal är kvarnen?",),
    }
    assert "**Bo:** Jag är mjölnare här i byn, som min far." in added.after
    assert desk.add().outcome is Outcome.UNCHANGED


def test_a_hint_whose_answer_is_gone_is_told_and_kept(desk: Desk) -> None:
    """In the metadata, until the editor moves it."""
    desk.add()
    desk.edit("till stenarna.", "till stenarna.\n\n? Var får ni reservdelar?")
    desk.write(PAGE.partition("Moa: Vad är svårast")[0])
    added = desk.add()
    assert added.outcome is Outcome.REVISED
    assert any("Var får ni reservdelar?" in note for note in added.notes)
    assert desk.interview().extra["unplaced"] == ["Var får ni reservdelar?"]


def test_labels_that_were_mended_stay(desk: Desk) -> None:
    """Who is called otherwise in the file is so in what comes from the page, too."""
    desk.add()
    text = desk.file.read_text(encoding="utf-8")
    desk.file.write_text(text.replace("**Moa:**", "**Moa Lind:**").replace("[Moa]", "[Moa Lind]"), encoding="utf-8")
    desk.write(PAGE.replace("stenarna", "de gamla stenarna") + "\nMoa: Och sen?\n\nBo: Sen får någon annan ta över.\n")
    assert desk.add().outcome is Outcome.REVISED
    interview = desk.interview()
    assert interview.interviewers == ("Moa Lind",)
    assert {turn.speaker for turn in interview.turns} == {None, "Moa Lind", "Bo"}
    assert interview.turns[-1].text == "Sen får någon annan ta över."


def test_words_that_both_have_changed_are_the_editor_s_to_settle(desk: Desk) -> None:
    """The file stays as it is, the difference is shown, and --overwrite takes the page's words."""
    desk.add()
    desk.edit("råg och vete", "råg, vete")
    assert desk.add().outcome is Outcome.UNCHANGED
    desk.write(PAGE.replace("stenarna", "de gamla stenarna"))
    before = desk.file.read_bytes()
    added = desk.add()
    assert added.outcome is Outcome.FAILED
    assert "--overwrite" in added.trouble
    assert "de gamla stenarna" in added.after
    assert desk.file.read_bytes() == before
    assert desk.add(overwrite=True).outcome is Outcome.REVISED
    assert "råg och vete" in desk.interview().turns[2].text


def test_metadata_that_both_have_changed_stays_and_is_told(desk: Desk) -> None:
    """The editor's title is kept."""
    desk.add()
    desk.edit("title: Kvarnen maler", "title: Min kvarn")
    desk.write(PAGE.replace("Kvarnen maler", "Kvarnen maler än"))
    added = desk.add()
    assert added.notes == ("title: kept as you have it, though the source has changed it too",)
    assert desk.interview().title == "Min kvarn"


def test_what_was_given_is_remembered(desk: Desk) -> None:
    """It need not be given again, and can be given anew."""
    given = Metadata(title="Given", language="sv", people=(Person("Bo", "Bo Ask", "mjölnare"),))
    desk.add(given)
    assert desk.add(Metadata()).outcome is Outcome.UNCHANGED
    interview = library.load(desk.folder).interviews["given"]
    assert (interview.title, interview.person("Bo").description) == ("Given", "mjölnare")
    assert desk.add(Metadata(title="Nytt")).outcome is Outcome.REVISED
    assert library.load(desk.folder).interviews["given"].title == "Nytt"


def test_another_source_of_the_same_title_gets_a_number(desk: Desk) -> None:
    """Each keeps its own id when both are added again; the same words twice are told of."""
    desk.add()
    other = desk.page.with_name("annan.txt")
    other.write_text(PAGE.replace("råg", "havre"), encoding="utf-8")
    assert desk.adder().add(str(other)).interview.id == "kvarnen-maler-2"  # type: ignore[union-attr]
    assert desk.adder().add(str(other)).outcome is Outcome.UNCHANGED
    third = desk.page.with_name("kopia.txt")
    third.write_text(PAGE, encoding="utf-8")
    added = desk.adder().add(str(third))
    assert added.interview is not None
    assert added.interview.id == "kvarnen-maler-3"
    assert added.notes == ("has the very words of kvarnen-maler; remove one of them if they are one interview",)


@pytest.mark.parametrize(("title", "id_"), [("Readme", "readme-2"), ("x" * 60, "x" * 46)])
def test_an_id_is_one_that_a_file_can_have(desk: Desk, title: str, id_: str) -> None:
    """README.md is passed over by the library; a long title is cut, with room for a number."""
    given = Metadata(title=title, language="sv")
    assert desk.add(given).interview.id == id_  # type: ignore[union-attr]
    other = desk.page.with_name("annan.txt")
    other.write_text(PAGE.replace("råg", "havre"), encoding="utf-8")
    added = desk.adder(given).add(str(other)).interview
    assert added is not None
    assert added.id != id_
    assert len(added.id) <= 46
    assert len(library.load(desk.folder).interviews) == 2


def test_standard_input_is_known_again_by_its_title(desk: Desk) -> None:
    """Or by the address that is given for it."""
    for given in (KNOWN, Metadata(language="sv", url="https://example.org/kvarnen")):
        outcomes = [
            desk.adder(given).add("-", io.BytesIO(text.encode())).outcome
            for text in (PAGE, PAGE, PAGE.replace("råg", "havre"))
        ]
        assert outcomes == [Outcome.NEW, Outcome.UNCHANGED, Outcome.REVISED]


def test_an_address_is_known_again_wherever_it_is_added_from(desk: Desk) -> None:
    """It is the interview's link, too; what the page has changed comes with it."""
    said = [PAGE]

    class Publication(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # as the library calls it
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(said[0].encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Publication) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        wire = Wire(permits=lambda _: True, schemes=frozenset({"http"}))
        address = f"http://127.0.0.1:{server.server_port}/kvarnen"
        outcomes = [desk.adder(wire=wire).add(f"{address}#mal")]
        outcomes.append(desk.adder(wire=wire).add(address))
        said[0] = PAGE.replace("råg", "havre")
        outcomes.append(desk.adder(wire=wire).add(address))
        server.shutdown()
    assert [its.outcome for its in outcomes] == [Outcome.NEW, Outcome.UNCHANGED, Outcome.REVISED]
    assert desk.interview().url == address


def test_a_file_of_the_library_is_no_source_for_it(desk: Desk) -> None:
    """Adding the folder to itself changes nothing."""
    desk.add()
    assert desk.adder().add(str(desk.file)).outcome is Outcome.UNCHANGED
    assert len(list(desk.folder.iterdir())) == 1


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    """But tells what would become of everything, ids and all."""
    adder = desk.adder(dry=True)
    other = desk.page.with_name("annan.txt")
    other.write_text(PAGE.replace("råg", "havre"), encoding="utf-8")
    told = [adder.add(str(page)) for page in (desk.page, other)]
    assert [its.interview.id for its in told if its.interview] == ["kvarnen-maler", "kvarnen-maler-2"]
    assert not desk.folder.exists()


def test_a_broken_file_in_the_folder_is_left_alone(desk: Desk) -> None:
    """Its name is taken, and adding goes on."""
    desk.folder.mkdir()
    desk.file.write_text("inget", encoding="utf-8")
    added = desk.add()
    assert added.interview is not None
    assert added.interview.id == "kvarnen-maler-2"
    assert desk.file.read_text(encoding="utf-8") == "inget"


def test_a_bad_source_is_told_by_its_trouble(desk: Desk) -> None:
    """What is not there, what is no interview, and what is no public address."""
    adder = desk.adder()
    empty = desk.page.with_name("tom.txt")
    empty.touch()
    troubles = [
        adder.add(source).trouble for source in ("borta.txt", str(empty), "http://example.org/", "https://u:p@x.se/")
    ]
    assert [trouble.partition(";")[0] for trouble in troubles] == [
        "cannot be opened: No such file or directory",
        "empty",
        "leads to http://example.org",
        "an address with a name or a password in it",
    ]


@pytest.mark.parametrize(
    "spoil",
    [lambda folder: folder.touch(), lambda folder: folder.symlink_to("/proc/interviews")],
    ids=["a file", "nowhere"],
)
def test_a_folder_that_cannot_be_written_to_is_told(desk: Desk, spoil: Callable[[Path], None]) -> None:
    """By its name and why, and nothing is lost."""
    adder = desk.adder()
    spoil(desk.folder)
    added = adder.add(str(desk.page))
    assert added.outcome is Outcome.FAILED
    assert added.trouble.startswith(f"cannot be written to {desk.folder}: ")


def test_a_full_disk_leaves_the_file_as_it_was(desk: Desk) -> None:
    """Neither half a file nor a draft is left."""
    desk.add()
    before = desk.file.read_bytes()
    desk.write(PAGE.replace("råg", "havre"))
    adder = desk.adder()
    with full_disk(room=100):
        added = adder.add(str(desk.page))
    assert (added.outcome, desk.file.read_bytes()) == (Outcome.FAILED, before)
    assert [path.name for path in desk.folder.iterdir()] == ["kvarnen-maler.md"]


CRASHING = """
import os, sys
from pathlib import Path
from index import keeping
def write(draft):
    draft.write_text("hal")
    os.kill(os.getpid(), 9)
keeping.replace(Path(sys.argv[1]), write)
"""


def test_a_crash_half_way_leaves_the_file_as_it_was(desk: Desk) -> None:
    """What the crash leaves behind is hidden, and no interview."""
    desk.add()
    before = desk.file.read_bytes()
    run = [sys.executable, "-c", CRASHING, str(desk.file)]
    assert subprocess.run(run, cwd=ROOT, check=False).returncode == -9  # noqa: S603  # our own
    assert desk.file.read_bytes() == before
    assert len(list(desk.folder.iterdir())) == 2
    assert list(library.load(desk.folder).interviews) == ["kvarnen-maler"]
    assert desk.add().outcome is Outcome.UNCHANGED


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    """A revision is as open or closed as the file that it takes the place of."""
    file = tmp_path / "a.md"
    file.touch()
    file.chmod(0o640)
    keeping.replace(file, lambda draft: draft.write_text("ord"))
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    """However deep, in order; not hidden ones, its README, pictures, or what a link leads back to."""
    for name in ("b.html", "a/x.vtt", "a/y.png", ".git/z.txt", "README.md", "a/.y.txt", "c.DOCX"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [Path(its).relative_to(tmp_path).as_posix() for its in sources([str(tmp_path)])]
    assert found == ["b.html", "c.DOCX", "a/x.vtt"]
    assert list(sources(["-", "https://example.org/a", "borta.txt"])) == ["-", "https://example.org/a", "borta.txt"]
