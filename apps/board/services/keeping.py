"""What every service of the Board's work does last: check, save, and say so in the trail."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from apps.core.models import User
from apps.core.services.audit import record_change


def keep(
    row: Model,
    *,
    action: str,
    by: User,
    at: datetime,
    subject: Model | None = None,
    before: dict[str, Any] | None = None,
    reason: str = "",
    names: tuple[str, ...] = (),
) -> None:
    """Saves ``row`` and adds an entry about ``subject``, else the row, with the values of ``names`` after it."""
    row.full_clean()
    row.save()
    after = values_of(row, names)
    record_change(by=by, at=at, action=action, subject=subject or row, before=before or {}, after=after, reason=reason)


def values_of(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    """As JSON holds them; a link as the other row's key."""
    return {name: _plain(getattr(row, name)) for name in names}


def differs(row: Model, given: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in given.items())


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if value is None or isinstance(value, str | int | bool):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def made_by(model: type[Model], form_key: UUID | None) -> Any:
    """The row that the same form made already."""
    return model._default_manager.filter(form_key=form_key).first() if form_key else None
