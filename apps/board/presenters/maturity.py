"""The self-assessment in a message and two tables: as it stands, and every version."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from apps.board.models import MaturityAssessment
from apps.board.presenters.meetings import many, moment
from apps.board.selectors.maturity import AreaNow
from apps.board.vocabulary import MATURITY_LEVELS
from apps.core.charts import Column, Rows

NOT_ASSESSED = "Not assessed"
NOW = (
    Column("area", "Area"), Column("covers", "What it covers"), Column("level", "Level, 1 to 4"),
    Column("evidence", "Evidence"), Column("role", "In whose name"), Column("when", "Assessed"),
    Column("do", "Assess", link="url"),
)  # fmt: skip
VERSIONS = (
    Column("area", "Area"), Column("version", "Version", kind="number"), Column("level", "Level, 1 to 4"),
    Column("evidence", "Evidence"), Column("role", "In whose name"), Column("when", "Assessed"),
    Column("reason", "Why"),
)  # fmt: skip


def message(found: Sequence[AreaNow]) -> str:
    """How many areas are assessed, and at which levels."""
    if not found:
        return "No area is entered, so nothing is assessed."
    levels = [one.newest.level for one in found if one.newest]
    parts = ", ".join(f"{levels.count(n)} at level {n}" for n in MATURITY_LEVELS if levels.count(n))
    return f"{len(levels) or 'None'} of {many(len(found), 'area')} assessed{f': {parts}' if parts else ''}."


def area_rows(found: Sequence[AreaNow], may_assess: bool) -> Rows:
    rows = []
    for one in found:
        row: dict[str, Any] = {"area": one.named.name, "covers": one.named.description, "level": NOT_ASSESSED}
        if one.newest:
            row |= _assessed(one.newest)
        if may_assess:
            row |= {"do": f"Assess {one.named.name}", "url": reverse("board:assess", args=[one.area.slug])}
        rows.append(row)
    columns = NOW if may_assess else NOW[:-1]
    return Rows("Areas as they stand", columns, rows)


def version_rows(found: Sequence[AreaNow]) -> Rows:
    rows = [
        {"area": one.named.name, "version": a.version, **_assessed(a), "reason": a.reason or "First version"}
        for one in found
        for a in one.assessments
    ]
    return Rows("Every assessment, newest first in each area", VERSIONS, rows)


def _assessed(row: MaturityAssessment) -> dict[str, Any]:
    more = [str(row.evidence_item)] if row.evidence_item else []
    return {
        "level": f"{row.level}: {MATURITY_LEVELS[row.level]}",
        "evidence": "; ".join([row.evidence, *more, *([row.address] if row.address else [])]),
        "role": row.role,
        "when": f"{moment(row.at)}, {row.by}",
    }
