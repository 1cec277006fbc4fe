"""What approving a claim would do to the approved totals (£), initiative by initiative."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from apps.initiatives.models import BenefitClaim, LedgerEntry
from apps.initiatives.selectors.claim_totals import (
    NOTHING,
    ClaimStanding,
    Kind,
    approved_sums,
    asked_entries,
    kind_of,
    standing,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What approving a claim in full would do to one initiative's approved total (£) of one kind. ``headline_after``
    supposes that its evidence is graded Sufficient and that the Board has noted it where it must."""

    initiative: str
    kind: Kind
    before: Decimal
    after: Decimal
    headline_before: Decimal
    headline_after: Decimal


def effects_of(claim: BenefitClaim) -> list[Effect]:
    """What approving it in full would do, initiative by initiative. What it supersedes leaves the totals. Two
    queries."""
    names = {s.initiative.slug: (s.initiative.pk, s.initiative.name) for s in claim.shares.all()}
    adds: dict[tuple[str, Kind], Decimal] = defaultdict(Decimal)
    leaves: dict[tuple[str, Kind], Decimal] = defaultdict(Decimal)
    leaves_headline: dict[tuple[str, Kind], Decimal] = defaultdict(Decimal)
    for entry in asked_entries(claim):
        adds[entry.initiative, kind_of(claim, entry)] += entry.amount
    for old in _of_claim(claim.supersedes_id):
        names.setdefault(old.initiative.slug, (old.initiative.pk, old.initiative.name))
        key = (old.initiative.slug, Kind.of_row(old))
        leaves[key] += old.amount
        leaves_headline[key] += old.amount if old.standing == ClaimStanding.HEADLINE else 0
    now = approved_sums([pk for pk, _ in names.values()])
    found = []
    for key in sorted({*adds, *leaves}, key=lambda k: (names[k[0]][1], *k[1].rank)):
        slug, kind = key
        before, headline = now.get(slug, {}).get(kind, NOTHING)
        after, then = before + adds[key] - leaves[key], headline + adds[key] - leaves_headline[key]
        found.append(Effect(names[slug][1], kind, before, after, headline, then))
    return found


def _of_claim(pk: int | None) -> QuerySet[Any]:
    return LedgerEntry.objects.filter(claim_id=pk or 0).select_related("initiative").annotate(standing=standing())
