"""The self-assessment: nothing is loaded, areas are entered, each assessment is a version with its evidence."""

from uuid import uuid4

import pytest
from django.test import Client

from apps.board.models import MaturityArea, MaturityAssessment
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")
PAGE = "/board/maturity/"


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def test_nothing_is_loaded_and_the_page_says_what_to_do() -> None:
    assert not MaturityArea.objects.exists()
    assert "enter its areas as it names them" in text_of(as_("board").get(PAGE))


def test_an_area_is_entered_and_assessed_in_versions() -> None:
    manager = as_("manager")
    for _ in range(2):
        sent = {"name": "Leadership and governance", "description": ""}
        assert manager.post("/board/maturity/add/", sent).status_code == 302
    assert MaturityArea.objects.get().slug == "leadership-and-governance"
    at = "/board/maturity/leadership-and-governance/assess/"
    sent = {"level": "2", "evidence": "The Board meets.", "role": "Director", "version": "0", "form_key": str(uuid4())}
    for _ in range(2):
        assert manager.post(at, sent).status_code == 302
    assert MaturityAssessment.objects.count() == 1
    stale = as_("finance").post(at, {**sent, "level": "3", "form_key": str(uuid4())})
    assert stale.status_code == 409
    assert "Level 2, by" in text_of(stale)
    later = {**sent, "level": "3", "version": "1", "form_key": str(uuid4())}
    assert manager.post(at, later).status_code == 422
    assert manager.post(at, {**later, "reason": "Terms were agreed."}).status_code == 302
    page = text_of(as_("board").get(PAGE))
    assert "1 of one area assessed: 1 at level 3." in page
    assert "Terms were agreed." in page
    assert "2: Developing" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"level": "5"}, "“5” is not a choice"),
        ({"level": ""}, "Choose a level from 1 to 4"),
        ({"evidence": ""}, "Say what evidence there is"),
        ({"role": ""}, "Name the role"),
        ({"address": "nowhere"}, "“nowhere” is not a web address"),
        ({"form_key": ""}, "lost track"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_in_words(wrong: dict[str, str], said: str) -> None:
    manager = as_("manager")
    manager.post("/board/maturity/add/", {"name": "Early years", "description": ""})
    sent = {"level": "2", "evidence": "x", "role": "Director", "version": "0", "form_key": str(uuid4()), **wrong}
    response = manager.post("/board/maturity/early-years/assess/", sent)
    assert response.status_code == 422
    assert said in text_of(response)
