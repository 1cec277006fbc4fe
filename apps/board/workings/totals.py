"""Run-rates of children, the total of what is in place, and the comparison with the gap, £000 a year."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from apps.board.facts import PROGRAMME, Facts, NotKnown
from apps.board.presenters.approved import beside_the_report
from apps.board.workings.base import Line, Working
from apps.board.workings.common import ROUNDED, RUN_RATE, how_url, run_rate
from apps.core.money import in_thousands, number, pounds, signed
from apps.core.vocabulary import Basis, Convention
from apps.deficit.selectors.avoidance import NOUGHT
from apps.initiatives.models import ReportedBenefit
from apps.initiatives.vocabulary import PlacementType, PlaceStatus


def dingleys(facts: Facts) -> Working:
    return _children(facts, "dingleys-promise")


def portage(facts: Facts) -> Working:
    return _children(facts, "portage")


def total(facts: Facts) -> Working:
    rows = facts.worked_out.pick(Basis.RUN_RATE, status=PlaceStatus.DELIVERED)
    by_initiative: dict[str, Decimal] = {}
    for r in rows:
        by_initiative[r.initiative] = by_initiative.get(r.initiative, NOUGHT) + r.amount
    names = {b.initiative.slug: b.initiative.name for b in facts.benefits.values()}
    hows = {PROGRAMME: "sufficiency-run-rate", "dingleys-promise": "dingleys-run-rate", "portage": "portage-run-rate"}
    lines = [
        Line(
            names.get(slug, slug),
            in_thousands(amount),
            source=_source(facts, slug),
            url=how_url(hows[slug]) if slug in hows else "",
        )
        for slug, amount in sorted(by_initiative.items(), key=lambda item: -item[1])
    ]
    whole = sum(by_initiative.values(), NOUGHT)
    lines.append(Line("Together", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    reported = facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    return Working(
        title="Cost avoidance of what is in place: run-rate",
        result=in_thousands(whole),
        unit="a year",
        basis=RUN_RATE,
        sentence=f"As reported it is {in_thousands(reported)}. It is right as a run-rate only.",
        lines=lines,
        notes=(
            beside_the_report(facts.approved),
            *(b.note for b in facts.benefits.values() if b.initiative.slug in by_initiative and b.dearer and b.note),
            ROUNDED,
        ),
        see_also=("coverage", "in-year", "cumulative"),
    )


def coverage(facts: Facts) -> Working:
    avoided = facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    lines = [
        Line(
            "Run-rate of what is in place, as reported",
            in_thousands(avoided),
            source="Table 1",
            url=how_url("total-run-rate"),
        )
    ]
    now = facts.published_now()
    for p, slug in zip(facts.reported.years, ("gap-this-year", "gap-next-year"), strict=False):
        share = avoided / p.in_year_gap * 100 if p.in_year_gap else NOUGHT
        lines.append(
            Line(
                f"Share of the gap of {p.financial_year}",
                f"{number(share, 1)}%",
                f"{in_thousands(avoided)} ÷ {in_thousands(p.in_year_gap)}",
                "Table 4",
                "" if now else how_url(slug),
            )
        )
    return Working(
        title="Reported cost avoidance beside the in-year gap",
        result=lines[-1].value if len(lines) > 1 else "–",
        unit=f"of the gap of {facts.reported.last.financial_year}",
        basis="A run-rate set against a flow: a comparison, not a share",
        sentence="The report sets its total beside the gap. The two answer different questions.",
        lines=lines,
        notes=(
            "Nothing in the report bridges the avoidance to the forecast, which may already hold all of it.",
            *(f"The report’s own gap stays in these lines. As published now, {said}." for said in now),
        ),
        see_also=("total-run-rate", "coverage-in-year"),
    )


def _source(facts: Facts, initiative: str) -> str:
    """Table 1 where the amount still is the report's; otherwise what moved it."""
    now = run_rate(facts, initiative, PlaceStatus.DELIVERED)
    then = facts.worked_out.amount(
        Basis.RUN_RATE, Convention.AS_REPORTED, initiative=initiative, status=PlaceStatus.DELIVERED
    )
    return "Table 1" if now == then else f"{in_thousands(then)} in Table 1; places or rates changed since"


def _children(facts: Facts, initiative: str) -> Working:
    benefit = _benefit(facts.benefits.values(), initiative)
    difference = facts.rates.difference(PlacementType(benefit.dearer), PlacementType(benefit.cheaper))
    whole = run_rate(facts, initiative, PlaceStatus.DELIVERED)
    source = f"{benefit.source}, {benefit.source_reference}"
    units = benefit.units or NOUGHT
    lines = [
        Line("Children", number(units), source=source, url=reverse("initiatives:detail", args=[initiative])),
        Line(
            "Specialist place less mainstream with SEN support, full year",
            pounds(difference),
            "as quoted: the report gives neither unit cost",
            "para 4.9",
            reverse("initiatives:rate_card"),
        ),
        Line("Run-rate", in_thousands(whole), "line 1 × line 2", kind="total"),
    ]
    stated = benefit.amount
    tie = "equals" if stated == whole else f"differs by {signed(in_thousands(whole - stated))} from"
    return Working(
        title=f"{benefit.initiative}: run-rate",
        result=in_thousands(whole),
        unit="a year",
        basis=RUN_RATE,
        sentence=(
            f"It {tie} the report's own figure, printed as “{benefit.as_printed}”, "
            "while the children stay in mainstream."
        ),
        lines=lines,
        notes=tuple(n for n in (benefit.note,) if n),
        see_also=("total-run-rate",),
    )


def _benefit(benefits: Iterable[ReportedBenefit], initiative: str) -> ReportedBenefit:
    found = next((b for b in benefits if b.initiative.slug == initiative and b.dearer), None)
    if found is None:
        raise NotKnown("The report's benefits are not loaded.")
    return found
