"""Where claims meet, what can be done about it, and who settled whose the effect is."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.initiatives.models import InitiativeOverlap
from apps.initiatives.selectors.overlap_register import overlap_line, overlap_lines
from apps.initiatives.selectors.overlaps import meetings, overlapping_claims, overlaps_of
from apps.initiatives.services.claims.start import withdraw_claim
from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.vocabulary import OverlapOutcome
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.sharing import children_claim, cohort, cohort_claim

NOW = datetime(2026, 2, 11, 9, tzinfo=UTC)
LATER = (date(2026, 9, 1), date(2027, 9, 1))


@pytest.fixture(autouse=True)
def plans(report):
    agree_all()


def questions(ask) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def settle(first="portage", second="dingleys-promise", **changes):
    asked = {"outcome": OverlapOutcome.ONE_CLAIM, "reason": "Both services agreed to share.", "read_settlements": 0}
    return settle_overlap(first=first, second=second, by=person("finance"), at=NOW, **{**asked, **changes})


def test_the_same_children_in_one_period_are_found():
    mine, other = children_claim("portage", [1, 2, 3]), children_claim("dingleys-promise", [2, 3, 4])
    (found,) = overlapping_claims(mine)
    assert (found.claim, found.units, found.counted, found.status) == (other.pk, 2, "child", ClaimStatus.SUBMITTED)
    assert (found.start, found.last_day) == (date(2025, 9, 1), date(2026, 8, 31))
    assert "not approved yet" in found.settled_by
    assert overlaps_of([mine.pk, other.pk]) == {mine.pk: 1, other.pk: 1}


def test_neither_another_period_nor_an_adjoining_one_meets():
    mine = children_claim("portage", [1, 2])
    children_claim("dingleys-promise", [1, 2], period=LATER)
    assert overlapping_claims(mine) == []
    assert meetings() == []


def test_drafts_and_withdrawn_claims_are_left_aside():
    mine, draft = children_claim("portage", [1]), children_claim("dingleys-promise", [1], submit=False)
    assert overlapping_claims(mine) == []
    assert [found.claim for found in overlapping_claims(draft)] == [mine.pk]
    withdraw_claim(
        claim_id=draft.pk, read_version=draft.version, reason="Not wanted any more.", by=person("manager"), at=NOW
    )
    assert overlaps_of([mine.pk]) == {}


def test_an_approved_claim_says_what_can_be_done():
    other, mine = children_claim("dingleys-promise", [1]), children_claim("portage", [1])
    decide(other)
    (found,) = overlapping_claims(mine)
    assert found.status == ClaimStatus.APPROVED
    assert f"{other} is approved and counts them" in found.settled_by


def test_rejected_claims_meet_nobody():
    other, mine = children_claim("dingleys-promise", [1]), children_claim("portage", [1])
    decide(other, ClaimDecisionKind.REJECT)
    assert overlapping_claims(mine) == []


def test_draws_on_one_cohort_meet():
    group = cohort(10)
    mine, other = cohort_claim("portage", group, Decimal(6)), cohort_claim("dingleys-promise", group, Decimal(3))
    (found,) = overlapping_claims(mine)
    assert (found.claim, found.units, found.counted, found.cohort_size) == (other.pk, 3, "cohort", 10)
    assert "draw at most 10" in found.settled_by


def test_one_query_however_many_claims():
    claims = [children_claim("portage", [n, n + 1]) for n in range(4)]
    assert questions(lambda: overlapping_claims(claims[0])) == 1
    assert questions(lambda: overlaps_of([c.pk for c in claims])) == 1
    assert overlaps_of([c.pk for c in claims]) == dict(zip([c.pk for c in claims], (1, 2, 2, 1), strict=True))
    assert overlaps_of([]) == {}


def test_register_holds_the_reports_overlaps_before_any_claim():
    lines = overlap_lines()
    assert len(lines) == InitiativeOverlap.objects.count() == 4
    assert all(not line.met and line.settlement is None for line in lines)
    names = {frozenset(line.names) for line in lines}
    assert frozenset({"Portage", "Dingley’s Promise"}) in names or any("Portage" in n for n in names)


def test_register_shows_what_claims_show_beside_the_report():
    children_claim("portage", [1, 2, 3])
    children_claim("dingleys-promise", [2, 3])
    line = overlap_line("dingleys-promise", "portage")
    assert [(met.counted, met.units) for met in line.met] == [("child", 2)]
    assert questions(overlap_lines) == 5


def test_settling_is_kept_and_the_newest_stands():
    settle()
    settle(outcome=OverlapOutcome.APART, reason="The lists were compared.", read_settlements=1)
    line = overlap_line("portage", "dingleys-promise")
    assert [s.outcome for s in line.settlements] == ["apart", "one_claim"]
    assert line.settlement.by == person("finance")
    newest = AuditEntry.objects.filter(action="Settled an overlap").order_by("-pk")[0]
    assert (newest.before, newest.after) == ({"outcome": "one_claim"}, {"outcome": "apart"})


def test_stale_where_somebody_settled_meanwhile():
    settle()
    with pytest.raises(Stale) as error:
        settle(outcome=OverlapOutcome.FIRST)
    assert "One claim carries both" in error.value.differences[0]
    assert len(overlap_line("portage", "dingleys-promise").settlements) == 1


def test_an_overlap_that_only_claims_show_can_be_settled():
    children_claim("send-sufficiency", [1])
    children_claim("dingleys-promise", [1])
    assert overlap_line("send-sufficiency", "dingleys-promise").recorded is None
    settled = settle("send-sufficiency", "dingleys-promise")
    assert settled.overlap.source is None
    assert settled.overlap.source_reference.startswith("Claims C-")
    assert overlap_line("dingleys-promise", "send-sufficiency").settlement == settled


def test_two_claims_of_one_initiative_are_shown_and_not_settled():
    children_claim("portage", [1])
    children_claim("portage", [1])
    assert overlap_line("portage", "portage").is_one_initiative
    with pytest.raises(Refused, match="of one initiative"):
        settle("portage", "portage")


def test_two_that_do_not_meet_cannot_be_settled():
    with pytest.raises(Refused, match="do not meet"):
        settle("portage", "send-sufficiency")


@pytest.mark.parametrize("role", ["board", "adviser"])
def test_others_do_not_settle(role):
    with pytest.raises(NotAllowed):
        settle_overlap(
            first="portage", second="dingleys-promise", outcome=OverlapOutcome.APART, reason="Because it is so.",
            read_settlements=0, by=person(role), at=NOW,
        )  # fmt: skip
