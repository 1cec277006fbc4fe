"""What holds of every projection, on generated inputs."""

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.benefits import open_and_filled
from apps.deficit.calculations.projection.draws import Array
from apps.deficit.calculations.projection.inputs import Assumption, Benefit, ProjectionInputs, Standing
from apps.deficit.calculations.projection.project import project
from apps.deficit.calculations.projection.results import Measure, Projection
from tests.deficit.projection.cases import assumptions, inputs, places, report_places

YEARS = tuple(FinancialYear(y) for y in range(2025, 2036))
firsts = st.builds(date, st.integers(2023, 2034), st.integers(1, 12), st.just(1))
fractions = st.integers(0, 100).map(lambda n: Decimal(n) / 100)


@st.composite
def benefits(draw: st.DrawFn) -> Benefit:
    opens = draw(firsts)
    return places(
        draw(st.integers(1, 300)), opens, key=draw(st.text("abcdefgh", min_size=3, max_size=8)),
        standing=draw(st.sampled_from(Standing)), in_forecast=draw(st.booleans()),
        initiative=draw(st.sampled_from(("send-sufficiency", "portage", "dingleys-promise"))),
        ramp=tuple(sorted(draw(st.lists(fractions, min_size=1, max_size=4)))),
        closes=draw(st.none() | st.just(date(opens.year + 3, 9, 1))),
        starts=draw(st.none() | st.just(date(opens.year + 1, 11, 1))), other=Decimal(draw(st.integers(0, 30_000))),
        actual=Decimal(draw(st.integers(0, 80_000))), slippage=draw(st.sampled_from(("", "slippage"))),
    )  # fmt: skip


def shares(benefit: Benefit) -> tuple[Array, Array]:
    """Of each year, open and filled: (years, 1)."""
    opened, filled = np.zeros((len(YEARS), 1)), np.zeros((len(YEARS), 1))
    for first, some_open, some_filled in open_and_filled(benefit, YEARS, np.zeros(1)):
        opened[first : first + len(some_open)] = some_open
        filled[first : first + len(some_filled)] = some_filled
    return opened, filled


def deficits(projection: Projection, scenario: str) -> list[Decimal]:
    return [p.band.central for p in projection.points if (p.scenario, p.measure) == (scenario, Measure.ACCUMULATED)]


@given(firsts, st.none() | firsts)
def test_months_sum_to_the_years(opens: date, closes: date | None) -> None:
    benefit = places(1, opens, closes=closes)
    opened, filled = shares(benefit)
    months = {n for n in range(2025 * 12 + 3, 2036 * 12 + 3) if n >= opens.year * 12 + opens.month - 1}
    if closes:
        months = {n for n in months if n < closes.year * 12 + closes.month - 1}
    assert round(float(opened.sum()) * 12) == len(months)
    assert np.array_equal(opened, filled)
    by_year = [sum(1 for n in months if year.start * 12 + 3 <= n < year.start * 12 + 15) for year in YEARS]
    assert np.allclose(opened[:, 0] * 12, by_year)


@given(benefits(), firsts)
def test_cut_in_two_on_any_day_units_are_open_and_filled_as_whole(benefit: Benefit, day: date) -> None:
    whole = replace(benefit, starts=None, closes=None)
    parts = [shares(replace(whole, closes=day)), shares(replace(whole, starts=day))]
    for of_parts, of_whole in zip(zip(*parts, strict=True), shares(whole), strict=True):
        assert np.allclose(sum(of_parts), of_whole)


@settings(deadline=None, max_examples=30)
@given(st.lists(benefits(), min_size=2, max_size=5, unique_by=lambda b: b.key), st.randoms())
def test_order_is_irrelevant(some: list[Benefit], random: object) -> None:
    first = inputs(*some, draws=200)
    mixed, rows = list(some), list(first.assumptions)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis's own Random
    random.shuffle(rows)  # type: ignore[attr-defined]  # the same
    assert project(first).points == project(replace(first, benefits=tuple(mixed), assumptions=tuple(rows))).points


@settings(deadline=None, max_examples=40)
@given(benefits(), st.integers(0, 2))
def test_one_more_benefit_never_raises_the_deficit_unless_its_value_is_negative(extra: Benefit, standing: int) -> None:
    extra = replace(extra, in_forecast=False, standing=Standing.APPROVED, empty_cost=Decimal(0))
    before, after = (deficits(project(inputs(*some, draws=1)), "approved-only") for some in (
        report_places(), (*report_places(), extra)
    ))  # fmt: skip
    worth = Decimal("0.75") * extra.dear + Decimal("0.25") * extra.other - extra.actual
    moves = [now - then for then, now in zip(before, after, strict=True)]
    assert all(move <= 0 for move in moves) if worth >= 0 else all(move >= 0 for move in moves)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(("0.30", "0.40625", "0.41", "0.75")))
def test_more_places_never_avoid_less_above_break_even(some: int, more: int, displacement: str) -> None:
    def avoided(units: int) -> Decimal:
        sure = assumptions(displacement=(displacement,) * 3, occupancy=("1", "1", "1"))
        benefit = places(units, date(2026, 9, 1), in_forecast=False, standing=Standing.APPROVED)
        found = project(inputs(benefit, assumptions=sure, draws=1)).points
        return sum((p.band.central for p in found if p.measure == Measure.ADDITIONAL), Decimal(0))

    difference = avoided(some + more) - avoided(some)
    assert difference >= 0 if Decimal(displacement) >= Decimal("0.40625") else difference < 0


@settings(deadline=None, max_examples=20)
@given(st.lists(benefits(), min_size=1, max_size=4, unique_by=lambda b: b.key), st.integers(0, 2**32 - 1))
def test_the_same_inputs_and_seed_give_the_same_bytes(some: list[Benefit], seed: int) -> None:
    one, two = (pickle.dumps(project(inputs(*some, draws=300, seed=seed))) for _ in range(2))
    assert one == two


@settings(deadline=None, max_examples=20)
@given(st.lists(benefits(), min_size=1, max_size=4, unique_by=lambda b: b.key))
def test_percentiles_rise_and_parts_sum_to_the_whole(some: list[Benefit]) -> None:
    points = project(inputs(*some, draws=300)).points
    for p in points:
        band = (p.band.p5, p.band.p10, p.band.p25, p.band.p50, p.band.p75, p.band.p90, p.band.p95)
        assert list(band) == sorted(band)
    for measure in (Measure.BY_BLOCK, Measure.BY_PLACEMENT):
        parts = _central(points, {measure})
        wholes = _central(points, {Measure.IN_FORECAST, Measure.ADDITIONAL})
        assert all(abs(parts[year] - wholes[year]) <= Decimal("0.05") for year in wholes)


def test_another_seed_gives_other_draws_and_the_same_centre() -> None:
    one, two = (project(inputs(seed=seed)).points for seed in (1, 2))
    assert [p.band.central for p in one] == [p.band.central for p in two]
    assert one != two


def test_what_else_is_assumed_changes_no_draw() -> None:
    more = (*assumptions(), Assumption("a:further one", Decimal(0), Decimal(1), Decimal(2)))
    assert project(inputs()).points == project(inputs(assumptions=more)).points


def test_a_certain_share_filled_is_the_ramp_of_the_year_since_opening() -> None:
    benefit = places(1, date(2026, 1, 1), ramp=(Decimal("0.5"), Decimal("0.8"), Decimal(1)))
    _, filled = shares(benefit)
    assert [round(float(v), 6) for v in filled[:4, 0]] == [
        0.125,
        0.575,
        0.85,
        1.0,
    ]


def _central(points: object, measures: set[Measure]) -> dict[FinancialYear, Decimal]:
    found: dict[FinancialYear, Decimal] = {}
    for p in points:  # type: ignore[attr-defined]  # a tuple of points
        if p.measure in measures:
            found[p.financial_year] = found.get(p.financial_year, Decimal(0)) + p.band.central
    return found


def test_inputs_that_name_nothing_known_are_refused_by_name() -> None:
    def refused(given: ProjectionInputs, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            project(given)

    refused(inputs(places(1, date(2026, 4, 1), occupancy="unheard of")), "there is no unheard of")
    refused(inputs(last_year=FinancialYear(2025)), "2025/26 ends before the last published year, 2026/27")
    refused(inputs(effect_year=FinancialYear(2040)), "2040/41 is not among the years")
    upside_down = Assumption("occupancy", Decimal(1), Decimal("0.95"), Decimal("0.85"))
    others = tuple(a for a in assumptions() if a.key != "occupancy")
    refused(inputs(assumptions=(*others, upside_down)), "occupancy: low 1, central 0.95 and high 0.85")
    refused(inputs(assumptions=(*assumptions(), *assumptions())), "stands twice")
    dear = replace(inputs().gap, funding=Decimal(0))
    refused(inputs(gap=dear), "Unit costs: the placements of 2025/26 would cost £97,159,000")


@pytest.mark.parametrize("key", ["growth:inmss", "growth:other", "inflation", "funding_growth"])
def test_a_what_if_of_one_assumption_is_its_own_sensitivity(key: str) -> None:
    """Calibrated as the scenarios are, it says of March 2028 what their sensitivity says of it; and moves what its
    assumption moves of the published years, which a calibration of its own would hide."""
    base = inputs(*report_places(), draws=1)
    (row,) = [s for s in project(base).sensitivities if (s.scenario, s.assumption) == ("approved-only", key)]
    low = next(a.low for a in base.assumptions if a.key == key)
    changed = tuple(replace(a, low=low, central=low) if a.key == key else a for a in base.assumptions)
    what_if = project(replace(base, assumptions=changed, calibrated=base.assumptions))
    assert deficits(what_if, "approved-only")[2] == row.at_low
    own = project(replace(base, assumptions=changed))
    moved = deficits(what_if, "approved-only")[1] != Decimal(279_300_000)
    assert (moved, deficits(own, "approved-only")[1]) == (key != "funding_growth", Decimal(279_300_000))


@pytest.mark.parametrize("fewer", [1, 4_000_000, 20_000_000])
def test_a_what_if_of_less_funding_never_lowers_the_deficit(fewer: int) -> None:
    base = inputs(*report_places(), draws=1)
    other = project(base).other_spend
    changed = replace(base.gap, funding=base.gap.funding - fewer, other=other)
    what_if = project(replace(base, gap=changed, calibrated=base.assumptions, calibrated_gap=base.gap))
    pairs = list(zip(deficits(what_if, "approved-only"), deficits(project(base), "approved-only"), strict=True))
    assert all(then > now for then, now in pairs)
    assert pairs[0][0] - pairs[0][1] == fewer
