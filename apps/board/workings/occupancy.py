"""What empty places cost, and the displacement that schemes' readings measure: at each scheme's newest reading."""

from fractions import Fraction

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.core.money import number, pounds
from apps.deficit.charts.displacement import decimal
from apps.deficit.selectors.measured import Measured, measured
from apps.initiatives.selectors.place_funding import empty_place

BASIS = "A stock on census days: each scheme at its newest reading"
SOURCE = "The register of schemes"


def empty_places_cost(_: Facts) -> Working:
    found, funding = _measured(), empty_place()
    if funding is None:
        raise NotKnown("What an empty place costs is not loaded.")
    page, empty = reverse("board:place_occupancy"), found.places - found.filled
    cost = pounds(empty * funding.amount)
    lines = [
        Line("Places of the schemes that were read", number(found.places), source=SOURCE, url=page),
        Line("Filled", number(found.filled), source=SOURCE, url=page),
        Line("Empty", number(empty), "line 1 − line 2", kind="subtotal"),
        Line("What an empty place costs in a full year", pounds(funding.amount), source=funding.source),
        Line("What they cost in a full year", cost, "line 3 × line 4", kind="total"),
    ]
    return Working(
        title="What empty places cost",
        result=cost,
        unit="a full year",
        basis=BASIS,
        sentence="An empty place is funded, too. It is a cost of its own beside avoidance and never netted from it.",
        lines=lines,
        see_also=("displacement-measured", "capital-payback"),
    )


def displacement_measured(_: Facts) -> Working:
    """Of the filled places of which it is said where the child would otherwise be."""
    found = _measured()
    if not found.said:
        raise NotKnown("Nobody has said of any filled place where the child would otherwise be.")
    share, page = f"{number(decimal(Fraction(100 * found.inmss, found.said)), 1)}%", reverse("board:place_occupancy")
    lines = [
        Line("Filled places", number(found.filled), source=SOURCE, url=page),
        Line("Of which it is said where the child would be", number(found.said), source=SOURCE, url=page),
        Line("Of these, in an independent or non-maintained special school", number(found.inmss), source=SOURCE,
             url=page),
        Line("Displacement measured", share, "line 3 ÷ line 2", kind="total"),
    ]  # fmt: skip
    return Working(
        title="Displacement as schemes’ readings measure it",
        result=share,
        unit="of the filled places of which it is said",
        basis=BASIS,
        sentence="It stands beside the assumed displacement and does not change it.",
        lines=lines,
        see_also=("displacement-observed", "empty-places-cost"),
    )


def _measured() -> Measured:
    found = measured()
    if found is None:
        raise NotKnown("No scheme’s occupancy has been read yet.")
    return found
