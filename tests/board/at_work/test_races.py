"""Two act at once: of one item one decision stands, of one version one change, and a form sent twenty times is one."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from apps.board.models import (
    Action,
    ActionUpdate,
    BoardDecision,
    EnquiryQuestion,
    EnquiryText,
    Guardrail,
    Meeting,
    RiskVersion,
    Target,
)
from tests.board.at_work.made import COMMITTEE, WHY, action, board_meeting, hold, item_on
from tests.board.at_work.test_guardrails import sent as target_sent
from tests.initiatives.posting import AT_ONCE, Senders, Sent, senders

ROUNDS = 3


@pytest.fixture
def people(reloaded_report: None) -> Iterator[dict[str, Senders]]:
    with senders("manager", "finance") as found:
        yield found


def both(people: dict[str, Senders], path: str, one: dict[str, str], other: dict[str, str]) -> list[int]:
    """Half of twenty senders send one body, half the other, at the same moment."""
    forms = [Sent(path, one), Sent(path, other)] * (AT_ONCE // 2)
    return [status for status, _ in people["manager"].send(forms)]


def test_a_double_decision_on_one_item_gives_one(people: dict[str, Senders]) -> None:
    for turn in range(ROUNDS):
        meeting = board_meeting(date(2026, 3, 1 + turn))
        item = item_on(meeting)
        hold(meeting)
        base = {"words": "As the minutes say.", "reason": WHY, "corrects": ""}
        one = {**base, "outcome": "approved", "form_key": str(uuid4())}
        other = {**base, "outcome": "rejected", "form_key": str(uuid4())}
        statuses = both(people, f"/board/items/{item.pk}/decide/", one, other)
        assert BoardDecision.objects.filter(item=item).count() == 1
        assert sorted(statuses) == [302] * (AT_ONCE // 2) + [409] * (AT_ONCE // 2)


def test_an_action_set_and_reported_on_at_once(people: dict[str, Senders]) -> None:
    committee = Meeting.objects.get(slug=COMMITTEE)
    sent = {"words": "x", "owner": "Head of SEND", "due": "1 May 2026", "form_key": str(uuid4())}
    path = f"/board/meetings/{COMMITTEE}/actions/add/"
    assert {status for status, _ in people["manager"].send([Sent(path, sent)] * AT_ONCE)} == {302}
    assert Action.objects.count() == 1
    for _ in range(ROUNDS):
        row = action(committee)
        one = {"words": "Done.", "state": "done", "due": "1 May 2026", "version": "0"}
        statuses = both(
            people, f"/board/actions/{row.pk}/report/", one, {**one, "words": "Dropped.", "state": "dropped"}
        )
        assert ActionUpdate.objects.filter(action=row).count() == 1
        assert sorted(statuses) == [302] * (AT_ONCE // 2) + [409] * (AT_ONCE // 2)


def test_a_risk_changed_and_a_target_entered_at_once(people: dict[str, Senders]) -> None:
    sent = {
        "title": "Risk", "description": "It may.", "likelihood": "2", "impact": "3", "mitigation": "", "owner": "",
        "proximity": "", "status": "open", "source_reference": "", "version": "1", "reason": WHY,
    }  # fmt: skip
    statuses = both(people, "/board/risks/dsg-deficit/change/", sent, {**sent, "impact": "5"})
    assert RiskVersion.objects.count() == 2
    assert sorted(statuses) == [302] * (AT_ONCE // 2) + [409] * (AT_ONCE // 2)
    form = target_sent()
    answers = people["finance"].send([Sent("/board/guardrails/add/", form)] * AT_ONCE)
    assert {status for status, _ in answers} == {302}
    assert (Target.objects.count(), Guardrail.objects.count()) == (1, 1)


def test_an_answer_written_at_once_and_a_meeting_added_at_once(people: dict[str, Senders]) -> None:
    question = EnquiryQuestion.objects.get(number=1)
    sent = {"words": "One.", "role": "Director", "reason": "", "version": "0"}
    statuses = both(people, f"/board/enquiry/{question.pk}/write/", sent, {**sent, "words": "Another."})
    assert EnquiryText.objects.count() == 1
    assert sorted(statuses) == [302] * (AT_ONCE // 2) + [409] * (AT_ONCE // 2)
    new = {"body": "cabinet", "when": "1 April 2026", "status": "planned", "version": "0"}
    statuses = both(people, "/board/meetings/add/", new, {**new, "place": "Hall"})
    assert Meeting.objects.filter(body__slug="cabinet").count() == 1
    assert sorted(statuses) == [302] * (AT_ONCE // 2) + [422] * (AT_ONCE // 2)
