"""A part of an open claim changes only in a save that moves the claim's version, and so enters who edited it."""

import psycopg
import pytest

from apps.initiatives.models import BenefitClaim, ClaimContributor, ClaimShare
from tests.constraints.claim_statements import CLAIM, DRAFT, OTHER, SUBMITTED, decision
from tests.constraints.rules import prepare
from tests.constraints.test_triggers import refused_by

ADDED = {
    "unit": f"(claim_id, key, excluded_because) VALUES ({DRAFT}, 'child:x:y', '')",
    "draw": f"(claim_id, cohort_id, units) SELECT {DRAFT}, min(id), 1 FROM initiatives_cohort",
    "exclusion": f"(claim_id, units, reason) VALUES ({DRAFT}, 1, 'x')",
    "mix": f"(claim_id, placement, share) VALUES ({DRAFT}, 'mainstream_support', 1)",
    "cost": f"(claim_id, fund_id, amount, note) VALUES ({DRAFT}, (SELECT max(id) FROM initiatives_fund), 1, '')",
}
LESS = f"UPDATE initiatives_claimshare SET share = share / 2 WHERE claim_id = {DRAFT}"


@pytest.fixture
def application(reloaded_report: None, application_connection: psycopg.Connection) -> psycopg.Connection:
    prepare()
    return application_connection


def shares() -> list:
    return list(ClaimShare.objects.order_by("pk").values_list("claim_id", "share"))


def test_a_part_alone_is_refused(application: psycopg.Connection):
    before = shares()
    statements = {part: f"INSERT INTO initiatives_claim{part} {row}" for part, row in ADDED.items()}
    statements["share"] = LESS
    statements["evidence"] = f"DELETE FROM initiatives_claimevidence WHERE claim_id = {DRAFT}"
    for part, statement in statements.items():
        assert refused_by(application.execute, statement) == f"claim{part}_with_version", part
    removed = f"DELETE FROM initiatives_claimshare WHERE claim_id = {DRAFT}"
    assert refused_by(application.execute, removed) == "claimshare_with_version"
    assert shares() == before


def test_a_part_with_the_version_enters_who_edited(application: psycopg.Connection):
    before = shares()
    with application.transaction():
        application.execute(LESS)
        moved = f"version = version + 1, edited_by_id = {OTHER}, edited_at = now()"
        application.execute(f"UPDATE {CLAIM} SET {moved} WHERE id = {DRAFT}")
    draft = BenefitClaim.objects.filter(status="draft").order_by("pk")[0]
    assert ClaimContributor.objects.filter(claim=draft, person__username="admin").exists()
    assert shares() != before


def test_a_return_moves_no_version_and_lets_no_part_change(application: psycopg.Connection):
    def both(_: str) -> None:
        with application.transaction():
            claim = application.execute(f"SELECT {SUBMITTED}").fetchone()
            application.execute(decision(SUBMITTED, OTHER, kind="return"))
            application.execute("UPDATE initiatives_claimshare SET share = share / 2 WHERE claim_id = %s", claim)

    before = shares()
    assert refused_by(both, "") == "claimshare_with_version"
    assert shares() == before
