"""Tests of files that are kept whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.keeping import keep

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_kept(tmp_path: Path) -> None:
    """What is written stands in the file, in a folder that was not there, and nothing else does."""
    file = tmp_path / "a" / "b" / "kept"
    keep(file, lambda draft: draft.write_text("ord"))
    keep(file, lambda draft: draft.write_text("andra ord"))
    assert file.read_text() == "andra ord"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("error", [OSError("full"), RuntimeError("no trie"), KeyboardInterrupt()])
def test_half_a_file_is_not_kept(tmp_path: Path, error: BaseException) -> None:
    """Whatever stops the writing, the file is as it was and no draft is left; what is no trouble with files is told."""

    def write(draft: Path) -> None:
        draft.write_text("hal")
        raise error

    file = tmp_path / "kept"
    file.write_text("hel")
    if isinstance(error, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            keep(file, write)
    else:
        keep(file, write)
    assert file.read_text() == "hel"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_in_its_place_does_no_harm(tmp_path: Path) -> None:
    """What cannot be replaced stays, and no draft is left."""
    (tmp_path / "kept").mkdir()
    keep(tmp_path / "kept", lambda draft: draft.write_text("ord"))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").is_dir()
