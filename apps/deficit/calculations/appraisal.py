"""How many placements a request must avoid to pay for itself.

    placements  = cost a year ÷ (unit value × confidence)        exact
    to avoid    = placements, rounded up to a whole placement

Cost and unit value in pounds for one full year; confidence is the share of avoided placements that would really have
been made, as a fraction of one. £1,500,000 at £38,000 each: 39.47…, so 40; at £47,000: 31.91…, so 32. Method section 6.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


class CannotAppraise(ValueError):
    """``str()`` of it is a sentence fit to show."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """``exact`` placements a year, and the whole number that at least covers the cost."""

    cost: Decimal
    unit_value: Decimal
    confidence: Decimal
    exact: Fraction

    @property
    def placements(self) -> int:
        return -(-self.exact.numerator // self.exact.denominator)

    @property
    def shown(self) -> Decimal:
        """``exact`` as a decimal, to be rounded at display."""
        return Decimal(self.exact.numerator) / Decimal(self.exact.denominator)


def break_even(cost: Decimal, unit_value: Decimal, confidence: Decimal = Decimal(1)) -> BreakEven:
    """Raises ``CannotAppraise`` for what is not above nought, and for a confidence above one."""
    if cost <= 0:
        raise CannotAppraise("A cost of nought or less needs no placement to pay for it: enter a cost above nought.")
    if unit_value <= 0:
        raise CannotAppraise(
            "A placement avoided is worth nought or less at these rates, so no number of them pays for the request."
        )
    if not 0 < confidence <= 1:
        raise CannotAppraise("Confidence is a share above 0% and at most 100%: at nought, nothing is ever avoided.")
    return BreakEven(cost, unit_value, confidence, Fraction(cost) / (Fraction(unit_value) * Fraction(confidence)))
