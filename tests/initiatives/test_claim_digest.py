"""What the daily e-mail says of claims to each person: references and counts, no amounts."""

from datetime import timedelta

import pytest

from apps.initiatives.selectors.claim_digest import waiting_for
from apps.initiatives.services.claims.decide import note_claim
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide, submitted
from tests.initiatives.claims.sharing import children_claim


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def test_finance_is_told_what_waits_for_a_decision() -> None:
    first, second = submitted("portage"), submitted("dingleys-promise")
    assert waiting_for(person("finance"), AT) == [f"2 claims to decide: {first}, {second}."]


def test_and_how_many_waited_for_longer_than_a_fortnight() -> None:
    claim = submitted("portage")
    fortnight = timedelta(days=14)
    assert waiting_for(person("finance"), AT + fortnight) == [f"1 claim to decide: {claim}."]
    assert waiting_for(person("finance"), AT + fortnight + timedelta(seconds=1)) == [
        f"1 claim to decide: {claim}. 1 claim waited for more than 14 days."
    ]


def test_nobody_is_told_to_decide_what_they_made() -> None:
    submitted("portage")
    assert waiting_for(person("manager"), AT) == []


def test_what_awaits_the_boards_noting_is_told_to_those_who_record_it() -> None:
    claim = submitted("send-sufficiency")
    decide(claim)
    assert waiting_for(person("finance"), AT) == [f"1 claim approved, to be noted by the Board: {claim}."]
    note_claim(claim_id=claim.pk, meeting_date=AT.date(), reference="Item 7", by=person("finance"), at=AT)
    assert waiting_for(person("finance"), AT) == []


def test_who_made_a_returned_claim_is_told_to_answer() -> None:
    claim = submitted("portage")
    decide(claim, ClaimDecisionKind.RETURN, grade=None)
    assert waiting_for(person("manager"), AT) == [f"1 claim returned with finance’s question: {claim}."]
    assert waiting_for(person("finance"), AT) == []


def test_ten_are_named_and_the_rest_counted() -> None:
    claims = [children_claim("portage", [number]) for number in range(1, 13)]
    named = ", ".join(str(claim) for claim in claims[:10])
    assert waiting_for(person("finance"), AT) == [f"12 claims to decide: {named} and 2 more."]


def test_nothing_waits() -> None:
    assert [waiting_for(person(who), AT) for who in ("finance", "manager", "board")] == [[], [], []]


def test_no_amount_and_no_child_is_in_it() -> None:
    children_claim("portage", [1])
    assert not any("£" in sentence or "place" in sentence for sentence in waiting_for(person("finance"), AT))
