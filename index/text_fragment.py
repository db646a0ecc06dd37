"""Links that lead to the very words on a page: URL text fragments, as web browsers know them.

The form is that of the WICG's draft "URL Fragment Text Directives": `#:~:text=first words,last words`.
"""

from __future__ import annotations

from urllib.parse import quote

_END_WORDS = 5
"""How many words name each end of a long quotation."""


def leading_to(url: str, quoted: str) -> str:
    """Return `url` with a text fragment for the words `quoted`; `url` itself where there are no words."""
    words = quoted.split()
    if not words:
        return url
    ends = [words] if len(words) <= 2 * _END_WORDS else [words[:_END_WORDS], words[-_END_WORDS:]]
    directive = ",".join(_encoded(" ".join(end)) for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(words: str) -> str:
    # A hyphen marks a context in the directive's own syntax, and quote() leaves it as it is.
    return quote(words, safe="").replace("-", "%2D")
