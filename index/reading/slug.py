"""An interview's id, from its title."""

from __future__ import annotations

import re
import unicodedata

from index.interview import MAX_ID_LENGTH

_WORD = re.compile(r"[a-z0-9]+")
_FALLBACK = "interview"


def slug(title: str) -> str:
    """Write `title` in a-z, 0-9 and -, at most 46 characters, cut between words: "Så får ni råd" is "sa-far-ni-rad".

    A title without any Latin letter or figure gives "interview".
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    whole = "-".join(_WORD.findall(plain))
    if len(whole) <= MAX_ID_LENGTH:
        return whole or _FALLBACK
    cut, hyphen, _ = whole[: MAX_ID_LENGTH + 1].rpartition("-")
    return cut if hyphen else whole[:MAX_ID_LENGTH]
