"""Meetings, what the committee was asked and asked itself, and the risk: typed here a second time from the paper."""

from datetime import date

import pytest

from apps.board.models import (
    Action,
    AgendaItem,
    BoardDecision,
    Body,
    EnquiryQuestion,
    FrameworkVersion,
    MaturityArea,
    Meeting,
    RiskVersion,
    Target,
    TermsOfReference,
)

pytestmark = pytest.mark.usefixtures("report")


def test_bodies_and_their_meetings() -> None:
    assert set(Body.objects.values_list("name", "kind")) == {
        ("High Needs Block Deficit Recovery Plan Board", "board"),
        ("Children's Services Overview and Scrutiny Committee", "scrutiny"),
        ("Cabinet", "cabinet"),
    }
    meetings = Meeting.objects.order_by("date").values_list("slug", "date", "day_known", "status")
    assert list(meetings) == [
        ("2026-01-deficit-recovery-board", date(2026, 1, 1), False, "planned"),
        ("2026-01-27-overview-and-scrutiny", date(2026, 1, 27), True, "held"),
    ]


def test_the_three_recommendations_are_the_committees_agenda() -> None:
    items = list(AgendaItem.objects.values_list("label", "asked", "question"))
    assert [(label, asked) for label, asked, _ in items] == [("a", "note"), ("b", "endorse"), ("c", "endorse")]
    assert items[0][2] == (
        "Note the current High Needs Block (HNB) position and the impact and cost avoidance of the initiatives "
        "implemented to date including the increased supply of specialist places, the early years inclusion model "
        "(Dingley's Promise) and the positive impact of the Portage Service."
    )
    assert items[1][2] == (
        "Endorse the invest-to-save programme and the establishment of the High Needs Block Deficit Recovery Plan "
        "Board, including its role in approving a benefits-measurement framework to evidence cost avoidance and "
        "prevent double-counting across initiatives."
    )
    assert items[2][2].startswith(
        "Support the progression of the following priority initiatives: Digitalisation of High"
    )


def test_the_four_questions_as_printed() -> None:
    assert list(EnquiryQuestion.objects.values_list("number", "words")) == [
        (1, "What invest to save initiatives have been put in place over the past three years?"),
        (
            2,
            "What evidence do we have of the impact that these have had? Please provide as much financial detail as "
            "possible?",
        ),
        (3, "Are there new invest to save initiatives being developed, if so, what are they?"),
        (4, "What will be requested in the 2026/27 council budget to support invest to save work?"),
    ]


def test_the_risk_as_printed_and_what_the_paper_does_not_hold() -> None:
    [risk] = RiskVersion.objects.all()
    assert risk.description == (
        "There is an ongoing risk from the DSG accumulated deficit on the financial stability of the council."
    )
    assert (risk.likelihood, risk.impact, risk.owner, risk.mitigation) == (None, None, "", "")
    for model in (Action, BoardDecision, FrameworkVersion, MaturityArea, Target, TermsOfReference):
        assert not model.objects.exists(), model
