"""What the working of the report's total says of approved claims: it follows from the ledger."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.presenters.approved import approved_words, beside_the_report
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.deficit.runs import recompute
from apps.initiatives.selectors.claim_totals import ClaimStanding, ClaimTotal, Kind
from apps.initiatives.vocabulary import EvidenceGrade
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.pages import signed_in, text_of

URL = "/how/total-run-rate/"


def total(amount: int, standing: ClaimStanding, basis: Basis = Basis.RUN_RATE) -> ClaimTotal:
    kind = Kind(basis, BenefitClass.AVOIDANCE, Block.HIGH_NEEDS, None)
    return ClaimTotal(standing, kind, 1, Decimal(amount))


def test_words_follow_from_the_totals() -> None:
    found = [total(250_000, ClaimStanding.PARTIAL), total(100_000, ClaimStanding.HEADLINE)]
    assert approved_words(found) == "approved in claims, £350k; £100k of that counts in the headline"
    assert beside_the_report(found).endswith(
        "Beside them and never inside: approved in claims, £350k; £100k of that counts in the headline."
    )
    assert beside_the_report([]).endswith("Beside them and never inside: no claim approved yet.")
    once = [total(5_000, ClaimStanding.PARTIAL, Basis.ONE_OFF)]
    assert approved_words(once) == "no claim of high-needs cost avoidance on the run-rate approved yet"


@pytest.mark.usefixtures("report")
def test_the_page_says_what_finance_approved() -> None:
    recompute(by=None, at=timezone.now(), cause="first")
    reader = signed_in(Client(), person("board"))
    assert "no claim approved yet" in text_of(reader.get(URL))
    agree_all()
    decide(submitted("dingleys-promise"), grade=EvidenceGrade.PARTIAL)
    page = text_of(reader.get(URL))
    assert "approved in claims, £282k; none of that counts in the headline" in page
    assert "no claim approved yet" not in page
