"""The rule of the narrative row: what is said of a line from our rate, the others' median and England's highest.

1. Both our rate and the median below £5 a head: “small budgets”.
2. Within £10 a head of the median: “average”, whatever the ratio.
3. Otherwise by the ratio of ours to the median: from 1.5 “very high”, from 4/3 “high”, to 3/4 “low”, to 2/3 “very
   low”, between them “average”.
4. At 95% of England's printed highest or more: “close to England's highest”, too.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Level = Literal["small budgets", "very high", "high", "average", "low", "very low"]
SMALL, NEAR = Decimal(5), Decimal(10)  # £ a head
CLOSE = Fraction(95, 100)
STEPS: tuple[tuple[Fraction, Level], ...] = ((Fraction(3, 2), "very high"), (Fraction(4, 3), "high"))
STEPS_DOWN: tuple[tuple[Fraction, Level], ...] = ((Fraction(2, 3), "very low"), (Fraction(3, 4), "low"))


@dataclass(frozen=True, slots=True)
class Said:
    """``ratio`` is ours to the median; None where the median is nought or less."""

    level: Level
    ratio: Fraction | None
    near: bool
    close_to_highest: bool


def said_of(ours: Decimal, median: Decimal, highest: Decimal | None) -> Said:
    ratio = Fraction(ours) / Fraction(median) if median > 0 else None
    close = highest is not None and highest > 0 and Fraction(ours) >= CLOSE * Fraction(highest)
    return Said(_level(ours, median, ratio), ratio, abs(ours - median) <= NEAR, close)


def _level(ours: Decimal, median: Decimal, ratio: Fraction | None) -> Level:
    if max(abs(ours), abs(median)) < SMALL:
        return "small budgets"
    if abs(ours - median) <= NEAR:
        return "average"
    if ratio is None:
        return "very high" if ours > median else "very low"
    for least, level in STEPS:
        if ratio >= least:
            return level
    for most, level in STEPS_DOWN:
        if ratio <= most:
            return level
    return "average"
