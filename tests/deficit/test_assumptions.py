"""Assumptions: one person changes, another agrees, nothing in force is ever rewritten."""

from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry, RecomputeRequest
from apps.deficit.forms.assumptions import AssumptionForm
from apps.deficit.models import Assumption
from apps.deficit.selectors.assumptions import assumptions_in_force, illustrative_keys
from apps.deficit.services.assumptions import agree_assumption, draft_assumption, withdraw_assumption

pytestmark = pytest.mark.django_db
KEY = "occupancy"


def draft(by, **changes):
    asked = {
        "key": KEY, "low": Decimal("0.8"), "central": Decimal("0.9"), "high": Decimal(1), "read_version": 1,
        "source_reference": "School census, January 2026", "reason": "counted in January", **changes,
    }  # fmt: skip
    return draft_assumption(**asked, by=by, at=timezone.now())


def agree(by, version=2):
    return agree_assumption(key=KEY, version=version, reason="checked", by=by, at=timezone.now())


def test_a_second_person_agrees_and_a_recompute_is_asked_for(finance_user, admin_user):
    draft(finance_user)
    assert assumptions_in_force()[KEY].central == Decimal("0.95")
    before = RecomputeRequest.objects.count()
    agree(admin_user)
    row = assumptions_in_force()[KEY]
    assert (row.version, row.central, row.state) == (2, Decimal("0.9"), "agreed")
    assert (row.prepared_by, row.decided_by) == (finance_user, admin_user)
    assert KEY not in illustrative_keys()
    assert RecomputeRequest.objects.count() == before + 1
    assert Assumption.objects.get(key=KEY, version=1).central == Decimal("0.95")


def test_agreeing_twice_is_agreeing_once(finance_user, admin_user):
    draft(finance_user)
    first = agree(admin_user)
    entries = AuditEntry.objects.count()
    assert agree(admin_user).pk == first.pk
    assert AuditEntry.objects.count() == entries


def test_nobody_agrees_their_own_change(finance_user):
    draft(finance_user)
    with pytest.raises(NotAllowed, match="another finance officer agrees it"):
        agree(finance_user)


@pytest.mark.parametrize("who", ["manager_user", "board_user", "adviser_user"])
def test_others_neither_change_nor_agree(who, request, finance_user):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed, match="changed by finance officers"):
        draft(person)
    draft(finance_user)
    with pytest.raises(NotAllowed, match="agreed by a finance officer"):
        agree(person)


def test_a_draft_of_what_stands_is_refused(finance_user):
    with pytest.raises(Refused, match="Nothing was changed"):
        draft(finance_user, low=Decimal("0.85"), central=Decimal("0.95"))


def test_one_draft_at_a_time(finance_user, admin_user):
    draft(finance_user)
    with pytest.raises(Refused, match="already a draft, prepared by Finance officer"):
        draft(admin_user)


def test_a_withdrawn_draft_leaves_its_number(finance_user, admin_user):
    draft(finance_user)
    withdraw_assumption(key=KEY, version=2, reason="wrong table", by=finance_user, at=timezone.now())
    assert draft(finance_user).version == 3
    assert agree(admin_user, 3).version == 3


def test_a_change_of_what_was_agreed_meanwhile_is_stale(finance_user, admin_user):
    draft(finance_user)
    agree(admin_user)
    with pytest.raises(Stale) as stale:
        draft(finance_user, central=Decimal("0.7"), low=Decimal("0.6"))
    assert "version 2, agreed by Administrator" in stale.value.differences[0]


def test_a_range_of_what_is_never_drawn_is_refused():
    row = assumptions_in_force()["ramp:1"]
    given = {"low": "50", "central": "80", "high": "100", "source_reference": "A count", "version": "1"}
    reason = "Counted in the schools"
    form = AssumptionForm(row, {**given, "reason": reason})
    assert "takes one value of it and draws none" in " ".join(form.errors["central"])
    assert not AssumptionForm(row, {**given, "reason": reason, "low": "80", "high": "80"}).errors
