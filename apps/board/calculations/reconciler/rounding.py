"""Whether a difference can come from the rounding of the printed figures alone."""

from collections.abc import Sequence
from decimal import Decimal

DEVIATIONS = Decimal("3.5")  # of the sum of rounding errors, each evenly spread over one step
VARIANCE = Decimal(12)


def room(steps: Sequence[Decimal]) -> Decimal:
    """How far a sum of figures, each printed to its step, may lie from its printed total: never more than half of every
    step together, and for many figures 3.5 standard deviations of their rounding, which chance passes once in 2,000."""
    most = sum(steps, Decimal(0)) / 2
    likely = (sum((step * step for step in steps), Decimal(0)) / VARIANCE).sqrt() * DEVIATIONS
    return min(most, likely)
