"""The tables that imports write: the key of a row, its values, and how a stored row compares with one of a file."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apps.benchmarking.models import AMOUNTS

Key = tuple[Any, ...]
Values = tuple[str | None, ...]  # as text; None where the file gives none
EXACT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Target:
    """``scope`` is how many columns of the key, from its first, name what one reading of stored rows brings; ``cited``
    columns are written with a row and never make one differ; no two rows of a scope share a value of ``apart``; a
    ``worded`` one holds text that a file brings; the key of one ``by_area`` ends with an area, and all areas of one
    authority are the same there."""

    table: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    numbers: frozenset[str]
    scope: int
    exact: Decimal = EXACT
    cited: tuple[str, ...] = ()
    apart: str = ""
    worded: bool = False
    by_area: bool = False

    def same(self, stored: tuple[Any, ...], values: Values) -> bool:
        """Whether a stored row says what the file says, to the last place that is stored."""
        return all(map(self.alike, self.values, stored, values))

    def alike(self, name: str, old: Any, new: str | None) -> bool:
        """The same of one value."""
        if name in self.numbers and new is not None:
            return old is not None and bool(old == Decimal(new).quantize(self.exact, ROUND_HALF_UP))
        return bool(old == new)


SPEND = Target(
    "benchmarking_spendrow",
    ("kind", "financial_year", "line_id", "area_id"),
    (*AMOUNTS, "marks"),
    frozenset(AMOUNTS),
    2,
    by_area=True,
)
FIGURE = Target(
    "benchmarking_figure", ("measure", "year", "area_id"), ("value", "mark"), frozenset({"value"}), 2, by_area=True
)
PER_HEAD = Target(
    "benchmarking_benchmarkvalue", ("benchmark_return_id", "line_id", "authority_id"), ("value",),
    frozenset({"value"}), 1, Decimal("0.01"),
)  # fmt: skip
STATISTIC = Target(
    "benchmarking_printedstatistic", ("benchmark_return_id", "line_id", "statistic", "of_neighbours"), ("value",),
    frozenset({"value"}), 1, Decimal("0.01"),
)  # fmt: skip
NEIGHBOUR = Target(
    "benchmarking_neighbour", ("comparator_set_id", "authority_id"), ("rank", "proximity"), frozenset({"rank"}), 1,
    Decimal(1), apart="rank", worded=True,
)  # fmt: skip
CASELOAD = Target(
    "benchmarking_caseload", ("authority_id", "january", "placement"), ("plans",), frozenset({"plans"}), 1, Decimal(1),
    ("source_id", "source_reference"), worded=True,
)  # fmt: skip
TARGETS = (SPEND, FIGURE, PER_HEAD, STATISTIC, NEIGHBOUR, CASELOAD)
