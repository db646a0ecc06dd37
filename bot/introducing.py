"""What the bot tells of itself: what it is and whom it quotes, what it speaks, what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from bot.reply import SPEAKING, Button, Kind, Reply

if TYPE_CHECKING:
    from bot.presentation import Presenter
    from bot.reply import Saying
    from index.library import Library

MOST_INTERVIEWS = 10
"""How many interviews are named."""


class Introducer:
    """Tells of the bot over one library, which keeps readers' questions for `kept_days`, None where nothing is kept."""

    def __init__(self, library: Library, kept_days: int | None) -> None:
        self._library = library
        self._kept_days = kept_days

    def reply(self, meaning: str, present: Presenter) -> Reply:
        """Answer what is asked of the bot: "about", "language" or "privacy"."""
        match meaning:
            case "about":
                return Reply(Kind.SMALL_TALK, (present.say("about", interviews=self._interviews(present)),))
            case "language":
                return Reply(Kind.SMALL_TALK, (present.say("language"),), self._languages())
            case _:
                return Reply(Kind.SMALL_TALK, (self._kept(present),))

    def _interviews(self, present: Presenter) -> str:
        interviews = list(self._library.interviews.values())
        lines = [
            present.say("about_interview", title=interview.title, who=present.who(interview.id)).text
            for interview in interviews[:MOST_INTERVIEWS]
        ]
        more = [present.say("about_more").text] if len(interviews) > MOST_INTERVIEWS else []
        return "\n".join([*lines, *more])

    def _kept(self, present: Presenter) -> Saying:
        if self._kept_days is None:
            return present.say("privacy_nothing")
        if self._kept_days == 0:
            return present.say("privacy", questions=present.say("privacy_no_questions").text)
        days = present.counted("day", self._kept_days)
        return present.say("privacy", questions=present.say("privacy_questions", days=days).text)

    def _languages(self) -> tuple[Button, ...]:
        """Return a button for each language, by its own name; the passage that it carries means nothing."""
        anything = self._library.passages[0].address
        names = {deed: str(Locale(code).languages[code]) for deed, code in SPEAKING.items()}
        return tuple(
            Button(name[:1].upper() + name[1:], deed, anything, number)
            for number, (deed, name) in enumerate(names.items(), 1)
        )
