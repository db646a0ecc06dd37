"""A dialogue with a real bot of python-telegram-bot's, and what the tester's side of it does alone."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, get_args

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from fake_bot_api import Entity, FakeBotApi
from fake_bot_api.media import MediaKind, example

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a text by itself and a button; say nothing to what ends in a full stop."""
    del context
    assert update.message
    assert update.message.text
    if not update.message.text.endswith("."):
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Större", callback_data="larger")]])
        await update.message.reply_text(update.message.text, reply_markup=markup, do_quote=True)


async def enlarge(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Write the message in capitals."""
    del context
    assert update.callback_query
    assert update.effective_message
    await update.callback_query.answer("Större")
    await update.callback_query.edit_message_text((update.effective_message.text or "").upper())


async def offer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Offer what was typed, in capitals, with a button."""
    del context
    assert update.inline_query
    await update.inline_query.answer([shouted(update.inline_query.query)])


async def visit(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer in capitals where the bot is a guest."""
    del context
    assert update.guest_message
    await update.guest_message.answer_guest_query(shouted(update.guest_message.text or ""))


def shouted(text: str) -> InlineQueryResultArticle:
    """Make a result of a text in capitals, with a button."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Svara", callback_data="answer")]])
    return InlineQueryResultArticle("1", text, InputTextMessageContent(text.upper()), markup)


async def fall_silent(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a press, and take the button away."""
    del context
    assert update.callback_query
    await update.callback_query.answer("Tack")
    await update.callback_query.edit_message_reply_markup(None)


async def poll_until(api: FakeBotApi, stop: threading.Event) -> None:
    """Run the echoing bot until it shall stop."""
    application = ApplicationBuilder().token(api.token).base_url(api.url).build()
    application.add_handlers(
        [
            MessageHandler(filters.UpdateType.GUEST_MESSAGE, visit),
            MessageHandler(filters.TEXT, echo),
            CallbackQueryHandler(fall_silent, pattern="^answer$"),
            CallbackQueryHandler(enlarge),
            InlineQueryHandler(offer),
        ]
    )
    async with application:
        assert application.updater
        await application.start()
        await application.updater.start_polling()
        await asyncio.to_thread(stop.wait)
        await application.updater.stop()
        await application.stop()


@pytest.fixture
def bot(api: FakeBotApi) -> Iterator[FakeBotApi]:
    """A fake with an echoing bot at its other end."""
    stop = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(poll_until(api, stop)))
    thread.start()
    api.await_poll(timeout=30)  # the library starts slowly where the machine is busy
    yield api
    stop.set()
    thread.join()


def test_a_dialogue(bot: FakeBotApi) -> None:
    """Say, hear, press, see: over the wire and back, with a network that was away in between."""
    chat, group = bot.chat(), bot.chat("supergroup")
    said = chat.say("hej")
    answer = chat.reply()
    assert (answer.text, answer.reply_to, answer.sender) == ("hej", said.message_id, bot.bot)
    with bot.unreachable():
        press = chat.press("Större", on=answer)
    assert press.answer().text == "Större"
    larger = chat.reply()
    assert (larger.text, larger.message_id, larger.edited, larger.labels) == ("HEJ", answer.message_id, True, ())
    group.say("Tyst.")
    group.quiet(marker=chat)
    group.quiet()
    bot.await_calls("sendMessage", 2)


def test_a_dialogue_where_the_bot_is_no_member(bot: FakeBotApi) -> None:
    """Type, choose, press, mention: by inline mode and as a guest, and by a link into the bot's own chat."""
    maja = bot.user("Maja")
    elsewhere = bot.chat("supergroup", joined=False)
    answer = bot.inline(maja, "hej")
    assert answer.titles == ("hej",)
    message = bot.choose(answer.results[0], elsewhere)
    assert (message.text, message.sender) == ("HEJ", maja)
    assert elsewhere.press("Svara", on=message).answer().text == "Tack"
    assert elsewhere.reply().labels == ()
    elsewhere.say("@interview_bot och du?")
    assert elsewhere.reply().text == "@INTERVIEW_BOT OCH DU?"
    assert bot.open_link("https://t.me/interview_bot?start=a", maja).reply().text == "/start a"


def test_a_bot_that_should_have_been_quiet(bot: FakeBotApi) -> None:
    """A message that nobody expected is shown."""
    chat = bot.chat()
    chat.say("hej")
    with pytest.raises(AssertionError, match=r"(?s)expected nothing.*'hej'.*Större"):
        chat.quiet(marker=bot.chat())


def test_replies_takes_all(bot: FakeBotApi) -> None:
    """All that came until the bot had caught up is taken, once."""
    chat = bot.chat()
    chat.say("ett")
    chat.say("två")
    bot.await_calls("sendMessage", 2)
    assert [message.text for message in chat.replies()] == ["ett", "två"]
    assert chat.replies() == ()


def test_waiting_in_vain(api: FakeBotApi, ask: Ask) -> None:
    """Every wait ends, and says what was expected and what came."""
    chat = api.chat()
    with pytest.raises(AssertionError, match="no message with buttons"):
        chat.press("x")
    with pytest.raises(AssertionError, match=r"(?s)expected 1 in chat .*got\nnothing\nit made no calls"):
        chat.reply(timeout=0.01)
    with pytest.raises(AssertionError, match="no poll within"):
        api.await_poll(timeout=0.01)
    with pytest.raises(AssertionError, match="expected 1 calls of getMe"):
        api.await_calls("getMe", timeout=0.01)
    ask(lambda bot: bot.send_message(chat.id, "ett"))
    with pytest.raises(AssertionError, match=r"(?s)expected 2 in chat .*'ett'.*its last calls:.*sendMessage.* ok"):
        chat.expect(2, timeout=0.01)
    press = chat.forge("x", on=chat.reply())
    with pytest.raises(AssertionError, match="the press was not answered"):
        press.answer(timeout=0.01)
    with pytest.raises(AssertionError, match=r"updates .* not confirmed"):
        chat.quiet(timeout=0.01)
    with pytest.raises(AssertionError, match="no button 'x' on"):
        chat.press("x", on=chat.messages[0])


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [("bot_command", 0, 6)]),
        ("/start@interview_bot r7e-1", [("bot_command", 0, 20)]),
        ("😀 @interview_bot vad?", [("mention", 3, 14)]),
        ("säg /ask @a_b /x", [("bot_command", 4, 4), ("mention", 9, 4), ("bot_command", 14, 2)]),
        ("och/eller maja@a.se 1/2 </b> /å", []),
    ],
)
def test_commands_and_mentions_are_found(api: FakeBotApi, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Telegram marks them in what people write, with offsets in UTF-16."""
    expected = tuple(Entity(type=kind, offset=offset, length=length) for kind, offset, length in entities)
    assert api.chat().say(text).entities == expected


def test_what_is_forwarded(api: FakeBotApi, ask: Ask) -> None:
    """Its words and its formatting are the same; who wrote it is told, beside who has forwarded it."""
    group, chat = api.chat("supergroup"), api.chat("private")
    robot = api.user("Robot", username="robot", is_bot=True)
    chat.forward(group.say("@robot hej", sender=robot))
    _, update = ask(lambda bot: bot.get_updates())
    assert (update.message.text, update.message.entities[0].type) == ("@robot hej", "mention")
    assert update.message.forward_origin.sender_user.username == "robot"
    assert update.message.from_user.id == chat.reader.id


def test_who_says_what_and_where(api: FakeBotApi, ask: Ask) -> None:
    """Sender, topic, reply and inline bot reach the bot as Telegram tells them."""
    group = api.chat("supergroup", title="Bokcirkel", language="en")
    topic = group.topic("Arkiv")
    robot = api.user("Robot", username="robot", is_bot=True)
    first = group.say("ett", sender=robot, thread=topic)
    group.say("två", reply_to=first, via=robot)
    one, two = ask(lambda bot: bot.get_updates())
    assert (one.message.from_user.is_bot, one.message.from_user.username) == (True, "robot")
    assert (one.message.message_thread_id, one.message.is_topic_message) == (topic, True)
    assert (one.message.chat.title, one.message.chat.type) == ("Bokcirkel", "supergroup")
    assert two.message.reply_to_message.text == "ett"
    assert (two.message.via_bot.username, two.message.from_user.language_code) == ("robot", "en")


def test_an_edit_and_presses(api: FakeBotApi, ask: Ask) -> None:
    """An edit is its own kind of update; a press may come from anybody, be forged, or be too late."""
    chat = api.chat()
    maja = api.user("Maja")
    chat.edit(chat.say("hje"), "hej")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    ask(lambda bot: bot.send_message(chat.id, "?", reply_markup=markup))
    chat.press("a", sender=maja, expired=True)
    chat.forge("§")
    _, edit, late, forged = ask(lambda bot: bot.get_updates())
    assert (edit.edited_message.text, edit.edited_message.edit_date is None) == ("hej", False)
    assert (late.callback_query.from_user.id, late.callback_query.data) == (maja.id, "a")
    assert forged.callback_query.data == "§"
    assert ask(lambda bot: bot.answer_callback_query(forged.callback_query.id)) is True
    with pytest.raises(Exception, match="Query is too old"):
        ask(lambda bot: bot.answer_callback_query(late.callback_query.id))


@pytest.mark.parametrize("kind", get_args(MediaKind))
def test_media(api: FakeBotApi, ask: Ask, kind: MediaKind) -> None:
    """Every kind of media is such that the library reads it."""
    api.chat().send(kind, caption="se /hit")
    (update,) = ask(lambda bot: bot.get_updates())
    assert update.message[kind]
    assert update.message.parse_caption_entities() == {update.message.caption_entities[0]: "/hit"}


def test_media_that_there_is_not() -> None:
    """An unknown kind is refused, and the known ones named."""
    with pytest.raises(ValueError, match="no example of 'hologram'; there are photo, voice"):
        example("hologram")  # type: ignore[arg-type]  # that is the point


def test_message_ids(api: FakeBotApi) -> None:
    """Supergroups number their messages apart, all other chats together."""
    chats = [api.chat(), api.chat("group"), api.chat("supergroup"), api.chat("supergroup")]
    assert [chat.say("hej").message_id for chat in chats] == [1, 2, 1, 1]
