"""A quarter's page with many rows: twenty-five at a time, all of them in a file; and from whom readings are due."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from apps.core.models import Notification, User
from apps.initiatives.models import Initiative, MeasurementPlan, OutcomeMeasure, PlanCounterfactual, PlanMeasure
from apps.initiatives.presenters.quarters import due_from_sentence
from apps.initiatives.reminders import send
from apps.initiatives.selectors.due_from import due_from
from apps.initiatives.selectors.quarters import quarter_on
from tests.fixtures import person
from tests.initiatives.pages import queries, signed_in, text_of
from tests.initiatives.plans import AT, agreed
from tests.initiatives.quarterly import AFTER_WINTER, WINTER
from tests.test_queries import copied

URL = "/quarters/2025-26/4/"


@pytest.fixture
def finance(report: None) -> Client:
    agreed("portage")
    return signed_in(Client(), person("finance"))


def many(initiatives: int) -> None:
    """As many initiatives again, each with an agreed plan and a measure."""
    plan, start = MeasurementPlan.objects.get(initiative__slug="portage"), Initiative.objects.count()
    for number in range(start, start + initiatives):
        subject = copied(Initiative.objects.get(slug="portage"), slug=f"more-{number}", name=f"More {number}")
        measure = OutcomeMeasure.objects.create(
            initiative=subject, slug=f"more-{number}", name="Children reached", unit="children", better="higher"
        )
        draft = copied(plan, initiative=subject, state="drafted", agreed_by=None, agreed_at=None)
        PlanMeasure.objects.create(plan=draft, measure=measure)
        PlanCounterfactual.objects.create(plan=draft, placement="inmss", share=100)
        MeasurementPlan.objects.filter(pk=draft.pk).update(state="agreed", agreed_by=person("finance"), agreed_at=AT)
        plan = MeasurementPlan.objects.get(initiative__slug="portage")


def test_twenty_five_readings_a_page_and_all_of_them_in_a_file(finance: Client) -> None:
    many(40)
    first = finance.get(URL)
    page = text_of(first)
    assert "41 of 41 readings are missing" in page
    assert "41 rows, showing 1 to 25" in page
    assert len(first.context["readings"].rows) == 25
    second = finance.get(URL, {"readings_page": "2"})
    assert "41 rows, showing 26 to 41" in text_of(second)
    assert len(second.context["readings"].rows) == 16
    assert 'aria-label="Pages of readings"' in second.content.decode()
    file = finance.get(URL, {"_export": "csv", "_of": "readings"}).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) >= 42


def test_the_questions_to_the_database_do_not_grow(finance: Client) -> None:
    before = queries(finance, URL)
    many(30)
    assert queries(finance, URL) <= before


def test_what_is_missing_is_named_ten_times_at_most(finance: Client) -> None:
    many(14)
    page = text_of(finance.get(URL))
    assert page.count("Missing: ") == 10
    assert "And 5 more readings are missing." in page


def test_a_quarter_with_a_thousand_missing_readings_can_be_closed(finance: Client) -> None:
    form = finance.get(URL).context["form"]
    assert form.fields["missing"].max_length >= 1000 * len("1234567-")


def test_due_from_whom_and_reminded_are_the_same_people(finance: Client) -> None:
    second = User.objects.create(username="second", first_name="B. Second", email="b@example.org")
    second.groups.set(person("manager").groups.all())
    page = text_of(finance.get(URL))
    manager = person("manager")
    assert f"Readings are due from the SEND managers, who are the ones reminded: {manager} and {second}." in page
    assert "SEND managers Head of SEND" in page
    assert "Due from" in page
    assert "Answers for the plan" in page
    quarter = quarter_on(WINTER, date(2026, 4, 20))
    assert send(quarter, by=None, at=AFTER_WINTER) == 2
    assert {n.person for n in Notification.objects.filter(subject_path=URL)} == {manager, second}
    assert due_from() == [manager, second]


def test_nobody_is_reminded_where_nobody_has_the_role() -> None:
    assert due_from_sentence([]).endswith("Nobody has that role now, so nobody is reminded.")
