"""The worked figures of the method's sections 2, 3, 5 and 6, by the projection's engine; typed here from the method."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.amounts import pence
from apps.deficit.calculations.projection.draws import central
from apps.deficit.calculations.projection.inputs import Assumption, Benefit
from apps.deficit.calculations.projection.outcomes import avoided_by
from apps.deficit.calculations.projection.project import project
from apps.deficit.calculations.projection.results import Measure
from tests.deficit.projection.cases import Y25, assumptions, inputs, places, report_places

YEARS = tuple(FinancialYear(year) for year in range(2022, 2027))
YEARS_ON = tuple(f"20{n}/{n + 1}" for n in range(25, 36))
AND_PIPELINE = "approved-and-pipeline"
SURE = {"occupancy": "", "displacement": "", "inflation": ""}
DELIVERED = ((2022, 46), (2023, 18), (2024, 140), (2025, 60))


def in_year(benefits: list[Benefit], assumptions: tuple[Assumption, ...] = ()) -> list[Decimal]:
    (amounts,) = avoided_by(benefits, central(assumptions), YEARS).by_block.values()
    return [pence(value) for value in amounts[:, 0]]


def test_section_2_delivered_places_in_year_and_cumulative() -> None:
    september = in_year([places(n, date(year, 9, 1), **SURE) for year, n in DELIVERED])[:4]
    assert september == [Decimal(v) for v in ("1019666.67", "2147000.00", "5535333.33", "9082000.00")]
    april = in_year([places(n, date(year, 4, 1), **SURE) for year, n in DELIVERED])[:4]
    assert april == [1_748_000, 2_432_000, 7_752_000, 10_032_000]
    assert [sum(april[: n + 1]) for n in range(4)] == [1_748_000, 4_180_000, 11_932_000, 21_964_000]
    assert sum(september) == 17_784_000


def test_section_2_pipeline_in_year() -> None:
    delivered = [places(n, date(year, 9, 1), **SURE) for year, n in DELIVERED]
    pipeline = [places(n, date(2026, 9, 1), key=f"pipeline {n}", **SURE) for n in (96, 128)]
    assert in_year([*delivered, *pipeline])[4] == Decimal("14997333.33")
    assert in_year([places(96, date(2026, 2, 1), **SURE)])[3] == 608_000  # two months left on 27 January 2026
    assert in_year([places(264 + 96 + 128, date(2022, 4, 1), **SURE)])[4] == 18_544_000  # the run-rate with them


@pytest.mark.parametrize(
    ("displacement", "amount"), [("1", 10_032_000), ("0.75", 5_808_000), ("0.5", 1_584_000), ("0.25", -2_640_000)]
)
def test_section_3_displacement(displacement: str, amount: int) -> None:
    sure = Assumption("displacement", *[Decimal(displacement)] * 3)
    run_rate = places(264, date(2022, 4, 1), occupancy="", inflation="")
    assert in_year([run_rate], (sure,))[4] == amount


@pytest.mark.parametrize(("other", "share"), [(0, "0.40625"), (17_000, "0.191489")])
def test_section_3_break_even_is_the_switching_value(other: int, share: str) -> None:
    given = places(264, date(2022, 4, 1), occupancy="", inflation="", other=Decimal(other), empty_cost=Decimal(0))
    (switching,) = project(inputs(given)).switching
    assert (switching.initiative, switching.assumption, switching.value) == (
        "send-sufficiency", "displacement", Decimal(share),
    )  # fmt: skip


def test_section_3_an_empty_place_costs_beside_the_avoidance_and_never_in_it() -> None:
    sure = Assumption("occupancy", *[Decimal("0.95")] * 3)
    given = places(264, date(2022, 4, 1), displacement="", inflation="")
    told: dict[Measure, Decimal] = {}
    avoided_by([given], central((sure,)), YEARS, lambda m, _, amounts: told.update({m: pence(amounts[4, 0])}))
    assert told[Measure.IN_FORECAST] == Decimal("9530400.00")  # 264 × 38,000 × 0.95
    assert told[Measure.EMPTY_IN_FORECAST] == 132_000  # 13.2 × 10,000


def test_sections_5_and_6_as_reported_is_exact_and_ends_with_the_report() -> None:
    reported = [p for p in project(inputs()).points if p.scenario == "as-reported"]
    found = {(p.measure, str(p.financial_year)): p.band.central for p in reported}
    assert found == {
        (Measure.GAP, "2025/26"): 73_500_000,
        (Measure.ACCUMULATED, "2025/26"): 183_600_000,
        (Measure.GAP, "2026/27"): 95_700_000,
        (Measure.ACCUMULATED, "2026/27"): 279_300_000,
    }
    assert all(p.band.p5 == p.band.central == p.band.p95 for p in reported)


def test_section_6_the_first_year_is_the_position_plus_the_benefits_already_in_it() -> None:
    found = {
        (p.scenario, p.measure, p.subject, str(p.financial_year)): p.band.central for p in project(inputs()).points
    }
    held = found["", Measure.IN_FORECAST, "send-sufficiency/pipeline", "2025/26"]
    empty = found["", Measure.EMPTY_IN_FORECAST, "send-sufficiency/pipeline", "2025/26"]
    assert held == Decimal("4995100.00")  # (204 + 60 × 7/12) × 22,000 × 0.95
    assert found["unmitigated", Measure.GAP, "", "2025/26"] == 73_500_000 + held - empty
    for scenario in ("approved-only", "approved-and-pipeline"):
        assert found[scenario, Measure.GAP, "", "2025/26"] == 73_500_000  # never subtracted again
        assert found[scenario, Measure.ACCUMULATED, "", "2025/26"] == 183_600_000
    assert found["approved-only", Measure.ACCUMULATED, "", "2026/27"] == 279_300_000  # nothing additional is approved


def test_section_6_calibration_is_shown() -> None:
    """By hand, at central growth and 3% inflation, £: INMSS 35,456,000 × 1.1358 × 1.03; local specialist 29,692,000 ×
    1.0743 × 1.03; mainstream 32,011,000 × 1.1526 × 1.03; other 40,341,000 × 1.1386 × 1.03; less funding 64,000,000."""
    projection = project(inputs(*report_places()))
    assert projection.other_spend == 73_500_000 + 64_000_000 - 554 * 64_000 - 1_142 * 26_000 - 1_883 * 17_000
    first, second = projection.calibration
    assert (first.modelled, first.difference) == (73_500_000, 0)
    by_hand = (
        Decimal(35_456_000) * Decimal("1.1358") + Decimal(29_692_000) * Decimal("1.0743")
        + Decimal(32_011_000) * Decimal("1.1526") + Decimal(40_341_000) * Decimal("1.1386")
    ) * Decimal("1.03") - 64_000_000  # fmt: skip
    assert second.modelled == by_hand.quantize(Decimal("0.01"))
    assert second.modelled + second.difference == 95_700_000


def test_a_transfer_of_one_year_lowers_no_later_year() -> None:
    """£2.0m from Schools in 2025/26 leave a gap of 71.5 of the same spend: 71.5 + 2.0 + 64.0 − 97.159 = 40.341 of
    other spend. The gaps after it are as without it, and so is the deficit, since Schools pay what high needs gets."""
    without = inputs(draws=1)
    given = replace(
        without.gap,
        published={**without.gap.published, Y25: Decimal(71_500_000)},
        transfers={Y25: Decimal(2_000_000)},
        other_blocks={Y25: Decimal(-1_200_000)},
    )
    one, two = project(without), project(replace(without, gap=given))
    assert two.other_spend == one.other_spend == 40_341_000
    before, after = (
        {(p.scenario, p.measure, str(p.financial_year)): p.band.central for p in found.points} for found in (one, two)
    )
    assert after["approved-only", Measure.GAP, "2025/26"] == 71_500_000
    for year in YEARS_ON:
        assert after["approved-only", Measure.ACCUMULATED, year] == before["approved-only", Measure.ACCUMULATED, year]
        later = year != "2025/26"
        assert not later or after["unmitigated", Measure.GAP, year] == before["unmitigated", Measure.GAP, year]


def test_section_3_what_a_place_costs_otherwise_is_drawn_over_its_range() -> None:
    """264 × 0.75 × 64,000 + 264 × 0.25 × other − 264 × 26,000: 5,808,000 with none, and 66 × 17,000 = 1,122,000 more at
    its high. Ten in a hundred draws lie below 17,000 × (1 − √0.9) = 872.42 of other, which is 57,579.97 more."""
    sure = {key: (value, value, value) for key, value in (("displacement", "0.75"), ("occupancy", "1"))}
    place = places(
        264, date(2022, 4, 1), inflation="", otherwise="other_cost", in_forecast=False, empty_cost=Decimal(0)
    )
    projection = project(inputs(place, assumptions=assumptions(**sure), draws=10_000))
    (band,) = [p.band for p in projection.points if p.measure == Measure.ADDITIONAL and p.financial_year == Y25]
    assert band.central == 5_808_000
    assert abs(band.p10 - Decimal("5865579.97")) < 10_000
    (row,) = [s for s in projection.sensitivities if (s.scenario, s.assumption) == (AND_PIPELINE, "other_cost")]
    assert (row.at_low - row.central, row.central - row.at_high) == (0, 3 * 1_122_000)  # over three years
