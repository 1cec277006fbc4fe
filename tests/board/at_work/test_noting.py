"""The Board notes a claim above the threshold: recorded once with the decision, by finance, at a meeting with a day."""

from datetime import UTC, date, datetime

import pytest

from apps.board.models import BoardDecision
from apps.board.selectors.decided_on import Thing, things
from apps.core.errors import NotAllowed, Refused
from apps.initiatives.models import BenefitClaim, BoardNoting
from tests.board.at_work.made import board_meeting, decide, held_item, hold, item_on
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.claims.cases import decide as decide_claim

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
