"""Reads what people attached in support of an initiative: what stands, what is stale, what was renewed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from apps.initiatives.models import EvidenceItem, Initiative


@dataclass(frozen=True, slots=True)
class Attachment:
    """An item as it stands on a day: ``stale`` from the day on which it expires, unless it was renewed."""

    item: EvidenceItem
    stale: bool
    renewed_by: EvidenceItem | None


def evidence_items(initiative: Initiative, today: date) -> list[Attachment]:
    """The newest first. One query."""
    items = list(
        EvidenceItem.objects.filter(initiative=initiative).select_related("added_by").order_by("-added_at", "-pk")
    )
    renewed = {item.replaces_id: item for item in items if item.replaces_id}
    return [
        Attachment(item, item.pk not in renewed and item.expires_on <= today, renewed.get(item.pk)) for item in items
    ]


def evidence_item(pk: int) -> EvidenceItem:
    """Raises ``EvidenceItem.DoesNotExist``."""
    return EvidenceItem.objects.select_related("initiative").get(pk=pk)


def renewable(initiative: Initiative, asked: str = "") -> list[EvidenceItem]:
    """Items that nothing has renewed yet, and the one that a sent form asks for: whether it was renewed meanwhile, and
    by this very form, is told when it is saved."""
    free = Q(replaced_by__isnull=True) | Q(pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    return list(EvidenceItem.objects.filter(free, initiative=initiative).order_by("title", "pk"))
