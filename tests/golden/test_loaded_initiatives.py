"""Initiatives, their money and their outcomes as loaded against the report, typed here a second time."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.periods import FinancialYear
from apps.initiatives.models import (
    Fund,
    FundingLine,
    Initiative,
    InitiativeOverlap,
    Milestone,
    OutcomeReading,
    ReportedBenefit,
)

pytestmark = pytest.mark.usefixtures("report")


def test_initiatives_every_one_that_the_report_names() -> None:
    category = dict(Initiative.objects.values_list("slug", "category"))
    assert len(category) == 20
    assert {s for s, c in category.items() if c == "invest_to_save"} == {"synergy-upgrade", "pre-ehcp"}
    assert {s for s, c in category.items() if c == "grant_funding"} == {
        "per-pupil-capital", "ap-three-tier", "oap-toolkit", "dfe-send-improvement",
        "innovation-outreach", "innovation-inclusion-leads", "innovation-training",
    }  # fmt: skip
    assert not Initiative.objects.exclude(measurement_plan="none").exists()
    assert not Initiative.objects.exclude(owner="").exists()
    assert not Initiative.objects.filter(mapping_rule="").exists()


def test_initiatives_inclusion_advisors_scale_up_the_pilot() -> None:
    assert list(Initiative.objects.filter(scales_up__isnull=False).values_list("slug", "scales_up__slug")) == [
        ("inclusion-advisors", "innovation-inclusion-leads")
    ]


def test_initiatives_appendix_2_keeps_its_printed_words() -> None:
    printed = Initiative.objects.filter(source_reference__startswith="Appendix 2, table")
    assert list(printed.values_list("category_as_printed", "stage_as_printed")) == [
        ("Cost avoid", "Embedded"), ("Efficiency", "Embedded"), ("Efficiency", "In delivery"),
        ("Efficiency", ""), ("Efficiency", "In delivery"),
    ]  # fmt: skip


def test_overlaps_of_portage() -> None:
    overlaps = InitiativeOverlap.objects.filter(first__slug="portage")
    assert overlaps.get(second__isnull=False).second.slug == "dingleys-promise"  # type: ignore[union-attr]
    assert overlaps.filter(second__isnull=True).count() == 3


def test_funding_amounts() -> None:
    amounts = {
        (line.initiative.slug, line.fund.slug): (line.amount, line.state)
        for line in FundingLine.objects.exclude(amount=None).select_related("initiative", "fund")
    }
    assert amounts == {
        ("per-pupil-capital", "special-free-school-replacement-capital"): (9_000_000, "agreed"),
        ("pre-ehcp", "high-needs-block"): (1_500_000, "requested"),
        ("ap-three-tier", "send-intervention-fund"): (143_000, "agreed"),
        ("oap-toolkit", "send-intervention-fund"): (215_000, "agreed"),
        ("innovation-outreach", "innovation-fund"): (550_000, "agreed"),
        ("innovation-inclusion-leads", "innovation-fund"): (270_000, "agreed"),
        ("innovation-training", "innovation-fund"): (380_000, "agreed"),
    }
    pre_ehcp = FundingLine.objects.get(initiative__slug="pre-ehcp")
    assert pre_ehcp.per_year
    assert (pre_ehcp.financial_year, pre_ehcp.last_year) == (FinancialYear(2026), FinancialYear(2027))


def test_funding_the_dfe_money_has_no_exact_amount_and_is_a_fund_of_its_own() -> None:
    line = FundingLine.objects.get(initiative__slug="dfe-send-improvement")
    assert (line.amount, line.amount_as_printed) == (None, "just under £600,000")
    assert line.fund.slug != "send-intervention-fund"
    assert Fund.objects.get(slug="innovation-fund").total == 1_200_000


def test_requests_of_para_4_15() -> None:
    requested = FundingLine.objects.filter(state="requested").values_list("initiative__slug", "fund__kind", "amount")
    assert set(requested) == {
        ("pre-ehcp", "high_needs_block", Decimal(1_500_000)),
        ("inclusion-advisors", "high_needs_block", None),
        ("ap-three-tier", "high_needs_block", None),
        ("educational-psychology", "council_revenue", None),
    }


def test_benefits_of_table_1_and_beside_it() -> None:
    amounts = {(b.slug, b.standing, b.basis, b.block): b.amount / 1000 for b in ReportedBenefit.objects.all()}
    assert amounts == {
        ("sufficiency-delivered", "headline", "run_rate", "high_needs"): 10_032,
        ("dingleys-mainstream", "headline", "run_rate", "high_needs"): 564,
        ("portage-placements", "headline", "run_rate", "high_needs"): 94,
        ("sufficiency-pipeline", "beside", "run_rate", "high_needs"): 8_512,
        ("appeals-solicitors", "beside", "one_off", "general_fund"): 95,
        ("per-pupil-capital-places", "statement", "run_rate", "high_needs"): 6_000,
        ("dingleys-further-scope", "statement", "run_rate", "high_needs"): 1_000,
    }
    assert sum(v for (_, standing, *_), v in amounts.items() if standing == "headline") == 10_690
    units = ReportedBenefit.objects.exclude(units=None).values_list("slug", "units")
    assert dict(units) == {"dingleys-mainstream": 12, "portage-placements": 2, "per-pupil-capital-places": 180}


def test_outcome_readings() -> None:
    readings = [
        (r.measure.slug, str(r.value.normalize()), r.n, r.at_least)
        for r in OutcomeReading.objects.order_by("measure__slug", "period_end", "value").select_related("measure")
    ]
    assert [(m, v) for m, v, n, _ in readings if n is None] == [
        ("dingleys-in-assessment", "2"), ("dingleys-mainstream", "12"), ("dingleys-outreach", "86"),
        ("dingleys-placed", "33"), ("dingleys-referrals", "135"), ("dingleys-sen-support", "2"),
        ("dingleys-sen-support", "8"), ("dingleys-with-plan", "7"),
        ("inmss-share", "11.3"), ("inmss-share", "10.8"), ("mainstream-share", "39.8"), ("mainstream-share", "41.4"),
    ]  # fmt: skip
    assert [(m, v, n) for m, v, n, _ in readings if n] == [
        ("portage-mainstream", "64", 121), ("portage-mainstream", "66", 121),
        ("portage-specialist", "24", 121), ("portage-specialist", "22", 121),
    ]  # fmt: skip
    assert [m for m, _, _, at_least in readings if at_least] == ["dingleys-mainstream"]
    sen_support = OutcomeReading.objects.filter(measure__slug="dingleys-sen-support")
    assert dict(sen_support.values_list("source_reference", "value")) == {"Table 1": 2, "para 4.8": 8}


def test_milestones_that_are_still_open_on_the_report_date() -> None:
    assert not Milestone.objects.filter(latest_date__lt=date(2026, 1, 27)).exists()
    go_live = Milestone.objects.get(initiative__slug="synergy-upgrade")
    assert (go_live.earliest_date, go_live.latest_date) == (date(2026, 5, 1), date(2026, 6, 30))
