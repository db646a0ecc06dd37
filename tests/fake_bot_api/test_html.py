"""Telegram's HTML against cases worked out by hand."""

import html as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_bot_api import Entity, MarkupError, parse


def entity(kind: str, offset: int, length: int, **details: str) -> Entity:
    """Write an entity in short."""
    return Entity(type=kind, offset=offset, length=length, **details)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("hej", "hej", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [entity("strikethrough", n, 1) for n in range(3)]),
        (
            '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
            "ab",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        ("<code>x &lt; y</code>", "x < y", [entity("code", 0, 5)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-sql">x</code></pre>', "x", [entity("pre", 0, 1, language="sql")]),
        ("<blockquote>a</blockquote>b", "ab", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="54">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="54")]),
        (
            '<a href="https://a.se/?b=1&amp;c=2#:~:text=%C3%A5">å</a>',
            "å",
            [entity("text_link", 0, 1, url="https://a.se/?b=1&c=2#:~:text=%C3%A5")],
        ),
        (
            "<blockquote>å <b>b <i>c</i></b></blockquote> d",
            "å b c d",
            [entity("blockquote", 0, 5), entity("bold", 2, 3), entity("italic", 4, 1)],
        ),
        ("😀<b>👩‍👧</b>x<i>y</i>", "😀👩‍👧xy", [entity("bold", 2, 5), entity("italic", 8, 1)]),
        ("שלום <b>עולם</b> 🕊 <i>שוב</i>", "שלום עולם 🕊 שוב", [entity("bold", 5, 4), entity("italic", 13, 3)]),
        ("&lt;b&gt; &amp;amp; &quot;&#229;&#x1F600;", '<b> &amp; "å😀', []),
        (" \n <b> a </b> \n", "a", [entity("bold", 0, 1)]),
        ("a<b></b> <i> </i>", "a", []),
        ("a\r\n\tb\x00c", "a\n b c", []),
        ("\u202aab\u202c a\u030a", "ab a", []),
    ],
)
def test_text_and_entities(source: str, text: str, entities: list[Entity]) -> None:
    """What each tag and each reference becomes, with offsets in UTF-16."""
    formatted = parse(source)
    assert formatted.text == text
    assert list(formatted.entities) == entities


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b" at byte offset 4'),
        ("å</b>", "Unexpected end tag at byte offset 2"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("å😀<h1>a</h1>", 'Unescaped "<" or a malformed tag or character reference at byte offset 6'),
        ("å<div>a</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("1 < 2", 'Unescaped "<" or a malformed tag or character reference at byte offset 2'),
        ("2 > 1", 'Unescaped ">" or a malformed tag or character reference at byte offset 2'),
        ("R&D", 'Unescaped "&" or a malformed tag or character reference at byte offset 1'),
        ("&nbsp;", 'Unescaped "&" or a malformed tag or character reference at byte offset 0'),
        ("&apos;", 'Unescaped "&" or a malformed tag or character reference at byte offset 0'),
        ("&lt", 'Unescaped "&" or a malformed tag or character reference at byte offset 0'),
        ("&#xD800;", 'No character is meant by "&#xD800;" at byte offset 0'),
        ("&#0;", 'No character is meant by "&#0;" at byte offset 0'),
        ("&#1114112;", 'No character is meant by "&#1114112;" at byte offset 0'),
        ("<b", 'Unescaped "<" or a malformed tag or character reference at byte offset 0'),
        ("<B>a</B>", 'Unescaped "<" or a malformed tag or character reference at byte offset 0'),
        ('<b class="x">a</b>', 'Wrong attributes of start tag "b" at byte offset 0'),
        ("<span>a</span>", 'Wrong attributes of start tag "span" at byte offset 0'),
        ("<a>a</a>", 'Wrong attributes of start tag "a" at byte offset 0'),
        ('<a href="/a">a</a>', 'Wrong attributes of start tag "a" at byte offset 0'),
        ('<a href="javascript:x">a</a>', 'Wrong attributes of start tag "a" at byte offset 0'),
        ('<a href="https://a.se/?b&c">a</a>', 'No character is meant by "&" at byte offset 0'),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', 'Wrong attributes of start tag "tg-emoji" at byte offset 0'),
        (
            "<blockquote>a<blockquote expandable>b</blockquote></blockquote>",
            'Tag "blockquote" can\'t stand inside "blockquote" at byte offset 13',
        ),
        ("<code><b>a</b></code>", 'Tag "b" can\'t stand inside "code" at byte offset 6'),
        ("<i><pre>a</pre></i>", 'Tag "pre" can\'t stand inside "i" at byte offset 3'),
        ("<b>a<i><strong>b</strong></i></b>", 'Tag "strong" can\'t stand inside "b" at byte offset 7'),
        ('<code class="language-c">a</code>', 'A language belongs to "code" right inside "pre" at byte offset 0'),
        (
            '<pre><code class="language-c">a</code>b</pre>',
            '"code" with a language must be all that its "pre" holds at byte offset 39',
        ),
        ("<b>a</b>" * 101, "More than 100 entities at byte offset 808"),
    ],
)
def test_refusals(source: str, error: str) -> None:
    """What is refused, where, and in which words."""
    with pytest.raises(MarkupError) as caught:
        parse(source)
    assert str(caught.value) == error


def test_a_hundred_entities_are_accepted() -> None:
    """The limit itself is allowed."""
    assert len(parse("<b>a</b>" * 100).entities) == 100


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    """Any text that is escaped is itself again, but for what Telegram cleans from every text."""
    removed = {"\r", "\u030a", "\u0333", "\u033f", *map(chr, range(0x2028, 0x202F))}
    cleaned = "".join(" " if c < " " and c != "\n" else c for c in text if c not in removed)
    formatted = parse(standard.escape(text, quote=False))
    assert formatted.text == cleaned.strip(" \n")
    assert formatted.entities == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), st.text('aå<>&"😀שׁ👩', min_size=1), st.text("aב😀")
        )
    )
)
def test_formatted_stretches_come_back(stretches: list[tuple[str, str, str]]) -> None:
    """Each formatted stretch covers exactly its words, whatever stands before it."""
    source = "".join(f"<{tag}>{standard.escape(inner, quote=False)}</{tag}>{outer}" for tag, inner, outer in stretches)
    formatted = parse(source)
    wide = formatted.text.encode("utf-16-le")
    covered = [
        wide[2 * found.offset : 2 * (found.offset + found.length)].decode("utf-16-le") for found in formatted.entities
    ]
    assert formatted.text == "".join(inner + outer for _, inner, outer in stretches)
    assert covered == [inner for _, inner, _ in stretches]


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "&amp;", "&", "<", "å", "😀", " "])))
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    """No other error than a refusal, and every entity lies within the text."""
    try:
        formatted = parse("".join(parts))
    except MarkupError:
        return
    end = len(formatted.text.encode("utf-16-le")) // 2
    assert all(0 <= found.offset < found.offset + found.length <= end for found in formatted.entities)
