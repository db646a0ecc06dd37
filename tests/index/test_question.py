"""Tests of a reader's question: its language, its groups of weighted terms, its corrections and what it asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import PART, STEM
from index.answer_kind import AnswerKind
from index.languages import language
from index.lexicon import STRENGTHS, Lexicon, Relation
from index.question import MAX_CORRECTED, MAX_GROUPS, Group, Question, Reader
from index.widening import HOLDER_WEIGHT, PART_WEIGHT, STEM_WEIGHT, Alternative, Step

LED_TO = frozenset({"utgift", "katt", "börja", "fördel", "honung", "advantage"})
"""What the words that are asked about may lead to in the library."""
READER = Reader(["förvaltning", "katten", "samarbete", "fördelar", "honey"], Lexicon(), LED_TO)


def read(text: str, *languages: str) -> Question:
    """Read a question to a library of a few words."""
    return READER.read(text, languages or ("sv",))


def words(text: str, *languages: str) -> list[str]:
    """Return the words of a question that have a group each."""
    return [group.word for group in read(text, *languages).groups]


def weights(group: Group) -> dict[str, float]:
    """Return how much each term of a group counts."""
    return {alternative.term: alternative.weight for alternative in group.alternatives}


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


def test_alternatives_by_hand() -> None:
    """In a language of which nothing is known a word is found as it is, and in part in a word that is made of it."""
    (group,) = read("Zorka-blipo", "tlh").groups
    assert group.alternatives == (
        Alternative("zorkablipo", 1.0),
        Alternative(f"{PART}zorkablipo", HOLDER_WEIGHT, (Step.MADE_OF,)),
        Alternative(f"{STEM}zorkablipo", STEM_WEIGHT, (Step.STEM,)),
        Alternative("zorka", PART_WEIGHT, (Step.PART,)),
        Alternative(f"{PART}zorka", PART_WEIGHT * HOLDER_WEIGHT, (Step.PART, Step.MADE_OF)),
        Alternative("blipo", PART_WEIGHT, (Step.PART,)),
        Alternative(f"{PART}blipo", PART_WEIGHT * HOLDER_WEIGHT, (Step.PART, Step.MADE_OF)),
    )


def test_a_word_counts_more_than_what_it_leads_to() -> None:
    """The base form counts in full, then what is made of it; parts, stems and other words count less."""
    (group,) = read("förvaltningskostnaderna").groups
    its = weights(group)
    assert its["förvaltningskostnaderna"] == 1 == max(its.values())
    assert its["kostnad"] == its["förvaltning"] == PART_WEIGHT
    assert 0 < its["utgift"] < PART_WEIGHT


def test_synonyms_and_kinds_are_alternatives() -> None:
    """Who asks for pets finds the cat, and who asks what started finds what began, each by its strength."""
    (pets,) = read("husdjur").groups
    assert weights(pets)["katt"] == pytest.approx(STRENGTHS[Relation.NARROWER])
    (begun,) = read("startade").groups
    assert weights(begun)["börja"] == pytest.approx(STRENGTHS[Relation.SYNONYM])


@pytest.mark.parametrize(("asked", "term"), [("What are the advantages?", "fördel"), ("Is there any honey?", "honung")])
def test_an_english_question_has_swedish_alternatives(asked: str, term: str) -> None:
    """An English question over a Swedish interview is searched for in Swedish."""
    question = read(asked, "sv")
    assert question.language == "en"
    assert weights(question.groups[0])[term] == pytest.approx(STRENGTHS[Relation.TRANSLATION])


def test_a_swedish_question_has_english_alternatives() -> None:
    """And the other way round."""
    question = read("Vilka fördelar finns det?", "en")
    assert question.language == "sv"
    assert weights(question.groups[0])["advantage"] == pytest.approx(STRENGTHS[Relation.TRANSLATION])


def test_a_name_is_found_in_any_language() -> None:
    """A word that no list translates may stand in the interview as it is."""
    (group,) = (group for group in read("What did Zkwqxv do?", "sv").groups if group.word == "zkwqxv")
    assert weights(group)["zkwqxv"] == 1


def test_a_word_has_its_terms_in_each_language_of_the_library() -> None:
    """Where the library has two languages, a word is searched for in both."""
    (group,) = (group for group in read("the advantages", "sv", "en").groups if group.word == "advantages")
    assert {"advantage", "fördel"} <= set(weights(group))


@pytest.mark.parametrize(
    ("asked", "corrections"),
    [
        ("Vilka fordelar finns?", (("fordelar", "fördelar"),)),
        ("Vad gör förvatlning?", (("förvatlning", "förvaltning"),)),
        ("Vilka fördelar finns?", ()),
        ("sam arbete", ()),
    ],
)
def test_corrections_are_told(asked: str, corrections: tuple[tuple[str, str], ...]) -> None:
    """What was read as another word is told as it was typed and as it was read; joined words are the same letters."""
    assert read(asked).corrections == corrections


def test_only_so_many_words_are_corrected() -> None:
    """Each that no dictionary knows takes long, and whoever writes hundreds of them must not hold up others."""
    grammar = [word for word in sorted(language("sv").function_words) if word.isalpha()]
    assert read(" ".join([*grammar[: MAX_CORRECTED - 1], "förddelar"])).corrections == (("förddelar", "fördelar"),)
    assert read(" ".join([*grammar[:MAX_CORRECTED], "förddelar"])).corrections == ()


@pytest.mark.parametrize(("asked", "word"), [("sam arbete", "samarbete"), ("förvatlning", "förvaltning")])
def test_what_was_meant_is_searched_for(asked: str, word: str) -> None:
    """The group is that of the word that is meant."""
    assert words(asked) == [word]


@pytest.mark.parametrize(
    ("asked", "kind", "about"),
    [
        ("Hur många katter har du?", AnswerKind.COUNT, ["katter"]),
        ("Vilket år kom katten?", AnswerKind.TIME, ["kom", "katten"]),
        ("Hur länge har ni samarbetat?", AnswerKind.DURATION, ["samarbetat"]),
        ("How long did the cooperation last?", AnswerKind.DURATION, ["cooperation", "last"]),
        ("Vilka katter?", AnswerKind.LIST, ["katter"]),
        ("Nämn tre katter", AnswerKind.LIST, ["katter"]),
        ("Får man ha katter när man samarbetar?", AnswerKind.DECISION, ["katter", "samarbetar"]),
        ("Katterna?", None, ["katterna"]),
    ],
)
def test_words_that_ask_are_not_what_it_is_about(asked: str, kind: AnswerKind | None, about: list[str]) -> None:
    """The words that ask for a kind of answer are left out of what is searched for."""
    question = read(asked)
    assert question.kind is kind
    assert [group.word for group in question.groups] == about


@pytest.mark.parametrize(("asked", "about"), [("Hur många?", ["många"]), ("What year?", ["year"])])
def test_words_that_ask_are_all_there_is(asked: str, about: list[str]) -> None:
    """A question of nothing else is about them after all."""
    assert words(asked) == about


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Vad är det bästa?", ["sv"], "sv"),
        ("What is the best thing?", ["sv"], "en"),
        ("What is the best thing?", ["sv", "en"], "en"),
        ("R7e-arkiv 2011", ["sv"], "sv"),
        ("R7e-arkiv 2011", ["en"], "en"),
        ("😀", ["eu"], "eu"),
    ],
)
def test_the_language(text: str, languages: list[str], expected: str) -> None:
    """The words tell the language; where they do not, it is the library's first."""
    assert read(text, *languages).language == expected


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("vem vann Melodifestivalen 2023", ["melodifestivalen", "2023"]),
        ("Vad säger ”Leif Sandberg”?", ["leif", "sandberg"]),
        ("Vad kostar det? Förvaltning, alltså.", []),  # a sentence begins with a capital
        ("VAD KOSTAR FÖRVALTNING", []),
        ("kostar förvaltning 1000 kronor", []),
    ],
)
def test_names(asked: str, names: list[str]) -> None:
    """A capital inside a sentence makes a name, and a year is one."""
    assert [group.word for group in read(asked).groups if group.is_name] == names


def test_rarer_words_tell_more() -> None:
    """Information grows with rarity, and a word that no list has tells everything."""
    told = {group.word: group.information for group in read("bra förvaltning zkwqxv").groups}
    assert 0.1 <= told["bra"] < told["förvaltning"] < told["zkwqxv"] == 1


def test_an_inflected_form_tells_no_more_than_its_base() -> None:
    """A rare form of a common word is as common as that."""
    (base,), (form,) = read("bok").groups, read("böckernas").groups
    assert form.information <= base.information


TYPED = st.lists(st.sampled_from(["vad", "hur", "många", "fordelar", "what", "sam", "arbete", "7", "e-"]), max_size=6)


@given(st.text() | TYPED.map(" ".join), st.sampled_from([("sv",), ("en", "sv"), ("tlh",)]))
def test_any_question(text: str, languages: tuple[str, ...]) -> None:
    """Any text reads as a question with weights and information in their ranges."""
    question = read(text, *languages)
    assert question.text == text
    assert len({group.word for group in question.groups}) == len(question.groups) <= MAX_GROUPS
    assert all(0.1 <= group.information <= 1 for group in question.groups)
    for group in question.groups:
        assert all(0 < a.weight <= 1 for a in group.alternatives)
        assert len({a.term for a in group.alternatives}) == len(group.alternatives)
    assert read(text, *languages) == question


@pytest.mark.parametrize("text", ["Vad är det?", "What is it?", "Och sen då?", "Why not?", "När?"])
def test_function_words_alone_ask_nothing(text: str) -> None:
    """A question of function words has no groups."""
    assert read(text, "sv", "en").groups == ()


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("Hur många gamla katter har du i huset?", ["gamla", "katter"]),
        ("Hur många är ni på jobbet?", []),
        ("How many cats live here?", ["cats", "live"]),
        ("Hur mycket honung har du?", []),
    ],
)
def test_what_is_counted(asked: str, counted: list[str]) -> None:
    """Who asks how many asks for the number of what follows right behind."""
    assert [group.word for group in read(asked).groups if group.is_counted] == counted


def test_what_is_asked_for() -> None:
    """Of "which town" the town tells what is asked for, and nothing else does."""
    groups = read("I vilken stad hålls konferensen?").groups
    assert [group.word for group in groups if group.is_asked_for] == ["stad"]
