"""What was read of outcomes, and the benefits that the report states."""

from datetime import date

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    DataSet,
    Loaded,
    day,
    decimal,
    newest,
    one_of,
    pounds,
    text,
    whole,
    yes_no,
)
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models import OutcomeReading
from apps.initiatives.selectors.benefits import reported_benefits
from apps.initiatives.selectors.feed import outcome_readings
from apps.initiatives.vocabulary import Better, MeasureUnit, PlacementType, Standing

REPORT = "The report; each row names its paragraph."
LOGGED = "Logged by the council"


def _day(reading: OutcomeReading) -> date:
    """Of its document, or on which a person logged it."""
    if reading.source:
        return reading.source.date
    return reading.recorded_at.date() if reading.recorded_at else reading.period_end


def load_outcomes() -> Loaded:
    found = outcome_readings()
    rows = [
        (
            r.measure.initiative.slug, r.measure.initiative.name, r.measure.slug, r.measure.name, r.measure.unit,
            r.measure.better, r.period_label, r.period_start, r.period_end, r.value, r.at_least, r.n, r.is_baseline,
            r.note, r.source.title if r.source else LOGGED, r.source_reference,
        )
        for r in found
    ]  # fmt: skip
    return Loaded(rows, newest([_day(r) for r in found]))


def load_benefits() -> Loaded:
    found = reported_benefits()
    rows = [
        (
            b.slug, b.initiative.slug, b.initiative.name, b.label, b.amount, b.as_printed, b.basis, b.benefit_class,
            b.block, b.standing, str(b.financial_year or ""), b.units, b.units_label, b.dearer, b.cheaper, b.note,
            b.source.title, b.source_reference,
        )
        for b in found
    ]  # fmt: skip
    return Loaded(rows, newest([b.source.date for b in found]))


OUTCOMES = DataSet(
    slug="outcomes",
    title="Outcome readings",
    what="One row for each value read of an outcome measure.",
    basis="Values are in the unit of their measure (41.4 is 41.4%); readings of different measures do not add up.",
    source=REPORT,
    fields=(
        text("initiative", "Short name of the initiative, stable"),
        text("initiative_name", "Name of the initiative"),
        text("measure", "Short name of the measure, stable"),
        text("measure_name", "Name of the measure"),
        one_of("unit", "Unit of the value", MeasureUnit),
        one_of("better", "Which way it should move", Better),
        text("period", "When, as printed"),
        day("period_start", "First day of the period"),
        day("period_end_exclusive", "First day after the period"),
        decimal("value", "The reading", "as in unit"),
        yes_no("is_at_least", "Whether the source says “at least”"),
        whole("n", "Children or plans behind the value; empty where not given", "children or plans"),
        yes_no("is_baseline", "Whether later readings are held against this one"),
        text("note", "Note"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_outcomes,
)
NOT_THE_CLAIMS = "“headline” here is the report's own total, neither graded nor approved: not the headline of claims"
REPORTED_BENEFITS = DataSet(
    slug="reported_benefits",
    title="Benefits as reported",
    what="One row for each benefit that the report states, with the basis on which it is right.",
    basis="As stated by the source, kept beside what the product works out. Amounts of another basis, class or "
    "standing are never added together.",
    source=REPORT,
    fields=(
        text("benefit", "Short name of the benefit, stable"),
        text("initiative", "Short name of the initiative, stable"),
        text("initiative_name", "Name of the initiative"),
        text("label", "What it is"),
        pounds("amount_gbp", "Amount"),
        text("as_printed", "The source's own figure"),
        one_of("basis", "What the figure answers", Basis),
        one_of("benefit_class", "Class", BenefitClass),
        one_of("block", "Block of the grant that it falls on", Block),
        one_of("standing", f"How the source itself counts it; {NOT_THE_CLAIMS}", Standing),
        FINANCIAL_YEAR,
        decimal("units", "Places or children, where given", "as in units_label"),
        text("units_label", "What the units are"),
        one_of("dearer", "Placement avoided", PlacementType),
        one_of("cheaper", "Placement made instead", PlacementType),
        text("note", "Note"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_benefits,
)
