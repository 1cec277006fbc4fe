"""Growth of a yearly count, against the council's own counts worked out by hand."""

from decimal import Decimal

import pytest

from apps.deficit.calculations.growth import Growth, growth_of

INMSS = [258, 312, 359, 380, 425, 508, 554]


def test_growth_of_independent_special_schools():
    """380 ÷ 359 is the lowest year, 312 ÷ 258 the highest; (554 ÷ 258)^(1/6) the compound growth."""
    assert growth_of(INMSS) == Growth(Decimal("0.058496"), Decimal("0.135834"), Decimal("0.209302"))


def test_growth_compounds_to_the_last_count():
    growth = growth_of(INMSS)
    assert round(258 * (1 + growth.central) ** 6) == 554
    assert growth.low < growth.central < growth.high


def test_growth_of_one_year_is_certain():
    assert growth_of([100, 110]) == Growth(*[Decimal("0.100000")] * 3)


@pytest.mark.parametrize("counts", [[], [5], [0, 5], [5, 0, 5]])
def test_growth_needs_two_counts_above_nought(counts):
    with pytest.raises(ValueError, match="at least two yearly counts, each above nought"):
        growth_of(counts)
