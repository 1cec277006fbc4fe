"""What a what-if changes, in words and numbers, against the assumptions in force and the forecast as it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import in_words, number, pounds
from apps.core.periods import FinancialYear
from apps.deficit.models import Assumption, ScenarioRevision
from apps.deficit.presenters import day
from apps.deficit.selectors.trajectory import Shown
from apps.deficit.vocabulary import AssumptionUnit, BaseScenario, BenefitKind

Values = Mapping[str, str]
HUNDRED = Decimal(100)
THREE = ("low", "central", "high")
GONE = "no longer an assumption"


def _plain(value: Decimal) -> str:
    """At most two decimals, none that are noughts."""
    text = number(value, 2)
    return text.rstrip("0").rstrip(".")


SHOWN: dict[str, Callable[[Decimal], str]] = {
    AssumptionUnit.POUNDS: lambda v: pounds(v) if v == v.to_integral_value() else pounds(v, 2),
    AssumptionUnit.YEAR: lambda v: str(FinancialYear(int(v))),
    AssumptionUnit.SHARE: lambda v: f"{_plain(v * HUNDRED)}%",
    AssumptionUnit.RATE: lambda v: f"{_plain(v * HUNDRED)}%",
    AssumptionUnit.MONTHS: lambda v: f"{_plain(v)} {'month' if v == 1 else 'months'}",
    AssumptionUnit.COUNT: _plain,
}


def figure(unit: str, value: Decimal | str) -> str:
    """One value in its unit: ``95%``, ``£17,000``, ``2 months``, ``2026/27``."""
    return SHOWN[unit](Decimal(value))


def three(unit: str, values: Sequence[Decimal | str]) -> str:
    """``85% to 100%, central 95%``; one figure where all three are equal."""
    low, central, high = (figure(unit, v) for v in values)
    return central if low == central == high else f"{low} to {high}, central {central}"


def kept_of(row: Assumption) -> str:
    return three(row.unit, (row.low, row.central, row.high))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from what is in force: its name, what is in force, and what the what-if says."""

    what: str
    kept: str
    here: str


def changes_of(
    revision: ScenarioRevision, rows: Mapping[str, Assumption], initiatives: Mapping[str, str]
) -> list[Change]:
    """In the order of the assumptions, then the switches."""
    order = [key for key in rows if key in revision.changes] + [k for k in revision.changes if k not in rows]
    found = [_assumed(key, revision.changes[key], rows) for key in order]
    return [*found, *switched(revision.toggles, rows, initiatives)]


def _assumed(key: str, values: Values, rows: Mapping[str, Assumption]) -> Change:
    if key not in rows:
        return Change(key, GONE, ", ".join(values[n] for n in THREE))
    row = rows[key]
    return Change(row.label, kept_of(row), three(row.unit, [values[n] for n in THREE]))


def switched(
    toggles: Mapping[str, Any], rows: Mapping[str, Assumption], initiatives: Mapping[str, str]
) -> list[Change]:
    found = []
    if toggles.get("central_support"):
        found.append(Change("Central support meets a share of the gap from 2028/29", "not counted", "counted"))
    if grant := toggles.get("stability_grant"):
        found.append(Change("High Needs Stability Grant", "not counted", _grant(grant)))
    if horizon := toggles.get("horizon"):
        kept = figure(AssumptionUnit.YEAR, rows["horizon"].central) if "horizon" in rows else ""
        found.append(Change("Last year of the projection", kept, str(FinancialYear.parse(horizon))))
    for name, held in toggles.get("treatments", {}).items():
        slug, _, kind = name.rpartition("/")
        words = {True: "in the forecast already", False: "beside the forecast"}
        what = f"{initiatives.get(slug, slug)}: {BenefitKind(kind).label.lower()}"
        found.append(Change(what, words[not held], words[bool(held)]))
    return found


def _grant(grant: Values) -> str:
    as_at = day(date.fromisoformat(grant["as_at"]))
    if eligible := grant.get("eligible"):
        return f"counted as known on {as_at}, on eligible deficits of {in_words(Decimal(eligible))}"
    return f"counted as known on {as_at}, on the whole accumulated deficit: an upper bound"


def in_a_sentence(changes: Sequence[Change], most: int = 100) -> str:
    """``Occupancy: 100% instead of 85% to 100%, central 95%; …``; how many more where there are more than ``most``."""
    texts = [f"{c.what}: {c.here} instead of {c.kept}" for c in changes[:most]]
    more = len(changes) - len(texts)
    return "; ".join([*texts, *([f"and {more} more"] if more else [])]) or "Nothing"


def changes_rows(changes: Sequence[Change]) -> Rows:
    columns = (Column("what", "What"), Column("kept", "In force now"), Column("here", "In this what-if"))
    rows = [{"what": c.what, "kept": c.kept, "here": c.here} for c in changes]
    return Rows("What it changes: low to high, and the central value", columns, rows)


def beside_rows(shown: Sequence[Shown], rows: Mapping[str, Assumption], initiatives: Mapping[str, str]) -> Rows | None:
    """What each of the scenarios side by side rests on, where they differ; nothing where none is a what-if."""
    by_slug = {one.slug: changes_of(one.what_if.revision, rows, initiatives) for one in shown if one.what_if}
    if not by_slug:
        return None
    kept = {c.what: c.kept for changes in by_slug.values() for c in changes}
    lines: list[dict[str, Any]] = [{"what": "Based on", **{one.slug: _base(one) for one in shown}}]
    for what, in_force in kept.items():
        here = {s: next((c.here for c in changes if c.what == what), in_force) for s, changes in by_slug.items()}
        lines.append({"what": what, **{one.slug: here.get(one.slug, in_force) for one in shown}})
    columns = (Column("what", "What they rest on"), *(Column(one.slug, one.name) for one in shown))
    return Rows("Where the scenarios differ: low to high, and the central value", columns, lines)


def _base(one: Shown) -> str:
    return BaseScenario(one.scenario).label if one.what_if else one.name
