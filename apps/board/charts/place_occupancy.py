"""Occupancy of schemes by census day: filled, empty, what empty places cost; and where children would otherwise be."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.core.money import number, pounds
from apps.deficit.presenters.words import things
from apps.initiatives.links import link
from apps.initiatives.selectors.occupancy import Reading
from apps.initiatives.selectors.place_funding import EmptyPlace
from apps.initiatives.vocabulary import OriginPlacement

COUNTS = (
    Column("places", "Places", kind="number"),
    Column("filled", "Filled", kind="number"),
    Column("empty", "Empty", kind="number"),
    Column("share", "Filled, share of places", kind="percent"),
    Column("cost", "Empty places, a full year", kind="money"),
)


def by_census(readings: Sequence[Reading], funding: EmptyPlace | None) -> Rows:
    """One row a census day: the schemes that were read on it, and no others; also those that have closed since."""
    days = sorted({r.census_date for r in readings})
    rows = []
    for day in days:
        found = [r for r in readings if r.census_date == day]
        rows.append({"day": f"{day.day} {day:%B %Y}", "schemes": len(found), **_counts(found, funding)})
    columns = (Column("day", "Census day"), Column("schemes", "Schemes read", kind="number"), *COUNTS)
    return Rows("Places filled and empty by census day, schemes that were read", columns, rows)


def occupancy_chart(table: Rows, downloads: Sequence[Download] = ()) -> Chart:
    newest = table.rows[-1]
    return Chart(
        slug="occupancy",
        title=f"{number(newest['empty'])} of {number(newest['places'])} places empty at the newest census",
        subtitle="Places of schemes filled and empty on census days, number. Source: the register of schemes.",
        sentences=(
            f"On {newest['day']} {number(newest['filled'])} of {number(newest['places'])} places were filled "
            f"and {number(newest['empty'])} empty, of the {things(newest['schemes'], 'scheme')} that "
            f"{'was' if newest['schemes'] == 1 else 'were'} read."
        ),
        figure=bars(table, name="day", series=[Series("filled"), Series("empty", hatched=True)]),
        table=table,
        downloads=downloads,
    )


def by_scheme(newest: Sequence[Reading], funding: EmptyPlace | None) -> Rows:
    """The newest reading of each open scheme."""
    rows = [
        {
            "scheme": r.scheme_name,
            "url": link("initiatives:scheme", r.scheme),
            "day": r.census_date,
            **_counts([r], funding),
        }
        for r in sorted(newest, key=lambda r: r.scheme_name)
    ]
    columns = (Column("scheme", "Scheme", link="url"), Column("day", "Census day"), *COUNTS)
    return Rows("Newest reading of each open scheme", columns, rows)


def origins(newest: Sequence[Reading]) -> Rows:
    """Where the children of filled places would otherwise be, at each open scheme's newest reading; count and share."""
    filled, said = sum(r.filled for r in newest), sum(r.told for r in newest)
    known = [o for o in OriginPlacement if o != OriginPlacement.NOT_KNOWN]
    counts = {o: sum(n for r in newest for placement, n in r.origins if placement == o) for o in known}
    rows: list[dict[str, Any]] = [
        {"what": o.label, "children": n, "share": _share(n, filled)} for o, n in counts.items() if n
    ]
    if rows:
        rows.append(
            {"what": "Not known, or nobody has said", "children": filled - said, "share": _share(filled - said, filled)}
        )
        rows.append({"what": "Filled places", "children": filled, "share": _share(filled, filled), "_kind": "total"})
    columns = (
        Column("what", "Would otherwise be in"),
        Column("children", "Filled places", kind="number"),
        Column("share", "Share of filled places", kind="percent"),
    )
    return Rows("Where the children of filled places would otherwise be", columns, rows)


def cost_sentence(funding: EmptyPlace | None) -> str:
    """Which rate, from where; and that it is a line of its own."""
    if funding is None:
        return "What an empty place costs is not loaded, so no cost is shown."
    return (
        f"An empty place is taken to cost {pounds(funding.amount)} in a full year, whatever its type and phase. "
        f"{funding.reference} ({funding.title}, rates of {funding.financial_year}). It is a cost line of its own, "
        "beside avoidance, and is never netted from it."
    )


def _counts(readings: Sequence[Reading], funding: EmptyPlace | None) -> dict[str, Any]:
    places, filled = sum(r.places for r in readings), sum(r.filled for r in readings)
    return {
        "places": places,
        "filled": filled,
        "empty": places - filled,
        "share": _share(filled, places),
        "cost": (places - filled) * funding.amount if funding else None,
    }


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None
