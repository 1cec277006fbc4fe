"""Fifty deciders at once, round after round: one decision of each version, its entries once, the others told by whom.

The same test fails with the claim's lock off, and with the database's own rules off as well: it can see what it is
meant to see.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest
from django.db import connection

from apps.core.errors import Refused
from apps.core.models import AuditEntry, User
from apps.initiatives.models import BenefitClaim, ClaimDecision, LedgerEntry
from apps.initiatives.services.claims import decide
from tests.initiatives.claims.cases import agree_all
from tests.initiatives.claims.racing import AtOnce, another, deciding, officers, racing
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.posting import ROUNDS

DECIDERS, CONTROL_ROUNDS = 50, 5
LEDGER_ONCE = "(claim_id, entry, initiative_id, basis, financial_year, block)"


@pytest.fixture
def deciders(reloaded_report: None) -> list[User]:
    agree_all()
    return officers(DECIDERS)


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    with racing(DECIDERS) as run:
        yield run


def one_decision_of_each_version(deciders: list[User], at_once: AtOnce, rounds: int) -> None:
    """The test: each round is another claim, which all deciders have read before the first of them decides."""
    first = children_claim("portage", [1])
    for number in range(rounds):
        claim = first if number == 0 else another(first, children=[1000 + number])
        found = at_once([deciding(claim, by) for by in deciders])
        refusals = [f for f in found if isinstance(f, Refused)]
        assert claim.decisions.count() == 1, "more than one decision stands"
        assert len(found) - len(refusals) == 1
        said = f"was decided by {claim.decisions.get().by} while you were reading it"
        assert all(said in str(r) for r in refusals), "somebody is not told who decided"
        assert LedgerEntry.objects.filter(claim=claim, basis="run_rate").count() == 1
    assert ClaimDecision.objects.count() == rounds
    assert AuditEntry.objects.filter(action="Decided a claim: approve").count() == rounds


def test_one_decision_and_one_entry_of_each_version(deciders: list[User], at_once: AtOnce):
    one_decision_of_each_version(deciders, at_once, ROUNDS)
    print(f"{ROUNDS} rounds × {DECIDERS} deciders: one decision each, {ROUNDS * (DECIDERS - 1)} told who decided")


@pytest.mark.parametrize(
    ("rules_off", "said"), [(False, "somebody is not told who decided"), (True, "more than one decision stands")]
)
def test_the_same_fails_without_the_lock(deciders: list[User], at_once: AtOnce, rules_off: bool, said: str):
    """The negative control. With the lock alone off, the database still lets one decision stand."""
    with ExitStack() as off:
        off.enter_context(patch.object(decide, "locked", lambda pk: BenefitClaim.objects.get(pk=pk)))
        off.enter_context(patch.object(ClaimDecision, "full_clean"))  # it asks once more whether there is one
        if rules_off:
            off.enter_context(without_rules())
        with pytest.raises(AssertionError, match=said):
            one_decision_of_each_version(deciders, at_once, CONTROL_ROUNDS)


@contextmanager
def without_rules() -> Iterator[None]:
    """Without the decision's uniqueness, its checks and those of the ledger."""
    tables = ("initiatives_claimdecision", "initiatives_ledgerentry")
    with connection.cursor() as cursor:
        for table, name in zip(tables, ("claim_decision_once", "ledger_once"), strict=True):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            once = "ADD CONSTRAINT claim_decision_once UNIQUE (claim_id, claim_version)"
            cursor.execute(f"ALTER TABLE {tables[0]} {once}")
            once = f"ADD CONSTRAINT ledger_once UNIQUE NULLS NOT DISTINCT {LEDGER_ONCE}"
            cursor.execute(f"ALTER TABLE {tables[1]} {once}")
