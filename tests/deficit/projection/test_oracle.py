"""The engine and the slow second implementation agree to the penny: central, in each draw, and in the percentiles."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.draws import drawn
from apps.deficit.calculations.projection.inputs import Assumption, Grant, ProjectionInputs, Standing
from apps.deficit.calculations.projection.project import project
from apps.deficit.calculations.projection.results import PERCENTILES, Point
from tests.deficit.projection.cases import Y25, Y26, assumptions, gap, inputs, places, report_places
from tests.deficit.projection.oracle import one_case, penny, percentile

DRAWS = 24
RAMPED = {
    "ramp": (Decimal("0.4"), Decimal("0.75"), Decimal(1)),
    "delivery_cost": Decimal("120000.33"),
    "other": Decimal(17_000),
}
PART_APPROVED = {
    "agreed": Decimal("0.8"), "closes": date(2028, 4, 1), "attribution": Decimal("0.6"), "placement": "specialist",
    "initiative": "dingleys-promise", "dear": Decimal(47_000), "actual": Decimal(0), "empty_cost": Decimal(0),
    "occupancy": "", "displacement": "", "deadweight": "deadweight",
}  # fmt: skip
OTHERS = {
    "inflation": "", "initiative": "portage", "dear": Decimal("46999.99"), "block": "early_years",
    "price_base": FinancialYear(2024),
}  # fmt: skip


def everything() -> ProjectionInputs:
    """Every kind of benefit and every part of the gap at once."""
    benefits = (
        *report_places(),
        places(
            90,
            date(2026, 9, 1),
            key="late",
            slippage="slippage",
            starts=date(2026, 11, 1),
            closes=date(2027, 9, 1),
            **RAMPED,
        ),
        places(
            90,
            date(2026, 9, 1),
            key="late/on",
            slippage="slippage",
            otherwise="other_cost",
            starts=date(2027, 9, 1),
            **RAMPED,
        ),
        places(40, date(2027, 1, 1), key="ramped", slippage="slippage", closes=date(2031, 9, 1), **RAMPED),
        places(12, date(2025, 4, 1), key="C-0002:1", standing=Standing.APPROVED, in_forecast=True, **PART_APPROVED),
        places(7, date(2026, 11, 1), key="C-0003:1", standing=Standing.APPROVED, in_forecast=False, **OTHERS),
    )
    whole = replace(
        gap(), support_from=FinancialYear(2028), support="central_support",
        grants=(Grant("stability", Y26, Decimal("1234567.89")),),
        transfers={Y25: Decimal(2_000_000), Y26: Decimal("-0.5")},
    )  # fmt: skip
    support = Assumption("central_support", Decimal("0.1"), Decimal("0.4"), Decimal("0.9"))
    return inputs(*benefits, gap=whole, assumptions=(*assumptions(), support), draws=DRAWS)


@pytest.fixture(scope="module")
def points() -> dict[tuple[str, str, str, int], Point]:
    found = project(everything()).points
    return {(p.scenario, p.measure.value, p.subject, p.financial_year.start): p for p in found}


def test_central_values_equal_the_oracle_to_the_penny(points: dict[tuple[str, str, str, int], Point]) -> None:
    given = everything()
    exact = one_case(given, {a.key: a.central for a in given.assumptions})
    assert {key: points[key].band.central for key in exact} == {key: penny(value) for key, value in exact.items()}
    beyond = {key for key in points if key not in exact}
    assert {(scenario, measure) for scenario, measure, _, _ in beyond} == {
        ("as-reported", "gap"), ("as-reported", "accumulated"), ("", "grant"),
        *((s, "support") for s in ("unmitigated", "approved-only", "approved-and-pipeline")),
    }  # fmt: skip


def test_percentiles_equal_those_of_the_oracles_draws(points: dict[tuple[str, str, str, int], Point]) -> None:
    given = everything()
    samples = drawn(given.assumptions, draws=DRAWS, seed=given.seed)
    over = {key: np.broadcast_to(values, (DRAWS,)) for key, values in samples.items()}
    cases = [one_case(given, {key: Decimal(float(values[n])) for key, values in over.items()}) for n in range(DRAWS)]
    for key in cases[0]:
        band = points[key].band
        found = (band.p5, band.p10, band.p25, band.p50, band.p75, band.p90, band.p95)
        exact = tuple(penny(percentile([case[key] for case in cases], q)) for q in PERCENTILES)
        assert max(abs(a - b) for a, b in zip(found, exact, strict=True)) <= Decimal("0.01"), key


def test_a_what_if_of_funding_and_cost_agrees_too() -> None:
    """Tied to the gap in force, with the other spend in force."""
    whole = everything()
    placements = tuple(replace(p, unit_cost=p.unit_cost + 1) for p in whole.gap.placements)
    other = whole.gap.published[Y25] + whole.gap.transfers[Y25] + whole.gap.funding
    other -= sum((p.plans * p.unit_cost for p in whole.gap.placements), Decimal(0))
    changed = replace(whole.gap, funding=whole.gap.funding - 4_000_000, placements=placements, other=other)
    what_if = replace(whole, gap=changed, calibrated=whole.assumptions, calibrated_gap=whole.gap)
    expected = one_case(what_if, {a.key: a.central for a in what_if.assumptions})
    found = [p for p in project(what_if).points if p.scenario == "approved-only" and p.measure == "accumulated"]
    assert found
    for p in found:
        assert p.band.central == penny(expected["approved-only", "accumulated", "", p.financial_year.start])
