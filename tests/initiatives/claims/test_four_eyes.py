"""Nobody decides a claim that they made or edited: not by form, direct POST, model or SQL."""

from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimContributor, ClaimDecision
from apps.initiatives.services.claims.steps import save_declaration
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide
from tests.initiatives.claims.sharing import children_claim


def both() -> User:
    """Somebody who holds both roles."""
    made, _ = User.objects.get_or_create(username="both", defaults={"first_name": "Both"})
    made.groups.set([*person("manager").groups.all(), *person("finance").groups.all()])
    return User.objects.get(pk=made.pk)


def made_by_both() -> BenefitClaim:
    return children_claim("portage", [1], by=both())


def edited_by_both() -> BenefitClaim:
    """Made and submitted by another; ``both`` only declared it once."""
    claim = children_claim("portage", [1], submit=False)
    claim = save_declaration(claim_id=claim.pk, declared=True, read_version=claim.version, by=both(), at=AT)
    claim = save_declaration(claim_id=claim.pk, declared=True, read_version=claim.version, by=person("manager"), at=AT)
    return submit_claim(claim_id=claim.pk, read_version=claim.version, by=person("manager"), at=AT)


@pytest.fixture(params=[made_by_both, edited_by_both])
def claim(request: pytest.FixtureRequest, report: None) -> BenefitClaim:
    agree_all()
    return request.param()


def fields(claim: BenefitClaim, kind: str) -> dict[str, str]:
    return {"decision": kind, "version": str(claim.version), "reason": "Checked against the ledger.",
            "grade": "partial", "amount": "1" if kind == "approve_less" else ""}  # fmt: skip


def row(claim: BenefitClaim, kind: str) -> ClaimDecision:
    amount = {"approve": claim.claimed, "approve_less": 1}.get(kind)
    return ClaimDecision(
        claim=claim, claim_version=claim.version, decision=kind, reason="x", by=both(), at=timezone.now(),
        amount=amount, grade="partial" if amount is not None else "",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [k.value for k in ClaimDecisionKind])
def test_by_form_and_direct_post(claim: BenefitClaim, kind: str, client: Client):
    client.force_login(both())
    path = reverse("initiatives:claim_decide", args=[claim.pk])
    page = client.get(path)
    assert page.status_code == 200
    assert "you made or edited it" in page.content.decode()
    assert 'name="decision"' not in page.content.decode()
    assert client.post(path, fields(claim, kind)).status_code == 403
    untouched(claim)


@pytest.mark.parametrize("kind", [k.value for k in ClaimDecisionKind])
@pytest.mark.parametrize("save", [lambda r: r.save(), lambda r: ClaimDecision.objects.bulk_create([r])])
def test_by_model(claim: BenefitClaim, kind: str, save: Any):
    with pytest.raises(IntegrityError, match="Nobody decides a claim that they made or edited"), transaction.atomic():
        save(row(claim, kind))
    untouched(claim)


@pytest.mark.parametrize("status", ["approved", "rejected", "returned"])
def test_by_moving_the_claim_itself(claim: BenefitClaim, status: str):
    changes: dict[str, Any] = {"status": status}
    if status != "returned":
        changes |= {"decided_by": both(), "decided_at": timezone.now()}
    if status == "approved":
        changes["approved"] = claim.claimed
    with pytest.raises(IntegrityError), transaction.atomic():
        BenefitClaim.objects.filter(pk=claim.pk).update(**changes)
    untouched(claim)


def test_there_is_no_admin(claim: BenefitClaim, client: Client):
    client.force_login(person("admin"))
    assert client.get("/admin/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def test_by_sql_of_the_application(reloaded_report: None, application_connection: psycopg.Connection):
    """Nor by striking oneself from those who made it: that table is the database's own."""
    agree_all()
    claim = edited_by_both()
    who = both().pk
    insert = (
        "INSERT INTO initiatives_claimdecision (claim_id, claim_version, decision, amount, grade, reason, by_id, at)"
        " VALUES (%s, %s, %s, %s, %s, 'x', %s, now())"
    )
    grade, given = "insufficient", (claim.claimed, 1, None, None)
    for kind, amount in zip(ClaimDecisionKind, given, strict=True):
        said = [claim.pk, claim.version, kind.value, amount, grade if amount is not None else "", who]
        with pytest.raises(psycopg.IntegrityError, match="made or edited"):
            application_connection.execute(insert, said)
    for statement in (
        "DELETE FROM initiatives_claimcontributor",
        "UPDATE initiatives_claimcontributor SET person_id = 1",
        "INSERT INTO initiatives_countedunit (claim_id, key, period) VALUES (1, 'x', '[2025-01-01,2026-01-01)')",
        "DELETE FROM initiatives_countedunit",
        "ALTER TABLE initiatives_claimdecision DISABLE TRIGGER claim_decision_checks",
        "DROP TRIGGER claim_moves ON initiatives_benefitclaim",
        "TRUNCATE initiatives_claimdecision CASCADE",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application_connection.execute(statement)
    untouched(claim)


def test_contributors_are_all_who_made_edited_or_submitted(report: None):
    agree_all()
    claim = edited_by_both()
    found = set(ClaimContributor.objects.filter(claim=claim).values_list("person__username", flat=True))
    assert found == {"manager", "both"}
    assert decide(claim).by == person("finance")


def untouched(claim: BenefitClaim) -> None:
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.SUBMITTED
    assert not claim.decisions.exists()
