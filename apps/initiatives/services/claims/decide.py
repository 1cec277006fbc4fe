"""Decides a submitted claim. The database moves the claim and counts its units; this says in words what it refuses."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import User
from apps.core.money import pounds
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.core.vocabulary import Basis
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.calculations.claim_value import value_of
from apps.initiatives.calculations.ledger import entries
from apps.initiatives.models import BenefitClaim, BoardNoting, ClaimDecision, Initiative, LedgerEntry
from apps.initiatives.permissions import check_can_decide_claim, check_can_note_claim, check_may_decide_claims
from apps.initiatives.selectors.claim_evidence import GRADE_REMEDY, evidence_of, grade_lacks
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.claim_steps_since import changes_since
from apps.initiatives.selectors.counted import counted_already, left_of_cohort
from apps.initiatives.services.claims.mail import tell_makers
from apps.initiatives.services.claims.saving import check_read, locked
from apps.initiatives.services.claims.submit import COUNT_ONCE
from apps.initiatives.vocabulary import EvidenceGrade, LedgerEntryKind, Recurrence
from apps.initiatives.workflow.claims import ClaimDecisionKind


@transaction.atomic
def decide_claim(
    *,
    claim_id: int,
    read_version: int,
    decision: ClaimDecisionKind,
    amount: Decimal | None,
    grade: EvidenceGrade | None,
    reason: str,
    by: User,
    at: datetime,
) -> ClaimDecision:
    """One decision on the version that was read. ``amount`` (£) is for a lower approval alone.

    The same decision sent twice gives the first. Raises ``Stale`` where the claim changed or somebody else decided,
    ``NotAllowed`` and ``Refused`` in words; whatever is raised, nothing was changed.
    """
    claim = locked(claim_id)
    if made := _decided_already(claim, read_version, decision, reason, by):
        return made
    check_may_decide_claims(by)
    check_read(claim, read_version)
    check_can_decide_claim(by, claim)
    claim = with_parts([claim_id])[0]
    given = _checked_amount(claim, decision, amount)
    graded = _checked_grade(claim, grade, reason, at) if decision.approves else ""
    inputs = thawed(claim.calculation["inputs"]) if decision.approves else None
    row = ClaimDecision(
        claim=claim, claim_version=read_version, decision=decision, amount=given, reason=reason, by=by, at=at,
        grade=graded,
    )  # fmt: skip
    row.full_clean()
    _insert(row, claim)
    if inputs is not None and given is not None:
        _enter(row, claim, inputs, given)
    record_change(
        by=by, at=at, action=f"Decided a claim: {decision.label.lower()}", subject=claim, reason=reason,
        before={"status": claim.status, "claimed": str(claim.claimed)},
        after={"status": decision.leads_to.value, "approved": str(given or ""), "version": read_version},
    )  # fmt: skip
    if decision.approves:
        request_recompute(by=by, at=at, cause=f"{claim} was approved: {pounds(given or Decimal(0))}")
    tell_makers(claim=claim, decision=row, at=at)
    return row


def _decided_already(
    claim: BenefitClaim, version: int, decision: ClaimDecisionKind, reason: str, by: User
) -> ClaimDecision | None:
    made = claim.decisions.filter(claim_version=version).select_related("by").first()
    if made is None:
        return None
    if (made.by_id, made.decision, made.reason) == (by.pk, decision, reason):
        return made
    raise Stale(
        f"{claim} was decided by {made.by} while you were reading it. Nothing was saved.",
        [
            f"Decision: {made.get_decision_display().lower()}.",
            f"Reason: {made.reason}",
            *changes_since(claim, version),
        ],
    )


def _checked_amount(claim: BenefitClaim, decision: ClaimDecisionKind, amount: Decimal | None) -> Decimal | None:
    asked = claim.claimed or Decimal(0)
    if decision is ClaimDecisionKind.APPROVE:
        return asked
    if decision is not ClaimDecisionKind.APPROVE_LESS:
        return None
    if amount is None or not 0 <= amount < asked:
        raise Refused(f"Lower amount: enter £0 or more, and less than the {pounds(asked, 2)} claimed.")
    return amount


def _checked_grade(claim: BenefitClaim, grade: EvidenceGrade | None, reason: str, at: datetime) -> EvidenceGrade:
    """The grade holds on the day of the decision, by the rule that its maker met."""
    if grade is None:
        raise Refused("Evidence: give its grade.")
    if said := grade_lacks(grade, evidence_of([claim])[claim.pk], reason, localdate(at)):
        raise Refused(f"Evidence: {said} {GRADE_REMEDY}")
    return grade


def _insert(row: ClaimDecision, claim: BenefitClaim) -> None:
    """Inserts the decision; its triggers move the claim and count its units."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        rule = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        raise refused_by(rule, claim) from error


def refused_by(rule: str, claim: BenefitClaim) -> Refused:
    """What a rule of the database means, and what can be done."""
    if rule == "unit_counted_once":
        others = " ".join(c.sentence for c in counted_already(claim))
        return Refused(f"{others} A place or child counts once in any period. {COUNT_ONCE}")
    if rule == "cohort_never_overdrawn":
        left = left_of_cohort(claim) or Decimal(0)
        return Refused(
            f"Other approved claims leave {left.normalize():f} of {claim.draw.cohort}. Return the claim so that it "
            "draws fewer, or supersede the other claim."
        )
    known: dict[str, Refused] = {
        "claim_decision_four_eyes": NotAllowed(f"You cannot decide {claim}: you made or edited it."),
        "claim_four_eyes": NotAllowed(f"You cannot decide {claim}: you made or edited it."),
        "claim_decision_once": Stale(f"{claim} was decided by somebody else meanwhile. Nothing was saved.", []),
        "claim_decision_stale": Stale(f"{claim} changed since you read it. Nothing was saved.", []),
        "claim_decision_of_submitted": NotAllowed(f"{claim} is not submitted: nothing is left to decide."),
        "claim_shares_at_most_whole": Refused("Its shares sum to more than 100%. Return the claim."),
        "claim_supersedes_approved": Refused(f"{claim.supersedes} is no longer approved, so nothing supersedes it."),
        "claim_counts_something": Refused("The claim counts no unit. Return it."),
        "claim_decision_grade_held": Refused(f"Evidence: it does not hold what that grade needs. {GRADE_REMEDY}"),
        "claim_decision_quote_fits": Refused("Its quoted difference is not between its own placements. Return it."),
    }
    return known.get(rule, Refused(f"The database refused the decision ({rule}). Nothing was saved."))


def _enter(row: ClaimDecision, claim: BenefitClaim, inputs: ClaimInputs, approved: Decimal) -> None:
    """The ledger of the claim and, where it supersedes another, that one's reversal: totals follow the live claim."""
    subjects = {i.slug: i.pk for i in Initiative.objects.filter(slug__in=[s.initiative for s in inputs.shares])}
    basis = Basis.RUN_RATE if claim.recurrence == Recurrence.RECURRING else Basis.ONE_OFF
    rows = [
        LedgerEntry(
            claim=claim, decision=row, entry=LedgerEntryKind.APPROVAL, initiative_id=subjects[e.initiative],
            basis=Basis.IN_YEAR if e.year else basis, financial_year=e.year, benefit_class=claim.benefit_class,
            block=e.block, grade=row.grade, amount=e.amount, at=row.at,
        )
        for e in entries(inputs, value_of(inputs).assured, approved)
    ]  # fmt: skip
    for old in LedgerEntry.objects.filter(claim_id=claim.supersedes_id or 0, entry=LedgerEntryKind.APPROVAL):
        old.pk, old.decision, old.entry, old.amount, old.at = None, row, LedgerEntryKind.REVERSAL, -old.amount, row.at
        rows.append(old)
    LedgerEntry.objects.bulk_create(rows)


def needs_noting(claim: BenefitClaim) -> bool:
    """Above the threshold in settings (£ a year, or once) the Board notes an approved claim."""
    return (claim.approved or Decimal(0)) > settings.CLAIM_NOTING_THRESHOLD


@transaction.atomic
def note_claim(*, claim_id: int, meeting_date: date, reference: str, by: User, at: datetime) -> BoardNoting:
    """The Board noted an approved claim. The same noting sent twice gives the first."""
    claim = locked(claim_id)
    noted = BoardNoting.objects.filter(claim=claim).first()
    if noted and (noted.meeting_date, noted.reference) == (meeting_date, reference):
        return noted
    check_can_note_claim(by, claim)
    if noted:
        raise Refused(f"{claim} was noted on {noted.meeting_date:%-d %B %Y} already.")
    if not needs_noting(claim):
        raise Refused(f"{claim} is at or below {pounds(settings.CLAIM_NOTING_THRESHOLD)}: the Board need not note it.")
    if claim.decided_at and meeting_date < claim.decided_at.date():
        raise Refused("Meeting: it was before the claim was approved. Enter the meeting that noted it.")
    row = BoardNoting(claim=claim, meeting_date=meeting_date, reference=reference, by=by, at=at)
    row.full_clean()
    row.save()
    after = {"meeting_date": meeting_date.isoformat(), "reference": reference}
    record_change(by=by, at=at, action="Recorded the Board’s noting", subject=claim, after=after)
    return row
