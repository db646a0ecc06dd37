"""What a reader asks of the passage that was shown last: more of it, who, why, when, in another language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.presentation import MOST_OTHERS
from bot.reply import Deed, Kind, Reply
from index import about
from index import excerpt as excerpts
from index.answer_kind import AnswerKind
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.metadata import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.presentation import Presenter
    from bot.reply import Saying
    from bot.session import Session
    from index.interview import Passage
    from index.search import Searcher

_KINDS = {
    "why": ((AnswerKind.REASON,),),
    "when": ((AnswerKind.TIME,),),
    "where": ((AnswerKind.PLACE,),),
    "how_much": ((AnswerKind.PRICE,), (AnswerKind.AMOUNT, AnswerKind.COUNT)),
    "how_many": ((AnswerKind.AMOUNT, AnswerKind.COUNT),),
    "how_long": ((AnswerKind.DURATION,),),
}
"""The kinds of answer that a short question asks for, likeliest first, and what has to be of two kinds at once.

"One" alone is an amount, but no count, and "all" a count, but no amount: neither is worth a quotation.
"""

MEANINGS = frozenset({"more", "whole", "next", "previous", "others", "source", "who", *_KINDS})
"""What can be asked of a passage."""


class Follower:
    """Goes on from passages of one library."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._library = searcher.library

    def reply(self, meaning: str, shown: Passage, session: Session, present: Presenter) -> Reply:
        """Answer one of `MEANINGS`, after the session has shown a passage."""
        match meaning:
            case "more":
                return self._more(shown, session, present)
            case "whole":
                return present.whole(shown)
            case "next" | "previous":
                return self.beside(shown, 1 if meaning == "next" else -1, present)
            case "others":
                return self.others(shown, session, present)
            case "source":
                return _quoted_again(shown, session, present, [present.say("cited")])
            case "who":
                said = present.say("who_said", who=_who(shown)) if shown.speaker else present.say("who_wrote")
                return _quoted_again(shown, session, present, [said])
            case _:
                return self._told(meaning, shown, session, present)

    def beside(self, passage: Passage, step: int, present: Presenter, said: str | None = None) -> Reply:
        """Show the answer `step` further on, after saying `said`."""
        number = passage.address.number + step
        for answer in self._library.answers(passage.address.interview):
            if answer.address.number == number:
                return present.passage(answer, [present.say(said)] if said else ())
        return Reply(Kind.SMALL_TALK, (present.say("nothing_after" if step > 0 else "nothing_before"),))

    def others(self, passage: Passage, session: Session, present: Presenter) -> Reply:
        """Offer the other answers to the question that a passage was shown for; if that is forgotten, to its own."""
        known = [self._library.find(address) for address in session.others if session.shown == passage.address]
        others = [found[0] for found in known if found is not None]
        if not others and passage.question is not None:
            near = self._searcher.candidates(passage.question)
            others = [its.passage for its in near if its.passage.turn is not passage.turn and its.passage.question]
        if not others:
            return Reply(Kind.SMALL_TALK, (present.say("no_others"),))
        return Reply(Kind.SMALL_TALK, (present.say("answered_others"),), present.nearest(others, MOST_OTHERS))

    def _more(self, shown: Passage, session: Session, present: Presenter) -> Reply:
        """Go on from where the reader has read to: in the same answer, then with the next one."""
        language = self._library.interviews[shown.address.interview].language
        start = session.shown_to
        for passage in self._library.parts(shown)[shown.address.part - 1 :]:
            excerpt = excerpts.following(passage.text, language, start)
            if excerpt is not None:
                return present.excerpt(Kind.ANSWERED, passage, excerpt)
            start = 0
        return self.beside(shown, 1, present, "on_to_next" if shown.address.number else "on_to_first")

    def _told(self, asked: str, shown: Passage, session: Session, present: Presenter) -> Reply:
        """Quote the sentence of the answer that holds what is asked for; where none does, say so."""
        is_introduction = shown.address.number == INTRODUCTION_NUMBER
        # Where an interview's metadata were told and nothing was quoted, its introduction tells no more of those.
        for kinds in _KINDS[asked] if session.shown_to > session.shown_from else ():
            found = self._holding(kinds, shown, session.shown_from)
            if found is not None:
                said = present.say("follow_told_introduction" if is_introduction else "follow_told")
                return present.excerpt(Kind.ANSWERED, *found, [said])
        if asked == "when":
            told = about.telling(Field.PUBLISHED, self._library, shown.address.interview)
            if told is not None:
                return Reply(Kind.SMALL_TALK, (present.say("when_published", published=present.stated(told)),))
        is_whole = session.shown_to - session.shown_from == len(shown.turn.text)
        whole = () if is_whole else (present.way(shown, Deed.WHOLE),)
        return Reply(Kind.SMALL_TALK, (present.say(f"{asked}_untold"),), whole)

    def _holding(self, kinds: Sequence[AnswerKind], shown: Passage, start: int) -> tuple[Passage, Excerpt] | None:
        """Return the sentences of an answer that have what is of `kinds`: from `start` of a passage on, else before."""
        language = self._library.interviews[shown.address.interview].language
        parts, place = self._library.parts(shown), shown.address.part - 1
        for passage, begin in [(shown, start), *((part, 0) for part in (*parts[place + 1 :], *parts[: place + 1]))]:
            excerpt = excerpts.holding(passage.text, language, kinds, begin)
            if excerpt is not None:
                return passage, excerpt
        return None


def speaking(language: str, shown: Passage | None, session: Session, present: Presenter) -> Reply:
    """Speak a language from now on, which is that of `present`, and show again in it what was shown last, if any."""
    if shown is None or session.shown_to <= session.shown_from:
        return Reply(Kind.SMALL_TALK, (present.say("spoken"),), language=language)
    original = present.original(shown)
    said = present.say("spoken_original", original=original) if original else present.say("spoken_again")
    return replace(_quoted_again(shown, session, present, [said]), language=language)


def _quoted_again(shown: Passage, session: Session, present: Presenter, said: Iterable[Saying]) -> Reply:
    """Quote what was quoted last, from the beginning where the text has been changed since."""
    if shown.address != session.shown or session.shown_to <= session.shown_from:
        return present.passage(shown, said)
    start, end = session.shown_from, session.shown_to
    return present.excerpt(Kind.ANSWERED, shown, Excerpt(shown.text[start:end], start, end), said)


def _who(passage: Passage) -> str:
    return passage.speaker.name if passage.speaker else ""
