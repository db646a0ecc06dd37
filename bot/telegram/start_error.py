"""Why the bot cannot run: told in one line, and by an exit status that says whether to try again."""

from __future__ import annotations


class StartError(Exception):
    """The bot cannot run: why, and what to do, in one line.

    `may_pass` is whether time may mend it, as a full disk or a taken port; else somebody has to change the settings.
    """

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass
