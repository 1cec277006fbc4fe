"""Table 1: what was reported of each initiative in the report's own total, beside its places, children and impact."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from apps.board.calculations.paper.document import Cell, Heading, Table, TableRow
from apps.board.content.drafts import EMPTY, Draft, placed
from apps.board.facts import PROGRAMME, Facts
from apps.core import disclosure
from apps.core.money import number, thousands
from apps.core.vocabulary import Convention
from apps.initiatives.models import Initiative, OutcomeReading, ReportedBenefit
from apps.initiatives.selectors.benefits import reported_benefits
from apps.initiatives.selectors.dossier import dossier
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.selectors.public_copy import marked_amounts
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.vocabulary import Better, MeasureUnit, Phase, PlacementType, PlaceStatus, Standing

HEADINGS = (
    Heading("Initiative"),
    Heading("Places and children"),
    Heading("Impact"),
    Heading("Cost avoided", "£000", numeric=True),
    Heading("Basis, and as the report prints it"),
)
TOTAL = "reported:total"
PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)


@dataclass
class Gathered:
    """What disclosure control is to know of the figures that stand in the table."""

    printed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    cells: list[disclosure.Cell] = field(default_factory=list)
    unprinted: list[disclosure.Cell] = field(default_factory=list)
    relations: list[disclosure.Relation] = field(default_factory=list)
    shares: list[disclosure.Share] = field(default_factory=list)

    def place(self, cell: disclosure.Cell, text: str, name: str) -> str:
        self.cells.append(cell)
        self.printed[cell.key], self.names[cell.key] = text, name
        return placed(cell.key)


def table_1(facts: Facts) -> Draft | None:
    """None where the report's benefits are not loaded."""
    benefits = reported_benefits(Standing.HEADLINE)
    if not benefits:
        return None
    found = Gathered()
    rows = [_row(found, facts, benefit) for benefit in sorted(benefits, key=lambda b: b.initiative.order)]
    found.relations += [relation for benefit in benefits for relation in _printed_as_reading(found, benefit)]
    rows.append(_total(found, benefits))
    table = Table(
        "table-1", "Table 1", "Cost avoidance of the initiatives that are in place", HEADINGS, tuple(rows),
        source="The benefits that the report states, and its readings",
    )  # fmt: skip
    return Draft(table, found.printed, found.cells, found.unprinted, found.relations, found.shares, names=found.names)


def _row(found: Gathered, facts: Facts, benefit: ReportedBenefit) -> TableRow:
    known = dossier(benefit.initiative.slug)
    return TableRow(
        (
            Cell(benefit.initiative.name),
            Cell("\n".join(_activity(found, facts, known.initiative, known.outcomes)) or EMPTY),
            Cell("\n".join(_impact(found, known.outcomes)) or EMPTY),
            Cell(_amount(found, benefit)),
            Cell(f"{benefit.get_basis_display()}; printed as “{_as_printed(benefit)}”"),
        )
    )


def _printed_as_reading(found: Gathered, benefit: ReportedBenefit) -> Iterator[disclosure.Relation]:
    """12 children of an amount are the 12 of a reading: who knows one knows the other, and so the amount."""
    outcomes = {o.measure.slug for o in dossier(benefit.initiative.slug).outcomes if not o.is_share}
    for cell in found.cells:
        kind, _, rest = cell.key.partition(":")
        if kind == "reading" and rest.split(":")[0] in outcomes and cell.value == _units(benefit):
            yield disclosure.same(f"reported:{benefit.slug}:units", cell.key)


def _as_printed(benefit: ReportedBenefit) -> str:
    """The report's own text of the amount: hidden with it."""
    digits = thousands(benefit.amount)
    before, _, after = benefit.as_printed.partition(digits)
    return f"{before}{placed(f'reported:{benefit.slug}')}{after}" if digits in benefit.as_printed else "another text"


def _amount(found: Gathered, benefit: ReportedBenefit) -> str:
    key = f"reported:{benefit.slug}"
    units = _units(benefit)
    value = Fraction(benefit.amount) / units if units else None
    public = (benefit.initiative_id, benefit.amount) in marked_amounts()
    cell = disclosure.money(key, Fraction(benefit.amount), unit_value=value, already_public=public)
    if units and value:
        found.unprinted.append(disclosure.behind(f"{key}:units", units))
        found.relations.append(disclosure.worth(key, {f"{key}:units": value}))
    return found.place(cell, thousands(benefit.amount), f"Table 1, {benefit.label}, £000")


def _total(found: Gathered, benefits: list[ReportedBenefit]) -> TableRow:
    amount = sum((b.amount for b in benefits), Decimal(0))
    public = (0, amount) in marked_amounts()
    cell = disclosure.money(TOTAL, Fraction(amount), grand_total=True, already_public=public)
    found.relations.append(disclosure.total(TOTAL, *(f"reported:{b.slug}" for b in benefits)))
    text = found.place(cell, thousands(amount), "Table 1, total, £000")
    return TableRow((Cell("Total cost avoided"), Cell(EMPTY), Cell(EMPTY), Cell(text), Cell("Run-rate only")), "total")


def _units(benefit: ReportedBenefit) -> Fraction:
    """Children as the report counts them; places have no number beside their amount and follow from its rates."""
    if benefit.units:
        return Fraction(benefit.units)
    return Fraction(benefit.amount) / Fraction(rate_sheet(Convention.AS_REPORTED).difference(*PLACE))


def _activity(found: Gathered, facts: Facts, subject: Initiative, outcomes: list[Outcome]) -> Iterator[str]:
    if subject.slug == PROGRAMME:
        yield from _delivered(facts)
    for outcome in outcomes:
        if outcome.measure.better == Better.NEITHER and outcome.latest:
            yield _count(found, outcome, outcome.latest)
    groups = {r.n for o in outcomes for r in (o.baseline, o.latest) if r and r.n}
    yield from (f"Children behind the shares, a yearly average: {number(n)}" for n in sorted(groups))


def _delivered(facts: Facts) -> Iterator[str]:
    places = sum(t.places for t in facts.reported_tranches if t.status == PlaceStatus.DELIVERED)
    for phase in Phase:
        if split := facts.phase_split.get((PlaceStatus.DELIVERED, phase)):
            yield f"{phase.label} places delivered: {number(split)}"
    yield f"Specialist places delivered in all: {number(places)}"


def _impact(found: Gathered, outcomes: list[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.measure.better == Better.NEITHER or not outcome.latest:
            continue
        if outcome.is_share:
            yield _share(found, outcome)
        else:
            yield _count(found, outcome, outcome.latest)


def _count(found: Gathered, outcome: Outcome, latest: OutcomeReading) -> str:
    """“Children remaining on SEN Support: 2 (para 4.8: 8)”, where the report says both."""
    said = [_reading(found, latest)]
    said += [f"({other.source_reference}: {_reading(found, other)})" for other in outcome.others]
    return f"{outcome.measure.name}: {' '.join(said)}"


def _share(found: Gathered, outcome: Outcome) -> str:
    readings = [r for r in (outcome.baseline, outcome.latest) if r]
    said = " to ".join(f"{_reading(found, r)} ({r.period_label})" for r in readings)
    return f"{outcome.measure.name}: {said}"


def _reading(found: Gathered, reading: OutcomeReading) -> str:
    measure = reading.measure
    key = f"reading:{measure.slug}:{reading.period_start}:{reading.period_end}:{reading.source_reference}"
    name = f"Table 1, {measure.name}, {reading.period_label}"
    if measure.unit == MeasureUnit.PERCENT:
        text = f"{number(reading.value, 1).removesuffix('.0')}%"
        return found.place(_percent(found, key, reading), text, name) if reading.n else text
    text = f"at least {number(reading.value)}" if reading.at_least else number(reading.value)
    return found.place(disclosure.count(key, Fraction(reading.value)), text, name)


def _percent(found: Gathered, key: str, reading: OutcomeReading) -> disclosure.Cell:
    whole = Fraction(reading.n or 0)
    part = Fraction(reading.value) * whole / 100
    found.unprinted.append(disclosure.behind(f"{key}:part", part))
    found.unprinted.append(disclosure.count(f"{key}:n", whole, already_public=True, printed=False))
    found.shares.append(disclosure.Share(key, f"{key}:part", f"{key}:n"))
    return disclosure.percent(key, part, whole)
