"""The register as a file."""

from typing import Any

from apps.core.charts import Column, Rows
from apps.initiatives.presenters.register import RegisterRow
from apps.initiatives.presenters.register_amounts import APPROVED, CLAIMED
from apps.initiatives.presenters.words import NOT_GIVEN, NOT_STATED
from apps.initiatives.vocabulary import MeasurementPlanState


def register_export(rows: list[RegisterRow]) -> Rows:
    """The whole filtered list, one row an initiative. Amounts that differ in kind stand in words; see the totals."""
    columns = [
        Column(key, label)
        for key, label in (
            ("name", "Initiative"), ("category", "Category"), ("category_as_printed", "Category as printed"),
            ("payer", "Who pays"), ("funds", "Funds"), ("stage", "Stage"), ("stage_as_printed", "Stage as printed"),
            ("money", "Money stated, £000"), ("benefits", "Reported benefit, £000, with its basis"),
            ("claimed", CLAIMED), ("approved", APPROVED),
            ("evidence", "Evidence"), ("owner", "Owner"), ("milestone", "Next milestone"),
            ("plan", "Measurement plan"), ("source", "Source"),
        )
    ]  # fmt: skip
    return Rows("Initiatives", columns, [_export_row(row) for row in rows])


def _export_row(row: RegisterRow) -> dict[str, Any]:
    subject = row.initiative
    return {
        "name": row.name,
        "category": row.category,
        "category_as_printed": subject.category_as_printed or NOT_GIVEN,
        "payer": row.payer.label,
        "funds": "; ".join(row.funds) or NOT_STATED,
        "stage": row.stage,
        "stage_as_printed": subject.stage_as_printed or NOT_GIVEN,
        "money": "; ".join(row.money),
        "benefits": "; ".join(row.benefits),
        "claimed": "; ".join(row.claimed),
        "approved": "; ".join(row.approved),
        "evidence": row.evidence,
        "owner": row.owner,
        "milestone": row.milestone,
        "plan": MeasurementPlanState(subject.measurement_plan).label,
        "source": f"{subject.source}, {subject.source_reference}",
    }
