"""R5: a form sent on what has changed since it was read gives 409, the differences, and the reader's own text back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, PlaceTranche
from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.services.places import change_exclusion, change_place_count
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card
from apps.initiatives.vocabulary import OverlapOutcome, PlacementType
from apps.initiatives.workflow.claims import ClaimDecisionKind
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives import quarterly, test_outcome_log, test_plan_pages
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.claims.making import KIND, WHY, filled, step, steps_of_a_cohort_claim
from tests.initiatives.pages import signed_in, text_of
from tests.initiatives.plans import agreed, drafted

pytestmark = pytest.mark.usefixtures("report")
MINE = "These are my own words, and they are kept."
CHANGED = f"Title: {KIND['title']} → A title that somebody else wrote, by"


@dataclass(frozen=True)
class Sent:
    """A form on something that has changed since; ``kept`` stands in the page again, ``differs`` says what changed."""

    who: str
    url: str
    fields: dict[str, Any]
    kept: str
    differs: str


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def open_claim() -> tuple[BenefitClaim, int]:
    """Filled, then its title changed and declared anew by a colleague; and the version before that."""
    agree_all()
    claim = filled(as_("manager"))
    read = claim.version
    other = colleague()
    step(other, claim, "kind", **{**KIND, "title": "A title that somebody else wrote"})
    step(other, claim, "declaration", declared="on")
    claim.refresh_from_db()
    return claim, read


def colleague() -> Client:
    """Another SEND manager."""
    other = User.objects.create(username="colleague", first_name="A colleague", email="colleague@example.org")
    other.groups.set(person("manager").groups.all())
    return signed_in(Client(), other)


def a_step(name: str) -> Sent:
    claim, read = open_claim()
    fields = {**steps_of_a_cohort_claim()[name], **MINE_IN.get(name, {}), "version": read}
    kept = next(iter(MINE_IN.get(name, {}).values()), f'name="version" value="{claim.version}"')
    return Sent("manager", f"/claims/{claim.pk}/step/{name}/", fields, kept, CHANGED)


# What the reader types in each step that takes words or figures; the others keep what is ticked.
MINE_IN: dict[str, dict[str, str]] = {
    "kind": {"title": MINE}, "period": {"first": "October 2025"}, "units": {"new_name": MINE},
    "counterfactual": {"differs_because": MINE, "deadweight": "12.5"}, "shares": {"share_portage": "87.5"},
    "cost": {"no_cost_because": MINE}, "evidence": {"grade_because": MINE},
}  # fmt: skip


def submit() -> Sent:
    claim, read = open_claim()
    now = f'name="version" value="{claim.version}"'
    return Sent("manager", f"/claims/{claim.pk}/submit/", {"version": read}, now, CHANGED)


def withdraw() -> Sent:
    claim, read = open_claim()
    fields = {"version": read, "reason": MINE}
    return Sent("manager", f"/claims/{claim.pk}/withdraw/", fields, MINE, CHANGED)


def withdraw_submitted() -> Sent:
    """Somebody else submitted it meanwhile."""
    agree_all()
    maker = as_("manager")
    claim = filled(maker)
    maker.post(f"/claims/{claim.pk}/submit/", {"version": claim.version})
    fields = {"version": claim.version, "reason": MINE}
    return Sent("manager", f"/claims/{claim.pk}/withdraw/", fields, MINE, f"Submitted by {person('manager')}.")


def decide_decided() -> Sent:
    agree_all()
    claim = submitted("portage")
    decide(claim, ClaimDecisionKind.REJECT, by=person("admin"), grade=None, reason="Not to be told from no change.")
    fields = {"decision": "approve", "grade": "partial", "reason": MINE, "version": claim.version}
    return Sent("finance", f"/claims/{claim.pk}/decide/", fields, MINE, "Reason: Not to be told from no change.")


def decide_changed() -> Sent:
    """Returned, changed and submitted again since it was read."""
    agree_all()
    maker = as_("manager")
    claim = filled(maker)
    maker.post(f"/claims/{claim.pk}/submit/", {"version": claim.version})
    claim.refresh_from_db()
    read = claim.version
    decide(claim, ClaimDecisionKind.RETURN, by=person("admin"), grade=None)
    step(maker, claim, "units", cohort=str(claim.draw.cohort.pk), units="3")
    step(maker, claim, "declaration", declared="on")
    claim.refresh_from_db()
    assert maker.post(f"/claims/{claim.pk}/submit/", {"version": claim.version}).status_code == 302
    fields = {"decision": "reject", "reason": MINE, "version": read - 1}
    return Sent(
        "finance", f"/claims/{claim.pk}/decide/", fields, MINE, "Units: 2.42 of Left Portage, 2024/25 (121) → 3 of"
    )


def plan_draft() -> Sent:
    drafted("oap-toolkit")
    fields = test_plan_pages.sent(owner=MINE)
    return Sent("manager", f"{test_plan_pages.URL}draft/", fields, MINE, "Owner: now “Head of SEND”; you entered")


def plan_agree() -> Sent:
    drafted("oap-toolkit")
    fields = {"reason": MINE, "number": "1", "version": "0"}
    return Sent("finance", f"{test_plan_pages.URL}agree/", fields, MINE, "Owner: nothing → “Head of SEND”, by")


def tranche() -> PlaceTranche:
    return PlaceTranche.objects.get(financial_year="2023-24", status="delivered")


def place() -> Sent:
    change_place_count(
        tranche_id=tranche().pk, places=60, opening_month=4, reason="Another reason.", read_version=1,
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    fields = {"places": "50", "opening_month": "9", "reason": MINE, "version": "1"}
    return Sent("manager", f"/places/tranche/{tranche().pk}/", fields, MINE, "60")


def exclusion() -> Sent:
    change_exclusion(
        tranche_id=tranche().pk, number=1, places=30, reason="Another reason.", read_version=1, by=person("finance"),
        at=timezone.now(),
    )  # fmt: skip
    fields = {"places": "29", "reason": MINE, "version": "1"}
    return Sent("manager", f"/places/tranche/{tranche().pk}/exclusion/1/", fields, MINE, "30")


def rate_draft() -> Sent:
    draft_rate_card(
        amounts={PlacementType.INMSS: 66_000}, source_reference="Table 3", reason="New contracts.", read_version=1,
        by=person("manager"), at=timezone.now(),
    )  # fmt: skip
    approve_rate_card(version=2, reason="Checked.", by=person("finance"), at=timezone.now())
    fields = {"rate_inmss": "65,000", "rate_local_specialist": "26,000", "source_reference": "Table 2", "reason": MINE,
              "version": "1"}  # fmt: skip
    return Sent("manager", "/rate-card/draft/", fields, MINE, "Version 2 was approved by")


def restate() -> Sent:
    as_("manager").post(f"{test_outcome_log.URL}log/", test_outcome_log.sent())
    (old,) = test_outcome_log.logged()
    form = {"value": "33", "n": "66", "source": "Portage tracker, corrected", "note": "", "reason": "It was corrected."}
    as_("manager").post(f"/outcomes/{old.pk}/restate/", form)
    return Sent("finance", f"/outcomes/{old.pk}/restate/", {**form, "value": "20", "reason": MINE}, MINE, "33")


def overlap() -> Sent:
    settle_overlap(
        first="portage", second="dingleys-promise", outcome=OverlapOutcome.ONE_CLAIM, reason="Agreed by both services.",
        read_settlements=0, by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    fields = {"outcome": "first", "reason": MINE, "version": "0"}
    return Sent("manager", "/overlaps/portage/dingleys-promise/", fields, MINE, "Agreed by both services.")


def quarter_close() -> Sent:
    plan = agreed("portage")
    agreed("oap-toolkit")
    measures = [m.measure_id for p in (plan, plan.initiative.plans.get()) for m in p.plan_measures.all()]
    quarterly.logged("portage", date(2026, 1, 1), date(2026, 4, 1), recorded_at=datetime(2026, 4, 2, 9, tzinfo=UTC))
    other = quarterly.measure_of("oap-toolkit").pk
    fields = {"note": MINE, "without": "on", "missing": f"{measures[0]}-{other}", "waiting": "0"}
    return Sent("finance", "/quarters/2025-26/4/close/", fields, MINE, "Reported meanwhile: Portage")


FORMS: dict[str, Callable[[], Sent]] = {
    "decide, decided meanwhile": decide_decided,
    "decide, changed meanwhile": decide_changed,
    "submit": submit,
    "withdraw": withdraw,
    "withdraw, submitted meanwhile": withdraw_submitted,
    **{f"step {one.value}": lambda name=one.value: a_step(name) for one in ClaimStep},
    "plan draft": plan_draft,
    "plan agree": plan_agree,
    "place": place,
    "exclusion": exclusion,
    "rate draft": rate_draft,
    "restate": restate,
    "overlap": overlap,
    "quarter close": quarter_close,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_stale_form_gets_the_differences_and_keeps_the_words(name: str) -> None:
    sent = FORMS[name]()
    answer = as_(sent.who).post(sent.url, sent.fields)
    page = text_of(answer)
    assert answer.status_code == 409, page
    assert "It changed while you were writing" in page
    assert sent.differs in page.split("Your own entries are kept below")[0]
    assert sent.kept in answer.content.decode()
    assert page.strip().startswith(("Changed meanwhile:", "Error: Changed meanwhile:"))


def test_every_step_of_a_claim_is_among_them() -> None:
    assert {f"step {one.value}" for one in ClaimStep} <= FORMS.keys()
    assert len(FORMS) == 23
    assert WHY != MINE
