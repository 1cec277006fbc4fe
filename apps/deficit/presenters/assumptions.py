"""The assumptions' pages: every value with its range, source and state, and what a change would do."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.urls import reverse

from apps.core.charts import Column, Rows
from apps.core.periods import FinancialYear
from apps.core.world import frozen_world
from apps.deficit.assumption_words import range_text, value_text
from apps.deficit.calculations.projection.results import Measure, Projection
from apps.deficit.models import Assumption
from apps.deficit.run_words import moment
from apps.deficit.vocabulary import AssumptionState, AssumptionStatus

SHOWN_YEARS = (FinancialYear(2026), FinancialYear(2027))
USED_BY = {
    "growth": "Caseload and spend of every scenario",
    "inflation": "Unit costs and benefits",
    "unit_cost": "Spend of every scenario",
    "other_cost": "Value of places",
    "funding": "Gap of every scenario",
    "funding_growth": "Gap of every scenario",
    "support": "What-ifs that count central support",
    "occupancy": "Places that no approved claim counts",
    "displacement": "Places that no approved claim counts",
    "deadweight": "Children that no approved claim counts",
    "children": "Children that no approved claim counts",
    "slippage": "Openings still to come",
    "ramp": "Places that no approved claim counts",
}


def used_by(key: str) -> str:
    return USED_BY.get(key.split(":")[0], "Every scenario")


def assumptions_message(rows: Iterable[Assumption]) -> str:
    states = [row.state for row in rows]
    agreed = states.count(AssumptionState.AGREED)
    if not states:
        if frozen_world():
            return "This pack holds no assumption."
        return "No assumption is loaded. Load the report first (manage.py load_report)."
    return f"Finance has agreed {agreed} of the projection’s {len(states)} assumptions; the others are illustrative."


def assumption_table(rows: Mapping[str, Assumption]) -> Rows:
    cells: list[dict[str, object]] = []
    group = ""
    for row in rows.values():
        if row.group != group:
            group = row.group
            cells.append({"_kind": "group", "label": group})
        cells.append(_cells(row, linked=True))
    return Rows("Assumptions in force", _columns("label", "Assumption", link="url"), cells)


def version_table(rows: list[Assumption], said: Mapping[int, str]) -> Rows:
    """The newest first. ``said``: the words of who decided each, by its key."""
    newest = next((row.version for row in rows if row.status == AssumptionStatus.IN_FORCE), None)
    return Rows(
        "Versions, newest first",
        (
            *_columns("version", "Version"),
            Column("status", "Status"),
            Column("prepared", "Prepared by"),
            Column("decided", "Decided by"),
            Column("words", "What they said"),
            Column("reason", "Reason"),
        ),
        [{**_cells(row), **_people(row, newest), "words": said.get(row.pk, "")} for row in rows],
    )


def proposal_text(row: Assumption, draft: Assumption) -> str:
    """``95% (90% to 100%) becomes 85% (80% to 90%).``"""
    before, after = (f"{value_text(r.unit, r.central)} ({range_text(r)})" for r in (row, draft))
    return f"{before} becomes {after}."


def effect_table(before: Projection, after: Projection) -> Rows:
    """The accumulated deficit with the change, less without it; central values, £."""
    old, new = _deficits(before), _deficits(after)
    rows = [
        {"what": f"{scenario.replace('-', ' ').capitalize()}, {year.last_day.day} {year.last_day:%B %Y}",
         "was": old[scenario, year], "now": now, "change": now - old[scenario, year]}
        for (scenario, year), now in new.items() if (scenario, year) in old
    ]  # fmt: skip
    return Rows(
        "Accumulated deficit (a stock, £m): what the change would do to it",
        (
            Column("what", "Scenario and date"),
            Column("was", "In force", kind="money_m"),
            Column("now", "With the change", kind="money_m"),
            Column("change", "Difference", kind="money_m", signed=True),
        ),
        rows,
    )


def _deficits(projection: Projection) -> dict[tuple[str, FinancialYear], Decimal]:
    points = [p for p in projection.points if p.measure == Measure.ACCUMULATED and p.scenario != "as-reported"]
    last = max(p.financial_year for p in points)
    shown = {*SHOWN_YEARS, last}
    return {(p.scenario, p.financial_year): p.band.central for p in points if p.financial_year in shown}


def _columns(key: str, label: str, link: str = "") -> tuple[Column, ...]:
    return (
        Column(key, label, link=link),
        Column("central", "Value"),
        Column("range", "Low to high"),
        Column("state", "State"),
        Column("source", "Source"),
        Column("owner", "Owner"),
        Column("used_by", "Used by"),
    )


def _cells(row: Assumption, *, linked: bool = False) -> dict[str, object]:
    url = {"url": reverse("deficit:assumption", args=[row.key])} if linked else {}
    return {
        **url,
        "label": row.label,
        "version": str(row.version),
        "central": value_text(row.unit, row.central),
        "range": range_text(row),
        "state": f"{row.get_state_display()}, version {row.version}",
        "source": f"{row.source}: {row.source_reference}" if row.source else row.source_reference,
        "owner": row.owner,
        "used_by": used_by(row.key),
    }


def _people(row: Assumption, newest: int | None) -> dict[str, object]:
    """``newest``: the version in force; earlier ones were, and are replaced."""
    replaced = row.status == AssumptionStatus.IN_FORCE and row.version != newest
    return {
        "status": "Replaced" if replaced else row.get_status_display(),
        "prepared": f"{row.prepared_by}, {moment(row.prepared_at)}" if row.prepared_by else "The files",
        "decided": f"{row.decided_by}, {moment(row.decided_at)}" if row.decided_by else "",
        "reason": row.reason,
    }
