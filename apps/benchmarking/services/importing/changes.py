"""Reads what a file would change, figure by figure: what and whose it is, of which year, and the two values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.benchmarking.models import Area, Authority, BenchmarkReturn, ComparatorSet, SpendLine
from apps.benchmarking.services.importing.store import Changed
from apps.benchmarking.services.importing.targets import FIGURE, NEIGHBOUR, PER_HEAD, SPEND, STATISTIC
from apps.benchmarking.vocabulary import FigureMeasure, ReturnKind, Statistic
from apps.core.periods import FinancialYear

OF_FINANCIAL_YEARS = ("outturn_", "dsg_")


@dataclass(frozen=True, slots=True)
class Moved:
    what: str
    whose: str
    year: str
    before: str
    after: str


def moved(changes: Sequence[Changed]) -> list[Moved]:
    """In the file's order. Four queries at most, however many there are."""
    names = _Names.of(changes)
    return [one for change in changes for one in names.told(change)]


@dataclass(frozen=True, slots=True)
class _Names:
    areas: dict[int, str]
    authorities: dict[int, str]
    lines: dict[int, str]
    tables: dict[int, str]

    @classmethod
    def of(cls, changes: Iterable[Changed]) -> "_Names":
        of = {c.target for c in changes}
        per_head, spend = {PER_HEAD, STATISTIC}, {SPEND, PER_HEAD, STATISTIC}
        return cls(
            areas=_named(Area) if of & {FIGURE, SPEND} else {},
            authorities=_named(Authority) if of & {PER_HEAD, NEIGHBOUR} else {},
            lines={line.pk: f"{line.code} {line.short_title}" for line in SpendLine.objects.all() if of & spend},
            tables=_named(BenchmarkReturn) if of & per_head else _named(ComparatorSet) if NEIGHBOUR in of else {},
        )

    def told(self, change: Changed) -> Iterator[Moved]:
        what, whose, year = self._of(change)
        for name, before, after in zip(change.target.values, change.before, change.after, strict=True):
            if not change.target.alike(name, before, after):
                part = f": {name.replace('_', ' ')}" if change.target in (SPEND, NEIGHBOUR) else ""
                yield Moved(what + part, whose, year, _shown(before), _shown(after))

    def _of(self, change: Changed) -> tuple[str, str, str]:
        key: Any = change.key
        if change.target is FIGURE:
            year = str(FinancialYear(key[1])) if key[0].startswith(OF_FINANCIAL_YEARS) else str(key[1])
            return FigureMeasure(key[0]).label, self.areas[key[2]], year
        if change.target is SPEND:
            kind = ReturnKind(key[0]).label
            return f"{kind}, {self.lines[key[2]]}", self.areas[key[3]], str(FinancialYear(key[1]))
        if change.target is PER_HEAD:
            return self.lines[key[1]], self.authorities[key[2]], self.tables[key[0]]
        if change.target is STATISTIC:
            return f"{self.lines[key[1]]}: {Statistic(key[2]).label.lower()}", "England", self.tables[key[0]]
        return "Neighbour", self.authorities[key[1]], self.tables[key[0]]


def _named(model: Any) -> dict[int, str]:
    return {row.pk: str(row) for row in model._default_manager.all()}


def _shown(value: Any) -> str:
    """A number without what follows its last figure; a mark, or “not given”."""
    if value is None or value == "":
        return "not given"
    try:
        number = Decimal(str(value)).normalize()
    except ArithmeticError:
        return str(value)
    return f"{number:,f}" if number.is_finite() else str(value)
