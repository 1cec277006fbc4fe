"""Cost avoidance on each basis, £000."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from apps.board.facts import PROGRAMME, Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.core.money import in_thousands, number, pounds, signed, thousands
from apps.core.periods import FinancialYear, months_open_in_first_year
from apps.core.vocabulary import Basis, Convention
from apps.deficit.selectors.avoidance import FULL_YEAR, NOUGHT
from apps.initiatives.models import ReportedBenefit
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

RUN_RATE = "Run-rate: what everything in place is worth in a full year"
ROUNDED = "Each line is rounded for display; the sum is of unrounded values."


def sufficiency(facts: Facts) -> Working:
    return _places(facts, facts.delivered, "SEND Sufficiency Programme, delivered: run-rate", PlaceStatus.DELIVERED)


def pipeline(facts: Facts) -> Working:
    return _places(facts, facts.pipeline, "Places in the pipeline: run-rate once open", PlaceStatus.PIPELINE)


def programme(facts: Facts) -> Working:
    done, coming = (_run_rate(facts, PROGRAMME, s) for s in PlaceStatus)
    return Working(
        title="Delivered and pipeline places together: run-rate once all are open",
        result=thousands(done + coming),
        unit="£000 a year",
        basis=RUN_RATE,
        sentence="Table 3 calls this the cost avoidance range. It is a sum: what is delivered and what is to come.",
        lines=[
            Line("Delivered", in_thousands(done), source="Table 3", url=_how("sufficiency-run-rate")),
            Line("In the pipeline", in_thousands(coming), source="Table 3", url=_how("pipeline-run-rate")),
            Line("Together", in_thousands(done + coming), "line 1 + line 2", kind="total"),
        ],
        see_also=("places-total",),
    )


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
            names.get(slug, slug), in_thousands(amount), source="Table 1", url=_how(hows[slug]) if slug in hows else ""
        )
        for slug, amount in sorted(by_initiative.items(), key=lambda item: -item[1])
    ]
    whole = sum(by_initiative.values(), NOUGHT)
    lines.append(Line("Together", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    reported = facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    return Working(
        title="Cost avoidance of what is in place: run-rate",
        result=thousands(whole),
        unit="£000 a year",
        basis=RUN_RATE,
        sentence=f"As reported it is {in_thousands(reported)}. It is right as a run-rate only.",
        lines=lines,
        notes=(
            "No claim behind it has been approved: the amounts are the report's own, worked out again.",
            *(b.note for b in facts.benefits.values() if b.initiative.slug in by_initiative and b.dearer and b.note),
            ROUNDED,
        ),
        see_also=("coverage", "in-year", "cumulative"),
    )


def in_year(facts: Facts) -> Working:
    year = facts.outlook.current.financial_year
    lines = []
    for t in facts.delivered:
        if t.financial_year > year:
            continue
        months = months_open_in_first_year(t.opening_month) if t.financial_year == year else 12
        amount = t.counted * facts.rates.difference(*PLACE) * months / 12
        formula = f"{number(t.counted)} × {pounds(facts.rates.difference(*PLACE))} × {months}/12"
        lines.append(Line(f"Opened in {t.financial_year}", in_thousands(amount), formula, "Tables 2 and 3", _edit(t)))
    whole = facts.worked_out.amount(Basis.IN_YEAR, status=PlaceStatus.DELIVERED, year=year)
    lines.append(Line(f"In {year}", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    return Working(
        title=f"Cost avoidance of delivered places within {year}",
        result=thousands(whole),
        unit="£000 in the year",
        basis="In-year: what falls within one financial year, given opening dates",
        sentence="A September opening counts for seven of its first twelve months.",
        lines=lines,
        notes=(
            "The report gives no opening month; September is the product's convention and can be changed on each row.",
            "Months are accrued evenly; schools that bill by the term may differ.",
            ROUNDED,
        ),
        see_also=("cumulative", "sufficiency-run-rate"),
    )


def cumulative(facts: Facts) -> Working:
    return _cumulative(facts, 0, "each tranche opening in its own month", ("cumulative-full-year", "in-year"))


def cumulative_full_year(facts: Facts) -> Working:
    return _cumulative(facts, FULL_YEAR, "every tranche counted for its whole first year", ("cumulative", "in-year"))


def coverage(facts: Facts) -> Working:
    avoided = facts.worked_out.amount(Basis.RUN_RATE, status=PlaceStatus.DELIVERED)
    lines = [Line("Run-rate of what is in place", in_thousands(avoided), source="Table 1", url=_how("total-run-rate"))]
    for p, slug in zip(facts.outlook.years, ("gap-this-year", "gap-next-year"), strict=False):
        share = avoided / p.in_year_gap * 100 if p.in_year_gap else NOUGHT
        lines.append(
            Line(
                f"Share of the gap of {p.financial_year}",
                f"{number(share, 1)}%",
                f"{in_thousands(avoided)} ÷ {in_thousands(p.in_year_gap)}",
                "Table 4",
                _how(slug),
            )
        )
    return Working(
        title="Reported cost avoidance beside the in-year gap",
        result=lines[-1].value if len(lines) > 1 else "–",
        unit=f"of the gap of {facts.outlook.last.financial_year}",
        basis="A run-rate set against a flow: a comparison, not a share",
        sentence="The report sets its total beside the gap. The two answer different questions.",
        lines=lines,
        notes=("Nothing in the report bridges the avoidance to the forecast, which may already hold all of it.",),
        see_also=("total-run-rate",),
    )


PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)


def _places(facts: Facts, tranches: list[TrancheView], title: str, status: PlaceStatus) -> Working:
    value = facts.rates.difference(*PLACE)
    card = reverse("initiatives:rate_card")
    rates = facts.rates
    lines = [
        Line("INMSS place, full year", pounds(rates.rates[PLACE[0]]), source=_rate_source(facts, PLACE[0]), url=card),
        Line(
            "Local specialist place, full year",
            pounds(rates.rates[PLACE[1]]),
            source=_rate_source(facts, PLACE[1]),
            url=card,
        ),
        Line("Avoided for each place", pounds(value), "line 1 − line 2", kind="subtotal"),
    ]
    for t in tranches:
        less = f" ({number(t.places)} less {number(t.excluded)} excluded)" if t.excluded else ""
        lines.append(
            Line(
                f"Opened in {t.financial_year}"
                if status == PlaceStatus.DELIVERED
                else f"Planned for {t.financial_year}",
                in_thousands(t.counted * value),
                f"{number(t.counted)} places{less} × line 3",
                _source(t),
                _edit(t),
            )
        )
    whole = _run_rate(facts, PROGRAMME, status)
    lines.append(Line("Run-rate", in_thousands(whole), f"lines 4 to {len(lines)} added", kind="total"))
    reported = facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=status, initiative=PROGRAMME)
    difference = whole - reported
    sentence = f"As reported it is {in_thousands(reported)}" + (
        "; nothing it rests on has changed since."
        if not difference
        else f"; places or rates changed since move it by {signed(in_thousands(difference))}."
    )
    return Working(
        title=title,
        result=thousands(whole),
        unit="£000 a year",
        basis=RUN_RATE,
        sentence=sentence,
        lines=lines,
        notes=(
            "Every counted place is taken to be full and to replace an INMSS placement; the report agrees no "
            "occupancy, displacement or deadweight.",
            ROUNDED,
        ),
        see_also=("places-counted", "in-year", "cumulative", "total-run-rate"),
    )


def _children(facts: Facts, initiative: str) -> Working:
    benefit = _benefit(facts.benefits.values(), initiative)
    difference = facts.rates.difference(PlacementType(benefit.dearer), PlacementType(benefit.cheaper))
    whole = _run_rate(facts, initiative, PlaceStatus.DELIVERED)
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
        result=thousands(whole),
        unit="£000 a year",
        basis=RUN_RATE,
        sentence=(
            f"It {tie} the report's own figure, printed as “{benefit.as_printed}”, "
            "while the children stay in mainstream."
        ),
        lines=lines,
        notes=tuple(n for n in (benefit.note,) if n),
        see_also=("total-run-rate",),
    )


def _cumulative(facts: Facts, month: int, how: str, see_also: tuple[str, ...]) -> Working:
    last = facts.outlook.current.financial_year
    rows = facts.worked_out.pick(Basis.IN_YEAR, status=PlaceStatus.DELIVERED, month=month)
    by_year: dict[FinancialYear, Decimal] = {}
    for r in rows:
        if r.year <= last:
            by_year[r.year] = by_year.get(r.year, NOUGHT) + r.amount
    lines = [
        Line(f"In {year}", in_thousands(amount), source="Tables 2 and 3") for year, amount in sorted(by_year.items())
    ]
    whole = facts.worked_out.amount(Basis.CUMULATIVE, status=PlaceStatus.DELIVERED, month=month, year=last)
    first = min(by_year, default=last)
    lines.append(Line(f"{first} to {last}", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    return Working(
        title=f"Cost avoidance of delivered places, {first} to {last} in all"
        + (", full first years" if month == FULL_YEAR else ""),
        result=thousands(whole),
        unit="£000 in all",
        basis="Cumulative: the sum of in-year figures",
        sentence=f"It is the sum of each year's amount, {how}.",
        lines=lines,
        notes=(ROUNDED,),
        see_also=see_also,
    )


def _benefit(benefits: Iterable[ReportedBenefit], initiative: str) -> ReportedBenefit:
    found = next((b for b in benefits if b.initiative.slug == initiative and b.dearer), None)
    if found is None:
        raise NotKnown("The report's benefits are not loaded.")
    return found


def _run_rate(facts: Facts, initiative: str, status: PlaceStatus) -> Decimal:
    return facts.worked_out.amount(Basis.RUN_RATE, initiative=initiative, status=status)


def _rate_source(facts: Facts, kind: PlacementType) -> str:
    return f"{facts.rates.references[kind]}; rate card version {facts.rates.version}"


def _source(t: TrancheView) -> str:
    return t.source_reference if t.version == 1 else f"{t.source_reference}; changed since, version {t.version}"


def _edit(t: TrancheView) -> str:
    return reverse("initiatives:place_edit", args=[t.id])


def _how(slug: str) -> str:
    return reverse("board:how", args=[slug])
