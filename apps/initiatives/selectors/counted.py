"""Reads what approved claims count already: the same place or child, or what is left of a cohort."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from apps.initiatives.models import BenefitClaim, CountedDraw, CountedUnit


@dataclass(frozen=True, slots=True)
class CountedAlready:
    """Units of a claim that another, approved one counts in an overlapping period (half-open)."""

    claim: int
    reference: str
    initiative: str
    units: int
    start: date
    end: date

    @property
    def sentence(self) -> str:
        last = date.fromordinal(self.end.toordinal() - 1)
        return (
            f"{self.reference} ({self.initiative}) counts {self.units} of them already, from "
            f"{self.start:%-d %B %Y} to {last:%-d %B %Y}."
        )


def counted_already(claim: BenefitClaim) -> list[CountedAlready]:
    """By other claim; the one that this claim supersedes is left aside."""
    if not (claim.start_date and claim.end_date):
        return []
    keys = claim.units.filter(excluded_because="").values("key")
    rows = (
        CountedUnit.objects.filter(key__in=keys, period__overlap=(claim.start_date, claim.end_date))
        .exclude(claim_id__in=[claim.pk, claim.supersedes_id or 0])
        .values("claim_id", "claim__initiative__name", "claim__start_date", "claim__end_date")
        .annotate(n=Count("pk"))
        .order_by("claim_id")
    )
    return [
        CountedAlready(
            r["claim_id"], f"C-{r['claim_id']:04d}", r["claim__initiative__name"], r["n"], start, end,
        )
        for r in rows
        if (start := r["claim__start_date"]) and (end := r["claim__end_date"])
    ]  # fmt: skip


def left_of_cohort(claim: BenefitClaim) -> Decimal | None:
    """What other approved claims leave of the claim's cohort in its period; nothing where it draws on none."""
    draw = getattr(claim, "draw", None)
    if draw is None or not (claim.start_date and claim.end_date):
        return None
    drawn = (
        CountedDraw.objects.filter(cohort=draw.cohort, period__overlap=(claim.start_date, claim.end_date))
        .exclude(claim_id__in=[claim.pk, claim.supersedes_id or 0])
        .aggregate(n=Sum("units"))["n"]
    )
    return Decimal(draw.cohort.size) - (drawn or Decimal(0))
