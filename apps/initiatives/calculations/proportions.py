"""The difference between two shares of small groups, and whether it can be told from no change.

Wald's interval for a difference of two independent proportions, at 95%. Shares are per cents (24, not 0.24).
Method section 4: 24% to 22% of 121 is 2.42 children, interval −10 to +15.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class ShareDifference:
    """After less before. ``points`` are percentage points; the others are children of the later group.

    ``low`` and ``high`` bound the 95% interval; ``rounded_low`` and ``rounded_high`` bound what the rounding of the
    printed shares alone allows.
    """

    points: Decimal
    children: Decimal
    low: float
    high: float
    rounded_low: Decimal
    rounded_high: Decimal

    @property
    def distinguishable(self) -> bool:
        """Whether no change lies outside the interval."""
        return self.low > 0 or self.high < 0


def share_difference(before: Decimal, after: Decimal, n_before: int, n_after: int) -> ShareDifference:
    """Raises ``ValueError`` for a share outside 0 to 100 or a group of nobody."""
    if n_before < 1 or n_after < 1 or not (0 <= before <= 100 and 0 <= after <= 100):
        raise ValueError("Shares run from 0 to 100 per cent, of at least one child.")
    points = after - before
    variance = _variance(before, n_before) + _variance(after, n_after)
    half_width = Z_95 * sqrt(variance) * n_after
    children = points * n_after / 100
    slack = (printed_step(before) + printed_step(after)) / 2 * n_after / 100
    return ShareDifference(
        points=points,
        children=children,
        low=float(children) - half_width,
        high=float(children) + half_width,
        rounded_low=children - slack,
        rounded_high=children + slack,
    )


def printed_step(value: Decimal) -> Decimal:
    """The last digit printed: 24 → 1, 41.4 → 0.1."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))


def _variance(share: Decimal, n: int) -> float:
    p = float(share) / 100
    return p * (1 - p) / n
