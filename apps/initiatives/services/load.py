"""Loads the report's initiatives, their money, outcomes and evidence."""

from apps.core.loading import Load, Ref, Table
from apps.initiatives.models import (
    Evidence,
    Fund,
    FundingLine,
    Initiative,
    InitiativeOverlap,
    Milestone,
    OutcomeMeasure,
    OutcomeReading,
    ReportedBenefit,
)
from apps.initiatives.services import load_places, load_rates

INITIATIVE = Ref("initiative", ("initiative",), ("slug",))

INITIATIVES = Table(
    file="initiatives.csv",
    model=Initiative,
    key=("slug",),
    columns=(
        "slug", "name", "order", "summary", "category", "category_as_printed",
        "stage", "stage_as_printed", "mapping_rule", "owner",
    ),
    elsewhere=("scales_up",),
)  # fmt: skip

SCALED_UP = Table(
    file="initiatives.csv",
    model=Initiative,
    key=("slug",),
    columns=("slug",),
    refs=(Ref("scales_up", ("scales_up",), ("slug",)),),
    elsewhere=INITIATIVES.columns,
    name="initiatives that scale up another",
)

TABLES = (
    Table(
        file="overlaps.csv",
        model=InitiativeOverlap,
        key=("first", "second", "other"),
        columns=("other", "note"),
        refs=(Ref("first", ("first",), ("slug",)), Ref("second", ("second",), ("slug",))),
    ),
    Table(
        file="funds.csv",
        model=Fund,
        key=("slug",),
        columns=("slug", "name", "kind", "total_as_printed", "note"),
        scaled={"total_gbp": ("total", 1)},
    ),
    Table(
        file="funding_lines.csv",
        model=FundingLine,
        key=("initiative", "fund", "financial_year", "state"),
        columns=("financial_year", "last_year", "amount_as_printed", "per_year", "state", "note"),
        scaled={"amount_gbp": ("amount", 1)},
        refs=(INITIATIVE, Ref("fund", ("fund",), ("slug",))),
    ),
    Table(
        file="outcome_measures.csv",
        model=OutcomeMeasure,
        key=("slug",),
        columns=("slug", "name", "unit", "better", "order"),
        refs=(INITIATIVE,),
    ),
    Table(
        file="outcome_readings.csv",
        model=OutcomeReading,
        key=("measure", "period_start", "period_end", "source", "source_reference"),
        columns=(
            "period_label", "period_start", "period_end", "value", "at_least", "n", "is_baseline", "note",
        ),
        refs=(Ref("measure", ("measure",), ("slug",)),),
    ),
    Table(
        file="evidence.csv",
        model=Evidence,
        key=("initiative", "order"),
        columns=("order", "statement", "grade"),
        refs=(INITIATIVE,),
    ),
    Table(
        file="milestones.csv",
        model=Milestone,
        key=("initiative", "label"),
        columns=("label", "earliest_date", "latest_date", "as_printed"),
        refs=(INITIATIVE,),
    ),
    Table(
        file="reported_benefits.csv",
        model=ReportedBenefit,
        key=("slug",),
        columns=(
            "slug", "label", "as_printed", "basis", "benefit_class", "block", "standing", "financial_year",
            "dearer", "cheaper", "units", "units_label", "note",
        ),
        scaled={"amount_gbp_k": ("amount", 1_000)},
        refs=(INITIATIVE,),
    ),
)  # fmt: skip


def load_initiatives(load: Load) -> None:
    """The report grants no initiative a measurement plan; what the product records later is left alone."""
    load.table(INITIATIVES)
    load.table(SCALED_UP, [row for row in load.rows(SCALED_UP.file) if row.cells.get("scales_up")])
    for table in TABLES:
        load.table(table)
    load_places.load_places(load)
    load_rates.load_rates(load)
