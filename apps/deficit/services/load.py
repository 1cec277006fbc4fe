"""Loads the report's positions, line by line, policy parameters, the council's record and the assumptions."""

from apps.core.loading import Load, Ref, Table
from apps.deficit.models import PolicyParameter, Position, PositionLine
from apps.deficit.services.load_assumptions import load_assumptions
from apps.deficit.services.load_record import load_record
from apps.deficit.vocabulary import PositionStatus

MILLION = 1_000_000
FIRST = {"version": 1, "as_reported": True}

POSITIONS = Table(
    file="positions.csv",
    model=Position,
    key=("financial_year", "reporting_point", "version"),
    columns=("financial_year", "reporting_point", "opening_label", "closing_label", "published_date"),
    scaled={"opening_gbp_m": ("opening", MILLION), "closing_gbp_m": ("closing", MILLION)},
    fixed={**FIRST, "status": PositionStatus.PUBLISHED.value},
    append_only=True,
)
LINES = Table(
    file="position_lines.csv",
    model=PositionLine,
    key=("position", "order"),
    columns=("order", "label", "short_label", "block", "kind"),
    scaled={"amount_gbp_m": ("amount", MILLION)},
    refs=(
        Ref(
            "position",
            ("financial_year", "reporting_point"),
            ("financial_year", "reporting_point"),
            FIRST,
        ),
    ),
    append_only=True,
)
POLICY = Table(
    file="policy_parameters.csv",
    model=PolicyParameter,
    key=("slug",),
    columns=("slug", "label", "value", "number", "announced_date", "effective_date", "note"),
)


def load_deficit(load: Load) -> None:
    for table in (POSITIONS, LINES, POLICY):
        load.table(table)
    load_record(load)
    load_assumptions(load)
