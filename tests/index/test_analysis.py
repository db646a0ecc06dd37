"""Tests of the one path from text to terms."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.analysis import MAX_WORD_LENGTH, PART, STEM, analyse, normalise, terms
from index.forms import forms as forms_of
from index.languages import WRITTEN_FOR, language

ANY = st.text(st.characters(), max_size=60)  # lone surrogates and control characters too
VISIBLE = st.text(st.characters(exclude_characters="\u00ad\u200b\u200c\u200d\u2060"), max_size=60)
CODES = st.sampled_from(["sv", "en", "eu", "tlh"])  # with all that is known, with a stemmer alone, with nothing
# Characters that one Unicode form changes in letter case and composition only, never into other characters.
STEADY = st.text(
    st.sampled_from("aAeEoOåÅäÄöÖéÉßſzR7210 \n.,:;!?/&#-‐_'\"”’\u0301\u0308\u030a\U0001f600"),
    max_size=40,
)


def written(text: str, code: str = "sv") -> list[tuple[str, str]]:
    """Return each word as it stands in the text, and its normal form."""
    return [(text[word.start : word.end], word.normal) for word in analyse(text, code)]


def plain(*words: str) -> list[str]:
    """Return the terms of words in a language of which nothing is known: each is its own base form and stem."""
    return [term for word in words for term in (word, f"{STEM}{word}")]


@pytest.mark.parametrize("other", ["e-arkiv", "earkiv", "e-arkivet", "E-arkiven", "e‑arkiv", "e‐arkivs"])
def test_all_ways_of_writing_the_archive_share_a_term(other: str) -> None:
    """The interview's "R7e-arkiv" is found under every way in which a reader writes it."""
    assert set(terms("R7e-arkiv", "sv")) >= set(terms("earkiv", "sv"))
    assert set(terms(other, "sv")) & set(terms("R7e-arkiv", "sv"))


def test_an_e_archive_is_an_archive() -> None:
    """An e-archive is made of an archive, and of nothing else: its single letter is no part."""
    assert [term for term in terms("e-arkivet", "sv") if term.startswith(PART)] == [f"{PART}arkiv"]


def test_a_single_letter_is_no_part() -> None:
    """A letter before a hyphen says too little to be found under."""
    assert terms("X-ray", "tlh") == [*plain("xray"), f"{PART}ray"]


def test_a_hyphen_joins_and_parts() -> None:
    """A hyphenated word is one word, made of the base forms of its pieces."""
    assert terms("zorka-blipo", "tlh") == [*plain("zorkablipo"), f"{PART}zorka", f"{PART}blipo"]
    assert {f"{PART}journal", f"{PART}arkiv"} <= set(terms("journaler-arkiven", "sv"))


@pytest.mark.parametrize("word", ["arkiven", "skolböckerna", "anslutningen", "qwertyzx"])
def test_the_terms_of_a_word(word: str) -> None:
    """A word is found under its base forms, its stem and what it is made of, each marked as what it is."""
    its = forms_of(word, "sv")
    assert terms(word, "sv") == [*its.bases, f"{STEM}{its.stem}", *(f"{PART}{part}" for part in its.parts)]


def test_a_code_stands_by_itself() -> None:
    """Digits before a letter end a code, and both pieces say where they stand."""
    assert written("R7e-arkiv") == [("R7", "r7"), ("e-arkiv", "e-arkiv")]


@pytest.mark.parametrize(
    ("word", "figure", "code"),
    [("elva", "11", "sv"), ("Tjugo", "20", "sv"), ("eleven", "11", "en"), ("Hundred", "100", "en")],
)
def test_numerals_are_figures(word: str, figure: str, code: str) -> None:
    """A number is found whether it is asked for in words or in figures."""
    assert terms(word, code) == terms(figure, code) == plain(figure)


def test_a_numeral_in_another_language_is_a_word() -> None:
    """What is six in Swedish is something else in English."""
    assert terms("sex", "sv") == plain("6")
    assert terms("sex", "en") == plain("sex")


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_function_words_are_words_without_terms(code: str) -> None:
    """Every function word is seen, for the language that it tells, and found under nothing."""
    assert all(not terms(word.upper(), code) for word in language(code).function_words)
    assert [word for _, word in written("Vad är det?")] == ["vad", "är", "det"]


def test_inflected_forms_share_a_term() -> None:
    """Letter case and inflection do not hide a word."""
    assert "fördel" in set.intersection(*(set(terms(word, "sv")) for word in ("fördelar", "Fördelarna", "FÖRDELEN")))
    assert "archive" in set.intersection(*(set(terms(word, "en")) for word in ("archive", "archives", "ARCHIVED")))


def test_repeated_words_are_repeated_terms() -> None:
    """How often a word stands in a text is kept, as the ranking counts it."""
    assert terms("arkiv och arkiv", "sv") == terms("arkiv", "sv") * 2


def test_decomposed_accents() -> None:
    """Letters typed as a base and an accent, as some keyboards send them, are the same letters."""
    written = "Fördelarna på ön är två: é"
    assert terms(unicodedata.normalize("NFD", written), "sv") == terms(written, "sv")


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060"])
def test_soft_hyphens_and_other_invisible_marks(mark: str) -> None:
    """Marks that a page hides inside words do not part them."""
    text = f"för{mark}de{mark}larna"
    assert written(text) == [(text, "fördelarna")]


def test_ligatures_and_wide_letters() -> None:
    """Compatibility forms are the letters that they stand for."""
    assert terms("ﬁlm ＡＢＣ", "tlh") == plain("film", "abc")


def test_what_parts_words() -> None:
    """Slashes, apostrophes, underscores and dashes part words."""
    assert terms("landsting/regioner arkiv_system x’y kö–plats", "tlh") == plain(
        "landsting", "regioner", "arkiv", "system", "x", "y", "kö", "plats"
    )  # fmt: skip


def test_what_is_too_long_is_no_word() -> None:
    """A hundred letters may be a word, a hundred and one are none, and the words around them stay."""
    assert terms("a" * MAX_WORD_LENGTH, "tlh") == plain("a" * MAX_WORD_LENGTH)
    assert terms(f"före {'a' * (MAX_WORD_LENGTH + 1)} arkiv", "sv") == terms("arkiv", "sv")


@pytest.mark.parametrize("text", ["", " ", "?!…", "😀 👍🏽", "\x00\x01", "\ud800", "---", "\u200b"])
def test_no_words(text: str) -> None:
    """Marks, emoji and control characters are no words."""
    assert analyse(text, "sv") == ()


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "ab " * 33_333, "a-" * 50_000, "-" * 100_000, "7a" * 50_000, "é" * 100_000]
)
def test_a_hundred_thousand_characters(text: str) -> None:
    """Long texts of any shape are read."""
    assert all(word.end <= len(text) for word in analyse(text, "sv"))


@given(ANY, CODES)
@example("\ud800a", "sv")
@example("ǰ̣ ΐ İ ẖ", "sv")
def test_words_stand_where_they_say(text: str, code: str) -> None:
    """Words stand in order without overlap, and each is the normal form of what stands at its place."""
    words = analyse(text, code)
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert all(normalise(text[word.start : word.end]) == word.normal != "" for word in words)


@given(ANY, CODES)
def test_no_letter_or_figure_is_lost(text: str, code: str) -> None:
    """Every letter and figure stands in a word, unless the word is too long to be one."""
    assume(len(normalise(text)) <= MAX_WORD_LENGTH)  # some Arabic letters stand for eighteen
    inside = {place for word in analyse(text, code) for place in range(word.start, word.end)}
    assert all(place in inside for place, char in enumerate(text) if char.isalnum())


@given(VISIBLE, CODES)
def test_terms_are_those_of_the_words(text: str, code: str) -> None:
    """No term is empty, and a word has each of its terms once."""
    words = analyse(text, code)
    assert terms(text, code) == [term for word in words for term in word.terms]
    assert all(len(set(word.terms)) == len(word.terms) and all(word.terms) for word in words)


@given(VISIBLE)
@example("ΐ")
@example("ǰ̣")
def test_normalising_twice_changes_nothing(text: str) -> None:
    """The normal form of a normal form is itself."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_normal_text_is_in_lower_case_and_composed(text: str) -> None:
    """Letter case and the way of composing a letter are gone."""
    assert normalise(text.upper().lower()) == normalise(text.upper())
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(STEADY, CODES)
def test_terms_do_not_depend_on_the_form(text: str, code: str) -> None:
    """A text and its normal form have the same terms, where normalising makes no marks of letters or the reverse."""
    assert terms(normalise(text), code) == terms(text, code)
