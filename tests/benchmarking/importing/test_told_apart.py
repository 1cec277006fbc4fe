"""What a file may not pass for: a suppressed count for none, two codes for two authorities, a region for a council."""

from decimal import Decimal

import pytest

from apps.benchmarking.models import Authority, Caseload, Figure, SpendRow
from apps.benchmarking.selectors.denominators import divisor_years
from apps.benchmarking.vocabulary import ImportKind
from tests.benchmarking.importing.test_all_or_nothing import CASELOAD, plans
from tests.benchmarking.importing.written import ENGLAND, OUTTURN, TOP_UP, csv_of, imported, said, spend_row

pytestmark = pytest.mark.usefixtures("national")
OLD, NEW = "E10000002", "E06000060"  # Buckinghamshire before and after April 2020
PLACED = ("plans_mainstream", "plans_resourced", "plans_special", "plans_inmss", "plans_ap", "plans_post_16")


def stored(january: int = 2027) -> dict[str, Decimal | str | None]:
    rows = Figure.objects.filter(area__ons_code="E06000058", year=january, measure__startswith="plans")
    return {measure: mark or value for measure, value, mark in rows.values_list("measure", "value", "mark")}


def caseload(*cells: str) -> bytes:
    return csv_of(CASELOAD, [("202627", "Local authority", "E06000058", *cells)])


def test_a_suppressed_part_is_not_none_and_nor_is_what_rests_on_it():
    made = imported(ImportKind.SEN2_CASELOAD, caseload("5000", "2000", "c", "250", "1000", "1550", "40", "700"))
    assert made.sound, said(made)
    assert stored() == {
        "plans": 5000, "plans_mainstream": 2000, "plans_resourced": 0, "plans_special": 1000, "plans_inmss": "c",
        "plans_ap": 40, "plans_post_16": 700, "plans_other": 710,
    }  # fmt: skip
    groups = dict(Caseload.objects.filter(january=2027).values_list("placement", "plans"))
    assert groups == {"local_specialist": 1000, "mainstream": 2000, "other": 1450}


def test_a_suppressed_total_leaves_the_rest_unknown():
    imported(ImportKind.SEN2_CASELOAD, caseload("5000", "2000", "300", "250", "1000", "x", "40", "700"))
    assert (stored()["plans_inmss"], stored()["plans_other"]) == (550, "x")


def test_a_whole_that_is_suppressed_takes_its_parts_with_it():
    imported(ImportKind.SEN2_CASELOAD, plans(2027, 5_000, 2_000, 300, 250, 1_000, 1_550, 40, 700))
    later = imported(ImportKind.SEN2_CASELOAD, caseload("c", "2000", "300", "250", "1000", "1550", "40", "700"))
    assert later.counts.changed == 8
    assert set(stored().values()) == {"c"}


def totals(*rows: tuple[str, str, str]) -> bytes:
    return csv_of(("time_period", "new_la_code", "high_needs_1_2_net"), rows)


def test_an_authority_under_two_codes_has_one_figure_of_a_year():
    both = imported(ImportKind.OUTTURN_TOTALS, totals(("203031", OLD, "100"), ("203031", NEW, "200")))
    ((row, _, _, reason),) = said(both)
    assert (row, reason) == (3, "It says again what line 2 says. Keep one of the two.")
    first = imported(ImportKind.OUTTURN_TOTALS, totals(("203031", OLD, "100")))
    second = imported(ImportKind.OUTTURN_TOTALS, totals(("203031", NEW, "200")))
    assert (first.counts.new, second.counts.new, second.counts.changed) == (1, 0, 1)
    buckinghamshire = Authority.objects.get(ons_code=NEW)
    assert Figure.objects.get(year=2030, area__authority=buckinghamshire).value == 200
    assert imported(ImportKind.OUTTURN_TOTALS, totals(("203031", OLD, "200"))).counts.same == 1


def test_a_code_of_another_level_is_refused():
    ours_as_england = (*ENGLAND[:2], "E06000058", *ENGLAND[3:])
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(where=ours_as_england)]))
    ((row, column, value, reason),) = said(outcome)
    assert (row, column, value) == (2, "country_code", "E06000058")
    assert reason == "This code is of the level local authority. Check the row."
    assert not SpendRow.objects.filter(financial_year=2024).exists()


def test_england_ties_with_its_authorities_under_another_dash():
    """Titles differ by a dash between rows of one line: the line is the same."""
    hyphen = TOP_UP.replace("–", "-")
    outcome = imported(
        ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(where=ENGLAND, title=hyphen), spend_row(title=TOP_UP)])
    )
    assert [(total.summed, total.ties) for total in outcome.totals] == [(Decimal("19597300.00"), True)]


def test_a_population_of_two_authorities_divides_no_comparison():
    assert divisor_years()["population_0_19"] == (2020,)
    header = ("utla20_code", "population_0_19_mid2021")
    assert imported(ImportKind.POPULATION, csv_of(header, [("E06000058", "84000"), ("E06000055", "44000")])).sound
    assert divisor_years()["population_0_19"] == (2020,)
