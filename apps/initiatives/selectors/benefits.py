"""Reads the benefits that the report states."""

from apps.core.memory import remembered
from apps.initiatives.models import ReportedBenefit
from apps.initiatives.vocabulary import Standing


@remembered
def reported_benefits(standing: Standing | None = None) -> list[ReportedBenefit]:
    rows = ReportedBenefit.objects.select_related("initiative", "source").order_by("initiative__order", "slug")
    return list(rows.filter(standing=standing) if standing else rows)


def benefits_by_child() -> list[ReportedBenefit]:
    """Headline benefits that are children × a difference of two placements (Table 1)."""
    return [b for b in reported_benefits(Standing.HEADLINE) if b.units is not None and b.dearer]
