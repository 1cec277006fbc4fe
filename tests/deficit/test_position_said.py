"""What finance decided is said where it is read: blocks that sum, the approver's words, what replaced a position, and
what has changed since the meeting."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.board.selectors.overview import changes_since
from apps.core.selectors.reading import reading_date
from apps.deficit.charts import NOT_REACHED
from apps.deficit.models import Position
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind, ReportingPoint
from tests.deficit.position_pages import ROOT, as_person
from tests.deficit.positions_made import (
    CONTENT,
    SEEN,
    WHY,
    begun,
    decided,
    draft_with_parts,
    published_with_parts,
)
from tests.deficit.published import publish_a_run
from tests.fixtures import person
from tests.initiatives.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
BUDGET = ReportingPoint.BUDGET


def test_the_blocks_sum_with_what_no_line_reaches_and_the_approvers_words_stand_beside_it():
    loose = replace(CONTENT, closing=CONTENT.closing + 2_000_000)
    position = draft_with_parts(2026, BUDGET, loose)
    decided(position, "ready", "finance")
    decided(position, "approve", "admin", differences_seen=SEEN)
    decided(position, "publish", "finance")
    page = as_person("board").get("/deficit/")
    *rows, total = page.context["blocks"].rows
    assert sum(row.get("2026-27", Decimal(0)) for row in rows) == total["2026-27"] == Decimal("102.7") * 1_000_000
    assert rows[-1] == {"block": NOT_REACHED, "2025-26": 0, "2026-27": 2_000_000}
    assert rows[-2]["block"].startswith("Transfers between blocks")
    assert rows[-2]["2026-27"] == 0
    assert f"approved it all the same: “{SEEN}”" in text_of(page)


def test_blocks_that_tie_have_no_such_row():
    rows = as_person("board").get("/deficit/").context["blocks"].rows
    assert not any(row["block"] == NOT_REACHED or row["block"].startswith("Transfers") for row in rows)


def test_a_published_position_that_was_corrected_says_by_which_version_and_why():
    first = published_with_parts(2026, BUDGET)
    assert "Replaced by" not in text_of(as_person("board").get(f"{ROOT}{first.pk}/"))
    second = begun(2026, BUDGET, content=CONTENT, reason=WHY)
    assert "Replaced by" not in text_of(as_person("finance").get(f"{ROOT}{first.pk}/")), "a draft replaces nothing"
    decided(second, "ready", "finance")
    decided(second, "approve", "admin", differences_seen=SEEN)
    decided(second, "publish", "finance")
    page = as_person("board").get(f"{ROOT}{first.pk}/")
    assert "Replaced by version 2" in text_of(page)
    assert f"Why: {WHY}" in text_of(page)
    assert f'href="{ROOT}{second.pk}/"' in page.content.decode()
    assert "Replaced by" not in text_of(as_person("board").get(f"{ROOT}{second.pk}/"))


def test_two_different_positions_are_offered_to_be_compared():
    form = as_person("board").get(f"{ROOT}compare/").context["form"]
    first, second = form["first"].value(), form["second"].value()
    assert {first, second} == set(Position.objects.values_list("pk", flat=True))


def test_the_overview_says_what_changed_of_the_money_and_nothing_in_the_making():
    published_with_parts(2026, BUDGET)
    correction = begun(2026, BUDGET, content=CONTENT, reason=WHY)
    decided(correction, "ready", "finance")
    decided(correction, "approve", "admin", differences_seen=SEEN)
    decided(correction, "publish", "finance")
    treat_benefits(
        initiative="send-sufficiency", kind=BenefitKind.PIPELINE_PLACES, in_forecast=True, reason="It was in the plan.",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    publish_a_run()
    told = [entry.action for entry in changes_since(reading_date())]
    assert sorted(told) == ["Published a position"] * 2 + ["Published a run", "Said what the forecast holds"]
    said = text_of(as_person("board").get("/"))
    assert "published a position: 2026/27 Budget, version 1" in said
    assert f"published a position: 2026/27 Budget, version 2 (“{WHY}”)" in said
    assert "(“Read and agreed.”)" in said
    assert "(“It was in the plan.”)" in said
