"""The engine against the method's worked table and against a slow second implementation, month by month."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis
from apps.deficit.calculations.avoidance import Children, Tranche, project

REPORT_DATE = date(2026, 1, 27)
VALUE = Decimal(38_000)
LAST = FinancialYear(2026)


def tranche(start: int, places: int, *, excluded: int = 0, status: str = "delivered", month: int = 9) -> Tranche:
    return Tranche("programme", FinancialYear(start), status, places, excluded, month, VALUE, REPORT_DATE)


REPORT = [
    tranche(2022, 46),
    tranche(2023, 49, excluded=31),
    tranche(2024, 140),
    tranche(2025, 60),
    tranche(2025, 96, status="pipeline"),
    tranche(2026, 128, status="pipeline"),
]


def found(lines, basis, status, year, month=0):
    return sum(
        (
            line.amount
            for line in lines
            if (line.basis, line.status, line.opening_month, line.financial_year)
            == (basis, status, month, FinancialYear(year))
        ),
        Decimal(0),
    )


@pytest.mark.parametrize(
    ("year", "printed", "in_full", "in_part", "all_full", "all_part"),
    [
        (2022, "1748", "1748", "1019.667", "1748", "1019.667"),
        (2023, "684", "2432", "2147", "4180", "3166.667"),
        (2024, "5320", "7752", "5535.333", "11932", "8702"),
        (2025, "2280", "10032", "9082", "21964", "17784"),
    ],
)
def test_project_gives_the_methods_worked_table(year, printed, in_full, in_part, all_full, all_part):
    lines = project(REPORT, [], LAST)
    thousand = lambda *of: (found(lines, *of) / 1000).quantize(Decimal("0.001"))  # noqa: E731
    assert thousand(Basis.RUN_RATE, "delivered", year) == Decimal(printed)
    assert thousand(Basis.IN_YEAR, "delivered", year, 4) == Decimal(in_full)
    assert thousand(Basis.IN_YEAR, "delivered", year, 9) == Decimal(in_part)
    assert thousand(Basis.CUMULATIVE, "delivered", year, 4) == Decimal(all_full)
    assert thousand(Basis.CUMULATIVE, "delivered", year, 9) == Decimal(all_part)


def test_project_pipeline_cannot_open_before_it_was_pipeline():
    lines = project(REPORT, [], LAST)
    assert found(lines, Basis.IN_YEAR, "pipeline", 2025, 9) == 0
    assert found(lines, Basis.IN_YEAR, "pipeline", 2025, 2) == 608_000
    together = found(lines, Basis.IN_YEAR, "pipeline", 2026, 9) + found(lines, Basis.IN_YEAR, "delivered", 2026, 9)
    assert together.quantize(Decimal("0.001")) == Decimal("14997333.333")


def test_project_pipeline_run_rate_keeps_the_planned_year():
    lines = project(REPORT, [], LAST)
    assert found(lines, Basis.RUN_RATE, "pipeline", 2025) == 3_648_000
    assert found(lines, Basis.RUN_RATE, "pipeline", 2026) == 4_864_000


def test_project_children_are_a_run_rate_only():
    lines = project([], [Children("dingleys", FinancialYear(2025), Decimal(12), Decimal(47_000))], LAST)
    assert [(line.basis, line.amount) for line in lines] == [(Basis.RUN_RATE, 564_000)]


def test_project_without_tranches_gives_nothing():
    assert project([], [], LAST) == []


def slow_in_year(t: Tranche, year: FinancialYear, month: int) -> Fraction:
    """One place, one month at a time: from opening to closing each month is a twelfth of the unit value."""
    first = t.financial_year.start
    if t.opens:
        first = t.opens.year if t.opens.month >= 4 else t.opens.year - 1
    month = month or (t.opens.month if t.opens else t.opening_month)
    opening = (first if month >= 4 else first + 1, month)
    closing = (t.closes.year, t.closes.month) if t.closes else (9999, 1)
    if t.status == "pipeline":
        while date(opening[0], opening[1], 1) < t.stated_on:
            opening = (opening[0] + 1, month)
    months = [(year.start, m) for m in range(4, 13)] + [(year.start + 1, m) for m in range(1, 4)]
    amount = Fraction(0)
    for _ in range(t.places - t.excluded):
        for calendar in months:
            if opening <= calendar < closing:
                amount += Fraction(t.unit_value) / 12
    return amount


firsts = st.builds(date, st.integers(2020, 2028), st.integers(1, 12), st.just(1))
tranches = st.builds(
    lambda start, places, share, month, status, value, opens, closes, closed: Tranche(
        "programme",
        FinancialYear(start),
        status,
        places,
        places * share // 4,
        month,
        value,
        REPORT_DATE,
        opens,
        closes,
        closed,
    ),
    st.integers(2020, 2027),
    st.integers(0, 25),
    st.integers(0, 4),
    st.integers(1, 12),
    st.sampled_from(["delivered", "pipeline"]),
    st.decimals(-90_000, 90_000, places=2),
    st.none() | firsts,
    st.none() | firsts,
    st.booleans(),
)


@given(st.lists(tranches, min_size=1, max_size=6), st.integers(0, 12))
def test_project_agrees_with_a_month_by_month_count(group, month):
    last = FinancialYear(2028)
    lines = project(group, [], last)
    first = min(FinancialYear(2018), *(t.financial_year for t in group))
    for status in {t.status for t in group}:
        running = Fraction(0)
        for year in first.until(last):
            expected = sum((slow_in_year(t, year, month) for t in group if t.status == status), Fraction(0))
            running += expected
            assert abs(Fraction(found(lines, Basis.IN_YEAR, status, year.start, month)) - expected) < Fraction(1, 1000)
            whole = found(lines, Basis.CUMULATIVE, status, year.start, month)
            assert abs(Fraction(whole) - running) < Fraction(1, 1000)


@given(st.lists(tranches, max_size=5), st.randoms())
def test_project_does_not_depend_on_the_order_of_its_inputs(group, random):
    shuffled = list(group)
    random.shuffle(shuffled)
    key = lambda lines: sorted((x.status, x.basis, x.opening_month, x.financial_year, x.amount) for x in lines)  # noqa: E731
    assert key(project(group, [], FinancialYear(2028))) == key(project(shuffled, [], FinancialYear(2028)))
