"""A quoted difference values the share of its dearer placement and nothing else."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import Refused
from apps.initiatives.models import BenefitClaim, ClaimDecision, QuotedDifference
from apps.initiatives.selectors.claim_inputs import inputs_of, with_parts
from apps.initiatives.selectors.claim_rates import quote_misfit
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.services.claims.steps import save_rates
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide
from tests.initiatives.claims.changing import mixed, saved, sent
from tests.initiatives.claims.sharing import children_claim

QUOTE = QuotedDifference(dearer="specialist", cheaper="mainstream_support", amount=47_000)


@pytest.mark.parametrize(
    ("mix", "actual", "said"),
    [
        (["specialist"], "mainstream_support", ""),
        (["specialist", "mainstream_support"], "mainstream_support", ""),
        ([], "mainstream_support", ""),
        (["specialist"], "", ""),
        (["specialist", "no_cost"], "mainstream_support", "also holds: No cost otherwise"),
        (["specialist", "inmss"], "mainstream_support", "also holds: Independent"),
        (["mainstream_support"], "mainstream_support", "holds no dearer placement"),
        (["specialist"], "local_specialist", "are now in another placement: Local specialist place"),
        (["inmss"], "local_specialist", "are now in another placement"),
    ],
)
def test_quote_misfit(mix: list[str], actual: str, said: str):
    found = quote_misfit(QUOTE, mix, actual)
    assert said in found
    assert bool(found) == bool(said)
    assert not found or "Take unit costs from the rate card" in found


@pytest.fixture
def five(report: None) -> BenefitClaim:
    """Of five children, at the quoted £47,000; not submitted."""
    agree_all()
    return children_claim("portage", [1, 2, 3, 4, 5], submit=False)


def test_a_tenth_of_five_children_is_23_500(five: BenefitClaim):
    claim = sent(mixed(five, specialist=10, mainstream_support=90))
    assert (claim.claimed, claim.claimed_as_reported) == (Decimal("23500.00"), Decimal("235000.00"))
    lines = {line["label"]: line for line in claim.calculation["lines"]}
    otherwise = lines["What a unit would have cost otherwise, more than now"]
    assert otherwise["formula"] == (
        "90% × £0 (Mainstream with SEN support) + 10% × £47,000 (Specialist place (type not given))"
    )
    assert (otherwise["assured"], lines["Value of a unit for a full year"]["assured"]) == ("4700", "4700")


def test_what_would_have_cost_nothing_has_no_value_in_the_quote(five: BenefitClaim):
    claim = mixed(five, specialist=10, no_cost=90)
    said = missing(with_parts([claim.pk])[0], AT.date())[ClaimStep.RATES]
    assert "says nothing of what the counterfactual also holds: No cost otherwise" in said[0]
    assert isinstance(inputs_of(with_parts([claim.pk]))[claim.pk], str)
    with pytest.raises(Refused, match="says nothing of what the counterfactual also holds"):
        sent(claim)


def test_a_counterfactual_changed_after_the_rates_asks_for_them_again(five: BenefitClaim):
    claim = mixed(five, actual="local_specialist", inmss=100)
    said = missing(with_parts([claim.pk])[0], AT.date())[ClaimStep.RATES]
    assert "are now in another placement: Local specialist place" in said[0]
    with pytest.raises(Refused, match="are now in another placement"):
        sent(claim)
    claim.refresh_from_db()
    with pytest.raises(Refused, match="are now in another placement"):
        saved(claim, save_rates, card_version=1, quoted_difference=claim.quoted_difference_id)
    claim = sent(saved(claim, save_rates, card_version=1, quoted_difference=None))
    assert claim.claimed == 5 * (64_000 - 26_000)


def test_unit_costs_that_the_card_lacks_are_asked_for_again(five: BenefitClaim):
    claim = mixed(five, actual="local_specialist", inmss=100)
    claim = saved(claim, save_rates, card_version=1, quoted_difference=None)
    claim = mixed(claim, specialist=100)
    assert "Version 1 has no unit cost for Specialist place" in missing(
        with_parts([claim.pk])[0], AT.date()
    )[ClaimStep.RATES][0]  # fmt: skip


def test_the_database_approves_no_quote_between_other_placements(five: BenefitClaim):
    """Submitted past the service, with a mix that the quote says nothing of."""
    like = sent(children_claim("dingleys-promise", [9], submit=False))
    claim = mixed(five, specialist=10, no_cost=90)
    kept = ("calculation", "input_hash", "claimed", "claimed_as_reported", "submitted_by", "submitted_at")
    for name in kept:
        setattr(claim, name, getattr(like, name))
    claim.status, claim.declared, claim.version = "submitted", True, claim.version + 1
    claim.save()
    row = ClaimDecision(
        claim=claim, claim_version=claim.version, decision="approve", amount=claim.claimed, grade="insufficient",
        reason="Checked.", by=person("finance"), at=AT,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="between other placements"), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(Refused, match="quoted difference is not between its own placements"):
        decide(claim, grade="insufficient")
