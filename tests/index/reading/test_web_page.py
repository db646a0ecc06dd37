"""Tests of web pages: which words are the text, how they look, and what becomes of the others."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from lxml import html

from index.reading import ReadingError
from index.reading.encoding import decode
from index.reading.markup import blocks, parse
from index.reading.web_page import Page, read_page

WEB = Path(__file__).parent / "web"
NAMES = sorted(path.stem for path in WEB.glob("*.html"))


def page(name: str) -> Page:
    """Read one of the pages beside this file."""
    return read_page(decode((WEB / f"{name}.html").read_bytes()))


def markdown(markup: str) -> list[str]:
    """Return the blocks of a piece of HTML as Markdown."""
    return [block.text for block in blocks(parse(markup))]


def words(text: str) -> list[str]:
    """Return the words of a text, in order of the alphabet."""
    return sorted(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost(name: str) -> None:
    """Every word that a page shows is in its text or among what was dropped, as often as on the page."""
    root = html.document_fromstring(decode((WEB / f"{name}.html").read_bytes()))
    for element in root.xpath("//script|//style|//head"):
        element.drop_tree()
    shown = " ".join(root.xpath("//text()"))
    read = page(name)
    told = " ".join(
        [re.sub(r"(?m)^\d+\. ", "", read.text), *(re.sub(r"^\d+\. ", "", one.text) for one in read.dropped)]
    )
    assert words(told) == words(shown)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (
            "wordpress",
            ["**Varför just surdeg?**\nFör att den lever.", "**Ångrar du något?**\n\nNej.", "### Vad händer nu?"],
        ),
        ("wordpress", ["# Bagaren som aldrig sover", "- Bageriet öppnade 1983.\n- Det bakar 400 limpor"]),
        ("drupal", ["**Dricker du kranvatten?**\n\nAlltid.", "**Vad drömmer du om?**\n\nOm ett nät", "är ny chef"]),
        ("drupal", ["### Vad gör ni när ett rör går av?\n\nVi stänger av"]),
        (
            "medium",
            ["**Eleanor Pryce:** Heirlooms. *Nobody* brings", "**Ada Marsh: Do you own a watch?**", "for thirty years"],
        ),
        ("hero", ["**Varför bytte du yrke?**\n\nJag ville", "berättar om varför hon bytte bana"]),
        ("transcript", ["**Sam Otis** (00:00:31):\n\nAnd who reads it?", "computer.\n\n**Sam Otis** (00:00:50):"]),
        ("old_fashioned", ["*Vad hände med torsken?*\nDen tog slut. Vi tog upp den, och ålen åt resten."]),
        ("old_fashioned", ["Fråga: Vad gör du nu?\n\nSvar: Lagar nät.", "*Skulle du göra om det?*\nJa."]),
        (
            "blocks",
            [
                "> Varför slutade du?\n\nJag ville",
                "**Vad kostar en tomat?**\nMer än du tror.",
                "1. **Hur blir det i vinter?**",
            ],
        ),
        (
            "blocks",
            [
                "**Vad odlar du helst?**\n\nGamla sorter",
                "**Finns det en framtid för små gårdar?**\n\nDet måste det göra.",
            ],
        ),
    ],
)
def test_questions_keep_what_marks_them(name: str, kept: list[str]) -> None:
    """Bold, italics, headings, quotations, terms and what folds out stand as Markdown above their answers."""
    text = page(name).text
    assert [part for part in kept if part not in text] == []


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("wordpress", {"- Twitter": "share button", "Vilken fin intervju! Tack!": "comment", "- Hem": "navigation"}),
        (
            "wordpress",
            {"Olle Granberg vid ugnen. Foto: Maja Ek": "caption", "Slaktaren som blev vegan": "beside the text"},
        ),
        ("drupal", {"Vi använder kakor": "notice about cookies", "**Jag godkänner**": "button"}),
        ("hero", {"Ålder: 43": "fact box", "är reporter på": "about the author", "Strejk": "beside the text"}),
        ("transcript", {"Thanks for reading!": "invitation to subscribe"}),
        ("medium", {"Lovely piece.": "comment", "Sign in": "outside the text of the page"}),
        ("blocks", {"Hur odlar man chili?": "link to other pages", "Din e-post": "form"}),
    ],
)
def test_what_stands_around_the_text_is_told(name: str, dropped: dict[str, str]) -> None:
    """With the reason why it is no part of the text."""
    found = page(name).dropped
    for words_, why in dropped.items():
        assert [one.why for one in found if words_ in one.text] == [why]


def test_lines_are_those_of_the_source() -> None:
    """Each line of the text knows where it stands in the file, as does what was dropped."""
    source = (WEB / "wordpress.html").read_text(encoding="utf-8").split("\n")
    read = page("wordpress")
    for line, number in zip(read.text.split("\n"), read.lines, strict=True):
        assert set(re.findall(r"\w+", line)) <= set(re.findall(r"\w+", " ".join(source[number - 1 : number + 2])))
    assert next(one.line for one in read.dropped if "köper alltid" in one.text) == 27


def test_metadata_is_what_the_page_says_of_itself() -> None:
    """Title, date, publication, address and language from JSON-LD, OpenGraph and the head, else nothing."""
    told = page("medium").metadata
    assert told.title == "The woman who mends clocks"
    assert told.published == dt.date(2022, 2, 14)
    assert told.publication == "The Slow Review"
    assert told.url == "https://review.example/the-woman-who-mends-clocks-1a2b"
    assert page("wordpress").metadata.language == "sv-SE"
    assert page("old_fashioned").metadata.published is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Hur <b>mår</b> du?</p>", ["Hur **mår** du?"]),
        ("<p><b>Hur mår </b><b>du?</b><br><br>Bra.</p>", ["**Hur mår du?**\n\nBra."]),
        ("<p><strong> Olle: </strong>Hej</p>", ["**Olle:** Hej"]),
        ("<p><b>Ja<br>nej</b></p>", ["**Ja**\n**nej**"]),
        ("<p><b><i>Varför?</i></b></p>", ["***Varför?***"]),
        ("<p><b>.</b> <i></i>Hej</p>", [". Hej"]),
        ("<h2>Hur <b>då</b>?</h2>", ["## Hur då?"]),
        ("<div>Ett<p>Två</p>tre</div>", ["Ett", "Två", "tre"]),
        ("<ul><li><p>Ett</p><p>Två</p></li><li>Tre</li></ul>", ["- Ett", "Två", "- Tre"]),
        ("<ol start=3><li>Ett<li>Två</ol>", ["3. Ett", "4. Två"]),
        ("<blockquote>Ett<br>två</blockquote>", ["> Ett\n> två"]),
        ('<p class="question">Hur <a>då</a>?</p><div class="faq-question"><p>Så.</p></div>', ["**Hur då?**", "Så."]),
        ("<pre>Frida: Hej\nOlle: Hej</pre>", ["Frida: Hej\nOlle: Hej"]),
        ("<p>a &lt;b&gt; &amp;amp; å&shy;ä 2 * 3 * 4 snake_case</p>", ["a <b> &amp; åä 2 * 3 * 4 snake_case"]),
        ("<p>H&#1;e&#x0B;j&#0; &#10;&#32;&#229;</p>", ["Hej å"]),
        ("<p>Hej<!-- inte --> du<script>nej()</script></p>", ["Hej du"]),
        ("<p>Hej</p><p> </p><p>&nbsp;</p>", ["Hej"]),
        ("<p>Ett\n  två\tre</p>", ["Ett två re"]),
        (
            "<table><tr><td>Namn:</td><td>Olle</td></tr><tr><td>Ort</td><td>Kalmar</td></tr></table>",
            ["Namn: Olle", "Ort", "Kalmar"],
        ),
    ],
)
def test_html_as_markdown(markup: str, expected: list[str]) -> None:
    """Each block is a paragraph, heading or item; white space and nested marks come out as they look."""
    assert markdown(f"<body>{markup}</body>") == expected


def test_a_page_of_two_lines_is_read() -> None:
    """Where there is too little for a main text to be found, all of it is the text."""
    assert read_page("<p>Hur mår du?</p><p>Bra.</p>").text == "Hur mår du?\n\nBra."


@pytest.mark.parametrize("markup", ["<html></html>", "<!-- -->", "<script>fill()</script>", "<p> </p>"])
def test_a_page_without_words_is_refused(markup: str) -> None:
    """As is one that scripts fill in."""
    with pytest.raises(ReadingError, match="a page without words"):
        read_page(markup)


def test_a_page_that_is_nested_too_deeply_is_refused() -> None:
    """Its words would be lost; a depth that pages have is read."""
    assert "hej" in read_page(f"<body>{'<div>' * 500}hej").text
    with pytest.raises(ReadingError, match="nested too deeply"):
        read_page(f"<body>{'<div>' * 100_000}hej")


def test_entities_of_a_pages_own_are_not_known() -> None:
    """Nothing grows and nothing is fetched."""
    bomb = '<!DOCTYPE html [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    text = read_page(f"{bomb}<p>Före &b; &c; efter, och mer att läsa om det.</p>").text
    assert "hahaha" not in text
    assert "root:" not in text
