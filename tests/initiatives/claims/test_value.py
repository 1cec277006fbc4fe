"""The value of a claim against a second, slow implementation, to the penny, over claims of every shape."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.initiatives.calculations.claim_frozen import _plain as plain
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_terms import ClaimInputs, Cost, Group, Placement, Range, Share
from apps.initiatives.calculations.claim_value import claimed, value_of
from apps.initiatives.calculations.claim_years import months_in
from apps.initiatives.calculations.ledger import entries
from apps.initiatives.calculations.pence import to_pence
from tests.initiatives.claims import oracle
from tests.often import often

OWN = "high_needs"
BLOCKS = (OWN, "general_fund", "schools", "")


def thousandths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low * 1000, high * 1000).map(lambda n: Decimal(n) / 1000)


def money(high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, high * 100).map(lambda n: Decimal(n) / 100)


def month(number: int) -> date:
    """Months since January 2000."""
    return date(2000 + number // 12, number % 12 + 1, 1)


@st.composite
def parts_of_a_whole(draw: Any, most: int) -> list[Decimal]:
    """One to ``most`` positive shares that sum to 100."""
    cuts = draw(st.sets(st.integers(1, 99_999), max_size=most - 1))
    ends = [0, *sorted(cuts), 100_000]
    return [Decimal(b - a) / 1000 for a, b in pairwise(ends)]


@st.composite
def claims(draw: Any) -> ClaimInputs:
    recurring = draw(st.booleans())
    start, lasts = draw(st.integers(290, 340)), draw(st.integers(12 if recurring else 1, 60))
    groups = tuple(
        Group(f"group {n}", draw(thousandths(0, 300)) + Decimal("0.001"), month(start + draw(st.integers(-12, lasts))))
        for n in range(draw(st.integers(1, 3)))
    )
    mix = tuple(Placement("x", share, draw(money(99_999))) for share in draw(parts_of_a_whole(3)))
    quoted = draw(st.none() | money(99_999))
    whole = draw(parts_of_a_whole(3))
    shares = whole if draw(st.booleans()) else whole[:1]
    share = Range(*[draw(thousandths(0, 100))] * 3)
    paying = sorted(draw(st.sets(st.sampled_from(BLOCKS))))
    costs = tuple(Cost(f"fund {n}", block, draw(money(500_000))) for n, block in enumerate(paying))
    return ClaimInputs(
        block=OWN, recurring=recurring, start=month(start), end=month(start + lasts), groups=groups, left_out=(),
        mix=mix, actual=None if quoted is not None else Placement("now", Decimal(100), draw(money(99_999))),
        quoted=quoted, reported_value=draw(money(99_999)), occupancy=share,
        deadweight=Range(*[draw(thousandths(0, 100))] * 3),
        shares=tuple(Share(f"i{n}", f"Initiative {n}", s) for n, s in enumerate(shares)), costs=costs, rate_card=1,
    )  # fmt: skip


@settings(max_examples=often(1_000))
@given(claims())
def test_value_of_against_the_oracle(c: ClaimInputs):
    value = value_of(c)
    assert {block: to_pence(amount) for block, amount in value.assured.net.items()} == oracle.net(c)
    years = {b: {y.start: to_pence(a) for y, a in found.items()} for b, found in value.assured.in_year.items()}
    assert years == oracle.in_year(c)
    reported = {y.start: to_pence(a) for y, a in value.as_reported.in_year[OWN].items()}
    assert reported == oracle.reported_in_year(c)
    assert claimed(value.as_reported, OWN) == oracle.pence(c.counted * Fraction(c.reported_value))


@settings(max_examples=often(500))
@given(claims())
def test_no_year_counts_on_top_of_the_whole(c: ClaimInputs):
    """A one-off's years are its value; what recurs never comes to more than its length, on either convention."""
    value = value_of(c)
    years = sum(value.assured.in_year[OWN].values(), Fraction(0))
    if not c.recurring:
        assert years == value.assured.net[OWN]
    reported = sum(value.as_reported.in_year[OWN].values(), Fraction(0))
    assert reported <= value.as_reported.gross * (Fraction(c.months, 12) if c.recurring else 1)


@settings(max_examples=often(500))
@given(claims(), st.integers(1, 59))
def test_periods_that_follow_each_other_are_worth_the_whole(c: ClaimInputs, cut: int):
    """One-off: in two halves, or in one."""
    if c.recurring or cut >= c.months:
        return
    middle = month((c.start.year - 2000) * 12 + c.start.month - 1 + cut)
    parts = [replace(c, costs=(), end=middle), replace(c, costs=(), start=middle)]
    whole = replace(c, costs=())
    assert sum(value_of(p).assured.gross for p in parts) == value_of(whole).assured.gross


@settings(max_examples=often(700))
@given(claims(), st.integers(0, 1000))
def test_ledger_keeps_the_rules_that_the_database_holds_it_to(c: ClaimInputs, part: int):
    value = value_of(c)
    asked = claimed(value.assured, OWN)
    if asked <= 0:
        return
    approved = to_pence(Fraction(asked) * part / 1000)
    found = entries(c, value.assured, approved)
    slack = Decimal("0.005") * (c.months // 12 + 2)
    assert sum(e.amount for e in found if e.block == OWN and not e.year) == approved
    own = [e for e in found if e.block == OWN and e.year]
    if not c.recurring:
        assert abs(sum((e.amount for e in own), Decimal(0)) - approved) <= slack
    for year in {e.year for e in own if e.year}:
        amount, lasts = sum(e.amount for e in own if e.year == year), months_in(year, c.start, c.end)
        assert lasts
        assert not c.recurring or amount <= approved * lasts / 12 + Decimal("0.005")
    for block in {k.block for k in c.costs if k.block} - {OWN}:
        cost = sum(k.amount for k in c.costs if k.block == block)
        assert sum(e.amount for e in found if e.block == block and not e.year) == -cost
        in_year = sum((e.amount for e in found if e.block == block and e.year), Decimal(0))
        assert abs(in_year + cost * (c.months if c.recurring else 12) / 12) <= slack


@settings(max_examples=50)
@given(claims())
def test_thawed_is_what_was_frozen(c: ClaimInputs):
    assert thawed(plain(asdict(c))) == c


@pytest.mark.parametrize("lasts", [1, 11])
def test_what_recurs_for_less_than_a_year_is_refused(lasts: int):
    group = Group("x", Decimal(1), month(300))
    whole = Range(Decimal(100), Decimal(100), Decimal(100))
    none = Range(Decimal(0), Decimal(0), Decimal(0))
    c = ClaimInputs(
        OWN, True, month(300), month(300 + lasts), (group,), (), (Placement("x", Decimal(100), Decimal(1)),), None,
        None, Decimal(1), whole, none, (Share("i", "I", Decimal(100)),), (), 1,
    )  # fmt: skip
    with pytest.raises(ValueError, match="a shorter one is one-off"):
        value_of(c)
