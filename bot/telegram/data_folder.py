"""The data folder of one bot: its place, its lock, and the salt that makes ids into pseudonyms."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from bot.telegram.start_error import StartError

if TYPE_CHECKING:
    from pathlib import Path

SALT_BYTES = 32

_LASTING = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG)
"""What is the matter with the place itself, and not with how things stand there now."""

_DATABASE, _LOCK, _SALT = "interviewbot.sqlite3", "lock", "salt"


class DataFolderError(StartError):
    """The data folder cannot be used: why, and what to do."""


def usual(token: str) -> Path:
    """Return where the data of the bot with this token lie unless told otherwise: a folder by the bot's id."""
    return user_data_path("interviewbot") / token.partition(":")[0]


def database(folder: Path) -> Path:
    """Return where the database lies."""
    return folder / _DATABASE


class DataFolder:
    """A data folder that this process alone works in, from `__init__` to `close` or its death.

    The folder is closed to others (mode 700), and so is each file in it (600).
    """

    def __init__(self, path: Path) -> None:
        """Make the folder where there is none, and lock it.

        Raises:
            DataFolderError: another process works in it, it cannot be written to, or its salt is damaged.

        """
        self.path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
            self._lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._salt = _salt(path / _SALT)
            except (OSError, DataFolderError):
                os.close(self._lock)
                raise
        except BlockingIOError:
            message = (
                f"{path}: another interviewbot works in this folder; stop it first, or name another folder in "
                "INTERVIEWBOT_DATA"
            )
            raise DataFolderError(message, may_pass=True) from None
        except OSError as error:
            message = f"{path}: {error.strerror}; name a folder that can be written to in INTERVIEWBOT_DATA"
            raise DataFolderError(message, may_pass=error.errno not in _LASTING) from error

    @property
    def database(self) -> Path:
        """Where the database lies."""
        return database(self.path)

    def pseudonym(self, number: int) -> str:
        """Return what stands for a chat's or a person's id: the same for the same id, in this folder alone."""
        return hashlib.blake2b(str(number).encode(), key=self._salt, digest_size=16).hexdigest()

    def close(self) -> None:
        """Let another process in."""
        os.close(self._lock)


def _salt(path: Path) -> bytes:
    """Return the folder's salt, drawn when the folder was made.

    Raises:
        DataFolderError: it is not whole; with another one nothing that was kept could be found to be forgotten.

    """
    if path.exists():
        salt = path.read_bytes()
        if len(salt) == SALT_BYTES:
            return salt
        message = (
            f"{path}: damaged; put back the one of your backup, or take all files out of the folder: without this one "
            "readers cannot have the bot forget what it keeps of them"
        )
        raise DataFolderError(message)
    salt = secrets.token_bytes(SALT_BYTES)
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    with draft.open("wb") as file:
        file.write(salt)
        file.flush()
        os.fsync(file.fileno())  # or a power cut could leave the name without what it stands for
    draft.replace(path)
    return salt
