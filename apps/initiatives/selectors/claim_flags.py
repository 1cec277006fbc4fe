"""What finance should look at before it decides a claim, each in words. Constant queries, however many claims."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Min, TextChoices

from apps.core.memory import remembered
from apps.core.money import in_thousands, pounds
from apps.initiatives.calculations.claim_evidence import Evidence
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.models import BenefitClaim, ClaimContributor
from apps.initiatives.selectors.claim_changes import changed_since
from apps.initiatives.selectors.claim_evidence import evidence_of, grade_lacks, submitted_evidence
from apps.initiatives.selectors.claim_evidence_since import evidence_since
from apps.initiatives.selectors.claim_sources import departures
from apps.initiatives.selectors.claim_words import units_words
from apps.initiatives.selectors.overlaps import met_by
from apps.initiatives.selectors.unsettled_overlaps import Unsettled, in_short, unsettled_overlaps
from apps.initiatives.vocabulary import EvidenceGrade, Stage, ValuesState
from apps.initiatives.workflow.claims import ClaimStatus

FEW = 5
NAMED = 3
COUNTS = (ClaimStatus.SUBMITTED, ClaimStatus.APPROVED)


class FlagKind(TextChoices):
    YOURS = "yours", "Not yours to decide"
    OVERLAP = "overlap", "Overlap"
    RATES = "rates", "Rate conflict"
    SMALL = "small", "Small numbers"
    EVIDENCE = "evidence", "Evidence"
    THRESHOLD = "threshold", "Over the Board’s threshold"
    CHANGED = "changed", "Changed since submitted"
    DEPARTS = "departs", "Departs from its plan"
    ILLUSTRATIVE = "illustrative", "Illustrative"
    STAGE = "stage", "Stage"


@dataclass(frozen=True, slots=True)
class Flag:
    kind: FlagKind
    words: str


def flags_of(claims: Sequence[BenefitClaim], person_id: int, today: date) -> dict[int, list[Flag]]:
    """By claim, of claims read by ``claim_inputs.with_parts``; ``person_id`` is who would decide."""
    found: dict[int, list[Flag]] = {claim.pk: [] for claim in claims}
    numbers = list(found)
    for pk in ClaimContributor.objects.filter(claim__in=numbers, person=person_id).values_list("claim_id", flat=True):
        found[pk].append(Flag(FlagKind.YOURS, "You cannot decide this: you made or edited it."))
    met, conflicts, evidence = met_by(numbers), _conflicts(claims), evidence_of(claims)
    changes, unsettled = changed_since(claims), unsettled_overlaps(claims)
    said_since = evidence_since(claims, evidence, today)
    for claim in claims:
        inputs, now = thawed(claim.calculation["inputs"]), evidence[claim.pk]
        texts = [
            (FlagKind.OVERLAP, _overlap(met.get(claim.pk, []), unsettled[claim.pk])),
            (FlagKind.RATES, conflicts.get(claim.pk, "")),
            (FlagKind.SMALL, _small(claim, inputs, submitted_evidence(claim) or now)),
            (FlagKind.EVIDENCE, _evidence_words(claim, now, today)),
            (FlagKind.THRESHOLD, _threshold(claim)),
            (FlagKind.CHANGED, " ".join([*changes[claim.pk], *said_since[claim.pk]])),
            (FlagKind.DEPARTS, _departs(claim)),
            (FlagKind.ILLUSTRATIVE, _illustrative(claim)),
            (FlagKind.STAGE, _stage(claim)),
        ]
        found[claim.pk] += [Flag(kind, text) for kind, text in texts if text]
    return found


def _illustrative(claim: BenefitClaim) -> str:
    if claim.plan.values_state == ValuesState.AGREED:
        return ""
    return "Finance has not agreed the plan’s occupancy and deadweight."


def _departs(claim: BenefitClaim) -> str:
    said = departures(claim).values()
    return " ".join([*said, f"Why: {claim.differs_because}"]) if said else ""


def _overlap(others: list[int], unsettled: list[Unsettled]) -> str:
    """What its units share with other claims, and what the overlap register knows of its initiatives."""
    known = in_short(unsettled)
    if not others:
        return " ".join(known)
    named = ", ".join(f"C-{pk:04d}" for pk in others[:NAMED])
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    return " ".join([f"Counts the same places or children as {named}{more}.", *known])


@remembered
def values_by_family() -> dict[str, list[tuple[Decimal, int, int]]]:
    """By displaced placement: each value (£) that open or approved claims give it, how many do, and the first."""
    rows = (
        BenefitClaim.objects.filter(status__in=COUNTS)
        .exclude(displaced="")
        .values("displaced", "difference")
        .annotate(n=Count("pk"), first=Min("pk"))
        .order_by("difference")
    )
    by_family: dict[str, list[tuple[Decimal, int, int]]] = defaultdict(list)
    for row in rows:
        by_family[row["displaced"]].append((row["difference"] or Decimal(0), row["n"], row["first"]))
    return dict(by_family)


def _conflicts(claims: Sequence[BenefitClaim]) -> dict[int, str]:
    """Open or approved claims on the same displaced placement that value it otherwise."""
    by_family = values_by_family()
    found = {}
    for claim in claims:
        others = [o for o in by_family.get(claim.displaced, []) if o[0] != claim.difference]
        if claim.difference is not None and others:
            listed = "; ".join(_against(*other) for other in others[:NAMED])
            found[claim.pk] = (
                f"{in_thousands(claim.difference)} here against {listed}, for one avoided {claim.displaced} placement."
            )
    return found


def _against(difference: Decimal, claims: int, first: int) -> str:
    more = f" and {claims - 1} more" if claims > 1 else ""
    return f"{in_thousands(difference)} in C-{first:04d}{more}"


def _small(claim: BenefitClaim, inputs: ClaimInputs, evidence: Evidence) -> str:
    """``evidence`` as it was submitted: what it says now is told as a change."""
    counted = Decimal(inputs.counted.numerator) / Decimal(inputs.counted.denominator)
    few = f"It counts {units_words(claim, counted)}." if counted < FEW else ""
    return " ".join(filter(None, [few, evidence.interval]))


def _evidence_words(claim: BenefitClaim, evidence: Evidence, today: date) -> str:
    said = []
    grade = EvidenceGrade(claim.grade) if claim.grade else None
    if grade == EvidenceGrade.INSUFFICIENT:
        said.append("Insufficient, as the SEND manager grades it.")
    stale = [item for item in evidence.items if item.is_stale(today)]
    said += [f"“{item.title}” is stale since {_day(item.expires)}." for item in stale[:NAMED]]
    if not evidence.items:
        said.append("No evidence is attached.")
    if grade and (lacks := grade_lacks(grade, evidence, claim.grade_because, today)):
        said.append(f"Graded {grade.label} by the SEND manager: {lacks}")
    return " ".join(said)


def _threshold(claim: BenefitClaim) -> str:
    if (claim.claimed or Decimal(0)) <= settings.CLAIM_NOTING_THRESHOLD:
        return ""
    return f"More than {pounds(settings.CLAIM_NOTING_THRESHOLD)}: once approved, the Board notes it."


def _stage(claim: BenefitClaim) -> str:
    stage = Stage(claim.initiative.stage)
    return f"The initiative is at {stage.label}." if stage != Stage.DELIVERY else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
