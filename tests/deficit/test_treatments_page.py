"""Which benefits finance's forecast holds already: read by everybody, said by finance, never over somebody else."""

import pytest
from django.test import Client

from apps.core.models import RecomputeRequest
from apps.deficit.models import BenefitTreatment
from apps.deficit.runs.preview import benefits_held
from tests.fixtures import person

PAGE = "/deficit/in-the-forecast/"
WHY = "The outlook was built before any pipeline place was known."
PIPELINE = "send-sufficiency/pipeline_places"


def sent(**changed: str) -> dict[str, str]:
    return {"benefit": PIPELINE, "where": "in", "reason": WHY, "read": "0", **changed}


def client(name: str) -> Client:
    made = Client()
    made.force_login(person(name))
    return made


def test_each_benefit_stands_once_with_its_worth(report: None) -> None:
    """Worked by hand: 224 places × (22,000 × 0.95 − 10,000 × 0.05) × 5/12, at the prices of 2026/27."""
    page = client("board").get(PAGE).content.decode()
    assert "The rule: it had begun" in page
    assert "The rule: it had not begun" in page
    (pipeline,) = [one for one in benefits_held() if one.slug == PIPELINE]
    assert (pipeline.in_forecast, pipeline.units) == (False, 224)
    # September openings that slip by two months: November to March
    assert round(pipeline.worth, 2) == round(224 * (22_000 * 95 // 100 - 500) * 5 / 12 * 1.03, 2)


def test_finance_says_otherwise_once(report: None) -> None:
    finance = client("finance")
    assert finance.post(PAGE, sent()).status_code == 302
    (row,) = BenefitTreatment.objects.all()
    assert (row.in_forecast, row.reason, row.by.username) == (True, WHY, "finance")
    assert RecomputeRequest.objects.filter(cause=str(row)).count() == 1
    assert next(one for one in benefits_held() if one.slug == PIPELINE).in_forecast is True
    again = finance.post(PAGE, sent())
    assert again.status_code == 422
    assert "Nothing was changed" in again.content.decode()
    assert BenefitTreatment.objects.count() == 1
    page = finance.get(PAGE).content.decode()
    assert page.count(WHY) == 2  # beside the benefit, and in the history


def test_a_form_read_before_somebody_else_said_more_is_refused_with_what_they_said(report: None) -> None:
    assert client("admin").post(PAGE, sent()).status_code == 302
    stale = client("finance").post(PAGE, sent(where="beside", reason="I read that it was not in it."))
    page = stale.content.decode()
    assert stale.status_code == 409
    assert WHY in page
    assert "I read that it was not in it." in page
    assert BenefitTreatment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("benefit", "luck/claim", "“luck/claim” is none of the benefits below"),
        ("benefit", "", "Choose the benefits"),
        ("where", "nowhere", "“nowhere” is not one of the choices"),
        ("reason", "Short", "at least 10 characters"),
        ("reason", "The child AB123456 is counted twice, NHS 943 476 5919", "NHS number"),
        ("read", "x", "lost track"),
    ],
)
def test_what_is_refused_says_why(report: None, field: str, value: str, words: str) -> None:
    answer = client("finance").post(PAGE, sent(**{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BenefitTreatment.objects.exists()


@pytest.mark.parametrize("name", ["board", "manager", "adviser"])
def test_only_finance_says_it(report: None, name: str) -> None:
    assert client(name).post(PAGE, sent()).status_code == 403
    assert "Say otherwise" not in client(name).get(PAGE).content.decode()
