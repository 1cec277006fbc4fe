"""The register: the report's initiatives, filtered, sorted, totalled and exported."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from apps.initiatives.models import Fund, FundingLine, Initiative
from apps.initiatives.presenters.plan import timeline_items
from apps.initiatives.presenters.register import next_milestone, register_rows
from apps.initiatives.presenters.totals import benefit_table, by_category, money_by_category, money_by_payer
from apps.initiatives.presenters.words import in_thousands
from apps.initiatives.selectors.initiatives import everything, register
from apps.initiatives.tables import InitiativeTable
from apps.initiatives.vocabulary import Category
from tests.initiatives.pages import queries, signed_in, text_of

READ_FOR = date(2026, 1, 27)
URL = "/initiatives/"


@pytest.fixture
def reader(client: Client, board_user: AbstractUser) -> Client:
    return signed_in(client, board_user)


def names(response: Any) -> list[str]:
    return [row.name for row in response.context["table"].records]


def test_register_says_what_the_report_says(reader: Client) -> None:
    page = text_of(reader.get(URL))
    assert "names 20 initiatives; 9 of them can draw on the High Needs Block" in page
    assert "None has an agreed measurement plan, so none can make a claim of cost avoidance yet." in page
    assert "20 results" in page
    for text in (
        "10,032 run-rate",
        "564 run-rate",
        "94 run-rate",
        "95, the report gives no period; taken as one-off (beside the total)",
    ):
        assert text in page.replace("\xa0", " ")
    for text in ("143, agreed", "215, agreed", "9,000, agreed (capital)", "1,500 a year, to be requested"):
        assert text in page
    assert "just under 600, agreed" in page
    assert "£600,000" not in page
    assert "May to June 2026: Goes live" in page
    assert "Read for 27 January 2026" in page


@pytest.mark.parametrize("category", Category)
def test_register_gives_each_definition(reader: Client, category: Category) -> None:
    response = reader.get(URL, {"category": category})
    assert text_of(response).count(category.definition) == 2
    assert names(response) == [i.name for i in register() if i.category == category]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"payer": "high_needs"}, 9),
        ({"payer": "elsewhere"}, 9),
        ({"payer": "not_stated"}, 2),
        ({"stage": "idea"}, 2),
        ({"measurement_plan": "none"}, 20),
        ({"measurement_plan": "agreed"}, 0),
        ({"search": "portage"}, 1),
        ({"search": "innovation  TRAINING"}, 1),
        ({"search": "no such words"}, 0),
        ({"search": "%"}, 0),
        ({"category": "grant_funding", "payer": "high_needs"}, 1),
    ],
)
def test_filters_narrow(reader: Client, query: dict[str, str], count: int) -> None:
    response = reader.get(URL, query)
    assert len(names(response)) == count
    assert ("No initiative matches" in text_of(response)) == (count == 0)


@pytest.mark.parametrize("column", InitiativeTable.base_columns)
def test_every_column_sorts_both_ways(reader: Client, column: str) -> None:
    up, down = (reader.get(URL, {"sort": f"{sign}{column}"}) for sign in ("", "-"))
    assert 'aria-sort="ascending"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()
    key = InitiativeTable.base_columns[column].order_by or (column,)
    first = key[0]
    values = [[getattr(r, first) for r in p.context["table"].records] for p in (up, down)]
    assert values[0] == sorted(values[0])
    assert values[1] == sorted(values[1], reverse=True)


def test_money_sorts_by_amount_also_where_it_is_in_words(reader: Client) -> None:
    found = names(reader.get(URL, {"sort": "-money"}))
    assert found[:3] == [
        "Per-pupil capital in place of the special free school",
        "Pre-EHCP targeted funding model",
        "DfE funding to improve SEND services",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "category=foo", "payer=%00", "stage=%F0%9F%98%80", "search=" + "x" * 200, "search=%00", "sort=nonsense",
        "sort=", "sort=-", "page=0", "page=99", "page=abc", "category=a&category=b", "sort=name,-stage", "_export=pdf",
        "_export=csv", "_export=csv&_of=nonsense",
    ],
)  # fmt: skip
def test_odd_requests_are_answered(reader: Client, query: str) -> None:
    assert reader.get(f"{URL}?{query}").status_code in (200, 400)


def test_a_wrong_filter_is_named(reader: Client) -> None:
    response = reader.get(URL, {"category": "foo"})
    page = text_of(response)
    assert "Category: “foo” is not a category of this list. Choose one from it." in page
    assert page.strip().startswith("Error: ")


def test_export_holds_the_whole_filtered_list_in_order(reader: Client) -> None:
    query = {"payer": "high_needs", "sort": "-name", "_export": "csv", "_of": "initiatives"}
    response = reader.get(URL, query)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    found = [row[0] for row in rows[1:10]]
    assert found == sorted(found, reverse=True)
    assert len(found) == 9
    for kind in ("ods", "xlsx"):
        assert reader.get(URL, {**query, "_export": kind}).status_code == 200


def test_totals_never_cross_bases_or_payers(report: None) -> None:
    subjects = list(everything())
    benefits = benefit_table(by_category(subjects), "category")
    rows = [(r.get("basis"), r.get("amount")) for r in benefits.rows if r.get("_kind") != "group"]
    assert rows == [
        ("Run-rate", 10_690_000),
        ("One-off", 95_000),
        ("Run-rate", 8_512_000),
        ("Run-rate", 1_000_000),
        ("Run-rate", 6_000_000),
    ]
    assert not [r for r in benefits.rows if r.get("_kind") == "total"]
    money = money_by_payer(subjects)
    hnb, others, none, total = money.rows
    assert hnb["requested-revenue-year"] == 1_500_000
    assert hnb["agreed-revenue-all"] is None
    assert (others["agreed-revenue-all"], others["agreed-capital-all"]) == (1_558_000, 9_000_000)
    assert none["count"] == 2
    assert total["agreed-revenue-all"] == 1_558_000
    assert [row["count"] for row in money.rows] == [9, 13, 2, 20]
    assert money_by_category(subjects).rows[-1]["count"] == 20


def test_totals_say_who_pays_and_where_the_benefit_falls(reader: Client) -> None:
    page = text_of(reader.get(URL))
    assert "An initiative with several payers stands in the row of each" in page
    assert page.count("counts amounts, not initiatives") == 2
    assert "Paid for by the High Needs Block, alone or with other funds" in page
    assert "Benefit falls to" in page


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("just under £600,000", "just under 600"), ("£550,500", "550.5"),
        ("£1,200,000 to £1,300,000", "1,200 to 1,300"),
        ("around £6m", "around £6m"), ("£1,500k", "£1,500k"), ("some", "some"), ("", ""),
    ],
)  # fmt: skip
def test_amounts_in_words_keep_the_columns_unit(printed: str, shown: str) -> None:
    assert in_thousands(printed) == shown


def test_next_milestone_follows_the_day_it_is_read_for(report: None) -> None:
    subject = register().get(slug="pre-ehcp")
    assert "Partners" in str(next_milestone(subject, READ_FOR))
    assert "Proposals" in str(next_milestone(subject, date(2026, 4, 1)))
    assert next_milestone(subject, date(2031, 1, 27)) is None
    assert register_rows([subject], date(2031, 1, 27), {})[0].milestone == "None on record"


def test_next_milestone_goes_by_its_first_possible_date(report: None) -> None:
    subject = register().get(slug="pre-ehcp")
    subject.milestones.filter(label__startswith="Partners").update(latest_date=date(2027, 3, 31))
    found = next_milestone(register().get(slug="pre-ehcp"), READ_FOR)
    assert "Partners" in str(found)
    assert "Partners" in timeline_items(register().get(slug="pre-ehcp"), READ_FOR)[0]["title"]


def test_query_count_is_constant(reader: Client) -> None:
    before = queries(reader, URL)
    assert before <= 15
    some = Initiative.objects.get(slug="portage")
    for i in range(30):
        extra = Initiative.objects.create(
            slug=f"more-{i}", name=f"More {i}", summary="More", category=some.category, stage=some.stage,
            source=some.source, source_reference="para 1",
        )  # fmt: skip
        FundingLine.objects.create(
            initiative=extra, fund=Fund.objects.first(), state="agreed", amount=1000, source=some.source,
            source_reference="para 1",
        )  # fmt: skip
    assert queries(reader, URL) <= before
    response = reader.get(URL)
    assert "50 results, showing 1 to 25" in text_of(response)
    assert len(names(reader.get(URL, {"page": "2"}))) == 50


def test_an_empty_register_says_what_to_do(reader: Client) -> None:
    response = reader.get(URL, {"search": "nothing at all"})
    assert "Change or clear the filters." in text_of(response)
    assert not response.context["totals"]


def test_register_needs_sign_in(client: Client, report: None) -> None:
    response = client.get(reverse("initiatives:list"))
    assert response.status_code == 302
    assert "/sign-in/" in response["Location"]
