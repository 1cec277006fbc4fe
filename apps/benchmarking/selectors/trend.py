"""High-needs spend of every authority over the years: £, a head, and growth since our first year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.benchmarking.calculations.measures import PER_HEAD_0_19, PER_HEAD_2_18, POUNDS, Measure
from apps.benchmarking.selectors.benchmark import Origin
from apps.benchmarking.selectors.denominators import Divisor, divisor, divisor_years
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.places import Place, places
from apps.benchmarking.selectors.series import Yearly, Years, against, series, whole_years
from apps.benchmarking.vocabulary import FigureMeasure, Own
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

GROWTH = Measure("growth", "Growth since our first year", "", "share", "% growth", "", 1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Spender:
    """One authority: £ in the base year and the newest, and growth between them in %, where it stood in both."""

    place: Place
    first: Decimal | None
    last: Decimal | None
    growth: Decimal | None
    a_head: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Trend:
    """``base`` is the first year of our own figures: growth of all is from it. Years are financial years' first."""

    measure: Measure
    peers: Peers
    base: int
    last: int
    yearly: tuple[Yearly, ...]
    pounds: Mapping[int, Decimal]
    spenders: tuple[Spender, ...]
    divisor: Divisor | None
    origin: Origin
    people: Divisor | None  # of the spend a head of each authority, whatever the measure


@remembered
def trend_measures() -> tuple[Measure, ...]:
    known = divisor_years()
    return (POUNDS, *(m for m in (PER_HEAD_0_19, PER_HEAD_2_18) if m.figure in known), GROWTH)


@remembered
def trend(measure: Measure, peers: Peers, own: Own) -> Trend | None:
    """None where no outturn of ours is loaded."""
    found, ours = series(FigureMeasure.OUTTURN_HIGH_NEEDS), peers.ours
    mine = found.of(ours.pk)
    if not mine or found.origin is None:
        return None
    base, last = min(mine), max(whole_years(found.values))
    by = divisor(measure if measure.figure else PER_HEAD_0_19, FinancialYear(last))
    values = _values(measure, found.values, base, by)
    return Trend(
        measure, peers, base, last, against(values, ours.pk, peers, own), mine,
        tuple(_spender(place, found.of(place.pk), base, last, by) for place in places().values()
              if found.of(place.pk)),
        by if measure.figure else None, found.origin, by,
    )  # fmt: skip


def _values(measure: Measure, pounds: Years, base: int, by: Divisor | None) -> Years:
    if measure == GROWTH:
        first = {pk: value for pk, value in pounds.get(base, {}).items() if value > 0}
        return {
            year: {pk: (v / first[pk] - 1) * HUNDRED for pk, v in given.items() if pk in first}
            for year, given in pounds.items()
            if year >= base
        }
    if measure.figure and by:
        return {
            year: {pk: value / by.values[pk] for pk, value in given.items() if by.values.get(pk)}
            for year, given in pounds.items()
        }
    return pounds


def _spender(place: Place, given: Mapping[int, Decimal], base: int, last: int, by: Divisor | None) -> Spender:
    first, newest = given.get(base), given.get(last)
    whole = first is not None and newest is not None and first > 0
    growth = (newest / first - 1) * HUNDRED if whole and first and newest is not None else None
    people = by.values.get(place.pk) if by else None
    a_head = newest / people if newest is not None and people else None
    return Spender(place, first, newest, growth, a_head, _why(place, given, base, last))


def _why(place: Place, given: Mapping[int, Decimal], base: int, last: int) -> str:
    """Why there is no growth from the base year to the newest, in words; blank where there is."""
    if place.ended_on and place.ended_on <= date(last + 1, 3, 31):
        day = place.ended_on
        return f"Abolished or merged on {day.day} {day:%B %Y}"
    if base not in given:
        return f"No figure for {FinancialYear(base)}: its figures begin in {FinancialYear(min(given))}"
    return f"No figure for {FinancialYear(last)}" if last not in given else ""
