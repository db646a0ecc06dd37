"""Tests of how rare a word is, and of the list that is kept in the user's cache folder."""

from __future__ import annotations

import json
import math
import sys
from importlib.util import find_spec, module_from_spec
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import wordfreq

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache folder that is not there yet."""
    return tmp_path / "cache"


@pytest.fixture
def started(cache: Path) -> Callable[[], ModuleType]:
    """What a new process would have: the module, with nothing in memory and its list in `cache`."""

    def start() -> ModuleType:
        spec = find_spec("index.frequencies")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.user_cache_path = cache.joinpath  # type: ignore[attr-defined]  # the module is of no known kind
        return module

    return start


def kept(cache: Path) -> Path:
    """Return the one file that is kept."""
    (file,) = cache.rglob("*.*")
    return file


@pytest.mark.parametrize(
    ("word", "code"), [("och", "sv"), ("bra", "sv"), ("samarbete", "sv"), ("förvaltning", "sv"), ("archive", "en")]
)
def test_rarity_is_of_the_zipf_frequency(started: Callable[[], ModuleType], word: str, code: str) -> None:
    """One less an eighth of what wordfreq itself says of the word, to the power of 1.5; it is never below 0.1."""
    zipf = wordfreq.zipf_frequency(word, code, "small")
    assert started().rarity(word, code) == pytest.approx(max(0.1, math.sqrt(1 - zipf / 8) ** 3), abs=0.001)


def test_rarer_words_tell_more(started: Callable[[], ModuleType]) -> None:
    """The order is that of wordfreq's frequencies, reversed."""
    module = started()
    words = sorted(["och", "hus", "arkiv", "landsting", "konferens"], key=lambda w: -wordfreq.zipf_frequency(w, "sv"))
    rarities = [module.rarity(word, "sv") for word in words]
    assert all(common < rare for common, rare in pairwise(rarities))
    assert rarities[0] >= module.COMMONEST


def test_a_word_that_no_list_has_tells_most(started: Callable[[], ModuleType]) -> None:
    """Unknown words, and all words of unknown languages, are taken for rare."""
    module = started()
    assert module.rarity("kostnadseffektivitetsmått", "sv") == module.RAREST == 1.0
    assert module.rarity("och", "tlh") == 1.0


@pytest.mark.parametrize("number", ["7", "2011", "000", "٣"])
def test_a_number_tells_half(started: Callable[[], ModuleType], number: str) -> None:
    """Numbers are told by no list, as each is rare and they all are common."""
    assert started().rarity(number, "sv") == 0.5


def test_the_list_is_kept(started: Callable[[], ModuleType], cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second start reads what the first one kept, and does not import wordfreq at all."""
    first = started().rarity("arkiv", "sv")
    assert json.loads(kept(cache).read_bytes())["arkiv"] == wordfreq.zipf_frequency("arkiv", "sv", "small")
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    assert started().rarity("arkiv", "sv") == first


def test_what_is_kept_is_used(started: Callable[[], ModuleType], cache: Path) -> None:
    """The kept list is the one that is read."""
    started().rarity("arkiv", "sv")
    kept(cache).write_text('{"arkiv": 4.0}', encoding="utf-8")
    assert started().rarity("arkiv", "sv") == pytest.approx(0.5**1.5)


def test_each_language_has_its_list(started: Callable[[], ModuleType], cache: Path) -> None:
    """Lists of two languages do not mix."""
    module = started()
    module.rarity("men", "sv")
    module.rarity("men", "en")
    assert len(list(cache.rglob("*.json"))) == 2
    assert started().rarity("men", "sv") < started().rarity("men", "en")


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"arkiv": 4.0', b"[]", b"null", b'{"arkiv": "4.0"}', b'{"arkiv": null}', b"\xff\x00"]
)
def test_a_damaged_list_is_replaced(started: Callable[[], ModuleType], cache: Path, damage: bytes) -> None:
    """A file that is no list of frequencies is made anew."""
    right = started().rarity("arkiv", "sv")
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(damage)
    assert started().rarity("arkiv", "sv") == right
    assert kept(cache).read_bytes() == whole


def test_a_cache_that_cannot_be_made_does_no_harm(started: Callable[[], ModuleType], cache: Path) -> None:
    """Where a file stands in the folder's place, nothing is kept and words are as rare as ever."""
    cache.write_text("a file", encoding="utf-8")
    assert 0.1 < started().rarity("arkiv", "sv") < 1
    assert cache.read_text(encoding="utf-8") == "a file"


def test_a_folder_in_the_place_of_the_list_does_no_harm(started: Callable[[], ModuleType], cache: Path) -> None:
    """What cannot be replaced stays, and words are as rare as ever."""
    right = started().rarity("arkiv", "sv")
    file = kept(cache)
    file.unlink()
    file.mkdir()
    assert started().rarity("arkiv", "sv") == right
