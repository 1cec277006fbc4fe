"""What the national files say together: two readings of one outturn, neighbours in order, plans and timeliness."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.benchmarking.models import BenchmarkValue, Figure, Neighbour, SpendRow
from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.written import AT, imported
from tests.benchmarking.national import FOLDER

pytestmark = pytest.mark.usefixtures("national")
OURS, ENGLAND = "E06000058", "E92000001"
REPORT = FOLDER / "report-2026-01-27" / "appendix3.csv"


def central_outturn() -> dict[str, Decimal]:
    """Of 2021-22 by ONS code: the lines 1.2.x of the file by groups of lines, place funding (1.0.2) left out."""
    rows = SpendRow.objects.filter(kind="outturn", financial_year=2021).exclude(line__code="1.0.2")
    return dict(rows.values_list("area__ons_code").annotate(Sum("net")))


def test_two_files_agree_on_the_outturn_of_2021_22():
    grouped = central_outturn()
    series = dict(Figure.objects.filter(measure="outturn_high_needs", year=2021).values_list("area__ons_code", "value"))
    assert {"E06000060", "E10000006"} <= grouped.keys() & series.keys(), "Buckinghamshire and Cumbria are in both"
    apart = {code: abs(net / series[code] - 1) for code, net in grouped.items() if series.get(code)}
    assert (len(grouped), len(apart)) == (150, 150)
    assert sum(share <= Decimal("0.05") for share in apart.values()) == 150
    assert sum(share <= Decimal("0.01") for share in apart.values()) == 142
    assert round(grouped[OURS]) == series[OURS] == 47_976_413


def neighbours(version: str) -> list[str]:
    rows = Neighbour.objects.filter(comparator_set__authority__dfe_code="839", comparator_set__model_version=version)
    return list(rows.order_by("rank").values_list("authority__dfe_code", flat=True))


def test_may_2025_gives_the_ten_of_appendix_3_and_april_2021_another_set():
    printed = [line.split(",")[0] for line in REPORT.read_text().split("\n")[1:] if line]
    assert neighbours("2025-05") == [code for code in printed if code != "839"]
    assert len(neighbours("2021-04")) == 10
    assert set(neighbours("2021-04")) != set(neighbours("2025-05"))


def test_the_176_values_of_appendix_3_through_the_importer_equal_the_report():
    keys = "authority__dfe_code", "line__code"
    loaded = {row[:2]: row[2] for row in BenchmarkValue.objects.values_list(*keys, "value")}
    assert len(loaded) == 176
    BenchmarkValue.objects.all().delete()
    outcome = imported(ImportKind.S251_PER_HEAD, REPORT.read_bytes(), "appendix3.csv", year=FinancialYear(2025))
    assert (outcome.sound, outcome.counts.new) == (True, 176)
    assert {row[:2]: row[2] for row in BenchmarkValue.objects.values_list(*keys, "value")} == loaded


def figure(measure: str, year: int, area: str = OURS) -> Decimal:
    value = Figure.objects.get(measure=measure, year=year, area__ons_code=area).value
    assert value is not None
    return value


def test_plans_with_independent_schools_grew_while_their_share_fell():
    assert [figure("plans_inmss", year) for year in (2025, 2026)] == [508, 554]
    shares = [100 * figure("plans_inmss", year) / figure("plans", year) for year in (2025, 2026)]
    assert [round(share, 2) for share in shares] == [Decimal("11.46"), Decimal("11.12")]


def test_plans_within_twenty_weeks_in_2024():
    shares = [
        100 * figure("within_20_weeks_ex", 2024, area) / figure("plans_issued_ex", 2024, area)
        for area in (OURS, ENGLAND)
    ]
    assert [round(share, 1) for share in shares] == [Decimal("77.6"), Decimal("46.4")]


def test_the_national_caseload_leaves_the_councils_own_counts_as_the_report_states_them():
    """The Januaries that both give are the same; what the report's two files count stands unchanged."""
    with (FOLDER / "public" / "bcp_sen2_caseload_jan2026.csv").open("rb") as stream:
        again = import_file(kind=ImportKind.SEN2_CASELOAD, name="again.csv", stream=stream, by=None, at=AT)
    assert (again.counts.same, again.counts.new, again.counts.changed) == (8, 0, 0)
    assert (figure("plans", 2025), figure("plans", 2026)) == (4432, 4982)
