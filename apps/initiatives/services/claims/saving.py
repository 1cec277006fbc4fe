"""Opens a claim for one change: lock → person → version → change → save → trail."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import BenefitClaim
from apps.initiatives.permissions import check_can_change_claim, check_can_make_claims
from apps.initiatives.selectors.claim_steps_since import changes_since
from apps.initiatives.selectors.claim_words import said
from apps.initiatives.workflow.steps import ClaimStep

Key = uuid.UUID


def locked(claim_id: int) -> BenefitClaim:
    """The row alone: whoever waits for the lock pays for every join. Raises ``BenefitClaim.DoesNotExist``."""
    return BenefitClaim.objects.select_for_update().get(pk=claim_id)


def check_read(claim: BenefitClaim, read_version: int) -> None:
    """Raises ``Stale`` with each step that changed since that version, and where the claim stands now."""
    if claim.version == read_version:
        return
    raise Stale(
        f"{claim} was changed by {claim.edited_by} while you were reading it. Nothing was saved.",
        [
            *changes_since(claim, read_version),
            f"Status now: {claim.get_status_display().lower()}; version {claim.version}, you read {read_version}.",
        ],
    )


@contextmanager
def changing(*, claim_id: int, step: ClaimStep, read_version: int, by: User, at: datetime) -> Iterator[BenefitClaim]:
    """One step of an open claim, changed and saved as one. A change takes back an earlier declaration.

    Raises ``NotAllowed``, ``Stale``, ``Refused`` (nothing changed) or ``ValidationError``.
    """
    with transaction.atomic():
        claim = locked(claim_id)
        check_can_make_claims(by)
        check_read(claim, read_version)
        check_can_change_claim(by, claim)
        before = said(claim, step)
        claim.declared = claim.declared and step is ClaimStep.DECLARATION
        yield claim
        stamp(claim, by=by, at=at)
        claim.full_clean()
        claim.save()
        after = said(BenefitClaim.objects.get(pk=claim_id), step)
        record_change(by=by, at=at, action=f"Changed a claim: {step.label}", subject=claim, before=before, after=after)


def stamp(claim: BenefitClaim, *, by: User, at: datetime) -> None:
    claim.version += 1
    claim.edited_by, claim.edited_at = by, at


def replace_parts(claim: BenefitClaim, related: str, rows: list[Any]) -> None:
    """All of a claim's rows of one kind, anew."""
    manager = getattr(claim, related)
    manager.all().delete()
    for row in rows:
        row.claim = claim
        row.full_clean(validate_unique=False, validate_constraints=True)
    manager.model.objects.bulk_create(rows)


def refuse(sentence: str) -> None:
    raise Refused(sentence)
