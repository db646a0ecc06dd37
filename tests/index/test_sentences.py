"""Tests of where paragraphs and sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import paragraphs, sentences

TRICKY = st.text("aAåÖ19.!?…,:;\"”'’()[]»-–•* \n\t\u2003", max_size=80)
PLAIN = st.builds(
    lambda first, rest, mark: " ".join([first.capitalize(), *rest]) + mark,
    st.sampled_from(["arkivet", "ödet", "elva", "the"]),
    st.lists(st.sampled_from(["region", "e-arkiv", "2011", "och", "3,5", "R7"]), min_size=1, max_size=5),
    st.sampled_from(["xyz.", "xyz!", "xyz?", "xyz…", "xyz?!", "xyz.”", "xyz.)", "xyz..."]),
)


def cut(text: str, code: str = "sv") -> list[str]:
    """Return the sentences of a text as texts."""
    return [text[begin:end] for begin, end in sentences(text, code)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Det är så."],
        ["Det är så.", "Det blir bra!", "Eller hur?"],
        ["Vi sparar t.ex. Journaler i arkivet.", "Det går."],
        ["Fråga dr. Sandberg.", "Han vet."],
        ["Mötet är kl. 9 och ca. 30 kommer.", "Välkommen."],
        ["Det sade J. R. Sandberg i Lund.", "Alla höll med."],
        ["Priset är 3.50 kronor.", "Det är billigt."],
        ["Versionen heter 2.0.", "Den är ny."],
        ["Vi väntar… och ser.", "Sedan…", "Kanske."],
        ["Jaha...", "Nu då?!", "Ja."],
        ["Han sade: ”Det går.”", "Jag log."],
        ['"Går det?" undrade jag.', "Ja."],
        ["(Det är sant.)", "Nästa."],
        ["Yahoo! är ett bolag.", "Så är det."],
        ["»Det går.»", "– Nej.", "“Jo.”"],
        ["Så är det.", "2011 startade vi."],
    ],
)
def test_sentences_by_hand(expected: list[str]) -> None:
    """Marks end sentences; abbreviations, initials, numbers and what goes on in lower case do not."""
    assert cut(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Ask Dr. Smith about it.", "He knows."],
        ["We keep e.g. Records.", "And more."],
        ["It was approx. 40 of them.", "All came."],
    ],
)
def test_english_abbreviations(expected: list[str]) -> None:
    """Each language has abbreviations of its own."""
    assert cut(" ".join(expected), "en") == expected


def test_an_abbreviation_is_one_in_its_language_only() -> None:
    """What is an abbreviation in Swedish ends a sentence in a language that lacks it."""
    assert cut("Vi bor i avd. Nord.", "sv") == ["Vi bor i avd. Nord."]
    assert cut("Vi bor i avd. Nord.", "tlh") == ["Vi bor i avd.", "Nord."]


def test_a_paragraph_ends_its_sentence() -> None:
    """A paragraph without a mark at its end is a sentence all the same; a line break within one is none."""
    assert cut("Rubriken\n\nFörsta raden\nandra raden. Slut\n \n\nNy") == [
        "Rubriken",
        "Första raden\nandra raden.",
        "Slut",
        "Ny",
    ]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("1)", "2)"), ("-", "-"), ("•", "•"), ("  *", "–")])
def test_each_item_of_a_list_is_a_sentence(first: str, second: str) -> None:
    """A list's items stand apart, and a number's full stop does not part it from its item."""
    text = f"Tre knep:\n{first} Dela med dig\n{second} Träffas ofta. Det hjälper."
    assert cut(text) == ["Tre knep:", f"{first.strip()} Dela med dig", f"{second} Träffas ofta.", "Det hjälper."]


def test_paragraphs_by_hand() -> None:
    """Empty lines part paragraphs, and lines of spaces are empty."""
    text = "  Ett\nstycke \n\n två\n \t\n\n\ntre"
    assert [text[begin:end] for begin, end in paragraphs(text)] == ["Ett\nstycke", "två", "tre"]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"])
def test_nothing(text: str) -> None:
    """White space has neither paragraphs nor sentences."""
    assert paragraphs(text) == ()
    assert sentences(text, "sv") == ()


@given(st.lists(PLAIN, min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n", "  "]))
def test_plain_sentences_come_back(written: list[str], between: str) -> None:
    """Sentences that begin with a capital and end with a mark are found as they were written."""
    assert cut(between.join(written)) == written


@given(TRICKY)
def test_spans_are_in_order_trimmed_and_whole(text: str) -> None:
    """Spans stand in order without overlap, begin and end with no white space, and leave nothing but that out."""
    for spans in (paragraphs(text), sentences(text, "sv")):
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(text[begin:end] == text[begin:end].strip() != "" for begin, end in spans)
        assert "".join("".join(text[begin:end] for begin, end in spans).split()) == "".join(text.split())


@given(TRICKY)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    """Each sentence stands within one paragraph."""
    around = paragraphs(text)
    assert all(any(begin <= a and b <= end for begin, end in around) for a, b in sentences(text, "sv"))


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """No text is too odd to be cut, and no word of it is lost."""
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
