"""What moved between two runs, in words."""

from collections.abc import Iterable
from decimal import Decimal

from apps.core.money import in_thousands, signed
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.avoidance import DELIVERED, OWN_MONTH, PIPELINE, Line
from apps.deficit.models import AvoidanceResult

Totals = dict[tuple[str, Basis], Decimal]
LABELS = {
    (DELIVERED, Basis.RUN_RATE): "Run-rate of what is delivered",
    (PIPELINE, Basis.RUN_RATE): "Run-rate of the pipeline",
    (DELIVERED, Basis.CUMULATIVE): "Cumulative to the last year, delivered",
    (PIPELINE, Basis.CUMULATIVE): "Cumulative to the last year, pipeline",
}


def differences_in_words(last_run_id: int | None, lines: dict[Convention, list[Line]]) -> list[str]:
    """One sentence for each current total that moved; one that says so where none did."""
    if last_run_id is None:
        return ["This is the first run."]
    stored = AvoidanceResult.objects.filter(
        run_id=last_run_id, convention=Convention.CURRENT, opening_month=OWN_MONTH
    ).exclude(basis=Basis.IN_YEAR)
    before = _totals(stored)
    after = _totals(line for line in lines[Convention.CURRENT] if line.opening_month == OWN_MONTH)
    sentences = [
        f"{label}: {in_thousands(before.get(key, Decimal(0)))} → {in_thousands(after.get(key, Decimal(0)))} "
        f"({signed(in_thousands(after.get(key, Decimal(0)) - before.get(key, Decimal(0))))})."
        for key, label in LABELS.items()
        if before.get(key) != after.get(key)
    ]
    return sentences or ["No total moved."]


def _totals(lines: Iterable[Line | AvoidanceResult]) -> Totals:
    rows = list(lines)
    last_year = max((r.financial_year for r in rows if r.basis == Basis.CUMULATIVE), default=None)
    totals: Totals = {}
    for row in rows:
        if row.basis == Basis.CUMULATIVE and row.financial_year != last_year:
            continue
        key = (str(row.status), Basis(row.basis))
        totals[key] = totals.get(key, Decimal(0)) + row.amount
    return totals
