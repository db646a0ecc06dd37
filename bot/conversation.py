"""What the bot answers to a message: a pure function from message and session to reply and session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import commands, texts, verifying
from bot.choosing import Chooser
from bot.following import MEANINGS, Follower, speaking
from bot.hearing import LANGUAGES, MAX_QUESTION, language, meaning, number, wording
from bot.introducing import Introducer
from bot.message import Commanded, Pressed, Quoted, Typed
from bot.presentation import MOST_OTHERS, Presenter
from bot.reply import SPEAKING, Deed, Kind, Landing, Reply
from bot.results import Results
from bot.session import Session
from bot.verifying import Checker
from index import about
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.metadata import Field
from index.search import Verdict

if TYPE_CHECKING:
    from bot.message import Message
    from index.interview import Passage
    from index.search import Finding, Searcher
    from index.verifying import Verification

MOST_NEAREST = 5
"""How many nearest questions are offered where the answer is missing."""

_FIRST_WORDS = {"sv": "Vad handlar intervjuen om?", "en": "What is the intervieww about?"}
"""Questions, each misspelt, that make use of all that there is."""


class Conversation:
    """Conversations over one library. It keeps nothing of them: all that is remembered is in the session."""

    def __init__(self, searcher: Searcher, kept_days: int | None = None) -> None:
        """Tell readers that their questions are kept for `kept_days`; None where nothing at all is kept."""
        self._searcher = searcher
        self._follower = Follower(searcher)
        self._introducer = Introducer(searcher.library, kept_days)
        self._library = searcher.library
        self._checker = Checker(self._library)
        self._presenters = {code: Presenter(self._library, texts.texts(code)) for code in texts.LANGUAGES}
        self._choosers = {code: Chooser(self._library, present) for code, present in self._presenters.items()}
        self.results = Results(searcher, self._presenters)

    def warm_up(self) -> None:
        """Have what is loaded when it is first needed loaded: the first reader is to wait no longer than the next."""
        for code, words in _FIRST_WORDS.items():
            self.reply(Typed(words), Session(code))

    def reply(self, message: Message, session: Session) -> tuple[Reply, Session]:
        """Answer one message; return the reply, and the session for the next message.

        An interview that was chosen and is no longer in the library is chosen no longer.
        """
        if session.interview not in self._library.interviews:
            session = replace(session, interview=None)
        match message:
            case Typed():
                reply = self._typed(message, self._replying(message, session))
            case Commanded(command, behind):
                reply = self._commanded(command, behind, session)
            case Quoted(text):
                reply = self._quoted(text, session)
            case Pressed(deed) if deed in SPEAKING:
                reply = speaking(SPEAKING[deed], None, session, self._presenters[SPEAKING[deed]])
            case Pressed():
                reply = self._pressed(message, session)
            case _:
                reply = self._meant(message.value, session)
        return reply, session.after(reply)

    def _typed(self, said: Typed, session: Session) -> Reply:
        text = said.text
        command = commands.read(text)
        if command is not None:
            return self._commanded(*command, session)
        to_check = verifying.commanded(text)
        if to_check is not None:
            return self._quoted(to_check, session)
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

    def _replying(self, said: Typed, session: Session) -> Session:
        """Return a session in which a message is asked of the interview that it replies to, and of the passage."""
        if said.within is None or said.within not in self._library.interviews:
            return session
        session = replace(session, interview=said.within, at=said.within)
        found = self._library.find(said.about) if said.about not in (None, session.shown) else None
        if found is None:
            return session
        return session.after(self._presenters[session.language].passage(found[0]))

    def _commanded(self, command: str, behind: str, session: Session) -> Reply:
        match command:
            case "ask" if behind:
                return self._typed(Typed(behind), session)
            case "verify":
                return self._quoted(behind, session)
            case "language" if (chosen := language(behind)) is not None:
                return self._meant(chosen, session)
            case "forget":
                return self._meant("privacy", session)
            case _:
                return self._meant(command, session)

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
        present = self._presenters[session.language]
        match deed:
            case Deed.QUESTIONS:
                return self._questions(session, passage.address.interview, passage.address.number)
            case Deed.NEXT | Deed.PREVIOUS:
                return self._follower.beside(
                    passage, 1 if deed is Deed.NEXT else -1, self._presenters[session.language]
                )
            case Deed.ASK | Deed.WHOLE | Deed.FOLD:
                return self._opened(deed, passage, session, is_unchanged=is_unchanged)
            case Deed.OTHERS:
                return self._follower.others(passage, session, present)
            case Deed.NONE:
                return self._offering("none_meant", session, passage.address.interview)
            case Deed.HELPFUL | Deed.UNHELPFUL | Deed.NO_ANSWER | Deed.WRONG_WORDS:
                return self._marked(pressed, passage, session)
            case _:
                told = about.telling(Field[deed.name], self._library, address.interview)
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
        present = self._presenters[session.language]
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
            case _ if meaning in MEANINGS or meaning in LANGUAGES:
                return self._followed(meaning, session)
            case "about" | "language" | "privacy":
                return self._introducer.reply(meaning, present)
            case _:
                said = self._talk(meaning, session)
                return replace(said, is_farewell=meaning == "goodbye", asks_for_quotation=meaning == "verify")

    def _followed(self, meaning: str, session: Session) -> Reply:
        """Answer what is asked of the passage that was shown last."""
        shown, present = self._shown(session), self._presenters[session.language]
        if meaning in LANGUAGES:
            return speaking(LANGUAGES[meaning], shown, session, self._presenters[LANGUAGES[meaning]])
        if meaning in ("source", "who") and (shown is None or session.shown_to <= session.shown_from):
            return self._linked(session)
        if shown is None:
            return self._offering("nothing_to_continue", session)
        return self._follower.reply(meaning, shown, session, present)

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
            lacking = finding.lacking
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

    def _linked(self, session: Session) -> Reply:
        """Tell where the interview stands, where no words of it were quoted."""
        present = self._presenters[session.language]
        link = about.of(Field.LINK, self._library, session.interview, session.at)
        if isinstance(link, about.Unclear):
            return self._which(link, session)
        return Reply(Kind.SMALL_TALK, present.about(link).parts if link else (present.say("nothing_to_cite"),))

    def _numbered(self, digits: str, session: Session) -> Reply | None:
        """Do what a number stands for: an offered button, else a question of the one interview; None where neither."""
        for button in session.offered:
            if str(button.number) == digits:
                return self.reply(Pressed(button.deed, button.address), session)[0]
        interview = self._talked_of(session)
        if interview is None:
            return None
        passages = self._library.of(interview)
        chosen = next((passage for passage in passages if str(passage.address.number) == digits), None)
        if chosen is None:
            return self._talk("no_such_number", session, answers=len(self._library.answers(interview)))
        return self._presenters[session.language].passage(chosen)

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
