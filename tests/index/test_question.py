"""Tests of a reader's question: its language and its groups of weighted terms."""

from __future__ import annotations

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index.question import MAX_GROUPS, PART_WEIGHT, Alternative, read

SWEDISH = Stemmer.Stemmer("swedish").stemWord
ENGLISH = Stemmer.Stemmer("english").stemWord


def words(text: str, *languages: str) -> list[str]:
    """Return the words of a question that have a group each."""
    return [group.word for group in read(text, languages or ("sv",)).groups]


def test_only_words_that_carry_information_have_groups() -> None:
    """Function words ask for nothing; the rest stand in their order, in lower case."""
    assert words("Vilka FÖRDELAR ser du med samarbetet?") == ["fördelar", "ser", "samarbetet"]


def test_a_repeated_word_asks_once() -> None:
    """Saying a word twice does not make it count twice."""
    assert words("arkiv Arkiv ARKIV") == ["arkiv"]


def test_a_long_question_is_read_so_far() -> None:
    """Words beyond the sixtieth are not searched for."""
    numbers = [str(number) for number in range(1000)]
    assert words(" ".join(numbers)) == numbers[:MAX_GROUPS]


def test_alternatives_of_a_hyphenated_word() -> None:
    """A hyphenated word is found whole, and by its parts for less."""
    (group,) = read("journal-arkiv", ["sv"]).groups
    assert group.alternatives == (
        Alternative(SWEDISH("journalarkiv"), 1.0),
        Alternative(SWEDISH("journal"), PART_WEIGHT),
        Alternative(SWEDISH("arkiv"), PART_WEIGHT),
    )


def test_a_word_has_its_term_in_each_language_of_the_library() -> None:
    """A word may stand in an interview in any language, stemmed as that language has it."""
    (group,) = read("conferences", ["sv", "en"]).groups
    assert {a.term for a in group.alternatives} == {SWEDISH("conferences"), ENGLISH("conferences")}
    assert {a.weight for a in group.alternatives} == {1.0}


def test_a_word_that_no_interview_can_have_still_counts() -> None:
    """The men of an English question are a "but" in Swedish, and nothing can be found under it."""
    groups = {group.word: group.alternatives for group in read("What do the men say about archives?", ["sv"]).groups}
    assert groups["men"] == ()
    assert groups["archives"] != ()


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Vad är det bästa?", ["sv"], "sv"),
        ("What is the best thing?", ["sv"], "en"),
        ("What is the best thing?", ["sv", "en"], "en"),
        ("R7e-arkiv 2011", ["sv"], "sv"),
        ("R7e-arkiv 2011", ["en"], "en"),
        ("😀", ["nb"], "nb"),
    ],
)
def test_the_language(text: str, languages: list[str], expected: str) -> None:
    """The words tell the language; where they do not, it is the library's first."""
    assert read(text, languages).language == expected


def test_rarer_words_tell_more() -> None:
    """Information grows with rarity, and a word that no list has tells everything."""
    told = {group.word: group.information for group in read("bra förvaltning qwertyzx", ["sv"]).groups}
    assert 0.1 <= told["bra"] < told["förvaltning"] < told["qwertyzx"] == 1


@given(st.text(), st.sampled_from([("sv",), ("en", "sv"), ("tlh",)]))
def test_any_question(text: str, languages: tuple[str, ...]) -> None:
    """Any text reads as a question with weights and information in their ranges."""
    question = read(text, languages)
    assert question.text == text
    assert len({group.word for group in question.groups}) == len(question.groups) <= MAX_GROUPS
    assert all(0.1 <= group.information <= 1 for group in question.groups)
    assert all(0 < a.weight <= 1 for group in question.groups for a in group.alternatives)


@pytest.mark.parametrize("text", ["Vad är det?", "What is it?", "Och sen då?", "Why not?"])
def test_function_words_alone_ask_nothing(text: str) -> None:
    """A question of function words has no groups."""
    assert read(text, ["sv", "en"]).groups == ()
