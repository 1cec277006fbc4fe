"""An initiative's page, for each of the report's twenty."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from apps.core.models import Document
from apps.initiatives.charts import outcome_chart
from apps.initiatives.models import Evidence, Initiative, OutcomeReading
from apps.initiatives.presenters.plan import gate_sentence, timeline_items
from apps.initiatives.presenters.words import period, reading_text
from apps.initiatives.selectors.dossier import dossier
from tests.initiatives.pages import queries, signed_in, text_of

SLUGS = (
    "send-sufficiency", "dingleys-promise", "portage", "per-pupil-capital", "digitalisation", "synergy-upgrade",
    "pre-ehcp", "ap-three-tier", "oap-toolkit", "inclusion-advisors", "educational-psychology",
    "appeals-dispute-resolution", "workforce-development", "ehcp-process-efficiency", "local-places",
    "send-admissions", "innovation-outreach", "innovation-inclusion-leads", "innovation-training",
    "dfe-send-improvement",
)  # fmt: skip


@pytest.fixture
def reader(client: Client, board_user: AbstractUser) -> Client:
    return signed_in(client, board_user)


def page_of(reader: Client, slug: str) -> str:
    response = reader.get(f"/initiatives/{slug}/")
    assert response.status_code == 200
    return text_of(response)


@pytest.mark.parametrize("slug", SLUGS)
def test_page_answers_for_every_initiative(reader: Client, slug: str) -> None:
    page = page_of(reader, slug)
    for heading in ("What it costs and who pays", "Did it work?", "Evidence", "Overlaps", "Measurement plan: none"):
        assert heading in page
    assert "No claim of cost avoidance can be made until a measurement plan is agreed" in page
    assert "How printed words were mapped" in page
    assert "Owner Not given" in page


@pytest.mark.parametrize(
    ("slug", "texts"),
    [
        (
            "send-sufficiency",
            [
                "264 places counted × £38,000 = 10,032", "224 places counted × £38,000 = 8,512", "39.8%", "41.4%",
                "+1.6 percentage points", "11.3%", "10.8%", "−0.5 percentage points", "The base dates differ",
                "Lower share; the report gives no numbers, so the number may have risen",
                "Higher share; the report gives no numbers, so the number may have fallen",
                "from Feb 2025", "from Sept 2024", "What the High Needs Block pays worsens",
            ],
        ),
        (
            "dingleys-promise",
            [
                "12 children × £47,000 = 564", "135", "33", "86", "at least 12", "2 (Table 1) and 8 (para 4.8)",
                "135 referred, 33 placed, at least 12 in mainstream",
                "9 a year, £423k", "£564k stands", "Opens in Christchurch Due now",
            ],
        ),
        (
            "portage",
            [
                "£94,000 a year", "2.42 children fewer, not a whole number",
                "from 15 fewer to 10 more children", "from 12 fewer to 17 more children",
                "allows 1.2 to 3.6 children", "cannot be distinguished from no change",
                "same children as Dingley's Promise, Speech and language therapy (SALT)",
            ],
        ),
        (
            "per-pupil-capital",
            ["180 places × £38,000 = 6,840, 840 more than stated", "around £6m", "9,000,000",
             "None of it comes from the High Needs Block"],
        ),
        ("pre-ehcp", ["1,500,000", "2026/27 to 2027/28", "Each year", "reaches Delivery"]),
        ("digitalisation", ["names no funding source", "no benefit is reported yet", "(it is at Design)"]),
        ("inclusion-advisors", ["Would scale up Innovation Fund: inclusion leads pilot"]),
        ("innovation-inclusion-leads", ["Could be scaled up by Inclusion Advisors", "270,000", "together"]),
        ("dfe-send-improvement", ["just under £600,000"]),
        (
            "appeals-dispute-resolution",
            [
                "£95,000 of cost avoidance (beside the report’s total; the report gives no period; taken as one-off)",
                "General Fund and High Needs Block",
            ],
        ),
        ("synergy-upgrade", ["May to June 2026", "Next"]),
    ],
)  # fmt: skip
def test_page_states_the_reports_figures(reader: Client, slug: str, texts: list[str]) -> None:
    page = page_of(reader, slug)
    for text in texts:
        assert text in page, text


@pytest.mark.parametrize(
    ("slug", "how"),
    [
        ("send-sufficiency", "sufficiency-run-rate"), ("dingleys-promise", "dingleys-run-rate"),
        ("portage", "portage-run-rate"), ("per-pupil-capital", "per-pupil-capital"),
        ("pre-ehcp", "pre-ehcp-break-even"),
    ],
)  # fmt: skip
def test_figures_lead_to_their_working(reader: Client, slug: str, how: str) -> None:
    assert f'href="/how/{how}/"' in reader.get(f"/initiatives/{slug}/").content.decode()


@pytest.mark.parametrize("slug", ["send-sufficiency", "dingleys-promise", "portage"])
def test_chart_equals_table_export_and_sentence(reader: Client, slug: str) -> None:
    found = dossier(slug)
    chart = outcome_chart(found.initiative, found.outcomes)
    assert chart is not None
    assert len(chart.title.split()) <= 10
    for trace in chart.figure["data"]:
        column = trace["meta"]["column"]
        assert trace["x"] == [float(v) for v in chart.table.values(column) if v is not None]
    export = reader.get(f"/initiatives/{slug}/", {"_export": "csv", "_of": chart.slug}).content.decode()
    for o in found.outcomes:
        for reading in (o.baseline, o.latest, *o.others):
            if reading:
                assert reading_text(reading, o.measure.unit) in chart.sentences
                assert f"{reading.value.normalize():f}" in export


def test_a_share_without_numbers_is_not_called_better(reader: Client) -> None:
    page = page_of(reader, "send-sufficiency")
    assert "Better" not in page
    assert "better" not in page


@pytest.mark.parametrize("slug", sorted(set(SLUGS) - {"send-sufficiency", "dingleys-promise", "portage"}))
def test_without_readings_there_is_no_chart(slug: str, report: None) -> None:
    found = dossier(slug)
    assert outcome_chart(found.initiative, found.outcomes) is None


def test_timeline_follows_the_newest_meeting_paper(reader: Client) -> None:
    Document.objects.create(
        slug="later", title="Later paper", body="Council", date=date(2026, 6, 1), is_meeting_paper=True
    )
    page = page_of(reader, "dingleys-promise")
    assert "read for 1 June 2026" in page
    assert "Opens in Christchurch Overdue" in page
    assert "nothing records that it was reached" in page


def test_timeline_names_one_next(report: None) -> None:
    subject = dossier("pre-ehcp").initiative
    tags = [item["tag"] for item in timeline_items(subject, date(2026, 1, 27))]
    assert tags == ["Due now", "Next"]
    assert [i["tag"] for i in timeline_items(subject, date(2025, 1, 1))] == ["Next", "Later"]


def test_gate_opens_with_an_agreed_plan_in_delivery(report: None) -> None:
    subject = Initiative.objects.get(slug="oap-toolkit")
    subject.measurement_plan = "agreed"
    assert "can be made" in gate_sentence(subject)
    subject.stage = "design"
    assert "until it reaches Delivery" in gate_sentence(subject)


def test_evidence_grades_stand_in_words(reader: Client) -> None:
    assert "Not graded yet" in page_of(reader, "portage")
    Evidence.objects.filter(initiative__slug="portage").update(grade="partial")
    assert "evidence partial" in page_of(reader, "portage")


@pytest.mark.parametrize("value", ["0", "100", "150", "-5"])
def test_odd_readings_are_shown(reader: Client, value: str) -> None:
    OutcomeReading.objects.filter(measure__slug="portage-specialist", is_baseline=False).update(value=Decimal(value))
    page_of(reader, "portage")


@pytest.mark.parametrize("path", ["nothing", "portage2", "-"])
def test_an_unknown_initiative_is_not_found(reader: Client, path: str) -> None:
    assert reader.get(f"/initiatives/{path}/").status_code == 404


@pytest.mark.parametrize("name", ["funding", "benefits", "outcomes-chart"])
@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_each_table_is_exported(reader: Client, name: str, kind: str) -> None:
    assert reader.get("/initiatives/portage/", {"_export": kind, "_of": name}).status_code == 200


def test_query_count_does_not_grow(reader: Client) -> None:
    url = "/initiatives/dingleys-promise/"
    before = queries(reader, url)
    assert before <= 26
    subject = Initiative.objects.get(slug="dingleys-promise")
    for i in range(20):
        Evidence.objects.create(
            initiative=subject, order=50 + i, statement="More", source=subject.source, source_reference="para 1"
        )
    assert queries(reader, url) <= before


def test_periods_in_words() -> None:
    assert period(date(2026, 1, 1), date(2026, 1, 31)) == "January 2026"
    assert period(date(2026, 5, 1), date(2026, 6, 30)) == "May to June 2026"
    assert period(date(2025, 12, 1), date(2026, 1, 31)) == "December 2025 to January 2026"
    assert period(date(2026, 1, 5), date(2026, 1, 5)) == "5 January 2026"
    assert period(date(2026, 1, 5), date(2026, 1, 9)) == "5 January 2026 to 9 January 2026"
