"""What benefit the source reports of an initiative, and the same worked out again."""

from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import number, pounds, thousands
from apps.initiatives.calculations.intake import intake_a_year, months_between
from apps.initiatives.links import how_benefit
from apps.initiatives.models import Initiative, ReportedBenefit
from apps.initiatives.presenters.words import NOT_STATED, assumed_basis, plain
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import PlacementType, PlaceStatus, Standing

PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
BY_PLACES = {"sufficiency-delivered": PlaceStatus.DELIVERED, "sufficiency-pipeline": PlaceStatus.PIPELINE}


def benefit_rows(subject: Initiative, rates: RateSheet | None, tranches: list[TrancheView]) -> Rows:
    """Each reported amount (£000) with its basis, and the same worked out again as reported."""
    order = list(Standing)
    benefits = sorted(subject.reported_benefits.all(), key=lambda b: (order.index(Standing(b.standing)), b.slug))
    return Rows(
        f"Reported benefits of {subject.name}, £000",
        (
            Column("what", "Benefit", link="how"),
            Column("amount", "Amount", kind="money_k"),
            Column("basis", "Basis"),
            Column("class", "Class"),
            Column("block", "Falls to"),
            Column("standing", "Standing"),
            Column("again", "Units × unit value"),
            Column("printed", "As printed"),
            Column("source", "Source"),
        ),
        [_benefit_row(b, worked_out(b, rates, tranches)) for b in benefits],
    )


def benefit_notes(subject: Initiative, rates: RateSheet | None, outcomes: list[Outcome]) -> list[str]:
    benefits = list(subject.reported_benefits.all())
    notes = [f"{b.label}: {b.note}" for b in benefits if b.note]
    return [*notes, *filter(None, (intake_sentence(b, rates, outcomes) for b in benefits))]


def intake_sentence(benefit: ReportedBenefit, rates: RateSheet | None, outcomes: list[Outcome]) -> str:
    """Run-rate beside intake rate, where the measure of the benefit's name counts over more than a year."""
    reading = next((o.latest for o in outcomes if o.measure.slug == benefit.slug), None)
    found = _units(benefit, rates, [])
    if not (reading and found):
        return ""
    units, name, value = found
    months = months_between(reading.period_start, reading.period_end)
    if months <= 12:
        return ""
    a_year = intake_a_year(units, months)
    return (
        f"{number(units)} {name} came over {months} months: as an intake rate {plain(a_year)} a year, "
        f"£{thousands(a_year * value)}k; as a run-rate £{thousands(units * value)}k stands while they remain."
    )


def worked_out(benefit: ReportedBenefit, rates: RateSheet | None, tranches: list[TrancheView]) -> str:
    """``12 children × £47,000 = 564``, and by how much that differs from what is stated (£000)."""
    found = _units(benefit, rates, tranches)
    if not found:
        return NOT_STATED
    units, name, value = found
    amount = units * value
    text = f"{number(units)} {name} × {pounds(value)} = {thousands(amount)}"
    if amount == benefit.amount:
        return text
    more = "more" if amount > benefit.amount else "less"
    return f"{text}, {thousands(abs(amount - benefit.amount))} {more} than stated"


def _units(
    benefit: ReportedBenefit, rates: RateSheet | None, tranches: list[TrancheView]
) -> tuple[Decimal, str, Decimal] | None:
    if rates is None:
        return None
    if benefit.units is not None and benefit.dearer and benefit.cheaper:
        value = rates.difference(PlacementType(benefit.dearer), PlacementType(benefit.cheaper))
        return benefit.units, benefit.units_label, value
    status = BY_PLACES.get(benefit.slug)
    counted = sum(t.counted for t in tranches if t.status == status and t.initiative == benefit.initiative.slug)
    return (Decimal(counted), "places counted", rates.difference(*PLACE)) if status and counted else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _benefit_row(benefit: ReportedBenefit, again: str) -> dict[str, Any]:
    return {
        "what": benefit.label,
        "how": how_benefit(benefit.slug),
        "amount": benefit.amount,
        "basis": _capital(assumed_basis(benefit)) or benefit.get_basis_display(),
        "class": benefit.get_benefit_class_display(),
        "block": benefit.get_block_display(),
        "standing": benefit.get_standing_display(),
        "again": again,
        "printed": benefit.as_printed,
        "source": benefit.source_reference,
    }
