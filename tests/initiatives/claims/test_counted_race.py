"""A hundred racing approvals of overlapping claims: no place, child or cohort counts above 100% in any month.

The same test fails without the exclusion constraint, and without the cohort's rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimDecision, CountedDraw, CountedUnit, LedgerEntry
from tests.initiatives.claims.cases import agree_all
from tests.initiatives.claims.racing import AtOnce, another, deciding, months_of, officers, racing
from tests.initiatives.claims.sharing import YEAR, children_claim, cohort, cohort_claim

CLAIMS, SIZE = 100, 12
Period = tuple[date, date]


def shifted(number: int) -> Period:
    """A year that starts 0, 3, 6 or 9 months later: each overlaps the three others in part."""
    start = YEAR[0].replace(year=YEAR[0].year + (YEAR[0].month + number % 4 * 3 > 12))
    start = start.replace(month=(YEAR[0].month + number % 4 * 3 - 1) % 12 + 1)
    return start, start.replace(year=start.year + 1)


def periods(make: Callable[[int, Period], BenefitClaim]) -> list[BenefitClaim]:
    """A claim for each of the four periods, worked out for it."""
    return [make(number, shifted(number)) for number in range(4)]


def children() -> list[BenefitClaim]:
    """Each of two of twenty children, shared with its neighbours."""
    first = periods(lambda n, period: children_claim("portage", [1000 + n], period=period))
    return [another(first[n // 20 % 4], children=[n % 20, (n + 1) % 20]) for n in range(CLAIMS)]


def places() -> list[BenefitClaim]:
    first = periods(lambda n, period: children_claim("portage", [1000 + n], period=period))
    return [another(first[n // 20 % 4], places=[n % 20 + 1, (n + 1) % 20 + 1]) for n in range(CLAIMS)]


def draws() -> list[BenefitClaim]:
    """Each of 2.42 to 5.42 of a cohort of twelve."""
    group = cohort(SIZE)
    first = periods(lambda _, period: cohort_claim("portage", group, Decimal(1), period=period))
    return [another(first[n // 4 % 4], draw=Decimal("2.42") + n % 4) for n in range(CLAIMS)]


KINDS: dict[str, Callable[[], list[BenefitClaim]]] = {"children": children, "places": places, "draws": draws}


@pytest.fixture
def deciders(reloaded_report: None) -> list[User]:
    agree_all()
    return officers(CLAIMS)


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    with racing(CLAIMS) as run:
        yield run


def nothing_counts_twice(claims: list[BenefitClaim], deciders: list[User], at_once: AtOnce) -> int:
    """The test; gives how many were approved."""
    found = at_once([deciding(claim, by) for claim, by in zip(claims, deciders, strict=True)])
    approved = [one for one in found if isinstance(one, ClaimDecision)]
    assert max(units_by_month().values(), default=0) <= 1, "a unit counts above 100%"
    assert max(drawn_by_month().values(), default=Decimal(0)) <= SIZE, "a cohort is overdrawn"
    said = [str(one) for one in found if isinstance(one, Refused)]
    assert all("counts once in any period" in s or "Other approved claims leave" in s for s in said)
    assert 1 <= len(approved) == len(found) - len(said)
    assert approved_claims_count_all_their_units(approved)
    total = LedgerEntry.objects.filter(basis="run_rate").aggregate(s=Sum("amount"))["s"]
    assert total == sum(d.amount or 0 for d in approved)
    return len(approved)


def units_by_month() -> Counter[tuple[str, int]]:
    counted: Counter[tuple[str, int]] = Counter()
    for unit in CountedUnit.objects.all():
        counted.update((unit.key, month) for month in months_of(unit.period.lower, unit.period.upper))
    return counted


def drawn_by_month() -> dict[tuple[int, int], Decimal]:
    drawn: dict[tuple[int, int], Decimal] = {}
    for one in CountedDraw.objects.all():
        for month in months_of(one.period.lower, one.period.upper):
            drawn[one.cohort_id, month] = drawn.get((one.cohort_id, month), Decimal(0)) + one.units
    return drawn


def approved_claims_count_all_their_units(approved: list[ClaimDecision]) -> bool:
    """None of what was approved was left out to make room."""
    keys = {d.claim_id: set(d.claim.units.values_list("key", flat=True)) for d in approved}
    counted: dict[int, set[str]] = {pk: set() for pk in keys}
    for unit in CountedUnit.objects.all():
        counted[unit.claim_id].add(unit.key)
    return counted == keys


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_hundred_racing_approvals_never_count_anything_twice(kind: str, deciders: list[User], at_once: AtOnce):
    approved = nothing_counts_twice(KINDS[kind](), deciders, at_once)
    assert approved < CLAIMS / 2
    print(f"{CLAIMS} racing approvals of overlapping {kind}: {approved} approved, nothing above 100%")


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_same_fails_without_its_rule(kind: str, deciders: list[User], at_once: AtOnce):
    """The negative control."""
    claims = KINDS[kind]()
    rule = without_cohort_rule if kind == "draws" else without_exclusion
    said = "overdrawn" if kind == "draws" else "above 100%"
    with rule(), pytest.raises(AssertionError, match=said):
        nothing_counts_twice(claims, deciders, at_once)


@contextmanager
def without_exclusion() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE initiatives_countedunit DROP CONSTRAINT unit_counted_once")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE initiatives_countedunit")
            cursor.execute(
                "ALTER TABLE initiatives_countedunit ADD CONSTRAINT unit_counted_once"
                " EXCLUDE USING gist (key WITH =, period WITH &&)"
            )


@contextmanager
def without_cohort_rule() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('initiatives_claim_decision_moves'::regproc)")
        whole: str = cursor.fetchone()[0]
        rule = "IF drawn.units - left_out > free THEN"
        assert whole.count(rule) == 1
        cursor.execute(whole.replace(rule, "IF false THEN"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(whole)
