"""Reads the self-assessment: areas in use, each with its assessments."""

from dataclasses import dataclass

from django.db.models import Prefetch

from apps.board.models import MaturityArea, MaturityAreaVersion, MaturityAssessment
from apps.core.memory import remembered


@dataclass(frozen=True, slots=True)
class AreaNow:
    """``named`` is the newest version of what it is called; ``assessments`` are newest first."""

    area: MaturityArea
    named: MaturityAreaVersion
    assessments: list[MaturityAssessment]

    @property
    def newest(self) -> MaturityAssessment | None:
        return self.assessments[0] if self.assessments else None

    @property
    def version(self) -> int:
        return self.assessments[0].version if self.assessments else 0


@remembered
def areas() -> list[AreaNow]:
    """Those in use, in the order in which they were entered."""
    names = Prefetch("versions", MaturityAreaVersion.objects.order_by("-version"))
    assessed = Prefetch(
        "assessments", MaturityAssessment.objects.select_related("by", "evidence_item").order_by("-version")
    )
    rows = MaturityArea.objects.prefetch_related(names, assessed).order_by("pk")
    found = [AreaNow(row, row.versions.all()[0], list(row.assessments.all())) for row in rows]
    return [one for one in found if one.named.in_use]


def area_called(slug: str) -> AreaNow:
    """Raises ``MaturityArea.DoesNotExist``."""
    found = next((one for one in areas() if one.area.slug == slug), None)
    if found is None:
        raise MaturityArea.DoesNotExist(f"No area is called {slug}.")
    return found
