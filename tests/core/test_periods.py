from datetime import date
from fractions import Fraction

import pytest

from apps.core.periods import FinancialYear, first_year_fraction, months_open_in_first_year


@pytest.mark.parametrize(("month", "months"), [(4, 12), (5, 11), (9, 7), (12, 4), (1, 3), (3, 1)])
def test_months_open_in_first_year(month, months):
    assert months_open_in_first_year(month) == months
    assert first_year_fraction(month) == Fraction(months, 12)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_months_open_refuses_what_is_no_month(month):
    with pytest.raises(ValueError, match="is not a month"):
        months_open_in_first_year(month)


@pytest.mark.parametrize("text", ["2025/26", "2025-26", " 2025-26 "])
def test_parse_reads_both_forms(text):
    year = FinancialYear.parse(text)
    assert (str(year), year.slug) == ("2025/26", "2025-26")
    assert (year.first_day, year.last_day) == (date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize("text", ["2025", "2025/27", "25/26", "", "next year"])
def test_parse_refuses_with_the_remedy(text):
    with pytest.raises(ValueError, match="Write it as 2025-26"):
        FinancialYear.parse(text)


def test_parse_crosses_the_century():
    assert str(FinancialYear.parse("2099/00")) == "2099/00"


@pytest.mark.parametrize(("day", "start"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)])
def test_containing_turns_on_the_first_of_april(day, start):
    assert FinancialYear.containing(day).start == start
