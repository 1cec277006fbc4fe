"""Measurement plans: drafted, agreed by another person, locked, changed as new versions; and what may be claimed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.initiatives.models import Initiative, MeasurementPlan, PlanContributor, PlanCounterfactual
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.plans import agreed_plan, content_of, missing_from_plan, plan_versions
from apps.initiatives.services.plans import PlanRead, agree_plan, draft_plan
from apps.initiatives.vocabulary import CounterfactualPlacement, ValuesState
from tests.fixtures import person
from tests.initiatives.plans import AT, agreed, content, drafted

pytestmark = pytest.mark.usefixtures("report")
WHY = "The deadweight was measured since."
SLUG = "oap-toolkit"


def subject(slug: str = SLUG) -> Initiative:
    return Initiative.objects.get(slug=slug)


def draft(read: tuple[int, int], by: str = "manager", reason: str = "", **changes) -> MeasurementPlan:
    return draft_plan(
        initiative_id=subject().pk, content=content(subject(), **changes), reason=reason, read=PlanRead(*read),
        by=person(by), at=AT,
    )  # fmt: skip


def agree(version: int = 1, edits: int = 1, by: str = "finance") -> MeasurementPlan:
    return agree_plan(
        initiative_id=subject().pk, version=version, read_edits=edits, reason="Checked.", by=person(by), at=AT
    )


def test_a_first_draft_is_kept_whole_and_moves_the_state():
    assert subject().measurement_plan == "none"
    plan = drafted(SLUG)
    assert (plan.version, plan.edits, plan.state) == (1, 1, "drafted")
    assert content_of(plan) == content(subject())
    assert subject().measurement_plan == "drafted"
    assert agreed_plan(subject()) is None
    entry = AuditEntry.objects.get(action="Drafted a measurement plan")
    assert entry.after["mix"] == {"inmss": "75", "no_cost": "25"}


def test_an_incomplete_draft_is_kept_and_says_what_is_missing():
    plan = draft((1, 0), baseline="", mix=(), review_date=None)
    assert missing_from_plan(plan) == [
        "a baseline", "a counterfactual whose shares sum to 100%", "at least one measure", "a review date",
    ]  # fmt: skip
    with pytest.raises(Refused, match="cannot be agreed yet: it needs a baseline"):
        agree()


def test_agreed_by_another_person_from_finance():
    plan = agreed(SLUG)
    assert (plan.state, plan.agreed_by) == ("agreed", person("finance"))
    assert subject().measurement_plan == "agreed"
    assert agreed_plan(subject()) == plan


@pytest.mark.parametrize("by", ["manager", "board", "adviser"])
def test_only_finance_agrees(by):
    drafted(SLUG)
    with pytest.raises(NotAllowed, match="agreed by a finance officer"):
        agree(by=by)


def test_nobody_agrees_what_they_drafted_or_edited():
    drafted(SLUG, by="finance")
    with pytest.raises(NotAllowed, match="You drafted or edited this plan, so another finance officer"):
        agree(by="finance")
    changed = replace(content(subject()), owner="Director of Education")
    draft_plan(
        initiative_id=subject().pk, content=changed, reason="", read=PlanRead(1, 1), by=person("admin"), at=AT
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="You drafted or edited"):
        agree(edits=2, by="admin")
    draft((1, 2), by="manager", owner="Head of SEND", measures=content(subject()).measures)
    with pytest.raises(NotAllowed, match="You drafted or edited"):
        agree(edits=3, by="admin")


def test_the_database_keeps_an_editor_from_agreeing():
    drafted(SLUG)
    draft((1, 1), by="finance", owner="Director of Education", measures=content(subject()).measures)
    draft((1, 2), by="manager", owner="Head of SEND", measures=content(subject()).measures)
    assert PlanContributor.objects.count() == 2
    with pytest.raises(IntegrityError, match="neither drafted nor edited"), transaction.atomic():
        MeasurementPlan.objects.update(state="agreed", agreed_by=person("finance"), agreed_at=AT)
    with pytest.raises(IntegrityError, match="moves its edits by one"), transaction.atomic():
        MeasurementPlan.objects.update(owner="Somebody else")
    PlanCounterfactual.objects.filter(placement="no_cost").delete()
    with pytest.raises(IntegrityError, match="sum to 100"), transaction.atomic():
        MeasurementPlan.objects.update(state="agreed", agreed_by=person("admin"), agreed_at=AT)


def test_a_change_after_agreement_is_a_new_version_with_a_reason():
    plan = agreed(SLUG)
    measures = content(subject()).measures
    with pytest.raises(Refused, match="say why this version differs"):
        draft((2, 0), owner="Director of Education", measures=measures)
    later = draft((2, 0), reason=WHY, owner="Director of Education", measures=measures)
    assert (later.version, later.reason) == (2, WHY)
    assert agreed_plan(subject()) == plan
    assert subject().measurement_plan == "agreed"
    assert [p.version for p in plan_versions(subject())] == [2, 1]
    agree(version=2)
    assert agreed_plan(subject()) == later
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        MeasurementPlan.objects.filter(version=1).update(owner="x")


@pytest.mark.parametrize("read", [(1, 0), (1, 2), (2, 0), (1, 9)])
def test_a_stale_draft_is_told_what_stands(read):
    drafted(SLUG)
    with pytest.raises(Stale) as stale:
        draft(read, owner="Somebody")
    assert "Owner: now “Head of SEND”; you entered “Somebody”." in stale.value.differences
    assert MeasurementPlan.objects.get().edits == 1


def test_what_was_not_read_is_not_agreed():
    drafted(SLUG)
    with pytest.raises(Stale, match="Nothing was agreed"):
        agree(edits=0)


def test_only_finance_says_that_the_values_are_agreed():
    with pytest.raises(NotAllowed, match="Only a finance officer says"):
        draft((1, 0), values_state=ValuesState.AGREED)
    plan = draft((1, 0), by="finance", values_state=ValuesState.AGREED)
    kept = draft((1, 1), values_state=ValuesState.AGREED, owner="Director of Education")
    assert kept.values_state == "agreed"
    with pytest.raises(NotAllowed, match="Only a finance officer says"):
        draft((1, 2), values_state=ValuesState.AGREED, values_source="Another source of them")
    assert plan.pk == kept.pk


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mix": ((CounterfactualPlacement.INMSS, Decimal("99.999")),)}, "the shares sum to 99.999%"),
        ({"measures": ((999_999, ""),)}, "number 999999 is no measure of this initiative"),
        ({"review_date": AT.date()}, "Review date: 28 January 2026 is past"),
    ],
)
def test_a_bad_draft_names_field_value_and_remedy(changes, said):
    with pytest.raises(Refused, match=said):
        draft((1, 0), **changes)
    assert not MeasurementPlan.objects.exists()
    assert subject().measurement_plan == "none"


def test_nothing_changed_is_refused():
    drafted(SLUG)
    with pytest.raises(Refused, match="Nothing was changed"):
        draft((1, 1), measures=content(subject()).measures)


def test_a_board_member_drafts_nothing():
    with pytest.raises(NotAllowed, match="drafted by SEND managers and finance officers"):
        draft((1, 0), by="board")


def test_why_no_claim_names_the_stage_and_each_missing_part():
    (stage, plan) = why_no_claim(subject("digitalisation"), None)
    assert stage.startswith("Digitalisation")
    assert "is at Design" in stage
    assert "It has no measurement plan" in plan
    (only,) = why_no_claim(subject(), None)
    for part in ("a baseline", "the placement now", "sum to 100%", "source", "measure", "an owner", "a review date"):
        assert part in only
    draft((1, 0), baseline="", review_date=None)
    (drafted_one,) = why_no_claim(subject(), agreed_plan(subject()))
    assert "It still needs a baseline, at least one measure and a review date" in drafted_one


def test_an_agreed_plan_in_delivery_lets_a_claim_be_made():
    plan = agreed(SLUG)
    assert why_no_claim(subject(), plan) == []
    Initiative.objects.filter(slug=SLUG).update(stage="design")
    assert len(why_no_claim(subject(), plan)) == 1


def test_a_whole_draft_waits_for_finance():
    drafted(SLUG)
    assert why_no_claim(subject(), None) == [
        "Its measurement plan is drafted and whole. A finance officer who did not draft it agrees it."
    ]
