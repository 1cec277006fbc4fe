"""What the register's filters find is what its list shows, and what its totals add up."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict

from apps.core.vocabulary import Basis
from apps.initiatives.filters import ClaimFilter
from apps.initiatives.models import BenefitClaim, LedgerEntry
from apps.initiatives.selectors.claim_totals import all_claim_totals, claim_totals
from apps.initiatives.selectors.claims import claims_seen_by, grade_of, listed
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.vocabulary import EvidenceGrade
from tests.fixtures import person, standing
from tests.initiatives.claims.cases import AT, agree_all, decide
from tests.initiatives.claims.sharing import children_claim

HALF = Decimal(50)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def claims(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, BenefitClaim]]:
    with standing(django_db_blocker, claims_made) as made:
        yield made


def claims_made() -> dict[str, BenefitClaim]:
    """One regraded by finance, one that waits as its maker grades it, one shared, one not graded yet."""
    agree_all()
    made = {
        "regraded": children_claim("dingleys-promise", [1]),
        "waiting": children_claim("dingleys-promise", [2]),
        "shared": children_claim("portage", [3], shares={"portage": HALF, "dingleys-promise": HALF}),
        "draft": start_claim(initiative="portage", key=uuid4(), by=person("manager"), at=AT),
    }
    decide(made["regraded"], grade=EvidenceGrade.PARTIAL)
    decide(made["shared"])
    return made


def filtered(address: str) -> ClaimFilter:
    finance = person("finance")
    return ClaimFilter(QueryDict(address), queryset=listed(claims_seen_by(finance)), person=finance)


def found(address: str) -> set[int]:
    return {claim.pk for claim in filtered(address).qs}


def test_each_grade_finds_what_the_list_says():
    for grade in EvidenceGrade:
        assert found(f"grade={grade}") == {claim.pk for claim in filtered("").qs if grade_of(claim) == grade}
        graded = filtered("").qs.filter(graded=grade)
        assert found(f"grade={grade}") == {claim.pk for claim in graded}


def test_finances_grade_stands_in_place_of_the_makers(claims):
    assert claims["regraded"].grade != EvidenceGrade.PARTIAL
    assert found("grade=partial") == {claims["regraded"].pk}


def test_an_initiative_finds_its_own_and_those_that_give_it_a_share(claims):
    assert found("initiative=dingleys-promise") == {claims[name].pk for name in ("regraded", "waiting", "shared")}
    assert found("initiative=portage") == {claims[name].pk for name in ("shared", "draft")}


def test_words_are_found_in_title_or_initiative(claims):
    assert found("search=portage") == {claims[name].pk for name in ("shared", "draft")}
    assert found("search=portage+mainstream") == {claims["shared"].pk}
    assert found("search=nowhere") == set()


def test_totals_are_the_ledgers(claims):
    for by_year, bases in ((False, [Basis.RUN_RATE, Basis.ONE_OFF]), (True, [Basis.IN_YEAR])):
        ledger = LedgerEntry.objects.filter(basis__in=bases)
        assert sum(t.amount for t in all_claim_totals(by_year)) == sum(e.amount for e in ledger)
        regraded = filtered("grade=partial")
        its_own = ledger.filter(claim=claims["regraded"])
        assert sum(t.amount for t in claim_totals(regraded.qs, by_year=by_year)) == sum(e.amount for e in its_own)


def test_totals_of_an_initiative_are_its_shares_and_count_each_claim_once(claims):
    asked = filtered("initiative=dingleys-promise")
    totals = claim_totals(asked.qs, asked.chosen_initiative)
    entries = LedgerEntry.objects.filter(initiative__slug="dingleys-promise", basis=Basis.RUN_RATE)
    assert sum(t.amount for t in totals) == sum(e.amount for e in entries)
    assert sum(t.claims for t in claim_totals(filtered("status=approved").qs)) == 2
