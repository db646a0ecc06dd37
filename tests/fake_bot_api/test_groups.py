"""Who speaks where and from where: topics, channels, anonymous administrators, forwarded and quoted messages, links."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)

from fake_bot_api import Entity, FakeBotApi

Ask = Callable[[Callable[[Bot], Awaitable[Any]]], Any]


def heard(ask: Ask) -> tuple[Update, ...]:
    """Return the updates that wait for the bot."""
    updates: tuple[Update, ...] = ask(lambda bot: bot.get_updates())
    return updates


def test_topics_and_chains_of_replies(api: FakeBotApi, ask: Ask) -> None:
    """In a topic everything replies at least to its beginning; outside, a chain of replies is a thread but no topic."""
    forum = api.chat("supergroup")
    topic = forum.topic("Arkiv")
    forum.say("i ämnet", thread=topic)
    general = forum.say("allmänt")
    forum.say("andra", reply_to=forum.say("första", reply_to=general))
    inside, outside, _, second = [update.message for update in heard(ask)]
    assert inside
    assert outside
    assert second
    assert (inside.message_thread_id, inside.is_topic_message) == (topic, True)
    assert inside.reply_to_message
    assert inside.reply_to_message.forum_topic_created
    assert (outside.message_thread_id, outside.is_topic_message, outside.reply_to_message) == (None, None, None)
    assert (second.message_thread_id, second.is_topic_message) == (general.message_id, None)


def test_groups_have_no_threads(api: FakeBotApi, ask: Ask) -> None:
    """A reply in a plain group carries no thread."""
    group = api.chat("group")
    group.say("två", reply_to=group.say("ett"))
    reply = heard(ask)[1].message
    assert reply
    assert reply.reply_to_message
    assert reply.message_thread_id is None


def test_who_speaks_in_another_name(api: FakeBotApi, ask: Ask) -> None:
    """An anonymous administrator speaks as the group, a channel as itself, each by a bot of Telegram's."""
    group, channel = api.chat("supergroup", title="Cirkeln"), api.chat("channel", title="Nyheter")
    group.say("som gruppen", sender=group)
    group.say("som kanalen", sender=channel)
    administrator, by_channel = [update.message for update in heard(ask)]
    assert administrator
    assert administrator.from_user
    assert (administrator.from_user.username, administrator.sender_chat) == ("GroupAnonymousBot", administrator.chat)
    assert by_channel
    assert by_channel.sender_chat
    assert by_channel.from_user
    assert (by_channel.from_user.username, by_channel.sender_chat.title) == ("Channel_Bot", "Nyheter")
    assert by_channel.sender_chat.type == "channel"


def test_posts_in_a_channel(api: FakeBotApi, ask: Ask) -> None:
    """They are updates of their own kind, have no sender, and so have their edits."""
    channel = api.chat("channel", title="Nyheter")
    channel.edit(channel.say("Nytt"), "Nyare")
    post, edit = heard(ask)
    assert post.channel_post
    assert (post.message, post.channel_post.text, post.channel_post.from_user) == (None, "Nytt", None)
    assert post.channel_post.sender_chat == post.channel_post.chat
    assert edit.edited_channel_post
    assert (edit.edited_message, edit.edited_channel_post.text) == (None, "Nyare")
    sent = ask(lambda bot: bot.send_message(channel.id, "Svar"))
    assert (sent.from_user, channel.reply().text) == (None, "Svar")


def test_forwarded_messages(api: FakeBotApi, ask: Ask) -> None:
    """Each says where it came from, as far as its sender lets it, also when it is forwarded on."""
    chat, group, channel = api.chat(), api.chat("supergroup", joined=False), api.chat("channel", joined=False)
    leif = api.user("Leif")
    said = group.say("/start Det är billigt", sender=leif)
    first = chat.forward(said)
    chat.forward(said, hidden=True)
    chat.forward(group.say("Vi", sender=group))
    posted = channel.say("Nytt")
    chat.forward(posted)
    chat.forward(first, sender=leif)
    chat.forward(group.send("photo", caption="Bild", sender=leif))
    user, hidden, administrator, post, again, photo = [update.message for update in heard(ask)]
    assert user
    assert isinstance(user.forward_origin, MessageOriginUser)
    assert (user.text, user.from_user, user.forward_origin.sender_user.id) == (said.text, user.from_user, leif.id)
    assert user.entities[0].type == "bot_command"
    assert hidden
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.forward_origin.sender_user_name == "Leif"
    assert administrator
    assert isinstance(administrator.forward_origin, MessageOriginChat)
    assert administrator.forward_origin.sender_chat.id == group.id
    assert administrator.sender_chat is None
    assert post
    assert isinstance(post.forward_origin, MessageOriginChannel)
    assert (post.forward_origin.chat.id, post.forward_origin.message_id) == (channel.id, posted.message_id)
    assert again
    assert again.forward_origin == user.forward_origin
    assert photo
    assert (photo.caption, photo.forward_origin) == ("Bild", user.forward_origin)
    assert photo.photo


def test_quoted_messages(api: FakeBotApi, ask: Ask) -> None:
    """A quotation names its words and their place in UTF-16, and the message, in this chat or in another."""
    chat, channel = api.chat(), api.chat("channel", joined=False)
    ask(lambda bot: bot.send_message(chat.id, "😀 Det är <b>mycket <i>billigt</i></b>", parse_mode="HTML"))
    answer = chat.reply()
    chat.quote(answer, "är mycket", "sa de det?")
    posted = channel.say("Arkivet är öppet")
    chat.quote(posted, "öppet", "@interview_bot stämmer det?")
    here, there = [update.message for update in heard(ask)]
    assert here
    assert here.quote
    assert here.reply_to_message
    assert (here.text, here.quote.text, here.quote.position) == ("sa de det?", "är mycket", 7)
    assert (here.quote.is_manual, here.reply_to_message.message_id) == (True, answer.message_id)
    assert [(entity.type, entity.offset, entity.length) for entity in here.quote.entities or ()] == [("bold", 3, 6)]
    assert there
    assert there.quote
    assert there.external_reply
    assert there.external_reply.chat
    assert (there.quote.text, there.reply_to_message) == ("öppet", None)
    assert (there.external_reply.chat.id, there.external_reply.message_id) == (channel.id, posted.message_id)
    assert isinstance(there.external_reply.origin, MessageOriginChannel)
    assert there.entities[0].type == "mention"


def test_quotations_that_there_are_not(api: FakeBotApi) -> None:
    """Nobody can quote what a message does not hold."""
    chat = api.chat()
    with pytest.raises(ValueError, match=r"'dyrt' is no part of 'billigt'"):
        chat.quote(chat.say("billigt"), "dyrt", "?")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("https://t.me/interview_bot?start=r7e-1_2", "/start r7e-1_2"),
        ("http://telegram.me/Interview_Bot?start=" + "a" * 64, "/start " + "a" * 64),
        ("tg://resolve?domain=interview_bot&start=A", "/start A"),
        ("https://t.me/interview_bot", "/start"),
    ],
)
def test_links_to_the_bot(api: FakeBotApi, ask: Ask, link: str, said: str) -> None:
    """Opening one says /start with what the link carries, in the reader's own chat with the bot."""
    maja = api.user("Maja", language="sv")
    chat = api.open_link(link, maja)
    assert api.open_link(link, maja).id == chat.id == maja.id
    message = heard(ask)[0].message
    assert message
    assert (message.text, message.chat.type, message.from_user and message.from_user.id) == (said, "private", maja.id)
    assert chat.messages[0].entities == (Entity(type="bot_command", offset=0, length=6),)


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/another_bot?start=a",
        "https://a.se/interview_bot?start=a",
        "tg://join?invite=a",
        "https://t.me/interview_bot?start=",
        "https://t.me/interview_bot?start=å",
        "https://t.me/interview_bot?start=" + "a" * 65,
        "https://t.me/interview_bot?start=a&x=b",
    ],
)
def test_links_that_do_not_work(api: FakeBotApi, link: str) -> None:
    """Another bot, another site, or a parameter that Telegram does not take."""
    with pytest.raises(ValueError, match=r"does not lead to|a start parameter is|more than a start parameter"):
        api.open_link(link, api.user("Maja"))


def test_a_link_opens_the_chat_that_there_is(api: FakeBotApi, ask: Ask) -> None:
    """What was taken in a chat stays taken when it is opened by a link."""
    chat = api.chat()
    ask(lambda bot: bot.send_message(chat.id, "ett"))
    assert chat.reply().text == "ett"
    again = api.open_link("https://t.me/interview_bot", chat.reader)
    ask(lambda bot: bot.send_message(chat.id, "två"))
    assert again.reply().text == "två"
    assert chat.sent[-1].text == "två"
