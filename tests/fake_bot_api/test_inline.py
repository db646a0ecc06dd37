"""Inline and guest queries through python-telegram-bot's client: what is asked, answered, sent and refused."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    SentGuestMessage,
    WebAppInfo,
)
from telegram.error import BadRequest, Forbidden

from fake_bot_api import Answer, Entity, FakeBotApi, Modes, ResultsButton

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"
UNREADABLE = "can't parse inline query result: Can't parse entities"
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("Mer", callback_data="r7e:1")]])


def article(result_id: str = "1", text: str = "<b>Svar</b>", **details: Any) -> InlineQueryResultArticle:  # noqa: ANN401
    """Write an article in short."""
    return InlineQueryResultArticle(
        result_id, details.pop("title", "Fråga"), InputTextMessageContent(text, parse_mode="HTML"), **details
    )


async def last_update(bot: Bot) -> Any:  # noqa: ANN401 - whichever field the test looks at
    """Fetch the latest update."""
    return (await bot.get_updates(offset=-1))[0]


def test_an_inline_query_and_its_answer(api: FakeBotApi, ask: Ask) -> None:
    """The bot learns who typed what and in which kind of chat; the reader gets results, offset and button."""
    maja = api.user("Maja", language="sv")
    asked = api.type_inline(maja, "fördelar", "50", chat_type="private")

    async def deeds(bot: Bot) -> None:
        query = (await last_update(bot)).inline_query
        assert (query.query, query.offset, query.chat_type) == ("fördelar", "50", "private")
        assert (query.from_user.id, query.from_user.language_code) == (maja.id, "sv")
        button = InlineQueryResultsButton("Öppna", start_parameter="r7e-1_2")
        details: dict[str, Any] = {"url": "https://a.se", "description": "Kort", "reply_markup": MORE}
        results = [article("å" * 32, **details), article("2", "x", title="Andra")]
        await query.answer(results, cache_time=30, is_personal=True, next_offset="n" * 64, button=button)
        with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
            await query.answer([])

    ask(deeds)
    answer = asked.answer()
    assert (answer.next_offset, answer.cache_time, answer.is_personal) == ("n" * 64, 30, True)
    assert answer.button == ResultsButton("Öppna", start_parameter="r7e-1_2")
    assert answer.titles == ("Fråga", "Andra")
    first = answer.results[0]
    assert (first.text, first.html, first.description, first.url) == ("Svar", "<b>Svar</b>", "Kort", "https://a.se")
    assert first.entities == (Entity(type="bold", offset=0, length=4),)
    assert (first.labels, first.id) == ((("Mer",),), "å" * 32)


def test_an_answer_of_nothing(api: FakeBotApi, ask: Ask) -> None:
    """No results, and Telegram's own values for what is not said."""
    asked = api.type_inline(api.user("Maja"), "")
    ask(lambda bot: bot.answer_inline_query(asked.query_id, []))
    answer = asked.answer()
    assert (answer.results, answer.next_offset, answer.button) == ((), "", None)
    assert (answer.cache_time, answer.is_personal) == (300, False)


def test_fifty_results_are_allowed(api: FakeBotApi, ask: Ask) -> None:
    """The limit itself, and a button that opens a web app."""
    asked = api.type_inline(api.user("Maja"), "a")
    button = InlineQueryResultsButton("App", web_app=WebAppInfo("https://a.se"))
    results = [article(str(n)) for n in range(50)]
    ask(lambda bot: bot.answer_inline_query(asked.query_id, results, button=button))
    assert len(asked.answer().results) == 50
    assert asked.answer().button == ResultsButton("App", web_app="https://a.se")


def button(**action: str) -> InlineQueryResultsButton:
    """Write the button above results in short."""
    return InlineQueryResultsButton("Öppna", **action)  # type: ignore[arg-type]  # some are wrong on purpose


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "too many inline query results specified"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article("å" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [article(text="")]},
            "can't parse inline query result: Input message content is not specified",
        ),
        ({"results": [article(text="<b> </b>")]}, "message text is empty"),
        ({"results": [article(text="😀" * 2049)]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [article(text="å<x>")]},
            f'{UNREADABLE}: Unsupported start tag "x" at byte offset 2',
        ),
        (
            {"results": [article(text="<blockquote>a<blockquote>b</blockquote></blockquote>")]},
            f'{UNREADABLE}: Tag "blockquote" can\'t stand inside "blockquote" at byte offset 13',
        ),
        (
            {
                "results": [
                    article(reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="å" * 33)]]))
                ]
            },
            "BUTTON_DATA_INVALID",
        ),
        (
            {
                "results": [
                    article(
                        reply_markup=InlineKeyboardMarkup(
                            [[InlineKeyboardButton("a", web_app=WebAppInfo("https://a.se"))]]
                        )
                    )
                ]
            },
            "BUTTON_TYPE_INVALID",
        ),
        ({"results": [], "next_offset": "å" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": button(start_parameter="")}, "START_PARAM_EMPTY"),
        ({"results": [], "button": button(start_parameter="a" * 65)}, "START_PARAM_INVALID"),
        ({"results": [], "button": button(start_parameter="å")}, "START_PARAM_INVALID"),
        (
            {"results": [], "button": button()},
            "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
        ),
    ],
)
def test_refused_answers(api: FakeBotApi, ask: Ask, answer: dict[str, Any], error: str) -> None:
    """What Telegram refuses in an answer is refused, and the query can still be answered."""
    asked = api.type_inline(api.user("Maja"), "a")
    with pytest.raises(BadRequest) as caught:
        ask(lambda bot: bot.answer_inline_query(asked.query_id, **answer))
    assert caught.value.message.lower() == error.lower()
    assert ask(lambda bot: bot.answer_inline_query(asked.query_id, [article()])) is True


def test_other_results_than_articles(api: FakeBotApi, ask: Ask) -> None:
    """A type that the fake does not know is refused as Telegram refuses one that it does not know."""
    asked = api.type_inline(api.user("Maja"), "a")
    odd = article()
    with odd._unfrozen():  # noqa: SLF001 - the library makes no such result
        odd.type = "hologram"
    with pytest.raises(BadRequest, match='type "hologram" is unsupported for the inline query result'):
        ask(lambda bot: bot.answer_inline_query(asked.query_id, [odd]))


def test_queries_that_are_too_old(api: FakeBotApi, ask: Ask) -> None:
    """An answer that comes too late is refused, to an inline query and to a guest query."""
    late = api.type_inline(api.user("Maja"), "a", expired=True)
    later = api.type_inline(api.user("Maja"), "b")
    api.chat("supergroup", joined=False).say("@interview_bot vad?")
    api.expire_queries()

    async def deeds(bot: Bot) -> None:
        guest = (await last_update(bot)).guest_message
        for deed in (
            bot.answer_inline_query(late.query_id, []),
            bot.answer_inline_query(later.query_id, []),
            guest.answer_guest_query(article()),
        ):
            with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
                await deed

    ask(deeds)
    with pytest.raises(AssertionError, match="the inline query was not answered"):
        late.answer(timeout=0.01)


def test_queries_that_are_never_sent(api: FakeBotApi) -> None:
    """Clients send at most 256 characters, and nothing to a bot without inline mode."""
    with pytest.raises(ValueError, match="at most 256 characters, not 257"):
        api.type_inline(api.user("Maja"), "a" * 257)
    api.modes = Modes(inline=False)
    with pytest.raises(AssertionError, match="inline mode is off"):
        api.inline(api.user("Maja"), "a")
    assert api.unconfirmed == ()


def test_a_chosen_result(api: FakeBotApi, ask: Ask) -> None:
    """The message is the reader's, by way of the bot; its buttons name it by a name that the bot may edit it by."""
    api.modes = Modes(inline_feedback=True)
    maja = api.user("Maja")
    elsewhere = api.chat("supergroup", joined=False)
    asked = api.type_inline(maja, "fördelar")
    ask(lambda bot: bot.answer_inline_query(asked.query_id, [article(reply_markup=MORE)]))
    message = api.choose(asked.answer().results[0], elsewhere)
    assert (message.text, message.sender, message.labels) == ("Svar", maja, (("Mer",),))
    assert message.content["via_bot"]["username"] == "interview_bot"  # type: ignore[index]  # an object of the Bot API
    press = elsewhere.press("Mer")

    async def deeds(bot: Bot) -> None:
        _, chosen, pressed = await bot.get_updates()
        result, query = chosen.chosen_inline_result, pressed.callback_query
        assert result
        assert query
        assert (result.result_id, result.query, result.from_user.id) == ("1", "fördelar", maja.id)
        assert (query.message, query.data, query.from_user.id) == (None, "r7e:1", elsewhere.reader.id)
        assert query.inline_message_id == result.inline_message_id == message.inline_id
        await query.answer("Här")
        assert await query.edit_message_text("<i>Hela</i>", parse_mode="HTML", reply_markup=MORE) is True
        assert await query.edit_message_reply_markup(None) is True
        with pytest.raises(BadRequest, match="exactly the same"):
            await query.edit_message_text("<i>Hela</i>", parse_mode="HTML")
        with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
            await bot.edit_message_text("x", elsewhere.id, message.message_id)
        elsewhere.delete(message)
        with pytest.raises(BadRequest, match=r"(?i)^message_id_invalid$"):
            await query.edit_message_text("x")

    ask(deeds)
    assert press.answer() == Answer("Här")
    whole, bare = elsewhere.expect(2)
    assert (whole.text, whole.labels, whole.edited) == ("Hela", (("Mer",),), True)
    assert (bare.text, bare.labels, bare.sender) == ("Hela", (), maja)


def test_a_chosen_result_without_buttons(api: FakeBotApi, ask: Ask) -> None:
    """The bot gets no name for it; in its own chats it sees the message, with itself as the way it came."""
    api.modes = Modes(inline_feedback=True)
    group = api.chat("supergroup")
    asked = api.type_inline(group.reader, "a")
    ask(lambda bot: bot.answer_inline_query(asked.query_id, [article()]))
    message = api.choose(asked.answer().results[0], group)
    assert message.inline_id is None

    async def deeds(bot: Bot) -> None:
        _, seen, chosen = await bot.get_updates()
        assert chosen.chosen_inline_result
        assert chosen.chosen_inline_result.inline_message_id is None
        assert seen.message
        assert seen.message.via_bot == bot.bot
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("x", group.id, message.message_id)

    ask(deeds)


def test_without_feedback_nobody_tells_what_was_chosen(api: FakeBotApi, ask: Ask) -> None:
    """The bot learns of a chosen result only where its owner has asked for that."""
    asked = api.type_inline(api.user("Maja"), "a")
    ask(lambda bot: bot.answer_inline_query(asked.query_id, [article()]))
    before = api.unconfirmed
    api.choose(asked.answer().results[0], api.chat("private", joined=False))
    assert api.unconfirmed == before


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
def test_a_guest(api: FakeBotApi, ask: Ask, kind: Any) -> None:  # noqa: ANN401 - a kind of chat
    """Mentioned where it is no member, the bot gets that message alone, and answers it once."""
    chat = api.chat(kind, joined=False)
    said = chat.say("Leif nämnde det.")
    chat.say("@Interview_Bot vad då?", reply_to=said)
    assert len(api.unconfirmed) == 1

    async def deeds(bot: Bot) -> None:
        update = await last_update(bot)
        summons = update.guest_message
        assert (update.message, update.effective_message) == (None, summons)
        assert (summons.text, summons.chat.type) == ("@Interview_Bot vad då?", kind)
        assert summons.reply_to_message.text == "Leif nämnde det."
        assert summons.guest_query_id
        sent = await summons.answer_guest_query(article(reply_markup=MORE))
        assert isinstance(sent, SentGuestMessage)
        with pytest.raises(BadRequest, match=f"(?i){TOO_OLD}"):
            await summons.answer_guest_query(article())
        with pytest.raises((BadRequest, Forbidden), match=r"Chat not found|bot is not a member of the (super)?group"):
            await bot.send_message(chat.id, "x")
        await bot.edit_message_text("Hela", inline_message_id=sent.inline_message_id)

    ask(deeds)
    answer, edited = chat.expect(2)
    assert (answer.text, answer.labels, answer.sender) == ("Svar", (("Mer",),), api.bot)
    assert answer.content == {"guest_bot_caller_user": chat.reader.wire()}
    assert (edited.text, edited.message_id) == ("Hela", answer.message_id)


def test_a_guest_who_is_not_asked(api: FakeBotApi) -> None:
    """Nothing else that is said there reaches the bot, nor anything where guest mode is off."""
    chat = api.chat("supergroup", joined=False)
    said = chat.say("hej interview_bot, maja@interview_bot.se @interview_bots")
    chat.edit(said, "@interview_bot")
    chat.send("photo")
    api.modes = Modes(guests=False)
    chat.say("@interview_bot vad?")
    assert api.unconfirmed == ()


def test_a_refused_guest_answer(api: FakeBotApi, ask: Ask) -> None:
    """A guest's message is held to what holds for every other."""
    api.chat("group", joined=False).say("@interview_bot vad?")

    async def deeds(bot: Bot) -> None:
        summons = (await last_update(bot)).guest_message
        with pytest.raises(BadRequest, match=f"(?i)^{UNREADABLE}: unsupported"):
            await summons.answer_guest_query(article(text="<x>"))
        await summons.answer_guest_query(article())

    ask(deeds)
