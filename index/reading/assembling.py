"""A chosen proposal -> an Interview: title, people, introduction, turns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.interview import Interview, Person, Role, Turn
from index.languages import WRITTEN_FOR, primary, recognise
from index.reading.asking import begins_asking, in_first_person
from index.reading.blocks import join_paragraphs
from index.reading.heading import Heading, find_person, read_heading
from index.reading.labels import is_generic
from index.reading.names import find_names
from index.reading.narrative import says
from index.reading.proposals import Turn as Spoken
from index.reading.slug import slug
from index.reading.tidying import tidy
from index.reading.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.reading import Metadata
    from index.reading.blocks import Block
    from index.reading.proposals import Proposal
    from index.reading.sifting import Sifted

_STAND_INS = {"sv": ("Intervjuare", "Svar"), "en": ("Interviewer", "Answer")}
"""Who asks and who answers where the page names nobody."""
_SAMPLE = 200_000
"""Characters by which the language is recognised."""
_SAMPLE_OF_LEAD = 600
_MOST_QUOTED = 50
_LONGEST_TITLE = 120
_OF_INTRODUCTIONS = word_set(
    """
    intervju intervjun intervjuar intervjuade frågade frågar träffade träffar berättar pratade pratar möter
    mötte interview interviewed asked talked talks spoke speaks met tells caught intervjuet snakket møtte
    fortæller fortalte
    """
)
NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Made:
    """An interview, what of the proposal is in none of it, and the heading."""

    interview: Interview
    dropped: Sequence[tuple[Block, str]]
    heading: Heading
    blocks: Sequence[Block]


def assemble(proposal: Proposal, page: Sifted, known: Metadata) -> Made:
    """Make an interview of a proposal whose turns have their roles."""
    title = known.title
    lead = _ask_headline(proposal)
    if not proposal.labelled and not lead and not title and proposal.turns[0].role is Role.QUESTION:
        title = " ".join(proposal.turns[0].text.split()) if len(proposal.turns[0].text) < _LONGEST_TITLE else ""
    labels = {turn.speaker for turn in proposal.turns if turn.speaker}
    heading = read_heading(lead, labels, title)
    introduction = join_paragraphs(heading.introduction)
    body = " ".join(turn.text[:200] for turn in proposal.turns[:50])
    person = (
        known.people[0].name
        if known.people
        else find_person(heading.title, f"{known.description} {introduction}", body, page.writers)
    )
    tidy(proposal, page.writers, person)
    silent = [(block, "a name without words") for turn in proposal.turns if not turn.text for block in turn.blocks]
    spoken = [turn for turn in proposal.turns if turn.text]
    sample = " ".join([introduction, *(turn.text for turn in spoken)])[:_SAMPLE]
    language = known.language or recognise(sample.casefold().split(), WRITTEN_FOR[0])
    turns, interviewers, people = _cast(proposal, heading, known, page.writers, person, language)
    if introduction:
        turns = [Turn(Role.INTRODUCTION, None, introduction), *turns]
    answering = [one.name for one in people if one.label not in interviewers]
    title = heading.title or ", ".join(answering)
    interview = Interview(
        id=slug(title),
        title=title,
        language=language,
        turns=tuple(turns),
        published=known.published or page.published,
        publication=known.publication,
        url=known.url,
        interviewers=tuple(interviewers),
        people=tuple(people),
        extra={NARRATIVE: True} if proposal.layout == NARRATIVE else {},
    )
    kept = [*heading.introduction, *(block for turn in spoken for block in turn.blocks)]
    return Made(interview, [*heading.dropped, *proposal.aside, *silent], heading, kept)


def _ask_headline(proposal: Proposal) -> Sequence[Block]:
    """Take the headline for the first question where what stands below it answers it; return the lead that is left."""
    lead = list(proposal.lead)
    place = next((place for place, block in enumerate(lead) if block.asks), None)
    if place is None or proposal.layout == NARRATIVE or place + 1 == len(lead):
        return lead
    headline, answer = lead[place], [block for block in lead[place + 1 :] if block.ends_sentence]
    if not answer or len(answer) < len(lead) - place - 1 or headline.size > _LONGEST_TITLE // 3:
        return lead
    below = " ".join(block.plain for block in answer)
    named = any(len(run) > 1 for run in find_names(f"{headline.plain} {below[:_SAMPLE_OF_LEAD]}"))
    told = any(word.strip(".,:;").casefold() in _OF_INTRODUCTIONS for word in below[:_SAMPLE_OF_LEAD].split())
    if (named and told) or not (in_first_person(below) or (begins_asking(headline.plain) and not named and not told)):
        return lead
    asked = headline.reworded(headline.plain)
    proposal.turns[:0] = [Spoken(Role.QUESTION, [asked]), Spoken(Role.ANSWER, answer)]
    return lead[: place + 1]


def _cast(
    proposal: Proposal,
    heading: Heading,
    known: Metadata,
    writers: Sequence[str],
    person: str,
    language: str,
) -> tuple[list[Turn], list[str], list[Person]]:
    """Give every turn its speaker; return the turns, who asks, and the people."""
    asking, answering = _STAND_INS.get(primary(language), _STAND_INS["en"])
    named = [turn.speaker for turn in proposal.turns if turn.role is Role.QUESTION and turn.speaker]
    asker = next(iter(named), None) or next(iter(known.interviewers or tuple(writers)), asking)
    answerer = next((turn.speaker for turn in proposal.turns if turn.role is Role.ANSWER and turn.speaker), None)
    answerer = answerer or person or answering
    last_answer = max(
        (place for place, turn in enumerate(proposal.turns) if turn.text and turn.role is Role.ANSWER), default=-1
    )
    turns: list[Turn] = []
    quoted = answerer
    quoting: dict[str, None] = {}
    for place, turn in enumerate(proposal.turns):
        if not turn.text:
            continue
        role = turn.role or Role.ANSWER
        if role is Role.QUESTION and place > last_answer:
            role = Role.OUTRO
        if turn.speaker:
            speaker = turn.speaker
        elif role is not Role.ANSWER:
            speaker = asker
        elif proposal.layout == NARRATIVE:
            quoted = _whole(says(turn.text) or quoted, person, quoting)
            quoting[quoted] = None
            speaker = quoted
        else:
            speaker = answerer
        turns.append(Turn(role, speaker, turn.text, turn.start))
    interviewers = list(
        dict.fromkeys(turn.speaker for turn in turns if turn.speaker and turn.role in (Role.QUESTION, Role.OUTRO))
    )
    labels = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    return turns, interviewers, list(_list_people(labels, interviewers, heading, proposal, known, person))


def _whole(name: str, person: str, quoting: Iterable[str]) -> str:
    """Return the whole name of who is quoted as "Hans", where it is known."""
    names = [person, *islice(quoting, _MOST_QUOTED)]
    return next((whole for whole in names if whole and set(name.split()) <= set(whole.split())), name)


def _list_people(
    labels: Sequence[str],
    interviewers: Sequence[str],
    heading: Heading,
    proposal: Proposal,
    known: Metadata,
    person: str,
) -> Iterator[Person]:
    """Yield everybody who answers, and of those who ask the ones of whom more than the label is known."""
    given = {one.label: one for one in known.people} | {one.name: one for one in known.people}
    answering = [label for label in labels if label not in interviewers]
    for label in labels:
        found = given.get(label) or heading.people.get(label)
        name = proposal.names.get(label, label)
        description = proposal.descriptions.get(label, "")
        if found is None and is_generic(label) and label in answering and len(answering) == 1 and person:
            name = person
        if found and label not in given and (description or (len(name) > len(found.name))):
            found = Person(label, max(name, found.name, key=len), found.description or description)
        found = found or Person(label, name, description)
        found = Person(label, found.name, found.description)
        if label in answering or found.name != label or found.description:
            yield found
