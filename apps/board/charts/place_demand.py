"""Demand against capacity by phase: places in place and planned, the demand that somebody has stated, and the people of
each phase's ages, who are no demand."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.benchmarking.selectors.population import People
from apps.board.facts import Facts
from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.core.money import number
from apps.core.periods import FinancialYear
from apps.initiatives.selectors.demand import DemandView
from apps.initiatives.vocabulary import DemandState, Phase, PlaceStatus, SchemePhase

AGES = {
    SchemePhase.EARLY_YEARS: "Population aged 0 to 4",
    SchemePhase.PRIMARY: "Population aged 5 to 10",
    SchemePhase.SECONDARY: "Population aged 11 to 15",
    SchemePhase.POST_16: "Population aged 16 to 19",
}


NO_PHASE = "No phase known"


def capacity(facts: Facts) -> Rows:
    """Open and planned places of each phase; what has no phase yet stands in a row of its own."""
    rows: list[dict[str, Any]] = [
        _capacity(p.label, *(facts.open_by_phase(s).get(p, 0) for s in PlaceStatus)) for p in Phase
    ]
    unsplit = [facts.without_phase(s) for s in PlaceStatus]
    if any(unsplit):
        rows.append(_capacity(NO_PHASE, *unsplit))
    columns = (
        Column("phase", "Phase"),
        Column("delivered", "Delivered", kind="number"),
        Column("pipeline", "In the pipeline", kind="number"),
        Column("total", "Together", kind="number"),
    )
    return Rows("Specialist places by phase, delivered and in the pipeline", columns, rows)


def capacity_chart(table: Rows, downloads: Sequence[Download] = ()) -> Chart:
    least = min((r for r in table.rows if r["phase"] != NO_PHASE), key=lambda r: r["pipeline"])
    unknown = sum(r["pipeline"] for r in table.rows if r["phase"] == NO_PHASE)
    said = "no place" if not least["pipeline"] else f"{number(least['pipeline'])} places"
    known = " known to be" if unknown else ""
    return Chart(
        slug="capacity",
        title=f"The pipeline adds {said}{known} for {least['phase'].lower()}",
        subtitle="Specialist places by phase, number, delivered and in the pipeline. Source: the place register.",
        sentences=" ".join(
            f"{r['phase']}: {number(r['delivered'])} delivered, {number(r['pipeline'])} to come." for r in table.rows
        ),
        figure=bars(table, name="phase", series=[Series("delivered"), Series("pipeline", hatched=True)]),
        table=table,
        downloads=downloads,
    )


def gap_table(stated: Sequence[DemandView], facts: Facts) -> Rows:
    """Each year and phase of Table 2 with a statement, against its places in all. A gap above nought is a shortage."""
    rows = [
        _gap(year, phase, of, facts)
        for year in sorted({d.financial_year for d in stated})
        for phase in Phase
        if (of := [d for d in stated if d.financial_year == year and d.phase.table_2 == phase])
    ]
    columns = (
        Column("year", "Year"),
        Column("phase", "Phase"),
        Column("low", "Demand, low", kind="number"),
        Column("central", "Demand, central", kind="number"),
        Column("high", "Demand, high", kind="number"),
        Column("places", "Delivered and planned", kind="number"),
        Column("gap", "Gap: central demand less places", kind="number", signed=True),
        Column("note", "Rests on"),
    )
    return Rows("Demand for specialist places against places delivered and planned, number", columns, rows)


def statement_table(stated: Sequence[DemandView], links: Mapping[int, Mapping[str, str]]) -> Rows:
    """Every statement as it stands. ``links`` holds what the reader may do with each: ``change`` and ``agree``."""
    rows = [
        {
            **links.get(d.id, {}), "year": str(d.financial_year), "phase": d.phase.label,
            "need": d.need.label if d.need else "All needs", "low": d.low, "central": d.central, "high": d.high,
            "state": d.state.label, "by": d.by, "source": d.source_reference,
        }
        for d in stated
    ]  # fmt: skip
    columns = (
        Column("year", "Year", link="change"),
        Column("phase", "Phase"),
        Column("need", "Primary need"),
        Column("low", "Low", kind="number"),
        Column("central", "Central", kind="number"),
        Column("high", "High", kind="number"),
        Column("state", "State", link="agree"),
        Column("by", "Entered by"),
        Column("source", "Source"),
    )
    return Rows("Demand as stated, number of places", columns, rows)


def people_table(people: Sequence[People]) -> Rows:
    """Who lives here, by the ages of each phase, in the first and the last year that is loaded."""
    rows = []
    for phase, name in AGES.items():
        found = sorted((p for p in people if p.name == name), key=lambda p: p.as_at)
        if found:
            first, last = found[0], found[-1]
            rows.append(
                {
                    "phase": phase.label,
                    "ages": name.removeprefix("Population "),
                    "first": first.number,
                    "last": last.number,
                    "change": last.number - first.number,
                }
            )
    years = sorted({p.as_at for p in people if p.name in AGES.values()})
    first_year, last_year = (years[0][:4], years[-1][:4]) if years else ("", "")
    columns = (
        Column("phase", "Phase"),
        Column("ages", "Ages"),
        Column("first", f"People, {first_year}", kind="number"),
        Column("last", f"People, {last_year}", kind="number"),
        Column("change", "Change", kind="number", signed=True),
    )
    return Rows("People of each phase’s ages, number", columns, rows)


def _capacity(label: str, delivered: int, pipeline: int) -> dict[str, Any]:
    return {"phase": label, "delivered": delivered, "pipeline": pipeline, "total": delivered + pipeline}


def _named(stated: Sequence[DemandView]) -> str:
    """Phases, with the needs of those that are stated by need."""
    found = []
    for part in SchemePhase:
        needs = [d.need.label.lower() for d in stated if d.phase == part and d.need]
        if any(d.phase == part for d in stated):
            found.append(part.label.lower() + (f" ({', '.join(needs)})" if needs else ""))
    return " and ".join(found)


def _gap(year: FinancialYear, phase: Phase, stated: Sequence[DemandView], facts: Facts) -> dict[str, Any]:
    """Of a part that all needs are stated for, that statement; else its needs added up. Places are of the whole phase,
    and of all needs: where a part or a need has no statement, nobody can say what lacks."""
    used: list[DemandView] = []
    for part in {d.phase for d in stated}:
        of = [d for d in stated if d.phase == part]
        used += [d for d in of if d.need is None] or of
    central, places = sum(d.central for d in used), sum(facts.open_by_phase(s).get(phase, 0) for s in PlaceStatus)
    whole = {d.phase for d in used if d.need is None} == {p for p in SchemePhase if p.table_2 == phase}
    agreed = all(d.state == DemandState.AGREED for d in used)
    partly = "" if whole else f". No gap: the places are of all needs of {phase.label.lower()}"
    return {
        "year": str(year),
        "phase": phase.label,
        "low": sum(d.low for d in used),
        "central": central,
        "high": sum(d.high for d in used),
        "places": places,
        "gap": central - places if whole else None,
        "note": f"Stated for {_named(used)}; {'agreed by finance' if agreed else 'illustrative'}{partly}",
    }
