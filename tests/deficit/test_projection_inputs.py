"""What a projection is worked out from: the report's own figures, each unit once, frozen and thawed."""

from datetime import date
from decimal import Decimal

import orjson
import pytest
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.periods import FinancialYear
from apps.deficit.inputs import WhatIf, hash_of, load_inputs, read_projection, thawed
from apps.deficit.inputs.gap import effect_year
from apps.deficit.models import Assumption, PolicyParameter
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.services.demonstration import load_demonstration_claims

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
THIS, NEXT = FinancialYear(2025), FinancialYear(2026)
POUNDS = Decimal


def benefits():
    return {b.key: b for b in read_projection().inputs.benefits}


@pytest.fixture
def claimed(manager_user, finance_user):
    """The demonstration's claims: C-… of 264 places approved, children of two initiatives submitted."""
    load_demonstration_claims(manager=manager_user, finance=finance_user, at=timezone.now())


def test_gap_is_the_published_chain():
    gap = read_projection().inputs.gap
    assert (gap.base_year, gap.opening) == (THIS, 113_300_000)
    assert gap.published == {THIS: 73_500_000, NEXT: 95_700_000}
    assert gap.other_blocks == {THIS: -3_200_000, NEXT: 0}
    assert gap.funding == 64_000_000
    assert gap.fixed_funding_growth == {NEXT: 0}
    assert {p.slug: (p.plans, p.unit_cost) for p in gap.placements} == {
        "inmss": (554, 64_000), "local_specialist": (1092, 26_000), "mainstream": (1933, 17_000),
    }  # fmt: skip


def test_named_scenarios_count_neither_central_support_nor_the_grant():
    gap = read_projection().inputs.gap
    assert (gap.support_from, gap.support, gap.grants) == (None, "", ())


def test_places_are_those_of_the_register():
    found = {key: (b.units, b.opens, b.in_forecast) for key, b in benefits().items() if key.startswith("places")}
    assert found == {
        "places/send-sufficiency/2022-23/delivered": (46, date(2022, 9, 1), True),
        "places/send-sufficiency/2023-24/delivered": (18, date(2023, 9, 1), True),
        "places/send-sufficiency/2024-25/delivered": (140, date(2024, 9, 1), True),
        "places/send-sufficiency/2025-26/delivered": (60, date(2025, 9, 1), True),
        "places/send-sufficiency/2025-26/pipeline": (96, date(2026, 9, 1), False),
        "places/send-sufficiency/2026-27/pipeline": (128, date(2026, 9, 1), False),
    }


def test_children_of_the_report():
    found = {key: b for key, b in benefits().items() if key.startswith("children")}
    assert {key: (b.units, b.dear - b.actual) for key, b in found.items()} == {
        "children/dingleys-mainstream": (12, 47_000),
        "children/portage-placements": (POUNDS("2.42"), 47_000),
    }
    assert found["children/dingleys-mainstream"].deadweight == "deadweight:dingleys-promise"
    assert found["children/portage-placements"].deadweight == "deadweight"


def test_an_approved_claim_takes_its_places_out_of_the_register(claimed):
    found = benefits()
    of_claim = [b for b in found.values() if b.standing == "approved"]
    assert sum(b.units for b in of_claim) == 264
    ends = {b.closes for b in of_claim}
    left = [b for b in found.values() if b.key.startswith("places") and "delivered" in b.key]
    assert {b.starts for b in left} == ends  # counted again only once the claim no longer counts them
    assert sum(b.units for b in left) == 264
    assert all(b.standing == "pipeline" and b.in_forecast for b in left)


def test_an_approved_claim_brings_its_own_ranges(claimed):
    inputs = read_projection().inputs
    named = {a.key: a for a in inputs.assumptions}
    claim = next(b for b in inputs.benefits if b.standing == "approved")
    displacement = named[claim.displacement]
    assert claim.displacement.startswith("displacement:C-")
    assert (displacement.low, displacement.central, displacement.high) == (POUNDS("0.5"), POUNDS("0.75"), 1)
    value = displacement.central * claim.dear + (1 - displacement.central) * claim.other - claim.actual
    assert value == 22_000  # 75% × 64,000 − 26,000


def test_a_submitted_claim_changes_nothing(claimed):
    assert {key for key in benefits() if key.startswith("children")} == {
        "children/dingleys-mainstream", "children/portage-placements",
    }  # fmt: skip


def test_finance_may_say_that_the_forecast_does_not_hold_a_benefit(finance_user):
    before = hash_of(load_inputs())
    assert benefits()["children/portage-placements"].in_forecast
    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="No budget was moved for it",
        by=finance_user, at=timezone.now(),
    )  # fmt: skip
    assert not benefits()["children/portage-placements"].in_forecast
    assert benefits()["children/dingleys-mainstream"].in_forecast
    assert hash_of(load_inputs()) != before


def test_treating_benefits_as_they_are_is_refused(finance_user, manager_user):
    named = {"initiative": "portage", "kind": BenefitKind.CHILDREN, "reason": "No budget", "at": timezone.now()}
    treat_benefits(**named, in_forecast=False, by=finance_user)
    with pytest.raises(Refused, match="that is how it is treated already"):
        treat_benefits(**named, in_forecast=False, by=finance_user)
    with pytest.raises(Refused, match="Finance says what its forecast holds"):
        treat_benefits(**named, in_forecast=True, by=manager_user)


def test_frozen_inputs_are_thawed_from_the_stored_text_alone(claimed):
    kept = orjson.loads(orjson.dumps(load_inputs()["projection"]))
    assert thawed(kept) == read_projection().inputs


def test_what_if_is_frozen_and_thawed_too():
    toggles = {"central_support": True, "stability_grant": {"as_at": "2026-02-09"}, "horizon": "2030-31"}
    what_if = WhatIf({"occupancy": {"low": "0.7", "central": "0.8", "high": "0.9"}}, toggles)
    inputs = read_projection(what_if).inputs
    assert thawed(load_inputs(what_if)["projection"]) == inputs
    assert inputs.last_year == FinancialYear(2030)
    assert inputs.gap.support_from == FinancialYear(2028)
    assert next(a for a in inputs.assumptions if a.key == "occupancy").central == POUNDS("0.8")


def test_stability_grant_is_ninety_per_cent_in_the_year_after():
    grants = read_projection(WhatIf(toggles={"stability_grant": {"as_at": "2026-02-09"}})).inputs.gap.grants
    assert [(g.financial_year, g.amount) for g in grants] == [(NEXT, POUNDS("165240000"))]  # 90% of 183.6m, a bound
    asked = {"as_at": "2026-02-09", "eligible": "100000000"}
    [grant] = read_projection(WhatIf(toggles={"stability_grant": asked})).inputs.gap.grants
    assert grant.amount == 90_000_000


@pytest.mark.parametrize(
    ("toggles", "sentence"),
    [
        ({"stability_grant": {"as_at": "2026-01-27"}}, "was not announced by 27 January 2026"),
        ({"stability_grant": {"as_at": "2026-02-09", "eligible": "lots"}}, "“lots” is not an amount"),
        ({"horizon": "soon"}, "“soon” is not a financial year"),
        ({"treatments": {"portage": True}}, "write the initiative and one of"),
        ({"grant": True}, "There is no switch “grant”"),
    ],
)
def test_what_if_that_cannot_be_is_refused_in_words(toggles, sentence):
    with pytest.raises(Refused, match=sentence):
        read_projection(WhatIf(toggles=toggles))


def test_what_if_of_an_unknown_assumption_or_out_of_order():
    with pytest.raises(Refused, match="There is no assumption “luck”"):
        read_projection(WhatIf({"luck": {"low": "0", "central": "1", "high": "1"}}))
    with pytest.raises(Refused, match="are not in order"):
        read_projection(WhatIf({"occupancy": {"low": "1", "central": "0.5", "high": "1"}}))


def test_every_loaded_assumption_is_illustrative_and_says_where_it_comes_from():
    rows = Assumption.objects.all()
    assert {row.state for row in rows} == {"illustrative"}
    assert all(row.source_reference and row.owner for row in rows)
    assert {row.key for row in rows} >= {"growth:inmss", "growth:other", "occupancy", "displacement", "horizon"}


@pytest.mark.parametrize(
    ("base", "ends", "measured"),
    [(2025, date(2028, 3, 31), 2027), (2025, date(2029, 3, 31), 2028), (2028, date(2028, 3, 31), 2028)],
)
def test_sensitivity_is_measured_where_the_override_ends_or_in_the_first_year_after_it(base, ends, measured):
    """A caseload of January 2029 starts the projection with 2028/29, after the override: no run may refuse it."""
    PolicyParameter.objects.filter(slug="statutory-override-end").update(effective_date=ends)
    inputs = read_projection().inputs
    assert inputs.effect_year == effect_year(inputs.gap.base_year)
    assert effect_year(FinancialYear(base)) == FinancialYear(measured)
