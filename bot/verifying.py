"""Whether somebody really said that: what a message wants checked, and the reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reply import Beside, Comparison, Kind, Reply, Saying
from index.comparing import Change
from index.interview import Role
from index.quoted import stretches, stretches_in_marks
from index.sentences import sentences
from index.verifying import FEWEST_WORDS, Outcome, Verifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.presentation import Presenter
    from index.library import Library
    from index.quoted import Stretch
    from index.verifying import Place, Verification

MAX_QUOTATION = 5000
"""Code points of a quotation; longer than any message in Telegram."""

FEWEST_PASTED, LIKENESS_OF_PASTED = 8, 0.75
"""Words of a message without quotation marks that is taken for a quotation, and its likeness to the true ones."""

LONGEST_SAME = 12
"""Words that are the same as the true ones and shown whole beside those that are not."""

_ENDS = 4
_COMMAND = re.compile(
    r"\s*(?:/(?:verify|kolla)(?:@\w+)?(?!\w)[\s:]*|(?:verify|kolla)(?:\s*:|\s*(?=[\"“”„«»])))", re.IGNORECASE
)


class Checker:
    """Checks what readers want checked, in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._verifier = Verifier(library)

    def verify(self, text: str, interview: str | None, at: str | None) -> Verification:
        """Look for a quotation, as `Verifier.verify` does."""
        return self._verifier.verify(text, interview, at)

    def pasted(self, text: str, interview: str | None, at: str | None, *, is_forwarded: bool) -> Verification | None:
        """Return what has come of a message if that is a quotation, None where it is none.

        It is one if it was forwarded or stands in quotation marks, unless nobody said it and it asks something; else if
        it has eight words or more that somebody said, nearly so, and that were not the interviewer's: those are asked.
        """
        if len(text) > MAX_QUOTATION:
            return None
        count, marked = _count(stretches(text)), _count(stretches_in_marks(text))
        is_quoted = count >= FEWEST_WORDS and (is_forwarded or marked >= max(FEWEST_WORDS, count / 2))
        if not is_quoted and count < FEWEST_PASTED:
            return None
        found = self.verify(text, interview, at)
        is_asking = text.rstrip(' \n"”“»«').endswith("?")
        if is_quoted:
            return None if found.outcome is Outcome.NOT_FOUND and is_asking else found
        is_said = found.place is not None and not found.place.is_interviewers and not is_asking
        return found if is_said and found.likeness >= LIKENESS_OF_PASTED else None

    def reply(self, found: Verification, present: Presenter) -> Reply | None:
        """Return what is said of a quotation; None where there is nothing to show beside it."""
        place = found.place
        if place is None:
            return None
        who = present.who(place.interview) if place.passage is None else getattr(place.passage.speaker, "name", "")
        if found.outcome is Outcome.NOT_FOUND:
            key = "not_verified_near"
        elif found.outcome is Outcome.ALTERED:
            key = "altered_by_interviewer" if place.is_interviewers else "altered"
        elif place.is_interviewers:
            key = "verified_by_interviewer"
        elif found.is_short:
            key = "verified_few_words"
        elif place.turn.role is Role.INTRODUCTION:
            key = "verified_introduction"
        else:
            key = "verified_with_gaps" if found.has_gaps else "verified"
        kind = Kind.ANSWERED if found.outcome is Outcome.EXACT else Kind.CLOSE
        said: list[Saying | Comparison] = [present.say(key, who=who)]
        if found.outcome is Outcome.ALTERED:
            said.append(Comparison(tuple(_beside(found, place, present))))
        return present.stretch(kind, place, self._whole_sentences(place), said)

    def _whole_sentences(self, place: Place) -> tuple[int, int]:
        """Return where the sentences begin and end that the words stand in: nothing is torn out of its sentence."""
        spans = sentences(place.turn.text, self._library.interviews[place.interview].language)
        its = [span for span in spans if span[1] > place.start and span[0] < place.end]
        return its[0][0], its[-1][1]


def commanded(text: str) -> str | None:
    """Return what a message wants checked that begins with the command to do so: "/verify …", "kolla: …"."""
    command = _COMMAND.match(text)
    return text[command.end() :].strip() if command else None


def _beside(found: Verification, place: Place, present: Presenter) -> Iterator[Beside]:
    """Yield the pieces of a quotation beside the true words; of many that are the same, the first and the last."""
    text = place.turn.text
    starts = [piece.true[0] for piece in found.pieces if piece.true[0] < piece.true[1]]
    for piece in found.pieces:
        quoted, true = (
            " ".join(its[slice(*at)].split()) for its, at in ((found.quoted, piece.quoted), (text, piece.true))
        )
        following = next((start for start in starts if start >= piece.true[1]), piece.true[1])
        between = text[piece.true[1] : following].strip() if true else ""
        words = true.split()
        if piece.change is Change.SAME:
            said = ""
            if len(words) > LONGEST_SAME:
                true = " ".join([*words[:_ENDS], "…", *words[-_ENDS:]])
        else:
            said = present.say(_DIFFERENCES[piece.change], quoted=quoted, true=true).text
        gap = " …" if any(char.isalnum() for char in between) else between
        yield Beside("" if not said else quoted, f"{true}{gap}", said)


_DIFFERENCES = {Change.CHANGED: "differs_changed", Change.PUT_IN: "differs_put_in", Change.LEFT_OUT: "differs_left_out"}


def _count(quoted: Iterable[Stretch]) -> int:
    return sum(len(stretch.words) for stretch in quoted)
