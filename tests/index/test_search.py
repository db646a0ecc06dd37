"""Tests of the whole way from a question to a finding, on a library of three small interviews."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_interviews import LIGHTHOUSE, NONSENSE

from index.answer_kind import AnswerKind
from index.evidence import EQUALLY_WORDED, confidences
from index.interview import Address, Person
from index.interview_file import loads
from index.library import Library
from index.search import (
    ANSWERED_FROM,
    CLOSE_FROM,
    CONSIDERED,
    LACKING_A_NAME,
    LEAST_COVERED,
    LEAST_TOUCHED,
    MOST_ALTERNATIVES,
    Finding,
    Searcher,
    Verdict,
)

BEES = """\
---
id: bees
title: A roof that hums
language: en
url: https://example.org/bees
interviewers: [Kim]
people:
  Maja: Maja Lund, beekeeper
---
The city library has kept bees since spring. We met the woman who looks after them.

**Kim:** Why does a library keep bees?

**Maja:** They pollinate the gardens around us. Without them the apple trees would give nothing.

? What is the benefit?

**Kim:** How much honey do you harvest?

**Maja:** Some forty kilos a year. We sell it in the lobby, and the money pays for new hives.

? Where can I buy a jar?

**Kim:** Is nobody afraid of being stung?

**Maja:** A few visitors were nervous in the beginning. In three summers there has been one sting, and it was mine.

? Are they dangerous?
"""
# Invented words, of which nothing is known in any language.
WORDS = st.sampled_from(
    ["bees", "honey", "library", "forty", "40", "fåglarna", "storm", "fyren", "year", "what", "vad", "?", "xylophone"]
)
QUESTIONS = st.lists(WORDS | st.text(max_size=5), max_size=8).map(" ".join)


def small() -> Library:
    """Make the library of bees and lighthouse."""
    return Library([loads(BEES, "bees.md"), loads(LIGHTHOUSE, "lighthouse.md")])


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    """The small library, indexed."""
    return Searcher(small())


@pytest.fixture(scope="module")
def nonsense() -> Searcher:
    """The interview of invented words, indexed."""
    return Searcher(Library([loads(NONSENSE, "nonsense.md")]))


def place(finding: Finding) -> tuple[str, int] | None:
    """Return interview and number of the passage found."""
    return finding.passage and (finding.passage.address.interview, finding.passage.address.number)


EVERY_WORDING = [
    (wording, (p.address.interview, p.address.number))
    for p in small().passages
    for wording in (*([p.question] if p.question else []), *p.turn.hints)
]


@pytest.mark.parametrize(("wording", "expected"), EVERY_WORDING)
def test_the_interviewers_questions_and_the_hints_are_answered(
    searcher: Searcher, wording: str, expected: tuple[str, int]
) -> None:
    """Whoever asks what the interviewer asked, or what an editor foresaw, is answered with that passage."""
    for asked in (wording, wording.upper(), f"  {wording.rstrip('?')}\n"):
        finding = searcher.search(asked)
        assert (finding.verdict, place(finding)) == (Verdict.ANSWERED, expected)


@pytest.mark.parametrize(("wording", "expected"), EVERY_WORDING)
def test_a_question_that_is_nearly_one_of_them(searcher: Searcher, wording: str, expected: tuple[str, int]) -> None:
    """Words of grammar more or less make no other question of it: it is answered as surely."""
    finding = searcher.search(f"{'men ja' if expected[0] == 'lighthouse' else 'but then'} {wording}")
    if finding.question.groups:
        assert (finding.confidence, place(finding)) == (EQUALLY_WORDED, expected)


def test_what_ships_answers_its_own_questions(shipped: Searcher) -> None:
    """Each question of the interviewer and each hint that says anything leads to the passage that it stands at."""
    for passage in shipped.library.passages:
        for wording in filter(None, (passage.question, *passage.turn.hints)):
            finding = shipped.search(wording)
            if finding.question.groups:
                assert finding.passage == passage, wording
                assert finding.verdict is Verdict.ANSWERED, wording


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("What do you harvest?", ("bees", 2)),
        ("how many kilos", ("bees", 2)),
        ("40 kilo?", ("bees", 2)),
        ("has anyone been stung by a bee", ("bees", 3)),
        ("When did the city library begin?", ("bees", 0)),
        ("Vad var det med stormen?", ("lighthouse", 2)),
        ("fyrtio år", ("lighthouse", 1)),
        ("FÅGLAR", ("lighthouse", 2)),
    ],
)
def test_readers_find_the_passage(searcher: Searcher, asked: str, expected: tuple[str, int]) -> None:
    """Readers' own words, in either language, lead first to the passage that holds them."""
    address = searcher.candidates(asked)[0].passage.address
    assert (address.interview, address.number) == expected


def test_a_finding(searcher: Searcher) -> None:
    """What is found is quoted from its passage, and cited with who said it and a link to the words."""
    finding = searcher.search("Where can I buy a jar?")
    assert finding.passage is not None
    assert finding.excerpt is not None
    assert finding.citation is not None
    assert finding.excerpt.text == finding.passage.text
    assert finding.citation.speaker == Person("Maja", "Maja Lund", "beekeeper")
    assert (
        finding.citation.url
        == "https://example.org/bees#:~:text=Some%20forty%20kilos%20a%20year.,money%20pays%20for%20new%20hives."
    )
    assert finding.question.language == "en"


@pytest.mark.parametrize(
    "asked", ["Does the goalkeeper like offside?", "Vem målade tavlan?", "xylophone", "Who wrote the symphony?"]
)
def test_what_no_interview_says_is_not_covered(searcher: Searcher, asked: str) -> None:
    """Where no interview has a word to say, nothing is found, and the answer is silence."""
    finding = searcher.search(asked)
    assert (finding.verdict, finding.passage) == (Verdict.NOT_COVERED, None)


def test_confidence_is_that_of_the_evidence(searcher: Searcher) -> None:
    """Where a question is not worded as the passage's own, the evidence for all that is considered makes it."""
    candidates = searcher.candidates("How much honey comes from the hives in spring?")
    considered = [c.evidence for c in candidates if c.evidence is not None]
    assert len(considered) == len(candidates) > 1
    assert [c.confidence for c in candidates] == confidences(considered)


def test_a_name_that_is_not_there(searcher: Searcher) -> None:
    """Who names what no passage holds is answered less surely than who says the same of no name: half, by coverage."""
    named, plain = (searcher.candidates(asked, "lighthouse")[0] for asked in ("stormen Wexliq", "stormen wexliq"))
    assert named.evidence is not None
    assert (named.passage, named.evidence) == (plain.passage, plain.evidence)
    assert named.confidence == pytest.approx(plain.confidence * LACKING_A_NAME * named.evidence.coverage)


def test_what_is_asked_for_is_not_there(searcher: Searcher) -> None:
    """The interview has the storm, and says of no town where it was."""
    finding = searcher.search("I vilken stad var stormen?", "lighthouse")
    assert finding.question.kind is AnswerKind.PLACE
    assert finding.verdict is not Verdict.ANSWERED


@pytest.mark.parametrize("asked", ["Vad saknar Åke mest?", "Vad saknar Åke Holm?", "vad saknar åke mest"])
def test_the_name_of_who_answers_is_there(searcher: Searcher, asked: str) -> None:
    """An answer need not hold the name of who gives it."""
    finding = searcher.search(asked)
    assert (finding.verdict, place(finding)) == (Verdict.ANSWERED, ("lighthouse", 2))


def test_a_name_chooses_among_interviews() -> None:
    """Two interviews answer the same question, and the name of who is asked about tells which is meant."""
    head = "---\nid: {0}\ntitle: Hos {1}\nlanguage: sv\ninterviewers: [K]\npeople:\n  A: {1}, {2}\n---\n"
    turns = "**K:** Vad gör du på jobbet?\n\n**A:** {}\n"
    library = Library(
        [
            loads(head.format("ett", "Anna Berg", "snickare") + turns.format("Jag hyvlar brädor."), "ett.md"),
            loads(head.format("tva", "Bo Ek", "bagare") + turns.format("Jag knådar degar."), "tva.md"),
        ]
    )
    for name, interview in (("Anna", "ett"), ("Bo", "tva")):
        assert place(Searcher(library).search(f"Vad gör {name} på jobbet?")) == (interview, 1)


@pytest.mark.parametrize(
    ("whole", "part"),
    [("zorka blipo", "zorka wexli"), ("mirpo tarvo dolbi", "dolbi wexli")],
)
def test_more_coverage_is_more_confidence(nonsense: Searcher, whole: str, part: str) -> None:
    """A passage that covers all words of a question is surer than the same passage with half of another."""
    assert nonsense.search(whole).confidence > nonsense.search(part).confidence


def test_the_passage_that_covers_all_is_first(nonsense: Searcher) -> None:
    """One answer holds both words, another one of them."""
    assert [c.passage.address.number for c in nonsense.candidates("krato vundi")] == [2, 3]


def test_an_equal_wording_is_answered_outright(nonsense: Searcher) -> None:
    """Who asks in the interviewer's words is as sure as can be, whatever marks and capitals are there."""
    for asked in ("fumpo?", "FUMPO", "  Fumpo…! "):
        first = nonsense.candidates(asked)[0]
        assert (first.passage.address.number, first.confidence, first.evidence) == (1, EQUALLY_WORDED, None)


def test_an_equal_wording_of_function_words_is_answered() -> None:
    """A hint that no word of can be searched for still answers who writes exactly that."""
    text = LIGHTHOUSE.replace("? När slutade han?", "? Hur var det då?")
    found = Searcher(Library([loads(text, "lighthouse.md")])).search("hur var det då")
    assert (found.verdict, place(found)) == (Verdict.ANSWERED, ("lighthouse", 1))


def test_an_equal_wording_of_another_interview(searcher: Searcher) -> None:
    """A question of one interview's is not answered by it where the other one is asked."""
    assert place(searcher.search("När slutade han?")) == ("lighthouse", 1)
    assert all(c.confidence < EQUALLY_WORDED for c in searcher.candidates("När slutade han?", "bees"))


def test_what_matched_is_told(nonsense: Searcher) -> None:
    """For each word of the question stands how well the passage holds it."""
    (candidate,) = nonsense.candidates("zorka wexli blipo")
    assert candidate.matched == (1, 0, 1)


@given(QUESTIONS)
@settings(max_examples=50)
def test_candidates(searcher: Searcher, asked: str) -> None:
    """Candidates are those of the finding, the likeliest first, each once, with evidence in its ranges."""
    candidates = searcher.candidates(asked)
    assert tuple(candidates) == searcher.search(asked).considered
    assert all(one.confidence >= other.confidence for one, other in pairwise(candidates))
    assert len({c.passage.address for c in candidates}) == len(candidates) <= CONSIDERED
    for its in filter(None, (c.evidence for c in candidates)):
        shares = (its.coverage, its.likeness, its.missing, its.alike, its.asked, its.score, its.support)
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in (*shares, its.information))
        assert its.kind in {-1, 0, 1}


@given(QUESTIONS)
@settings(max_examples=50)
def test_every_finding_is_whole(searcher: Searcher, asked: str) -> None:
    """Verdict, confidence, passage, excerpt, citation and alternatives belong together, whatever is asked."""
    finding = searcher.search(asked)
    assert 0 <= finding.confidence <= 1
    first = finding.considered[0] if finding.considered else None
    covered = 1 if first is None or first.evidence is None else first.evidence.coverage
    if finding.verdict is Verdict.NOT_COVERED:
        assert finding.confidence < CLOSE_FROM or covered < LEAST_TOUCHED
        assert (finding.passage, finding.excerpt, finding.citation) == (None, None, None)
        return
    assert finding.confidence >= CLOSE_FROM
    assert covered >= LEAST_TOUCHED
    assert first is not None
    assert (first.passage, first.confidence) == (finding.passage, finding.confidence)
    is_sure = finding.confidence >= ANSWERED_FROM and covered >= LEAST_COVERED
    assert (finding.verdict is Verdict.ANSWERED) == is_sure
    assert finding.passage in searcher.library.passages
    assert finding.excerpt is not None
    assert finding.excerpt.text == finding.passage.text[finding.excerpt.start : finding.excerpt.end]
    assert finding.citation is not None
    assert finding.citation.address == finding.passage.address


@given(QUESTIONS)
@settings(max_examples=50)
def test_alternatives(searcher: Searcher, asked: str) -> None:
    """At most five passages are offered beside, best first, none better than the finding, none twice and never it."""
    finding = searcher.search(asked)
    confidences = [candidate.confidence for candidate in finding.alternatives]
    addresses = [candidate.passage.address for candidate in finding.alternatives]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= finding.confidence for confidence in confidences)
    assert len(set(addresses)) == len(addresses) <= MOST_ALTERNATIVES
    assert finding.passage is None or finding.passage.address not in addresses


@given(QUESTIONS)
@settings(max_examples=25)
def test_searchers_agree(searcher: Searcher, asked: str) -> None:
    """The same library gives the same finding, whoever indexed it and however often it is asked."""
    assert Searcher(small()).search(asked) == searcher.search(asked) == searcher.search(asked)


@given(QUESTIONS, st.sampled_from(["bees", "lighthouse"]))
@settings(max_examples=50)
def test_one_interview_alone(searcher: Searcher, asked: str, interview: str) -> None:
    """Where an interview is named, nothing of another one is found."""
    finding = searcher.search(asked, interview)
    found = [*([finding.passage] if finding.passage else []), *(c.passage for c in finding.alternatives)]
    assert {passage.address.interview for passage in found} <= {interview}


def test_a_named_interview_answers_for_itself(searcher: Searcher) -> None:
    """Honey is in the one interview and not in the other, though the library has both."""
    assert place(searcher.search("honey", "bees")) == ("bees", 2)
    assert searcher.search("honey", "lighthouse").verdict is Verdict.NOT_COVERED


@pytest.mark.parametrize("asked", ["honey", ""])
def test_an_unknown_interview(searcher: Searcher, asked: str) -> None:
    """An interview that the library lacks is an error of the caller's, whatever is asked of it."""
    with pytest.raises(KeyError, match=r"^'wasps'$"):
        searcher.search(asked, "wasps")


@pytest.mark.parametrize("asked", ["", " \n\t", "?!", "😀👍🏽", "\x00\x1b[31m", "\ud800", "\u202e\u200f", "vad är det"])
def test_questions_that_ask_nothing(searcher: Searcher, asked: str) -> None:
    """Blank, emoji, control characters and function words alone: nothing is found, and nothing breaks."""
    finding = searcher.search(asked)
    assert (finding.verdict, finding.confidence, finding.alternatives) == (Verdict.NOT_COVERED, 0, ())
    assert finding.question.text == asked


@pytest.mark.parametrize("asked", ["מה עם הדבורים?", "ماذا عن النحل؟", "蜂蜜はいくらですか", "Что с мёдом?"])
def test_other_scripts(searcher: Searcher, asked: str) -> None:
    """A question in a script that no interview is in finds nothing."""
    assert searcher.search(asked).verdict is Verdict.NOT_COVERED


def test_right_to_left_text_around_a_word(searcher: Searcher) -> None:
    """Marks of direction do not hide a word."""
    assert place(searcher.search("\u202e\u2067honey\u2069\u202c")) == ("bees", 2)


@pytest.mark.parametrize("asked", ["honey " * 16_667, "x" * 100_000, "?" * 100_000, " ".join(map(str, range(20_000)))])
def test_a_hundred_thousand_characters(searcher: Searcher, asked: str) -> None:
    """A question of any length is answered or is not."""
    assert searcher.search(asked).verdict in Verdict


def test_a_repeated_word_is_one_word(searcher: Searcher) -> None:
    """Shouting a word a hundred times finds what saying it does."""
    once, often = searcher.search("honey"), searcher.search("honey " * 100)
    assert (often.passage, often.confidence) == (once.passage, once.confidence)


def test_without_hints() -> None:
    """What only a hint says is not found where hints are left out."""
    library = Library([loads(BEES.replace("Where can I buy a jar?", "qwertyzx"), "bees.md")])
    assert place(Searcher(library).search("qwertyzx")) == ("bees", 2)
    assert place(Searcher(library, with_hints=False).search("qwertyzx")) is None


def test_a_part_of_a_long_answer_is_found() -> None:
    """Of a long answer the part is found that holds the words, and only its words are quoted."""
    filler = " ".join(["This sentence has no more than eight words."] * 14)
    turns = f"**Kim:** How was it?\n\n**Maja:** {filler}\n\n{filler}\n\nThen a swarm left. {filler}\n"
    library = Library([loads(BEES.partition("**Kim")[0] + turns, "bees.md")])
    finding = Searcher(library).search("Did a swarm leave?")
    assert finding.passage is not None
    assert finding.passage.address == Address("bees", 1, 3, finding.passage.address.revision)
    assert finding.excerpt is not None
    assert finding.excerpt.text.startswith("Then a swarm left.")


def test_a_link_leads_to_the_words_that_are_shown() -> None:
    """Where the excerpt begins within a passage, the link begins there too."""
    answer = f"{'Xx zorka blipo krato vundi fumpo. ' * 12}At noon a swarm left the northern hive."
    library = Library([loads(f"{BEES.partition('**Kim')[0]}**Kim:** How was it?\n\n**Maja:** {answer}\n", "bees.md")])
    finding = Searcher(library).search("When did the swarm leave the hive?")
    assert finding.excerpt is not None
    assert finding.citation is not None
    assert finding.excerpt.text == "At noon a swarm left the northern hive."
    assert (
        finding.citation.url == "https://example.org/bees#:~:text=At%20noon%20a%20swarm%20left%20the%20northern%20hive."
    )
