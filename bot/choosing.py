"""Several interviews: listing them, finding one by what is typed, and choosing which are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.presentation import MOST_QUESTIONS, button_label
from bot.reply import Button, Deed, Kind, Landing, Reply
from index.naming import interviews_beginning, interviews_called, interviews_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.presentation import Presenter
    from bot.session import Session
    from index.interview import Address, Interview
    from index.library import Library
    from index.metadata import Field

CHOOSING = frozenset({Deed.ALL, Deed.INTERVIEWS, Deed.CHOOSE})
"""The deeds of buttons that choose among interviews."""


class Chooser:
    """Has a reader choose among the interviews of a library, in one language."""

    def __init__(self, library: Library, present: Presenter) -> None:
        self._library = library
        self._present = present

    def buttons(self, first: int = 0) -> tuple[Button, ...]:
        """Return a button for each interview from place `first` on, from 0, numbered from 1 on; a page of them."""
        return tuple(
            Button(button_label(its.title), Deed.CHOOSE, self._address(its.id), number)
            for number, its in enumerate(self._all[first : first + MOST_QUESTIONS], first + 1)
        )

    def listing(self, at: str | None = None) -> Reply:
        """Return a page of the list of interviews, the one that `at` is on, else the first; and ways to the others."""
        places = {its.id: place for place, its in enumerate(self._all)}
        first = places.get(at or "", 0) // MOST_QUESTIONS * MOST_QUESTIONS
        said = [self._present.say("questions_many")]
        moves = []
        if first:
            moves.append(self._page("earlier_interviews", first - MOST_QUESTIONS))
        if first + MOST_QUESTIONS < len(self._all):
            moves.append(self._page("more_interviews", first + MOST_QUESTIONS))
            said.append(self._present.say("find_interview"))
        return Reply(Kind.SMALL_TALK, tuple(said), self.buttons(first), moves=tuple(moves))

    def pressed(self, deed: Deed, interview: str) -> Reply | None:
        """Return the reply to a button that chooses, whatever has become of what it leads to; None to any other.

        One that chooses an interview which is gone is none either.
        """
        if deed in CHOOSING and len(self._all) == 1:  # there was more to choose from once
            (only,) = self._all
            said = self._present.say("questions", title=only.title)
            return Reply(Kind.SMALL_TALK, (said,), self._present.questions(only.id), interview=only.id, chosen="")
        match deed:
            case Deed.ALL:
                return self.all()
            case Deed.INTERVIEWS:
                return replace(self.listing(interview), landing=Landing.EDITED)
            case Deed.CHOOSE if interview in self._library.interviews:
                return self.chosen(interview)
            case _:
                return None

    def several(self, meaning: str, session: Session) -> Reply | None:
        """Return the reply to words about the interviews; None where "all" is said and all are asked."""
        if meaning in ("all", "all_interviews") and session.interview is not None:
            return self.all()
        if meaning == "all" and session.shown is not None:
            return None
        if meaning in ("more_interviews", "earlier_interviews"):
            return self.further(session.offered, earlier=meaning == "earlier_interviews")
        return self.listing()

    def further(self, offered: Sequence[Button], *, earlier: bool) -> Reply:
        """Return the page of the list after the one that was offered last, or before it; the first where none was."""
        shown = [its.address.interview for its in offered if its.deed is Deed.CHOOSE]
        places = [place for place, its in enumerate(self._all) if its.id in shown]
        if not places:
            return self.listing()
        place = max(places[0] - 1, 0) if earlier else min(places[-1] + 1, len(self._all) - 1)
        return self.listing(self._all[place].id)

    def chosen(self, interview: str) -> Reply:
        """Return the reply that asks one interview alone from now on, and offers its questions."""
        title = self._library.interviews[interview].title
        said = (self._present.say("questions", title=title), self._present.say("chosen"))
        return Reply(
            Kind.SMALL_TALK,
            said,
            self._present.questions(interview),
            moves=(self.to_all(interview),),
            interview=interview,
            chosen=interview,
        )

    def all(self) -> Reply:
        """Return the reply that asks all interviews again."""
        many = self._present.counted("interview", len(self._all))
        return Reply(Kind.SMALL_TALK, (self._present.say("all_chosen", interviews=many),), self.buttons(), chosen="")

    def to_all(self, interview: str) -> Button:
        """Return the button by which all interviews are asked again and not one alone."""
        return self._present.button("all_interviews", Deed.ALL, self._address(interview))

    def named(self, words: str, code: str, *, is_choosing: bool) -> Reply | None:
        """Return the reply to a message, as a mere wording, that names interviews; None where it names none.

        It names one by its title, or by the beginning of it in several words. Where a reader `is_choosing`, a single
        word does, and one from within a title, and who speaks: of several that fit she then chooses.
        """
        found = interviews_called(words, self._all)
        if not found and (" " in words or is_choosing):
            found = interviews_beginning(words, self._all)
        if not found and is_choosing:
            found = interviews_named(words, self._all, code)
        if len(found) == 1:
            return self.chosen(found[0].id)
        if not found or not is_choosing:
            return None
        buttons = tuple(
            Button(button_label(its.title), Deed.CHOOSE, self._address(its.id), number)
            for number, its in enumerate(found[:MOST_QUESTIONS], 1)
        )
        return Reply(Kind.SMALL_TALK, (self._present.say("which_of_these"),), buttons)

    def telling(self, field: Field, interviews: Sequence[str]) -> Reply:
        """Return the question which of some interviews a field of the metadata is to be told of."""
        buttons = tuple(
            Button(button_label(self._library.interviews[its].title), Deed[field.name], self._address(its), number)
            for number, its in enumerate(interviews[:MOST_QUESTIONS], 1)
        )
        return Reply(Kind.SMALL_TALK, (self._present.say("which_interview"),), buttons)

    @property
    def _all(self) -> Sequence[Interview]:
        return list(self._library.interviews.values())

    def _page(self, name: str, first: int) -> Button:
        return self._present.button(name, Deed.INTERVIEWS, self._address(self._all[first].id))

    def _address(self, interview: str) -> Address:
        return self._library.answers(interview)[0].address
