"""A one-off is worth the months that it lasts, so that periods that follow each other never sum above the whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.test import Client

from apps.initiatives.models import BenefitClaim, LedgerEntry
from apps.initiatives.selectors.claim_steps import SHORT
from apps.initiatives.services.claims.steps import save_cost, save_period
from apps.initiatives.vocabulary import Recurrence
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.changing import saved, sent
from tests.initiatives.claims.making import started, step
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import signed_in, text_of


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def period(claim: BenefitClaim, start: date, end: date, recurrence: Recurrence = Recurrence.ONE_OFF) -> BenefitClaim:
    return saved(claim, save_period, recurrence=recurrence, start_date=start, end_date=end, came_from=None,
                 came_to=None)  # fmt: skip


def once(start: date, end: date, **costs: int) -> BenefitClaim:
    claim = period(children_claim("portage", [1], submit=False), start, end)
    if costs:
        paid = {fund.replace("_", "-"): Decimal(amount) for fund, amount in costs.items()}
        claim = saved(claim, save_cost, costs=paid, no_cost_because="")
    return sent(claim)


def test_the_same_child_in_two_months_is_worth_two_twelfths():
    claims = [once(date(2026, 10, 1), date(2026, 11, 1)), once(date(2026, 11, 1), date(2026, 12, 1))]
    for claim in claims:
        assert claim.claimed == Decimal("3916.67")  # 47,000 ÷ 12
        assert claim.claimed_as_reported == 47_000
        decide(claim)
    approved = LedgerEntry.objects.filter(basis="one_off").aggregate(s=Sum("amount"))["s"]
    assert approved == Decimal("7833.34")
    assert LedgerEntry.objects.filter(basis="in_year").aggregate(s=Sum("amount"))["s"] == approved
    lines = {line["label"]: line for line in claims[0].calculation["lines"]}
    years = lines["× years for which a unit counts"]
    assert (years["as_reported"], years["assured"]) == ("1", "0.0833")
    assert "1 of 12 months from October 2026" in years["formula"]
    assert "as reported, a full year whatever the months" in years["formula"]


def test_a_one_off_falls_into_the_years_of_its_months():
    claim = once(date(2026, 1, 1), date(2026, 7, 1), high_needs_block=6_000, general_fund=600)
    assert claim.claimed == 47_000 // 2 - 6_000
    decide(claim)
    connection.check_constraints()
    found = LedgerEntry.objects.filter(claim=claim).values_list("block", "basis", "financial_year", "amount")
    assert {(block, basis, str(year or ""), amount) for block, basis, year, amount in found} == {
        ("high_needs", "one_off", "", Decimal(17_500)), ("high_needs", "in_year", "2025/26", Decimal(8_750)),
        ("high_needs", "in_year", "2026/27", Decimal(8_750)), ("general_fund", "one_off", "", Decimal(-600)),
        ("general_fund", "in_year", "2025/26", Decimal(-300)), ("general_fund", "in_year", "2026/27", Decimal(-300)),
    }  # fmt: skip


def test_a_recurring_benefit_lasts_a_year(client: Client):
    """Else a month would count as a full year again."""
    claim = children_claim("portage", [1], submit=False)
    months: dict[str, Any] = {"start": date(2026, 10, 1), "end": date(2027, 9, 1)}
    with pytest.raises(ValidationError, match="lasts a year or longer"):
        period(claim, **months, recurrence=Recurrence.RECURRING)
    with pytest.raises(IntegrityError, match="claim_recurring_a_year"), transaction.atomic():
        BenefitClaim.objects.filter(pk=claim.pk).update(
            start_date=months["start"], end_date=months["end"], version=claim.version + 1
        )
    manager = signed_in(client, person("manager"))
    draft = started(manager)
    answer = step(manager, draft, "period", recurrence="recurring", first="October 2026", last="August 2027")
    assert answer.status_code == 422
    assert SHORT in text_of(answer)
    answer = step(manager, draft, "period", recurrence="recurring", first="October 2026", last="September 2027")
    assert answer.status_code == 302
