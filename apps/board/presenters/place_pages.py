"""Sentences of the pages on occupancy, capital and demand, from the same values as their tables."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from apps.benchmarking.selectors.population import People
from apps.board.charts.place_capital import Terms, slipped_of
from apps.board.charts.place_demand import AGES
from apps.board.facts import Facts, NotKnown
from apps.board.presenters.places import gap_sentence
from apps.board.selectors.capital import PlannedRound, reported_round
from apps.board.workings.common import PLACE
from apps.core.charts import Rows
from apps.core.models import User
from apps.core.money import millions, number, pounds, signed
from apps.deficit.charts.displacement import decimal
from apps.deficit.presenters.words import things
from apps.initiatives.calculations.scheme_figures import Payback, Slipped, capital_per_place
from apps.initiatives.permissions import AGREE_DEMAND, can_change_places
from apps.initiatives.selectors.demand import DemandView, demand
from apps.initiatives.selectors.occupancy import Reading
from apps.initiatives.selectors.place_funding import EmptyPlace, empty_place
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import DemandState, PlacementType, PlaceStatus

RULE = (
    "Years to pay back are capital a place over what a place avoids in a full year, once it is open: simple payback, "
    "not discounted, at one year’s prices. What a filled place avoids is net of what the local place costs; of an "
    "empty one its place funding is taken off."
)
NO_READING = "No open scheme’s occupancy has been read yet, so nobody knows how full the places are."


def onward(facts: Facts, newest: Sequence[Reading]) -> list[dict[str, str]]:
    """A sentence and a link for each page of its own."""
    found = slipped_of(facts.schemes)
    late, funding = f" {slippage_sentence(found, facts.schemes)}" if found else "", empty_place()
    return [
        {"label": "Occupancy and the cost of empty places", "url": reverse("board:place_occupancy"),
         "text": occupancy_message(newest, facts, funding)},
        {"label": "Capital, payback and slippage", "url": reverse("board:place_capital"),
         "text": f"{_capital(facts, funding)}{late}"},
        {"label": "Demand against places", "url": reverse("board:place_demand"),
         "text": demand_message(facts, demand())},
    ]  # fmt: skip


def _capital(facts: Facts, funding: EmptyPlace | None) -> str:
    try:
        return capital_message(reported_round(facts), terms(facts, funding))
    except NotKnown as reason:
        return str(reason)


def occupancy_message(newest: Sequence[Reading], facts: Facts, funding: EmptyPlace | None) -> str:
    """Of the newest reading of each open scheme: how full, what empty places cost, how much of all places it covers."""
    if not newest:
        return NO_READING
    places, filled = sum(r.places for r in newest), sum(r.filled for r in newest)
    days = sorted({r.census_date for r in newest})
    on = "on" if len(days) == 1 else f"between {_day(days[0])} and"
    cost = f", which cost {pounds((places - filled) * funding.amount)} in a full year" if funding else ""
    open_now = sum(t.in_place for t in facts.delivered)
    return (
        f"{number(filled)} of {number(places)} places that were counted {on} {_day(days[-1])} are filled; "
        f"{number(places - filled)} are empty{cost}. They are of {things(len(newest), 'scheme')}; the register counts "
        f"{number(open_now)} places in place."
    )


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def origin_sentence(newest: Sequence[Reading]) -> str:
    filled, said = sum(r.filled for r in newest), sum(r.told for r in newest)
    if not said:
        return "Nobody has said where the children of filled places would otherwise be."
    return f"It is said for {number(said)} of {number(filled)} filled places, at each open scheme’s newest reading."


def terms(facts: Facts, funding: EmptyPlace | None) -> Terms:
    """What a place is worth as the report counts it, and on the assumptions in force. Raises ``NotKnown``."""
    rates = facts.rates
    share, filled, other = (_assumed(facts, key) for key in ("displacement", "occupancy", "other_cost"))
    inmss, local = rates.rates[PlacementType.INMSS], rates.rates[PlacementType.LOCAL_SPECIALIST]
    return Terms(
        reported=facts.rates_as_reported.difference(*PLACE),
        value=share * inmss + (1 - share) * other - local,
        filled=filled,
        empty=funding.amount if funding else Decimal(0),
    )


def _assumed(facts: Facts, key: str) -> Decimal:
    if key not in facts.assumptions:
        raise NotKnown("What is assumed of displacement, occupancy and other costs is not known.")
    return facts.assumptions[key].central


def capital_message(planned: PlannedRound | None, found: Terms) -> str:
    """Of the report's round, as reported."""
    if planned is None:
        return "The report’s capital for new places is not loaded."
    each = capital_per_place(Fraction(planned.amount), int(planned.places))
    years = Payback(each, Fraction(found.reported), Fraction(1), Fraction(0)).years
    assumed = Payback(each, Fraction(found.value), Fraction(found.filled), Fraction(found.empty)).years
    paid = f"paid back in {number(decimal(years), 1)} years of full places" if years else "never paid back"
    as_assumed = f"in {number(decimal(assumed), 1)} years" if assumed else "never"
    return (
        f"As reported, {millions(planned.amount, 0)} for {number(planned.places)} places is {pounds(decimal(each))} a "
        f"place, {paid} at {pounds(found.reported)} a year; as assumed, {as_assumed}. The report names no setting for "
        "them."
    )


def assumed_sentence(found: Terms) -> str:
    yearly = found.filled * found.value - (1 - found.filled) * found.empty
    return (
        f"As assumed: {number(found.filled * 100)}% of places filled, each worth {pounds(found.value)} a year at the "
        f"displacement in force, less {pounds(found.empty)} for each empty one: {pounds(yearly)} a place and year."
    )


def slippage_sentence(found: Slipped | None, schemes: Sequence[SchemeView]) -> str:
    if found is None:
        return ""
    lacking = sum(1 for s in schemes if s.place_status) - found.n
    without = f" {things(lacking, 'scheme')} without a commissioned day left out." if lacking else ""
    return (
        f"Of {things(found.n, 'scheme')} the middle one opened, or is expected, {_later(found.middle)}, the latest "
        f"{_later(Fraction(found.worst))}.{without}"
    )


def _later(months: Fraction) -> str:
    """``4 months later than commissioned``; one that came sooner says so."""
    if not months:
        return "in the month that was commissioned"
    way = "later" if months > 0 else "earlier"
    n = number(decimal(abs(months)), 0 if months.denominator == 1 else 1)
    return f"{n} month{'' if n == '1' else 's'} {way} than commissioned"


def demand_message(facts: Facts, stated: Sequence[DemandView]) -> str:
    """The gap said aloud, whether or not anybody has stated a demand."""
    gap = gap_sentence(facts) or _every_phase(facts)
    if not stated:
        return f"{gap} Nobody has stated how many are needed."
    agreed = sum(1 for d in stated if d.state == DemandState.AGREED)
    return f"{gap} Finance has agreed {number(agreed)} of {number(len(stated))} statements of demand."


def _every_phase(facts: Facts) -> str:
    unknown = facts.without_phase(PlaceStatus.PIPELINE)
    if unknown:
        return f"Of {number(unknown)} places in the pipeline no phase is known, so no phase can be said to have none."
    return "Every phase of Table 2 has places in the pipeline."


def statement_links(stated: Sequence[DemandView], person: User) -> dict[int, dict[str, str]]:
    """What the person may do with each statement: change it, and agree what somebody else stated."""
    form = reverse("initiatives:demand_add") if can_change_places(person) else ""
    return {
        d.id: {
            "change": form and f"{form}?from={d.id}",
            "agree": reverse("initiatives:demand_agree", args=[d.id]) if may_agree(person, d) else "",
        }
        for d in stated
    }


def may_agree(person: User, stated: DemandView) -> bool:
    waits = stated.state == DemandState.ILLUSTRATIVE and stated.by != str(person)
    return waits and person.has_perm(AGREE_DEMAND)


def demand_status(stated: Sequence[DemandView]) -> str:
    if not stated:
        return "No demand is stated"
    illustrative = any(d.state != DemandState.AGREED for d in stated)
    return "Demand that finance has not agreed is illustrative" if illustrative else "Demand agreed by finance"


def demand_source(known: Sequence[People]) -> str:
    found = sorted({p.source_title for p in known if p.name in AGES.values()})
    return "; ".join(["Report of 27 January 2026, Table 2, and the register of schemes", *found])


def change_sentence(people: Rows) -> str:
    """Which phases' ages grew and which shrank, over the years of the table."""
    moved: dict[str, list[str]] = {"rose": [], "fell": []}
    for row in people.rows:
        way = "rose" if row["change"] > 0 else "fell"
        moved[way].append(f"{row['phase'].lower()} ({signed(number(row['change']))})")
    years = [c.label.removeprefix("People, ") for c in people.columns if c.key in ("first", "last")]
    parts = [f"{way} for {' and '.join(of)}" for way, of in moved.items() if of]
    return f"From {years[0]} to {years[1]} their number {' and '.join(parts)}." if parts else ""


def people_sentence(known: Sequence[People]) -> str:
    if not any(p.name in AGES.values() for p in known):
        return "No population is loaded."
    return (
        "Until demand is stated this is the only evidence by phase that the product holds: all people of these ages "
        "who are projected to live here, with and without special educational needs. It says which phases grow and "
        "which shrink. It is no demand for specialist places: it says nothing of need, of plans, or of where children "
        "go."
    )
