"""Tests of the word relations: the format, what leads to what, and the form and coverage of what ships."""

from __future__ import annotations

from collections import Counter, defaultdict
from graphlib import TopologicalSorter
from importlib import resources

import pytest

from index.analysis import analyse
from index.forms import bases, is_known
from index.frequencies import common_words, zipf
from index.languages import WRITTEN_FOR, language
from index.lexicon import STRENGTHS, Lexicon, LexiconError, Relation, lexicon, translations

SYNONYM, NARROWER, BROADER, RELATED = Relation.SYNONYM, Relation.NARROWER, Relation.BROADER, Relation.RELATED


def made(**files: str) -> Lexicon:
    """Make a lexicon of lines, parted by semicolons, for each relation."""
    its = Lexicon()
    for relation, lines in files.items():
        its.add(lines.split(";"), Relation(relation), f"{relation}.txt")
    return its


def links(its: Lexicon, word: str) -> dict[str, Relation]:
    """Return what a word leads to."""
    return dict(its.links(word))


def test_synonyms_lead_to_each_other() -> None:
    """Each word of a group leads to each other one, and none to itself."""
    its = made(synonym="börja, starta, dra igång")
    assert links(its, "börja") == {"starta": SYNONYM, "dra igång": SYNONYM}
    assert links(its, "dra igång") == {"börja": SYNONYM, "starta": SYNONYM}


@pytest.mark.parametrize("file", ["narrower", "synonym"])
def test_kinds_lead_down_and_up(file: str) -> None:
    """A kind leads to what is of it and back, and what is of it not to each other, in either file."""
    its = made(**{file: "möbel => säng, stol"})
    assert links(its, "möbel") == {"säng": NARROWER, "stol": NARROWER}
    assert links(its, "säng") == {"möbel": BROADER}


def test_related_words_lean_both_ways() -> None:
    """Related words lead to each other with the word before the arrow, and not among themselves."""
    its = made(related="skola => elev, betyg")
    assert links(its, "skola") == {"elev": RELATED, "betyg": RELATED}
    assert links(its, "elev") == {"skola": RELATED}


def test_a_group_of_related_words() -> None:
    """Without an arrow each leans towards each other one."""
    its = made(related="start, founder, launch")
    assert links(its, "founder") == {"start": RELATED, "launch": RELATED}


@pytest.mark.parametrize("order", [["synonym", "related"], ["related", "synonym"]])
def test_the_strongest_relation_wins(order: list[str]) -> None:
    """Words that stand in two relations lead to each other once, by the stronger one, in whatever order it is read."""
    lines = {"synonym": "yrke, jobb", "related": "yrke => jobb"}
    its = made(**{name: lines[name] for name in order})
    assert links(its, "yrke") == {"jobb": SYNONYM}


def test_groups_add_up() -> None:
    """A word of two groups leads to the words of both."""
    assert set(links(made(synonym="bra, god;bra, fin"), "bra")) == {"god", "fin"}


def test_a_word_that_is_in_no_group() -> None:
    """It leads to nothing, and asking for it changes nothing."""
    its = made(synonym="a, b")
    assert links(its, "c") == links(its, "c") == {}


def test_a_hyphen_joins() -> None:
    """A word is filed as texts are searched for it, "e-mail" as "email"; that leads to itself nowhere."""
    its = made(synonym="wi-fi, wifi, wireless", narrower="post => e-mail")
    assert links(its, "wifi") == {"wireless": SYNONYM}
    assert links(its, "post") == {"email": NARROWER}


def test_comments_and_empty_lines() -> None:
    """What stands behind a # is for people, and empty lines are passed over; spaces around words do not count."""
    assert links(made(synonym="# words;;  ; a ,  b  # both"), "a") == {"b": SYNONYM}


@pytest.mark.parametrize("line", ["ensam", "ensam,", "möbel =>", "=> säng", "=>", ",", "möbel => ,"])
def test_a_line_without_a_relation(line: str) -> None:
    """A line that relates nothing is refused with file, line and what to do."""
    with pytest.raises(LexiconError) as caught:
        Lexicon().add(["a, b", "", line], SYNONYM, "food.txt")
    assert str(caught.value) == 'food.txt:3: no relation; write "word, word" or "word => word, word"'


def test_strengths() -> None:
    """Each relation has a strength below a word's own, and a looser one is weaker."""
    assert set(STRENGTHS) == set(Relation)
    assert all(0 < strength < 1 for strength in STRENGTHS.values())
    assert STRENGTHS[SYNONYM] > STRENGTHS[NARROWER] > STRENGTHS[BROADER] >= STRENGTHS[RELATED]


@pytest.mark.parametrize(
    ("code", "word", "other", "relation"),
    [
        ("sv", "börja", "starta", SYNONYM),
        ("sv", "möbel", "stol", NARROWER),
        ("sv", "stol", "möbel", BROADER),
        ("sv", "instrument", "gitarr", NARROWER),
        ("en", "furniture", "chair", NARROWER),
    ],
)
def test_what_ships_has_relations(code: str, word: str, other: str, relation: Relation) -> None:
    """The files of every folder are read, each as what it is."""
    assert links(lexicon(code), word)[other] is relation


def test_a_language_without_a_lexicon() -> None:
    """A language for which none has been written has no relations."""
    assert links(lexicon("tlh"), "möbel") == {}


@pytest.mark.parametrize(("word", "other"), [("advantage", "fördel"), ("dog", "hund"), ("honey", "honung")])
def test_translations_go_both_ways(word: str, other: str) -> None:
    """What translates to a word is what it translates to."""
    assert other in translations("en", "sv")[word]
    assert word in translations("sv", "en")[other]


def test_translations_are_many_to_many() -> None:
    """Each direction is the other one turned round."""
    there = {(word, other) for word, others in translations("en", "sv").items() for other in others}
    back = {(other, word) for word, others in translations("sv", "en").items() for other in others}
    assert there == back


@pytest.mark.parametrize(("source", "target"), [("sv", "sv"), ("en", "en"), ("de", "sv"), ("en", "tlh")])
def test_no_other_translations(source: str, target: str) -> None:
    """There is one list, of two languages."""
    assert translations(source, target) == {}


FOLDER = resources.files("index") / "lexicon"


def lines(code: str, relation: str) -> list[tuple[str, str, list[str]]]:
    """Return of each line of the files of a relation where it stands, what is before an arrow, and the group."""
    found = []
    for file in (FOLDER / code / relation).iterdir():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            text = line.partition("#")[0].strip()
            left, arrow, right = text.partition("=>")
            if text:
                group = [word.strip() for word in (right if arrow else left).split(",")]
                found.append((f"{relation}/{file.name}:{number}", left.strip() if arrow else "", group))
    return found


def alone(code: str) -> list[str]:
    """Return the words that need no relation."""
    return (FOLDER / code / "alone.txt").read_text(encoding="utf-8").splitlines()


def pairs() -> list[tuple[str, list[str]]]:
    """Return each line of the list of translations."""
    rows = (line.split(" => ") for line in (FOLDER / "en-sv.txt").read_text(encoding="utf-8").splitlines())
    return [(left, right.split(", ")) for left, right in rows]


def related_words(code: str) -> set[str]:
    """Return every word that stands in a relation."""
    every = (line for relation in ("synonyms", "kinds", "related") for line in lines(code, relation))
    return {word for _, left, group in every for word in (left, *group) if word}


def can_be_met(word: str, code: str) -> bool:
    """Tell whether a word, or a phrase, is found under any term.

    A function word has none, but what is inflected of its namesake has: "domen" of "dom", "våren" of "vår".
    """
    if any(found.terms for found in analyse(word, code)):
        return True
    known = language(code)
    inflected = (word + ending for ending in known.endings if " " not in word)
    return any(
        is_known(form, code) and form not in known.function_words and word in bases(form, code) for form in inflected
    )


@pytest.mark.parametrize("relation", ["synonyms", "kinds", "related"])
@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_the_form_of_what_ships(code: str, relation: str) -> None:
    """No group has a word twice or is of one alone; synonyms have no arrow, kinds do, and related words may have."""
    for place, left, group in lines(code, relation):
        every = [left, *group] if left else group
        assert len(set(every)) == len(every) > 1, place
        assert "" not in every, place
        assert relation == "related" or (left == "") is (relation == "synonyms"), place


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_no_line_ships_twice(code: str) -> None:
    """A word before an arrow stands in one line of its relation, and no two groups without one are the same."""
    for relation in ("kinds", "related", "synonyms"):
        counts = Counter(left or frozenset(group) for _, left, group in lines(code, relation))
        assert [key for key, count in counts.items() if count > 1] == [], relation


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_synonyms_are_few(code: str) -> None:
    """A group of more than eight words holds some that do not stand for each other."""
    assert [place for place, _, group in lines(code, "synonyms") if len(group) > 8] == []


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_what_ships_is_in_lower_case(code: str) -> None:
    """Words are looked up in lower case."""
    every = {*related_words(code), *alone(code)}
    every |= {word for left, group in pairs() for word in ([left] if code == "en" else group)}
    assert sorted(word for word in every if word != word.casefold()) == []


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_no_kind_is_of_itself(code: str) -> None:
    """What is a kind of what goes in no circles; an error here names the circle."""
    narrower = defaultdict(set)
    for _, left, group in lines(code, "kinds"):
        narrower[left].update(group)
    assert {*TopologicalSorter(narrower).static_order()} >= set(narrower)


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_every_word_can_be_met(code: str) -> None:
    """A word that is analysed to no term would stand in its group for nothing."""
    words = related_words(code) | {word for left, group in pairs() for word in ([left] if code == "en" else group)}
    assert sorted(word for word in words if not can_be_met(word, code)) == []


def test_the_list_of_translations() -> None:
    """There are at least 6,000 pairs, each once, and each word has one line."""
    rows = pairs()
    assert sum(len(group) for _, group in rows) >= 6000
    assert len({left for left, _ in rows}) == len(rows)
    assert [left for left, group in rows if len(set(group)) < len(group) or "" in group] == []


@pytest.mark.parametrize("code", WRITTEN_FOR)
def test_words_that_stand_alone(code: str) -> None:
    """Each is one word, and listed once."""
    words = alone(code)
    assert len(set(words)) == len(words)
    assert all(len(word.split()) == 1 for word in words)


def commonest(code: str, count: int) -> list[str]:
    """Return the commonest content lemmas of a language.

    The words of wordfreq's list, the commonest first, that are of two letters at least, nothing but letters, and no
    function words; each counts as its likeliest base form in lower case, once, unless that is a function word.
    """
    functions = language(code).function_words
    words = (word for word in sorted(common_words(code), key=lambda word: -zipf(word, code)) if word.isalpha())
    lemmas = (bases(word, code)[0].casefold() for word in words if len(word) > 1 and word not in functions)
    return list(dict.fromkeys(lemma for lemma in lemmas if lemma not in functions))[:count]


@pytest.mark.parametrize(("code", "count"), [("sv", 5000), ("en", 3000)])
def test_coverage(code: str, count: int) -> None:
    """Of the commonest content lemmas nine in ten stand in a relation, or in the list of those that need none."""
    lemmas = commonest(code, count)
    assert len(lemmas) == count
    missing = set(lemmas) - related_words(code) - set(alone(code))
    assert len(missing) <= count / 10
