"""The data folder: closed to others, locked, and with a salt of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.telegram.data_folder import DataFolder, DataFolderError, usual
from tests.bot.telegram.conftest import full_disk

if TYPE_CHECKING:
    from pathlib import Path


def modes(folder: Path) -> dict[str, int]:
    """Return the permissions of a folder (".") and of all files in it."""
    return {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}


def test_it_is_closed_to_others_and_so_are_its_files(tmp_path: Path) -> None:
    """Also where a folder was there before, open to all."""
    path = tmp_path / "data"
    path.mkdir(mode=0o755)
    path.chmod(0o755)
    folder = DataFolder(path)
    assert modes(path) == {".": 0o700, "lock": 0o600, "salt": 0o600}
    folder.close()


def test_a_second_lock_is_refused_until_the_first_is_let_go(tmp_path: Path) -> None:
    """With the folder's name and the way out."""
    first = DataFolder(tmp_path)
    with pytest.raises(DataFolderError, match="another interviewbot works in this folder; stop it first") as refused:
        DataFolder(tmp_path)
    assert str(tmp_path) in str(refused.value)
    assert refused.value.may_pass
    first.close()
    DataFolder(tmp_path).close()


def test_a_pseudonym_is_the_same_after_a_restart_and_another_elsewhere(tmp_path: Path) -> None:
    """Two folders' data cannot be brought together."""
    here, elsewhere = DataFolder(tmp_path / "here"), DataFolder(tmp_path / "elsewhere")
    known = {number: here.pseudonym(number) for number in (7, -100, 700000001)}
    here.close()
    again = DataFolder(tmp_path / "here")
    assert {number: again.pseudonym(number) for number in known} == known
    assert len({*known.values(), *(elsewhere.pseudonym(number) for number in known)}) == 6
    again.close()
    elsewhere.close()


@pytest.mark.parametrize("left", [b"", b"short"])
def test_a_salt_that_was_cut_off_is_told_with_the_way_out(tmp_path: Path, left: bytes) -> None:
    """With another salt, nobody could have forgotten what is kept under the old one; the folder is let go again."""
    (tmp_path / "salt").write_bytes(left)
    for _ in range(2):
        with pytest.raises(DataFolderError, match="put back the one of your backup"):
            DataFolder(tmp_path)


def test_a_place_that_is_no_folder_is_told_with_the_way_out(tmp_path: Path) -> None:
    """In one line."""
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError, match="name a folder that can be written to in INTERVIEWBOT_DATA") as refused:
        DataFolder(tmp_path / "file")
    assert not refused.value.may_pass


def test_a_full_disk_may_have_room_again(tmp_path: Path) -> None:
    """Then the same start goes well."""
    with full_disk(0), pytest.raises(DataFolderError) as refused:
        DataFolder(tmp_path / "data")
    assert refused.value.may_pass
    DataFolder(tmp_path / "data").close()


def test_each_bot_has_a_folder_of_its_own_without_its_secret() -> None:
    """By the id that is the public half of its token."""
    assert usual("123:AAsecret").name == "123"
    assert usual("123:AAsecret") != usual("124:AAsecret")
    assert "secret" not in str(usual("123:AAsecret"))
