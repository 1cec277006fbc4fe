"""What a change of unit costs does to a run-rate (£ a full year): units × the new difference less units × the old."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RunRateChange:
    """``now`` and ``then`` are £ for a full year of everything counted."""

    label: str
    units: Decimal
    now: Decimal
    then: Decimal

    @property
    def change(self) -> Decimal:
        return self.then - self.now


def run_rate_change(label: str, units: Decimal | int, now: Decimal, then: Decimal) -> RunRateChange:
    """``now`` and ``then`` are the differences of two unit costs, £ a placement for a full year."""
    count = Decimal(units)
    return RunRateChange(label, count, count * now, count * then)


def together(label: str, changes: list[RunRateChange]) -> RunRateChange:
    """The sum of run-rates of one class and block; the caller sees to it that they are."""
    return RunRateChange(
        label,
        sum((c.units for c in changes), Decimal(0)),
        sum((c.now for c in changes), Decimal(0)),
        sum((c.then for c in changes), Decimal(0)),
    )
