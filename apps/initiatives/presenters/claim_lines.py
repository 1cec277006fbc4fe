"""A claim's calculation as a table: the same for its maker before submission and for finance as it was submitted."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import number, pounds
from apps.initiatives.calculations.claim_lines import POUNDS, PRINTED, Line
from apps.initiatives.calculations.pence import PENNY
from apps.initiatives.models import BenefitClaim, MeasurementPlan
from apps.initiatives.vocabulary import ValuesState

BESIDE = "beside"
CAPTION = "The calculation, line by line, each figure in the unit of its line"
BESIDE_HEADING = "Beside the claimed amount, and never added to it"


@dataclass(frozen=True, slots=True)
class FigureColumn(Column):
    """Figures of several units in one column: each is shown with the decimals that it has."""

    @property
    def numeric(self) -> bool:
        return True

    def cell(self, raw: Any, total: bool = False) -> str:
        return "" if raw is None else number(raw, max(0, -raw.as_tuple().exponent))


COLUMNS = (
    Column("line", "Line"),
    Column("how", "How it is worked out"),
    Column("unit", "Unit"),
    FigureColumn("as_reported", "As reported"),
    FigureColumn("assured", "Assured"),
    Column("source", "Where its inputs come from"),
)


def line_table(found: Iterable[Line], caption: str = CAPTION) -> Rows:
    """Numbered lines; those that stand beside the claimed amount come last, under a heading of their own."""
    rows: list[dict[str, Any]] = []
    for position, line in enumerate(found, 1):
        if line.kind == BESIDE and not any(row.get("_kind") == "group" for row in rows):
            rows.append({"_kind": "group", "line": BESIDE_HEADING})
        rows.append(_row(position, line))
    return Rows(caption, COLUMNS, rows)


def frozen_lines(claim: BenefitClaim) -> list[Line]:
    """As they were submitted; none before."""
    return [Line(**kept) for kept in claim.calculation.get("lines", [])]


def printed_words(claim: BenefitClaim) -> str:
    """What the report prints where units in full give another amount: ``£94,000 (2 children × £47,000 …)``."""
    found = [line for line in frozen_lines(claim) if line.label == PRINTED]
    return "; ".join(f"{pounds(Decimal(line.as_reported))} ({line.formula}; {line.source})" for line in found)


def illustrative_words(plan: MeasurementPlan) -> str:
    """What stands by every assured figure while finance has not agreed the plan's values; nothing once it has."""
    if plan.values_state == ValuesState.AGREED:
        return ""
    return "Illustrative: finance has not agreed occupancy and deadweight."


def _row(position: int, line: Line) -> dict[str, Any]:
    beside = line.kind == BESIDE
    return {
        "_kind": "" if beside else line.kind,
        "line": f"{position}. {line.label.removeprefix('Beside: ').capitalize() if beside else line.label}",
        "how": line.formula,
        "unit": line.unit,
        "as_reported": _figure(line.as_reported, line.unit),
        "assured": _figure(line.assured, line.unit),
        "source": line.source,
    }


def _figure(text: str, unit: str) -> Decimal | None:
    """Exact; pounds without pence where there are none, and with two digits of pence where there are some."""
    if not text:
        return None
    value = Decimal(text)
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    exact = value.normalize()
    return exact.quantize(PENNY) if unit == POUNDS and exact == exact.quantize(PENNY) else exact
