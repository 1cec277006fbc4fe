"""Pounds and pence from exact fractions: the rounding, and a split that loses no penny."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

PENNY = Decimal("0.01")


def to_pence(exact: Fraction) -> Decimal:
    """Half up, away from nought, exactly."""
    pence = (abs(exact) * 200 + 1) // 2
    return (-pence if exact < 0 else pence) * PENNY


def apportion(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """``amount`` (£ and pence) split by weights, so that the parts sum to it: largest remainders take the pennies."""
    whole = sum(weights, Decimal(0))
    if whole <= 0:
        raise ValueError("Weights sum to more than nought.")
    sign = -1 if amount < 0 else 1
    pence = int(abs(amount) / PENNY)
    exact = [Fraction(pence) * Fraction(w) / Fraction(whole) for w in weights]
    parts = [e.numerator // e.denominator for e in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: pence - sum(parts)]:
        parts[i] += 1
    return [sign * p * PENNY for p in parts]
