"""Capital a place with its payback, and how far openings slipped: scheme by scheme, beside what the report plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.board.selectors.capital import PlannedRound
from apps.core.charts import Column, Rows
from apps.deficit.charts.displacement import decimal
from apps.initiatives.calculations.scheme_figures import Payback, Slipped, capital_per_place, slippage, slipped
from apps.initiatives.links import link
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import FundKind


@dataclass(frozen=True, slots=True)
class Terms:
    """£ for a full year and shares of one. ``reported``: what a place avoids as the report counts it; ``value``: a
    filled place at the displacement in force; ``filled``: the occupancy in force; ``empty``: cost of an empty place."""

    reported: Decimal
    value: Decimal
    filled: Decimal
    empty: Decimal


def capital_table(schemes: Sequence[SchemeView], planned: PlannedRound | None, terms: Terms) -> Rows:
    """Schemes with a capital cost, £0 among them and withdrawn ones not, then all of them together, and the report's
    planned round, which is no scheme."""
    known = [(s, s.capital_cost) for s in schemes if s.capital_cost is not None and s.place_status]
    rows = [_row(s.name, _url(s), cost, s.places, _source(s), terms) for s, cost in known]
    if len(rows) > 1:
        whole = sum((cost for _, cost in known), Decimal(0))
        rows.append(
            {
                **_row("Schemes with a capital cost", "", whole, sum(s.places for s, _ in known), "", terms),
                "_kind": "subtotal",
            }
        )
    if planned:
        name = f"{planned.name}, as reported: no setting named"
        rows.append(_row(name, "", planned.amount, int(planned.places), planned.amount_source, terms))
    columns = (
        Column("what", "Scheme or round", link="url"),
        Column("capital", "Capital, once", kind="money"),
        Column("places", "Places", kind="number"),
        Column("each", "Capital a place", kind="money"),
        Column("reported", "Years to pay back, every place full and in place of INMSS", kind="number", places=1),
        Column("assumed", "Years to pay back, as assumed", kind="number", places=1),
        Column("source", "Source"),
    )
    return Rows("Capital a place (£, once) and the years in which it pays itself back", columns, rows)


def _row(name: str, url: str, amount: Decimal, places: int, source: str, terms: Terms) -> dict[str, Any]:
    each = capital_per_place(Fraction(amount), places)
    full = Payback(each, Fraction(terms.reported), Fraction(1), Fraction(0)).years
    assumed = Payback(each, Fraction(terms.value), Fraction(terms.filled), Fraction(terms.empty)).years
    return {
        "what": name,
        "url": url,
        "capital": amount,
        "places": places,
        "each": decimal(each),
        "reported": decimal(full) if full else None,
        "assumed": decimal(assumed) if assumed else None,
        "source": source,
    }


def slippage_table(schemes: Sequence[SchemeView]) -> Rows:
    """Schemes with both days, the latest first. A month is counted from month to month, whatever the day."""
    rows = [
        {
            "scheme": s.name,
            "url": _url(s),
            "status": s.status.label,
            "commissioned": s.commissioned_date,
            "opens": s.opening_date,
            "months": months,
        }
        for s, months in sorted(_months(schemes), key=lambda found: (-found[1], found[0].name))
    ]
    columns = (
        Column("scheme", "Scheme", link="url"),
        Column("status", "Status"),
        Column("commissioned", "Commissioned to open"),
        Column("opens", "Opened, or expected"),
        Column("months", "Months later", kind="number", signed=True),
    )
    return Rows("Months from the commissioned to the actual or expected opening", columns, rows)


def slipped_of(schemes: Sequence[SchemeView]) -> Slipped | None:
    return slipped(months for _, months in _months(schemes))


def _months(schemes: Sequence[SchemeView]) -> list[tuple[SchemeView, int]]:
    return [
        (s, slippage(s.commissioned_date, s.opening_date))
        for s in schemes
        if s.commissioned_date and s.opening_date and s.place_status
    ]


def _url(s: SchemeView) -> str:
    return link("initiatives:scheme", s.id)


def _source(s: SchemeView) -> str:
    fund = FundKind(s.capital_source).label if s.capital_source else ""
    return "; ".join(text for text in (fund, s.source_reference) if text)
