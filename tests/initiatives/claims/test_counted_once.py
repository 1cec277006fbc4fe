"""A child, a place, a cohort's member counts once in any period, whoever asks."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.core.errors import NotAllowed, Refused, Stale
from apps.initiatives.models import CountedUnit, LedgerEntry
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import save_declaration, save_period, save_shares
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.vocabulary import Recurrence
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide, submitted
from tests.initiatives.claims.sharing import YEAR, children_claim, cohort, cohort_claim


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def test_two_claims_on_the_same_child_the_second_is_refused_in_words():
    first, second = children_claim("portage", [1, 2]), children_claim("dingleys-promise", [2, 3])
    decide(first)
    with pytest.raises(Refused, match=rf"{first} \(Portage\) counts 1 of them already") as refused:
        decide(second)
    assert "Leave those units out" in str(refused.value)
    second.refresh_from_db()
    assert second.status == ClaimStatus.SUBMITTED
    assert not LedgerEntry.objects.filter(claim=second).exists()


def test_a_claim_on_a_child_that_counts_already_cannot_be_submitted():
    decide(children_claim("portage", [1]))
    with pytest.raises(Refused, match="counts 1 of them already"):
        children_claim("dingleys-promise", [1])


def test_the_same_child_in_another_period_counts():
    decide(children_claim("portage", [1], period=(date(2024, 9, 1), YEAR[0])))
    decide(children_claim("dingleys-promise", [1]))
    assert CountedUnit.objects.count() == 2


def test_shared_60_40_in_one_claim_sums_to_the_claim():
    claim = children_claim("portage", [1, 2, 3], shares={"portage": Decimal(60), "dingleys-promise": Decimal(40)})
    decide(claim)
    claim.refresh_from_db()
    by_initiative = dict(
        LedgerEntry.objects.filter(basis="run_rate").values_list("initiative__slug").annotate(s=Sum("amount"))
    )
    assert by_initiative == {"portage": Decimal("84600.00"), "dingleys-promise": Decimal("56400.00")}
    assert sum(by_initiative.values()) == claim.approved == Decimal("141000.00")


def test_shares_above_the_whole_are_refused():
    claim = children_claim("portage", [1], submit=False)
    with pytest.raises(Refused, match=r"sum to 101%"):
        save_shares(
            claim_id=claim.pk, shares={"portage": Decimal(61), "dingleys-promise": Decimal(40)},
            read_version=claim.version, by=person("manager"), at=AT,
        )  # fmt: skip


def test_cohort_is_never_overdrawn():
    group = cohort(12)
    first, second = cohort_claim("portage", group, Decimal(8)), cohort_claim("portage", group, Decimal("4.5"))
    decide(first)
    with pytest.raises(Refused, match="leave 4 of"):
        decide(second)
    later = cohort_claim("portage", group, Decimal(12), period=(YEAR[1], date(2027, 9, 1)))
    decide(later)


def test_places_that_count_already_cannot_be_claimed_again():
    decide(submitted("send-sufficiency"))
    with pytest.raises(Refused, match="counts 264 of them already"):
        submitted_again()


def submitted_again() -> None:
    from apps.initiatives.services.demonstration import claim_sufficiency

    claim_sufficiency(by=person("manager"), at=AT.replace(minute=1))


def test_superseding_moves_the_totals_to_the_live_claim():
    old = children_claim("portage", [1, 2])
    decide(old)
    new = start_claim(
        initiative="portage",
        key="1" * 32,
        supersedes=old.pk,
        by=person("manager"),
        at=AT,  # type: ignore[arg-type]
    )
    answers = {"claim_id": new.pk, "by": person("manager"), "at": AT}
    new = save_period(
        recurrence=Recurrence.RECURRING, start_date=YEAR[0], end_date=date(2027, 9, 1), came_from=None, came_to=None,
        read_version=new.version, **answers,
    )  # fmt: skip
    new = save_declaration(declared=True, read_version=new.version, **answers)
    new = submit_claim(read_version=new.version, **answers)
    decide(new)
    old.refresh_from_db()
    assert old.status == ClaimStatus.SUPERSEDED
    assert LedgerEntry.objects.filter(basis="run_rate").aggregate(s=Sum("amount"))["s"] == Decimal("94000.00")
    assert LedgerEntry.objects.filter(claim=old).aggregate(s=Sum("amount"))["s"] == 0
    assert set(CountedUnit.objects.values_list("claim_id", flat=True)) == {new.pk}


@pytest.mark.parametrize("decision", list(ClaimDecisionKind))
def test_nobody_decides_what_they_made(decision: ClaimDecisionKind):
    person("manager").groups.set(person("finance").groups.all().union(person("manager").groups.all()))
    claim = children_claim("portage", [1])
    with pytest.raises(NotAllowed, match="you made or edited it"):
        decide(claim, decision, by=type(person("manager")).objects.get(username="manager"), amount=Decimal(1))


def test_a_decision_on_another_version_is_refused():
    claim = children_claim("portage", [1])
    with pytest.raises(Stale):
        decide(claim, read_version=claim.version - 1)


def test_the_same_decision_sent_twice_is_one():
    claim = children_claim("portage", [1])
    assert decide(claim).pk == decide(claim).pk
    with pytest.raises(Stale, match="was decided by"):
        decide(claim, by=person("admin"))


def test_a_returned_claim_is_changed_and_submitted_again():
    claim = children_claim("portage", [1])
    decide(claim, ClaimDecisionKind.RETURN)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.RETURNED
    claim = save_declaration(claim_id=claim.pk, declared=True, read_version=claim.version, by=person("manager"), at=AT)
    claim = submit_claim(claim_id=claim.pk, read_version=claim.version, by=person("manager"), at=AT)
    decide(claim)
    assert list(claim.decisions.values_list("decision", flat=True)) == ["return", "approve"]
