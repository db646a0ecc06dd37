"""A message as the outbox keeps it."""

from __future__ import annotations

from fake_bot_api import parse
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Kind, Quotation, Reply, Saying
from bot.telegram.part import Part
from bot.telegram.rendering import rendered

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    ["<b>", "&lt;", "a > b & c < d", '"&quot;"', "&amp;amp;", "<a href='x'>", "1<2>3"]
)
WHERE = st.none() | st.integers(1, 2**31)


PARTS = st.builds(
    Part,
    st.integers(-(2**52), 2**52),
    WORDS,
    st.none() | st.just({"inline_keyboard": [[{"text": "Nästa", "callback_data": "n_1"}]]}),
    WHERE,
    WHERE,
    st.booleans(),
)


@given(PARTS)
def test_what_is_kept_is_read_back(part: Part) -> None:
    """Whatever stands in it."""
    assert Part.loads(part.dumps()) == part


@given(WORDS, WORDS, WORDS)
def test_the_plain_words_are_those_that_telegram_would_show(heading: str, text: str, title: str) -> None:
    """Markup taken away, and nothing that only looks like it."""
    quotation = Quotation(heading, text, True, "Bo", title, "", "", "", "", "https://example.org/?a=1&b=<2>")  # noqa: FBT003  # a field
    for message in rendered(Reply(Kind.ANSWERED, (Saying(text), quotation))):
        shown, plain = parse(message.html).text, Part(1, message.html).plain
        assert plain.is_plain
        assert plain.text.strip() == shown.strip()
        assert plain.plain is plain
