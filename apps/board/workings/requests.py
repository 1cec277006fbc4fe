"""What is asked for: the places that capital could make, and what a request must avoid to pay for itself."""

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.board.workings.common import PLACE, RUN_RATE
from apps.core.money import millions, number, pounds
from apps.deficit.calculations.appraisal import break_even
from apps.initiatives.selectors.requests import requested_per_year
from apps.initiatives.vocabulary import PlacementType

CAPITAL, PRE_EHCP = "per-pupil-capital", "pre-ehcp"


def per_pupil_capital(facts: Facts) -> Working:
    benefit = next((b for b in facts.benefits.values() if b.initiative.slug == CAPITAL), None)
    if benefit is None or benefit.units is None:
        raise NotKnown("The report's statement on per-pupil capital is not loaded.")
    value = facts.rates.difference(*PLACE)
    whole = benefit.units * value
    return Working(
        title=f"Per-pupil capital: what {number(benefit.units)} places could avoid in a full year",
        result=millions(whole, 2),
        unit="a year",
        basis=RUN_RATE,
        sentence=f"The report says “{benefit.as_printed}”; at its own unit costs it is {millions(whole, 2)}.",
        lines=[
            Line(
                "Places stated",
                number(benefit.units),
                source=f"{benefit.source}, {benefit.source_reference}",
                url=_page(CAPITAL),
            ),
            Line(
                "Avoided for each place",
                pounds(value),
                "INMSS less local specialist",
                "para 4.5",
                reverse("initiatives:rate_card"),
            ),
            Line("In a full year", millions(whole, 2), "line 1 × line 2", kind="total"),
        ],
        notes=("A statement of scope, not a benefit: no place has been commissioned with this money yet.",),
        see_also=("sufficiency-run-rate",),
    )


def pre_ehcp_break_even(facts: Facts) -> Working:
    cost = requested_per_year(PRE_EHCP)
    if cost is None:
        raise NotKnown("The cost of the pre-EHCP model is not loaded.")
    local = facts.rates.difference(*PLACE)
    mainstream = facts.rates.difference(PlacementType.SPECIALIST_ANY, PlacementType.MAINSTREAM_SUPPORT)
    lines = [Line("Cost a year", pounds(cost), source="para 4.14(c)", url=_page(PRE_EHCP))]
    if local <= 0:
        raise NotKnown("A local place costs as much as the placement it replaces, so no number of them pays for it.")
    for value, what in ((local, "INMSS less local specialist"), (mainstream, "specialist less mainstream, as quoted")):
        exact = break_even(cost, value)
        lines.append(
            Line(
                f"Placements to avoid at {pounds(value)} each ({what})",
                number(exact.placements),
                f"{pounds(cost)} ÷ {pounds(value)} = {number(exact.shown, 1)}, so",
                "para 4.5" if value == local else "para 4.9",
                reverse("initiatives:rate_card"),
            )
        )
    return Working(
        title="Pre-EHCP model: placements it must avoid to pay for itself",
        result=number(break_even(cost, local).placements),
        unit=f"placements a year at {pounds(local)}",
        basis="Break-even of a request, for one full year",
        sentence="Fewer than this and the model adds to the high-needs gap.",
        lines=lines,
        see_also=("sufficiency-run-rate", "dingleys-run-rate"),
    )


def _page(slug: str) -> str:
    return reverse("initiatives:detail", args=[slug])
