"""What the bot answers to a message: a pure function from message and session to reply and session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot import texts, verifying
from bot.choosing import Chooser
from bot.hearing import MAX_QUESTION, meaning, number, wording
from bot.presentation import Presenter, lacking_words
from bot.reply import Deed, Kind, Landing, Reply
from bot.results import Results
from bot.session import Session
from bot.verifying import Checker
from index import about
from index import excerpt as excerpts
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.metadata import Field
from index.search import Verdict

if TYPE_CHECKING:
    from index.interview import Address, Passage
    from index.search import Finding, Searcher
    from index.verifying import Verification

MOST_NEAREST = 5
"""How many nearest questions are offered where the answer is missing."""

MOST_OTHERS = 3
"""How many other questions are offered where the answer is unsure."""

_FIRST_WORDS = {"sv": "Vad handlar intervjuen om?", "en": "What is the intervieww about?"}
"""Questions, each misspelt, that make use of all that there is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that the reader wrote, or forwarded."""

    text: str
    is_forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of which the reader asks whether somebody really said them; empty where she has yet to give them."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that the reader pressed, perhaps one from long ago.

    `beside` are the others below the same message; `is_shared` tells that others can press them too.
    """

    deed: Deed
    address: Address
    beside: frozenset[Deed] = frozenset()
    is_shared: bool = False


class Signal(StrEnum):
    """What a reader asks for by a command, or sends that is no text."""

    START = "start"
    HELP = "help"
    QUESTIONS = "questions"
    INTERVIEWS = "interviews"
    MEDIA = "media"


Message = Typed | Quoted | Pressed | Signal


class Conversation:
    """Conversations over one library. It keeps nothing of them: all that is remembered is in the session."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._library = searcher.library
        self._checker = Checker(self._library)
        self._presenters = {code: Presenter(self._library, texts.texts(code)) for code in texts.LANGUAGES}
        self._choosers = {code: Chooser(self._library, present) for code, present in self._presenters.items()}
        self.results = Results(searcher, self._presenters)

    def warm_up(self) -> None:
        """Have what is loaded when it is first needed loaded: the first reader is to wait no longer than the next."""
        for language, words in _FIRST_WORDS.items():
            self.reply(Typed(words), Session(language))

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer one message; return the reply, and the session for the next message.

        An interview that was chosen and is no longer in the library is chosen no longer.
        """
        if session.interview not in self._library.interviews:
            session = replace(session, interview=None)
        match message:
            case Typed():
                reply = self._typed(message, session)
            case Quoted(text):
                reply = self._quoted(text, session)
            case Pressed():
                reply = self._pressed(message, session)
            case _:
                reply = self._meant(message.value, session)
        return reply, session.after(reply)

    def _typed(self, said: Typed, session: Session) -> Reply:
        text = said.text
        commanded = verifying.commanded(text)
        if commanded is not None:
            return self._quoted(commanded, session)
        words = wording(text)
        if not words:
            return replace(self._offering("no_words", session), kind=Kind.NOT_COVERED)
        if len(text) > MAX_QUESTION:
            too_long = replace(self._talk("too_long", session, most=MAX_QUESTION), kind=Kind.NOT_COVERED)
            return self._pasted(said, session) or too_long
        digits = number(words)
        numbered = self._numbered(digits, session) if digits is not None else None
        if numbered is not None:
            return numbered
        meant = meaning(words)
        if meant is not None:
            return self._meant(meant, session)
        named = self._named(words, session)
        if named is not None:
            return named
        pasted = self._pasted(said, session)
        return pasted or self._found(self._searcher.search(text, session.interview, session.at), session)

    def _pasted(self, said: Typed, session: Session) -> Reply | None:
        """Return the reply to a message that is a quotation, None where it is none."""
        if session.awaits_quotation:
            return self._quoted(said.text, session)
        checker = self._checker
        found = checker.pasted(said.text, session.interview, session.at, is_forwarded=said.is_forwarded)
        return self._verified(found, session) if found else None

    def _quoted(self, text: str, session: Session) -> Reply:
        """Say whether somebody really said that."""
        if len(text) > verifying.MAX_QUOTATION:
            return self._talk("quotation_too_long", session, most=verifying.MAX_QUOTATION)
        if not wording(text):
            return self._meant("verify", session)
        return self._verified(self._checker.verify(text, session.interview, session.at), session)

    def _verified(self, found: Verification, session: Session) -> Reply:
        present = self._presenters[session.language]
        reply = self._checker.reply(found, present)
        if reply is None:
            near = self._searcher.search(found.quoted[:MAX_QUESTION], session.interview, session.at)
            if near.passage is not None and near.excerpt is not None and near.about is None:
                said = [present.say("not_verified_near")]
                reply = present.excerpt(Kind.CLOSE, near.passage, near.excerpt, said, near)
            else:
                reply = replace(self._offering("not_verified", session), kind=Kind.NOT_COVERED)
        return replace(reply, verification=found)

    def _pressed(self, pressed: Pressed, session: Session) -> Reply:
        deed, address = pressed.deed, pressed.address
        among = self._choosers[session.language].pressed(deed, address.interview)
        found = self._library.find(address)
        if among is not None or found is None:
            return among or self._talk("gone", session)
        passage, is_unchanged = found
        match deed:
            case Deed.QUESTIONS:
                return self._questions(session, passage.address.interview, passage.address.number)
            case Deed.NEXT | Deed.PREVIOUS:
                return self._beside(passage, 1 if deed is Deed.NEXT else -1, session)
            case Deed.ASK | Deed.WHOLE | Deed.FOLD:
                return self._opened(deed, passage, session, is_unchanged=is_unchanged)
            case Deed.OTHERS:
                return self._others(passage, session)
            case Deed.NONE:
                return self._offering("none_meant", session, passage.address.interview)
            case Deed.HELPFUL | Deed.UNHELPFUL | Deed.NO_ANSWER | Deed.WRONG_WORDS:
                return self._marked(pressed, passage, session)
            case _:
                told = about.telling(Field[deed.name], self._library, address.interview)
                present = self._presenters[session.language]
                return present.about(told) if told else self._talk("not_told", session)

    def _opened(self, deed: Deed, passage: Passage, session: Session, *, is_unchanged: bool) -> Reply:
        """Show a passage, or unfold or fold the message that quotes it."""
        present = self._presenters[session.language]
        said = () if is_unchanged else [present.say("changed")]
        if deed is Deed.ASK:
            return present.passage(passage, said)
        if deed is Deed.WHOLE:
            reply = present.whole(passage, said)
            return replace(reply, moves=present.moves(passage, {Deed.FOLD}), landing=Landing.EDITED)
        if session.folded != passage.address:
            return replace(present.passage(passage, said), landing=Landing.EDITED)
        start, end = session.folded_from, session.folded_to
        excerpt = Excerpt(passage.text[start:end], start, end)
        return replace(present.excerpt(Kind.ANSWERED, passage, excerpt, said), landing=Landing.EDITED)

    def _others(self, passage: Passage, session: Session) -> Reply:
        """Offer the other answers to the question that a passage was shown for; if that is forgotten, to its own."""
        present = self._presenters[session.language]
        known = [self._library.find(address) for address in session.others if session.shown == passage.address]
        others = [found[0] for found in known if found is not None]
        if not others and passage.question is not None:
            near = self._searcher.candidates(passage.question)
            others = [its.passage for its in near if its.passage.turn is not passage.turn and its.passage.question]
        if not others:
            return self._talk("no_others", session)
        return Reply(Kind.SMALL_TALK, (present.say("answered_others"),), present.nearest(others, MOST_OTHERS))

    def _marked(self, pressed: Pressed, passage: Passage, session: Session) -> Reply:
        """Thank for a mark; ask what was wrong where something was, unless that took the buttons from others."""
        present = self._presenters[session.language]
        if pressed.is_shared or pressed.deed is Deed.HELPFUL:
            return Reply(Kind.SMALL_TALK, (), toast=present.say("marked").text)
        asks_why = pressed.deed is Deed.UNHELPFUL
        toast = "what_was_wrong" if asks_why else "marked"
        return present.buttons(passage, pressed.beside, toast, asks_why=asks_why)

    def _meant(self, meaning: str, session: Session) -> Reply:
        """Answer a phrase or a signal by what it means."""
        shown, present = self._shown(session), self._presenters[session.language]
        match meaning:
            case "start" | "greeting":
                return self._offering("greeting", session)
            case "questions":
                return self._questions(session, self._talked_of(session))
            case "all" | "all_interviews" | "interviews" | "more_interviews" | "earlier_interviews":
                return self._several(meaning, session)
            case "help" if len(self._library.interviews) > 1:
                many = present.counted("interview", len(self._library.interviews))
                return Reply(Kind.SMALL_TALK, (present.say("help"), present.say("help_many", interviews=many)))
            case "wrong_answer" | "none_meant":
                return self._offering(meaning, session, session.at)
            case "source":
                return self._source(shown, session)
            case "more" | "whole" | "next" | "previous" | "others":
                return self._onward(meaning, shown, session)
            case _:
                said = self._talk(meaning, session)
                return replace(said, is_farewell=meaning == "goodbye", asks_for_quotation=meaning == "verify")

    def _onward(self, meaning: str, shown: Passage | None, session: Session) -> Reply:
        """Go on from what was shown last."""
        if shown is None:
            return self._offering("nothing_to_continue", session)
        match meaning:
            case "more":
                return self._more(shown, session)
            case "whole":
                return self._presenters[session.language].whole(shown)
            case "others":
                return self._others(shown, session)
            case _:
                return self._beside(shown, 1 if meaning == "next" else -1, session)

    def _found(self, finding: Finding, session: Session) -> Reply:
        """Say what the index found."""
        present = self._presenters[session.language]
        if isinstance(finding.about, about.Telling):
            return present.about(finding.about, finding)
        if isinstance(finding.about, about.Unclear):
            return self._which(finding.about, session)
        kind = Kind(finding.verdict.value)
        # An introduction is no question that one could have meant.
        nearest = (candidate.passage for candidate in finding.alternatives)
        alternatives = [passage for passage in nearest if passage.address.number != INTRODUCTION_NUMBER]
        if finding.passage is None or finding.excerpt is None:
            only = session.interview or self._only_interview()
            near = present.nearest([*alternatives, *(self._library.answers(only) if only else ())], MOST_NEAREST)
            lacking = lacking_words(finding)
            words = present.either(lacking)
            reply = self._offering("not_covered_words" if lacking else "not_covered", session, words=words)
            reply = replace(reply, kind=kind, questions=near or reply.questions, finding=finding)
            if session.interview is None or len(self._library.interviews) == 1:
                return reply
            to_all = self._choosers[session.language].to_all(session.interview)
            return replace(reply, parts=(*reply.parts, present.say("only_chosen")), moves=(to_all,))
        said = [present.say("read_as", typed=typed, meant=meant) for typed, meant in finding.question.corrections]
        if finding.verdict is Verdict.ANSWERED:
            reply = present.excerpt(kind, finding.passage, finding.excerpt, said, finding)
            return replace(reply, parts=(*reply.parts, *present.beside(finding)))
        reply = present.excerpt(kind, finding.passage, finding.excerpt, [*said, present.say("close")], finding)
        near = present.nearest((p for p in alternatives if p.turn is not finding.passage.turn), MOST_OTHERS)
        moves = tuple(move for move in reply.moves if move.deed is Deed.WHOLE)
        reply = replace(reply, questions=(*near, present.none(finding.passage)), moves=moves, marks=())
        return replace(reply, parts=(*reply.parts, present.say("close_others"))) if near else reply

    def _which(self, unclear: about.Unclear, session: Session) -> Reply:
        """Ask which interview is meant."""
        return self._choosers[session.language].telling(unclear.field, unclear.interviews)

    def _several(self, meaning: str, session: Session) -> Reply:
        """List the interviews, or have all of them asked again; where there is one alone, offer its questions."""
        if len(self._library.interviews) > 1:
            reply = self._choosers[session.language].several(meaning, session)
        else:
            reply = None if meaning == "all" else self._offering("questions", session)
        return reply or self._meant("whole", session)

    def _source(self, shown: Passage | None, session: Session) -> Reply:
        """Show again where the words stand that were quoted last; where none were, where the interview does."""
        present = self._presenters[session.language]
        if shown is not None and session.shown_to > session.shown_from:
            said = [present.say("cited")]
            if shown.address != session.shown:
                return present.passage(shown, said)
            start, end = session.shown_from, session.shown_to
            return present.excerpt(Kind.ANSWERED, shown, Excerpt(shown.text[start:end], start, end), said)
        link = about.of(Field.LINK, self._library, session.interview, session.at)
        if isinstance(link, about.Unclear):
            return self._which(link, session)
        return Reply(Kind.SMALL_TALK, present.about(link).parts if link else (present.say("nothing_to_cite"),))

    def _numbered(self, digits: str, session: Session) -> Reply | None:
        """Do what a number stands for: an offered button, else a question of the one interview; None where neither."""
        for button in session.offered:
            if str(button.number) == digits:
                return self._pressed(Pressed(button.deed, button.address), session)
        interview = self._talked_of(session)
        if interview is None:
            return None
        passages = self._library.of(interview)
        chosen = next((passage for passage in passages if str(passage.address.number) == digits), None)
        if chosen is None:
            return self._talk("no_such_number", session, answers=len(self._library.answers(interview)))
        return self._presenters[session.language].passage(chosen)

    def _more(self, shown: Passage, session: Session) -> Reply:
        """Go on from where the reader has read to: in the same answer, then with the next one."""
        present = self._presenters[session.language]
        language = self._library.interviews[shown.address.interview].language
        start = session.shown_to
        for passage in self._library.parts(shown)[shown.address.part - 1 :]:
            excerpt = excerpts.following(passage.text, language, start)
            if excerpt is not None:
                return present.excerpt(Kind.ANSWERED, passage, excerpt)
            start = 0
        return self._beside(shown, 1, session, "on_to_next" if shown.address.number else "on_to_first")

    def _beside(self, passage: Passage, step: int, session: Session, said: str | None = None) -> Reply:
        """Show the answer `step` further on, after saying `said`."""
        present = self._presenters[session.language]
        number = passage.address.number + step
        for answer in self._library.answers(passage.address.interview):
            if answer.address.number == number:
                return present.passage(answer, [present.say(said)] if said else ())
        return self._talk("nothing_after" if step > 0 else "nothing_before", session)

    def _named(self, words: str, session: Session) -> Reply | None:
        """Return the reply to a message that names interviews by a title, or by who speaks where they are offered."""
        if len(self._library.interviews) == 1:
            return None
        is_choosing = any(button.deed is Deed.CHOOSE for button in session.offered)
        return self._choosers[session.language].named(words, session.language, is_choosing=is_choosing)

    def _questions(self, session: Session, interview_id: str | None, first: int = 1) -> Reply:
        """Offer the questions of an interview, from answer `first` on."""
        if interview_id is None:
            return self._offering("questions", session)
        present = self._presenters[session.language]
        interview = self._library.interviews[interview_id]
        said = present.say("questions", title=interview.title)
        buttons = present.questions(interview.id, first)
        return Reply(Kind.SMALL_TALK, (said,), buttons, interview=interview.id)

    def _offering(self, key: str, session: Session, interview: str | None = None, **values: object) -> Reply:
        """Say something, and offer what can be asked: the questions of `interview` or the only one, else interviews."""
        present = self._presenters[session.language]
        interview_id = session.interview or interview or self._only_interview()
        if interview_id is None or interview_id not in self._library.interviews:
            interviews = self._library.interviews
            counted, originals = present.counted("interview", len(interviews)), present.originals(interviews)
            said = present.say(f"{key}_many", interviews=counted, originals=originals, **values)
            listing = self._choosers[session.language].listing()
            return Reply(Kind.SMALL_TALK, (said,), listing.questions, moves=listing.moves)
        title, originals = self._library.interviews[interview_id].title, present.originals([interview_id])
        said = present.say(key, title=title, who=present.who(interview_id), originals=originals, **values)
        return Reply(Kind.SMALL_TALK, (said,), present.questions(interview_id))

    def _talk(self, key: str, session: Session, **values: object) -> Reply:
        return Reply(Kind.SMALL_TALK, (self._presenters[session.language].say(key, **values),))

    def _shown(self, session: Session) -> Passage | None:
        """Return the passage that was shown last, if there was one and it is still there."""
        found = self._library.find(session.shown) if session.shown else None
        return found[0] if found else None

    def _talked_of(self, session: Session) -> str | None:
        """Return the interview that is asked alone, or was answered from or chosen last, or is the only one."""
        last = session.interview or session.at
        return last if last in self._library.interviews else self._only_interview()

    def _only_interview(self) -> str | None:
        return next(iter(self._library.interviews)) if len(self._library.interviews) == 1 else None
