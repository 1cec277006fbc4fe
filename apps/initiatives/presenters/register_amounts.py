"""Claimed and approved amounts in the register's cells: £000, each line of one kind."""

from collections.abc import Mapping
from decimal import Decimal

from apps.core.money import thousands
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.selectors.claim_totals import Kind

CLAIMED = "Claimed, £000 a year (run-rate) unless a line says otherwise"
APPROVED = "Approved, £000 a year (run-rate) unless a line says otherwise"
NONE_CLAIMED, NONE_APPROVED = "None claimed", "None approved"
USUAL = Kind(Basis.RUN_RATE, BenefitClass.AVOIDANCE, Block.HIGH_NEEDS, None)


def amount_lines(sums: Mapping[Kind, Decimal], none: str) -> tuple[str, ...]:
    """``7,148`` of High Needs cost avoidance a year; what differs from that says how: ``30, once, general fund``."""
    return tuple(_line(kind, sums[kind]) for kind in sorted(sums, key=lambda k: k.rank)) or (none,)


def amount_order(sums: Mapping[Kind, Decimal]) -> tuple[int, Decimal]:
    """Sorts by the usual kind, then by any other, then what has none."""
    if USUAL in sums:
        return 2, sums[USUAL]
    return (1, max(sums.values())) if sums else (0, Decimal(0))


def _line(kind: Kind, amount: Decimal) -> str:
    said = [
        "once" if kind.basis == Basis.ONE_OFF else "",
        "" if kind.benefit_class == USUAL.benefit_class else kind.benefit_class.label.lower(),
        "" if kind.block == USUAL.block else kind.block.label,
    ]
    return ", ".join(filter(None, [thousands(amount), *said]))
