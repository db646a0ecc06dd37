"""Tests of base forms, compound parts and derivations, against lists written from a dictionary's knowledge."""

from __future__ import annotations

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index.forms import Forms, bases, forms, is_known, parts


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("katten", "katt"), ("katterna", "katt"), ("husen", "hus"), ("barnens", "barn"), ("skolans", "skola"),
        ("skolor", "skola"), ("frågorna", "fråga"), ("människorna", "människa"), ("ögonen", "öga"),
        ("fördelar", "fördel"),
        ("fördelarna", "fördel"), ("stenar", "sten"), ("pengarna", "pengar"), ("grannar", "granne"),
        ("böckerna", "bok"), ("fötterna", "fot"), ("städer", "stad"), ("händerna", "hand"), ("mannen", "man"),
        ("männen", "man"), ("gick", "gå"), ("gått", "gå"), ("skrev", "skriva"), ("sprang", "springa"), ("såg", "se"),
        ("lade", "lägga"), ("arbetade", "arbeta"), ("bättre", "bra"), ("större", "stor"), ("äldst", "gammal"),
        ("dyrast", "dyr"), ("vackert", "vacker"),
    ],
)  # fmt: skip
def test_swedish_base_forms(word: str, base: str) -> None:
    """Definite, plural, genitive, past and compared forms, regular and irregular, have their base form."""
    assert base in bases(word, "sv")
    assert base in forms(word, "sv").bases


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("archives", "archive"), ("libraries", "library"), ("children", "child"), ("women", "woman"), ("feet", "foot"),
        ("mice", "mouse"), ("went", "go"), ("wrote", "write"), ("running", "run"), ("harvested", "harvest"),
        ("better", "good"), ("best", "good"), ("stories", "story"), ("iphones", "iphone"), ("moleskines", "moleskine"),
    ],
)  # fmt: skip
def test_english_base_forms(word: str, base: str) -> None:
    """English forms have theirs."""
    assert base in bases(word, "en")


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("centre", "center"), ("theatres", "theaters"), ("kilometres", "kilometers"), ("favourite", "favorite"),
        ("behaviours", "behaviors"), ("colourful", "colorful"), ("labour", "labor"), ("neighbours", "neighbors"),
        ("realised", "realized"), ("organising", "organizing"), ("organisation", "organization"),
        ("analyses", "analyzes"), ("travellers", "travelers"), ("cancelled", "canceled"), ("programmes", "programs"),
        ("catalogued", "cataloged"), ("dialogue", "dialog"), ("defence", "defense"), ("licences", "licenses"),
        ("fulfil", "fulfill"), ("enrolled", "enroll"), ("enrolment", "enrollment"), ("skilful", "skillful"),
        ("grey", "gray"), ("tyres", "tires"), ("cheque", "check"), ("aluminium", "aluminum"), ("maths", "math"),
        ("mum", "mom"), ("jewellery", "jewelry"), ("ploughed", "plowed"), ("pyjamas", "pajamas"),
        ("sceptical", "skeptical"), ("anaesthetic", "anesthetic"), ("metres", "meters"), ("storeys", "stories"),
    ],
)  # fmt: skip
def test_british_and_american_spellings(british: str, american: str) -> None:
    """One spelling is found under the other one's base form, whichever of them asks."""
    asked, written = forms(british, "en").bases, forms(american, "en").bases
    assert {asked[0], written[0]} & {*asked} & {*written}


@pytest.mark.parametrize(("word", "other"), [("check", "cheque"), ("story", "storey"), ("meter", "metre")])
def test_a_word_of_its_own_is_no_spelling(word: str, other: str) -> None:
    """What has a sense that the other spelling lacks keeps to its own base form."""
    assert other not in bases(word, "en")


def test_a_word_with_two_readings_has_both() -> None:
    """The dictionary reads "fördelar" as of "fördela" or of "fördel", and a reader may mean either."""
    assert set(bases("fördelar", "sv")) >= {"fördel", "fördela"}


@pytest.mark.parametrize("word", ["qwertyzx", "xylofonverkstaden", "åäö", "7"])
def test_an_unknown_word_is_its_own_base_form(word: str) -> None:
    """Nothing is known of it, so it is found as it is written."""
    assert not is_known(word, "sv")
    assert bases(word, "sv") == (word,)


@pytest.mark.parametrize(
    ("word", "made_of"),
    [
        ("förvaltningskostnaderna", ("förvaltning", "kostnad")),
        ("förvaltningskostnader", ("förvaltning", "kostnad")),
        ("journalhandlingar", ("journal", "handling")),
        ("befolkningsbas", ("befolkning", "bas")),
        ("landstingsarkivet", ("landsting", "arkiv")),
        ("informationssäkerhet", ("information", "säkerhet")),
        ("bibliotekskort", ("bibliotek", "kort")),
        ("medlemsavgift", ("medlem", "avgift")),
        ("järnvägsstation", ("järnväg", "station")),
        ("tidsplan", ("tid", "plan")),
        ("barnbok", ("barn", "bok")),
        ("kaffekopp", ("kaffe", "kopp")),
        ("sommarstuga", ("sommar", "stuga")),
        ("bokbuss", ("bok", "buss")),
        ("skolgård", ("skola", "gård")),
        ("flickskola", ("flicka", "skola")),
        ("pojkrum", ("pojke", "rum")),
        ("gatukontor", ("gata", "kontor")),
        ("veckodag", ("vecka", "dag")),
        ("kyrkogård", ("kyrka", "gård")),
        ("museichef", ("museum", "chef")),
        ("gymnasieskola", ("gymnasium", "skola")),
        ("nattåg", ("natt", "tåg")),
        ("tulllag", ("tull", "lag")),
    ],
)
def test_compounds(word: str, made_of: tuple[str, ...]) -> None:
    """A compound is made of its words in base form, whatever joins them: nothing, an s, a vowel, a lost letter."""
    assert forms(word, "sv").parts == made_of


@pytest.mark.parametrize(
    "word",
    [
        "människa", "kommun", "förening", "erfarenhet", "universitet", "problem", "sverige", "ansvar", "choklad",
        "politiker", "befolkning", "historia", "apelsin", "elefant", "kalender", "familj", "sommar", "fråga", "system",
        "granne", "fönster", "sekretess", "arkivarie", "kvalitet", "demokrati", "konferens", "region", "projekt",
        "leverantör", "ekonomi", "kontroll", "program", "adress", "papper", "vatten", "oktober", "trappa", "soffa",
        "gitarr", "violin", "kamera", "karta", "restaurang", "hotell", "bibliotek", "apotek", "bageri", "potatis",
        "banan", "tomat", "leopard", "krokodil", "kärlek", "sjukdom", "kommunikation", "organisation", "regering",
        "spindel",
    ],
)  # fmt: skip
def test_a_whole_word_is_not_split(word: str) -> None:
    """A common word that is no compound is made of nothing, whatever words stand inside it."""
    assert parts(word, "sv") == ()


@pytest.mark.parametrize(
    ("word", "origin"),
    [
        ("anslutning", "ansluta"), ("utbyte", "utbyta"), ("prioritering", "prioritera"), ("samarbete", "samarbeta"),
        ("vandring", "vandra"), ("byggnad", "bygga"), ("utveckling", "utveckla"), ("läsare", "läsa"),
        ("berättelse", "berätta"), ("lycklighet", "lycklig"), ("möjlighet", "möjlig"), ("kostnad", "kosta"),
        ("organisation", "organisera"), ("anslutningarna", "ansluta"),
    ],
)  # fmt: skip
def test_derivations(word: str, origin: str) -> None:
    """A noun leads to the verb or adjective that it is made from."""
    assert origin in forms(word, "sv").parts


@pytest.mark.parametrize(("word", "origin"), [("teacher", "teach"), ("kindness", "kind"), ("cooperation", "cooperate")])
def test_english_derivations(word: str, origin: str) -> None:
    """English nouns lead to theirs, and English words are not split."""
    assert forms(word, "en").parts == (origin,)
    assert parts(word, "en") == ()


def test_a_language_that_is_stemmed_only() -> None:
    """Of a language with a stemmer and no dictionary only the stem is known."""
    assert forms("etxeetan", "eu") == Forms(("etxeetan",), (), Stemmer.Stemmer("basque").stemWord("etxeetan"))


def test_a_language_of_which_nothing_is_known() -> None:
    """The word is its own base form and its own stem."""
    assert forms("förvaltningskostnaderna", "tlh") == Forms(("förvaltningskostnaderna",), (), "förvaltningskostnaderna")


def test_a_region_is_no_other_language() -> None:
    """A BCP 47 tag with a region has the forms of its language."""
    assert forms("katterna", "sv-FI") == forms("katterna", "sv")


@given(st.text(st.sampled_from("abdefgiklnorstvåäö"), min_size=1, max_size=18), st.sampled_from(["sv", "en", "tlh"]))
def test_any_word(word: str, code: str) -> None:
    """Any letters have a base form, each once; what they are made of is in base form, each once, and never empty."""
    its = forms(word, code)
    assert its.bases
    assert all((*its.bases, *its.parts, its.stem))
    assert len(set(its.bases)) == len(its.bases)
    assert forms(word, code) == its
