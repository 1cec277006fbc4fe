"""Specialist places in the shape of the School Capacity survey's SEND part: a setting a row.

The survey asks for the capacity of special schools, SEN units and resourced provision by school and phase, and for
planned places and forecasts by academic year. The columns of its template are not published as text, so these are ours;
``docs/places.md`` says what is sourced.
"""

from collections.abc import Mapping
from typing import Any

from apps.board.facts import Facts
from apps.core.charts import Column, Rows
from apps.core.charts.rows import NOT_KNOWN
from apps.core.world import today
from apps.initiatives.selectors.occupancy import Reading
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import PlaceStatus

SLUG = "scap"
SEPTEMBER = 9
YEARS = 3  # the survey asks for planned places of three academic years


def scap_table(facts: Facts, newest: Mapping[int, Reading]) -> Rows:
    """``newest``: each scheme's newest reading. Places that no scheme itemises close the table, setting not known."""
    schemes = [s for status in PlaceStatus for s in facts.itemised(status) if not _closed(s)]
    first = min((_academic(s) for s in schemes if s.place_status == PlaceStatus.PIPELINE), default=_next(facts))
    years = range(first, first + YEARS)
    rows = [_row(s, newest.get(s.id), years) for s in sorted(schemes, key=lambda s: (s.setting, s.name))]
    rows += _not_itemised(facts, years)
    columns = (
        Column("setting", "Setting"),
        Column("scheme", "Scheme"),
        Column("provision", "Type of provision"),
        Column("phase", "Phase"),
        Column("need", "Primary need"),
        Column("places", "Designated places", kind="number"),
        Column("filled", "Filled on census day", kind="number"),
        Column("day", "Census day"),
        *(Column(f"y{y}", f"Planned places, {y}/{(y + 1) % 100:02d} academic year", kind="number") for y in years),
        Column("later", "Planned places, another or no year given", kind="number"),
        Column("opens", "Opens or opened"),
    )
    return Rows("Specialist places in the shape of the School Capacity survey", columns, rows)


def _row(s: SchemeView, reading: Reading | None, years: range) -> dict[str, Any]:
    is_open = s.is_open(today())
    academic = _academic(s) if s.place_status == PlaceStatus.PIPELINE else None
    return {
        "setting": s.setting,
        "scheme": s.name,
        "provision": s.provision.label,
        "phase": s.phase.label,
        "need": s.need.label,
        "places": s.places if is_open else 0,
        "filled": reading.filled if reading else NOT_KNOWN if is_open else 0,
        "day": reading.census_date if reading else None,
        **{f"y{y}": s.places if academic == y else 0 for y in years},
        "later": s.places if academic is not None and academic not in years else 0,
        "opens": s.opening_date,
    }


def _closed(s: SchemeView) -> bool:
    return s.place_status == PlaceStatus.DELIVERED and not s.is_open(today())


def _not_itemised(facts: Facts, years: range) -> list[dict[str, Any]]:
    rows = []
    for t in facts.tranches:
        rest = next((p.places for p in t.parts if p.held is None), 0)
        if rest:
            is_open = t.status == PlaceStatus.DELIVERED
            planned = dict.fromkeys((f"y{y}" for y in years), 0 if is_open else NOT_KNOWN)
            rows.append(
                {
                    "setting": NOT_KNOWN, "scheme": f"Of no scheme: {t.status.label.lower()}, {t.financial_year}",
                    "provision": NOT_KNOWN, "phase": NOT_KNOWN, "need": NOT_KNOWN,
                    "places": rest if is_open else 0, "filled": NOT_KNOWN if is_open else 0, **planned,
                    "later": 0 if is_open else rest,
                }
            )  # fmt: skip
    return rows


def _academic(s: SchemeView) -> int:
    """The year in which the academic year of its opening begins; without a day, that of its financial year."""
    if s.opening_date is None:
        return s.financial_year.start if s.financial_year else 0
    return s.opening_date.year if s.opening_date.month >= SEPTEMBER else s.opening_date.year - 1


def _next(facts: Facts) -> int:
    planned = facts.pipeline or facts.tranches
    return min(t.financial_year.start for t in planned)
