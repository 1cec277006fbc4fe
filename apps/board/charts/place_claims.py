"""Which places claims count, tranche by tranche and scheme by scheme."""

from collections.abc import Iterable
from typing import Any

from apps.board.facts import Facts
from apps.core.charts import Column, Rows
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.selectors.claims_on_places import Drawn
from apps.initiatives.selectors.places import TrancheView


def claims_table(facts: Facts, drawn: Iterable[Drawn]) -> Rows:
    """A row for each part of the delivered tranches: only delivered places can be claimed."""
    found = {(d.tranche, d.scheme): d for d in drawn}
    rows = [_row(t, part, found) for t in facts.delivered for part in t.parts]
    columns = (
        Column("what", "Places"),
        Column("places", "Places delivered", kind="number"),
        Column("counted", "Counted in cost avoidance", kind="number"),
        Column("approved", "Counted by approved claims", kind="number"),
        Column("claims", "Approved claims", kind="number"),
        Column("open", "In claims under way", kind="number"),
        Column("free", "Delivered, in no approved claim", kind="number"),
        Column("over", "Claimed beyond what counts", kind="number"),
    )
    return Rows("Delivered places that claims count", columns, rows)


def _row(t: TrancheView, part: Part, found: dict[tuple[int, int | None], Drawn]) -> dict[str, Any]:
    drawn = found.get((t.id, part.held.scheme if part.held else None))
    name = part.held.name if part.held else "of no scheme"
    approved = drawn.approved if drawn else 0
    return {
        "what": f"{t.financial_year}, {name}" if t.held else str(t.financial_year),
        "places": part.places,
        "counted": part.in_place,
        "approved": approved,
        "claims": drawn.approved_claims if drawn else 0,
        "open": drawn.under_way if drawn else 0,
        "free": max(part.places - approved, 0),
        "over": max(approved - part.in_place, 0),
    }
