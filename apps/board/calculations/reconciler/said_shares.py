"""Percentages beside the numbers they are of, in one sentence: “46 of 60 plans (77%)”."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity, Where
from apps.board.calculations.reconciler.sentences import Said, Sentence

HUNDRED, FEW = Decimal(100), 20
OUT_OF = re.compile(r"^\s*(?:[a-z]+\s){0,2}(?:out of|of)(?:\s(?:the|a total of|its|our|all))?\s*$", re.IGNORECASE)
OF_THE = re.compile(r"(?:^|[.;]\s*|\band )of (?:the |these |our |all )?$", re.IGNORECASE)
FROM_TO = re.compile(r"^\s*to\s*$", re.IGNORECASE)
MOVED = re.compile(r"\b(?:rose|fell|reduced|increased|went|grew|dropped|decreased|up|down)\b[^.]*$", re.IGNORECASE)


def said_shares(found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    for sentence in found:
        figures = sentence.figures
        percents = [said for said in figures if said.percent]
        for first, second in pairwise(figures):
            part, whole = _part_and_whole(sentence, first, second)
            if part and whole and len(percents) == 1:
                checked.add(Kind.SHARES)
                yield from _share(sentence, part, whole, percents[0])
    yield from _changes(found, checked)


def _part_and_whole(sentence: Sentence, first: Said, second: Said) -> tuple[Said | None, Said | None]:
    """Of “46 of 60 plans” and of “Of the 60 plans, 46”."""
    if OUT_OF.search(_between(sentence, first, second)) and _counts(first, second):
        return first, second
    if OF_THE.search(first.before) and _counts(second, first):
        return second, first
    return None, None


def _between(sentence: Sentence, first: Said, second: Said) -> str:
    return sentence.text[first.start + len(first.text) : second.start]


def _counts(part: Said, whole: Said) -> bool:
    return not (part.percent or whole.percent) and part.money is whole.money and Decimal(0) < part.value <= whole.value


def _share(sentence: Sentence, part: Said, whole: Said, percent: Said) -> Iterator[Finding]:
    follows = part.value / whole.value * HUNDRED
    if abs(follows - percent.value) <= percent.step * Decimal("0.51") + (Decimal("0.5") if percent.rough else 0):
        return
    text = f"{shown(round(follows, 2), percent.step)}%"
    yield Finding(
        Kind.SHARES, sentence.where, percent.text, text, gap(round(percent.value - follows, 2)),
        f"{percent.text} is said, and {shown(part.value, part.step)} of {shown(whole.value, whole.step)} is {text}.",
    )  # fmt: skip


def _changes(found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    """A share that moved, in the place that counts whom it is of: the points of them are no whole number."""
    counted: dict[Where, list[Said]] = {}
    for sentence in found:
        whole = (said for said in sentence.figures if said.value >= FEW and said.things)
        counted.setdefault(sentence.where, []).extend(whole)
    for sentence in found:
        moves = _moves(sentence)
        wholes = counted[sentence.where]
        if not moves or len({said.value for said in wholes}) != 1:
            continue
        for first, last in moves:
            points = abs(first.value - last.value)
            follows = points * wholes[0].value / HUNDRED
            checked.add(Kind.SHARES)
            if follows != int(follows) and follows < 5:
                yield _few(sentence, first, last, wholes[0], follows)


def _moves(sentence: Sentence) -> list[tuple[Said, Said]]:
    """Pairs of percentages said as “from 24% to 22%”."""
    pairs = zip(sentence.figures, sentence.figures[1:], strict=False)
    return [
        (a, b) for a, b in pairs
        if a.percent and b.percent and FROM_TO.search(_between(sentence, a, b)) and MOVED.search(a.before)
    ]  # fmt: skip


def _few(sentence: Sentence, first: Said, last: Said, whole: Said, follows: Decimal) -> Finding:
    points = shown(abs(first.value - last.value), first.step)
    return Finding(
        Kind.SHARES, sentence.where, f"{first.text} to {last.text}", f"{shown(follows)} of {whole.text}", "",
        f"From {first.text} to {last.text} is {points} percentage points, and of {whole.text} they are "
        f"{shown(follows)}. So few can come from chance: an amount that rests on them does too.",
        Severity.QUESTION,
    )  # fmt: skip
