"""Rules of claims, decisions and the ledger, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.constraints.rules import Case, like
from tests.fixtures import person

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
CLAIM, UNIT = "initiatives.BenefitClaim", "initiatives.ClaimUnit"
DRAFT = {"claim__status": "draft"}


def claim(**changes: Any) -> Any:
    """A copy of the approved claim, with a key of its own and nothing that it supersedes."""
    from uuid import uuid4

    return like(CLAIM, where={"status": "approved"}, start_key=uuid4(), supersedes=None, **changes)


def draft(**changes: Any) -> Any:
    from uuid import uuid4

    return like(CLAIM, where={"status": "draft"}, start_key=uuid4(), supersedes=None, **changes)


def decision(**changes: Any) -> Any:
    """Of the submitted claim, by somebody who may decide it."""
    return like("initiatives.ClaimDecision", where={"decision": "approve"}, **changes)


def submitted_decision(**changes: Any) -> Any:
    def row() -> Any:
        from apps.initiatives.models import BenefitClaim

        waiting = BenefitClaim.objects.get(status="submitted")
        sound = {"claim": waiting, "claim_version": waiting.version, "amount": waiting.claimed, "by": "@admin"}
        return decision(**{**sound, **changes})()

    return row


def claim_cases() -> Iterator[Case]:
    yield from _of_claims()
    yield from _of_parts()
    yield from _of_decisions()
    yield from _written_by_the_database()


def _of_claims() -> Iterator[Case]:
    four = "claim_four_eyes"
    for who in ("made_by", "edited_by", "submitted_by"):
        others = {w: "@manager" for w in ("made_by", "edited_by", "submitted_by") if w != who}
        yield Case(four, f"decided by {who}", claim(decided_by="@finance", **{who: "@finance"}, **others))
    both = "claim_decided_by_and_at"
    yield Case(both, "approved by nobody", claim(decided_by=None, decided_at=None))
    yield Case(both, "approved, nobody knows when", claim(decided_at=None))
    yield Case(both, "a draft that somebody decided", draft(decided_by="@finance", decided_at=NOW))
    sent = "claim_submitted_by_and_at"
    for lack in (
        {"submitted_by": None}, {"submitted_at": None}, {"input_hash": ""}, {"input_hash": "x" * 64},
        {"claimed_as_reported": None}, {"declared": False},
    ):  # fmt: skip
        yield Case(sent, f"without {next(iter(lack))} {lack!s:.20}", claim(**lack))
    amount = "claim_approved_amount"
    yield Case(amount, "approved without an amount", claim(approved=None))
    yield Case(amount, "more than was claimed", claim(approved=Decimal(999_999_999)))
    yield Case(amount, "a draft with an approved amount", draft(approved=Decimal(1)))
    day = date(2026, 1, 1)
    once = {"recurrence": "one_off", "start_date": day}
    yield Case("claim_dates_in_order", "ends as it starts", draft(**once, end_date=day))
    short = {"recurrence": "recurring", "start_date": day, "end_date": date(2026, 12, 1)}
    yield Case("claim_recurring_a_year", "eleven months", draft(**short))
    for worth in (Decimal(0), Decimal("-0.01")):
        yield Case("claim_above_nought", f"{worth}", claim(claimed=worth, approved=worth))
    came = "claim_came_in_order"
    yield Case(came, "half", draft(came_from=date(2026, 1, 1), came_to=None))
    yield Case(came, "the other half", draft(came_from=None, came_to=date(2026, 1, 1)))
    yield Case(came, "swapped", draft(came_from=date(2026, 1, 2), came_to=date(2026, 1, 1)))
    for name in ("occupancy", "deadweight"):
        for value in (Decimal("-0.001"), Decimal("100.001")):
            yield Case("claim_per_cents", f"{name} {value}", draft(**{name: value}))


def _of_parts() -> Iterator[Case]:
    yield Case("claim_unit_once", "twice", like(UNIT, where=DRAFT))
    named = "claim_unit_place_is_named"
    yield Case(named, "a child with a number", like(UNIT, where=DRAFT, key="child:x:y", number=1))
    yield Case(named, "a place without one", like(UNIT, where=DRAFT, key="place:1:1"))
    yield Case(named, "neither", like(UNIT, where=DRAFT, key="other"))
    yield Case("cohort_not_empty", "nobody", like("initiatives.Cohort", name="Nobody", size=0))
    yield Case("claim_draw_positive", "nought", _part("ClaimDraw", units=Decimal(0)))
    why = "claim_exclusion_has_reason"
    yield Case(why, "no reason", _part("ClaimExclusion", reason=""))
    yield Case(why, "nought", _part("ClaimExclusion", units=Decimal(0)))
    yield Case("claim_mix_once", "twice", like("initiatives.ClaimMix", where=DRAFT))
    for share in (Decimal(0), Decimal("100.001")):
        mixed = {"placement": "inmss", "share": share}
        yield Case("claim_mix_share", f"{share}", like("initiatives.ClaimMix", where=DRAFT, **mixed))
        yield Case("claim_share_positive", f"{share}", _share(share))
    yield Case("claim_share_once", "twice", like("initiatives.ClaimShare", where=DRAFT, share=Decimal("0.001")))
    yield Case("claim_cost_once", "twice", like("initiatives.ClaimCost", where=DRAFT))
    yield Case("claim_cost_positive", "nought", _cost())
    yield Case("claim_evidence_once", "twice", like("initiatives.ClaimEvidence", where=DRAFT))


def _of_decisions() -> Iterator[Case]:
    yield Case("claim_decision_once", "twice", decision())
    amount = "claim_decision_amount"
    yield Case(amount, "approved without an amount", submitted_decision(amount=None))
    yield Case(amount, "approved without a grade", submitted_decision(grade=""))
    yield Case(amount, "returned with an amount", submitted_decision(decision="return", grade=""))
    yield Case(amount, "rejected with a grade", submitted_decision(decision="reject", amount=None))
    yield Case("claim_decision_has_reason", "none", submitted_decision(reason=""))
    entry, year = "initiatives.LedgerEntry", "ledger_year_where_in_year"
    yield Case("ledger_once", "twice", like(entry))
    yield Case(year, "a run-rate with a year", like(entry, where={"basis": "run_rate"}, financial_year=_fy()))
    yield Case(year, "in-year without", like(entry, where={"basis": "in_year"}, financial_year=None))


def _written_by_the_database() -> Iterator[Case]:
    yield Case("claim_contributor_once", "twice", like("initiatives.ClaimContributor"), True)
    yield Case("unit_counted_once", "an overlapping period", like("initiatives.CountedUnit"), True)


def _part(model: str, **changes: Any) -> Any:
    """Unsaved, of the draft claim."""

    def row() -> Any:
        from django.apps import apps

        from apps.initiatives.models import BenefitClaim, Cohort

        sound = {
            "ClaimDraw": {"cohort": Cohort.objects.first(), "units": Decimal(1)},
            "ClaimExclusion": {"units": Decimal(1), "reason": "x"},
        }[model]
        one = BenefitClaim.objects.get(status="draft")
        return apps.get_model("initiatives", model)(claim=one, **{**sound, **changes})

    return row


def _share(share: Decimal) -> Any:
    def row() -> Any:
        from apps.initiatives.models import BenefitClaim, ClaimShare, Initiative

        other = Initiative.objects.get(slug="send-sufficiency")
        return ClaimShare(claim=BenefitClaim.objects.get(status="draft"), initiative=other, share=share)

    return row


def _cost() -> Any:
    def row() -> Any:
        from apps.initiatives.models import BenefitClaim, ClaimCost, Fund

        other = Fund.objects.get(slug="general-fund")
        return ClaimCost(claim=BenefitClaim.objects.get(status="draft"), fund=other, amount=Decimal(0))

    return row


def _fy() -> Any:
    from apps.core.periods import FinancialYear

    return FinancialYear(2030)


def prepare_claims() -> None:
    """One claim approved, one submitted, one a draft with a part of every kind."""
    from apps.initiatives.models import ClaimEvidence
    from apps.initiatives.services.claims.steps import save_cost, save_evidence
    from tests.initiatives.claims.cases import AT, agree_all, decide, submitted
    from tests.initiatives.claims.sharing import children_claim

    agree_all()
    decide(submitted("portage"))
    submitted("dingleys-promise")
    open_claim = children_claim("portage", [1, 2], submit=False)
    decide(children_claim("portage", [9]))
    asked: dict[str, Any] = {"claim_id": open_claim.pk, "by": person("manager"), "at": AT}
    open_claim = save_cost(
        costs={"high-needs-block": Decimal(5)}, no_cost_because="", read_version=open_claim.version, **asked
    )
    item = ClaimEvidence.objects.select_related("item").all()[0].item
    items = {item.pk, *open_claim.claim_evidence.values_list("item_id", flat=True)}
    save_evidence(
        items=sorted(items), measure=open_claim.measure_id, grade=open_claim.grade,
        grade_because=open_claim.grade_because, read_version=open_claim.version, **asked,
    )  # fmt: skip
    _one_of_the_rest(open_claim.initiative, item.added_by)


def _one_of_the_rest(initiative: Any, by: Any) -> None:
    """Rows of the tables that only grow, and that nothing above has written."""
    from django.db import transaction

    from apps.initiatives.models import (
        AlreadyPublic,
        BenefitClaim,
        BoardNoting,
        InitiativeOverlap,
        OverlapSettlement,
        Quarter,
        QuarterFigure,
    )

    approved = BenefitClaim.objects.filter(status="approved")[0]
    BoardNoting.objects.create(claim=approved, meeting_date=NOW.date(), reference="Minute 1", by=by, at=NOW)
    AlreadyPublic.objects.create(what="94", amount=94_000, source_reference="Table 1", reason="Printed.", by=by, at=NOW)
    overlap = InitiativeOverlap.objects.all()[0]
    OverlapSettlement.objects.create(overlap=overlap, outcome="apart", reason="Looked at.", by=by, at=NOW)
    with transaction.atomic():
        quarter = Quarter.objects.create(financial_year=_fy(), number=1)
        QuarterFigure.objects.create(quarter=quarter, initiative=initiative, label="x", unit="£", value=1)
