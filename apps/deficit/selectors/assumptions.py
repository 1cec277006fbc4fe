"""Reads assumptions: those in force, drafts, and every version of one."""

from collections.abc import Iterable, Mapping

from apps.core.memory import remembered
from apps.core.models import AuditEntry
from apps.deficit.models import Assumption
from apps.deficit.vocabulary import AssumptionState, AssumptionStatus

DECIDED = ("Agreed an assumption", "Withdrew an assumption")


@remembered
def assumptions_in_force() -> Mapping[str, Assumption]:
    """The newest version in force of each key, in the order of the files."""
    newest: dict[str, Assumption] = {}
    rows = Assumption.objects.filter(status=AssumptionStatus.IN_FORCE).select_related("source", "decided_by")
    for row in rows.order_by("order", "key", "-version"):
        newest.setdefault(row.key, row)
    return newest


def assumption_in_force(key: str) -> Assumption:
    """Raises ``Assumption.DoesNotExist``."""
    rows = Assumption.objects.filter(key=key, status=AssumptionStatus.IN_FORCE)
    return rows.select_related("source", "prepared_by", "decided_by").latest("version")


def assumption_draft(key: str) -> Assumption | None:
    drafts = Assumption.objects.filter(key=key, status=AssumptionStatus.DRAFT)
    return drafts.select_related("prepared_by", "source").first()


def assumption_drafts() -> dict[str, Assumption]:
    rows = Assumption.objects.filter(status=AssumptionStatus.DRAFT).select_related("prepared_by")
    return {row.key: row for row in rows}


def assumption_versions(key: str) -> list[Assumption]:
    """Every version, the newest first."""
    rows = Assumption.objects.filter(key=key).select_related("source", "prepared_by", "decided_by")
    return list(rows.order_by("-version"))


def agreers_words(rows: Iterable[Assumption]) -> dict[int, str]:
    """By version row: what was said as it was agreed or withdrawn."""
    ids = [str(row.pk) for row in rows if row.decided_by_id]
    said = AuditEntry.objects.filter(subject_type=Assumption._meta.label_lower, subject_id__in=ids, action__in=DECIDED)
    return {int(pk): reason for pk, reason in said.order_by("pk").values_list("subject_id", "reason")}


def illustrative_keys() -> list[str]:
    """Keys whose value finance has not agreed."""
    return [k for k, row in assumptions_in_force().items() if row.state == AssumptionState.ILLUSTRATIVE]
