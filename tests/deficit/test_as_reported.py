"""The report's own figures stay the report's, whatever finance publishes since."""

from decimal import Decimal

import pytest

from apps.board.data_sets.projections import load_scenarios
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.selectors.feed import counts
from apps.deficit.selectors.trajectory import scenarios_shown
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.position_pages import as_person
from tests.deficit.positions_made import published_with_parts
from tests.deficit.published import publish_a_run
from tests.initiatives.pages import text_of

pytestmark = pytest.mark.django_db
REPORT = {FinancialYear(2025): Decimal(183_600_000), FinancialYear(2026): Decimal(279_300_000)}
BUDGET = "2026/27 Budget, version 1"
PATHS = {
    "bridge": "/deficit/bridge/",
    "differences": "/differences/",
    "coverage": "/how/coverage/",
    "trajectory": "/deficit/trajectory/?scenario=as-reported",
}


def pages() -> dict[str, str]:
    board = as_person("board")
    return {name: text_of(board.get(path)) for name, path in PATHS.items()}


@pytest.fixture
def newer(report: None) -> None:
    """A budget with another gap and closing, and a run of it, both published."""
    published_with_parts(2026, ReportingPoint.BUDGET)
    publish_a_run()


def test_before_anything_newer_nothing_stands_beside(report: None):
    publish_a_run()
    said = pages()
    for name in ("bridge", "coverage", "differences"):
        assert "14.5%" in said[name]
        assert "11.2%" in said[name]
        assert "ublished now" not in said[name]
    assert "published now" not in said["trajectory"]


def test_the_reports_comparison_stays_and_what_is_published_now_stands_beside_it(newer: None):
    said = pages()
    for name in ("bridge", "coverage", "differences"):
        assert "14.5%" in said[name], name
        assert "11.2%" in said[name], name
        assert BUDGET in said[name], name
    rows = as_person("board").get(PATHS["bridge"]).context["reported"].rows
    assert [(r["year"], r["gap"], r.get("now"), r.get("position")) for r in rows] == [
        ("2025/26", 73_500_000, None, None), ("2026/27", 95_700_000, 97_500_000, BUDGET),
    ]  # fmt: skip
    assert "£97.5m" in said["coverage"]
    assert "£97.5m" in said["differences"]


def test_the_scenario_as_reported_is_the_reports_to_the_pound(newer: None):
    (one,) = scenarios_shown(["as-reported"])
    assert {y: b.central for y, b in one.of(Measure.ACCUMULATED).items()} == REPORT
    assert one.projected.opening == Decimal(113_300_000)
    said = pages()["trajectory"]
    assert "£279.3 million at 31 March 2027" in said
    assert f"what stands in the report’s place, {BUDGET}: £380.0 million at 31 March 2027" in said


def test_the_feed_says_the_same_and_counts_its_rows(newer: None):
    rows = load_scenarios().rows
    assert {r[5]: r[8] for r in rows if (r[2], r[3]) == ("as-reported", "accumulated")} == {
        str(year): amount for year, amount in REPORT.items()
    }
    assert counts()["scenarios"] == len(rows)
