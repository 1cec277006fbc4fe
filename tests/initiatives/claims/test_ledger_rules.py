"""What the database holds a claim's ledger to, as decisions write it and as they must not."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from apps.initiatives.models import BenefitClaim, LedgerEntry
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import save_cost
from apps.initiatives.vocabulary import EvidenceGrade, LedgerEntryKind
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, MAKERS, agree_all, decide, submitted
from tests.initiatives.claims.changing import saved, sent
from tests.initiatives.claims.sharing import children_claim


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def superseding(old: BenefitClaim) -> BenefitClaim:
    new = start_claim(initiative=old.initiative.slug, key=UUID(int=7), supersedes=old.pk, by=person("manager"), at=AT)
    costs = {"high-needs-block": Decimal(1_000), "general-fund": Decimal(500)}
    return sent(saved(new, save_cost, costs=costs, no_cost_because=""))


def test_what_decisions_write_is_within_the_rules():
    """Places that open within the period, a lower amount, shares, costs of two blocks, a claim that supersedes."""
    for initiative in MAKERS:
        claim = submitted(initiative)
        decide(claim, ClaimDecisionKind.APPROVE_LESS, amount=Decimal("12345.67"), grade=EvidenceGrade.PARTIAL)
    shared = children_claim("portage", [1, 2], shares={"portage": Decimal("33.333"), "dingleys-promise": Decimal(60)})
    decide(shared)
    decide(superseding(shared))
    connection.check_constraints()
    assert LedgerEntry.objects.filter(claim=shared, entry=LedgerEntryKind.REVERSAL).exists()


Rows = Sequence[LedgerEntry]


def written_otherwise(monkeypatch: pytest.MonkeyPatch, change: Callable[[LedgerEntry], Any]) -> None:
    """The ledger as a decision would write it, but for one thing."""
    write = LedgerEntry.objects.bulk_create

    def changed(rows: Rows) -> Rows:
        for row in rows:
            change(row)
        return write(rows)

    monkeypatch.setattr(LedgerEntry.objects, "bulk_create", changed)


def test_a_reversal_is_the_entry_itself_taken_back(monkeypatch: pytest.MonkeyPatch):
    old = children_claim("portage", [1, 2])
    decide(old)
    new = superseding(old)

    def of_another_grade(row: LedgerEntry) -> None:
        if row.entry == LedgerEntryKind.REVERSAL:
            row.grade = EvidenceGrade.INSUFFICIENT

    written_otherwise(monkeypatch, of_another_grade)
    decide(new)
    with pytest.raises(IntegrityError, match="A reversal takes back each entry"):
        connection.check_constraints()


def test_a_cost_is_borne_in_full_by_its_own_block(monkeypatch: pytest.MonkeyPatch):
    new = superseding(approved())

    def halved(row: LedgerEntry) -> None:
        if row.block == "general_fund":
            row.amount /= 2

    written_otherwise(monkeypatch, halved)
    decide(new)
    with pytest.raises(IntegrityError, match="Another block bears its delivery cost"):
        connection.check_constraints()


def approved() -> BenefitClaim:
    claim = children_claim("portage", [1, 2])
    decide(claim)
    return claim
