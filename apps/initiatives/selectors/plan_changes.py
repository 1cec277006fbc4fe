"""What was saved in the draft of a measurement plan since it was read, in sentences, from the trail."""

from typing import Any

from apps.core.models import AuditEntry
from apps.initiatives.models import MeasurementPlan
from apps.initiatives.selectors.plans import LABELS, NOTHING, measures_of
from apps.initiatives.vocabulary import CounterfactualPlacement, PlacementType, ValuesState

SAVED = ("Drafted a measurement plan", "Changed the draft of a measurement plan")


def plan_changes_since(plan: MeasurementPlan, read_edits: int) -> list[str]:
    """Oldest first: each part that a save changed, what it said and says. Each save is one entry. Two queries."""
    saves = max(0, plan.edits - read_edits)
    found = AuditEntry.objects.filter(
        subject_type=plan._meta.label_lower, subject_id=str(plan.pk), action__in=SAVED
    ).select_related("by")
    entries = list(found.order_by("-pk")[:saves])[::-1]
    names = {m.pk: m.name for m in measures_of(plan.initiative)} if entries else {}
    return [sentence for entry in entries for sentence in _sentences(entry, names)]


def _sentences(entry: AuditEntry, names: dict[int, str]) -> list[str]:
    """``Owner: “Head of SEND” → “Director”, by A. Manager.``"""
    pairs = [(part, entry.before.get(part), entry.after.get(part)) for part in LABELS]
    changed = [(part, _words(part, before, names), _words(part, after, names)) for part, before, after in pairs]
    said = [f"{LABELS[part]}: {before} → {after}, by {entry.by}." for part, before, after in changed if before != after]
    return said or [f"Saved by {entry.by} with another reason: {entry.reason}"]


def _words(part: str, kept: Any, names: dict[int, str]) -> str:
    """As the trail keeps it, for a reader."""
    if not kept:
        return NOTHING
    match part:
        case "actual":
            return PlacementType(kept).label
        case "values_state":
            return ValuesState(kept).label
        case "mix":
            return ", ".join(f"{share}% {CounterfactualPlacement(name).label}" for name, share in kept.items())
        case "measures":
            chosen = ((names.get(key, "a measure"), target) for key, target in kept)
            return "; ".join(f"{name} (target {target})" if target else name for name, target in chosen)
    return str(kept) if part in ("occupancy", "deadweight", "review_date") else f"“{kept}”"
