"""Growth that one sentence says whole: “from 3,276 to 3,559, an increase of 8.6%”, “£31.2m at March 2024 and £44.0m at
March 2025, an increase of £12.8m”."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.sentences import Said, Sentence

GREW = re.compile(r"\b(?:increase|decrease|rise|fall|growth|reduction) of\s*$", re.IGNORECASE)
FROM, TO = re.compile(r"\bfrom\s*$", re.IGNORECASE), re.compile(r"\bto\s*$", re.IGNORECASE)
DATED = re.compile(r"^\s*(?:at|in|on|by|for)\s[^,.;£]{0,20}20[0-9]{2}", re.IGNORECASE)
HUNDRED = Decimal(100)


def said_growth(found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    for sentence in found:
        figures = [said for said in sentence.figures if not said.each]
        if len(figures) != 3 or not GREW.search(figures[2].before):
            continue
        first, last, grown = figures
        if _pair(first, last) and first.value and (grown.percent or grown.money is last.money):
            checked.add(Kind.SHARES if grown.percent else Kind.SUMS)
            yield from _growth(sentence, first, last, grown)


def _pair(first: Said, last: Said) -> bool:
    """Two figures of one kind, from and to, or each with its date."""
    if first.percent or last.percent or first.money is not last.money:
        return False
    both = bool(FROM.search(first.before)) and bool(TO.search(last.before))
    return both or (bool(DATED.search(first.after)) and bool(DATED.search(last.after)))


def _growth(sentence: Sentence, first: Said, last: Said, grown: Said) -> Iterator[Finding]:
    off = abs(last.value - first.value)
    follows = off / first.value * HUNDRED if grown.percent else off
    room = grown.step * Decimal("0.51") if grown.percent else (first.step + last.step + grown.step) / 2
    if abs(grown.value - follows) <= room:
        return
    scale = grown.step if grown.step > 1 else Decimal(1)
    text = f"{shown(round(follows, 2), grown.step)}%" if grown.percent else _pounds(follows, grown)
    yield Finding(
        Kind.SHARES if grown.percent else Kind.SUMS, sentence.where, grown.text, text,
        gap(round((grown.value - follows) / scale, 2) * scale, grown.step, "£" if grown.money else ""),
        f"{grown.text} is said, and from {first.text} to {last.text} it is {text}.",
    )  # fmt: skip


def _pounds(value: Decimal, like: Said) -> str:
    """In millions or thousands where the printed figure is."""
    letter, unit = next(
        ((letter, unit) for letter, unit in (("m", 1_000_000), ("k", 1_000)) if like.text.lower().endswith(letter)),
        ("", 1),
    )
    text = shown(value / unit, like.step / unit)
    return f"£{text}{letter}" if like.money else text
