"""Replies as Telegram messages: what is meant is what Telegram shows."""

from __future__ import annotations

import unicodedata

from fake_bot_api import Formatted, parse, units
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reply import Beside, Button, Comparison, Deed, Kind, Quotation, Reply, Saying
from bot.telegram.rendering import FOLDED_FROM, LONGEST, rendered
from index.interview import Address

markup = st.text("<>&\"'/bi a=🙂é\u0301אב\n.", max_size=40) | st.text(max_size=40)
words = markup | st.text("<&ord. \n🙂", max_size=12000)
quotations = st.builds(
    Quotation,
    heading=markup,
    text=words,
    is_whole=st.booleans(),
    speaker=markup,
    title=markup,
    publication=markup,
    published=markup,
    position=markup,
    original=markup,
    url=st.none() | st.sampled_from(["https://example.org/?a=1&b=2#:~:text=%22x%22", 'https://example.org/"<x>']),
)
address = Address("r7e-arkiv", 2, 1, "0a1b2c")


def _reply(*parts: Saying | Quotation | Comparison, questions: tuple[Button, ...] = ()) -> Reply:
    return Reply(Kind.ANSWERED, parts, questions)


def _letters(text: str) -> str:
    return "".join(text.split())


@given(st.lists(st.builds(Saying, words) | quotations, min_size=1, max_size=3))
def test_every_word_arrives_and_fits(parts: list[Saying | Quotation]) -> None:
    """Parsed as Telegram parses it, the messages hold exactly the words of the reply, in order, none too long."""
    clean = [part for part in parts if _printable(part)]
    shown = [parse(outgoing.html) for outgoing in rendered(_reply(*clean))]
    assert all(units(message.text) <= LONGEST for message in shown)
    assert _letters("".join(message.text for message in shown)) == _letters("".join(map(_text, clean)))
    quoted = "".join(
        _slice(message.text, entity.offset, entity.length)
        for message in shown
        for entity in message.entities
        if entity.type in ("blockquote", "expandable_blockquote")
    )
    assert _letters(quoted) == _letters("".join(part.text for part in clean if isinstance(part, Quotation)))


def test_a_long_text_is_parted_between_paragraphs() -> None:
    """Where there is a paragraph's end in the second half of what fits, the text is parted there."""
    paragraph = "Ett stycke med ord. " * 30
    shown = [parse(outgoing.html).text for outgoing in rendered(_reply(Saying("\n\n".join([paragraph] * 20))))]
    assert len(shown) > 2
    assert all(text.startswith("Ett stycke") and text.endswith("ord.") for text in shown)


def test_a_word_without_end_is_parted_between_characters() -> None:
    """An emoji of two code units is never cut through."""
    shown = [parse(outgoing.html).text for outgoing in rendered(_reply(Saying("x" + "🙂" * 5000)))]
    assert "".join(shown) == "x" + "🙂" * 5000


def test_a_reply_that_is_parted_keeps_its_lines_apart() -> None:
    """The bot's words do not run into the interviewer's where a long quotation makes a message of its own."""
    quotation = Quotation("Vad?", "ord " * 2000, True, "", "T", "", "", "", "", None)  # noqa: FBT003  # is_whole
    first, *_ = rendered(_reply(Saying("Texten har ändrats."), quotation))
    assert first.html.startswith("Texten har ändrats.\n\n<i>Vad?</i>\n<blockquote expandable>ord")


def test_buttons_stand_below_the_last_message() -> None:
    """Each carries at most 64 bytes; a numbered one shows its number."""
    longest = Address("a" * 46, 99999, 999, "ffffff")
    buttons = (Button("Vad?", Deed.ASK, longest, 3), Button("Fler", Deed.QUESTIONS, address))
    *others, last = rendered(_reply(Saying("ord " * 2000), questions=buttons))
    assert others
    assert not any(outgoing.keyboard for outgoing in others)
    assert last.keyboard is not None
    (first,), (second,) = last.keyboard.inline_keyboard
    assert (first.text, second.text) == ("3. Vad?", "Fler")
    assert isinstance(first.callback_data, str)
    assert len(first.callback_data.encode()) == 64


pieces = st.builds(Beside, markup, markup, st.sampled_from(["", "said"]))


@given(st.lists(pieces, max_size=6))
def test_what_was_put_in_is_struck_out_and_what_is_true_is_bold(compared: list[Beside]) -> None:
    """Where the words are the same nothing is marked."""
    clean = [its for its in compared if _printable(Saying(its.quoted + its.true))]
    shown = [parse(outgoing.html) for outgoing in rendered(_reply(Saying("x"), Comparison(tuple(clean)), Saying("x")))]
    marked = {
        kind: "".join(
            _slice(message.text, entity.offset, entity.length)
            for message in shown
            for entity in message.entities
            if entity.type == kind
        )
        for kind in ("strikethrough", "bold")
    }
    assert _letters(marked["strikethrough"]) == _letters("".join(its.quoted for its in clean))
    assert _letters(marked["bold"]) == _letters("".join(its.true for its in clean if its.said))
    assert _letters("".join(message.text for message in shown)) == _letters(
        "".join(["x", *(its.quoted + its.true for its in clean), "x"])
    )


LETTERS = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters="\u030a\u0333\u033f" + "".join(map(chr, range(0x2028, 0x202F)))
)
ODD = st.sampled_from(
    [
        "<b>",
        "</i>",
        "&amp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "🙂",
        "👩‍👩‍👧",
        "e\u0301",
        "שלום",
        "مرحبا",
        "\n",
        "\n\n",
        " ",
        ". ",
    ]
)
RUNS = st.lists(ODD | LETTERS | st.sampled_from(["ord ", "hus, ", "långtord" * 30]), max_size=12).map("".join)
LONG_RUNS = st.builds(lambda run, times: run * times, RUNS, st.sampled_from([1, 1, 1, 40, 300]))


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[tuple[int, int], ...]:
    """Return up to three stretches of a text, in order, none over another."""
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def told(draw: st.DrawFn) -> Quotation:
    """Return a quotation with words in it that carry the answer."""
    text = draw(LONG_RUNS)
    link = st.none() | st.sampled_from(
        ["https://example.org/?a=1&b=2#:~:text=%22x%22", 'https://example.org/"<x>', "x"]
    )
    return Quotation(draw(RUNS), text, True, *(draw(RUNS) for _ in range(6)), draw(link), draw(spans(text)))  # noqa: FBT003


COMPARISONS = st.builds(Beside, RUNS, RUNS, st.sampled_from(["", "said"])).flatmap(
    lambda piece: st.builds(lambda times: Comparison((piece,) * times), st.sampled_from([1, 3, 120]))
)

Letter = tuple[str, frozenset[tuple[str, str | None]]]


def _meant(parts: list[Saying | Quotation | Comparison]) -> list[Letter]:
    """Return each letter that is to be seen, with the formats that it is to have: what the rendering is held to."""
    letters: list[Letter] = []

    def write(text: str, *formats: tuple[str, str | None]) -> None:
        letters.extend((letter, frozenset(formats)) for letter in text if not letter.isspace())

    for part in parts:
        if isinstance(part, Saying):
            write(part.text)
        elif isinstance(part, Comparison):
            for its in part.pieces:
                write(its.quoted, ("strikethrough", None))
                write(its.true, *([("bold", None)] if its.said else []))
        else:
            write(part.heading, ("italic", None))
            block = ("expandable_blockquote" if len(part.text) >= FOLDED_FROM else "blockquote", None)
            bold = {place for start, end in part.telling for place in range(start, end)}
            for place, letter in enumerate(part.text):
                write(letter, block, *([("bold", None)] if place in bold else []))
            write(f"— {part.speaker}" if part.speaker else "")
            write(part.title, *([("text_link", part.url)] if str(part.url).startswith("https://") else []))
            rest = (part.publication, part.published, part.position, part.original)
            write("".join(f" · {value}" for value in rest if value))
    return letters


def _seen(message: Formatted) -> list[Letter]:
    """Return each letter of a message with its formats, found by counting UTF-16 code units."""
    letters: list[Letter] = []
    at = 0
    for letter in message.text:
        its = {(e.type, e.url) for e in message.entities if e.offset <= at < e.offset + e.length}
        letters += [] if letter.isspace() else [(letter, frozenset(its))]
        at += len(letter.encode("utf-16-le")) // 2
    return letters


@given(st.lists(st.builds(Saying, LONG_RUNS) | told() | COMPARISONS, max_size=3))
def test_no_formatting_is_lost(parts: list[Saying | Quotation | Comparison]) -> None:
    """Every letter arrives with the formats that were meant, and no others; no message is more than Telegram takes."""
    whole = [Saying("x"), *parts, Saying("x")]
    shown = [parse(outgoing.html) for outgoing in rendered(_reply(*whole))]
    assert all(units(message.text) <= LONGEST for message in shown)
    assert [letter for message in shown for letter in _seen(message)] == _meant(whole)


@given(st.lists(st.builds(Saying, RUNS), min_size=1, max_size=3))
def test_what_fits_one_message_arrives_to_the_letter(parts: list[Saying]) -> None:
    """White space, too, and an empty line between the parts."""
    whole = "\n\n".join(["x", *(part.text for part in parts), "x"])
    assume(units(whole) <= LONGEST)
    (outgoing,) = rendered(_reply(Saying("x"), *parts, Saying("x")))
    assert parse(outgoing.html).text == whole


def test_more_than_a_hundred_entities_go_into_several_messages() -> None:
    """Sixty differences make a hundred and twenty: Telegram would drop the last twenty without a word."""
    compared = Comparison(tuple(Beside(f"fel{n}", f"rätt{n}", "said") for n in range(60)))
    shown = [parse(outgoing.html) for outgoing in rendered(_reply(compared))]
    assert [len(message.entities) for message in shown] == [100, 20]


def _text(part: Saying | Quotation) -> str:
    if isinstance(part, Saying):
        return part.text
    who = f"— {part.speaker}" if part.speaker else ""
    rest = "".join(f"·{value}" for value in (part.publication, part.published, part.position, part.original) if value)
    return f"{part.heading}{part.text}{who}{part.title}{rest}"


def _printable(part: Saying | Quotation) -> bool:
    """Leave out what Telegram drops: control characters, half characters and some combining marks."""
    return all((char.isprintable() or char.isspace()) and not unicodedata.combining(char) for char in _text(part))


def _slice(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")
