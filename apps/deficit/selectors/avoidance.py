"""Reads what the run in force worked out: stored answers, nothing is computed again but sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.avoidance import OWN_MONTH
from apps.deficit.models import AvoidanceResult
from apps.deficit.selectors.runs import RunStatus, run_status
from apps.initiatives.vocabulary import PlaceStatus

FULL_YEAR = 4  # an opening in April: the report's full-year convention
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Result:
    convention: Convention
    initiative: str
    status: PlaceStatus
    year: FinancialYear
    month: int
    basis: Basis
    units: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Projection:
    """The results of one run, in pounds, for some opening months."""

    status: RunStatus
    results: tuple[Result, ...]

    @property
    def run_id(self) -> int | None:
        return self.status.in_force.pk if self.status.in_force else None

    def pick(
        self,
        basis: Basis,
        convention: Convention = Convention.CURRENT,
        *,
        status: PlaceStatus | None = None,
        initiative: str = "",
        year: FinancialYear | None = None,
        month: int = OWN_MONTH,
    ) -> list[Result]:
        return [
            r
            for r in self.results
            if r.basis == basis
            and r.convention == convention
            and (basis == Basis.RUN_RATE or r.month == month)
            and status in (None, r.status)
            and initiative in ("", r.initiative)
            and year in (None, r.year)
        ]

    def amount(self, basis: Basis, convention: Convention = Convention.CURRENT, **of: Any) -> Decimal:
        """The sum of what ``pick`` finds: one basis and one convention, so amounts that may be added."""
        return sum((r.amount for r in self.pick(basis, convention, **of)), NOUGHT)

    @property
    def years(self) -> list[FinancialYear]:
        return sorted({r.year for r in self.results})

    @property
    def moved(self) -> bool:
        """Whether current figures differ from those as reported."""
        return {_key(r) for r in self.results if r.convention == Convention.CURRENT} != {
            _key(r) for r in self.results if r.convention == Convention.AS_REPORTED
        }


def projection(months: Iterable[int] = (OWN_MONTH, FULL_YEAR)) -> Projection:
    """The run in force with the results for these opening months (each tranche's own and April unless given)."""
    status = run_status()
    if status.in_force is None:
        return Projection(status, ())
    return Projection(status, _results(status.in_force.pk, frozenset({OWN_MONTH, *months})))


@remembered
def _results(run_id: int, months: frozenset[int]) -> tuple[Result, ...]:
    rows = AvoidanceResult.objects.filter(run_id=run_id, opening_month__in=months).values_list(
        "convention", "initiative", "status", "financial_year", "opening_month", "basis", "units", "amount"
    )
    return tuple(Result(Convention(c), i, PlaceStatus(s), y, m, Basis(b), u, a) for c, i, s, y, m, b, u, a in rows)


def _key(r: Result) -> tuple[object, ...]:
    return (r.initiative, r.status, r.year, r.month, r.basis, r.units, r.amount)
