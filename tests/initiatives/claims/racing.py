"""Many people at once: threads that start together, each with its own connection, and claims for them to race on."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connections, transaction

from apps.core.child_keys import keyed_hash
from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimDraw, ClaimShare, ClaimUnit, PlaceTranche
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import AT
from tests.initiatives.claims.sharing import upn

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
FIXED = ("id", "start_key", "status", "version", "decided_by", "decided_at", "approved")


@contextmanager
def racing(number: int) -> Iterator[AtOnce]:
    """Takes ``number`` jobs and starts them at one moment, one to a thread; gives back results and refusals."""
    gate = Barrier(number)

    def one(job: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return job()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(number) as pool:
        yield lambda jobs: list(pool.map(one, jobs, timeout=120))
        list(pool.map(one, [connections.close_all] * number))


def officers(number: int) -> list[User]:
    """Finance officers who made nothing."""
    groups = list(person("finance").groups.all())
    people = [User.objects.create(username=f"decider-{n}") for n in range(number)]
    for officer in people:
        officer.groups.set(groups)
    return people


def deciding(claim: BenefitClaim, by: User) -> Callable[[], Any]:
    return lambda: decide_claim(
        claim_id=claim.pk, read_version=claim.version, decision=ClaimDecisionKind.APPROVE, amount=None,
        grade=EvidenceGrade.INSUFFICIENT, reason=f"Checked by {by.username}.", by=by, at=AT,
    )  # fmt: skip


def another(
    claim: BenefitClaim,
    *,
    children: list[int] | None = None,
    places: list[int] | None = None,
    draw: Decimal | None = None,
) -> BenefitClaim:
    """A submitted claim like ``claim``, of other units, without every form being filled in again."""
    kept = {f.name: getattr(claim, f.name) for f in BenefitClaim._meta.concrete_fields if f.name not in FIXED}
    with transaction.atomic():
        made = BenefitClaim.objects.create(start_key=uuid4(), **kept)
        ClaimUnit.objects.bulk_create([*_children(made, children or []), *_places(made, places or [])])
        if draw is not None:
            ClaimDraw.objects.create(claim=made, cohort=claim.draw.cohort, units=draw)
        ClaimShare.objects.create(claim=made, initiative=made.initiative, share=100)
        made.status, made.version = "submitted", 2
        made.save()
    return made


def _children(claim: BenefitClaim, numbers: list[int]) -> list[ClaimUnit]:
    return [ClaimUnit(claim=claim, key=keyed_hash(upn(n), settings.CHILD_KEY)) for n in numbers]


def _places(claim: BenefitClaim, numbers: list[int]) -> list[ClaimUnit]:
    if not numbers:
        return []
    tranche = PlaceTranche.objects.filter(status="delivered").order_by("pk")[0]
    return [ClaimUnit(claim=claim, key=f"place:{tranche.pk}:{n}", tranche=tranche, number=n) for n in numbers]


def months_of(first: date, end: date) -> range:
    """Months since the year 0, of a period that starts and ends on the first of a month."""
    return range(first.year * 12 + first.month, end.year * 12 + end.month)
