"""A claim says where its values come from, what the report prints, what its evidence said, and whether it asks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core.errors import Refused
from apps.initiatives.models import BenefitClaim, EvidenceItem, OutcomeReading
from apps.initiatives.selectors.claim_flags import FlagKind, flags_of
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.services.claims.steps import save_cost, save_counterfactual
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, submitted
from tests.initiatives.claims.changing import WHY, saved, sent
from tests.initiatives.claims.sharing import children_claim, tracker
from tests.initiatives.pages import signed_in, text_of

TODAY = AT.date()


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def flags(claim: BenefitClaim, day: date = TODAY) -> dict[FlagKind, str]:
    found = flags_of(with_parts([claim.pk]), person("finance").pk, day)[claim.pk]
    return {flag.kind: flag.words for flag in found}


def sources(claim: BenefitClaim) -> dict[str, str]:
    return {line["label"]: line["source"] for line in claim.calculation["lines"]}


def test_values_of_the_plan_are_said_to_be_the_plans():
    claim = submitted("dingleys-promise")
    assert sources(claim)["× what would not have happened anyway"] == "Measurement plan version 1, illustrative"
    assert FlagKind.DEPARTS not in flags(claim)


def test_values_of_its_own_are_said_to_be_the_claims_and_flagged(client: Client):
    claim = children_claim("dingleys-promise", [1, 2], submit=False)
    claim = sent(saved(
        claim, save_counterfactual, mix={"specialist": Decimal(90), "mainstream_support": Decimal(10)},
        actual="mainstream_support", occupancy=Decimal(100), deadweight=Decimal("12.5"), differs_because=WHY,
        both_because="Moves that schools had begun.",
    ))  # fmt: skip
    found = sources(claim)
    own = f"The claim’s own deadweight, 12.5%; version 1 of the measurement plan has 50%. Why: {WHY}"
    assert found["× what would not have happened anyway"] == own
    mixed = found["What a unit would have cost otherwise, more than now"]
    assert "The claim’s own mix, 90% Specialist place (type not given), 10% Mainstream" in mixed
    assert "the measurement plan has 100% Specialist place" in mixed
    assert "Measurement plan version 1, illustrative" not in (own, mixed)
    assert found["Beside: lowest net value"].endswith("the claim’s own value is within it or bounds it")
    words = flags(claim)[FlagKind.DEPARTS]
    assert "own deadweight, 12.5%" in words
    assert WHY in words
    finance = signed_in(client, person("finance"))
    for path in ("/claims/queue/", f"/claims/{claim.pk}/decide/"):
        assert "Departs from its plan" in text_of(finance.get(path))


def test_portage_says_that_the_report_prints_94_thousand(client: Client):
    claim = submitted("portage")
    assert claim.claimed_as_reported == Decimal("113740.00")
    printed = next(line for line in claim.calculation["lines"] if line["label"] == "Beside: what the report prints")
    assert (printed["as_reported"], printed["assured"]) == ("94000", "")
    assert printed["formula"] == "2 children × £47,000, printed as “94pa”"
    page = text_of(signed_in(client, person("finance")).get(f"/claims/{claim.pk}/"))
    assert "Printed in the report £94,000 (2 children × £47,000, printed as “94pa”; Table 1; para 4.13)" in page


def test_where_the_report_prints_the_same_nothing_is_added():
    assert not any("report prints" in label for label in sources(submitted("dingleys-promise")))


def read_again(measure: str, value: str, period_end: date) -> None:
    old = OutcomeReading.objects.filter(measure__slug=measure, is_baseline=False).latest("period_end")
    old.pk, old.value, old.period_label, old.period_end = None, Decimal(value), "Spring 2026", period_end
    old.source, old.recorded_by, old.recorded_at = None, person("manager"), AT
    old.save(force_insert=True)


def test_a_new_reading_is_flagged_beside_what_was_submitted(client: Client):
    claim = submitted("portage")
    before = claim.calculation["evidence"]
    assert "from −10 to +15 children" in flags(claim)[FlagKind.SMALL]
    assert FlagKind.CHANGED not in flags(claim)
    read_again("portage-specialist", "10", date(2026, 4, 1))
    found = flags(claim)
    assert "from −10 to +15 children" in found[FlagKind.SMALL]
    assert (
        "24% (n 121, Autumn 2024) to 22% (n 121, Autumn 2025) when it was submitted, "
        "24% (n 121, Autumn 2024) to 10% (n 121, Spring 2026) now." in found[FlagKind.CHANGED]
    )
    claim.refresh_from_db()
    assert claim.calculation["evidence"] == before
    page = text_of(signed_in(client, person("finance")).get(f"/claims/{claim.pk}/decide/"))
    assert "What the evidence said as the claim was submitted, and what it says now" in page
    assert "10% (n 121, Spring 2026)" in page


def test_items_that_expire_are_renewed_or_come_since_are_flagged():
    claim = children_claim("portage", [1, 2, 3, 4, 5])
    assert FlagKind.CHANGED not in flags(claim)
    item = tracker("portage")
    assert "“Tracker of the tests” expired since, on 1 January 2999." in flags(claim, item.expires_on)[FlagKind.CHANGED]
    later = {"added_by": item.added_by, "added_at": AT + timedelta(days=1), "expires_on": date(2999, 1, 1)}
    new = {"initiative": item.initiative, "kind": "cite", "source": "The service", "n": 1, **later}
    EvidenceItem.objects.create(title="Renewed", replaces=item, **new)
    EvidenceItem.objects.create(title="Something else", **new)
    words = flags(claim)[FlagKind.CHANGED]
    assert "“Tracker of the tests” was renewed since by “Renewed”" in words
    assert "“Something else” was attached to Portage since." in words
    assert "“Renewed” was attached" not in words


def test_a_claim_worth_nought_or_less_is_not_submitted():
    claim = children_claim("portage", [1], submit=False)
    for cost in (47_000, 100_000):
        claim = saved(claim, save_cost, costs={"high-needs-block": Decimal(cost)}, no_cost_because="")
        with pytest.raises(Refused, match="a claim is for more than nought") as refused:
            sent(claim)
        claim.refresh_from_db()
    assert "It is worth −£53,000.00 a year (gross £47,000.00 less £100,000.00 of delivery cost)" in str(refused.value)
    like = children_claim("portage", [2])
    with pytest.raises(IntegrityError, match="claim_above_nought"), transaction.atomic():
        BenefitClaim.objects.filter(pk=claim.pk).update(
            status="submitted", claimed=0, claimed_as_reported=47_000, submitted_by=like.submitted_by, declared=True,
            submitted_at=AT, input_hash=like.input_hash, version=claim.version + 1,
        )  # fmt: skip


def test_one_child_is_a_child():
    assert flags(children_claim("portage", [1]))[FlagKind.SMALL].startswith("It counts 1 child.")
