"""What a message holds that is no text: one plain example of each kind, as the Bot API writes it."""

from typing import Literal, get_args

MediaKind = Literal[
    "photo",
    "voice",
    "sticker",
    "document",
    "poll",
    "location",
    "audio",
    "video",
    "video_note",
    "contact",
    "dice",
]


def _file(kind: str, **details: object) -> dict[str, object]:
    return {"file_id": f"{kind}-file", "file_unique_id": f"{kind}-unique", **details}


EXAMPLES: dict[MediaKind, object] = {
    "photo": [_file("photo", width=90, height=60), _file("photo-large", width=900, height=600)],
    "voice": _file("voice", duration=4, mime_type="audio/ogg"),
    "sticker": _file("sticker", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="🙂"),
    "document": _file("document", file_name="bilaga.pdf", mime_type="application/pdf"),
    "poll": {
        "id": "1",
        "question": "Ja?",
        "options": [
            {"text": text, "voter_count": 0, "persistent_id": str(number)} for number, text in enumerate(("Ja", "Nej"))
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "location": {"longitude": 18.07, "latitude": 59.33},
    "audio": _file("audio", duration=200),
    "video": _file("video", width=640, height=360, duration=10),
    "video_note": _file("video_note", length=240, duration=10),
    "contact": {"phone_number": "+46700000000", "first_name": "Maja"},
    "dice": {"emoji": "🎲", "value": 3},
}


def example(kind: MediaKind) -> dict[str, object]:
    """Return the field of a message that holds such media."""
    if kind not in EXAMPLES:
        message = f"no example of {kind!r}; there are {', '.join(get_args(MediaKind))}"
        raise ValueError(message)
    return {kind: EXAMPLES[kind]}
