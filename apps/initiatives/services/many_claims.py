"""A large data set for measuring: initiatives and claims in every state, in bulk but under the database's rules.

Amounts are worked out by the same calculation as any claim's; names say that they are made up. Never in a deployment.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.vocabulary import Basis
from apps.initiatives.calculations.claim_frozen import frozen, hash_of, thawed
from apps.initiatives.calculations.claim_lines import lines_of
from apps.initiatives.calculations.claim_value import value_of
from apps.initiatives.calculations.ledger import entries
from apps.initiatives.models import (
    BenefitClaim,
    ClaimDecision,
    ClaimDraw,
    ClaimEvidence,
    ClaimMix,
    ClaimShare,
    Cohort,
    Initiative,
    LedgerEntry,
    MeasurementPlan,
    PlanCounterfactual,
)
from apps.initiatives.services.many_evidence import Rest, made_up_evidence
from apps.initiatives.vocabulary import EvidenceGrade, MeasurementPlanState, Stage
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus

BATCH = 1_000
OLDEST = 700  # days ago
GRADES = tuple(EvidenceGrade)
# Of ten claims in a row: five approved, one rejected, two waiting, one returned, one a draft.
PATTERN: tuple[ClaimDecisionKind | None, ...] = (
    ClaimDecisionKind.APPROVE, ClaimDecisionKind.APPROVE, ClaimDecisionKind.APPROVE_LESS, ClaimDecisionKind.APPROVE,
    ClaimDecisionKind.APPROVE, ClaimDecisionKind.REJECT, None, None, ClaimDecisionKind.RETURN, None,
)  # fmt: skip
DRAFTED = 9


@transaction.atomic
def make_many_claims(*, claims: int, initiatives: int, manager: User, finance: User, at: datetime) -> int:
    """Adds made-up initiatives up to ``initiatives`` and ``claims`` claims on them. Needs a submitted or decided claim
    of the demonstration, whose shape it copies. Raises ``Refused`` outside the demonstration."""
    if not settings.DEMONSTRATION:
        raise Refused("Made-up claims are for measuring: this is not the demonstration, so none are made.")
    pattern = BenefitClaim.objects.exclude(calculation={}).filter(draw__isnull=False).order_by("pk").first()
    if pattern is None:
        raise Refused("There is no claim to take the shape from. Load the demonstration first.")
    subjects = _initiatives(initiatives, pattern.initiative, manager, finance, at)
    plans = {p.initiative_id: p for p in MeasurementPlan.objects.filter(initiative__in=subjects)}
    rests = made_up_evidence(subjects, manager, at - timedelta(days=OLDEST))
    for first in range(0, claims, BATCH):
        numbers = range(first, min(first + BATCH, claims))
        _claims([(n, subjects[n % len(subjects)]) for n in numbers], plans, rests, pattern, manager, finance, at)
    return claims


def _initiatives(wanted: int, like: Initiative, manager: User, finance: User, at: datetime) -> list[Initiative]:
    missing = max(0, wanted - Initiative.objects.count())
    made = Initiative.objects.bulk_create(
        Initiative(
            slug=f"made-up-{n:04d}", name=f"Made-up initiative {n:04d}", order=1_000 + n, summary="For measuring.",
            category=like.category, stage=Stage.DELIVERY, measurement_plan=MeasurementPlanState.AGREED,
            source=like.source, source_reference="made up",
        )
        for n in range(Initiative.objects.count(), Initiative.objects.count() + missing)
    )  # fmt: skip
    plans = [
        MeasurementPlan(
            initiative=i, version=1, baseline="Made up.", actual="mainstream_support", values_source="Made up.",
            owner="Made-up owner", review_date=at.date() + timedelta(days=365), prepared_by=manager, prepared_at=at,
        )
        for i in made
    ]  # fmt: skip
    MeasurementPlan.objects.bulk_create(plans)
    PlanCounterfactual.objects.bulk_create(PlanCounterfactual(plan=p, placement="specialist", share=100) for p in plans)
    for plan in plans:
        plan.state, plan.agreed_by, plan.agreed_at = MeasurementPlanState.AGREED, finance, at
    MeasurementPlan.objects.bulk_update(plans, ["state", "agreed_by", "agreed_at"])
    return list(Initiative.objects.filter(plans__state=MeasurementPlanState.AGREED).order_by("pk").distinct())


def _claims(
    numbered: list[tuple[int, Initiative]],
    plans: dict[int, MeasurementPlan],
    rests: dict[int, Rest],
    pattern: BenefitClaim,
    manager: User,
    finance: User,
    at: datetime,
) -> None:
    made = BenefitClaim.objects.bulk_create(
        _draft(n, plans[i.pk], rests[i.pk], pattern, manager, at - timedelta(days=n % OLDEST)) for n, i in numbered
    )
    cohorts = Cohort.objects.bulk_create(
        Cohort(initiative=c.initiative, name=f"Made-up cohort {uuid4()}", size=40, source_reference="made up",
               added_by=manager, added_at=at)
        for c in made
    )  # fmt: skip
    ClaimDraw.objects.bulk_create(
        ClaimDraw(claim=c, cohort=g, units=Decimal(1 + n % 30))
        for (n, _), c, g in zip(numbered, made, cohorts, strict=True)
    )
    ClaimShare.objects.bulk_create(ClaimShare(claim=c, initiative=c.initiative, share=100) for c in made)
    ClaimMix.objects.bulk_create(ClaimMix(claim=c, placement="specialist", share=100) for c in made)
    ClaimEvidence.objects.bulk_create(ClaimEvidence(claim=c, item=rests[c.initiative_id].item) for c in made)
    sent = [(n, c) for (n, _), c in zip(numbered, made, strict=True) if n % len(PATTERN) != DRAFTED]
    for n, claim in sent:
        _submit(claim, Decimal(1 + n % 30), rests[claim.initiative_id], pattern)
    fields = ["status", "version", "claimed", "claimed_as_reported", "calculation", "input_hash", "submitted_by",
              "submitted_at", "declared"]  # fmt: skip
    BenefitClaim.objects.bulk_update([c for _, c in sent], fields, batch_size=200)
    decided = list(_decisions(sent, finance))
    ClaimDecision.objects.bulk_create(decided)
    LedgerEntry.objects.bulk_create(e for d in decided if d.amount is not None for e in _entries(d))


def _draft(n: int, plan: MeasurementPlan, rest: Rest, pattern: BenefitClaim, by: User, at: datetime) -> BenefitClaim:
    return BenefitClaim(
        initiative=rest.item.initiative, plan=plan, measure=rest.measure, start_key=uuid4(),
        title=f"Made-up claim {n}", kind=pattern.kind,
        recurrence=pattern.recurrence, start_date=date(2024 + n % 2, 4, 1), end_date=date(2028, 4, 1),
        no_exclusions=True, actual="mainstream_support", occupancy=100, deadweight=0, rate_card=pattern.rate_card,
        quoted_difference=pattern.quoted_difference, no_cost_because="Made up.", differs_because="Made up.",
        grade=GRADES[n % 3], grade_because="Made up.", made_by=by, made_at=at, edited_by=by, edited_at=at,
        displaced=pattern.displaced, difference=pattern.difference,
    )  # fmt: skip


def _submit(claim: BenefitClaim, units: Decimal, rest: Rest, pattern: BenefitClaim) -> None:
    kept = {**pattern.calculation["inputs"]}
    start = claim.start_date.isoformat() if claim.start_date else ""
    kept |= {
        "start": start, "end": "2028-04-01", "came_months": None, "left_out": [],
        "groups": [{"label": "made-up children", "units": str(units), "opens": start}],
        "deadweight": {"low": "0", "central": "0", "high": "0"},
        "shares": [{"initiative": claim.initiative.slug, "name": claim.initiative.name, "share": "100"}],
    }  # fmt: skip
    inputs = thawed(kept)
    value = value_of(inputs)
    claim.calculation = frozen(inputs, lines_of(inputs, value, {}), rest.evidence)
    claim.input_hash = hash_of(inputs)
    claim.claimed = claim.claimed_as_reported = units * Decimal(inputs.quoted or 0)
    claim.status, claim.version, claim.declared = ClaimStatus.SUBMITTED, claim.version + 1, True
    claim.submitted_by, claim.submitted_at = claim.made_by, claim.made_at + timedelta(hours=1)


def _decisions(sent: list[tuple[int, BenefitClaim]], by: User) -> Iterator[ClaimDecision]:
    for n, claim in sent:
        kind = PATTERN[n % len(PATTERN)]
        if kind is None or claim.submitted_at is None:
            continue
        lower = kind is ClaimDecisionKind.APPROVE_LESS
        asked = claim.claimed or Decimal(0)
        yield ClaimDecision(
            claim=claim, claim_version=claim.version, decision=kind, reason="Made up for measuring.", by=by,
            amount=(asked / 2 if lower else asked) if kind.approves else None,
            grade=claim.grade if kind.approves else "", at=claim.submitted_at + timedelta(days=3),
        )  # fmt: skip


def _entries(decision: ClaimDecision) -> Iterator[LedgerEntry]:
    claim = decision.claim
    inputs = thawed(claim.calculation["inputs"])
    for e in entries(inputs, value_of(inputs).assured, decision.amount or Decimal(0)):
        yield LedgerEntry(
            claim=claim, decision=decision, entry="approval", initiative=claim.initiative,
            basis=Basis.IN_YEAR if e.year else Basis.RUN_RATE, financial_year=e.year,
            benefit_class=claim.benefit_class, block=e.block, grade=decision.grade, amount=e.amount, at=decision.at,
        )  # fmt: skip
