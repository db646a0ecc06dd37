"""The command line, as a user calls it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import texts
from bot.cli import commands
from index.search import ANSWERED_FROM, CLOSE_FROM

ROOT = Path(__file__).parents[2]
TOWN = """---
id: {id}
title: Kvarnen
language: sv
interviewers: [Moa]
people:
  Bo: Bo Ask
---

**Moa:** Vad mal ni i kvarnen?

**Bo:** Vi mal råg och vete, mest till bagaren i byn.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library folder of one interview."""
    (tmp_path / "kvarnen.md").write_text(TOWN.format(id="kvarnen"), encoding="utf-8")
    return tmp_path


def _run(*arguments: str, given: str | bytes | None = None, **environment: str) -> Result:
    plain = {"LANG": "sv_SE.UTF-8", "LC_ALL": "", "INTERVIEWBOT_INTERVIEWS": "", "INTERVIEWBOT_LANGUAGE": ""}
    return CliRunner().invoke(
        commands, arguments, input=given, env={name: value or None for name, value in (plain | environment).items()}
    )


def _rows(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_screen_can_be_proofread(language: str) -> None:
    """Each sentence and name stands in the preview, with real words in its places, or is named with examples in it."""
    result = _run("texts", "--preview", "--language", language)
    assert result.exit_code == 0, result.output
    its = texts.texts(language)
    for words in (*its.say.values(), *its.name.values(), *its.profile.values(), *its.terminal.values()):
        kept = [re.escape(piece) for piece in re.split(r"\{\w+\}", words)]
        assert re.search(".*?".join(kept), result.stdout, re.DOTALL), words
    for name, does in its.commands.values():
        assert f"/{name} – {does}" in result.stdout
    assert not re.search(r"\{\w+\}", result.stdout)


def test_all_that_the_bot_says_is_listed_by_its_keys() -> None:
    """In all languages."""
    listed = _run("texts").stdout.splitlines()
    assert "sv name.next = 'Nästa'" in listed
    assert "en name.next = 'Next'" in listed


def test_a_question_is_answered_with_words_and_source() -> None:
    """One question, one cited answer."""
    result = _run("ask", "Vilka fördelar finns?")
    assert result.exit_code == 0
    text = " ".join(result.stdout.replace("┃", "").split())
    assert "Framför allt är det kostnadseffektivt. Alla parter kan också ha tillgång till" in text
    assert "Leif Sandberg, förvaltningsledare för R7e-arkiv" in text
    assert "https://dokumentinfo.se/3-knep-att-fa-bra-samarbete/" in text


def test_the_json_of_an_answer_keeps_the_contract() -> None:
    """Every field that other programs rely on, and the excerpt cut from the passage by its offsets."""
    (row,) = _rows(_run("ask", "--json", "Vilka fördelar finns?"))
    assert row.keys() == {
        "id", "question", "verdict", "confidence", "passage", "excerpt", "citation", "alternatives", "language"
    }  # fmt: skip
    assert (row["id"], row["question"], row["verdict"], row["language"]) == (
        1,
        "Vilka fördelar finns?",
        "answered",
        "sv",
    )
    assert 0 <= row["confidence"] <= 1
    passage, excerpt = row["passage"], row["excerpt"]
    assert passage.keys() == {"interview", "number", "part", "revision", "role", "speaker", "question", "text"}
    assert (passage["interview"], passage["number"], passage["part"], passage["role"]) == ("r7e-arkiv", 2, 1, "answer")
    assert passage["speaker"] == "Leif Sandberg"
    assert passage["question"] == "Vilka fördelar ser du med att samarbeta om e-arkivet?"
    assert excerpt["text"] == passage["text"][excerpt["start"] : excerpt["end"]]
    assert row["citation"]["url"].startswith("https://dokumentinfo.se/3-knep-att-fa-bra-samarbete/#:~:text=")
    assert "svar 2 av 5" in row["citation"]["label"]
    for alternative in row["alternatives"]:
        assert alternative.keys() == {"interview", "number", "part", "confidence"}
        assert alternative["number"] != 2


def test_the_json_of_the_introduction_has_no_speaker_and_no_question() -> None:
    """Nobody is said to have said it."""
    (row,) = _rows(_run("ask", "--json", "När är konferensen?"))
    assert row["passage"]["role"] == "introduction"
    assert (row["passage"]["number"], row["passage"]["speaker"], row["passage"]["question"]) == (0, None, None)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("vem vann Melodifestivalen?", "not_covered"), ("", "not_covered"), ("   ", "not_covered"), ("hej", "small_talk")],
)
def test_the_json_of_silence_shows_nothing(question: str, verdict: str) -> None:
    """No passage, no excerpt and no citation where there is no answer."""
    (row,) = _rows(_run("ask", "--json", question))
    assert row["verdict"] == verdict
    assert (row["passage"], row["excerpt"], row["citation"]) == (None, None, None)


def test_questions_come_from_standard_input_and_are_answered_in_order() -> None:
    """Plain lines are known by their number, objects by their id of whatever kind; a blank line is not covered."""
    given = 'Vilka fördelar finns?\n{"id": {"a": [1]}, "question": "Vilka är utmaningarna?"}\n\n{"question": "tack"}\n'
    rows = _rows(_run("ask", "--json", given=given))
    assert [row["id"] for row in rows] == [1, {"a": [1]}, 3, 4]
    assert [row["verdict"] for row in rows] == ["answered", "answered", "not_covered", "small_talk"]


def test_an_interview_can_be_named_and_bad_lines_do_not_stop_the_rest(folder: Path) -> None:
    """What is no question gives its id and what is wrong; the exit status tells that there were such."""
    (folder / "andra.md").write_text(TOWN.format(id="andra").replace("råg och vete", "havre"), encoding="utf-8")
    lines = (
        '{"id": "a", "question": "Vad mal ni?", "interview": "andra"}',
        '{"id": "b", "question": "Vad mal ni?", "interview": "borta"}',
        '{"id": "c", "question": ',
        '{"id": "d", "fråga": "Vad mal ni?"}',
        '{"id": "e", "question": "Vad mal ni?", "interview": 7}',
        '{"id": "f", "question": "Vad mal ni?", "interview": "kvarnen"}',
    )
    given = "\n".join(lines)
    result = _run("ask", "--json", "--interviews", str(folder), given=given)
    assert result.exit_code == 1
    a, b, c, d, e, f = _rows(result)
    assert "havre" in a["excerpt"]["text"]
    assert "råg och vete" in f["excerpt"]["text"]
    assert b == {"id": "b", "error": 'no interview "borta" in the library; it holds andra, kvarnen'}
    assert c.keys() == {"id", "error"}
    assert c["id"] == 3
    assert (d["id"], e["id"]) == ("d", "e")
    for row in (c, d, e):
        assert 'write {"id": 1, "question": "…"}' in row["error"]


@pytest.mark.parametrize(
    "given", [b"\xff\xfe\x00", b'"\\ud800"\n{"question": "\\ud800 x"}\n', b"\0\x07\x1b[2J\n", "אבג مرحبا\n".encode()]
)
def test_any_bytes_on_standard_input_are_answered(given: bytes) -> None:
    """Not UTF-8, lone surrogates, control characters, right-to-left: a row each, no crash."""
    result = _run("ask", "--json", given=given)
    assert result.exit_code == 0
    assert len(_rows(result)) == given.strip(b"\n").count(b"\n") + 1


def test_the_language_is_that_of_the_locale_unless_it_is_said() -> None:
    """Sv and en by LANG, the interview's own where the locale says nothing, --language above all."""
    swedish, english = "hittar jag inget", "I find nothing about"
    question = "vem vann Melodifestivalen?"
    assert swedish in _run("ask", question, LANG="sv_SE.UTF-8").stdout
    assert english in _run("ask", question, LANG="en_GB.UTF-8").stdout
    assert english in _run("ask", question, LANG="de_DE.UTF-8").stdout
    assert swedish in _run("ask", question, LANG="C.UTF-8").stdout
    assert english in _run("ask", question, "--language", "en", LANG="sv_SE.UTF-8").stdout
    assert _run("ask", question, "--language", "fi").exit_code == 2


def test_list_and_show_print_the_library_and_an_interview(folder: Path) -> None:
    """What there is, and all of it."""
    listed = _run("list", "--interviews", str(folder)).stdout
    assert "kvarnen" in listed
    assert "Bo Ask" in listed
    shown = " ".join(_run("show", "kvarnen", INTERVIEWBOT_INTERVIEWS=str(folder)).stdout.split())
    assert "Moa: Vad mal ni i kvarnen?" in shown
    assert "1. Bo Ask Vi mal råg och vete, mest till bagaren i byn." in shown


def test_show_names_the_choices() -> None:
    """An id that is not there is refused with those that are."""
    result = _run("show", "r8")
    assert (result.exit_code, result.stderr) == (2, 'no interview "r8" in the library; it holds r7e-arkiv\n')


def test_trouble_with_the_folder_is_told_in_lines_without_a_traceback(tmp_path: Path) -> None:
    """Each broken file by name, line and remedy; exit status 2."""
    assert _run("list", "--interviews", str(tmp_path / "x")).stderr == (
        f"{tmp_path / 'x'}: no such folder; name one that holds interview files\n"
    )
    assert _run("list", "--interviews", str(tmp_path)).stderr == (
        f"{tmp_path}: no interviews in it; add an interview file, ID.md\n"
    )
    (tmp_path / "a.md").write_text(TOWN.format(id="a").replace("**Bo:**", "**Bosse:**"), encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"---\nid: b\ntitle: \xe5\n---\n")
    result = _run("list", "--interviews", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'a.md:12: a turn by "Bosse", who is not under people or interviewers (Bo, Moa); mend the name or add it',
        "b.md:3: not UTF-8; save the file as UTF-8",
    ]


def test_check_scores_a_question_set(folder: Path, tmp_path: Path) -> None:
    """The scorecard's figures, by hand: one shown and sure, one silent, one misled of three."""
    questions = [
        {"id": "1", "q": "Vad mal ni i kvarnen?", "relevant": [1], "must": "RÅG", "kind": "a"},
        {"id": "2", "q": "Vem vann Melodifestivalen?", "relevant": [], "kind": "b"},
        {"id": "3", "q": "Vad mal ni i kvarnen?", "relevant": [], "kind": "b"},
    ]
    file = tmp_path / "set.jsonl"
    file.write_text("\n".join(json.dumps(question) for question in questions), encoding="utf-8")
    (card,) = _rows(_run("check", str(file), "--json", "--failures", "--interviews", str(folder)))
    assert {name: card[name] for name in ("questions", "shown", "sure", "quoted", "silent", "misled")} == {
        "questions": 3, "shown": 1.0, "sure": 1.0, "quoted": 1.0, "silent": 0.5, "misled": 0.3333
    }  # fmt: skip
    assert card["kinds"]["b"]["silent"] == 0.5
    assert [failure["id"] for failure in card["failures"]] == ["3"]
    table = _run("check", str(file), "--failures", "--interviews", str(folder)).stdout
    assert "0.33" in table
    assert "answered 1" in table


def test_the_curve_of_a_question_set_has_the_scorecard_in_it(tmp_path: Path) -> None:
    """At the present thresholds its figures are the scorecard's, for questions that are answered in every way."""
    asked = {
        "Vilka fördelar finns?": [2],
        "Vem vann Melodifestivalen?": [],
        "hur många katter har ni?": [],
        "När publicerades intervjun?": [0],
        "hej": [],
        "Vad kostar arkivet för landstingen?": [3],
        "growth of volumes?": [5],
    }
    file = tmp_path / "set.jsonl"
    rows = (json.dumps({"id": q, "q": q, "relevant": relevant}) for q, relevant in asked.items())
    file.write_text("\n".join(rows), encoding="utf-8")
    (card,) = _rows(_run("check", str(file), "--json", "--curve"))
    (present,) = (point for point in card["curve"] if point["answered_from"] == ANSWERED_FROM)
    figures = {name: card[name] for name in ("shown", "sure", "silent", "misled")}
    assert present == {"answered_from": ANSWERED_FROM, "close_from": CLOSE_FROM, **figures}
    assert card["threshold"] in {point["answered_from"] for point in card["curve"]}
    table = _run("check", str(file), "--curve").stdout
    assert table.count("as it is") == 1
    assert "shown less misled is greatest" in table


def test_check_without_hints_leaves_them_out(folder: Path, tmp_path: Path) -> None:
    """A question that only a hint answers is answered with hints and not without."""
    with (folder / "kvarnen.md").open("a", encoding="utf-8") as file:
        file.write("\n? Vilka spannmål tar ni emot?\n")
    questions = tmp_path / "set.jsonl"
    questions.write_text('{"id": 1, "q": "Vilka spannmål tar ni emot?", "relevant": [1]}\n', encoding="utf-8")
    arguments = ("check", str(questions), "--json", "--interviews", str(folder))
    assert _rows(_run(*arguments))[0]["shown"] == 1.0
    assert _rows(_run(*arguments, "--without-hints"))[0]["shown"] == 0.0


def test_check_refuses_a_broken_set_by_line(folder: Path, tmp_path: Path) -> None:
    """File, line and remedy; exit status 2."""
    file = tmp_path / "set.jsonl"
    file.write_text(
        '{"id": 1, "q": "Vad?", "relevant": [1]}\n{"id": 2, "q": "Vad?", "relevant": [9]}\n', encoding="utf-8"
    )
    result = _run("check", str(file), "--interviews", str(folder))
    assert result.exit_code == 2
    assert result.stderr == 'set.jsonl:2: "relevant" names answer 9, and the interview has 1; 0 is its introduction\n'
    assert _run("check", str(tmp_path / "x.jsonl")).exit_code == 2


def test_the_bot_without_a_token_says_how_to_get_one(tmp_path: Path) -> None:
    """One line, exit status 2; as a process of its own, away from anybody's .env."""
    result = _process("telegram", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.count(b"\n") == 1
    assert b"@BotFather" in result.stderr


def test_settings_come_from_a_file_too(tmp_path: Path, folder: Path) -> None:
    """.env in the working folder names the library, as the environment does."""
    (tmp_path / ".env").write_text(f"INTERVIEWBOT_INTERVIEWS={folder}\n", encoding="utf-8")
    result = _process("list", cwd=tmp_path)
    assert result.returncode == 0
    assert b"Kvarnen" in result.stdout


def _process(
    *arguments: str, given: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own, away from the caller's settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("INTERVIEWBOT_")}
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=plain | {"PYTHONPATH": str(ROOT), "LANG": "sv_SE.UTF-8", "LC_ALL": ""} | environment,
        input=given,
        capture_output=True,
        check=False,
    )


def test_a_chat_goes_on_after_a_line_in_another_encoding() -> None:
    """Windows-1252 on a UTF-8 terminal is misread, not fatal."""
    result = _process("chat", given="fördelar?\n2\n".encode("cp1252"))
    assert result.returncode == 0
    assert "kostnadseffektivt" in result.stdout.decode()


def test_an_output_that_lacks_a_character_gets_another() -> None:
    """A terminal that is not UTF-8 shows a question mark where it has no letter."""
    result = _process("ask", "Vilka fördelar finns?", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert b"kostnadseffektivt" in result.stdout


def test_a_broken_env_file_is_told_in_a_line(tmp_path: Path) -> None:
    """Not UTF-8: which file and what to do."""
    (tmp_path / ".env").write_bytes(b"INTERVIEWBOT_TOKEN=\xe5\xe4")
    result = _process("list", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith(b".env cannot be read")
    assert result.stderr.count(b"\n") == 1


def test_markup_and_control_characters_in_an_interview_are_shown_as_text(folder: Path, tmp_path: Path) -> None:
    """A title or a kind that looks like markup is neither dropped nor an error; nothing steers the terminal."""
    file = folder / "kvarnen.md"
    odd = file.read_text(encoding="utf-8").replace("title: Kvarnen", 'title: "Kvarnen [/slut] [del 1]"')
    file.write_text(odd.replace("Vi mal", "Vi \x1b[31mmal"), encoding="utf-8")
    listed = _run("list", INTERVIEWBOT_INTERVIEWS=str(folder), COLUMNS="300").stdout
    assert "Kvarnen [/slut] [del 1]" in " ".join(listed.split())
    shown = _run("show", "kvarnen", INTERVIEWBOT_INTERVIEWS=str(folder)).stdout
    assert "[/slut]" in shown
    assert "\x1b[31m" not in shown
    questions = tmp_path / "set.jsonl"
    questions.write_text('{"id": "[/x]", "q": "Vad [b] mal ni?", "relevant": [], "kind": "[/y]"}\n', encoding="utf-8")
    result = _run("check", str(questions), "--failures", INTERVIEWBOT_INTERVIEWS=str(folder))
    assert result.exit_code == 0
    assert "[/y]" in result.stdout


@pytest.mark.parametrize("question", ["ord " * 25_000, "a" + "\u0301\u0323" * 50_000, "x" * 100_000])
def test_a_hundred_thousand_characters_are_answered(question: str) -> None:
    """In words, under accents, in one piece: the reader is asked for a shorter question."""
    (row,) = _rows(_run("ask", "--json", given=question))
    assert row["verdict"] == "not_covered"
    assert row["passage"] is None


def test_standard_input_may_begin_with_a_byte_order_mark() -> None:
    """The first object is an object."""
    (row,) = _rows(_run("ask", "--json", given='\ufeff{"id": "a", "question": "tack"}\n'.encode()))
    assert (row["id"], row["verdict"]) == ("a", "small_talk")


def test_what_is_no_json_is_refused() -> None:
    """NaN is Python's, not JSON's."""
    (row,) = _rows(_run("ask", "--json", given='{"id": NaN, "question": "tack"}\n'))
    assert row["id"] == 1
    assert "NaN is no JSON" in row["error"]


def test_several_questions_are_told_apart() -> None:
    """Each answer stands under its question; one by itself needs none."""
    assert "› tack" in _run("ask", "hej", "tack").stdout
    assert "›" not in _run("ask", "hej").stdout


def test_a_long_question_is_not_printed_whole() -> None:
    """Above the answer stand its first words, one line's worth or two."""
    printed = _run("ask", given="hamnen " * 2000).stdout
    assert "› hamnen hamnen" in printed
    assert 1 < printed.count("hamnen") < 50
    assert "…" in printed


def test_what_cannot_be_chosen_is_not_numbered() -> None:
    """A single answer has no way on: no numbers, no names of moves; the link is whole where it cannot be clicked."""
    silent = _run("ask", "vem vann Melodifestivalen?").stdout
    assert "• Nämn tre knep för att få till ett bra samarbete" in silent
    answered = _run("ask", "Vilka fördelar finns?").stdout
    assert "Nästa" not in answered
    assert "#:~:text=Framf%C3%B6r%20allt" in answered


def test_a_file_for_a_folder_and_a_set_that_is_not_there(folder: Path) -> None:
    """Each is told with the way out."""
    assert "name the folder that it is in" in _run("list", "--interviews", str(folder / "kvarnen.md")).stderr
    missing = _run("check", "borta.jsonl").stderr
    assert missing == "borta.jsonl: No such file or directory; name a file of questions, one a line\n"


def test_a_readme_and_hidden_files_are_no_interviews(folder: Path) -> None:
    """What a folder in a repository or on a Mac holds besides does not stop the library."""
    (folder / "README.md").write_text("# Våra intervjuer\n", encoding="utf-8")
    (folder / "._kvarnen.md").write_bytes(b"\0\1\2")
    assert _run("list", "--interviews", str(folder)).exit_code == 0


def test_explain_tells_how_a_question_was_read() -> None:
    """Its language, its corrections, what each word is found under, each passage's evidence, and the limits."""
    told = _run("ask", "--explain", "vilka fordelar finns").stdout
    for part in (
        "language: sv",
        "fordelar is read as fördelar",
        "fördel 1.00",
        "r7e-arkiv 2.1",
        "coverage",
        "confidence",
    ):
        assert part in told
    assert "answered from" in told


def test_explain_tells_which_word_answers_to_which(folder: Path) -> None:
    """By which steps, and where it stands if not in the answer: a kind, a synonym, the word itself, a hint, nothing."""
    (folder / "lexicon.txt").write_text("spannmål => råg\nhantverkare, bagare\n", encoding="utf-8")
    with (folder / "kvarnen.md").open("a", encoding="utf-8") as file:
        file.write("\n? Hur gör ni mjöl?\n")
    question = "Vilka spannmål mal ni i kvarnen åt hantverkaren, blir det mjöl till qvixen?"
    told = _run("ask", "--explain", question, "--interviews", str(folder)).stdout
    assert "in kvarnen 1.1:" in told
    for line in (
        "spannmål → råg (kind)",
        "mal → mal (the word itself)",
        "kvarnen → kvarnen (the word itself, in the question)",
        "hantverkaren → bagaren (synonym)",
        "mjöl → mjöl (the word itself, in a hint)",
        "qvixen → –",
    ):
        assert f"  {line}\n" in told


def test_explain_tells_what_is_held_against_a_passage() -> None:
    """Why one that has every word of the question is still no answer."""
    told = _run("ask", "--explain", "I vilken stad hålls konferensen?").stdout
    assert "  less likely: lacks the kind of answer\n" in told
    assert "  less likely: lacks the word for what is asked for\n" in told


def test_explaining_as_json_is_refused() -> None:
    """One line, exit status 2, and no answer."""
    result = _run("ask", "--json", "--explain", "Vilka fördelar finns?")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "leave one of them out" in result.stderr


def test_word_tells_that_a_word_is_unknown(folder: Path) -> None:
    """In each language by itself, and not where the library's own lexicon has it."""
    told = _run("word", "xyzzy").stdout
    assert told.count("unknown") == 2
    assert "base form" not in told
    (swedish, *_) = (line for line in _run("word", "husdjuren").stdout.splitlines() if line.startswith("sv"))
    assert swedish.split() == ["sv", "base", "form", "husdjur"]
    (folder / "lexicon.txt").write_text("xyzzy, kvarn\n", encoding="utf-8")
    assert "unknown" not in _run("word", "xyzzy", "--interviews", str(folder)).stdout


def test_word_shows_what_the_library_adds(folder: Path) -> None:
    """What a word leads to by the lexicon that ships, and in rows of its own by the library's."""
    (folder / "lexicon.txt").write_text("\ufeffQvix, Möbel\n", encoding="utf-8")
    told = _run("word", "möbeln", "--interviews", str(folder)).stdout
    assert "own synonym (0.8)" in told
    assert "qvix" in told
    assert "stol" in told
    assert "own synonym" not in _run("word", "möbeln").stdout
