"""Capital a place, and the years in which it pays itself back."""

from fractions import Fraction

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.selectors.capital import reported_round
from apps.board.workings.base import Line, Working
from apps.board.workings.common import PLACE
from apps.core.money import millions, number, pounds
from apps.deficit.charts.displacement import decimal
from apps.initiatives.calculations.scheme_figures import Payback, capital_per_place


def capital_payback(facts: Facts) -> Working:
    """Of the round that the report plans, at its own unit costs: every place full, each in place of an INMSS one."""
    planned = reported_round(facts)
    if planned is None:
        raise NotKnown("The report's capital for new places is not loaded.")
    value = facts.rates_as_reported.difference(*PLACE)
    capital = capital_per_place(Fraction(planned.amount), int(planned.places))
    years = Payback(capital, Fraction(value), Fraction(1), Fraction(0)).years
    if years is None:
        raise NotKnown("A local place costs as much as the placement it replaces, so no capital pays itself back.")
    page = reverse("initiatives:detail", args=[planned.initiative])
    lines = [
        Line("Capital agreed", millions(planned.amount), source=planned.amount_source, url=page),
        Line("Places it is meant for", number(planned.places), source=planned.places_source, url=page),
        Line("Capital a place", pounds(decimal(capital)), "line 1 ÷ line 2", kind="subtotal"),
        Line(
            "Avoided by a filled place in a full year",
            pounds(value),
            "INMSS less local specialist",
            "para 4.5",
            reverse("initiatives:rate_card"),
        ),
        Line("Years to pay back", number(decimal(years), 1), "line 3 ÷ line 4", kind="total"),
    ]
    return Working(
        title="Capital for new places: years to pay back, as reported",
        result=number(decimal(years), 1),
        unit="years of a full place",
        basis="Capital once, against a run-rate: simple payback, not discounted",
        sentence=(
            "The value of a filled place is net of what the local place costs. What an empty place costs is taken off "
            "where places are not full: the capital page shows that beside it."
        ),
        lines=lines,
        notes=(
            "A planned round without settings: the report names none, and no scheme is made of it.",
            "Capital is not high-needs spending; what it avoids is. The two are set side by side and never netted.",
        ),
        see_also=("per-pupil-capital", "sufficiency-run-rate"),
    )
