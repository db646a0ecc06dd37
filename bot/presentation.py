"""Passages as a reader meets them: quotations, buttons and names, in the words of one language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.reference import Reference
from bot.reply import Button, Comparison, Deed, Kind, Landing, Quotation, Reply, Saying
from index import excerpt as excerpts
from index.analysis import analyse, normalise
from index.interview import INTRODUCTION_NUMBER, Excerpt
from index.languages import primary, recognise
from index.metadata import Field, length, names
from index.sentences import sentences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from bot.texts import Texts
    from index.about import Telling
    from index.interview import Address, Citation, Passage, Person
    from index.library import Library
    from index.search import Finding
    from index.verifying import Place

MOST_QUESTIONS = 10
"""How many questions are offered at once."""

WORDS_A_MINUTE = 200
"""How fast a text is taken to be read."""

MOST_OTHERS = 3
"""How many other questions are offered where the answer is unsure."""

LONGEST_LABEL = 120
LONGEST_HEADING = 160
LONGEST_COPY = 256
"""Code points of a button's label, of the question above a quotation, and of a citation to be copied."""


class Presenter:
    """Shows a library's passages in one language."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts

    def say(self, key: str, **values: object) -> Saying:
        """Return one of the bot's sentences."""
        return Saying(self._texts.say[key].format(**values))

    def excerpt(
        self,
        kind: Kind,
        passage: Passage,
        excerpt: Excerpt,
        said: Iterable[Saying] = (),
        finding: Finding | None = None,
    ) -> Reply:
        """Return a reply that quotes an excerpt of a passage."""
        start, end = passage.start + excerpt.start, passage.start + excerpt.end
        found = finding.citation if finding else None
        citation = found or self._library.cite(passage, excerpt.start, excerpt.end)
        quotation = self._quotation(passage, start, end, citation, self._asked_in(finding))
        if finding is not None:
            language = self._library.interviews[passage.address.interview].language
            quotation = replace(quotation, telling=excerpts.telling(excerpt, language, finding.question.groups))
        beside = frozenset({Deed.WHOLE} if not quotation.is_whole else ())
        if finding is not None and finding.others:
            beside |= {Deed.OTHERS}
        return Reply(
            kind,
            (*said, quotation),
            moves=self.moves(passage, beside),
            marks=self.marks(passage, quotation, excerpt),
            passage=passage,
            excerpt=excerpt,
            finding=finding,
        )

    def beside(self, finding: Finding) -> tuple[Saying | Quotation, ...]:
        """Return what the other interviews of a finding answer, a quotation each, or nothing."""
        found: list[Saying | Quotation] = []
        for other in finding.beside:
            if other.passage is not None and other.excerpt is not None:
                quoting = self.excerpt(Kind.ANSWERED, other.passage, other.excerpt, finding=other)
                found += (part for part in quoting.parts if isinstance(part, Quotation))
        return (self.say("answered_beside"), *found) if found else ()

    def about(self, telling: Telling, finding: Finding | None = None) -> Reply:
        """Return a reply that states what was asked about an interview itself, and quotes where it says so."""
        said = Saying(self.stated(telling))
        introduction, excerpt = telling.introduction, telling.excerpt
        interview = introduction.address.interview
        if excerpt is not None:
            return replace(self.excerpt(Kind.ANSWERED, introduction, excerpt, [said], finding), interview=interview)
        return Reply(Kind.ANSWERED, (said,), passage=introduction, finding=finding, interview=interview)

    def stated(self, telling: Telling) -> str:
        """Return the sentence that states a field of an interview; it names the interview where there are several."""
        interview = self._library.interviews[telling.introduction.address.interview]
        field, name = telling.field, self._texts.name
        is_only = len(self._library.interviews) == 1
        called = name["interview"] if is_only else name["interview_called"].format(title=interview.title)
        key, values = f"about_{field}", {"interview": called}
        match field:
            case Field.LENGTH:
                answers, words = length(interview)
                values["answers"] = self.counted("answer", answers)
                values["words"] = format_decimal(words, locale=self._texts.locale)
                values["minutes"] = self.counted("minute", max(1, round(words / WORDS_A_MINUTE)))
            case Field.PERSON if telling.person is not None:
                values["value"] = _described(telling.person)
                if telling.person.label in interview.interviewers:
                    key = "about_interviewer"
            case Field.LANGUAGE:
                values["value"] = self._language(interview.language)
            case Field.PUBLISHED:
                values["value"] = self._date(interview.published)
            case _:
                values["value"] = self._listed(names(interview, field))
        return _capitalised(self._texts.say[key].format(**values))

    def passage(self, passage: Passage, said: Iterable[Saying] = ()) -> Reply:
        """Return a reply that quotes a passage that was asked for by itself, from its beginning."""
        language = self._library.interviews[passage.address.interview].language
        return self.excerpt(Kind.ANSWERED, passage, excerpts.choose(passage.text, language, ()), said)

    def whole(self, passage: Passage, said: Iterable[Saying] = ()) -> Reply:
        """Return a reply that quotes all words of the turn that a passage is a part of."""
        text = passage.turn.text
        first, last = (self._library.parts(passage)[place] for place in (0, -1))
        quotation = self._quotation(passage, 0, len(text), self._library.cite(first), self._texts.language)
        return Reply(
            Kind.ANSWERED,
            (*said, quotation),
            moves=self.moves(passage),
            marks=self.marks(passage, quotation),
            passage=last,
            excerpt=Excerpt(last.text, 0, len(last.text)),
        )

    def stretch(
        self, kind: Kind, place: Place, span: tuple[int, int], said: Iterable[Saying | Comparison] = ()
    ) -> Reply:
        """Return a reply that quotes what stands in a turn from where to where, in one part of it or in several.

        It goes on from the last part; after the interviewer's words, from the beginning of the answer to them.
        """
        start, end = span
        if place.is_interviewers:
            return self._asked(kind, place, span, said)
        parts = self._library.parts(place.passage) if place.passage else ()
        first, last = (max((p for p in parts if p.start <= at), key=lambda p: p.start) for at in (start, end - 1))
        citation = self._library.cite(first, start - first.start, end - first.start)
        quotation = self._quotation(first, start, end, citation, self._texts.language)
        begin, stop = max(start - last.start, 0), end - last.start
        excerpt = Excerpt(last.text[begin:stop], begin, stop)
        beside = frozenset({Deed.WHOLE} if not quotation.is_whole else ())
        return Reply(
            kind,
            (*said, quotation),
            moves=self.moves(last, beside),
            marks=self.marks(last, quotation, excerpt),
            passage=last,
            excerpt=excerpt,
        )

    def _asked(self, kind: Kind, place: Place, span: tuple[int, int], said: Iterable[Saying | Comparison]) -> Reply:
        """Return a reply that quotes an interviewer, and offers the answer."""
        citation, passage = place.citation, place.passage
        quotation = Quotation(
            heading="",
            text=place.turn.text[slice(*span)],
            is_whole=span == (0, len(place.turn.text)),
            speaker=_described(citation.speaker),
            title=citation.title,
            publication=citation.publication,
            published=self._date(citation.published),
            position="",
            original=self._original(self._library.interviews[place.interview].language, self._texts.language),
            url=citation.url,
        )
        answers = self.nearest([passage], 1) if passage else ()
        return Reply(kind, (*said, quotation), answers, passage=passage, interview=place.interview)

    def questions(self, interview: str, first: int = 1) -> tuple[Button, ...]:
        """Return a button for each question of an interview from answer `first` on, and one for more of them."""
        answers = self._library.answers(interview)[first - 1 :]
        buttons = tuple(self._ask(passage, passage.address.number) for passage in answers[:MOST_QUESTIONS])
        rest = answers[MOST_QUESTIONS:]
        more = (Button(self._texts.name["more_questions"], Deed.QUESTIONS, rest[0].address),) if rest else ()
        return buttons + more

    def nearest(self, passages: Iterable[Passage], most: int) -> tuple[Button, ...]:
        """Return buttons for the questions of passages, each answer once.

        They are numbered as in their interview where that is the only one, else from 1.
        """
        answers = {(passage.address.interview, passage.address.number): passage for passage in passages}
        chosen = list(answers.values())[:most]
        if len(self._library.interviews) == 1:
            return tuple(self._ask(passage, passage.address.number) for passage in chosen)
        return tuple(self._ask(passage, number, with_title=True) for number, passage in enumerate(chosen, 1))

    def who(self, interview: str) -> str:
        """Return the names of those who answer in an interview, "Leif Sandberg", "Eva Ek och Bo Ask"."""
        return self._listed([person.name for person in self._library.answering(interview)])

    def counted(self, noun: str, count: int) -> str:
        """Return how many there are of what a noun of the texts names: "ett svar", "tolv svar", "13 svar"."""
        numbers = self._texts.numbers
        written = numbers[count] if count < len(numbers) else format_decimal(count, locale=self._texts.locale)
        return self._texts.name[f"{noun}_one" if count == 1 else f"{noun}_many"].format(count=written)

    def originals(self, interviews: Iterable[str]) -> str:
        """Return ", in Swedish" where all or some interviews are in other languages than the reader's, else nothing."""
        tags = dict.fromkeys(primary(self._library.interviews[interview].language) for interview in interviews)
        if list(tags) == [self._texts.language]:
            return ""
        return self._texts.name["originals"].format(languages=self._listed([self._language(tag) for tag in tags]))

    def either(self, words: Sequence[str]) -> str:
        """Return words as they are quoted in a denial: "a", "a" or "b"."""
        return f" {self._texts.name['or']} ".join(self._texts.name["quoted"].format(word=word) for word in words)

    def _listed(self, values: Sequence[str]) -> str:
        """Return values as they are listed in a sentence: "a", "a and b", "a, b and c"."""
        return f" {self._texts.name['and']} ".join(filter(None, [", ".join(values[:-1]), *values[-1:]]))

    def _ask(self, passage: Passage, number: int, *, with_title: bool = False) -> Button:
        label = self._question(passage)
        if with_title:
            label = f"{self._library.interviews[passage.address.interview].title}: {label}"
        return Button(button_label(label), Deed.ASK, passage.address, number)

    def _question(self, passage: Passage) -> str:
        """Return what names a passage: its question where that has words, else its place."""
        if passage.question and any(char.isalnum() for char in normalise(passage.question)):
            return passage.question
        return self._position(self._library.cite(passage))

    def _position(self, citation: Citation, *, is_whole: bool = True) -> str:
        if citation.address.number == INTRODUCTION_NUMBER:
            place = self._texts.name["introduction"]
        else:
            place = self._texts.name["answer_of"].format(number=citation.address.number, answers=citation.answers)
        return place if is_whole else f"{place} ({self._texts.name['excerpt']})"

    def _asked_in(self, finding: Finding | None) -> str:
        """Return the code of the language that the reader asked in; that of the texts where the words do not tell."""
        words = analyse(finding.question.text, self._texts.language) if finding else ()
        return recognise([word.normal for word in words], self._texts.language)

    def _quotation(self, passage: Passage, start: int, end: int, citation: Citation, read: str) -> Quotation:
        """Return the words of a passage's turn from `start` to `end`, for somebody who reads the language `read`."""
        is_whole = (start, end) == (0, len(passage.turn.text))
        language = self._library.interviews[passage.address.interview].language
        return Quotation(
            heading=_in_short(passage.question or self._unasked(passage), language),
            text=passage.turn.text[start:end],
            is_whole=is_whole,
            speaker=_described(citation.speaker),
            title=citation.title,
            publication=citation.publication,
            published=self._date(citation.published),
            position=self._position(citation, is_whole=is_whole),
            original=self._original(language, read),
            url=citation.url,
        )

    def _unasked(self, passage: Passage) -> str:
        """Return what stands above words that nobody asked for: that they are the introduction, or else nothing."""
        is_introduction = passage.address.number == INTRODUCTION_NUMBER
        return self._texts.name["from_introduction"] if is_introduction else ""

    def _original(self, language: str, read: str) -> str:
        """Return which language the words are in, where that is not the one that is read; empty where it is."""
        if primary(language) == read:
            return ""
        return self._texts.name["original"].format(language=self._language(language))

    def original(self, passage: Passage) -> str:
        """Return the name of the language that a passage is in, where that is not the reader's; empty where it is."""
        language = self._library.interviews[passage.address.interview].language
        return "" if primary(language) == self._texts.language else self._language(language)

    def _language(self, tag: str) -> str:
        """Return the name of a language (BCP 47); the tag itself where it has no name."""
        return str(Locale(self._texts.language).languages.get(primary(tag), tag))

    def _date(self, date: dt.date | None) -> str:
        return format_date(date, "long", locale=self._texts.locale) if date else ""

    def button(self, name: str, deed: Deed, address: Address) -> Button:
        """Return a button by one of the names of the texts."""
        return Button(self._texts.name[name], deed, address)

    def moves(self, passage: Passage, beside: AbstractSet[Deed] = frozenset()) -> tuple[Button, ...]:
        """Return the ways on from a passage: previous and next question, and what of these `beside` has.

        The whole answer, or back from it to the excerpt, and other answers to the same question.
        """
        number = passage.address.number
        is_introduction = number == INTRODUCTION_NUMBER
        ways = (
            (Deed.WHOLE, "whole_introduction" if is_introduction else "whole", Deed.WHOLE in beside),
            (Deed.FOLD, "fold", Deed.FOLD in beside),
            (Deed.PREVIOUS, "previous", number > INTRODUCTION_NUMBER + 1),
            (Deed.NEXT, "next", number < len(self._library.answers(passage.address.interview))),
            (Deed.OTHERS, "others", Deed.OTHERS in beside),
        )
        name = self._texts.name
        return tuple(Button(name[key], deed, passage.address) for deed, key, is_there in ways if is_there)

    def marks(
        self, passage: Passage, quotation: Quotation | None = None, excerpt: Excerpt | None = None
    ) -> tuple[Button, ...]:
        """Return what a quotation is passed on by, the citation is copied by, and what says whether it helped."""
        shown = quotation or self._quotation(passage, 0, 0, self._library.cite(passage), self._texts.language)
        name, address = self._texts.name, passage.address
        shared = Reference(address, (excerpt.start, excerpt.end) if excerpt is not None else None)
        return (
            Button(name["share"], Deed.SHARE, address, holds=str(shared)),
            Button(name["copy"], Deed.COPY, address, holds=_citation(shown)),
            Button(name["helpful"], Deed.HELPFUL, address),
            Button(name["unhelpful"], Deed.UNHELPFUL, address),
        )

    def way(self, passage: Passage, deed: Deed) -> Button:
        """Return one of the ways on from a passage, by itself."""
        return next(move for move in self.moves(passage, {deed}) if move.deed is deed)

    def faults(self, passage: Passage) -> tuple[Button, ...]:
        """Return what a reader can say is wrong with an answer."""
        deeds = (Deed.NO_ANSWER, Deed.WRONG_WORDS)
        return tuple(Button(self._texts.name[deed.name.casefold()], deed, passage.address) for deed in deeds)

    def none(self, passage: Passage) -> Button:
        """Return the button that says that none of what was offered is meant."""
        return Button(self._texts.name["none"], Deed.NONE, passage.address)

    def buttons(self, passage: Passage, beside: AbstractSet[Deed], toast: str, *, asks_why: bool = False) -> Reply:
        """Return a reply that changes the buttons of a message that quotes a passage, which has those in `beside`."""
        marks = self.faults(passage) if asks_why else self.marks(passage)
        moves = self.moves(passage, beside)
        return Reply(
            Kind.SMALL_TALK, (), moves=moves, marks=marks, landing=Landing.BUTTONS, toast=self._texts.say[toast]
        )


def _citation(quotation: Quotation) -> str:
    """Return a citation in plain text, with the page that it stands on where that fits."""
    label = _cut(quotation.label, LONGEST_COPY)
    page = quotation.url.partition("#")[0] if quotation.url else ""
    whole = f"{label} · {page}"
    return whole if page and len(whole) <= LONGEST_COPY else label


def _described(person: Person | None) -> str:
    if person is None:
        return ""
    return f"{person.name}, {person.description}" if person.description else person.name


def _in_short(question: str, language: str) -> str:
    """Return an interviewer's question, of a long one the last thing that is asked."""
    if len(question) <= LONGEST_HEADING:
        return question
    said = [question[start:end] for start, end in sentences(question, language)]
    asked = next((sentence for sentence in reversed(said) if sentence.endswith("?")), None)
    return _cut(f"… {asked}" if asked else question, LONGEST_HEADING)


def button_label(text: str) -> str:
    """Return a text as a button shows it: on one line, with a capital, and not too long."""
    return _cut(_capitalised(" ".join(text.split())), LONGEST_LABEL)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
