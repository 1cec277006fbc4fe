"""Keeps the risk register: each change is a new version with its reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from apps.board.models import Risk, RiskVersion
from apps.board.permissions import RISKS, check
from apps.board.services.keeping import differs, keep, made_by, values_of
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.turns import take_turn

VALUES = (
    "title", "description", "likelihood", "impact", "mitigation", "owner", "proximity", "status", "source_reference",
)  # fmt: skip


@transaction.atomic
def add_risk(*, form_key: UUID, by: User, at: datetime, **given: Any) -> RiskVersion:
    """``given``: ``VALUES``. The same form sent twice gives one risk."""
    check(by, RISKS)
    take_turn("board.risks")
    if found := made_by(Risk, form_key):
        return found.versions.get(version=1)
    risk = Risk.objects.create(slug=_free_slug(given["title"]), form_key=form_key)
    row = RiskVersion(risk=risk, version=1, recorded_by=by, recorded_at=at, **given)
    keep(row, action="Added a risk", subject=risk, by=by, at=at, names=VALUES)
    return row


@transaction.atomic
def change_risk(*, slug: str, version: int, reason: str, by: User, at: datetime, **given: Any) -> RiskVersion:
    """A new version. Raises ``Stale`` where ``version`` is not the newest; the same change sent twice is one."""
    check(by, RISKS)
    risk = Risk.objects.get(slug=slug)
    take_turn(f"board.risk {slug}")
    newest = risk.versions.select_related("recorded_by").order_by("-version")[0]
    if newest.version != version:
        if newest.recorded_by_id == by.pk and not differs(newest, given):
            return newest
        raise Stale(
            f"{newest.recorded_by or 'The report'} changed this risk while you were writing. Nothing was saved.",
            [f"Likelihood {newest.likelihood_words}; impact {newest.impact_words}.", f"Why: {newest.reason}"],
        )
    if not differs(newest, given):
        raise Refused("Nothing was changed: the risk is as it was.")
    row = RiskVersion(risk=risk, version=version + 1, reason=reason, recorded_by=by, recorded_at=at, **given)
    moved = tuple(name for name in VALUES if getattr(newest, name) != given[name])
    keep(
        row, action="Changed a risk", subject=risk, by=by, at=at, before=values_of(newest, moved), names=moved,
        reason=reason,
    )  # fmt: skip
    return row


def _free_slug(title: str) -> str:
    """“add” is the page that adds one."""
    stem = slugify(title)[:70] or "risk"
    taken = {"add", *Risk.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
