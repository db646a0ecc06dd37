"""What the bot says, before any screen: the terminal and Telegram each render it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.interview import Address, Excerpt, Passage
    from index.search import Finding
    from index.verifying import Verification


class Deed(StrEnum):
    """What a button does with its passage; the value is its one letter in a Telegram button.

    Those that are called as a field of the metadata tell that of the passage's interview. `NONE` says that none of what
    was offered is meant; `HELPFUL` to `WRONG_WORDS` are marks. `CHOOSE` has the passage's interview alone be asked from
    then on, and `ALL` all of them again; `INTERVIEWS` lists them, the page that the passage's is on. `SHARE` and `COPY`
    hand on what their button holds, and are never pressed.
    """

    ASK = "a"
    WHOLE = "w"
    PREVIOUS = "p"
    NEXT = "n"
    QUESTIONS = "q"
    PUBLISHED = "d"
    PUBLICATION = "b"
    INTERVIEWERS = "i"
    PEOPLE = "o"
    TITLE = "t"
    LANGUAGE = "l"
    LINK = "u"
    LENGTH = "e"
    FOLD = "f"
    OTHERS = "r"
    NONE = "m"
    HELPFUL = "h"
    UNHELPFUL = "x"
    NO_ANSWER = "y"
    WRONG_WORDS = "z"
    SHARE = "s"
    COPY = "c"
    CHOOSE = "k"
    INTERVIEWS = "v"
    ALL = "j"
    SWEDISH = "S"
    ENGLISH = "E"


MARKS = frozenset({Deed.NONE, Deed.HELPFUL, Deed.UNHELPFUL, Deed.NO_ANSWER, Deed.WRONG_WORDS})
"""What readers say of an answer by a tap."""


HANDED_ON = frozenset({Deed.SHARE, Deed.COPY})
"""What is never pressed, but hands on what its button holds."""

SPEAKING = {Deed.SWEDISH: "sv", Deed.ENGLISH: "en"}
"""The language that a deed chooses."""


class Landing(StrEnum):
    """Where a reply appears on a screen where buttons are pressed; where they are typed, every reply is new."""

    NEW = "new"
    EDITED = "edited"
    BUTTONS = "buttons"


class Kind(StrEnum):
    """What sort of reply this is; the values are the verdicts of `interviewbot ask --json`."""

    ANSWERED = "answered"
    CLOSE = "close"
    NOT_COVERED = "not_covered"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Saying:
    """The bot's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the interview, to the letter, with what was asked and where they stand.

    `heading` is the interviewer's question, or says that this is the introduction, which has no `speaker`; for an
    answer that is who gave it, with their role. `is_whole` tells whether `text` is all that was said in that turn.
    `published` is the date as the reader writes it, `position` which answer this is ("svar 2 av 5"), `original` that
    the words are in another language than the question, or than the reader's where that does not tell. What is unknown
    is empty. `telling` are the few words of `text` that carry the answer, by offsets in code points, in order.
    """

    heading: str
    text: str
    is_whole: bool
    speaker: str
    title: str
    publication: str
    published: str
    position: str
    original: str
    url: str | None
    telling: tuple[tuple[int, int], ...] = ()

    @property
    def source(self) -> str:
        """Where the words stand: title, publication, date and which answer."""
        return " · ".join(filter(None, [self.title, self.publication, self.published, self.position, self.original]))

    @property
    def label(self) -> str:
        """The whole citation in one line."""
        return " · ".join(filter(None, [self.speaker, self.source]))


@dataclass(frozen=True, slots=True)
class Beside:
    """Some of a reader's words beside the interview's, `true`: either is empty where the other has no counterpart.

    `said` tells how they differ in a sentence; where they do not it is empty, as is `quoted`.
    """

    quoted: str
    true: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation that a reader wants checked, word by word beside the true words."""

    pieces: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """Something that the reader can choose: with one tap, or by typing its `number` where it has one.

    `holds` is what a button hands on: the citation in plain text, or what an inline query finds the quotation by.
    """

    label: str
    deed: Deed
    address: Address
    number: int | None = None
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: what is said and quoted, in order, then what can be chosen.

    `questions` are numbered and stand one a row; `moves` lead on from what is quoted, which is `excerpt` of `passage`
    (the last part, where a whole answer of several is), and `marks` pass it on or say whether it helped. `finding` is
    what the index found, None where it was not asked. `interview` is the id of the interview that it leads into, None
    where it leads into none or several. A farewell ends a conversation that can end. `landing` tells whether the reply
    takes the place of the message whose button was pressed, or only changes its buttons; `toast` is what a press is
    answered with in passing. `verification` is what has come of a quotation that the reader wants checked, and
    `asks_for_quotation` tells that the next message is to be one. `chosen` is the id of the interview that
    alone is asked from now on, "" where all are again, None where that stays as it is. `language` is what the bot
    speaks from now on, empty where that stays as it is.
    """

    kind: Kind
    parts: tuple[Saying | Quotation | Comparison, ...]
    questions: tuple[Button, ...] = ()
    moves: tuple[Button, ...] = ()
    marks: tuple[Button, ...] = ()
    passage: Passage | None = None
    excerpt: Excerpt | None = None
    finding: Finding | None = None
    interview: str | None = None
    is_farewell: bool = False
    landing: Landing = Landing.NEW
    toast: str = ""
    verification: Verification | None = None
    asks_for_quotation: bool = False
    chosen: str | None = None
    language: str = ""
