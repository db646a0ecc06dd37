"""What the bot answers to a message: a pure function from message and session to reply and session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot import texts, verifying
from bot.hearing import MAX_QUESTION, meaning, number, wording
from bot.presentation import Presenter
from bot.reply import Button, Deed, Kind, Reply
from bot.verifying import Checker
from index import about
from index import excerpt as excerpts
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.metadata import Field
from index.naming import interviews_beginning, interviews_called
from index.search import Verdict

if TYPE_CHECKING:
    from index.interview import Address, Passage
    from index.search import Finding, Searcher
    from index.verifying import Verification

MOST_NEAREST = 5
"""How many nearest questions are offered where the answer is missing."""

MOST_OTHERS = 3
"""How many other questions are offered where the answer is unsure."""


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
    """A button that the reader pressed, perhaps one from long ago."""

    deed: Deed
    address: Address


class Signal(StrEnum):
    """What a reader asks for by a command, or sends that is no text."""

    START = "start"
    HELP = "help"
    QUESTIONS = "questions"
    MEDIA = "media"


Message = Typed | Quoted | Pressed | Signal


@dataclass(frozen=True, slots=True)
class Session:
    """What the bot remembers of a conversation.

    `language` is the reader's, one of those that there are texts in. `interview` restricts questions to one, None to
    none. `at` is the interview that was answered from or chosen last, and restricts nothing: it is what "the interview"
    means. `shown` is the passage shown last, and `shown_from` to `shown_to` what of it was quoted, in code points: 0 to
    0 where it stands for what was told of its interview.
    `offered` are the buttons offered last, which numbers stand for; none after words of an interview that none of
    them leads into. `awaits_quotation` tells that the next message is words to be checked.
    """

    language: str
    interview: str | None = None
    at: str | None = None
    shown: Address | None = None
    shown_from: int = 0
    shown_to: int = 0
    offered: tuple[Button, ...] = ()
    awaits_quotation: bool = False


class Conversation:
    """Conversations over one library. It keeps nothing of them: all that is remembered is in the session."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._library = searcher.library
        self._checker = Checker(self._library)
        self._presenters = {code: Presenter(self._library, texts.texts(code)) for code in texts.LANGUAGES}

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer one message; return the reply, and the session for the next message."""
        match message:
            case Typed():
                reply = self._typed(message, session)
            case Quoted(text):
                reply = self._quoted(text, session)
            case Pressed(deed, address):
                reply = self._pressed(deed, address, session)
            case _:
                reply = self._meant(message.value, session)
        session = replace(session, awaits_quotation=reply.asks_for_quotation)
        if reply.passage is not None:
            start, end = (reply.excerpt.start, reply.excerpt.end) if reply.excerpt is not None else (0, 0)
            session = replace(session, shown=reply.passage.address, shown_from=start, shown_to=end)
        elif reply.kind is Kind.NOT_COVERED:
            session = replace(session, shown=None)  # there is nothing to go on from
        into = reply.passage.address.interview if reply.passage is not None else reply.interview
        if into is not None:
            session = replace(session, at=into)
        if reply.questions:
            session = replace(session, offered=reply.questions)
        elif into is not None and all(button.address.interview != into for button in session.offered):
            session = replace(session, offered=())
        return reply, session

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
        titled = self._titled(words, session)
        if titled is not None:
            return self._questions(session, titled)
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

    def _pressed(self, deed: Deed, address: Address, session: Session) -> Reply:
        found = self._library.find(address)
        if found is None:
            return self._talk("gone", session)
        passage, is_unchanged = found
        match deed:
            case Deed.QUESTIONS:
                return self._questions(session, passage.address.interview, passage.address.number)
            case Deed.NEXT | Deed.PREVIOUS:
                return self._beside(passage, 1 if deed is Deed.NEXT else -1, session)
            case Deed.ASK | Deed.WHOLE:
                present = self._presenters[session.language]
                show = present.passage if deed is Deed.ASK else present.whole
                return show(passage, () if is_unchanged else [present.say("changed")])
            case _:
                told = about.telling(Field[deed.name], self._library, address.interview)
                present = self._presenters[session.language]
                return present.about(told) if told else self._talk("not_told", session)

    def _meant(self, meaning: str, session: Session) -> Reply:
        """Answer a phrase or a signal by what it means."""
        shown, present = self._shown(session), self._presenters[session.language]
        match meaning:
            case "start" | "greeting":
                return self._offering("greeting", session)
            case "questions" | "interviews":
                return self._questions(session, self._talked_of(session) if meaning == "questions" else None)
            case "help" if self._is_to_choose(session):
                many = present.counted("interview", len(self._library.interviews))
                return Reply(Kind.SMALL_TALK, (present.say("help"), present.say("help_many", interviews=many)))
            case "more" | "whole" | "next" | "previous" if shown is None:
                return self._offering("nothing_to_continue", session)
            case "wrong_answer":
                return self._offering("wrong_answer", session, session.at)
            case "source":
                return self._source(shown, session)
            case "more" | "whole" | "next" | "previous" if shown is not None:
                return self._onward(meaning, shown, session)
            case _:
                said = self._talk(meaning, session)
                return replace(said, is_farewell=meaning == "goodbye", asks_for_quotation=meaning == "verify")

    def _onward(self, meaning: str, shown: Passage, session: Session) -> Reply:
        """Go on from what was shown last."""
        match meaning:
            case "more":
                return self._more(shown, session)
            case "whole":
                return self._presenters[session.language].whole(shown)
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
            reply = self._offering("not_covered", session)
            return replace(reply, kind=kind, questions=near or reply.questions, finding=finding)
        said = [present.say("read_as", typed=typed, meant=meant) for typed, meant in finding.question.corrections]
        if finding.verdict is Verdict.ANSWERED:
            reply = present.excerpt(kind, finding.passage, finding.excerpt, said, finding)
            others = present.nearest((p for p in finding.others if p in alternatives), MOST_OTHERS)
            offering = "answered_others"
        else:
            reply = present.excerpt(kind, finding.passage, finding.excerpt, [*said, present.say("close")], finding)
            others = present.nearest((p for p in alternatives if p.turn is not finding.passage.turn), MOST_OTHERS)
            offering = "close_others"
        return replace(reply, parts=(*reply.parts, present.say(offering)), questions=others) if others else reply

    def _which(self, unclear: about.Unclear, session: Session) -> Reply:
        """Ask which interview is meant."""
        present = self._presenters[session.language]
        buttons = present.telling(unclear.field, unclear.interviews)
        return Reply(Kind.SMALL_TALK, (present.say("which_interview"),), buttons)

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
                return self._pressed(button.deed, button.address, session)
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

    def _titled(self, words: str, session: Session) -> str | None:
        """Return the interview whose title a message is; a beginning of it does where it fits no other.

        A single word is no beginning, but something to ask about, unless the interviews are offered.
        """
        if not self._is_to_choose(session):
            return None
        interviews = self._library.interviews.values()
        called = interviews_called(words, interviews)
        is_choosing = any(button.deed is Deed.QUESTIONS and button.number is not None for button in session.offered)
        if not called and (" " in words or is_choosing):
            called = interviews_beginning(words, interviews)
        return called[0].id if len(called) == 1 else None

    def _questions(self, session: Session, interview_id: str | None, first: int = 1) -> Reply:
        """Offer the questions of an interview, from answer `first` on."""
        if interview_id is None:
            return self._offering("questions", session)
        present = self._presenters[session.language]
        interview = self._library.interviews[interview_id]
        said = present.say("questions", title=interview.title)
        buttons = present.questions(interview.id, first)
        return Reply(Kind.SMALL_TALK, (said,), buttons, interview=interview.id)

    def _offering(self, key: str, session: Session, interview: str | None = None) -> Reply:
        """Say something, and offer what can be asked: the questions of `interview` or the only one, else interviews."""
        present = self._presenters[session.language]
        interview_id = session.interview or interview or self._only_interview()
        if interview_id is None or interview_id not in self._library.interviews:
            interviews = self._library.interviews
            counted, originals = present.counted("interview", len(interviews)), present.originals(interviews)
            said = present.say(f"{key}_many", interviews=counted, originals=originals)
            return Reply(Kind.SMALL_TALK, (said,), present.interviews())
        title, originals = self._library.interviews[interview_id].title, present.originals([interview_id])
        said = present.say(key, title=title, who=present.who(interview_id), originals=originals)
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

    def _is_to_choose(self, session: Session) -> bool:
        """Tell whether there are several interviews to ask."""
        return session.interview is None and len(self._library.interviews) > 1

    def _only_interview(self) -> str | None:
        return next(iter(self._library.interviews)) if len(self._library.interviews) == 1 else None
