"""Errors of past forecasts: the council's record worked by hand, and a slow second way to the same figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.periods import FinancialYear
from apps.deficit.calculations.forecast_errors import (
    FORECASTS,
    Stated,
    empirical_range,
    forecast_errors,
    open_forecast,
    outturns,
)
from apps.deficit.calculations.record import map_point, stated_month

Y24, Y25 = FinancialYear(2024), FinancialYear(2025)


def of(start: int, point: str, millions: str, order: str = "") -> Stated:
    return Stated(FinancialYear(start), point, Decimal(millions), order)


# The gap, £m, as the record gives it: two budgets and three forecasts have an outturn beside them.
GAP = [
    of(2021, "budget", "9.6"), of(2021, "other", "10.8", "2021-11"),
    of(2022, "draft", "17.7"), of(2022, "budget", "16.7"), of(2022, "other", "15.7", "2022-11?"),
    of(2023, "budget", "27.1"), of(2023, "outturn", "27.7"),
    of(2024, "budget", "28.0"), of(2024, "q1", "43.9", "2024-09"), of(2024, "other", "44.5", "2024-10"),
    of(2024, "other", "44.6", "2025-02"), of(2024, "outturn", "49.9"),
    of(2025, "budget", "57.5", "2025-07"), of(2025, "q2", "71.8", "2025-11"), of(2025, "q3", "73.5", "2026-01"),
    of(2026, "before", "95.7", "2026-01"),
]  # fmt: skip
DEFICIT = [
    of(2022, "other", "36.0", "2022-11?"), of(2022, "outturn", "35.8"),
    of(2023, "other", "62.9", "2023"), of(2023, "other", "63.4", "2024-01"), of(2023, "outturn", "63.5"),
    of(2024, "before", "92.0", "2024-01"), of(2024, "q1", "107.4", "2024-09"), of(2024, "q2", "108.0", "2024-11"),
    of(2024, "outturn", "113.3"),
    of(2025, "q2", "183.1", "2025-12"), of(2025, "q3", "183.6", "2026-01"),
    of(2026, "plan", "218.0", "2023-09"), of(2026, "plan", "140.0", "2024-03"), of(2026, "before", "279.3", "2026-01"),
]  # fmt: skip


def test_forecast_errors_of_the_gap_by_hand():
    found = forecast_errors(GAP)
    assert {point: errors.n for point, errors in found.items()} == {
        "before": 0, "budget": 2, "q1": 1, "q2": 0, "q3": 0, "other": 2,
    }  # fmt: skip
    budget = found["budget"]
    assert [e.amount for e in budget.errors] == [Decimal("0.6"), Decimal("21.9")]
    assert (budget.pounds.mean, budget.pounds.lowest, budget.pounds.highest) == (
        Decimal("11.25"), Decimal("0.6"), Decimal("21.9"),
    )  # fmt: skip
    assert round(budget.percent.lowest, 1) == Decimal("2.2")  # 0.6 ÷ 27.1
    assert round(budget.percent.highest, 1) == Decimal("78.2")  # 21.9 ÷ 28.0
    assert [e.amount for e in found["q1"].errors] == [Decimal("6.0")]
    assert [e.amount for e in found["other"].errors] == [Decimal("5.4"), Decimal("5.3")]
    assert found["other"].years == (Y24,)


def test_forecast_errors_of_the_accumulated_deficit_by_hand():
    found = forecast_errors(DEFICIT)
    assert [e.amount for e in found["other"].errors] == [Decimal("-0.2"), Decimal("0.6"), Decimal("0.1")]
    assert [found[p].errors[0].amount for p in ("before", "q1", "q2")] == [
        Decimal("21.3"), Decimal("5.9"), Decimal("5.3"),
    ]  # fmt: skip


def test_a_range_is_drawn_from_three_errors_and_not_from_two():
    assert {point: empirical_range(GAP, point) for point in FORECASTS} == dict.fromkeys(FORECASTS)
    drawn = empirical_range(DEFICIT, "other")
    # −0.2 ÷ 36.0, 0.6 ÷ 62.9 and 0.1 ÷ 63.4, laid on the newest forecast made within an open year, 183.6.
    assert (drawn.year, drawn.forecast_point, drawn.forecast, drawn.n, drawn.years) == (
        Y25, "q3", Decimal("183.6"), 3, 2,
    )  # fmt: skip
    assert [round(v, 2) for v in (drawn.lowest, drawn.mean, drawn.highest)] == [
        Decimal("182.58"), Decimal("183.94"), Decimal("185.35"),
    ]  # fmt: skip
    assert [empirical_range(DEFICIT, p) for p in FORECASTS if p != "other"] == [None] * 5


def test_errors_of_a_budget_are_never_laid_on_a_forecast_of_another_point():
    many = [
        of(y, p, a) for y, a in ((2019, "10"), (2020, "12"), (2021, "14")) for p in ("budget", "outturn")
    ] + [of(2025, "q3", "73.5")]  # fmt: skip
    assert forecast_errors(many)["budget"].enough
    assert empirical_range(many, "budget") is None
    assert open_forecast([*many, of(2025, "budget", "57.5")], "budget").amount == Decimal("57.5")


def test_a_year_over_without_an_outturn_in_the_record_is_no_forecast_to_lay_errors_on():
    missing = [*DEFICIT, of(2021, "other", "18.6", "2021-11")]
    assert empirical_range(missing, "other").forecast == Decimal("183.6")


def test_plans_drafts_and_years_without_outturn_enter_no_error():
    entered = [e for found in forecast_errors(DEFICIT).values() for e in found.errors]
    assert {e.year.start for e in entered} == {2022, 2023, 2024}
    assert Decimal("218.0") not in {e.forecast for e in entered}
    assert Decimal("17.7") not in {e.forecast for f in forecast_errors(GAP).values() for e in f.errors}


def test_two_outturns_of_a_year_are_refused():
    with pytest.raises(ValueError, match=r"2024/25 has two outturns, 1 and 2\. Choose one\."):
        outturns([of(2024, "outturn", "1"), of(2024, "outturn", "2")])


def slowly(stated: list[Stated], point: str) -> tuple[list[Fraction], tuple[Fraction, Fraction, Fraction] | None]:
    """Year by year with fractions: the errors in per cent, sorted, and their range."""
    errors = sorted(
        (Fraction(outturn.amount) - Fraction(forecast.amount)) / Fraction(forecast.amount)
        for forecast in stated
        for outturn in stated
        if (forecast.point, outturn.point, outturn.year) == (point, "outturn", forecast.year) and forecast.amount
    )
    if len(errors) < 3:
        return errors, None
    still = [s for s in stated if not any(o.point == "outturn" and o.year >= s.year for o in stated)]
    own = [s for s in still if s.point == point] or [s for s in still if point == "other" and s.point[0] == "q"]
    if not own:
        return errors, None
    own.sort(key=lambda s: (s.order, s.year))
    on = Fraction(own[-1].amount)
    return errors, (on + on * errors[0], on + on * sum(errors) / len(errors), on + on * errors[-1])


amounts = st.decimals("0.1", "500", places=1)
years = st.integers(2015, 2025)
forecasts = st.builds(of, years, st.sampled_from([*FORECASTS, "plan", "draft"]), amounts.map(str),
                      st.dates().map(str))  # fmt: skip
records = st.tuples(
    st.lists(forecasts, max_size=25, unique_by=lambda s: (s.order, s.year)),
    st.dictionaries(st.integers(2015, 2023), amounts, max_size=9),
).map(lambda both: [*both[0], *(of(y, "outturn", str(a)) for y, a in both[1].items())])


@given(records, st.sampled_from(FORECASTS))
def test_the_slow_way_gives_the_same(stated: list[Stated], point: str):
    errors, expected = slowly(stated, point)
    found = forecast_errors(stated)[point]
    assert [round(e, 8) for e in sorted(e.percent / 100 for e in found.errors)] == [
        round(Decimal(e.numerator) / e.denominator, 8) for e in errors
    ]
    drawn = empirical_range(stated, point)
    assert (drawn is None) == (expected is None)
    if drawn and expected:
        for mine, theirs in zip((drawn.lowest, drawn.mean, drawn.highest), expected, strict=True):
            assert abs(Fraction(mine) - theirs) < Fraction(1, 10**8)
        assert drawn.lowest <= drawn.mean + Decimal("1e-9")
        assert drawn.mean <= drawn.highest + Decimal("1e-9")


@given(records)
def test_the_order_of_the_rows_is_irrelevant(stated: list[Stated]):
    assert forecast_errors(stated[::-1]) == forecast_errors(stated)


@pytest.mark.parametrize(
    ("basis", "stated", "start", "point"),
    [
        ("budget", "2024", 2024, "budget"), ("draft budget", "2021-11", 2022, "draft"),
        ("forecast Q1", "2024-09", 2024, "q1"), ("forecast Q3", "2026-01", 2025, "q3"),
        ("forecast (Cabinet 2 Oct 2024)", "2024-10", 2024, "other"), ("forecast", "2022-11?", 2022, "other"),
        ("forecast", "2023", 2023, "other"), ("forecast", "2024-01", 2024, "before"),
        ("forecast", "2026-01", 2026, "before"), ("actual", "2025-07", 2024, "outturn"),
        ("DBV management plan Sept 2023", "2023-09", 2026, "plan"),
        ("rejected Safety Valve plan", "2024-03", 2038, "plan"), ("allocation", "2024-12", 2025, "allocation"),
    ],
)  # fmt: skip
def test_map_point_says_the_point_and_the_rule(basis: str, stated: str, start: int, point: str):
    mapped = map_point(basis, stated, FinancialYear(start))
    assert (mapped.point, mapped.rule[-1]) == (point, ".")


def test_map_point_refuses_what_no_rule_covers():
    with pytest.raises(ValueError, match="“guess” is no basis that a rule covers"):
        map_point("guess", "2024", Y24)


def test_stated_month_of_a_year_alone_is_not_known():
    assert stated_month("2024") is None
    assert str(stated_month("2022-11?")) == "2022-11-01"
