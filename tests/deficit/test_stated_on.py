"""The day on which a position was stated: entered, kept, used, and what it moves said before it is published."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from apps.deficit.inputs import read_projection
from apps.deficit.models import Position
from apps.deficit.presenters import day
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.position_pages import ROOT, as_person, begin, save, start_page
from tests.deficit.positions_made import CONTENT, SEEN, decided, draft_with_parts
from tests.initiatives.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
JANUARY, SEPTEMBER = date(2026, 1, 27), date(2026, 9, 15)


def stated(on: date | None) -> Position:
    return draft_with_parts(2026, ReportingPoint.BUDGET, replace(CONTENT, stated_on=on))


def published(position: Position) -> Position:
    decided(position, "ready", "finance")
    decided(position, "approve", "admin", differences_seen=SEEN)
    return decided(position, "publish", "finance")


def test_the_form_offers_today_and_for_a_correction_the_documents_date():
    finance = as_person("finance")
    assert finance.get(start_page("2026-27", "budget")).context["form"].initial["stated_on"] == localdate()
    assert finance.get(start_page("2025-26", "q3")).context["form"].initial["stated_on"] == JANUARY


def test_it_is_entered_changed_and_shown():
    finance = as_person("finance")
    position = begin(finance, "2026-27", stated_on="15/9/2026")
    assert position.stated_on == SEPTEMBER
    form = finance.get(f"{ROOT}{position.pk}/balances/").context["form"]
    given = {name: form[name].value() for name in form.fields if name != "version"}
    assert given["stated_on"] == "15 September 2026"
    assert save(finance, position, "balances", **{**given, "stated_on": "14 September 2026"}).status_code == 302
    position.refresh_from_db()
    assert position.stated_on == SEPTEMBER - timedelta(days=1)
    said = text_of(finance.get(f"{ROOT}{position.pk}/"))
    assert "Stated on 14 September 2026" in said


@pytest.mark.parametrize("wrong", ["soon", "31 February 2026", "1999-12-31", "tomorrow"])
def test_what_is_no_past_day_is_refused(wrong: str):
    text = day(localdate() + timedelta(days=1)) if wrong == "tomorrow" else wrong
    finance = as_person("finance")
    offered = finance.get(start_page("2026-27", "budget")).context["form"].initial
    answer = finance.post(
        start_page("2026-27", "budget"), {**{k: str(v) for k, v in offered.items()}, "stated_on": text}
    )
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["stated_on"]
    assert f"“{text}”" in said
    assert not Position.objects.filter(financial_year=2026, reporting_point="budget").exists()


def test_the_projection_takes_it_in_place_of_the_day_of_publication():
    published(stated(SEPTEMBER))
    assert read_projection().record["stated_on"] == "2026-09-15"


def test_left_empty_the_day_of_publication_counts():
    published(stated(None))
    assert read_projection().record["stated_on"] == localdate().isoformat()


def test_what_changes_side_is_said_before_it_is_published_with_its_worth_and_then_happens():
    before = {s.benefit.key: s.benefit.in_forecast for s in read_projection().sources}
    position = stated(SEPTEMBER)
    page = as_person("finance").get(f"{ROOT}{position.pk}/")
    sides = page.context["sides"]
    assert sides
    assert all("in the forecast already, since it is stated on 15 September 2026." in one for one in sides)
    assert all("worth £" in one for one in sides)
    assert "Warning: publishing it changes which benefits the forecast holds already." in text_of(page)
    published(position)
    moved = {s.benefit.key for s in read_projection().sources if s.benefit.in_forecast != before[s.benefit.key]}
    assert moved
    assert as_person("finance").get(f"{ROOT}{position.pk}/").context["sides"] == []


def test_nothing_changes_side_where_the_newest_day_stays():
    position = stated(JANUARY - timedelta(days=30))
    page = as_person("finance").get(f"{ROOT}{position.pk}/")
    assert page.context["sides"] == []
    assert Decimal(position.closing) == CONTENT.closing


def test_a_spreadsheet_leaves_the_day_as_it_is(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    position = stated(SEPTEMBER)
    finance = as_person("finance")
    template = finance.get(f"{ROOT}{position.pk}/upload/?_export=csv&_of=position-template").content
    changed = template.replace(b"Ledger at period 9", b"Ledger at period 10")
    page = finance.post(f"{ROOT}{position.pk}/upload/", {"sheet": SimpleUploadedFile("p.csv", changed)})
    assert page.context["differences"] == ["Source: “Ledger at period 9” → “Ledger at period 10”."]
