"""Computed files, kept for the next start."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def keep(file: Path, write: Callable[[Path], object]) -> None:
    """Have `write` write a file, whole or not at all; without it the next start takes longer, and nothing else.

    An OSError or a RuntimeError in `write` is taken for one that cannot be written.
    """
    with suppress(OSError, RuntimeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
