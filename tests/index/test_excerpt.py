"""Tests of which sentences are shown: whole ones, cut by offsets, those that answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer_kind import AnswerKind
from index.excerpt import (
    LONGEST,
    MOST_SENTENCES,
    MOST_TELLING,
    TELLING_FROM,
    choose,
    covering,
    following,
    holding,
    naming,
    telling,
)
from index.interview import Excerpt, Passage
from index.library import shipped
from index.question import Alternative, Group
from index.sentences import sentences

CODE = "tlh"  # a language without a stemmer, so that each word is its own term
WORDS = ["alfa", "beta", "gamma", "delta"]
SENTENCES = st.lists(st.sampled_from([*WORDS, "utfyllnad" * 3, "och"]), min_size=1, max_size=25).map(
    lambda words: f"Xx {' '.join(words)}."
)
TEXTS = st.builds(str.join, st.sampled_from([" ", "\n\n", "\n", "  "]), st.lists(SENTENCES, min_size=1, max_size=9))
GROUPS = st.lists(
    st.builds(
        lambda word, information, weight: Group(word, information, (Alternative(word, weight),)),
        st.sampled_from(WORDS),
        st.sampled_from([0.25, 0.5, 1.0]),
        st.sampled_from([0.5, 1.0]),
    ),
    max_size=3,
)


def asking(*words: str) -> list[Group]:
    """Make a question of words that tell equally much."""
    return [Group(word, 1.0, (Alternative(word, 1.0),)) for word in words]


def sentence(*words: str, length: int = 100) -> str:
    """Make a sentence of some words, filled up to a length in characters."""
    text = f"Xx {' '.join(words)}."
    return f"Xx {'y' * (length - len(text) - 1)} {' '.join(words)}."


def worth(text: str, groups: list[Group]) -> float:
    """Tell how much of what is asked a text holds, by its bare words."""
    words = text.replace(".", "").split()
    return sum(
        group.information * max(a.weight for a in group.alternatives if a.term in words)
        for group in groups
        if any(a.term in words for a in group.alternatives)
    )


@given(TEXTS, GROUPS)
def test_an_excerpt_is_cut_by_offsets(text: str, groups: list[Group]) -> None:
    """An excerpt is what stands in the text from its start to its end."""
    excerpt = choose(text, CODE, groups)
    assert excerpt.text == text[excerpt.start : excerpt.end] != ""


@given(TEXTS, GROUPS)
def test_an_excerpt_is_of_whole_sentences(text: str, groups: list[Group]) -> None:
    """One to three whole sentences are shown, of at most 350 characters but for a longer one by itself."""
    excerpt = choose(text, CODE, groups)
    inside = [(begin, end) for begin, end in sentences(text, CODE) if excerpt.start < end and begin < excerpt.end]
    assert (inside[0][0], inside[-1][1]) == (excerpt.start, excerpt.end)
    assert len(inside) <= MOST_SENTENCES
    assert len(excerpt.text) <= LONGEST or len(inside) == 1


@given(TEXTS, GROUPS)
def test_no_other_sentences_hold_more(text: str, groups: list[Group]) -> None:
    """Of all sentences that could have been shown, none hold more of what was asked."""
    spans = sentences(text, CODE)
    could = [
        text[spans[first][0] : spans[last][1]]
        for first in range(len(spans))
        for last in range(first, min(len(spans), first + MOST_SENTENCES))
    ]
    most = max(worth(each, groups) for each in could if len(each) <= LONGEST or len(sentences(each, CODE)) == 1)
    assert worth(choose(text, CODE, groups).text, groups) >= most


@pytest.mark.parametrize("place", range(8))
def test_the_sentence_that_answers_is_shown(place: int) -> None:
    """Wherever in a long text the one sentence stands that holds the word, it is in the excerpt, and at its head."""
    written = [sentence("alfa" if each == place else "delta") for each in range(8)]
    assert choose(" ".join(written), CODE, asking("alfa")).text.startswith(written[place])


@pytest.mark.parametrize(
    ("kinds", "start", "found"),
    [
        ([AnswerKind.TIME], 0, "Året var 1994."),
        ([AnswerKind.REASON], 0, "Kvarnen skulle mala, eftersom bagarna ville det."),
        ([AnswerKind.AMOUNT, AnswerKind.COUNT], 100, "Vi bytte två stenar."),
        ([AnswerKind.COUNT], 0, "Alla hjälpte till."),
        ([AnswerKind.TIME], 100, "Våren kom."),
        ([AnswerKind.PRICE], 0, None),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for(kinds: list[AnswerKind], start: int, found: str | None) -> None:
    """The first that has what is of all kinds at once, from the start on; none where there is none."""
    text = (
        "Alla hjälpte till. Kvarnen skulle mala, eftersom bagarna ville det. Hjulet var nytt. Året var 1994. "
        "Vi bytte två stenar. Våren kom."
    )
    excerpt = holding(text, "sv", kinds, start)
    assert (excerpt and excerpt.text) == found
    assert excerpt is None or text[excerpt.start : excerpt.end] == excerpt.text


def test_two_words_in_two_sentences() -> None:
    """Neighbours that answer together are shown together."""
    written = [sentence("delta"), sentence("alfa"), sentence("beta"), sentence("gamma")]
    assert choose(" ".join(written), CODE, asking("alfa", "gamma")).text == " ".join(written[1:])


def test_the_earliest_of_equals() -> None:
    """Where two places hold equally much, the first one is shown."""
    written = [sentence(word) for word in ("delta", "alfa", "delta", "delta", "alfa")]
    assert choose(" ".join(written), CODE, asking("alfa")).text == " ".join(written[1:4])


def test_a_question_that_nothing_holds() -> None:
    """Without a word to go by, the text's beginning is shown."""
    written = [sentence("delta") for _ in range(6)]
    assert choose(" ".join(written), CODE, []).text == " ".join(written[:3])


def test_a_sentence_that_is_too_long_is_shown_whole() -> None:
    """A sentence is never cut, however long it is."""
    written = [sentence("delta"), sentence("alfa", length=900), sentence("delta")]
    assert choose(" ".join(written), CODE, asking("alfa")).text == written[1]


@pytest.mark.parametrize(("length", "shown"), [(LONGEST, slice(3)), (LONGEST + 1, slice(2, 3))])
def test_how_long_a_whole_text_may_be(length: int, shown: slice) -> None:
    """Three sentences of 350 characters are shown whole, and of one more what answers at the end alone."""
    written = [sentence("delta"), sentence("delta"), sentence("alfa", length=length - 202)]
    text = " ".join(written)
    assert len(text) == length
    assert choose(text, CODE, asking("alfa")).text == " ".join(written[shown])


def test_a_short_text_of_many_sentences_is_not_shown_whole() -> None:
    """Of four short sentences three are shown, with the one that answers at the head."""
    assert choose("Xx beta. Xx alfa. Xx gamma. Xx delta.", CODE, asking("alfa")).text == "Xx alfa. Xx gamma. Xx delta."


def test_offsets_count_code_points() -> None:
    """Letters beyond the basic plane count as one."""
    written = [f"Xx {'😀' * 200}.", f"Xx alfa {'😀' * 200}."]
    assert choose(" ".join(written), CODE, asking("alfa")) == Excerpt(written[1], 205, 205 + len(written[1]))


@given(TEXTS)
def test_following_walks_through_a_text(text: str) -> None:
    """From each excerpt's end to the next one, no sentence is lost and none shown twice."""
    shown: list[tuple[int, int]] = []
    excerpt = following(text, CODE, 0)
    while excerpt is not None:
        assert excerpt.text == text[excerpt.start : excerpt.end]
        its = [span for span in sentences(text, CODE) if excerpt.start <= span[0] < excerpt.end]
        assert its[-1][1] == excerpt.end
        assert len(excerpt.text) <= LONGEST or len(its) == 1
        shown += its
        excerpt = following(text, CODE, excerpt.end)
    assert tuple(shown) == sentences(text, CODE)


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_covering_is_of_the_sentences_that_are_touched(text: str, start: int, end: int) -> None:
    """All of each, and of no other: none of them is left out or cut."""
    touched = [span for span in sentences(text, CODE) if set(range(*span)) & set(range(start, end))]
    covered = covering(text, CODE, start, end)
    if covered is None:
        assert not touched
    else:
        assert (covered.start, covered.end) == (touched[0][0], touched[-1][1])
        assert covered.text == text[covered.start : covered.end]


def test_following_shows_as_much_as_fits() -> None:
    """The next sentences are those that fit into 350 characters."""
    written = [sentence("alfa") for _ in range(7)]
    text = " ".join(written)
    first = following(text, CODE, 101)
    assert first == Excerpt(" ".join(written[1:4]), 101, 403)


@pytest.mark.parametrize("start", [5, 6, 1000])
def test_nothing_follows_the_end(start: int) -> None:
    """At the end of a text nothing follows."""
    assert following("Slut.", CODE, start) is None


FILLER = "Zorka blipo krato vundi fumpo hesko mirpo tarvo dolbi grimpu wexli qaxim tolmu banko."


@pytest.mark.parametrize(
    ("language", "kind", "holding", "lacking"),
    [
        ("sv", AnswerKind.TIME, "Fyren släcktes 1967.", "Fyren släcktes till slut."),
        ("sv", AnswerKind.REASON, "Fyren släcktes eftersom båtarna försvann.", "Fyren släcktes till slut."),
        ("en", AnswerKind.AMOUNT, "The hives gave forty jars.", "The hives gave some jars."),
        ("sv", AnswerKind.LIST, "Vid fyren fanns måsar, tärnor och ejdrar.", "Vid fyren fanns mycket att se."),
        ("en", AnswerKind.DECISION, "The hives do not mind.", "The hives stand there."),
    ],
)
def test_the_kind_of_answer_is_shown(language: str, kind: AnswerKind, holding: str, lacking: str) -> None:
    """Of two sentences with the words, the one is shown that holds what is asked for, though it is the later."""
    written = [lacking, *[FILLER] * 4, holding, *[FILLER] * 2]
    groups = asking("fyr", "hive")
    assert lacking in choose(" ".join(written), language, groups).text
    assert holding in choose(" ".join(written), language, groups, kind).text


def test_a_yes_only_tips_the_scales() -> None:
    """What holds a word of the question a little better is shown before what says yes or no, but not before a year."""
    written = ["Fyren släcktes till slut.", *[FILLER] * 5, "Lampan slocknade inte 1967."]
    groups = [Group("fyr", 1.0, (Alternative("fyr", 1.0), Alternative("lampa", 0.9)))]
    assert "Fyren" in choose(" ".join(written), "sv", groups, AnswerKind.DECISION).text
    assert "Lampan" in choose(" ".join(written), "sv", groups, AnswerKind.TIME).text


def test_words_come_before_the_kind() -> None:
    """A sentence with the kind of answer and nothing that is asked about is not shown for it."""
    written = ["Fyren släcktes till slut.", *[FILLER] * 5, "Skolan byggdes 1967."]
    assert "Fyren" in choose(" ".join(written), "sv", asking("fyr"), AnswerKind.TIME).text


@pytest.mark.parametrize(
    ("language", "before", "leaning"),
    [
        ("sv", "Vi köpte ett gammalt hus.", "Det var fyren som lockade."),
        ("sv", "Vi köpte ett gammalt hus.", "Men fyren lockade mest."),
        ("en", "We bought an old house.", "It was the lighthouse that drew us."),
        ("en", "We bought an old house.", "But the lighthouse drew us."),
    ],
)
def test_a_leaning_sentence_brings_the_one_before(language: str, before: str, leaning: str) -> None:
    """An excerpt does not begin with "Det" or "But" where the sentence that it leans on can be shown too."""
    written = [*[FILLER] * 4, before, leaning, *[FILLER] * 4]
    shown = choose(" ".join(written), language, asking("fyr", "lighthouse")).text
    assert f"{before} {leaning}" in shown
    assert not shown.startswith(leaning)


LEANING = [("sv", ("Det", "Men", "Därför", "Han"), "Fyren"), ("en", ("It", "But", "Therefore", "He"), "Boats")]


@st.composite
def leaning_texts(draw: st.DrawFn) -> tuple[str, str, list[bool]]:
    """Make a passage: its language, its text, and for each sentence whether its first word leans."""
    code, leaning, other = draw(st.sampled_from(LEANING))
    leans = draw(st.lists(st.booleans(), min_size=1, max_size=9))
    written = [
        " ".join([draw(st.sampled_from(leaning)) if its else other, *draw(st.lists(st.sampled_from(WORDS)))]) + "."
        for its in leans
    ]
    return code, draw(st.sampled_from([" ", "\n\n"])).join(written), leans


@given(leaning_texts(), GROUPS)
def test_no_excerpt_begins_by_leaning(passage: tuple[str, str, list[bool]], groups: list[Group]) -> None:
    """Whatever is asked of a passage, its excerpt begins with its first sentence or with one that does not lean."""
    code, text, leans = passage
    excerpt = choose(text, code, groups)
    starts = [begin for begin, _ in sentences(text, code)]
    assert len(starts) == len(leans)
    assert excerpt.start == 0 or not leans[starts.index(excerpt.start)]
    assert 1 <= sum(excerpt.start <= start < excerpt.end for start in starts) <= MOST_SENTENCES
    assert len(excerpt.text) <= LONGEST or excerpt.end in {
        end for begin, end in sentences(text, code) if begin == excerpt.start
    }


@given(st.sampled_from(shipped().passages), st.lists(st.sampled_from(["landsting", "kostnad", "volym", "öppen"])))
def test_no_excerpt_of_the_shipped_interview_begins_by_leaning(passage: Passage, words: list[str]) -> None:
    """One to three sentences, and no "Det" or "De" at the head but where the passage itself has it there."""
    excerpt = choose(passage.text, "sv", asking(*words))
    shown = [span for span in sentences(passage.text, "sv") if excerpt.start <= span[0] < excerpt.end]
    assert 1 <= len(shown) <= MOST_SENTENCES
    assert len(excerpt.text) <= LONGEST or len(shown) == 1
    assert excerpt.start == 0 or excerpt.text.split()[0] not in {"Det", "De", "Den", "Men"}


@pytest.mark.parametrize("between", [0, 1])
def test_what_leans_on_what_leans(between: int) -> None:
    """A sentence brings along the one it leans on, and what that leans on in turn."""
    chain = ["Vi köpte ett hus.", *["Det var gammalt."] * between, "Men fyren lockade."]
    text = " ".join([FILLER, FILLER, *chain, FILLER, FILLER])
    shown = choose(text, "sv", asking("fyr")).text
    assert shown.startswith(" ".join(chain))


def test_what_leans_too_far_back_is_not_shown() -> None:
    """Where it takes more than three sentences to stand, another excerpt is shown."""
    text = " ".join([FILLER, "Vi köpte ett hus.", *["Det var gammalt."] * 2, "Men fyren lockade.", FILLER])
    assert "fyren" not in choose(text, "sv", asking("fyr")).text


def test_the_end_is_dropped_for_what_it_leans_on() -> None:
    """What comes behind gives way where it all would be too long."""
    before, leaning, after = (
        f"{word} {'y' * 120} {last}." for word, last in (("Vi", "a"), ("Men", "fyren"), ("Vi", "b"))
    )
    text = f"{FILLER} {before} {leaning} {after}"
    assert choose(text, "sv", asking("fyr")).text == f"{before} {leaning}"


def test_what_was_asked_is_answered_first() -> None:
    """A word that stands in the interviewer's question is taken to be answered by the first sentence."""
    written = ["Xx delta.", "Xx gamma.", "Xx beta.", "Xx delta.", "Xx gamma."]
    weak = [Group("alfa", 1.0, (Alternative("alfa", 1.0), Alternative("beta", 0.5)))]
    assert choose(" ".join(written), CODE, weak).text == " ".join(written[2:])
    assert choose(" ".join(written), CODE, weak, asked="Vad är alfa?").text == " ".join(written[:3])


def test_words_that_tell_little_outweigh_the_kind_too() -> None:
    """A sentence about what is asked is shown before one with the kind of answer alone, however common its words."""
    written = ["Fyren släcktes till slut.", *[FILLER] * 5, "Skolan byggdes 1967."]
    common = [Group("fyr", 0.2, (Alternative("fyr", 1.0),))]
    assert "Fyren" in choose(" ".join(written), "sv", common, AnswerKind.TIME).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hon är van. Det är Ida. Hon log.", "Hon är van. Det är Ida."),
        ("Vi kom. Här är Ida.", "Här är Ida."),
        ("Det är Ida.", "Det är Ida."),
        ("Det är Bo.", None),
        ("Vi kom. Men sent. Det var dag. Då kom Ida. Vi log.", None),
    ],
)
def test_a_sentence_that_names_stands_on_its_feet(text: str, shown: str | None) -> None:
    """The first sentence with a name is shown, with the one that it leans on."""
    found = naming(text, "sv", ["Ida"])
    assert (found and found.text) == shown
    assert found is None or found.text == text[found.start : found.end]


def test_a_sentence_that_stands_alone_begins_the_excerpt() -> None:
    """Without a word that leans, the sentence that answers is at the head."""
    written = [*[FILLER] * 4, "Vi köpte ett hus.", "Fyren lockade mest.", *[FILLER] * 4]
    assert choose(" ".join(written), "sv", asking("fyr")).text.startswith("Fyren lockade mest.")


def test_a_text_that_begins_by_leaning() -> None:
    """The first sentence of a passage leans on nothing that could be shown."""
    written = ["Det var fyren som lockade.", *[FILLER] * 6]
    assert choose(" ".join(written), "sv", asking("fyr")).text.startswith("Det var fyren")


@given(TEXTS, GROUPS)
def test_few_words_carry_the_answer(text: str, groups: list[Group]) -> None:
    """They are words of the question, each once, at most three, within the excerpt and in order."""
    told = telling(Excerpt(text, 0, len(text)), CODE, groups)
    words = [text[start:end] for start, end in told]
    asked = {alternative.term for group in groups for alternative in group.alternatives}
    assert set(words) <= asked
    assert len(words) == len(set(words)) <= MOST_TELLING
    assert told == tuple(sorted(told))


def test_the_most_telling_words_carry_the_answer() -> None:
    """Of more words than are marked, those that tell the least are left; where one stands twice, its first place is."""
    told = {"alfa": 0.2, "beta": 0.9, "gamma": 0.5, "delta": 0.7}
    groups = [Group(word, information, (Alternative(word, 1.0),)) for word, information in told.items()]
    text = "alfa beta gamma delta beta"
    spans = telling(Excerpt(text, 0, len(text)), CODE, groups)
    assert [text[start:end] for start, end in spans] == ["beta", "gamma", "delta"]
    assert spans[0] == (5, 9)


def test_what_is_held_faintly_carries_nothing() -> None:
    """A word that is only related to a related one is not marked."""
    assert telling(Excerpt("alfa", 0, 4), CODE, [Group("x", 1.0, (Alternative("alfa", TELLING_FROM / 2),))]) == ()
