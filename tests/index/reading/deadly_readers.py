"""What a source can make of a parser at its worst, as readers for the process that sources are read in."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

from index.reading.sources import read_bytes

if TYPE_CHECKING:
    from index.reading import Metadata, Reading


def obey(data: bytes, name: str, known: Metadata) -> Reading:
    """Do what a source says in its first word, and read any other."""
    match data.partition(b" ")[0]:
        case b"grow":
            bytearray(2**40)
        case b"spin":
            while True:
                pass
        case b"wait":
            threading.Event().wait()
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"fail":
            raise KeyError(name)
        case b"recurse":
            return obey(data, name, known)
    return read_bytes(data, name, known)
