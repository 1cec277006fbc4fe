"""The projection's headline figures, from the series of the published run: £ million, central values."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.board.workings.common import how_url
from apps.core.money import millions, number, pounds, signed
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Standing
from apps.deficit.calculations.projection.outcomes import APPROVED_ONLY, UNMITIGATED
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs.projected import EFFECT_YEAR
from apps.deficit.presenters.bridge import BridgeStep, bridge_steps, coverage
from apps.deficit.presenters.trajectory import at_end
from apps.deficit.selectors.projected import Projected
from apps.initiatives.selectors.initiatives import everything

STOCK = "Accumulated deficit: a stock at a date, projected"
FLOW = "In-year: a flow within one financial year"
SPENT = {
    "inmss": "Plans in INMSS",
    "local_specialist": "Plans in state special schools, resourced provision and units",
    "mainstream": "Plans in mainstream",
    "other": "Spend that no placement type holds",
    "calibration": "Calibration to what finance published",
}
PENCE = 2
CENTRAL = "Every assumption is taken at its central value; the range is on the trajectory’s page."


def deficit_override_end(facts: Facts) -> Working:
    """Year by year from the last published closing deficit, with what finance has approved."""
    p = _published(facts)
    course, start = p.of(APPROVED_ONLY, Measure.ACCUMULATED), max(y for y in p.held if y <= EFFECT_YEAR)
    lines = [_start(facts, p, start, course[start].central)]
    for year in (y for y in p.years if start < y <= EFFECT_YEAR):
        lines += _year_lines(p, year, len(lines))
    return Working(
        title=f"Projected deficit at {at_end(EFFECT_YEAR)}, approved only",
        result=_m(course[EFFECT_YEAR].central),
        unit="",
        basis=STOCK,
        sentence="It is the last published deficit and the gap of each year since, carried on by caseload, unit costs "
        "and funding.",
        lines=lines,
        notes=(CENTRAL, "A benefit that the published forecast holds already is in these lines and never taken off."),
        see_also=("gap-unmitigated", "coverage-in-year", "deficit-march-next"),
    )


def _start(facts: Facts, p: Projected, start: FinancialYear, amount: Decimal) -> Line:
    """The published closing deficit; where the positions do not open where the one before closes, the run's own."""
    position = facts.newest_positions.get(start)
    if position is None or position.closing != amount:
        said = "the opening of the first published position and each year’s movements since"
        return Line(f"Deficit at {at_end(start)}, as the run adds up the published positions", _m(amount), said,
                    _run(p), reverse("deficit:position"), kind="subtotal")  # fmt: skip
    source = f"{position.source_title}, {position.source_reference}"
    return Line(f"Deficit at {at_end(start)}, as published", _m(amount), source=source,
                url=reverse("deficit:position_page", args=[position.id]), kind="subtotal")  # fmt: skip


def _year_lines(p: Projected, year: FinancialYear, before: int) -> list[Line]:
    """From the deficit of line ``before`` to that at the end of the year, by the gap and what else moves it."""
    course, gap = p.of(APPROVED_ONLY, Measure.ACCUMULATED), p.of(APPROVED_ONLY, Measure.GAP)[year].central
    lines = list(_gap_lines(p, year))
    formula = _added(before + 1, before + len(lines))
    lines.append(Line(f"Gap of {year}", signed(_m(gap)), formula, _run(p), kind="subtotal"))
    formula = f"line {before} + line {before + len(lines)}"
    if other := course[year].central - course[year + -1].central - gap:
        lines.append(Line(f"Other blocks, support and grants in {year}", signed(_m(other)), source=_run(p)))
        formula += f" + line {before + len(lines)}"
    lines.append(Line(f"Deficit at {at_end(year)}", _m(course[year].central), formula, _run(p), kind="total"))
    return lines


def _gap_lines(p: Projected, year: FinancialYear) -> Iterator[Line]:
    """Spend by placement type, less funding and what is approved beside the forecast."""
    for subject, name in SPENT.items():
        amount = p.of("", Measure.SPEND, subject)[year].central
        plans = p.of("", Measure.PLANS, subject)
        formula = ""
        if year in plans and plans[year].central:
            count = plans[year].central
            formula = f"{number(count, 1)} plans × {pounds(amount / count, PENCE)}"
        yield Line(f"{name}, {year}", signed(_m(amount)), formula, _run(p), reverse("deficit:assumptions"))
    funding = p.of("", Measure.FUNDING)[year].central
    yield Line(f"High needs funding, {year}", signed(_m(-funding)), "", _run(p), reverse("deficit:assumptions"))
    for measure, sign, words in (
        (Measure.ADDITIONAL, -1, "Approved and beside the forecast"),
        (Measure.EMPTY_ADDITIONAL, 1, "Empty places of what is approved and beside the forecast"),
    ):
        approved = [s for s in p.subjects(measure) if s.endswith(f"/{Standing.APPROVED.value}")]
        amount = sum((p.in_year(measure, year, s) for s in approved), Decimal(0))
        if amount:
            yield Line(f"{words}, {year}", signed(_m(sign * amount)), "", _run(p), reverse("deficit:bridge"))


def gap_unmitigated(facts: Facts) -> Working:
    """The published gap with every benefit added back that it holds already."""
    p = _published(facts)
    year = p.held[-1]
    steps = _held_steps(p, year)
    unmitigated = p.of(UNMITIGATED, Measure.GAP)[year].central
    published = unmitigated + sum((s.amount for s in steps), Decimal(0))
    lines = [Line(f"Gap of {year} as published", _m(published), source=_position(facts), url=how_url("gap-next-year"))]
    lines += [
        Line(s.label, signed(_m(-s.amount)), "added back: it is in the published gap", _run(p),
             reverse("deficit:initiative", args=[s.subject]))
        for s in steps
    ]  # fmt: skip
    lines.append(Line(f"Unmitigated gap of {year}", _m(unmitigated), _added(1, len(lines)), _run(p), kind="total"))
    return Working(
        title=f"Unmitigated high-needs gap of {year}",
        result=_m(unmitigated),
        unit="in the year",
        basis=FLOW,
        sentence="It is what the gap would be without what had begun when the position was stated.",
        lines=lines,
        notes=(CENTRAL, "Avoidance adds to the gap here, and what its empty places cost is taken off with it."),
        see_also=("coverage-in-year", "deficit-override-end", "gap-next-year"),
    )


def coverage_in_year(facts: Facts) -> Working:
    """In-year avoidance ÷ (gap + the avoidance already in it): one basis."""
    p = _published(facts)
    year = p.held[-1]
    held, both = coverage(p, year)
    if held.share is None or both.share is None:
        raise NotKnown(f"There is no gap in {year} to cover.")
    bridge = f"{reverse('deficit:bridge')}?year={year.slug}"
    lines = [
        Line("Avoidance in the forecast, less its empty places", _m(held.avoided), source=_run(p), url=bridge),
        Line("Gap with it", _m(held.gap), source=_position(facts), url=how_url("gap-next-year")),
        Line("Gap without it", _m(held.gap + held.avoided), "line 1 + line 2", _run(p), how_url("gap-unmitigated")),
        Line("Covered by what the forecast holds", f"{number(held.share, 1)}%", "line 1 ÷ line 3", kind="subtotal"),
        Line("What is expected beside the forecast, less its empty places", _m(both.avoided - held.avoided),
             source=_run(p), url=bridge),
        Line("Covered by both", f"{number(both.share, 1)}%", "(line 1 + line 5) ÷ line 3", kind="total"),
    ]  # fmt: skip
    return Working(
        title=f"Coverage of the gap of {year}, on one basis",
        result=f"{number(both.share, 1)}%",
        unit=f"of the gap of {year} without the initiatives",
        basis="In-year figures of one year on both sides",
        sentence="It sets what is avoided within the year beside the gap of the same year as it would be without it.",
        lines=lines,
        notes=(CENTRAL, "The report’s own comparison sets a run-rate beside this gap; it is kept apart."),
        see_also=("coverage", "gap-unmitigated", "deficit-override-end"),
    )


def _published(facts: Facts) -> Projected:
    """Raises ``NotKnown`` before any is published, or where it ends too early for these figures."""
    if facts.published is None:
        raise NotKnown("No projection has been published.")
    if EFFECT_YEAR not in facts.published.years:
        raise NotKnown(f"The published projection does not reach {EFFECT_YEAR}.")
    return facts.published


def _held_steps(p: Projected, year: FinancialYear) -> list[BridgeStep]:
    """Of the bridge, between its first total and its second."""
    steps = bridge_steps(p, year, {i.slug: i.name for i in everything()})
    totals = [index for index, step in enumerate(steps) if step.total]
    return steps[totals[0] + 1 : totals[1]]


def _m(amount: Decimal) -> str:
    return millions(amount, PENCE)


def _added(first: int, last: int) -> str:
    return f"lines {first} to {last} added"


def _run(p: Projected) -> str:
    return f"Run {p.run_id}"


def _position(facts: Facts) -> str:
    return f"{facts.outlook.last.source_title}, {facts.outlook.last.source_reference}"
