"""What happened to a claim since a version of it was read, in sentences, from the trail: who changed what to what."""

from typing import Any

from apps.core.models import AuditEntry
from apps.initiatives.models import BenefitClaim
from apps.initiatives.workflow.claims import ClaimStatus

CHANGED, SUBMITTED, DECIDED, WITHDREW = (
    "Changed a claim: ",
    "Submitted a claim",
    "Decided a claim: ",
    "Withdrew a claim",
)
MOVES_VERSION = (CHANGED, SUBMITTED, WITHDREW)
NOTHING = "nothing"


def changes_since(claim: BenefitClaim, read_version: int) -> list[str]:
    """Oldest first; none for a version that never was. One query."""
    if not 1 <= read_version < claim.version:
        return []
    entries = _entries(claim, claim.version - read_version)
    return [sentence for entry in entries for sentence in _sentences(entry)]


def _entries(claim: BenefitClaim, moves: int) -> list[AuditEntry]:
    """Each save is one entry and moves the version by one: the last ``moves`` saves, and the decisions among them."""
    found: list[AuditEntry] = []
    for entry in _of(claim).select_related("by").order_by("-pk"):
        if not moves:
            break
        moves -= entry.action.startswith(MOVES_VERSION)
        if entry.action.startswith((*MOVES_VERSION, DECIDED)):
            found.append(entry)
    return found[::-1]


def _of(claim: BenefitClaim) -> Any:
    return AuditEntry.objects.filter(subject_type=claim._meta.label_lower, subject_id=str(claim.pk))


def _sentences(entry: AuditEntry) -> list[str]:
    if entry.action.startswith(CHANGED):
        return _changes(entry)
    if entry.action.startswith(DECIDED):
        status = ClaimStatus(entry.after["status"]).label.lower()
        return [f"Decided by {entry.by}: {status}. {entry.reason}".strip()]
    what = "Submitted" if entry.action == SUBMITTED else "Withdrawn"
    return [f"{what} by {entry.by}.{f' {entry.reason}' if entry.reason else ''}"]


def _changes(entry: AuditEntry) -> list[str]:
    """``Units: 2 of the cohort → 3 of the cohort, by A. Manager.``"""
    labels = dict.fromkeys([*entry.before, *entry.after])
    pairs = [(label, entry.before.get(label), entry.after.get(label)) for label in labels]
    changed = [
        f"{label}: {before or NOTHING} → {after or NOTHING}, by {entry.by}."
        for label, before, after in pairs
        if before != after
    ]
    return changed or [f"{entry.action.removeprefix(CHANGED)}: saved by {entry.by} without a change in its words."]
