"""The Board notes a claim above the threshold: recorded once with the decision, by finance, at a meeting with a day."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from apps.board.models import AgendaItem, BoardDecision
from apps.board.selectors.decided_on import Thing, things
from apps.core.errors import NotAllowed, Refused
from apps.core.models import AuditEntry, Change
from apps.initiatives.models import BenefitClaim, BoardNoting
from apps.initiatives.selectors.claim_totals import claims_waiting
from apps.initiatives.services.claims.decide import note_claim
from tests.board.at_work.made import WHY, board_meeting, decide, held_item, hold, item_on
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.claims.cases import decide as decide_claim
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")


@pytest.fixture
def claim() -> BenefitClaim:
    agree_all()
    made = submitted("send-sufficiency")
    decide_claim(made)
    made.refresh_from_db()
    return made


def on(claim: BenefitClaim) -> Thing:
    return Thing("claim", str(claim.pk), str(claim))


def test_the_claim_is_offered_and_noted_with_the_meetings_date(claim: BenefitClaim) -> None:
    assert [t.key for t in things() if t.kind == "claim"] == [str(claim.pk)]
    first = decide(held_item("The claim"), on(claim))
    noting = BoardNoting.objects.get()
    assert (noting.claim, noting.meeting_date) == (claim, date(2026, 3, 9))
    assert noting.reference == "High Needs Block Deficit Recovery Plan Board, 9 March 2026, item 1"
    assert not [t for t in things() if t.kind == "claim"]
    decide(first.item, on(claim), corrects=first.pk, words="Noted, with thanks.")
    assert BoardNoting.objects.count() == 1


def test_another_outcome_notes_nothing(claim: BenefitClaim) -> None:
    decide(held_item(), on(claim), outcome="deferred")
    assert not BoardNoting.objects.exists()


def test_finance_notes_and_a_manager_does_not(claim: BenefitClaim) -> None:
    with pytest.raises(NotAllowed, match="recorded by finance officers"):
        decide(held_item(), on(claim), by="manager")
    assert not BoardDecision.objects.exists()


def test_the_form_tells_a_manager_who_notes_and_keeps_what_was_entered(claim: BenefitClaim) -> None:
    item = held_item()
    client, address = signed_in(Client(), person("manager")), f"/board/items/{item.pk}/decide/"
    sent = {
        "outcome": "noted", "words": "The Board noted the claim.", "reason": WHY, "on": [f"claim:{claim.pk}"],
        "corrects": "", "form_key": str(uuid4()),
    }  # fmt: skip
    assert "which finance officers do" in text_of(client.get(address))
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "The Board’s noting is recorded by finance officers." in text_of(refused)
    assert refused.context["form"]["words"].value() == "The Board noted the claim."
    assert not BoardDecision.objects.exists()
    assert client.post(address, sent | {"outcome": "deferred"}).status_code == 302


def test_the_form_tells_a_manager_who_takes_a_noting_back(claim: BenefitClaim) -> None:
    first = decide(held_item(), on(claim))
    client, address = signed_in(Client(), person("manager")), f"/board/items/{first.item_id}/decide/"
    sent = {
        "outcome": "deferred", "words": "It was deferred.", "reason": WHY, "on": [f"claim:{claim.pk}"],
        "corrects": str(first.pk), "form_key": str(uuid4()),
    }  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "a noting is taken back, as it is recorded, by finance officers" in text_of(refused)
    assert refused.context["form"]["words"].value() == "It was deferred."
    assert BoardNoting.objects.count() == 1


def test_a_meeting_without_a_day_notes_nothing(claim: BenefitClaim) -> None:
    meeting = board_meeting(date(2026, 3, 1), known=False)
    item = item_on(meeting)
    hold(meeting)
    with pytest.raises(Refused, match="the day of this meeting is not known"):
        decide(item, on(claim))
    assert not BoardDecision.objects.exists()


def test_a_meeting_before_the_approval_notes_nothing(claim: BenefitClaim) -> None:
    assert claim.decided_at
    assert claim.decided_at > datetime(2026, 1, 5, tzinfo=UTC)
    meeting = board_meeting(date(2026, 1, 5))
    item = item_on(meeting)
    hold(meeting)
    with pytest.raises(Refused, match=f"{claim} was approved after this meeting.*Take it out"):
        decide(item, on(claim))


def test_a_correction_that_does_not_note_the_claim_takes_the_noting_back(claim: BenefitClaim) -> None:
    first = decide(held_item("The claim"), on(claim))
    again = decide(first.item, on(claim), corrects=first.pk, words="Noted, with thanks.")
    assert claims_waiting().noting == 0
    decide(first.item, on(claim), corrects=again.pk, outcome="deferred", words="Deferred.")
    assert not BoardNoting.objects.exists()
    assert claims_waiting().noting == 1
    assert [t.key for t in things() if t.kind == "claim"] == [str(claim.pk)]
    entry = AuditEntry.objects.get(action="Took back the Board’s noting")
    assert (entry.subject_label, entry.reason) == (str(claim), WHY)
    assert entry.before["reference"] == "High Needs Block Deficit Recovery Plan Board, 9 March 2026, item 1"
    assert Change.objects.filter(table_name="initiatives_boardnoting", operation="deleted").count() == 1


def test_a_correction_that_is_on_nothing_takes_the_noting_back_and_a_later_one_notes_again(claim: BenefitClaim) -> None:
    first = decide(held_item("The claim"), on(claim))
    empty = decide(first.item, corrects=first.pk)
    assert not BoardNoting.objects.exists()
    decide(first.item, on(claim), corrects=empty.pk)
    assert BoardNoting.objects.get().claim == claim


def test_what_finance_recorded_from_the_claims_page_stays(claim: BenefitClaim) -> None:
    note_claim(
        claim_id=claim.pk, meeting_date=date(2026, 3, 9), reference="Minutes", by=person("finance"),
        at=datetime(2026, 3, 10, tzinfo=UTC),
    )  # fmt: skip
    first = decide(held_item("The claim"), on(claim))
    decide(first.item, on(claim), corrects=first.pk, outcome="deferred")
    assert BoardNoting.objects.get().reference == "Minutes"


def test_another_decision_that_stands_and_notes_the_claim_keeps_the_noting(claim: BenefitClaim) -> None:
    first = decide(held_item("The claim"), on(claim))
    item = AgendaItem.objects.get(pk=first.item_id)
    other = item_on_held(item)
    second = decide(other, on(claim))
    decide(first.item, on(claim), corrects=first.pk, outcome="deferred")
    assert BoardNoting.objects.count() == 1
    decide(other, on(claim), corrects=second.pk, outcome="deferred")
    assert not BoardNoting.objects.exists()


def item_on_held(like: AgendaItem) -> AgendaItem:
    """An item of another meeting that was held."""
    meeting = board_meeting(date(2026, 3, 2))
    item = item_on(meeting, "The claim again")
    hold(meeting)
    assert item.meeting_id != like.meeting_id
    return item


def test_a_manager_who_corrects_the_decision_takes_no_noting_back(claim: BenefitClaim) -> None:
    first = decide(held_item("The claim"), on(claim))
    with pytest.raises(NotAllowed, match="taken back, as it is recorded, by finance officers"):
        decide(first.item, on(claim), corrects=first.pk, outcome="deferred", by="manager")
    assert BoardNoting.objects.count() == 1


def test_the_database_takes_it_back_whoever_writes_the_correction(claim: BenefitClaim) -> None:
    first = decide(held_item("The claim"), on(claim))
    BoardDecision.objects.create(
        item=first.item, outcome="deferred", words="Deferred.", reason="x", corrects=first,
        recorded_by=person("manager"), recorded_at=datetime(2026, 3, 11, tzinfo=UTC),
    )  # fmt: skip
    assert BoardNoting.objects.exists()
    connection.check_constraints()
    assert not BoardNoting.objects.exists()
