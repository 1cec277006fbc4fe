"""Drafts, agrees and withdraws versions of assumptions. A version in force never changes."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.core.turns import take_turn
from apps.deficit.assumption_permissions import (
    can_withdraw_assumption,
    check_can_agree_assumption,
    check_can_draft_assumption,
)
from apps.deficit.inputs import WhatIf
from apps.deficit.models import Assumption
from apps.deficit.runs import check_projectable
from apps.deficit.selectors.assumptions import assumption_draft
from apps.deficit.vocabulary import AssumptionState, AssumptionStatus

KEPT = ("key", "label", "group", "order", "unit", "owner")


@transaction.atomic
def draft_assumption(
    *,
    key: str,
    low: Decimal,
    central: Decimal,
    high: Decimal,
    source_reference: str,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> Assumption:
    """A draft of the next version, in the assumption's own unit (shares and rates as fractions of one). Raises
    ``Refused`` where nothing could be projected with it."""
    take_turn(f"deficit.assumption {key}")
    check_can_draft_assumption(by)
    rows = Assumption.objects.select_for_update(of=("self",)).filter(key=key)
    base = rows.filter(status=AssumptionStatus.IN_FORCE).latest("version")
    _check_read(base, read_version)
    if waiting := assumption_draft(key):
        raise Refused(f"There is already a draft, prepared by {waiting.prepared_by}. Agree or withdraw it first.")
    if (low, central, high) == (base.low, base.central, base.high):
        raise Refused("Nothing was changed: low, central and high are as they were.")
    draft = Assumption(
        **{name: getattr(base, name) for name in KEPT},
        version=rows.latest("version").version + 1,
        low=low,
        central=central,
        high=high,
        source_reference=source_reference,
        prepared_by=by,
        prepared_at=at,
        reason=reason,
    )
    draft.full_clean()
    _check_projectable(draft)
    draft.save()
    record_change(
        by=by, at=at, action="Drafted an assumption", subject=draft, before=values(base), after=values(draft),
        reason=reason,
    )  # fmt: skip
    return draft


@transaction.atomic
def agree_assumption(*, key: str, version: int, reason: str, by: User, at: datetime) -> Assumption:
    """Another person puts the draft in force; it asks for a recompute. The same agreement sent twice is one."""
    take_turn(f"deficit.assumption {key}")
    draft = Assumption.objects.select_for_update(of=("self",)).get(key=key, version=version)
    if draft.status == AssumptionStatus.IN_FORCE and draft.decided_by_id == by.pk:
        return draft
    check_can_agree_assumption(by, draft)
    draft.status, draft.state = AssumptionStatus.IN_FORCE, AssumptionState.AGREED
    draft.decided_by, draft.decided_at = by, at
    draft.full_clean()
    _check_projectable(draft)
    draft.save()
    record_change(by=by, at=at, action="Agreed an assumption", subject=draft, after=values(draft), reason=reason)
    request_recompute(by=by, at=at, cause=f"{draft.label}: version {version} agreed")
    return draft


@transaction.atomic
def withdraw_assumption(*, key: str, version: int, reason: str, by: User, at: datetime) -> Assumption:
    """The same withdrawal sent twice is one."""
    take_turn(f"deficit.assumption {key}")
    draft = Assumption.objects.select_for_update(of=("self",)).get(key=key, version=version)
    if draft.status == AssumptionStatus.WITHDRAWN and draft.decided_by_id == by.pk:
        return draft
    if not can_withdraw_assumption(by, draft):
        raise Refused("A draft is withdrawn by the person who prepared it or by a finance officer.")
    draft.status = AssumptionStatus.WITHDRAWN
    draft.decided_by, draft.decided_at = by, at
    draft.full_clean()
    draft.save()
    record_change(by=by, at=at, action="Withdrew an assumption", subject=draft, after=values(draft), reason=reason)
    return draft


def _check_projectable(draft: Assumption) -> None:
    """Nothing is in force that no run can work out. Raises ``Refused`` in the engine's words."""
    changed = {name: str(getattr(draft, name)) for name in ("low", "central", "high")}
    check_projectable(WhatIf({draft.key: changed}, agreed=True))


def values(row: Assumption) -> dict[str, str]:
    return {"version": str(row.version), "low": str(row.low), "central": str(row.central), "high": str(row.high)}


def _check_read(base: Assumption, read_version: int) -> None:
    if base.version != read_version:
        raise Stale(
            "Another version was agreed while you were changing it. Nothing was saved.",
            [
                f"In force now: version {base.version}, agreed by {base.decided_by}; you read version {read_version}.",
                f"Low {base.low.normalize():f}, central {base.central.normalize():f}, high {base.high.normalize():f}.",
                f"Reason: {base.reason}",
            ],
        )
