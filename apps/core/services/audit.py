"""Writes the trail: every service calls it inside its own transaction."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.core.models import AuditEntry, User


def record_change(
    *,
    by: User | None,
    at: datetime,
    action: str,
    subject: Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Adds one row: who, what, before, after, when and why. Values must be JSON-ready."""
    return AuditEntry.objects.create(
        by=by,
        at=at,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
    )
