"""Starts a claim, once for each form that asks for it; withdraws one that is not wanted."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.timezone import localdate

from apps.core.errors import NotAllowed, Refused
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import (
    BenefitClaim,
    ClaimCost,
    ClaimDraw,
    ClaimEvidence,
    ClaimExclusion,
    ClaimMix,
    ClaimShare,
    ClaimUnit,
    Initiative,
)
from apps.initiatives.permissions import check_can_change_claim, check_can_make_claims
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.plans import agreed_plan
from apps.initiatives.selectors.quarters import closed_quarter_of
from apps.initiatives.services.claims.saving import check_read, locked, stamp
from apps.initiatives.workflow.claims import ClaimStatus

COPIED = (
    "title", "kind", "benefit_class", "block", "recurrence", "start_date", "end_date", "came_from", "came_to",
    "no_exclusions", "actual", "deadweight", "occupancy", "differs_because", "both_because", "rate_card_id",
    "quoted_difference_id", "no_cost_because", "measure_id", "grade", "grade_because",
)  # fmt: skip
PARTS: tuple[type[Model], ...] = (ClaimUnit, ClaimDraw, ClaimExclusion, ClaimMix, ClaimShare, ClaimCost, ClaimEvidence)


class KeyUsed(Refused):
    """The same form was sent with something else in it."""


def start_claim(
    *,
    initiative: str,
    key: UUID,
    by: User,
    at: datetime,
    supersedes: int | None = None,
    restatement_reason: str = "",
) -> BenefitClaim:
    """A draft of an initiative (its slug) that may have claims; with ``supersedes`` a copy of that approved claim.

    The same ``key`` with the same answers gives the claim that it made. Raises ``KeyUsed``, ``NotAllowed`` or
    ``Refused`` with what is missing.
    """
    check_can_make_claims(by)
    body = f"{initiative}|{supersedes}|{restatement_reason}|{by.pk}"
    start_hash = hashlib.sha256(body.encode()).hexdigest()
    if made := _made_already(key, start_hash):
        return made
    try:
        with transaction.atomic():
            return _start(initiative, key, start_hash, supersedes, restatement_reason, by, at)
    except IntegrityError:
        if made := _made_already(key, start_hash):
            return made
        raise


def _made_already(key: UUID, start_hash: str) -> BenefitClaim | None:
    made = BenefitClaim.objects.filter(start_key=key).first()
    if made and made.start_hash != start_hash:
        raise KeyUsed("This form was sent before with other answers. Open the page again and start from there.")
    return made


def _start(
    slug: str, key: UUID, start_hash: str, supersedes: int | None, reason: str, by: User, at: datetime
) -> BenefitClaim:
    subject = Initiative.objects.select_for_update(of=("self",)).get(slug=slug)
    if made := _made_already(key, start_hash):
        return made  # by the same form, while this one waited
    plan = agreed_plan(subject)
    if plan is None or (lacks := why_no_claim(subject, plan)):
        raise Refused(" ".join(lacks if plan else why_no_claim(subject, None)))
    old = _to_supersede(supersedes, subject, reason) if supersedes else None
    claim = BenefitClaim(
        initiative=subject, plan=plan, start_key=key, start_hash=start_hash, made_by=by, made_at=at, edited_by=by,
        edited_at=at, supersedes=old, restatement_reason=reason,
    )  # fmt: skip
    if old:
        for name in COPIED:
            setattr(claim, name, getattr(old, name))
    claim.full_clean(exclude={"start_key"})  # another form may have just used it: the database says so below
    claim.save(force_insert=True)
    if old:
        _copy_parts(old, claim)
    else:
        ClaimShare.objects.create(claim=claim, initiative=subject, share=100)
    record_change(
        by=by, at=at, action="Started a claim", subject=claim, reason=reason,
        after={"initiative": subject.name, "supersedes": str(old or "")},
    )  # fmt: skip
    return claim


def _to_supersede(pk: int, subject: Initiative, reason: str) -> BenefitClaim:
    old = BenefitClaim.objects.select_for_update(of=("self",)).get(pk=pk)
    if old.initiative_id != subject.pk or old.status != ClaimStatus.APPROVED:
        raise Refused(f"{old} is {old.get_status_display().lower()}: only an approved claim is superseded.")
    if other := BenefitClaim.objects.filter(supersedes=old).first():
        raise Refused(f"{other} is there already to supersede {old}. Change that one.")
    closed = closed_quarter_of(localdate(old.decided_at)) if old.decided_at else None
    if closed and not reason:
        raise Refused(f"{closed} is closed, and {old} was decided in it: say why the figure is restated.")
    return old


def _copy_parts(old: BenefitClaim, new: BenefitClaim) -> None:
    for model in PARTS:
        rows: list[Any] = list(model._default_manager.filter(claim=old))
        for row in rows:
            row.pk, row.claim = None, new
        model._default_manager.bulk_create(rows)


@transaction.atomic
def withdraw_claim(*, claim_id: int, read_version: int, reason: str, by: User, at: datetime) -> BenefitClaim:
    """A draft or returned claim that is not wanted. A claim that is withdrawn supersedes nothing any more."""
    claim = locked(claim_id)
    if claim.status == ClaimStatus.WITHDRAWN:
        return claim
    check_can_make_claims(by)
    check_read(claim, read_version)
    check_can_change_claim(by, claim)
    if not reason:
        raise NotAllowed("Say why it is withdrawn.")
    named = claim.supersedes
    claim.status, claim.supersedes = ClaimStatus.WITHDRAWN, None
    stamp(claim, by=by, at=at)
    claim.full_clean()
    claim.save()
    record_change(
        by=by, at=at, action="Withdrew a claim", subject=claim, before={"supersedes": str(named or "")},
        after={"status": ClaimStatus.WITHDRAWN.value}, reason=reason,
    )  # fmt: skip
    return claim
