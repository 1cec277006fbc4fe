"""What the pages of quarters and overlaps need in each of their states: a quarter closed and restated, one overdue."""

from datetime import UTC, date, datetime

from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.vocabulary import OverlapOutcome
from tests.fixtures import person
from tests.initiatives.quarterly import AFTER_WINTER, WINTER, close, logged, restated


def report_by_quarter() -> None:
    """Sufficiency's plan is agreed: one of its readings is there as its quarter is closed, and corrected later."""
    reading = logged("send-sufficiency", date(2026, 1, 1), date(2026, 4, 1))
    close(WINTER, AFTER_WINTER)
    restated(reading, "39.5", datetime(2026, 5, 2, tzinfo=UTC))
    settle_overlap(
        first="portage", second="health-visiting", outcome=OverlapOutcome.APART, reason="The two lists were compared.",
        read_settlements=0, by=person("finance"), at=AFTER_WINTER,
    )  # fmt: skip
