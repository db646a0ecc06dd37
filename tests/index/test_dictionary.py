"""Tests of the dictionaries of inflected forms, and of the tries that are kept in the user's cache folder.

Malay has the smallest of simplemma's dictionaries, so that a trie of it takes no time to build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simplemma.strategies import DefaultDictionaryFactory

from index import dictionary
from index.dictionary import BaseForms, base_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SMALL = "ms"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder that is not there yet, and nothing in memory before or after."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(dictionary, "user_cache_path", folder.joinpath)
    # What other tests have loaded stays as it was: the cache itself is another one here.
    monkeypatch.setattr(dictionary, "base_forms", base_forms.__wrapped__)
    return folder


@pytest.fixture(scope="module")
def right() -> Mapping[str, str]:
    """What simplemma itself knows."""
    return DefaultDictionaryFactory().get_dictionary(SMALL)


def kept(cache: Path) -> Path:
    """Return the one file that is kept."""
    (file,) = (path for path in cache.rglob("*") if path.is_file())
    return file


def knows_all(forms: BaseForms, right: Mapping[str, str]) -> bool:
    """Tell whether every tenth word has the base form that simplemma gives it, in lower case."""
    return all(forms.base(word) == base.casefold() for word, base in list(right.items())[::10])


def test_base_forms_are_those_of_simplemma(cache: Path, right: Mapping[str, str]) -> None:
    """Every word has the base form that simplemma's own dictionary has, and is known."""
    forms = dictionary.base_forms(SMALL)
    assert knows_all(forms, right)
    assert all(word in forms for word in right)
    assert cache.is_dir()


@pytest.mark.parametrize(
    ("word", "base", "is_base"),
    [("böckerna", "bok", False), ("bok", "bok", True), ("qwertyzx", "qwertyzx", False), ("", "", False)],
)
def test_swedish(word: str, base: str, *, is_base: bool) -> None:
    """An inflected form has its base form, which is its own; an unknown word is itself and no base form."""
    forms = base_forms("sv")
    assert forms.base(word) == base
    assert forms.is_base(word) is is_base
    assert (word in forms) is (word in {"böckerna", "bok"})


@pytest.mark.parametrize(
    ("code", "form", "base"), [("sv", "sålde", "sälja"), ("sv", "datorn", "dator"), ("en", "mice", "mouse")]
)
def test_what_the_dictionary_has_wrong_is_mended(code: str, form: str, base: str) -> None:
    """Our own list goes before the dictionary."""
    assert base_forms(code).base(form) == base


@pytest.mark.parametrize(("form", "base"), [("york", "york"), ("fridays", "friday"), ("english", "english")])
def test_names_have_base_forms_in_lower_case(form: str, base: str) -> None:
    """Base forms are compared in lower case, and the dictionary writes names with a capital."""
    assert base_forms("en").base(form) == base


def test_the_trie_is_kept_and_used(cache: Path, monkeypatch: pytest.MonkeyPatch, right: Mapping[str, str]) -> None:
    """The second start reads what the first one kept, and asks simplemma nothing."""
    dictionary.base_forms(SMALL)
    whole = kept(cache).read_bytes()
    monkeypatch.delattr(dictionary, "_from_simplemma")
    assert knows_all(dictionary.base_forms(SMALL), right)
    assert kept(cache).read_bytes() == whole


@pytest.mark.parametrize("damage", [b"", b"no trie", b"\x00" * 5000])
def test_a_damaged_trie_is_built_anew(cache: Path, damage: bytes, right: Mapping[str, str]) -> None:
    """A file that is no trie does no harm, and is replaced."""
    dictionary.base_forms(SMALL)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(damage)
    assert knows_all(dictionary.base_forms(SMALL), right)
    assert kept(cache).read_bytes() == whole


def test_half_a_trie_is_built_anew(cache: Path, right: Mapping[str, str]) -> None:
    """A file that was cut short does no harm, and is replaced."""
    dictionary.base_forms(SMALL)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(whole[: len(whole) // 2])
    assert knows_all(dictionary.base_forms(SMALL), right)
    assert kept(cache).read_bytes() == whole


def test_a_cache_that_cannot_be_made_does_no_harm(cache: Path, right: Mapping[str, str]) -> None:
    """Where a file stands in the folder's place, nothing is kept and words have their base forms."""
    cache.write_text("a file", encoding="utf-8")
    assert knows_all(dictionary.base_forms(SMALL), right)
    assert cache.read_text(encoding="utf-8") == "a file"


def test_a_folder_in_the_place_of_the_trie_does_no_harm(cache: Path, right: Mapping[str, str]) -> None:
    """What cannot be replaced stays, no draft is left, and words have their base forms."""
    dictionary.base_forms(SMALL)
    file = kept(cache)
    file.unlink()
    file.mkdir()
    assert knows_all(dictionary.base_forms(SMALL), right)
    assert [path for path in cache.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("code", ["tlh", "xx", "", "tlh-SE"])
def test_an_unknown_language(code: str) -> None:
    """Of a language that simplemma does not have, no word is known, and each is its own base form."""
    forms = dictionary.base_forms(code)
    assert forms.base("katterna") == "katterna"
    assert "katterna" not in forms
    assert not forms.is_base("katterna")


@pytest.mark.usefixtures("cache")
def test_a_region_is_no_other_language(right: Mapping[str, str]) -> None:
    """A BCP 47 tag with a region has the dictionary of its language."""
    assert knows_all(dictionary.base_forms(f"{SMALL}-BN"), right)


def test_each_language_has_its_trie(cache: Path) -> None:
    """Tries of two languages do not mix."""
    dictionary.base_forms(SMALL)
    dictionary.base_forms("tlh")
    assert len([path for path in cache.rglob("*") if path.is_file()]) == 2


@pytest.mark.parametrize("word", ["", "\0", "hus\0", "a\0b", "\ud800", "\xff"])
def test_no_word_harms_the_trie(word: str) -> None:
    """Control characters, half characters and nothing at all are unknown, and stand for themselves."""
    assert word not in base_forms("sv")
    assert base_forms("sv").base(word) == word
