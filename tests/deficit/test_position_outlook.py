"""Which position of a year counts, where the chain of years begins, and two positions side by side."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import number
from apps.deficit.calculations.compare_positions import paired
from apps.deficit.calculations.positions import LineContent
from apps.deficit.models import Position
from apps.deficit.selectors.positions import newest_of_years, outlook, published_positions
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.position_pages import ROOT, as_person
from tests.deficit.positions_made import CONTENT, draft_with_parts, published_with_parts

pytestmark = pytest.mark.django_db
Point = ReportingPoint


def chain() -> list[tuple[str, str, int]]:
    shown = outlook()
    assert shown is not None
    return [(str(p.financial_year), p.reporting_point.value, p.version) for p in shown.years]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([(2026, Point.BUDGET)], [("2025/26", "q3", 1), ("2026/27", "budget", 1)]),
        ([(2025, Point.OUTTURN)], [("2025/26", "outturn", 1), ("2026/27", "outlook", 1)]),
        ([(2025, Point.OUTTURN), (2025, Point.Q2)], [("2025/26", "outturn", 1), ("2026/27", "outlook", 1)]),
        ([(2025, Point.Q1)], [("2025/26", "q3", 1), ("2026/27", "outlook", 1)]),
        ([(2026, Point.BUDGET), (2026, Point.Q1)], [("2026/27", "q1", 1)]),
        ([(2026, Point.Q1), (2025, Point.OUTTURN)], [("2026/27", "q1", 1)]),
        (
            [(2027, Point.OUTLOOK)],
            [("2025/26", "q3", 1), ("2026/27", "outlook", 1), ("2027/28", "outlook", 1)],
        ),
    ],
)
def test_the_latest_reporting_point_of_a_year_counts_whenever_it_was_published(report: None, published, expected):
    for year, point in published:
        published_with_parts(year, point)
    assert chain() == expected


def test_a_higher_version_counts_over_a_lower_one_of_its_reporting_point(report: None):
    one, *_ = [p for p in published_positions() if p.reporting_point == Point.Q3]
    later = replace(one, id=99, version=2, published_date=date(2020, 1, 1))
    earlier_point = replace(one, id=98, reporting_point=Point.Q1, version=7, published_date=date(2030, 1, 1))
    for order in ((one, later, earlier_point), (earlier_point, later, one)):
        assert newest_of_years(order)[one.financial_year].id == 99


def test_as_at_an_earlier_day_a_later_position_is_not_known(report: None):
    published_with_parts(2026, Point.BUDGET)
    shown = outlook(date(2026, 1, 27))
    assert shown is not None
    assert [p.reporting_point for p in shown.years] == [Point.Q3, Point.OUTLOOK]


@pytest.mark.parametrize("path", ["/", "/deficit/", "/how/", "/how/gap-this-year/", "/places/", "/differences/"])
def test_pages_stand_where_one_year_alone_is_known_and_has_its_outturn(report: None, path: str):
    published_with_parts(2026, Point.OUTTURN)
    said = as_person("board").get(path)
    assert said.status_code == 200
    if path == "/deficit/":
        assert "The deficit was £380.0 million at 31 March 2027" in said.content.decode()
    if path == "/how/gap-this-year/":
        assert "Transfers from other blocks to High Needs" in said.content.decode()
        assert "£97.5m" in said.content.decode()


lines = st.lists(
    st.builds(
        LineContent, st.sampled_from(["Gap", "gap ", "Other", "New"]), st.just("x"),
        st.sampled_from(["schools", "high_needs"]), st.just("movement"), st.decimals(-9, 9, places=2),
    ),
    max_size=6,
)  # fmt: skip


@given(lines, lines)
def test_every_line_stands_once_and_the_differences_sum_to_the_difference(first, second):
    pairs = paired(first, second)
    assert [p.first for p in pairs if p.first] == first
    assert sorted(map(repr, (p.second for p in pairs if p.second))) == sorted(map(repr, second))
    total = lambda some: sum((x.amount for x in some), Decimal(0))  # noqa: E731
    assert sum((p.difference for p in pairs), Decimal(0)) == total(second) - total(first)


def test_lines_answer_by_words_and_block_and_else_by_order():
    a = LineContent("Gap", "Gap", "high_needs", "in_year_gap", Decimal(1))
    moved = replace(a, label=" GAP", amount=Decimal(2))
    other = replace(a, label="Other")
    assert [(p.first, p.second) for p in paired([other, a], [moved, replace(other, label="New")])] == [
        (other, replace(other, label="New")), (a, moved),
    ]  # fmt: skip


def test_the_comparison_is_the_same_on_the_page_and_in_each_file(report: None):
    first, second = Position.objects.get(reporting_point="q3"), draft_with_parts()
    finance = as_person("finance")
    address = f"{ROOT}compare/?first={first.pk}&second={second.pk}"
    page = finance.get(address)
    assert "£380.0 million, £196.4 million more than that of" in page.content.decode()
    (rows, _), (blocks, _) = page.context["tables"]
    moved = CONTENT.closing - first.closing
    assert rows.rows[-1]["difference"] == moved == Decimal("196.4") * 1_000_000
    assert blocks.rows[-1]["difference"] == Decimal("100.7") * 1_000_000 - Decimal("70.3") * 1_000_000
    for kind in ("csv", "ods", "xlsx"):
        for slug in ("compared-lines", "compared-blocks"):
            assert finance.get(f"{address}&_export={kind}&_of={slug}").status_code == 200
    text = finance.get(f"{address}&_export=csv&_of=compared-lines").content.decode("utf-8-sig")
    _, *found = csv.reader(io.StringIO(text))
    assert [Decimal(row[-1]) for row in found] == [row["difference"] for row in rows.rows]
    assert number(moved) in page.content.decode()


def test_the_list_is_filtered_and_its_file_holds_the_same_rows(report: None):
    draft_with_parts()
    finance = as_person("finance")
    assert [p.gap for p in finance.get(f"{ROOT}?year=2027-28").context["table"].data.data] == [Decimal("97500000.00")]
    page = finance.get(f"{ROOT}?status=published")
    assert page.context["table"].count == 2
    _, *found = csv.reader(io.StringIO(finance.get(f"{ROOT}?_export=csv").content.decode("utf-8-sig")))
    gaps = {(row[0], row[1]): Decimal(row[5]) for row in found}
    assert gaps == {
        ("2027/28", "Budget"): 97_500_000, ("2026/27", "Outlook"): 95_700_000, ("2025/26", "Quarter 3"): 73_500_000,
    }  # fmt: skip
