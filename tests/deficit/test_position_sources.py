"""Each year's figures stand with their own position, version, date and source."""

import re

import pytest
from django.utils.timezone import localdate

from apps.deficit.presenters import day
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.position_pages import as_person
from tests.deficit.positions_made import CONTENT, published_with_parts
from tests.deficit.published import publish_a_run
from tests.initiatives.pages import text_of

pytestmark = pytest.mark.django_db
REPORT = "Invest to Save Programme: Dedicated Schools Grant – High Needs Management, para 5.7, Table 4"
OUTLOOK, BUDGET = "2026/27 Outlook, version 1 Published", "2026/27 Budget, version 1 Published"
Q3 = "2025/26 Quarter 3, version 1 Published 27 January 2026 Source: "


def page(path: str) -> str:
    return re.sub(r"\s+", " ", text_of(as_person("board").get(path)))


@pytest.mark.parametrize("path", ["/", "/deficit/"])
def test_the_reports_figures_cite_the_report(report: None, path: str):
    said = page(path)
    assert Q3 in said
    assert f"{OUTLOOK} 27 January 2026 Source: " in said
    assert said.count("para 5.7, Table 4") >= 3
    assert "Entered by finance" not in said


@pytest.mark.parametrize("path", ["/", "/deficit/"])
@pytest.mark.parametrize("with_run", [False, True])
def test_a_newer_position_stands_with_its_own_source_and_date(report: None, path: str, with_run: bool):
    if with_run:
        publish_a_run()
    published_with_parts(2026, ReportingPoint.BUDGET)
    said = page(path)
    assert Q3 in said
    entered = f"Entered by finance, {CONTENT.source_reference}"
    assert f"{BUDGET} {day(localdate())} Source: {entered}" in said
    assert OUTLOOK not in said
    assert f"2026/27 Budget, version 1: {entered}" in said, "the chart's source"
    assert "a deficit is positive (Table 4)" not in said
