"""The bytes of a source from a file or from standard input, never more than a source may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading import ReadingError
from index.reading.sources import MAX_BYTES, check_size

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


def load(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ReadingError: it cannot be opened, is a folder, or is too large.

    """
    try:
        with path.open("rb") as file:
            return load_stream(file)
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ReadingError(message) from None


def load_stream(stream: BinaryIO) -> bytes:
    """Return what a stream holds; of one that has no end no more is read than needed to tell.

    Raises:
        ReadingError: it is too large.

    """
    data = stream.read(MAX_BYTES + 1)
    check_size(len(data))
    return data
