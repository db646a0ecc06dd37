"""The texts: every language says the same things."""

import re
import string

import pytest

from bot.conversation import Conversation
from bot.message import Typed
from bot.reply import Deed
from bot.session import Session
from bot.texts import LANGUAGES, nearest, texts
from index import library
from index.metadata import Field
from index.search import Searcher

others = pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "sv"])


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@others
@pytest.mark.parametrize("table", ["say", "name", "terminal", "profile"])
def test_languages_have_the_same_keys_and_placeholders(language: str, table: str) -> None:
    """No language lacks a sentence, or a value that the sentence is to hold."""
    swedish, other = getattr(texts("sv"), table), getattr(texts(language), table)
    assert {key: _placeholders(said) for key, said in swedish.items()} == {
        key: _placeholders(said) for key, said in other.items()
    }


@others
def test_languages_have_the_same_commands(language: str) -> None:
    """In the same order, so that the menus are alike."""
    assert list(texts(language).commands) == list(texts("sv").commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_what_it_is_to_show(language: str) -> None:
    """Commands of at most 32 characters a-z with at most 256 of description; 512 and 120 for the descriptions."""
    its = texts(language)
    for name, does in its.commands.values():
        assert re.fullmatch(r"[a-z]{1,32}", name)
        assert 1 <= len(does) <= 256
    assert len(its.profile["description"]) <= 512
    assert len(its.profile["short_description"]) <= 120


@others
def test_languages_hear_the_same_meanings(language: str) -> None:
    """Whatever can be said in one language can be said in the others."""
    assert texts(language).heard.keys() == texts("sv").heard.keys()


def test_no_phrase_means_two_things() -> None:
    """A phrase is listed under one meaning, over all languages."""
    meanings: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for meaning, phrases in texts(language).heard.items():
            for phrase in phrases:
                meanings.setdefault(phrase, set()).add(meaning)
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("meaning", ["whole", "whole_introduction", "next", "previous"])
def test_the_name_of_a_move_can_be_typed(language: str, meaning: str) -> None:
    """What a button says does the same when it is written."""
    assert texts(language).name[meaning].lower() in texts(language).heard[meaning.removesuffix("_introduction")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_stray_space(language: str) -> None:
    """Every text is ready to be shown."""
    its = texts(language)
    for sentence in [*its.say.values(), *its.name.values(), *its.terminal.values()]:
        assert sentence
        assert sentence == sentence.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_the_numbers_up_to_twelve(language: str) -> None:
    """Thirteen different words, 0 among them."""
    assert len(set(texts(language).numbers)) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_help_names_can_be_typed(language: str) -> None:
    """Every word in quotation marks that the help tells of is recognised, or leads on."""
    its = texts(language)
    told = re.findall(r"[”“](\w[\w ]*)”", its.say["help"] + its.say["help_many"])
    heard = {phrase for phrases in its.heard.values() for phrase in phrases}
    assert len(told) >= 8
    assert set(told) <= heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_can_be_told_and_chosen(language: str) -> None:
    """What can be asked about an interview has a sentence, and a button for when it is unclear which is meant."""
    assert {f"about_{field}" for field in Field} <= texts(language).say.keys()
    assert {field.name for field in Field} - {"PERSON"} <= set(Deed.__members__)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_hides_a_question_that_the_interview_answers(language: str) -> None:
    """Small talk never stands in the way of the interviewer's own questions or an editor's hints."""
    searcher = Searcher(library.shipped())
    conversation = Conversation(searcher)
    for passage in searcher.library.passages:
        for wording in [*([passage.question] if passage.question else []), *passage.turn.hints]:
            reply, _ = conversation.reply(Typed(wording), Session(language))
            assert reply.finding is not None, wording


@pytest.mark.parametrize(
    ("tag", "otherwise", "spoken"),
    [
        ("sv", "en", "sv"),
        ("sv-FI", "en", "sv"),
        ("sv_SE.UTF-8", "en", "sv"),
        ("en-GB", "sv", "en"),
        ("de", "sv", "en"),
        (None, "sv", "sv"),
        ("", "sv", "sv"),
        (None, "fi", "en"),
    ],
)
def test_the_nearest_language(tag: str | None, otherwise: str, spoken: str) -> None:
    """A reader is spoken to in her own language, else in English; one who names none in the interview's."""
    assert nearest(tag, otherwise) == spoken


def test_a_language_without_texts_is_refused_by_name() -> None:
    """The error names the language and the choices."""
    with pytest.raises(KeyError, match="no texts in 'fi'; there are texts in sv, en"):
        texts("fi")
