"""What moved between two runs, in words: places first, then places and children together."""

from collections.abc import Iterable
from decimal import Decimal

from apps.core.money import in_thousands, signed
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.avoidance import DELIVERED, OWN_MONTH, PIPELINE, Line
from apps.deficit.models import AvoidanceResult

FIRST_RUN = "This is the first run."
NO_CHANGE = "No total moved."
Rows = list[Line] | list[AvoidanceResult]


def differences_in_words(last_run_id: int | None, lines: dict[Convention, list[Line]]) -> list[str]:
    """One sentence for each current total that moved; one that says so where none did."""
    if last_run_id is None:
        return [FIRST_RUN]
    stored = AvoidanceResult.objects.filter(run_id=last_run_id, convention=Convention.CURRENT, opening_month=OWN_MONTH)
    now = [line for line in lines[Convention.CURRENT] if line.opening_month == OWN_MONTH]
    before, after = _totals(list(stored)), _totals(now)
    nought = Decimal(0)
    sentences = [
        f"{label}: {in_thousands(before.get(label, nought))} → {in_thousands(after.get(label, nought))} "
        f"({signed(in_thousands(after.get(label, nought) - before.get(label, nought)))})."
        for label in after | before
        if before.get(label, nought) != after.get(label, nought)
    ]
    return sentences or [NO_CHANGE]


def _totals(rows: Rows) -> dict[str, Decimal]:
    """Each total by its name. The year is the last in which delivered places opened."""
    programmes = {r.initiative for r in rows if r.basis == Basis.IN_YEAR}
    year = _last_year(rows, programmes, DELIVERED)
    last = _last_year(rows, programmes, PIPELINE)
    totals = {
        "Run-rate of delivered places": _sum(rows, Basis.RUN_RATE, DELIVERED, programmes),
        "Run-rate of delivered places and children together": _sum(rows, Basis.RUN_RATE, DELIVERED),
        "Run-rate of the pipeline": _sum(rows, Basis.RUN_RATE, PIPELINE, programmes),
    }
    if year:
        totals[f"In-year {year}, delivered places"] = _sum(rows, Basis.IN_YEAR, DELIVERED, programmes, year)
        totals[f"Cumulative to {year}, delivered places"] = _sum(rows, Basis.CUMULATIVE, DELIVERED, programmes, year)
    if last:
        totals[f"In-year {last}, pipeline"] = _sum(rows, Basis.IN_YEAR, PIPELINE, programmes, last)
    return totals


def _last_year(rows: Rows, programmes: set[str], status: str) -> FinancialYear | None:
    return max(
        (
            r.financial_year
            for r in rows
            if r.basis == Basis.RUN_RATE and r.status == status and r.initiative in programmes
        ),
        default=None,
    )


def _sum(
    rows: Rows,
    basis: Basis,
    status: str,
    programmes: Iterable[str] | None = None,
    year: FinancialYear | None = None,
) -> Decimal:
    found = (
        r.amount
        for r in rows
        if r.basis == basis
        and r.status == status
        and (programmes is None or r.initiative in programmes)
        and year in (None, r.financial_year)
    )
    return sum(found, Decimal(0))
