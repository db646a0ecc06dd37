"""Tests of a folder of interviews: loading it, finding a passage again, and citing it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.interview import Address, Interview, Person, words_hash
from index.interview_file import loads
from index.library import Library, LibraryError, load, shipped
from index.search import Searcher

if TYPE_CHECKING:
    from pathlib import Path

LONG = " ".join(["Så lång är en mening av tio ord i ett."] * 20)


def an_interview(*answers: str, id_: str = "x", more: str = "") -> Interview:
    """Make an interview of these answers, each to the same question."""
    turns = "\n".join(f"**Frida:** Eller hur?\n\n**Leif:** {text}\n" for text in answers)
    head = f"id: {id_}\ntitle: Titeln\nlanguage: sv\ninterviewers: [Frida]\npeople: {{Leif: Leif Sandberg}}\n{more}"
    return loads(f"---\n{head}---\n\n{turns}", "x.md")


def address(library: Library, number: int, part: int = 1) -> Address:
    """Return the address that the passage of this number and part has now."""
    return next(p.address for p in library.passages if (p.address.number, p.address.part) == (number, part))


def write(folder: Path, name: str, id_: str, turns: str = "**Leif:** Ja.\n") -> None:
    """Write an interview file."""
    folder.joinpath(name).write_text(f"---\nid: {id_}\ntitle: X\nlanguage: sv\n---\n{turns}", encoding="utf-8")


def trouble(folder: Path) -> str:
    """Return why a folder gives no library."""
    with pytest.raises(LibraryError) as caught:
        load(folder)
    return str(caught.value)


def test_interviews_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """All `*.md` files are read, and nothing else; the order is that of the ids, not of the names of the files."""
    write(tmp_path, "1.md", "b")
    write(tmp_path, "2.md", "a")
    (tmp_path / "notes.txt").write_text("not an interview", encoding="utf-8")
    library = load(tmp_path)
    assert list(library.interviews) == ["a", "b"]
    assert [p.address.interview for p in library.passages] == ["a", "b"]


def test_the_interview_that_ships() -> None:
    """Without a folder there is the interview that ships."""
    assert list(shipped().interviews) == ["r7e-arkiv"]


def test_a_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    folder = tmp_path / "none"
    assert trouble(folder) == f"{folder}: no such folder; name one that holds interview files"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is no folder."""
    write(tmp_path, "x.md", "x")
    assert re.search(r"x\.md: .*; name .*", trouble(tmp_path / "x.md"))


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without interviews is told what it lacks."""
    assert trouble(tmp_path) == f"{tmp_path}: no interviews in it; add an interview file, ID.md"


def test_two_interviews_with_one_id(tmp_path: Path) -> None:
    """Both files are named, as either may be the wrong one."""
    write(tmp_path, "one.md", "x")
    write(tmp_path, "two.md", "x")
    assert trouble(tmp_path) == 'two.md: its id "x" is that of one.md too; give one of them another'


def test_a_broken_file(tmp_path: Path) -> None:
    """A file that breaks the format is named with its line."""
    write(tmp_path, "x.md", "x", "Inledning.\n")
    assert trouble(tmp_path) == 'x.md:6: no answers; write each turn as "**Name:** words", on a line of its own'


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    """The line is that of the first byte that is not UTF-8."""
    (tmp_path / "x.md").write_bytes("---\nid: x\ntitle: på svenska\n".encode("latin-1"))
    assert trouble(tmp_path) == "x.md:3: not UTF-8; save the file as UTF-8"


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    """What cannot be read is told like any other trouble."""
    (tmp_path / "x.md").mkdir()
    assert "x.md" in trouble(tmp_path)


def test_all_troubles_are_told_at_once(tmp_path: Path) -> None:
    """An editor mends all files after one look, each trouble on a line."""
    write(tmp_path, "a.md", "x", "Inledning.\n")
    write(tmp_path, "b.md", "x")
    write(tmp_path, "c.md", "å")
    write(tmp_path, "d.md", "x")
    (tmp_path / "e.md").write_bytes(b"\xff")
    files = [line.partition(":")[0] for line in trouble(tmp_path).splitlines()]
    assert files == ["a.md", "c.md", "d.md", "e.md"]


def test_a_library_of_nothing() -> None:
    """There is no empty library."""
    with pytest.raises(LibraryError, match=r"^a library of no interviews; add one$"):
        Library([])


def test_a_library_of_twins() -> None:
    """Two interviews with one id are refused wherever they come from."""
    with pytest.raises(LibraryError, match=r'^two interviews have the id "x"; give one of them another$'):
        Library([an_interview("Ja."), an_interview("Nej.")])


def test_passages_by_interview() -> None:
    """Passages, first parts of answers, and all parts of one answer."""
    library = Library([an_interview("Ja.", LONG, "Nej."), an_interview("Annat.", id_="y")])
    assert [(p.address.number, p.address.part) for p in library.of("x")] == [(1, 1), (2, 1), (2, 2), (3, 1)]
    assert [p.address.number for p in library.answers("x")] == [1, 2, 3]
    assert [p.address.part for p in library.parts(library.of("x")[2])] == [1, 2]
    assert library.of("z") == library.answers("z") == ()


def test_positions() -> None:
    """Every address knows where in the library its passage stands."""
    library = Library([an_interview("Ja.", LONG), an_interview("Ja.", id_="y")])
    assert [library.passages[at].address for at in library.positions.values()] == list(library.positions)
    assert len(library.positions) == len(library.passages) == 4


def test_who_answers() -> None:
    """Everybody who answers, in the order in which they first do; nobody who asks."""
    text = "**Anna:** A.\n\n**Leif:** B.\n\n**Anna:** C.\n"
    library = Library(
        [loads(f"---\nid: x\ntitle: X\nlanguage: sv\npeople: {{Leif: L, Anna: A, Kim: K}}\n---\n{text}", "")]
    )
    assert library.answering("x") == (Person("Anna", "A"), Person("Leif", "L"))


def test_languages() -> None:
    """The languages are each there once; the library's own is that of its first interview."""
    library = Library(
        [replace(an_interview("Ja.", id_=id_), language=tag) for id_, tag in (("b", "en"), ("a", "sv"), ("c", "sv"))]
    )
    assert library.languages == ("en", "sv")
    assert library.language == "sv"


def test_an_unchanged_address_finds_its_passage() -> None:
    """Every address of a library finds its own passage, unchanged."""
    library = Library([an_interview("Ja.", "Ja.", LONG)])
    assert [library.find(p.address) for p in library.passages] == [(p, True) for p in library.passages]


def test_a_passage_that_moved_is_found_by_its_words() -> None:
    """When an answer is added before it, a passage is found under its new number, with its words the same."""
    old = address(Library([an_interview("Ja.", "Nej.")]), 2)
    found = Library([an_interview("Nytt.", "Ja.", "Nej.")]).find(old)
    assert found is not None
    assert (found[0].address.number, found[0].text, found[1]) == (3, "Nej.", True)


def test_the_nearest_of_equal_words() -> None:
    """Where the words stand more than once, the passage nearest to the old number is meant."""
    old = address(Library([an_interview("A.", "B.", "C.", "Ja.")]), 4)
    found = Library([an_interview("Ja.", "B.", "C.", "Nytt.", "Ja.")]).find(old)
    assert found is not None
    assert (found[0].address.number, found[1]) == (5, True)


def test_a_passage_whose_words_changed_is_told_as_changed() -> None:
    """A passage that was rewritten is found by its number, and not taken for what it was."""
    old = address(Library([an_interview("Ja.", "Nej.")]), 2)
    found = Library([an_interview("Ja.", "Nja.")]).find(old)
    assert found is not None
    assert (found[0].text, found[1]) == ("Nja.", False)


def test_a_part_that_is_no_more_is_the_nearest_part() -> None:
    """A part of an answer that was shortened leads to what is left of the answer."""
    old = address(Library([an_interview(LONG)]), 1, 2)
    found = Library([an_interview("Kort.")]).find(old)
    assert found is not None
    assert (found[0].text, found[1]) == ("Kort.", False)


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_part_of_an_answer_that_was_rewritten(part: int) -> None:
    """Where all of a long answer was rewritten, a part leads to the part in its place."""
    old, new = (
        Library([an_interview(f"{LONG} {LONG}")]),
        Library([an_interview(f"{LONG} {LONG}".replace("mening", "sats"))]),
    )
    found = new.find(address(old, 1, part))
    assert found is not None
    assert (found[0].address.part, found[1]) == (part, False)


def test_white_space_is_no_change() -> None:
    """An editor who mends white space alone changes no address."""
    old = address(Library([an_interview("Ja  då.")]), 1)
    assert address(Library([an_interview("Ja\ndå.")]), 1) == old


@pytest.mark.parametrize("gone", [Address("x", 7, 1, words_hash("Nej.")), Address("z", 1, 1, words_hash("Ja."))])
def test_an_address_that_is_gone(gone: Address) -> None:
    """Neither the words nor the number are there, or the whole interview is not."""
    assert Library([an_interview("Ja.")]).find(gone) is None


def test_a_citation() -> None:
    """A citation says who, where, when and which answer of how many, and leads to the very words."""
    more = "published: 2018-06-13\npublication: Dokumentinfo\nurl: https://exempel.se/a\n"
    library = Library([an_interview("Ja.", "Det är så. Eller hur?", more=more)])
    passage = library.passages[1]
    citation = library.cite(passage, 0, 10)
    assert citation.address is passage.address
    assert citation.speaker == Person("Leif", "Leif Sandberg")
    assert (citation.title, citation.published, citation.publication) == (
        "Titeln",
        dt.date(2018, 6, 13),
        "Dokumentinfo",
    )
    assert (citation.address.number, citation.answers) == (2, 2)
    assert citation.url == "https://exempel.se/a#:~:text=Det%20%C3%A4r%20s%C3%A5."


def test_a_citation_of_a_whole_passage() -> None:
    """Without offsets the link leads to all of the passage's words."""
    library = Library([an_interview("Ja då.", more="url: https://exempel.se/a\n")])
    assert library.cite(library.passages[0]).url == "https://exempel.se/a#:~:text=Ja%20d%C3%A5."


def test_a_citation_without_a_page() -> None:
    """An interview that no page holds is cited without a link."""
    library = Library([an_interview("Ja.")])
    assert library.cite(library.passages[0]).url is None


def test_a_long_answer_is_one_of_the_answers() -> None:
    """The parts of an answer are not counted as answers."""
    library = Library([an_interview(LONG, "Ja.")])
    assert {library.cite(passage).answers for passage in library.passages} == {2}


def test_a_publisher_s_own_lexicon_adds_to_the_search(tmp_path: Path) -> None:
    """`lexicon.txt` in the folder relates words that no lexicon has; without it the question is not understood."""
    (tmp_path / "kvarnen.md").write_text(
        "---\nid: kvarnen\ntitle: T\nlanguage: sv\n---\n\n**Moa:** Vad?\n\n**Bo:** Vi maler råg.\n",
        encoding="utf-8",
    )
    assert Searcher(load(tmp_path)).search("qvixning").passage is None
    (tmp_path / "lexicon.txt").write_text("# våra ord\nqvixning, råg\n", encoding="utf-8")
    found = Searcher(load(tmp_path)).search("qvixning").passage
    assert found is not None
    assert found.text == "Vi maler råg."


def test_a_broken_lexicon_is_told_with_the_rest(tmp_path: Path) -> None:
    """File, line and remedy, as of an interview file."""
    (tmp_path / "lexicon.txt").write_text("råg\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load(tmp_path)
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == ["a.md:1", "lexicon.txt:1"]
