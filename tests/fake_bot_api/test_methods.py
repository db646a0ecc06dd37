"""Each method through python-telegram-bot's client, and every refusal in Telegram's words."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, Forbidden

from fake_bot_api import Answer, Button, Chat, Entity, FakeBotApi, Modes, Presentation

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Write a keyboard in short."""
    return InlineKeyboardMarkup(rows)


def button(label: str, data: str) -> InlineKeyboardButton:
    """Write a callback button in short."""
    return InlineKeyboardButton(label, callback_data=data)


@pytest.fixture
def chat(api: FakeBotApi) -> Chat:
    """A private chat with a Swedish reader."""
    return api.chat("private", language="sv")


def test_get_me(api: FakeBotApi, ask: Ask) -> None:
    """The bot learns who it is, and what its owner has switched on."""
    me = ask(lambda bot: bot.get_me())
    assert (me.id, me.username, me.is_bot) == (api.bot.id, "interview_bot", True)
    assert (me.supports_inline_queries, me.supports_guest_queries) == (True, True)
    api.modes = Modes(inline=False, guests=False)
    me = ask(lambda bot: bot.get_me())
    assert (me.supports_inline_queries, me.supports_guest_queries) == (False, False)


def test_a_message_with_all_that_it_can_carry(ask: Ask, chat: Chat) -> None:
    """Text, entities, buttons, reply, preview and silence arrive, and the bot gets them back."""
    question = chat.say("Vilka fördelar finns?")
    sent = ask(
        lambda bot: bot.send_message(
            chat.id,
            " 😀 <b>Svar</b> &lt;1&gt; ",
            parse_mode="HTML",
            reply_markup=keyboard(
                [button("Hela", "r7e:1"), InlineKeyboardButton("Sidan", url="https://a.se/x")],
                [InlineKeyboardButton("Kopiera", copy_text=CopyTextButton("ord"))],
            ),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=ReplyParameters(question.message_id, quote="fördelar"),
            disable_notification=True,
        )
    )
    message = chat.reply()
    assert message.text == sent.text == "😀 Svar <1>"
    assert message.html == " 😀 <b>Svar</b> &lt;1&gt; "
    assert message.entities == (Entity(type="bold", offset=3, length=4),)
    assert message.part(message.entities[0]) == sent.parse_entity(sent.entities[0]) == "Svar"
    assert message.buttons == (
        (Button("Hela", "r7e:1"), Button("Sidan", "https://a.se/x", "url")),
        (Button("Kopiera", '{"text": "ord"}', "copy_text"),),
    )
    assert message.labels == (("Hela", "Sidan"), ("Kopiera",))
    assert message.reply_to == sent.reply_to_message.message_id == question.message_id
    assert (message.preview, message.silent, message.edited) == (False, True, False)
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "r7e:1"


def test_a_plain_message(ask: Ask, chat: Chat) -> None:
    """Without a parse mode nothing is markup, and the preview is on."""
    ask(lambda bot: bot.send_message(chat.id, "a < b & <b>"))
    message = chat.reply()
    assert (message.text, message.html, message.entities) == ("a < b & <b>", None, ())
    assert (message.preview, message.silent, message.reply_to, message.buttons) == (True, False, None, ())


def test_edits(ask: Ask, chat: Chat) -> None:
    """An edit of the text takes the keyboard away, an edit of the keyboard leaves the text."""

    async def deeds(bot: Bot) -> None:
        sent = await bot.send_message(chat.id, "kort", reply_markup=keyboard([button("Mer", "mer")]))
        await bot.edit_message_text("<i>lång</i>", chat.id, sent.message_id, parse_mode="HTML")
        await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=keyboard([button("Mindre", "m")]))

    ask(deeds)
    sent, longer, folded = chat.expect(3)
    assert (sent.text, sent.labels, sent.edited) == ("kort", (("Mer",),), False)
    assert (longer.text, longer.labels, longer.edited) == ("lång", (), True)
    assert (folded.text, folded.labels, folded.entities) == ("lång", (("Mindre",),), longer.entities)
    assert chat.messages == (folded,)


def test_a_press_and_its_answer(api: FakeBotApi, ask: Ask, chat: Chat) -> None:
    """A press reaches the bot with the button's data, and is answered once only."""
    ask(lambda bot: bot.send_message(chat.id, "Frågor", reply_markup=keyboard([button("Första", "q:1")])))
    press = chat.press("Första", on=chat.reply())

    async def deeds(bot: Bot) -> None:
        (update,) = await bot.get_updates()
        query = update.callback_query
        assert query
        assert isinstance(query.message, TelegramMessage)
        assert (query.data, query.message.text, query.from_user.id) == ("q:1", "Frågor", chat.id)
        await query.answer("Tack", show_alert=True)
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer("Tack igen")

    ask(deeds)
    assert press.answer() == Answer("Tack", show_alert=True)
    assert [call.error for call in api.calls if call.method == "answerCallbackQuery"] == [
        None,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ]


def test_a_message_is_deleted(ask: Ask, chat: Chat) -> None:
    """A deleted message is gone from the chat."""
    said = chat.say("hej")
    assert ask(lambda bot: bot.delete_message(chat.id, said.message_id)) is True
    assert chat.messages == ()


def test_the_profile(api: FakeBotApi, ask: Ask) -> None:
    """Commands and descriptions are kept for each language and scope apart."""

    async def deeds(bot: Bot) -> None:
        private = BotCommandScopeAllPrivateChats()
        commands = [BotCommand("hjalp", "Hjälp")]
        await bot.set_my_commands(commands, scope=private, language_code="sv")
        assert list(await bot.get_my_commands(scope=private, language_code="sv")) == commands
        assert list(await bot.get_my_commands(scope=private)) == []
        assert list(await bot.get_my_commands(language_code="sv")) == []
        await bot.delete_my_commands(scope=private, language_code="sv")
        assert list(await bot.get_my_commands(scope=private, language_code="sv")) == []
        await bot.set_my_description("Svarar", language_code="sv")
        await bot.set_my_short_description("Svar")
        assert (await bot.get_my_description("sv")).description == "Svarar"
        assert (await bot.get_my_description()).description == ""
        assert (await bot.get_my_short_description()).short_description == "Svar"
        await bot.set_my_name("Intervjuer", language_code="sv")
        assert (await bot.get_my_name("sv")).name == "Intervjuer"
        await bot.set_my_commands(commands, scope=private, language_code="sv")

    ask(deeds)
    assert api.commands("sv", "all_private_chats") == (("hjalp", "Hjälp"),)
    assert api.commands("sv") == ()
    assert api.presentation("sv") == Presentation("Intervjuer", "Svarar", "")
    assert api.presentation() == Presentation("", "", "Svar")
    assert [call.parameters["language_code"] for call in api.called("setMyName", "setMyDescription")] == ["sv", "sv"]
    assert len(api.called("setMyCommands")) == 2


def test_get_chat_and_chat_action(api: FakeBotApi, ask: Ask) -> None:
    """The bot can look a chat up and show that it works."""
    group = api.chat("supergroup", title="Bokcirkel")
    group.topic("Arkiv")
    assert ask(lambda bot: bot.send_chat_action(group.id, "typing")) is True
    found = ask(lambda bot: bot.get_chat(group.id))
    assert (found.title, found.type, found.is_forum) == ("Bokcirkel", "supergroup", True)


def test_topics(api: FakeBotApi, ask: Ask) -> None:
    """A message goes into the topic that is named, or into that of the message it replies to."""
    group = api.chat("supergroup")
    topic = group.topic("Arkiv")
    question = group.say("Vad?", thread=topic)

    async def deeds(bot: Bot) -> None:
        await bot.send_message(group.id, "ett", message_thread_id=topic)
        await bot.send_message(group.id, "två", reply_to_message_id=question.message_id)
        await bot.send_message(group.id, "tre")

    ask(deeds)
    assert [message.thread for message in group.expect(3)] == [topic, topic, None]


REFUSED: list[tuple[Callable[[Bot, int, int], Awaitable[object]], str]] = [
    (lambda bot, chat, _: bot.send_message(chat, ""), "message text is empty"),
    (lambda bot, chat, _: bot.send_message(chat, " \n\u200b"), "message text is empty"),
    (lambda bot, chat, _: bot.send_message(chat, "<b> </b>", parse_mode="HTML"), "message text is empty"),
    (lambda bot, chat, _: bot.send_message(chat, "a" * 4097), "message is too long"),
    (lambda bot, chat, _: bot.send_message(chat, "😀" * 2049), "message is too long"),
    (lambda bot, chat, _: bot.send_message(chat, "a", parse_mode="MarkdownV2"), "unsupported parse_mode"),
    (
        lambda bot, chat, _: bot.send_message(chat, "å<x>", parse_mode="HTML"),
        'can\'t parse entities: Unsupported start tag "x" at byte offset 2',
    ),
    (lambda bot, _, __: bot.send_message(42, "a"), "chat not found"),
    (lambda bot, _, __: bot.send_message("@nobody", "a"), "chat not found"),
    (lambda bot, chat, _: bot.send_message(chat, "a", reply_to_message_id=999), "message to be replied not found"),
    (
        lambda bot, chat, said: bot.send_message(chat, "a", reply_parameters=ReplyParameters(said, quote="x")),
        "QUOTE_TEXT_INVALID",
    ),
    (lambda bot, chat, _: bot.send_message(chat, "a", message_thread_id=7), "message thread not found"),
    (lambda bot, chat, _: bot.edit_message_text("a", chat, 999), "message to edit not found"),
    (lambda bot, chat, said: bot.edit_message_text("a", chat, said), "message can't be edited"),
    (lambda bot, _, __: bot.edit_message_text("a", inline_message_id="1"), "MESSAGE_ID_INVALID"),
    (
        lambda bot, chat, _: bot.edit_message_text("a", chat, inline_message_id="1"),
        "inline_message_id goes without chat_id and message_id",
    ),
    (lambda bot, _, __: bot.edit_message_text("a"), "message identifier is not specified"),
    (lambda bot, chat, _: bot.edit_message_reply_markup(chat), "message identifier is not specified"),
    (lambda bot, chat, _: bot.delete_message(chat, 999), "message to delete not found"),
    (
        lambda bot, _, __: bot.answer_callback_query("1"),
        "query is too old and response timeout expired or query ID is invalid",
    ),
    (lambda bot, chat, _: bot.send_chat_action(chat, "dancing"), "wrong parameter action in request"),
    (lambda bot, _, __: bot.set_my_commands([BotCommand("A", "a")]), "BOT_COMMAND_INVALID"),
    (lambda bot, _, __: bot.set_my_commands([BotCommand("a", "")]), "BOT_COMMAND_DESCRIPTION_INVALID"),
    (lambda bot, _, __: bot.set_my_commands([BotCommand("a", "a")] * 101), "BOT_COMMANDS_TOO_MUCH"),
    (lambda bot, _, __: bot.get_my_commands(language_code="swe"), "invalid language code specified"),
    (lambda bot, _, __: bot.set_my_description("a" * 513), "description is too long"),
    (lambda bot, _, __: bot.set_my_short_description("a" * 121), "short_description is too long"),
    (lambda bot, _, __: bot.set_my_name("a" * 65), "name is too long"),
    (
        lambda bot, chat, _: bot.set_my_commands(
            [], scope=BotCommandScope("chat_member", api_kwargs={"chat_id": chat})
        ),
        "can't parse BotCommandScope: Can't find field \"user_id\"",
    ),
    (
        lambda bot, _, __: bot.get_me(api_kwargs={"colour": "blue"}),
        'unknown parameter "colour" of getMe',
    ),
]


@pytest.mark.parametrize(("deed", "error"), REFUSED)
def test_refusals(ask: Ask, chat: Chat, deed: Callable[[Bot, int, int], Awaitable[object]], error: str) -> None:
    """What Telegram refuses is refused in its words, which the library gives with a capital letter."""
    said = chat.say("hej")
    with pytest.raises(BadRequest) as caught:
        ask(lambda bot: deed(bot, chat.id, said.message_id))
    assert caught.value.message.lower().startswith(error.lower())
    assert [message.text for message in chat.messages] == ["hej"]


def test_presses_on_messages_that_the_bot_cannot_see(ask: Ask, chat: Chat) -> None:
    """Of an old message and of a deleted one the bot gets chat and number; an old one it may still edit."""

    async def deeds(bot: Bot) -> None:
        sent = [await bot.send_message(chat.id, text, reply_markup=keyboard([button("A", "a")])) for text in "ab"]
        first, second = chat.expect(2)
        chat.delete(second)
        chat.press("A", on=first, old=True)
        chat.press("A", on=second)
        for update, message in zip(await bot.get_updates(), sent, strict=True):
            query = update.callback_query
            assert query
            assert query.message
            assert not query.message.is_accessible
            assert (query.message.message_id, query.message.chat.id) == (message.message_id, chat.id)
            assert query.data == "a"
        await bot.edit_message_text("c", chat.id, sent[0].message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("c", chat.id, sent[1].message_id)

    ask(deeds)
    assert chat.reply().text == "c"


def test_an_edit_that_changes_nothing_is_refused(ask: Ask, chat: Chat) -> None:
    """The same text and keyboard again are refused, for either kind of edit."""

    async def deeds(bot: Bot) -> None:
        markup = keyboard([button("a", "a")])
        sent = await bot.send_message(chat.id, "<b>a</b>", parse_mode="HTML", reply_markup=markup)
        place = (chat.id, sent.message_id)
        with pytest.raises(BadRequest, match="exactly the same"):
            await bot.edit_message_text(" <strong>a</strong>", *place, parse_mode="HTML", reply_markup=markup)
        with pytest.raises(BadRequest, match="exactly the same"):
            await bot.edit_message_reply_markup(*place, reply_markup=markup)
        with pytest.raises(BadRequest, match=r"(?i)^message_too_long$"):
            await bot.edit_message_text("a" * 4097, *place)

    ask(deeds)
    assert len(chat.expect(1)) == 1


def test_an_edit_that_changes_anything_is_taken(ask: Ask, chat: Chat) -> None:
    """Another keyboard, other formatting or another text alone is a change."""

    async def deeds(bot: Bot) -> None:
        sent = await bot.send_message(chat.id, "a", reply_markup=keyboard([button("a", "a")]))
        place = (chat.id, sent.message_id)
        await bot.edit_message_text("a", *place, reply_markup=keyboard([button("a", "b")]))
        await bot.edit_message_text("<b>a</b>", *place, parse_mode="HTML", reply_markup=keyboard([button("a", "b")]))
        await bot.edit_message_text("<b>a</b>", *place, parse_mode="HTML")
        await bot.edit_message_text("<b>b</b>", *place, parse_mode="HTML")

    ask(deeds)
    assert [(message.text, len(message.entities), message.labels) for message in chat.expect(5)[1:]] == [
        ("a", 0, (("a",),)),
        ("a", 1, (("a",),)),
        ("a", 1, ()),
        ("b", 1, ()),
    ]


def test_a_reply_to_what_is_gone(ask: Ask, chat: Chat) -> None:
    """A reply to a deleted message is sent where the bot allows that, as no reply."""
    said = chat.say("hej")
    chat.delete(said)
    gone = ReplyParameters(said.message_id, allow_sending_without_reply=True)
    ask(lambda bot: bot.send_message(chat.id, "hej", reply_parameters=gone))
    assert chat.reply().reply_to is None


def test_where_the_bot_may_not_write(api: FakeBotApi, ask: Ask, chat: Chat) -> None:
    """Blocked by a reader or thrown out of a group, the bot is told so, until it may again."""
    group = api.chat("supergroup")
    chat.blocked = group.blocked = True
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        ask(lambda bot: bot.send_message(chat.id, "a"))
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        ask(lambda bot: bot.send_message(group.id, "a"))
    chat.blocked = False
    ask(lambda bot: bot.send_message(chat.id, "a"))
    assert not chat.blocked
    assert chat.reply().text == "a"


def test_a_group_guards_its_messages(api: FakeBotApi, ask: Ask) -> None:
    """In a group the bot may delete its own messages only."""
    group = api.chat("group")
    said = group.say("hej")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        ask(lambda bot: bot.delete_message(group.id, said.message_id))
