"""What claims leave: with what they count it is the whole in every month, never more, and stretches never overlap."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from apps.deficit.inputs.stretches import Claimed, Stretch, left

MONTHS = [date(year, month, 1) for year in range(2025, 2031) for month in range(1, 13)]
claims = st.builds(
    lambda units, first, months: Claimed(Decimal(units), MONTHS[first], MONTHS[first + months]),
    st.integers(0, 60), st.integers(0, 40), st.integers(1, 30),
)  # fmt: skip


@given(st.integers(0, 100).map(Decimal), st.lists(claims, max_size=5))
def test_left_and_claimed_are_the_whole_in_every_month(units: Decimal, claimed: list[Claimed]) -> None:
    parts = list(left(units, claimed))
    for month in MONTHS:
        taken = sum((c.units for c in claimed if c.start <= month < c.end), Decimal(0))
        stand = [p.units for p in parts if (p.starts or month) <= month and (p.closes is None or month < p.closes)]
        assert len(stand) <= 1
        assert sum(stand) == max(units - taken, 0)


def test_stretches_that_leave_the_same_are_one() -> None:
    """Two claims of 10 that follow each other leave 8 of 18 from the first's start to the second's end."""
    one, two = Claimed(Decimal(10), MONTHS[3], MONTHS[15]), Claimed(Decimal(10), MONTHS[15], MONTHS[27])
    assert list(left(Decimal(18), [two, one])) == [
        Stretch(Decimal(18), None, MONTHS[3]),
        Stretch(Decimal(8), MONTHS[3], MONTHS[27]),
        Stretch(Decimal(18), MONTHS[27], None),
    ]
