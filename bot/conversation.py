"""What the bot answers to a message: a pure function from message and session to reply and session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot import hearing, texts
from bot.hearing import MAX_QUESTION
from bot.presentation import Presenter
from bot.reply import Button, Deed, Kind, Place, Reply
from index import about
from index import excerpt as excerpts
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.metadata import Field
from index.naming import interviews_beginning, interviews_called
from index.search import Verdict

if TYPE_CHECKING:
    from index.interview import Address, Passage
    from index.search import Finding, Searcher

MOST_NEAREST = 5
"""How many nearest questions are offered where the answer is missing."""

MOST_OTHERS = 3
"""How many other questions are offered where the answer is unsure."""

MOST_LACKING = 2
LACKING_BELOW = 0.5
"""How many words are named that an interview does not speak of, and the weight below which no passage holds one."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that the reader wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that the reader pressed, perhaps one from long ago; `beside` are the others below the same message."""

    deed: Deed
    address: Address
    beside: frozenset[Deed] = frozenset()


class Signal(StrEnum):
    """What a reader asks for by a command, or sends that is no text."""

    START = "start"
    HELP = "help"
    QUESTIONS = "questions"
    MEDIA = "media"


Message = Typed | Pressed | Signal


@dataclass(frozen=True, slots=True)
class Session:
    """What the bot remembers of a conversation.

    `language` is the reader's, one of those that there are texts in. `interview` restricts questions to one, None to
    none. `at` is the interview that was answered from or chosen last, and restricts nothing: it is what "the interview"
    means. `shown` is the passage shown last, and `shown_from` to `shown_to` what of it was quoted, in code points: 0 to
    0 where it stands for what was told of its interview.
    `offered` are the buttons offered last, which numbers stand for; none after words of an interview that none of
    them leads into. `folded` is the passage that was last shown in a message of its own, and `folded_from` to
    `folded_to` what was quoted there; `others` are the passages that answer the last question too.
    """

    language: str
    interview: str | None = None
    at: str | None = None
    shown: Address | None = None
    shown_from: int = 0
    shown_to: int = 0
    offered: tuple[Button, ...] = ()
    folded: Address | None = None
    folded_from: int = 0
    folded_to: int = 0
    others: tuple[Address, ...] = ()


class Conversation:
    """Conversations over one library. It keeps nothing of them: all that is remembered is in the session."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._library = searcher.library
        self._presenters = {code: Presenter(self._library, texts.texts(code)) for code in texts.LANGUAGES}

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer one message; return the reply, and the session for the next message."""
        match message:
            case Typed(text):
                reply = self._typed(text, session)
            case Pressed():
                reply = self._pressed(message, session)
            case _:
                reply = self._meant(message.value, session)
        if reply.passage is not None:
            start, end = (reply.excerpt.start, reply.excerpt.end) if reply.excerpt is not None else (0, 0)
            address = reply.passage.address
            session = replace(session, shown=address, shown_from=start, shown_to=end)
            if reply.place is Place.NEW:
                session = replace(session, folded=address, folded_from=start, folded_to=end)
            if reply.finding is not None:
                session = replace(session, others=tuple(passage.address for passage in reply.finding.others))
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

    def _typed(self, text: str, session: Session) -> Reply:
        words = hearing.wording(text)
        if not words:
            return replace(self._offering("no_words", session), kind=Kind.NOT_COVERED)
        if len(text) > MAX_QUESTION:
            return replace(self._talk("too_long", session, most=MAX_QUESTION), kind=Kind.NOT_COVERED)
        number = hearing.number(words)
        numbered = self._numbered(number, session) if number is not None else None
        if numbered is not None:
            return numbered
        meaning = hearing.meaning(words)
        if meaning is not None:
            return self._meant(meaning, session)
        titled = self._titled(words, session)
        if titled is not None:
            return self._questions(session, titled)
        return self._found(self._searcher.search(text, session.interview, session.at), session)

    def _pressed(self, pressed: Pressed, session: Session) -> Reply:
        deed, address = pressed.deed, pressed.address
        found = self._library.find(address)
        if found is None:
            return self._talk("gone", session)
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
            return replace(reply, moves=present.moves(passage, {Deed.FOLD}), place=Place.EDITED)
        if session.folded != passage.address:
            return replace(present.passage(passage, said), place=Place.EDITED)
        start, end = session.folded_from, session.folded_to
        excerpt = Excerpt(passage.text[start:end], start, end)
        return replace(present.excerpt(Kind.ANSWERED, passage, excerpt, said), place=Place.EDITED)

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
        """Thank for a mark; ask what was wrong where something was."""
        present = self._presenters[session.language]
        asks_why = pressed.deed is Deed.UNHELPFUL
        toast = "what_was_wrong" if asks_why else "marked"
        return present.buttons(passage, pressed.beside, toast, asks_why=asks_why)

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
            case "wrong_answer" | "none_meant":
                return self._offering(meaning, session, session.at)
            case "source":
                return self._source(shown, session)
            case "more" | "whole" | "next" | "previous" | "others":
                return self._onward(meaning, shown, session)
            case _:
                return replace(self._talk(meaning, session), is_farewell=meaning == "goodbye")

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
            lacking = _lacking(finding)
            words = present.either(lacking[:MOST_LACKING])
            reply = self._offering("not_covered_words" if lacking else "not_covered", session, words=words)
            return replace(reply, kind=kind, questions=near or reply.questions, finding=finding)
        said = [present.say("read_as", typed=typed, meant=meant) for typed, meant in finding.question.corrections]
        if finding.verdict is Verdict.ANSWERED:
            return present.excerpt(kind, finding.passage, finding.excerpt, said, finding)
        reply = present.excerpt(kind, finding.passage, finding.excerpt, [*said, present.say("close")], finding)
        near = present.nearest((p for p in alternatives if p.turn is not finding.passage.turn), MOST_OTHERS)
        moves = tuple(move for move in reply.moves if move.deed is Deed.WHOLE)
        reply = replace(reply, questions=(*near, present.none(finding.passage)), moves=moves, marks=())
        return replace(reply, parts=(*reply.parts, present.say("close_others"))) if near else reply

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

    def _offering(self, key: str, session: Session, interview: str | None = None, **values: object) -> Reply:
        """Say something, and offer what can be asked: the questions of `interview` or the only one, else interviews."""
        present = self._presenters[session.language]
        interview_id = session.interview or interview or self._only_interview()
        if interview_id is None or interview_id not in self._library.interviews:
            interviews = self._library.interviews
            counted, originals = present.counted("interview", len(interviews)), present.originals(interviews)
            said = present.say(f"{key}_many", interviews=counted, originals=originals, **values)
            return Reply(Kind.SMALL_TALK, (said,), present.interviews())
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

    def _is_to_choose(self, session: Session) -> bool:
        """Tell whether there are several interviews to ask."""
        return session.interview is None and len(self._library.interviews) > 1

    def _only_interview(self) -> str | None:
        return next(iter(self._library.interviews)) if len(self._library.interviews) == 1 else None


def _lacking(finding: Finding) -> list[str]:
    """Return the words of a question that no passage holds, the most telling first."""
    groups = finding.question.groups
    best = [max((its.matched[place] for its in finding.considered), default=0.0) for place in range(len(groups))]
    lacking = [group for group, held in zip(groups, best, strict=True) if held < LACKING_BELOW]
    return [group.word for group in sorted(lacking, key=lambda group: -group.information)]
