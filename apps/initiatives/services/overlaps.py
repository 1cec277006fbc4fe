"""Settles how two initiatives that meet share their effect. The newest settlement stands."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import Initiative, InitiativeOverlap, OverlapSettlement
from apps.initiatives.permissions import check_can_settle_overlap
from apps.initiatives.selectors.overlap_register import OverlapLine, overlap_line
from apps.initiatives.vocabulary import OverlapOutcome


@transaction.atomic
def settle_overlap(
    *, first: str, second: str, outcome: OverlapOutcome, reason: str, read_settlements: int, by: User, at: datetime
) -> OverlapSettlement:
    """``first`` and ``second`` are the slugs of the page; ``read_settlements`` is how many settlements were read.

    An overlap that only claims showed is recorded with them as its source. Raises ``Stale`` where somebody settled it
    meanwhile, ``Refused`` where the two do not meet or are one initiative.
    """
    check_can_settle_overlap(by)
    slugs = sorted({first, second})
    list(Initiative.objects.select_for_update().filter(slug__in=slugs).order_by("pk"))
    line = overlap_line(first, second)
    if line is None:
        raise Refused("These two do not meet: nothing is left to settle.")
    if line.is_one_initiative:
        raise Refused("Both claims are of one initiative: leave the units out of one of them.")
    if len(line.settlements) != read_settlements and line.settlement:
        raise Stale("Somebody settled it while you were writing. Nothing was saved.", [_said(line.settlement)])
    before = {"outcome": line.settlement.outcome} if line.settlement else {}
    settled = OverlapSettlement(overlap=line.recorded or _recorded(line), outcome=outcome, reason=reason, by=by, at=at)
    settled.full_clean()
    settled.save()
    record_change(
        by=by,
        at=at,
        action="Settled an overlap",
        subject=settled.overlap,
        before=before,
        after={"outcome": outcome.value},
        reason=reason,
    )
    return settled


def _recorded(line: OverlapLine) -> InitiativeOverlap:
    claims = sorted({str(claim) for met in line.met for claim in (met.claim, met.other)})
    shown = ", ".join(claims[:8]) + (" and others" if len(claims) > 8 else "")
    row = InitiativeOverlap(first=line.first, second=line.second, source_reference=f"Claims {shown}")
    row.full_clean()
    row.save()
    return row


def _said(settled: OverlapSettlement) -> str:
    return f"{settled.by} on {settled.at.day} {settled.at:%B %Y}: {settled.get_outcome_display()}. {settled.reason}"
