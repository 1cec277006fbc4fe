"""The bridge as a waterfall: the gap of one year without the initiatives and with them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from apps.core.charts import Chart, Column, Rows, waterfall
from apps.core.charts.chart import Download
from apps.core.money import millions
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.presenters.bridge import BridgeStep
from apps.deficit.selectors.avoidance import Projection
from apps.deficit.selectors.positions import Outlook, replaced
from apps.initiatives.vocabulary import PlaceStatus

PLACES = 2  # steps of £0.05m would be nought at one


def bridge_chart(steps: Sequence[BridgeStep], year: FinancialYear, downloads: Sequence[Download] = ()) -> Chart:
    """£m within the year; the drawing has the table's rows."""
    columns = (
        Column("step", "Step", link="url"),
        Column("amount", "Amount", kind="money_m", places=PLACES, signed=True),
    )
    rows = [_row(step) for step in steps]
    table = Rows(f"High-needs gap of {year}, from unmitigated to mitigated, £m in the year", columns, rows)
    first, last = steps[0].amount, steps[-1].amount
    return Chart(
        slug="bridge",
        title=f"From {millions(first, PLACES)} to {millions(last, PLACES)} in {year}",
        subtitle=f"High-needs in-year gap, £ million, {year}. What is avoided carries a minus, what empty places cost "
        "a plus.",
        sentences=f"The gap of {year} is {millions(first, PLACES)} unmitigated and {millions(last, PLACES)} mitigated.",
        figure=waterfall(table, name="step", value="amount"),
        table=table,
        notes=(
            "A benefit that had begun when the position was stated is in the published gap already: it is added back "
            "once, to show the gap without it, and never taken off again.",
        ),
        downloads=downloads,
    )


def _row(step: BridgeStep) -> dict[str, Any]:
    """A step leads to its initiative's own projection."""
    row: dict[str, Any] = {"step": step.label, "amount": step.amount}
    if step.total:
        row["_kind"] = "total"
    if step.subject:
        row["url"] = reverse("deficit:initiative", args=[step.subject])
    return row


def reported_rows(projection: Projection, reported: Outlook | None, now: Outlook | None) -> Rows | None:
    """The report's own comparison: its total, a run-rate, beside its gap within one year; what is published now stands
    beside it where that differs. Nothing where the report is not loaded."""
    if reported is None or projection.run_id is None:
        return None
    total = projection.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    columns = [
        Column("year", "Financial year"),
        Column("total", "Reported total, a run-rate", kind="money_k"),
        Column("gap", "In-year gap", kind="money_k"),
        Column("share", "One over the other", kind="percent"),
    ]
    rows: list[dict[str, Any]] = [
        {"year": str(p.financial_year), "total": total, "gap": p.in_year_gap, "share": total / p.in_year_gap * 100}
        for p in reported.years
        if p.in_year_gap
    ]
    newer = replaced(reported, now)
    if newer:
        columns += [Column("now", "In-year gap as published now", kind="money_k"), Column("position", "Published as")]
        rows = [
            {**row, "now": p.in_year_gap, "position": p.name} if (p := newer.get(row["year"])) else row for row in rows
        ]
    return Rows("Reported total (run-rate, £000 a year) beside the gap (in-year, £000)", columns, rows)
