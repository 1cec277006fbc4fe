"""The register of schemes in words: its sentence, its rows for a list and a file, and its checks against Table 2."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.initiatives.calculations.pence import to_pence
from apps.initiatives.calculations.scheme_figures import capital_per_place, slippage
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.occupancy import Reading
from apps.initiatives.selectors.scheme_places import Itemised
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import PlaceStatus, SchemeStatus

TAGS = {
    SchemeStatus.PROPOSED: "plain",
    SchemeStatus.COMMISSIONED: "waiting",
    SchemeStatus.OPEN: "good",
    SchemeStatus.CLOSED: "plain",
    SchemeStatus.WITHDRAWN: "alert",
}
NO_SCHEME = (
    "No scheme is entered yet: the council’s report counts places by year and names no school. Enter them one by "
    "one, or upload a spreadsheet of them."
)


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A scheme in the list. £ for capital; months of slippage, below nought where it opened early."""

    view: SchemeView
    id: int
    name: str
    setting: str
    provision: str
    phase: str
    need: str
    places: int
    filled: int | None
    status: SchemeStatus
    opening_date: date
    slipped: int | None
    capital_cost: Decimal | None
    per_place: Decimal | None
    year: str


def scheme_rows(schemes: Iterable[SchemeView], newest: dict[int, Reading]) -> list[SchemeRow]:
    """``newest`` is each scheme's last reading of occupancy."""
    return [_row(s, newest.get(s.id)) for s in schemes]


def newest_of_each(readings: Iterable[Reading]) -> dict[int, Reading]:
    """By scheme, of readings in the order of their days."""
    return {r.scheme: r for r in readings}


def slipped(scheme: SchemeView) -> int | None:
    """Months from the month in which it was commissioned to open to that in which it opened or is expected to."""
    if scheme.commissioned_date is None or scheme.place_status is None:
        return None
    return slippage(scheme.commissioned_date, scheme.opening_date)


def slipped_words(months: int | None) -> str:
    if months is None:
        return "Not known: it was withdrawn, or no commissioned day is entered"
    if not months:
        return "In the month that was commissioned"
    return f"{count(abs(months), 'month')} {'later' if months > 0 else 'earlier'} than commissioned"


def per_place(scheme: SchemeView) -> Decimal | None:
    """£ and pence."""
    cost = scheme.capital_cost
    return None if cost is None else to_pence(capital_per_place(Fraction(cost), scheme.places))


def register_message(schemes: Sequence[SchemeView]) -> str:
    """How many schemes and places, delivered and planned."""
    if not schemes:
        return NO_SCHEME
    counted = {status: sum(s.places for s in schemes if s.place_status == status) for status in PlaceStatus}
    return (
        f"{count(len(schemes), 'scheme')} {'is' if len(schemes) == 1 else 'are'} entered: "
        f"{number(counted[PlaceStatus.DELIVERED])} places delivered and {number(counted[PlaceStatus.PIPELINE])} in the "
        "pipeline."
    )


def totals(rows: Sequence[SchemeRow]) -> dict[str, str]:
    """Of the filtered list; withdrawn schemes hold no place."""
    if not rows:
        return {}
    held = [r for r in rows if r.view.place_status]
    said = "In all" if len(held) == len(rows) else "In all, without those withdrawn"
    return {"name": said, "places": number(sum(r.places for r in held))}


def checks_table(found: Iterable[Itemised]) -> Rows:
    """Of each tranche of Table 2: places that it counts, those that schemes itemise, and the rest."""
    columns = (
        Column("tranche", "Places of Table 2"),
        Column("places", "Counted", kind="number"),
        Column("itemised", "In schemes", kind="number"),
        Column("rest", "In no scheme", kind="number"),
        Column("schemes", "Schemes", kind="number"),
    )
    rows = [
        {
            "tranche": f"{i.tranche.status.label} {i.tranche.financial_year}",
            "places": i.tranche.places,
            "itemised": i.itemised,
            "rest": i.tranche.places - i.itemised,
            "schemes": i.schemes,
        }
        for i in found
    ]
    return Rows("Places of Table 2 that schemes itemise", columns, rows)


def checks_sentence(found: Sequence[Itemised]) -> str:
    """“Of 140 places of 2024/25, 0 are itemised”, for the tranche with most places in no scheme, and in all."""
    if not found:
        return "Table 2 counts no place yet."
    most = max(found, key=lambda i: i.tranche.places - i.itemised)
    places, itemised = sum(i.tranche.places for i in found), sum(i.itemised for i in found)
    return (
        f"Of {number(places)} places in all, {number(itemised)} are itemised; of {count(most.tranche.places, 'place')} "
        f"of {most.tranche.financial_year} ({most.tranche.status.label.lower()}), {number(most.itemised)}."
    )


def export(rows: Iterable[SchemeRow]) -> Rows:
    """The whole filtered list, every column of the register."""
    return Rows("Register of schemes", EXPORTED, [_exported(r) for r in rows])


EXPORTED = (
    Column("name", "Scheme"),
    Column("setting", "School or site"),
    Column("programme", "Programme"),
    Column("provision", "Type of provision"),
    Column("phase", "Phase"),
    Column("need", "Primary need"),
    Column("places", "Places", kind="number"),
    Column("status", "Status"),
    Column("commissioned", "Commissioned to open on"),
    Column("opens", "Opens on"),
    Column("closes", "Closes on"),
    Column("slipped", "Slippage", kind="number", unit="months"),
    Column("capital", "Capital cost", kind="money", places=2),
    Column("payer", "Who pays the capital"),
    Column("per_place", "Capital a place", kind="money", places=2),
    Column("round", "Commissioning round"),
    Column("source", "Source"),
    Column("year", "Counted in Table 2 as"),
    Column("numbers", "Places by number"),
    Column("filled", "Filled, newest census", kind="number"),
    Column("version", "Version", kind="number"),
)


def _row(s: SchemeView, read: Reading | None) -> SchemeRow:
    return SchemeRow(
        view=s,
        id=s.id,
        name=s.name,
        setting=s.setting,
        provision=s.provision.label,
        phase=s.phase.label,
        need=s.need.label,
        places=s.places,
        filled=read.filled if read else None,
        status=s.status,
        opening_date=s.opening_date,
        slipped=slipped(s),
        capital_cost=s.capital_cost,
        per_place=per_place(s),
        year=f"{s.place_status.label} {s.financial_year}" if s.place_status else "Nowhere",
    )


def _exported(row: SchemeRow) -> dict[str, Any]:
    s = row.view
    return {
        "name": s.name,
        "setting": s.setting,
        "programme": s.initiative_name,
        "provision": row.provision,
        "phase": row.phase,
        "need": row.need,
        "places": s.places,
        "status": s.status.label,
        "commissioned": s.commissioned_date,
        "opens": s.opening_date,
        "closes": s.closing_date,
        "slipped": row.slipped,
        "capital": s.capital_cost,
        "payer": s.capital_source.label if s.capital_source else "",
        "per_place": row.per_place,
        "round": s.commissioning_round,
        "source": s.source_reference,
        "year": row.year,
        "numbers": f"{s.first} to {s.last}" if s.tranche else "",
        "filled": row.filled,
        "version": s.version,
    }
