"""One place and one child once in any month, whoever counts it: the report's places and children beside claims made
here. Stated on 27 January 2026: 264 counted of 295 delivered places, 12 and 2.42 children from April 2025."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.benefits import Prices, avoided_and_empty
from apps.deficit.calculations.projection.draws import central
from apps.deficit.calculations.projection.project import project
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs import benefits as read_here
from apps.deficit.inputs import read_projection
from apps.deficit.inputs.benefits import Source
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.calculations.claim_terms import ClaimInputs, Cost, Group, Placement, Range, Share
from apps.initiatives.calculations.claim_value import value_of
from apps.initiatives.selectors.places import tranches
from apps.initiatives.selectors.projected import ApprovedClaim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
YEARS = tuple(FinancialYear(year) for year in range(2025, 2036))
MONTHS = tuple(date(year, month, 1) for year, month in product(range(2025, 2036), (1, 4, 8, 9, 12)) if year > 2025)
PLACES, CHILDREN, SUFFICIENCY = "places", "children", "send-sufficiency"
Claiming = Callable[..., None]


@pytest.fixture
def approve(monkeypatch: pytest.MonkeyPatch) -> Claiming:
    return lambda *claims: monkeypatch.setattr(read_here, "approved_claims", lambda: list(claims))


def claim(start: date, end: date, **more: Any) -> ApprovedClaim:
    """All counted places that are delivered, worth 75% of 64,000 less 26,000 each; occupancy 95%, nothing anyway."""
    delivered = [t for t in tranches() if t.status == "delivered"]
    places = more.pop("places", {t.id: t.counted for t in delivered})
    groups = tuple(
        Group(f"places of {t.financial_year}", Decimal(places[t.id]), date(t.financial_year.start, 9, 1))
        for t in tranches()
        if t.id in places
    )
    inputs = ClaimInputs(
        block="high_needs", recurring=True, start=start, end=end, groups=groups, left_out=(),
        mix=(Placement("INMSS", Decimal(75), Decimal(64_000)), Placement("None", Decimal(25), Decimal(0))),
        actual=Placement("Local", Decimal(100), Decimal(26_000)), quoted=None, reported_value=Decimal(38_000),
        occupancy=Range(Decimal(95), Decimal(95), Decimal(95)), deadweight=Range(Decimal(0), Decimal(0), Decimal(0)),
        shares=(Share(SUFFICIENCY, "Sufficiency", Decimal(100)),), costs=(), rate_card=1,
        empty_place_cost=Decimal(10_000),
    )  # fmt: skip
    inputs = replace(inputs, **more.pop("inputs", {}))
    given: dict[str, Any] = {
        "reference": "C-0001", "initiative": SUFFICIENCY, "kind": PLACES, "benefit_class": "avoidance",
        "block": "high_needs", "price_base": FinancialYear(2025), "claimed": Decimal(100), "approved": Decimal(100),
        "inputs": inputs, "places": places, "since": start,
    }  # fmt: skip
    return ApprovedClaim(**{**given, **more})


def of_children(start: date, end: date, units: int, **more: Any) -> ApprovedClaim:
    shares = (Share("dingleys-promise", "D", Decimal(60)), Share("portage", "P", Decimal(40)))
    groups = (Group("children", Decimal(units), start),)
    return claim(
        start, end, kind="cohort", places={}, initiative="dingleys-promise",
        inputs={"shares": shares, "groups": groups, "empty_place_cost": None}, **more,
    )  # fmt: skip


def counted(kind: str, month: date) -> Decimal:
    """Units that stand in a month, claimed or not; those of a claim that initiatives share, once."""
    found: dict[str, Decimal] = {}
    for source in read_projection().sources:
        b, claimed = source.benefit, source.kind == BenefitKind.CLAIM
        is_kind = (b.placement == "inmss") == (kind == PLACES)
        stands = b.counts_from <= month and (b.closes is None or month < b.closes)
        if stands and is_kind and source.kind != BenefitKind.PIPELINE_PLACES:
            found[b.key.rpartition("/")[0] if claimed else b.key] = b.units
    return sum(found.values(), Decimal(0))


def gaps(scenario: str) -> list[Decimal]:
    points = project(replace(read_projection().inputs, draws=1)).points
    return [p.band.central for p in points if (p.scenario, p.measure) == (scenario, Measure.GAP)]


def test_places_that_the_forecast_holds_are_never_taken_off_it_however_late_they_are_claimed(approve: Claiming) -> None:
    """95.7 in 2026/27, and every year after it as without the claims."""
    before = gaps("approved-only")
    first = claim(date(2026, 9, 1), date(2028, 4, 1))
    approve(first, claim(date(2028, 4, 1), date(2031, 4, 1), reference="C-0002"))
    after = gaps("approved-only")
    assert (after, after[1]) == (before, 95_700_000)


def test_children_that_the_forecast_holds_are_never_taken_off_it_however_late_they_are_claimed(
    approve: Claiming,
) -> None:
    before = gaps("approved-only")
    approve(of_children(date(2026, 9, 1), date(2028, 4, 1), 12))
    assert gaps("approved-only") == before


def test_a_place_stands_before_its_claims_between_them_and_after(approve: Claiming) -> None:
    approve(claim(date(2026, 9, 1), date(2028, 4, 1)), claim(date(2029, 4, 1), date(2030, 4, 1), reference="C-0002"))
    assert {counted(PLACES, month) for month in MONTHS} == {264}


def test_a_claim_that_also_counts_the_excluded_brings_back_no_more_than_the_register_counts(approve: Claiming) -> None:
    everything = {t.id: t.places for t in tranches() if t.status == "delivered"}
    approve(claim(date(2026, 9, 1), date(2028, 4, 1), places=everything))
    said = {date(2026, 8, 1): 264, date(2026, 9, 1): 295, date(2028, 1, 1): 295, date(2028, 4, 1): 264}
    assert {month: counted(PLACES, month) for month in said} == said
    left = [s.benefit for s in read_projection().sources if "2023-24" in s.benefit.key]
    assert [(b.units, b.starts, b.closes) for b in left] == [
        (18, None, date(2026, 9, 1)), (18, date(2028, 4, 1), None),
    ]  # fmt: skip


@pytest.mark.parametrize("beside", [{"benefit_class": "non_cashable"}, {"block": "general_fund"}])
def test_a_claim_that_moves_no_gap_takes_nothing_out_of_the_register(approve: Claiming, beside: dict[str, str]) -> None:
    whole = [s.benefit for s in read_projection().sources]
    approve(
        claim(date(2026, 4, 1), date(2031, 4, 1), **beside),
        of_children(date(2026, 4, 1), date(2031, 4, 1), 12, reference="C-0002", **beside),
    )
    assert [s.benefit for s in read_projection().sources] == whole


def test_children_are_the_reports_less_the_claimed_while_they_are_claimed(approve: Claiming) -> None:
    """12 + 2.42 before and after; meanwhile 5 claimed, and 12 − 5 = 7 of the first initiative, 2.42 − 5 < 0 of the
    other: it shares the five, and may not count them again."""
    approve(of_children(date(2026, 9, 1), date(2027, 9, 1), 5))
    outside, within = Decimal("14.42"), Decimal(12)
    for month in MONTHS:
        assert counted(CHILDREN, month) == (within if date(2026, 9, 1) <= month < date(2027, 9, 1) else outside)


def test_finances_word_on_places_follows_them_into_a_claim_whose_own_word_wins(
    approve: Claiming, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(claim(date(2026, 9, 1), date(2028, 4, 1)))
    said = {(SUFFICIENCY, "delivered_places"): False}
    monkeypatch.setattr(read_here, "treatments", lambda: said)

    def held(kind: BenefitKind) -> set[bool]:
        return {s.benefit.in_forecast for s in read_projection().sources if s.kind == kind}

    assert (held(BenefitKind.CLAIM), held(BenefitKind.DELIVERED_PLACES)) == ({False}, {False})
    said[SUFFICIENCY, "claim"] = True
    assert (held(BenefitKind.CLAIM), held(BenefitKind.DELIVERED_PLACES)) == ({True}, {False})


@pytest.mark.parametrize(("day", "held"), [(date(2025, 8, 1), 60), (date(2025, 10, 1), 0)])
def test_finances_word_on_the_pipeline_follows_places_that_opened_after_it(
    monkeypatch: pytest.MonkeyPatch, day: date, held: int
) -> None:
    """The 60 of 2025/26 opened in September 2025: in the pipeline on 1 August, and no more on 1 October."""
    word = (SUFFICIENCY, "pipeline_places")
    monkeypatch.setattr(read_here, "treatments", lambda: {word: False})
    monkeypatch.setattr(read_here, "treatment_days", lambda: {word: day})
    delivered = [s for s in read_projection().sources if s.kind == BenefitKind.DELIVERED_PLACES]
    assert sum(s.benefit.units for s in delivered if not s.benefit.in_forecast) == held


def amounts(sources: list[Source]) -> tuple[dict[FinancialYear, float], dict[FinancialYear, float]]:
    """Avoided, and the cost of empty places, by year; central, at the prices of the price base."""
    samples = central(read_projection().inputs.assumptions)
    avoided, empty = dict.fromkeys(YEARS, 0.0), dict.fromkeys(YEARS, 0.0)
    for source in sources:
        benefit = replace(source.benefit, inflation="", slippage="")
        for part in avoided_and_empty(benefit, samples, Prices(samples, YEARS, {})):
            for row in range(len(part.avoided)):
                avoided[YEARS[part.first + row]] += float(part.avoided[row, 0])
                empty[YEARS[part.first + row]] += float(part.empty[row, 0])
    return avoided, empty


def claimed_sources() -> list[Source]:
    return [s for s in read_projection().sources if s.kind == BenefitKind.CLAIM]


def test_empty_places_of_a_shared_claim_cost_once(approve: Claiming) -> None:
    """264 × 5% empty × 10,000 = 132,000 a year, between two initiatives that share the effect 60 to 30."""
    shares = (Share(SUFFICIENCY, "S", Decimal(60)), Share("portage", "P", Decimal(30)))
    approve(claim(date(2026, 4, 1), date(2029, 4, 1), inputs={"shares": shares}))
    _, empty = amounts(claimed_sources())
    assert [round(empty[year], 2) for year in YEARS[:5]] == [0, 132_000, 132_000, 132_000, 0]


@pytest.mark.parametrize("recurring", [True, False])
def test_each_year_is_the_claims_own_also_where_places_open_after_it_starts(
    approve: Claiming, *, recurring: bool
) -> None:
    """60 places open, 40 more from September 2027; £120,000 (a year, or once over 30 months) from April 2026 on. In
    2026/27 60 × 22,000 × 95% = 1,254,000, less 120,000 or 120,000 × 12 ÷ 30 = 48,000."""
    groups = (
        Group("places of 2025/26", Decimal(60), date(2025, 9, 1)),
        Group("places of 2027/28", Decimal(40), date(2027, 9, 1)),
    )
    costs = (Cost("High needs", "high_needs", Decimal(120_000)), Cost("Revenue", "general_fund", Decimal(999)))
    more = {"groups": groups, "costs": costs, "recurring": recurring}
    given = claim(date(2026, 4, 1), date(2028, 10, 1), places={}, inputs=more)
    approve(given)
    avoided, _ = amounts(claimed_sources())
    exact = value_of(given.inputs).assured.in_year["high_needs"]
    assert exact[FinancialYear(2026)] == Fraction(1_254_000 - (120_000 if recurring else 48_000))
    assert {y: round(v, 2) for y, v in avoided.items()} == {y: round(float(exact.get(y, 0)), 2) for y in YEARS}
