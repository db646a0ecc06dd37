"""The layouts in which questions are marked, or answers are: each proposes a reading of the same blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from index.interview import Role
from index.reading.asking import asks, begins_asking, ends_asking, is_prompt, sentences, speaks_of_self
from index.reading.blocks import without_dash, without_number, without_quotes
from index.reading.debris import is_promotion
from index.reading.pairs import add_block, cut_at_question, propose_pairs
from index.reading.proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.blocks import Block

_ANSWERING_DASH = re.compile(r"(\?)\s*(?=[–—-]\s?[^\W\d_])")
_LONGEST_MARKED = 130
"""Words of a paragraph that a mark makes a question."""
_LONGEST_PAIRED = 45
_MANY_WITHIN = 0.4
"""The share of dashed paragraphs that end in a question, where the questions stand there."""
_MAJORITY = 0.7


def propose(blocks: Sequence[Block]) -> Iterator[Proposal]:
    """Yield what each layout makes of `blocks`, where it makes anything."""
    blocks = [part for block in blocks for part in _cut_before_dash(block)]
    cut = [part for place, block in enumerate(blocks) for part in _cut_last_question(blocks, place)]
    if len(cut) - len(blocks) >= _MANY_WITHIN * sum(block.dashed for block in blocks) > 0:
        yield from _by_answers(
            "dash answers, questions within", 0.6, cut, {place for place, block in enumerate(cut) if block.dashed}
        )
    for name, strength, marked in _question_marks(blocks):
        yield from _by_questions(name, strength, blocks, marked)
    for name, strength, marked in _answer_marks(blocks):
        yield from _by_answers(name, strength, blocks, marked)
    yield from _bare(blocks)
    yield from propose_pairs(blocks)


def _cut_before_dash(block: Block) -> Iterator[Block]:
    """Part "Vad gillar du? – Att den är klar." before the dash that answers."""
    start = 0
    if "? –" in block.text or "? —" in block.text or "? -" in block.text:
        for match in _ANSWERING_DASH.finditer(block.text):
            yield (
                block.reworded(block.text[start : match.end(1)])
                if not start
                else replace(block, text=block.text[start : match.end(1)], gap=False)
            )
            start = match.end(1)
    rest = block.text[start:].strip()
    yield block if not start else replace(block, text=rest, gap=False)


def _cut_last_question(blocks: Sequence[Block], place: int) -> Iterator[Block]:
    """Part the next question from the end of an answer that a dash marks, where another such answer follows."""
    block = blocks[place]
    parts = sentences(block.text) if block.dashed and ends_asking(block.text) else []
    below = blocks[place + 1] if place + 1 < len(blocks) else None
    if len(parts) > 1 and below and below.dashed and is_prompt(parts[-1]) and not speaks_of_self(parts[-1]):
        yield block.reworded(block.text[: block.text.rindex(parts[-1])].rstrip())
        yield replace(block, text=parts[-1], gap=True)
    else:
        yield block


def _question_marks(blocks: Sequence[Block]) -> Iterator[tuple[str, float, set[int]]]:
    levels = sorted({block.heading for block in blocks if block.heading})
    for level in levels:
        yield f"heading {level}", 0.8, {place for place, block in enumerate(blocks) if block.heading == level}
    if len(levels) > 1:
        headings = {place for place, block in enumerate(blocks) if block.heading and block.asks}
        yield "headings that ask", 0.75, headings
    for weight, name in ((2, "bold"), (3, "bold italic"), (1, "italic")):
        whole = {
            place
            for place, block in enumerate(blocks)
            if block.emphasis and block.emphasis.weight == weight and _is_whole(block) and block.size <= _LONGEST_MARKED
        }
        yield name, 0.8 if weight > 1 else 0.75, whole
        yield f"{name} that asks", 0.65, {place for place in whole if blocks[place].asks}
        heads = {
            place
            for place, block in enumerate(blocks)
            if block.emphasis and block.emphasis.weight == weight and (_is_whole(block) or asks(block.emphasis.inside))
        }
        if heads > whole:
            yield f"{name} at the head", 0.8, {place for place in heads if asks(_marked_words(blocks[place]))}
    yield "numbered", 0.8, _numbered(blocks)
    dashed = {place for place, block in enumerate(blocks) if block.dashed}
    yield "dash asks", 0.6, dashed
    yield "dashes on both", 0.5, {place for place in dashed if asks(_first_words(blocks[place].plain))}
    in_turn = [blocks[place].plain for place in sorted(dashed)]
    asked, answered = [asks(text) for text in in_turn[::2]], [is_prompt(without_dash(text)) for text in in_turn[1::2]]
    if sum(asked) >= _MAJORITY * len(asked) and sum(answered) <= (1 - _MAJORITY) * len(answered):
        yield "dashes in turn", 0.62, set(sorted(dashed)[::2])
    yield "quotes ask", 0.55, {place for place, block in enumerate(blocks) if block.in_quotes and block.asks}
    yield "block quotes ask", 0.6, {place for place, block in enumerate(blocks) if block.cited and block.asks}
    yield "capitals", 0.7, {place for place, block in enumerate(blocks) if block.plain.isupper() and block.size > 1}


def _answer_marks(blocks: Sequence[Block]) -> Iterator[tuple[str, float, set[int]]]:
    yield "dash answers", 0.65, {place for place, block in enumerate(blocks) if block.dashed}
    yield "quotes answer", 0.65, {place for place, block in enumerate(blocks) if block.in_quotes}
    yield "block quotes answer", 0.6, {place for place, block in enumerate(blocks) if block.cited}
    italic = {
        place
        for place, block in enumerate(blocks)
        if block.emphasis and _is_whole(block) and block.emphasis.weight == 1
    }
    yield "italic answers", 0.55, {place for place in italic if not blocks[place].asks}


def _is_whole(block: Block) -> bool:
    return block.emphasis is not None and not block.emphasis.rest.strip(" .:?!")


def _marked_words(block: Block) -> str:
    if block.emphasis is None:
        return block.plain
    return block.plain if _is_whole(block) else block.emphasis.inside


def _numbered(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks that count 1, 2, 3 …; where most of them ask, only those that do."""
    counted = [
        (place, block.number, asks(cut_at_question(block.plain)[0]))
        for place, block in enumerate(blocks)
        if block.number
    ]
    asking = sum(ask for _, _, ask in counted)
    strict = asking > 1 and asking >= len(counted) / 3
    chain: set[int] = set()
    last = 0
    for place, number, ask in counted:
        if (ask or not strict) and (last < number <= last + 2 or (number == 1 and last > 1)):
            chain.add(place)
            last = number
    if len(chain) < 2:  # noqa: PLR2004
        return set()
    return chain | _between(blocks, counted, chain)


def _between(blocks: Sequence[Block], counted: Sequence[tuple[int, int | None, bool]], chain: set[int]) -> set[int]:
    """Return the statements whose numbers are missing among those of the questions."""
    numbers = {blocks[place].number: place for place in chain}
    return {
        place
        for place, number, _ in counted
        if number is not None
        and number not in numbers
        and blocks[place].gap
        and numbers.get(number - 1, -1 if number == 1 else len(blocks)) < place < numbers.get(number + 1, -1)
    }


def _by_questions(name: str, strength: float, blocks: Sequence[Block], marked: set[int]) -> Iterator[Proposal]:
    """Take marked blocks for questions and what follows each for its answer."""
    if not marked or (len(marked) == len(blocks) and not any("\n" in block.text or block.emphasis for block in blocks)):
        return
    asking = sum(asks(_cut_marked(blocks[place], name)[0]) for place in marked)
    first = min(marked)
    proposal = Proposal(name, strength, blocks[:first], [])
    for place in range(first, len(blocks)):
        block = blocks[place]
        if place not in marked:
            if block.heading and "heading" not in name and not block.asks:
                proposal.aside.append((block, "section heading"))
            else:
                add_block(proposal, Role.ANSWER, block.reworded(_answer_words(block)))
            continue
        question, answer = _cut_marked(block, name)
        if (
            not asks(question)
            and asking > _MAJORITY * len(marked)
            and ((place + 1 in marked and not block.ends_sentence) or _is_subheading(block, name))
        ):
            proposal.aside.append((block, "section heading"))
            continue
        add_block(proposal, Role.QUESTION, block.reworded(question))
        if answer:
            add_block(proposal, Role.ANSWER, block.reworded(_answer_words(block.reworded(answer))))
    if asking:
        yield proposal


def _is_subheading(block: Block, name: str) -> bool:
    """Tell "En karriär i bildens tjänst", among headings or bold lines that ask."""
    return not block.ends_sentence and block.size <= 8 and not name.startswith("numbered")  # noqa: PLR2004


def _cut_marked(block: Block, name: str) -> tuple[str, str]:
    """Part a marked block into its question and the beginning of its answer."""
    if "heading" not in name and block.emphasis and not _is_whole(block) and "bold" in name + "italic":
        question, answer = block.emphasis.inside.strip(), block.emphasis.rest.strip()
    else:
        question, answer = block.plain, ""
        if name in {"numbered", "dash asks", "dashes on both", "dashes in turn"} or "capitals" in name:
            question, answer = cut_at_question(question)
    if name == "numbered" or (block.number is not None and asks(question)):
        question = without_number(question)
    return without_quotes(without_dash(question)).strip(), answer.lstrip(" –—-") if answer.startswith(
        ("–", "—", "- ")
    ) else answer


def _first_words(text: str) -> str:
    question, answer = cut_at_question(text)
    return (
        question
        if answer and len(question.split()) <= _LONGEST_PAIRED and len(answer.split()) < _LONGEST_PAIRED // 2
        else text
    )


def _answer_words(block: Block) -> str:
    if not block.dashed or block.text.startswith("*") or _is_item(block):
        return block.text
    return without_dash(block.text)


def _is_item(block: Block) -> bool:
    """Tell an item of a list from what somebody says after a hyphen."""
    return block.plain.startswith("- ") and not block.ends_sentence


def _by_answers(name: str, strength: float, blocks: Sequence[Block], marked: set[int]) -> Iterator[Proposal]:
    """Take marked blocks for answers, and what asks or stands alone before each for its question."""
    if not marked:
        return
    questions = {
        place
        for place, block in enumerate(blocks)
        if place not in marked
        and (block.asks or _is_topic(blocks, place, marked))
        and _before_answer(blocks, place, marked)
    }
    if not questions:
        return
    taken = marked | questions
    statements = {
        place
        for place, block in enumerate(blocks)
        if place not in taken
        and not block.heading
        and block.size <= _LONGEST_PAIRED
        and place + 1 in marked
        and (place - 1 in marked or place == 0)
    }
    if len(statements) <= len(questions) / 2 and len(questions) > 1:
        questions |= statements
    first = min(questions)
    proposal = Proposal(name, strength, blocks[:first], [])
    for place in range(first, len(blocks)):
        block = blocks[place]
        if place in questions:
            words = without_number(block.plain) if block.number is not None else block.plain
            add_block(proposal, Role.QUESTION, block.reworded(words))
        elif place in marked:
            words = without_dash(block.text) if block.dashed else without_quotes(block.text)
            add_block(proposal, Role.ANSWER, block.reworded(words))
        elif block.heading:
            proposal.aside.append((block, "section heading"))
        else:
            add_block(proposal, Role.ANSWER, block)
    last = max((place for place in marked if place > first), default=first)
    if name == "quotes answer" and proposal.turns[-1].role is Role.ANSWER:
        tail = [block for block in proposal.turns[-1].blocks if block.line > blocks[last].line]
        marks = sum(place in marked for place in range(first, last + 1) if place not in questions)
        if tail and marks >= _MAJORITY * (last + 1 - first - len(questions)):
            proposal.turns[-1].blocks = proposal.turns[-1].blocks[: -len(tail)]
            proposal.aside += [(block, "below the last answer") for block in tail]
    yield proposal


def _is_topic(blocks: Sequence[Block], place: int, marked: set[int]) -> bool:
    """Tell a short line without a stop, right before an answer: "Om att flytta hem"."""
    return place + 1 in marked and blocks[place].size <= 12 and not blocks[place].ends_sentence and place > 0  # noqa: PLR2004


def _before_answer(blocks: Sequence[Block], place: int, marked: set[int]) -> bool:
    """Tell whether a marked answer follows, with nothing but more of the question between."""
    for later in range(place + 1, min(place + 4, len(blocks))):
        if later in marked:
            return True
        if not blocks[later].asks:
            return False
    return False


def _bare(blocks: Sequence[Block]) -> Iterator[Proposal]:
    """Take lines that ask for questions, where nothing marks them but their question mark or imperative."""
    prompts = {
        place for place, block in enumerate(blocks) if block.prompts and not block.in_quotes and not block.dashed
    }
    for place in sorted(prompts):
        if {place - 1, place, place + 1} <= prompts and not {place - 2, place + 2} & prompts:  # the middle one answers
            prompts.discard(place)
    if not prompts:
        return
    forms = Counter(_form(blocks, place) for place in prompts)
    form, count = forms.most_common(1)[0]
    chosen = {
        place
        for place in prompts
        if _form(blocks, place) == form or (_form(blocks, place)[0] == form[0] and not form[1])
    }
    if count >= _MAJORITY * len(prompts) and count > 2 and chosen != prompts:  # noqa: PLR2004
        yield from _of_prompts("bare, of one form", 0.52, blocks, chosen | {min(prompts)})
    yield from _of_prompts("bare", 0.5, blocks, prompts)
    rhetorical = {place for place in prompts if not begins_asking(blocks[place].plain) or _leans(blocks, place)}
    if rhetorical and rhetorical != prompts:
        yield from _of_prompts("bare, but what leans", 0.49, blocks, prompts - rhetorical)


def _of_prompts(name: str, strength: float, blocks: Sequence[Block], prompts: set[int]) -> Iterator[Proposal]:
    last = max(prompts)
    below = blocks[last + 1 :]
    if (
        is_promotion(blocks[last].plain)
        or (below and is_promotion(below[0].plain) and not speaks_of_self(below[0].plain))
        or not below
    ):
        prompts = prompts - {last}
    if not prompts:
        return
    first, promoted = min(prompts), last not in prompts
    proposal = Proposal(name, strength, blocks[:first], [])
    for place in range(first, len(blocks)):
        block = blocks[place]
        if place in prompts:
            words = without_number(block.plain) if block.number is not None else block.plain
            add_block(proposal, Role.QUESTION, block.reworded(words))
        elif promoted and place >= last:
            proposal.aside.append((block, "advert"))
        elif block.heading and not block.asks:
            proposal.aside.append((block, "section heading"))
        else:
            add_block(proposal, Role.ANSWER, block)
    yield proposal


def _form(blocks: Sequence[Block], place: int) -> tuple[bool, bool]:
    """Return whether there is a blank line before a block, and after it."""
    return blocks[place].gap, place + 1 == len(blocks) or blocks[place + 1].gap


def _leans(blocks: Sequence[Block], place: int) -> bool:
    """Tell a short question within an answer, which goes on right below: "Varför då?"."""
    return not blocks[place].gap and place > 0
