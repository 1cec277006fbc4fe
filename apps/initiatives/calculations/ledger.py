"""How an approved amount is entered in the ledger: by initiative, basis and financial year, to the penny.

The entries of a basis (and year) sum to the approved amount; a lower approval lowers every entry in proportion.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.core.periods import FinancialYear
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.calculations.claim_value import Value, claimed
from apps.initiatives.calculations.pence import apportion, to_pence


@dataclass(frozen=True, slots=True)
class Entry:
    """£. ``year`` is there for in-year amounts; ``initiative`` is its key in the inputs."""

    initiative: str
    block: str
    year: FinancialYear | None
    amount: Decimal


def entries(inputs: ClaimInputs, assured: Value, approved: Decimal) -> list[Entry]:
    """Of a claim of which ``approved`` (£) is approved. Delivery cost on other blocks is entered whole."""
    asked = claimed(assured, inputs.block)
    part = Fraction(approved) / Fraction(asked) if asked else Fraction(1)
    made: list[Entry] = []
    for block, net in assured.net.items():
        own = block == inputs.block
        made += _shared(inputs, block, None, approved if own else to_pence(net))
        for year, amount in assured.in_year[block].items():
            made += _shared(inputs, block, year, to_pence(amount * part if own else amount))
    return [e for e in made if e.amount]


def _shared(inputs: ClaimInputs, block: str, year: FinancialYear | None, amount: Decimal) -> Iterator[Entry]:
    parts = apportion(amount, [s.share for s in inputs.shares])
    return (Entry(s.initiative, block, year, part) for s, part in zip(inputs.shares, parts, strict=True))
