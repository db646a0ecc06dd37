"""Tests of the reader of `Name: words` pages: pages beside this file, and what was read from them by hand."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from pathlib import Path
from string import ascii_lowercase

import pytest

from index.interview import Interview, Person, Role
from index.reading import Dropped, Reading, ReadingError, Remark
from index.reading.text import read

PAGES = Path(__file__).parent / "pages"
EVERY_PAGE = sorted(PAGES.glob("*.txt"))


def read_page(name: str) -> Reading:
    """Read one of the pages beside this file."""
    return read((PAGES / name).read_text(encoding="utf-8"))


def outline(interview: Interview) -> str:
    """Write the turns' roles as letters: i(ntroduction), q(uestion), a(nswer), o(utro)."""
    return "".join(turn.role[0] for turn in interview.turns)


def texts(interview: Interview, role: Role) -> list[str]:
    """Return the words of the turns of one role."""
    return [turn.text for turn in interview.turns if turn.role is role]


def assert_nothing_lost(text: str, reading: Reading) -> None:
    """Hold each line of `text` against the reading: it is there once, and the reading has no line besides."""
    interview = reading.interview
    dropped = {line.line: line.text for line in reading.dropped}
    speakers = {turn.speaker for turn in interview.turns}
    found = Counter(line for turn in interview.turns for line in turn.text.split("\n") if line)
    metadata = {f"{person.name}, {person.description}" for person in interview.people} | {interview.title}
    for number, line in enumerate(re.split(r"\r\n?|\n", text.removeprefix("\ufeff")), start=1):
        whole = line.strip()
        head, colon, rest = (part.strip() for part in whole.partition(":"))
        words = rest if colon and " ".join(head.split()) in speakers else whole
        if number in dropped:
            assert dropped[number] == whole
        elif words and found[words]:
            found[words] -= 1
        elif words and " ".join(whole.split()) not in metadata:
            assert interview.published, f"line {number} is lost: {whole}"
            assert str(interview.published.year) in whole, f"line {number} is lost: {whole}"
    assert not +found


def test_the_first_page() -> None:
    """The page that the project began with gives its title, date, people, turns and no debris."""
    reading = read_page("r7e-arkiv.txt")
    interview = reading.interview
    assert interview.id == "3-knep-for-att-fa-bra-samarbete"
    assert interview.title == "3 knep för att få bra samarbete"
    assert interview.published == dt.date(2018, 6, 13)
    assert interview.language == "sv"
    assert interview.interviewers == ("Frida",)
    assert interview.people == (Person("Leif", "Leif Sandberg", "förvaltningsledare för R7"),)
    assert outline(interview) == "iqaqaqaqaqao"
    assert texts(interview, Role.QUESTION) == [
        "Hej Leif! Berätta lite om R7e-arkiv",
        "Vilka fördelar ser du med att samarbeta om e-arkivet?",
        "Vilka är utmaningarna att vara flera i arbetet i e-arkivet?",
        "Nämn tre knep för att få till ett bra samarbete",
        "Hur ser framtiden ut för R7e-arkiv?",
    ]
    assert {turn.speaker for turn in interview.turns if turn.role is Role.ANSWER} == {"Leif"}
    assert texts(interview, Role.ANSWER)[3] == (
        "Att man är villig att dela med sig av lärdomar, att det finns en öppenhet för prioritering och att man "
        "träffas ofta i olika forum."
    )
    assert texts(interview, Role.OUTRO)[0].endswith("Vi ses på konferensen den 3 oktober!")


def test_the_first_page_says_what_fell_away_and_what_to_look_at() -> None:
    """Debris is listed line by line; the missing sentence break is pointed at, and the words stay as they were."""
    reading = read_page("r7e-arkiv.txt")
    assert reading.dropped == (
        Dropped(7, "/", "no words"),
        Dropped(8, "Postad av", "byline"),
        Dropped(9, "/", "no words"),
        Dropped(10, "Kommentarer0", "counter"),
    )
    (remark,) = reading.warnings
    assert remark.line == 12
    assert "e-arkivLeif" in remark.message
    assert not remark.doubt
    source = (PAGES / "r7e-arkiv.txt").read_text(encoding="utf-8").split("\n")
    assert texts(reading.interview, Role.INTRODUCTION) == [source[11].strip()]


def test_surnames_as_labels_long_answers_and_colons_in_prose() -> None:
    """A section's name, a byline and a date above the headline; colons within an answer begin no turn."""
    reading = read_page("kallbadhuset.txt")
    interview = reading.interview
    assert interview.title == "Bastun är bygdens bästa möte"
    assert interview.id == "bastun-ar-bygdens-basta-mote"
    assert interview.published == dt.date(2021, 3, 3)
    assert interview.language == "sv"
    assert interview.interviewers == ("Lindqvist",)
    assert interview.people == (Person("Öberg", "Gunnar Öberg"),)
    assert outline(interview) == "iqaqaqa"
    assert texts(interview, Role.ANSWER)[0] == (
        "Med en lapp på anslagstavlan. Jag skrev att jag tänkte såga lite virke på lördagen, och att kaffet var "
        "varmt.\n\n"
        "Klockan 10:30 stod det fyrtio personer på kajen. En av dem hade aldrig hållit i en hammare. Han sa: kom "
        "hit och visa mig hur man gör.\n\n"
        "Resultatet: ett golv på en eftermiddag."
    )
    assert [(line.text, line.why) for line in reading.dropped] == [
        ("Kultur", "stands above the headline"),
        ("Av Moa Lindqvist", "byline"),
        ("Dela på Facebook", "share button"),
        ("Foto: Lo Ek", "credit"),
        ("Kommentarer (12)", "below the interview"),
        ("Läs också: Så räddades biografen", "below the interview"),
    ]
    assert [(remark.line, remark.doubt) for remark in reading.warnings] == [(17, False)]


def test_two_people_answer() -> None:
    """Two name-and-role lines, a date that was changed, a line that was broken within a paragraph, and an outro."""
    reading = read_page("rooftop-bees.txt")
    interview = reading.interview
    assert interview.title == "Bees above the bus station"
    assert interview.published == dt.date(2020, 9, 9)
    assert interview.language == "en"
    assert interview.interviewers == ("Hannah",)
    assert interview.people == (
        Person("Priya Nair", "Priya Nair", "beekeeper"),
        Person("Tom Whitlock", "Tom Whitlock", "head gardener at the Corn Exchange"),
    )
    assert outline(interview) == "iqaaqaaqao"
    assert texts(interview, Role.INTRODUCTION) == [
        "Two years ago the roof was gravel. Today there are eleven hives on it."
    ]
    assert texts(interview, Role.ANSWER)[-1] == (
        "It tastes of mint. We think it is the limes:\nthe first jar was gone within the hour."
    )
    assert texts(interview, Role.OUTRO) == [
        "Thank you. I shall take the bus home with my eyes on the roof.",
    ]
    assert [line.line for line in reading.dropped] == [2, 3, 29, 30, 31]
    assert reading.warnings == ()


def test_no_title_and_no_date() -> None:
    """Whoever answers stands in for the title, and a remark says so; a rhetorical question makes no interviewer."""
    reading = read_page("lighthouse.txt")
    interview = reading.interview
    assert interview.title == "Ines Okafor"
    assert interview.id == "ines-okafor"
    assert interview.published is None
    assert interview.interviewers == ("Interviewer",)
    assert interview.people == (Person("Ines", "Ines Okafor"),)
    assert outline(interview) == "iqaqa"
    assert texts(interview, Role.ANSWER)[0].endswith("ever since.\nThere are a hundred and nineteen.")
    assert [(remark.line, remark.doubt) for remark in reading.warnings] == [(1, False)]


def test_two_people_ask() -> None:
    """Several may ask, and somebody who asks twice in a row asks two questions."""
    interview = read_page("lagningskafe.txt").interview
    assert interview.title == "Lagningskaféet där ingenting slängs"
    assert interview.id == "lagningskafeet-dar-ingenting-slangs"
    assert interview.published == dt.date(2022, 11, 5)
    assert interview.interviewers == ("Elin Strand", "Jonas Falk")
    assert interview.people == (Person("Samira", "Samira Haddad", "grundare av Lagat är bäst"),)
    assert outline(interview) == "iqaqaqqao"


def test_speakers_who_come_once_are_known_from_the_lead() -> None:
    """One question and one answer are an interview, where the lead names both."""
    interview = read_page("one-question.txt").interview
    assert interview.title == "A word with the clockmaker"
    assert interview.published == dt.date(2021, 2, 14)
    assert interview.interviewers == ("Lucas",)
    assert interview.people == (Person("Lucas", "Lucas Pohl"), Person("Wren", "Wren Abara"))
    assert outline(interview) == "iqa"


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_nothing_is_lost_from_a_page(page: Path) -> None:
    """Each line of a page is in a turn, in the metadata or listed as dropped."""
    text = page.read_text(encoding="utf-8")
    assert_nothing_lost(text, read(text))


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_the_system_that_wrote_a_page_does_not_matter(page: Path) -> None:
    """A byte-order mark and any line ends give the same reading."""
    text = page.read_text(encoding="utf-8")
    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)
    assert read(text.replace("\n", "\r")) == read(text)


def test_one_speaker_however_the_label_is_written() -> None:
    """White space before the colon, non-breaking spaces and decomposed letters make no other speaker."""
    text = "Åsa Ek: Hur då?\nBo : Så.\nÅsa\u00a0Ek\u00a0: När då?\nBo: Nu.\nA\u030asa Ek: Var då?\nBo\u00a0:\u00a0Här."
    interview = read(text).interview
    assert [turn.speaker for turn in interview.turns] == ["Åsa Ek", "Bo"] * 3
    assert texts(interview, Role.ANSWER) == ["Så.", "Nu.", "Här."]


def test_non_breaking_spaces_stay_within_a_turn() -> None:
    """What was said is kept to the letter."""
    interview = read("Eva: Hur långt?\nBo: 10\u00a0mil.\nEva: När?\nBo: I\u00a0morgon.").interview
    assert texts(interview, Role.ANSWER) == ["10\u00a0mil.", "I\u00a0morgon."]


def test_a_name_without_words_is_dropped() -> None:
    """It is no turn, and it is listed."""
    reading = read("Eva: Hur då?\nBo :\nEva: Säg?\nBo: Så.\nEva:\nBo: Här.")
    assert outline(reading.interview) == "qqaa"
    assert [(line.line, line.text) for line in reading.dropped] == [(2, "Bo :"), (5, "Eva:")]


def test_words_may_begin_on_the_line_below_the_name() -> None:
    """A name alone on its line speaks the lines that follow."""
    interview = read("Eva:\nHur då?\n\nBo:\n\nSå.\n\nEva:\nVar?\n\nBo:\nHär.").interview
    assert [turn.text for turn in interview.turns] == ["Hur då?", "Så.", "Var?", "Här."]


def test_where_nobody_asks_all_are_answers_in_doubt() -> None:
    """Whose words are whose stays right; that no interviewer was found is said."""
    reading = read("Eva: Det regnar.\nBo: Ja.\nEva: Det slutar väl.\nBo: Nog.")
    assert outline(reading.interview) == "aaaa"
    assert reading.interview.interviewers == ()
    assert [remark.line for remark in reading.warnings if remark.doubt] == [1]


def test_where_all_ask_whoever_asks_most_is_taken() -> None:
    """Somebody has to answer."""
    reading = read("\nEva: Regnar det?\nBo: Gör det?\nEva: Slutar det?\nBo: Kanske. Vad tror du?\nBo: Nej.")
    assert reading.interview.interviewers == ("Eva",)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Eva: Regnar det?\nResultatet: tre", True),
        ("Bo: Så här.\nEvva: Hur då?", True),
        ("Bo: Så här.\nResultatet: tre", False),
    ],
)
def test_a_speaker_may_have_been_missed(line: str, *, doubt: bool) -> None:
    """A name that comes once is pointed at, and in doubt where it asks or is given an answer's place."""
    reading = read(f"Rubrik: en till\n\nEva: Hur då?\nBo: Så.\n{line}\nEva: Var då?\nBo: Där.")
    assert [(remark.line, remark.doubt) for remark in reading.warnings] == [(6, doubt)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Av Frida Holm och Lo Ek", "byline"),
        ("13 juni 2018 | Text av Frida Holm", "byline"),
        ("By Hannah Cole, 3 May 2021", "byline"),
        ("Text och bild: Lo Ek", "credit"),
        ("Dela via e-post", "share button"),
        ("3 kommentarer", "counter"),
        ("Read more: The bees are back", "link"),
        ("© 2020", "copyright"),
        ("***", "no words"),
        ("Av det blev det ingenting", None),
        ("By noon it was gone.", None),
        ("Text är svårt", None),
        ("Dela med dig", None),
        ("Kommentarer är fria", None),
    ],
)
def test_debris_within_a_conversation(line: str, why: str | None) -> None:
    """Debris falls away wherever it stands, and a sentence that begins like it does not."""
    reading = read(f"Eva: Hur då?\nBo: Så.\n{line}\nEva: Var då?\nBo: Där.")
    assert [entry.why for entry in reading.dropped] == ([why] if why else [])
    assert texts(reading.interview, Role.ANSWER)[0] == ("Så." if why else f"Så.\n{line}")


def test_a_date_in_an_answer_is_part_of_it() -> None:
    """Only a line that says what its date is of is taken out of a conversation."""
    reading = read("Eva: När då?\nBo: Vi öppnade\n3 mars 2021\nEva: Och?\nBo: Klart.\n\nPublicerad: 5 maj 2022")
    assert texts(reading.interview, Role.ANSWER) == ["Vi öppnade\n3 mars 2021", "Klart."]
    assert reading.interview.published == dt.date(2022, 5, 5)


def test_a_missing_break_is_not_seen_in_brands_and_addresses() -> None:
    """Only a small letter within prose, followed by a capital, is pointed at."""
    reading = read(
        "Tips om arkivet\n\nEva: Har ni YouTube, eHälsa och macOS?\nBo: Se https://exempel.se/minaSidor.\n"
        "Eva: Och?\nBo: Det är slutNästa år börjar det."
    )
    assert reading.warnings == (Remark(6, '"slutNästa" seems to lack a break before its capital', doubt=False),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Receptet: ta två ägg och rör om.",
        "Mötet börjar 10:30.\nMötet slutar 11:30.",
        "Foto: Ada\nFoto: Bea",
        "Leif:\nFrida:\nLeif:\nFrida:",
    ],
)
def test_a_text_in_which_nobody_speaks_is_refused(text: str) -> None:
    """The refusal says what was missing and how it would look."""
    with pytest.raises(ReadingError, match=r'no words in it|no turns found.*"Leif: We have') as refusal:
        read(text)
    assert refusal.value.line is None


@pytest.mark.parametrize(
    "hard",
    [
        "Ada Berg " * 50_000,
        "x" * 1_000_000 + ": y",
        "A" * 1_000_000,
        "A" + "\u0300\u0316" * 100_000,
        "1 " * 200_000,
        "3 mars " * 100_000,
        "Av " * 200_000,
        "Slut." + " " * 500_000 + "!",
        "\n".join(f"{a}{b}{c} Ek: Ja?" for a in "ABCDEFGHIJ" for b in ascii_lowercase for c in ascii_lowercase),
    ],
    ids=lambda hard: hard[:10],
)
def test_the_time_grows_with_the_text_and_not_with_its_square(hard: str) -> None:
    """Endless lines, names, dates and white space are read within seconds, above a turn and within one."""
    start = time.process_time()
    assert read(f"{hard}\nEva: Hur då?\nBo: {hard}\nEva: Och?\nBo: Nej.\n{hard}").interview.turns
    assert time.process_time() - start < 10


def test_a_heading_that_is_in_no_turn_is_told_of() -> None:
    """What stands between two speakers and belongs to neither is dropped with a reason, not lost."""
    reading = read("Frida Holm: Jaså?\n# En rubrik om något\n**Hur började det?**\nFrida Holm: Jaså?")
    assert [(its.line, its.text) for its in reading.dropped] == [(2, "En rubrik om något")]
