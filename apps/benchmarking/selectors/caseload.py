"""Reads an authority's caseload, count by count."""

from dataclasses import dataclass

from apps.benchmarking.models import Caseload
from apps.core.memory import remembered


@dataclass(frozen=True, slots=True)
class Census:
    """Plans by type of placement (``CaseloadPlacement`` values) in one January."""

    january: int
    plans: dict[str, int]
    source_title: str

    @property
    def total(self) -> int:
        return sum(self.plans.values())


@remembered
def caseload(dfe_code: str) -> tuple[Census, ...]:
    """Every January's count, the oldest first. Empty where none is loaded."""
    counts: dict[int, dict[str, int]] = {}
    titles: dict[int, str] = {}
    rows = Caseload.objects.filter(authority__dfe_code=dfe_code).order_by("january", "placement")
    for january, placement, plans, title in rows.values_list("january", "placement", "plans", "source__title"):
        counts.setdefault(january, {})[placement] = plans
        titles[january] = title
    return tuple(Census(january, plans, titles[january]) for january, plans in counts.items())
