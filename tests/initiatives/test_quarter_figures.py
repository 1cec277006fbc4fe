"""What was approved by a quarter's end, as closed and as a later claim restates it."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from apps.core.errors import Refused
from apps.initiatives.models import BenefitClaim, QuarterFigure
from apps.initiatives.selectors.quarter_figures import approved_figures, changed_figures, decided_in, waiting
from apps.initiatives.selectors.quarters_restated import restatements
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import save_declaration
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.quarterly import AFTER_WINTER, SPRING, WINTER, close

IN_SPRING = datetime(2026, 5, 12, 9, tzinfo=UTC)
WHY = "Two of the children had left before."


@pytest.fixture(autouse=True)
def plans(report):
    agree_all()


def superseded(old: BenefitClaim, less: Decimal, reason: str = WHY) -> BenefitClaim:
    """A later claim in its place, approved at ``less`` than is claimed."""
    maker, at = person("manager"), IN_SPRING
    new = start_claim(
        initiative=old.initiative.slug, key=uuid4(), supersedes=old.pk, restatement_reason=reason, by=maker, at=at
    )
    new = save_declaration(claim_id=new.pk, read_version=new.version, declared=True, by=maker, at=at)
    new = submit_claim(claim_id=new.pk, read_version=new.version, by=maker, at=at)
    decide_claim(
        claim_id=new.pk, read_version=new.version, decision=ClaimDecisionKind.APPROVE_LESS, amount=new.claimed - less,
        grade=EvidenceGrade.SUFFICIENT, reason="Checked again.", by=person("finance"), at=at,
    )  # fmt: skip
    new.refresh_from_db()
    return new


def run_rate(figures) -> Decimal:
    return sum(f.value for f in figures if "run-rate" in f.label)


def test_approved_in_the_quarter_and_not_before_it_ended():
    claim = children_claim("dingleys-promise", [1, 2, 3])
    assert list(waiting(WINTER)) == [claim]
    decide(claim)
    claim.refresh_from_db()
    assert list(waiting(WINTER)) == []
    assert {entry.claim for entry in decided_in(WINTER)} == {claim}
    assert not decided_in(SPRING).exists()
    assert run_rate(approved_figures(WINTER, AFTER_WINTER)) == claim.approved > 0
    assert run_rate(approved_figures(WINTER.__class__(WINTER.year, 3), AFTER_WINTER)) == 0


def test_closed_figures_stand_and_a_later_claim_restates_them():
    claim = children_claim("dingleys-promise", [1, 2, 3])
    decide(claim)
    claim.refresh_from_db()
    row = close(WINTER, AFTER_WINTER)
    new = superseded(claim, Decimal(1000))
    stored = list(QuarterFigure.objects.filter(quarter=row, unit="£ a year"))
    assert run_rate(stored) == claim.approved
    changed = changed_figures(stored, approved_figures(WINTER, IN_SPRING))
    (run,) = (c for c in changed if "run-rate" in c.label)
    assert (run.as_closed, run.now) == (claim.approved, claim.approved - 1000)
    (found,) = restatements()
    assert (found.subject, found.quarter, found.old, found.new, found.reason) == (
        new, WINTER, claim.approved, claim.approved - 1000, WHY,
    )  # fmt: skip


def test_a_claim_of_a_closed_quarter_is_not_superseded_without_a_reason():
    claim = children_claim("dingleys-promise", [1])
    decide(claim)
    close(WINTER, AFTER_WINTER)
    with pytest.raises(Refused, match="say why the figure is restated"):
        superseded(claim, Decimal(1000), reason="")
