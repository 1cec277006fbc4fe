"""A tranche in parts, against a slow second way: one numbered place and one month at a time."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis
from apps.deficit.calculations.avoidance import project
from apps.deficit.inputs.avoidance import tranche_of
from apps.deficit.inputs.register import place_benefits
from apps.deficit.inputs.stretches import Claimed
from apps.initiatives.calculations.place_parts import Held, left_out, month_after, month_of, parts
from apps.initiatives.selectors.places import Exclusion, TrancheView
from apps.initiatives.selectors.projected import ApprovedClaim
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

STATED, VALUE = date(2026, 1, 27), Decimal(38_000)
MONTHS = [date(year, month, 1) for year in range(2022, 2032) for month in range(1, 13)]
YEARS = [FinancialYear(year) for year in range(2022, 2031)]
SHEET: Any = SimpleNamespace(
    rates={PlacementType.INMSS: Decimal(64_000), PlacementType.LOCAL_SPECIALIST: Decimal(26_000)},
    price_base=FinancialYear(2025),
)
ASSUMED: Any = SimpleNamespace(central=lambda key: Decimal(1 if key.startswith("ramp") else 0))


def view(
    places: int, excluded: int, held: tuple[Held, ...], status: PlaceStatus = PlaceStatus.DELIVERED
) -> TrancheView:
    left_out = (Exclusion(1, 1, 1, excluded, "Not counted", False, "", ""),) if excluded else ()
    return TrancheView(
        id=1, initiative="programme", initiative_name="Programme", financial_year=FinancialYear(2024), status=status,
        places=places, opening_month=9, version=1, source_reference="Table 2", stated_on=STATED, exclusions=left_out,
        held=held,
    )  # fmt: skip


firsts = st.builds(date, st.integers(2024, 2027), st.integers(1, 12), st.just(1))


@st.composite
def views(draw: st.DrawFn) -> TrancheView:
    """Up to four schemes, side by side, with or without days of their own, of a tranche with some places left out."""
    places = draw(st.integers(0, 20))
    held, first = [], 1
    for scheme in range(draw(st.integers(0, 4))):
        first += draw(st.integers(0, 3))
        last = first + draw(st.integers(0, 5))
        if last > places:
            break
        opens = draw(st.none() | firsts)
        held.append(
            Held(scheme + 1, f"Scheme {scheme + 1}", first, last, opens, draw(st.none() | firsts), draw(st.booleans()))
        )
        first = last + 1
    status = draw(st.sampled_from(PlaceStatus))
    return view(places, draw(st.integers(0, places)), tuple(held), status)


def of_number(tranche: TrancheView, number: int) -> Held | None:
    return next((h for h in tranche.held if h.first <= number <= h.last), None)


def opening(tranche: TrancheView, number: int) -> date:
    held = of_number(tranche, number)
    day = held.opens if held and held.opens else date(2024, 9, 1)
    while tranche.status == PlaceStatus.PIPELINE and day < STATED:
        day = day.replace(year=day.year + 1)
    return day


def is_open(tranche: TrancheView, number: int, month: date) -> bool:
    held = of_number(tranche, number)
    closes = held.closes if held and held.closes else date.max
    return opening(tranche, number) <= month < closes


def counted(tranche: TrancheView) -> list[int]:
    """Places left out are taken one by one: the last of no scheme while there is one, then the last of a scheme."""
    left = list(range(1, tranche.places + 1))
    for _ in range(tranche.excluded):
        free = [n for n in left if of_number(tranche, n) is None]
        left.remove(max(free or left))
    return left


@given(views())
def test_parts_always_add_up_to_the_tranche(tranche: TrancheView) -> None:
    found = tranche.parts
    assert sorted(n for p in found for n in p.numbers) == list(range(1, tranche.places + 1))
    assert sum(p.excluded for p in found) == tranche.excluded
    assert sum(p.counted for p in found) == tranche.counted
    assert all(0 <= p.excluded <= p.places for p in found)


@given(views())
def test_avoidance_is_that_of_each_place_in_each_month(tranche: TrancheView) -> None:
    lines = project([tranche_of(tranche, p, VALUE) for p in tranche.parts], [], YEARS[-1])
    amounts = {
        line.financial_year: line.amount for line in lines if (line.basis, line.opening_month) == (Basis.IN_YEAR, 0)
    }
    for year in YEARS:
        months = [m for m in MONTHS if year.first_day <= m <= year.last_day]
        slow = sum(is_open(tranche, n, month) for n in counted(tranche) for month in months) * Fraction(VALUE) / 12
        assert abs(Fraction(amounts.get(year, Decimal(0))) - slow) < Fraction(1, 1000)


@given(views())
def test_a_run_rate_leaves_out_the_closed_and_no_others(tranche: TrancheView) -> None:
    lines = project([tranche_of(tranche, p, VALUE) for p in tranche.parts], [], YEARS[-1])
    [line] = [line for line in lines if line.basis == Basis.RUN_RATE]
    stands = [n for n in counted(tranche) if not ((held := of_number(tranche, n)) and held.closed)]
    assert (line.units, line.amount) == (len(stands), len(stands) * VALUE)


def claim(numbers: set[int], start: date, end: date) -> ApprovedClaim:
    inputs: Any = SimpleNamespace(start=start, end=end)
    return ApprovedClaim(
        reference="C-0001", initiative="programme", kind="places", benefit_class="avoidance", block="high_needs",
        price_base=FinancialYear(2025), claimed=Decimal(1), approved=Decimal(1), inputs=inputs,
        places={1: len(numbers)}, numbers={1: frozenset(numbers)},
    )  # fmt: skip


@given(views(), st.data())
def test_each_place_stands_in_each_month_that_no_claim_counts_it(tranche: TrancheView, data: st.DataObject) -> None:
    """Claims by number fall on the part that holds the place, whatever else that part's scheme does."""
    claims = []
    free = set(counted(tranche))
    for _ in range(data.draw(st.integers(0, 3))):
        if not free:
            break
        numbers = data.draw(st.sets(st.sampled_from(sorted(free)), min_size=1))
        start, end = sorted(data.draw(st.lists(firsts, min_size=2, max_size=2, unique=True)))
        claims.append(claim(numbers, start, end))
        free -= numbers
    found = []
    for part in tranche.parts:
        of = [Claimed(Decimal(n), c.inputs.start, c.inputs.end) for c in claims if (n := c.of_part(tranche, part))]
        found += place_benefits(tranche, part, of, SHEET, ASSUMED, Decimal(10_000), STATED)
    assert len({b.key for b in found}) == len(found)
    for month in MONTHS[::2]:
        claimed = {n for c in claims if c.inputs.start <= month < c.inputs.end for n in c.numbers[1]}
        slow = sum(is_open(tranche, n, month) for n in counted(tranche) if n not in claimed)
        stands = [b for b in found if b.counts_from <= month and (b.closes is None or month < b.closes)]
        assert sum(b.units for b in stands) == slow


def test_without_a_scheme_a_tranche_is_one_part() -> None:
    [whole] = view(49, 31, ()).parts
    assert (whole.places, whole.excluded, whole.counted, whole.held) == (49, 31, 18, None)
    assert parts(0, 0)[0].places == 0


def test_places_that_a_scheme_adds_are_not_those_left_out() -> None:
    """31 of 49 are left out, 19 to 49; ten more that a scheme holds change nothing of it."""
    rest, more = view(59, 31, (Held(1, "More", 50, 59),)).parts
    assert (rest.counted, more.counted) == (18, 10)
    assert set(left_out(59, 31, (Held(1, "More", 50, 59),))) == set(range(19, 50))


def test_an_addition_is_not_left_out_where_schemes_itemise_all_the_others() -> None:
    """31 of 49 are numbers 19 to 49, also once schemes hold 1 to 40 and 50 to 61 of then 61."""
    held = (Held(1, "North", 1, 40), Held(2, "South", 50, 61))
    assert set(left_out(61, 31, held, known=49)) == set(range(19, 50))
    assert [(p.held.name if p.held else "", p.counted) for p in parts(61, 31, held, 49)] == [
        ("", 0), ("North", 18), ("South", 12),
    ]  # fmt: skip


def test_places_left_out_are_the_last_ones() -> None:
    """31 of 49: numbers 19 to 49. A scheme of 1 to 10 keeps all ten; one of 11 to 30 keeps eight."""
    rest, first, second = view(49, 31, (Held(1, "One", 1, 10), Held(2, "Two", 11, 30))).parts
    assert (first.counted, second.counted, rest.counted) == (10, 8, 0)


@pytest.mark.parametrize(
    ("last", "first_without"),
    [(date(2027, 8, 31), date(2027, 9, 1)), (date(2027, 8, 15), date(2027, 8, 1)), (None, None)],
)
def test_a_month_that_is_not_open_to_its_end_is_not_counted(last: date | None, first_without: date | None) -> None:
    assert month_after(last) == first_without


def test_a_month_that_has_begun_counts() -> None:
    assert month_of(date(2025, 1, 20)) == date(2025, 1, 1)
