"""Places: bars by year, Table 2 with its checks, Table 3 on every basis."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from apps.board.facts import Facts
from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.core.money import number
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.selectors.avoidance import FULL_YEAR, Projection
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import Phase, PlaceStatus

YEARS = "Year of opening"


def years_of(tranches: Sequence[TrancheView]) -> list[FinancialYear]:
    years = [t.financial_year for t in tranches]
    return list(min(years).until(max(years))) if years else []


def table_2_source(facts: Facts) -> str:
    return "Table 2, as changed here since" if any(t.version > 1 for t in facts.tranches) else "Table 2"


def places_chart(facts: Facts, downloads: Sequence[Download] = ()) -> Chart:
    """Delivered solid, pipeline hatched, by year of opening."""
    done, coming = _by_year(facts.delivered), _by_year(facts.pipeline)
    table = Rows(
        "Specialist places by year of opening",
        (
            Column("year", YEARS),
            Column("delivered", "Delivered", kind="number"),
            Column("pipeline", "In the pipeline", kind="number"),
        ),
        [
            {"year": str(y), "delivered": done.get(y), "pipeline": coming.get(y)}
            for y in years_of([*facts.delivered, *facts.pipeline])
        ],
    )
    first, last = table.rows[0]["year"], table.rows[-1]["year"]
    by_then = ""
    if done:
        most = max(done, key=lambda y: done[y])
        by_then = f" by {max(done)}, {number(done[most])} of them in {most}"
    return Chart(
        slug="places",
        title=f"{number(sum(done.values()))} places delivered, {number(sum(coming.values()))} to come",
        subtitle=f"Specialist places by year of opening, number, {first} to {last}. Source: {table_2_source(facts)}.",
        sentences=(
            f"{number(sum(done.values()))} places were delivered{by_then}; "
            f"{number(sum(coming.values()))} are in the pipeline."
        ),
        figure=bars(table, name="year", series=[Series("delivered"), Series("pipeline", hatched=True)]),
        table=table,
        downloads=downloads,
    )


def table_2(facts: Facts) -> Rows:
    """Places by year; the phases are those of schemes, and of the rest the source's split for the status as a whole."""
    years = years_of([*facts.delivered, *facts.pipeline])
    columns = [
        Column("status", "Status"),
        *(Column(y.slug, str(y), kind="number") for y in years),
        Column("total", "Total", kind="number"),
        *(Column(p.value, p.label, kind="number") for p in Phase),
    ]
    rows = [
        _table_2_row(s, _by_year(facts.of(s)), {p.value: n for p, n in facts.by_phase(s).items()}) for s in PlaceStatus
    ]
    numeric = [c.key for c in columns[1:]]
    total = {k: sum(r.get(k) or 0 for r in rows) for k in numeric}
    return Rows(
        f"Specialist places delivered and in the pipeline ({table_2_source(facts)})",
        columns,
        [*rows, {"status": "Delivered and in the pipeline", **total, "_kind": "total"}],
    )


def table_2_checks(table: Rows) -> list[tuple[str, bool]]:
    """Whether each row's phases add up to its total."""
    checks = []
    for row in table.rows:
        phases: int = sum(row[p.value] for p in Phase)
        gap = row["total"] - phases
        parts = " + ".join(number(row[p.value]) for p in Phase)
        text = f"{row['status']}: {parts} = {number(phases)}, total {number(row['total'])}"
        checks.append((f"{text}." if not gap else f"{text}: {number(abs(gap))} places have no phase yet.", not gap))
    return checks


def exclusions(facts: Facts) -> Rows:
    rows = [
        {
            "year": str(t.financial_year),
            "places": e.places,
            "reason": e.reason,
            "basis": "Inferred" if e.inferred else "Entered here" if e.recorded else "Stated",
            "source": e.recorded or e.source_reference,
        }
        for t in facts.tranches
        for e in t.exclusions
    ]
    columns = (
        Column("year", "Year"),
        Column("places", "Places not counted", kind="number"),
        Column("reason", "Why"),
        Column("basis", "The number is"),
        Column("source", "Source"),
    )
    return Rows("Delivered places that are not counted towards cost avoidance", columns, rows)


def table_3(projection: Projection, facts: Facts, convention: Convention, month: int) -> Rows:
    """Every basis side by side, £000 by year, delivered places; amounts of different basis are never added."""
    delivered = PlaceStatus.DELIVERED
    initiatives = {t.initiative for t in facts.tranches}
    run_rate = _year_amounts(projection, Basis.RUN_RATE, convention, delivered, initiatives, 0)
    units = _year_units(projection, convention, delivered, initiatives)
    years = [y for y in projection.years if y <= max(run_rate, default=FinancialYear(0))]

    def of(basis: Basis, opening: int) -> dict[FinancialYear, Decimal]:
        return _year_amounts(projection, basis, convention, delivered, initiatives, opening)

    in_full, in_part = of(Basis.IN_YEAR, FULL_YEAR), of(Basis.IN_YEAR, month)
    all_full, all_part = of(Basis.CUMULATIVE, FULL_YEAR), of(Basis.CUMULATIVE, month)
    running = Decimal(0)
    rows = []
    for y in years:
        running += run_rate.get(y, Decimal(0))
        rows.append(
            {
                "year": str(y),
                "places": units.get(y),
                "added": run_rate.get(y),
                "run_rate": running,
                "in_full": in_full.get(y),
                "in_part": in_part.get(y),
                "all_full": all_full.get(y),
                "all_part": all_part.get(y),
            }
        )
    return Rows(
        f"Cost avoidance of delivered places on each basis, £000, {_basis_of(convention)}",
        (
            Column("year", "Year"),
            Column("places", "Places counted", kind="number"),
            Column("added", "Run-rate added", kind="money_k"),
            Column("run_rate", "Run-rate at year end", kind="money_k"),
            Column("in_full", "In-year, full first year", kind="money_k"),
            Column("in_part", "In-year, part first year", kind="money_k"),
            Column("all_full", "Cumulative, full first year", kind="money_k"),
            Column("all_part", "Cumulative, part first year", kind="money_k"),
        ),
        rows,
    )


def pipeline_table(projection: Projection, facts: Facts, convention: Convention, month: int) -> Rows:
    """Run-rate of the pipeline by planned year, and what would fall in each year, £000."""
    pipeline = PlaceStatus.PIPELINE
    initiatives = {t.initiative for t in facts.tranches}
    run_rate = _year_amounts(projection, Basis.RUN_RATE, convention, pipeline, initiatives, 0)
    in_year = _year_amounts(projection, Basis.IN_YEAR, convention, pipeline, initiatives, month)
    done = _year_amounts(projection, Basis.IN_YEAR, convention, PlaceStatus.DELIVERED, initiatives, month)
    units = _year_units(projection, convention, pipeline, initiatives)
    rows = [
        {
            "year": str(y),
            "places": units.get(y),
            "run_rate": run_rate.get(y),
            "in_year": in_year.get(y),
            "together": (in_year.get(y) or Decimal(0)) + (done.get(y) or Decimal(0)),
        }
        for y in sorted(run_rate)
    ]
    total = {"places": sum(units.values()), "run_rate": sum(run_rate.values(), Decimal(0))}
    return Rows(
        f"Cost avoidance of the pipeline, £000, {_basis_of(convention)}",
        (
            Column("year", "Planned year"),
            Column("places", "Places", kind="number"),
            Column("run_rate", "Run-rate once open", kind="money_k"),
            Column("in_year", "In-year, pipeline", kind="money_k"),
            Column("together", "In-year, delivered and pipeline", kind="money_k"),
        ),
        [*rows, {"year": "All planned", **total, "_kind": "total"}] if rows else [],
    )


def _basis_of(convention: Convention) -> str:
    return "as reported (Table 3)" if convention == Convention.AS_REPORTED else "current, laid out as Table 3"


def _table_2_row(status: PlaceStatus, by_year: dict[FinancialYear, int], phases: dict[str, int]) -> dict[str, Any]:
    return {
        "status": status.label,
        **{y.slug: n for y, n in by_year.items()},
        "total": sum(by_year.values()),
        **phases,
    }


def _by_year(tranches: Sequence[TrancheView]) -> dict[FinancialYear, int]:
    totals: dict[FinancialYear, int] = {}
    for t in tranches:
        totals[t.financial_year] = totals.get(t.financial_year, 0) + t.places
    return totals


def _year_amounts(
    projection: Projection,
    basis: Basis,
    convention: Convention,
    status: PlaceStatus,
    initiatives: set[str],
    month: int,
) -> dict[FinancialYear, Decimal]:
    totals: dict[FinancialYear, Decimal] = {}
    for r in projection.pick(basis, convention, status=status, month=month):
        if r.initiative in initiatives:
            totals[r.year] = totals.get(r.year, Decimal(0)) + r.amount
    return totals


def _year_units(
    projection: Projection, convention: Convention, status: PlaceStatus, initiatives: set[str]
) -> dict[FinancialYear, Decimal]:
    totals: dict[FinancialYear, Decimal] = {}
    for r in projection.pick(Basis.RUN_RATE, convention, status=status):
        if r.initiative in initiatives:
            totals[r.year] = totals.get(r.year, Decimal(0)) + r.units
    return totals
