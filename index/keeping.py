"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_USUAL_MODE = 0o644


def keep(file: Path, write: Callable[[Path], object]) -> None:
    """Have `write` write a file for the next start; without it that takes longer, and nothing else.

    An OSError or a RuntimeError in `write` is taken for one that cannot be written.
    """
    with suppress(OSError, RuntimeError):
        replace(file, write)


def replace(file: Path, write: Callable[[Path], object]) -> None:
    """Have `write` write a file, which takes the place of an older one when it is whole and on the disk.

    Until then it is a hidden draft in the same folder, which is made where it is missing. A new file is readable by
    all; one that was there keeps its rights.

    Raises:
        OSError: it cannot be written; the older file is as it was.

    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    draft = Path(name)
    try:
        write(draft)
        os.fsync(handle)
        draft.chmod(file.stat().st_mode & 0o777 if file.exists() else _USUAL_MODE)
        draft.replace(file)
    finally:
        os.close(handle)
        draft.unlink(missing_ok=True)
