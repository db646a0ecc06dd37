"""Tests of transcripts in JSON."""

from __future__ import annotations

import json

import pytest

from index.reading import ReadingError
from index.reading.cues import Cue
from index.reading.transcript import read_transcript

PODCASTING = """{
  "version": "1.0.0",
  "segments": [
    {"speaker": "Frida Holm", "startTime": 0.5, "endTime": 2.75,
     "body": "Hur mår du?"},
    {"speaker": "Olle Berg", "startTime": 3, "endTime": 4,
     "body": "Bra. \\u00c5tminstone \\"nu\\"."},
    {"startTime": 5, "endTime": 6, "body": "Tror jag."},
    {"speaker": "Frida Holm", "startTime": 7, "endTime": 8, "body": ""}
  ]
}"""


def test_podcasting_2() -> None:
    """Speaker, start in seconds, words and line of each segment; one without words is none."""
    assert read_transcript(PODCASTING).cues == (
        Cue(0.5, "Frida Holm", "Hur mår du?", 5),
        Cue(3.0, "Olle Berg", 'Bra. Åtminstone "nu".', 7),
        Cue(5.0, None, "Tror jag.", 8),
    )


def test_whisper_with_speakers() -> None:
    """Whisper's segments, with the speakers that a second program added; the language is told."""
    segments = [
        {"id": 0, "start": 0.0, "end": 2.0, "text": " Hur mår du?", "speaker": "SPEAKER_00", "tokens": [1, 2]},
        {"id": 1, "start": 2.0, "end": 3.0, "text": " Bra.", "speaker": 1},
        {"id": 2, "start": 3.0, "end": 3.0, "text": " "},
    ]
    transcript = read_transcript(json.dumps({"text": "Hur mår du? Bra.", "segments": segments, "language": "sv"}))
    assert transcript.language == "sv"
    assert [(cue.start, cue.speaker, cue.text) for cue in transcript.cues] == [
        (0.0, "SPEAKER_00", "Hur mår du?"),
        (2.0, "Speaker 1", "Bra."),
    ]


def test_a_segment_of_two_speakers_is_parted() -> None:
    """Where each word has its speaker, a segment is cut where the speaker changes."""
    words = [
        {"word": "Verkligen?", "start": 1.0, "speaker": "A"},
        {"word": "Ja,", "start": 2.5, "speaker": "B"},
        {"word": "alltid.", "start": 3.0},
    ]
    segment = {"start": 1.0, "text": "Verkligen? Ja, alltid.", "speaker": "B", "words": words}
    assert [
        (cue.start, cue.speaker, cue.text) for cue in read_transcript(json.dumps({"segments": [segment]})).cues
    ] == [
        (1.0, "A", "Verkligen?"),
        (2.5, "B", "Ja, alltid."),
    ]


def test_whisper_cpp() -> None:
    """Its times are in milliseconds."""
    data = {
        "result": {"language": "en"},
        "transcription": [
            {"timestamps": {"from": "00:00:01,500"}, "offsets": {"from": 1500, "to": 2000}, "text": " Yes."}
        ],
    }
    transcript = read_transcript(json.dumps(data))
    assert transcript.language == "en"
    assert [(cue.start, cue.text) for cue in transcript.cues] == [(1.5, "Yes.")]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ('{"segments": [\n{"body": "Hej"', "line 2: broken JSON"),
        ('{"version": "1.0.0", "segments": []}', "without a transcript"),
        ('{"name": "paket"}', "without a transcript"),
        ("[1, 2, 3]", "without a transcript"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 5000, "too long"),
    ],
)
def test_other_json_is_refused(text: str, trouble: str) -> None:
    """Broken JSON with its line, and JSON that is no transcript with what one looks like."""
    with pytest.raises(ReadingError, match=trouble):
        read_transcript(text)


def test_half_a_character_is_replaced() -> None:
    """A surrogate without its other half could not be written anywhere; a pair is a character."""
    cues = read_transcript(r'[{"text": "a \ud83d b \ude00 c \ud83d\ude00 \\ud83d"}]').cues
    assert [cue.text for cue in cues] == ["a \ufffd b \ufffd c \U0001f600 \\ud83d"]


@pytest.mark.parametrize("start", ["1", True, -1, float("inf"), float("nan"), None])
def test_a_start_that_is_no_time_is_left_out(start: object) -> None:
    """What is no number of seconds is not known."""
    assert read_transcript(json.dumps([{"start": start, "text": "Hej"}])).cues == (Cue(None, None, "Hej", 1),)
