"""Reads what only the overview asks for."""

from datetime import date

from django.db.models import Q

from apps.core.memory import remembered
from apps.core.models import AuditEntry
from apps.initiatives.models import Initiative, Milestone


@remembered
def initiatives() -> list[Initiative]:
    return list(Initiative.objects.order_by("order"))


@remembered
def milestones_around(read_for: date) -> tuple[list[Milestone], list[Milestone]]:
    """Due by the reading date and next after it, each by date."""
    rows = list(Milestone.objects.select_related("initiative", "source").order_by("latest_date", "pk"))
    return [m for m in rows if m.latest_date < read_for], [m for m in rows if m.latest_date >= read_for]


# What is still in the making is its maker's: the Board is told once a claim is submitted.
IN_THE_MAKING = (
    Q(action__in=("Started a claim", "Withdrew a claim", "Named a cohort"))
    | Q(action__startswith="Changed a claim")
    | Q(action__startswith="Changed the draft")
)


# Of the money, what stands for everybody from then on.
OF_THE_DEFICIT = (
    "Published a position", "Agreed an assumption", "Said what the forecast holds", "Published a run",
)  # fmt: skip


# Of the Board's own work, what was settled: an agenda or an answer in the making is not.
OF_THE_BOARD = (
    "Recorded a decision", "Corrected a decision", "Set an action", "Reported on an action", "Added a risk",
    "Changed a risk", "Entered terms of reference", "Entered a framework", "Agreed an answer", "Entered a target",
    "Set a guardrail", "Assessed an area",
)  # fmt: skip


TOLD = (
    Q(subject_type__startswith="initiatives.") & ~IN_THE_MAKING
    | Q(subject_type__startswith="deficit.", action__in=OF_THE_DEFICIT)
    | Q(subject_type__startswith="board.", action__in=OF_THE_BOARD)
)


def changes_since(day: date, most: int = 8, until: date | None = None) -> list[AuditEntry]:
    """What people changed after that day (and no later than ``until``), newest first, but for what is still in the
    making."""
    rows = AuditEntry.objects.filter(TOLD, at__date__gt=day)
    if until:
        rows = rows.filter(at__date__lte=until)
    return list(rows.select_related("by").order_by("-at", "-pk")[:most])
