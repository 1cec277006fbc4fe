"""What the trail calls this app's things, who may read their histories, and where their pages are."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify

from apps.core.models import User
from apps.core.trail.kinds import Kind
from apps.initiatives.models import BenefitClaim, Cohort, InitiativeOverlap, Quarter
from apps.initiatives.permissions import can_see_drafts
from apps.initiatives.selectors.claims import claims_seen_by
from apps.initiatives.vocabulary import (
    CounterfactualPlacement,
    Counting,
    FundKind,
    OriginPlacement,
    OverlapOutcome,
    PlacementType,
    PrimaryNeed,
    ProvisionType,
    SchemePhase,
    SchemeStatus,
    ValuesState,
)

INITIATIVES, CLAIMS = ("initiatives.view_initiative",), ("initiatives.view_benefitclaim",)
PLACEMENTS = {c.value: c.label for c in (*PlacementType, *CounterfactualPlacement)}
SETTLED = {c.value: c.label for c in OverlapOutcome}
PLAN = {**PLACEMENTS, **{c.value: c.label for c in ValuesState}, "mix": "Otherwise", "actual": "Now"}
SCHEME = {
    c.value: str(c.label)
    for kind in (Counting, OriginPlacement, FundKind, PrimaryNeed, ProvisionType, SchemePhase, SchemeStatus)
    for c in kind
} | {"filled": "Filled", "origins": "Would otherwise be", "census_date": "Census day", "counting": "Counted"}
READING = {"n": "Number behind it", "at_least": "At least", "source": "Source"}


def claims_of(person: User) -> QuerySet[Any] | None:
    """A claim that was not submitted is there for those who make or decide claims alone."""
    if not person.has_perms(CLAIMS):
        return BenefitClaim.objects.none()
    return None if can_see_drafts(person) else claims_seen_by(person)


def cohorts_of(person: User) -> QuerySet[Any] | None:
    """Those on which a claim draws that the person may see."""
    seen = claims_of(person)
    return None if seen is None else Cohort.objects.filter(draws__claim__in=seen.order_by().values("pk")).distinct()


def _of_initiative(name: str) -> Any:
    return lambda row: reverse(f"initiatives:{name}", args=[row.initiative.slug])


def _quarter(row: Quarter) -> str:
    return reverse("initiatives:quarter", args=[row.financial_year.slug, row.number])


def _overlap(row: InitiativeOverlap) -> str:
    second = row.second.slug if row.second else slugify(row.other)
    return reverse("initiatives:overlap", args=[row.first.slug, second])


KINDS = (
    Kind(
        "initiatives.benefitclaim", "Claim", "claim", CLAIMS, seen_by=claims_of,
        page=lambda row: reverse("initiatives:claim", args=[row.pk]),
    ),
    Kind(
        "initiatives.initiative", "Initiative", "initiative", INITIATIVES,
        page=lambda row: reverse("initiatives:detail", args=[row.slug]),
    ),
    Kind(
        "initiatives.measurementplan", "Measurement plan", "plan", INITIATIVES, page=_of_initiative("plan"),
        related=("initiative",), words=PLAN,
    ),
    Kind(
        "initiatives.outcomemeasure", "Outcome measure", "measure", INITIATIVES, page=_of_initiative("outcomes"),
        related=("initiative",),
    ),
    Kind(
        "initiatives.placetranche", "Places", "place", INITIATIVES, related=("initiative",),
        page=lambda row: reverse("initiatives:place_edit", args=[row.pk]),
    ),
    Kind(
        "initiatives.placescheme", "Scheme", "scheme", INITIATIVES, words=SCHEME, money=("capital_cost",),
        page=lambda row: reverse("initiatives:scheme", args=[row.pk]),
    ),
    Kind("initiatives.placedemand", "Demand for places", words=SCHEME),
    Kind(
        "initiatives.ratecard", "Rate card", "rate-card", ("initiatives.view_ratecard",), words=PLACEMENTS,
        money=tuple(PlacementType.values),
        page=lambda row: reverse("initiatives:rate_card_version", args=[row.version]),
    ),
    Kind("initiatives.quarter", "Quarter", "quarter", INITIATIVES, page=_quarter),
    Kind(
        "initiatives.initiativeoverlap", "Overlap", "overlap", INITIATIVES, page=_overlap, related=("first", "second"),
        words=SETTLED,
    ),
    Kind("initiatives.cohort", "Cohort", "cohort", CLAIMS, seen_by=cohorts_of),
    Kind("initiatives.outcomereading", "Outcome reading", words=READING),
    Kind("initiatives.evidenceitem", "Evidence"),
    Kind("initiatives.alreadypublic", "Figure already public"),
)  # fmt: skip
