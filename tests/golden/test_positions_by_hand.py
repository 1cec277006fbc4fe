"""Table 4 of the report, typed in line by line through the forms, approved by another person and published."""

from decimal import Decimal

import pytest

from apps.core.models import RecomputeRequest
from apps.deficit.selectors.positions import outlook
from tests.deficit.position_pages import ROOT, as_person, enter_table_4, publish

pytestmark = pytest.mark.django_db


def test_table_4_by_hand_ties_and_moves_the_dashboards(report: None):
    finance = as_person("finance")
    q3 = enter_table_4(finance, "2025-26", "q3", "113.3m", "183.6m")
    page = finance.get(f"{ROOT}{q3.pk}/").content.decode()
    sums = "£113,300,000 − £1,900,000 + £57,500,000 + £500,000 + £15,500,000 − £1,300,000 = £183,600,000"
    assert f"{sums}; closing as stated £183,600,000: ties." in page
    publish(q3)
    following = enter_table_4(finance, "2026-27", "outlook", "183.6m", "279.3m")
    page = finance.get(f"{ROOT}{following.pk}/").content.decode()
    assert "£183,600,000 + £95,700,000 = £279,300,000; closing as stated £279,300,000: ties." in page
    assert "the closing of 2025/26 Quarter 3, version 2 (£183,600,000): ties." in page
    publish(following)

    shown = outlook()
    assert shown is not None
    assert [(p.version, p.closing, p.unexplained) for p in shown.years] == [
        (2, Decimal(183_600_000), 0), (2, Decimal(279_300_000), 0),
    ]  # fmt: skip
    assert [p.in_year_gap for p in shown.years] == [73_500_000, 95_700_000]
    assert shown.breaks() == []
    dashboard = as_person("board").get("/deficit/").content.decode()
    assert "stated £183.6m: ties." in dashboard
    assert "stated £279.3m: ties." in dashboard
    causes = list(RecomputeRequest.objects.values_list("cause", flat=True))
    assert f"DSG position published: {q3}" in causes
