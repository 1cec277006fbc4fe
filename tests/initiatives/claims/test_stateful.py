"""No sequence of actions approves without a second person, counts a unit twice or loses an amount.

Hypothesis drives makers and deciders over a handful of claims on the same few children and one cohort, recurring and
one-off; after every step the rules that wait for a commit are asked, and the database is held against a slow, obvious
account of what should stand.
"""

from collections import Counter
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimDecision, CountedDraw, CountedUnit, LedgerEntry
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.services.claims.start import COPIED, PARTS, start_claim, withdraw_claim
from apps.initiatives.services.claims.steps import save_declaration, save_period, save_shares
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.services.claims.units import save_children, save_draw
from apps.initiatives.vocabulary import EvidenceGrade, Recurrence
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all
from tests.initiatives.claims.racing import months_of
from tests.initiatives.claims.sharing import children_claim, cohort, cohort_claim, upn
from tests.often import often

INITIATIVES = ("portage", "dingleys-promise")
STARTS = (date(2024, 9, 1), date(2025, 9, 1))
PEOPLE = ("manager", "finance", "admin", "both")
VALUE = {"portage": 47_000, "dingleys-promise": 23_500}  # half of Dingley's would have happened anyway
STEP, SIZE = 10_000, 6
CHANGES = ("children", "shares", "period", "once", "declare")
chosen = st.integers(0, 30)


class Claims(RuleBasedStateMachine):
    """Our own account: ``approved`` amounts; ``units`` and ``shares`` of every claim."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        both, _ = User.objects.get_or_create(username="both", defaults={"first_name": "Both"})
        both.groups.set([*person("manager").groups.all(), *person("finance").groups.all()])
        self.people = {name: User.objects.get(username=name) for name in PEOPLE}
        self.hands: dict[int, set[int]] = {}
        self.approved: dict[int, Decimal] = {}
        self.units: dict[int, Decimal] = {}
        self.shares: dict[int, dict[str, int]] = {}
        self.cohort = cohort(SIZE)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def any_claim(self, choice: int) -> BenefitClaim:
        keys = sorted(self.hands)
        return BenefitClaim.objects.get(pk=keys[choice % len(keys)])

    @rule(initiative=st.sampled_from(INITIATIVES), children=st.sets(st.integers(1, 5), min_size=1, max_size=3),
          start=st.sampled_from(STARTS), by=st.sampled_from(("manager", "both")))  # fmt: skip
    def make(self, initiative: str, children: set[int], start: date, by: str) -> None:
        if len(self.hands) >= 6:
            return
        period = (start, start.replace(year=start.year + 1))
        made = copied(initiative, "children", self.people[by], period)
        save_children(numbers=[upn(n) for n in children], excluded={}, **asked_of(made, self.people[by]))
        self.note(made, by, Decimal(len(children)))

    def note(self, made: BenefitClaim, by: str, units: Decimal) -> None:
        self.hands[made.pk], self.units[made.pk] = {self.people[by].pk}, units
        self.shares[made.pk] = {made.initiative.slug: 100}

    @rule(initiative=st.sampled_from(INITIATIVES), halves=st.integers(1, 8), start=st.sampled_from(STARTS),
          by=st.sampled_from(("manager", "both")))  # fmt: skip
    def draw(self, initiative: str, halves: int, start: date, by: str) -> None:
        """Drawn on the cohort and submitted: 0.5 to 4 of its six."""
        if len(self.hands) >= 6:
            return
        period, units = (start, start.replace(year=start.year + 1)), Decimal(halves) / 2
        made = copied(initiative, "cohort", self.people[by], period)
        made = save_draw(cohort=self.cohort.pk, units=units, **asked_of(made, self.people[by]))
        made = save_declaration(declared=True, **asked_of(made, self.people[by]))
        self.note(made, by, units)
        with suppress(Refused):
            submit_claim(**asked_of(made, self.people[by]))

    @precondition(lambda self: self.hands)
    @rule(choice=chosen, by=st.sampled_from(PEOPLE), what=st.sampled_from(CHANGES), number=st.integers(1, 5))
    def edit(self, choice: int, by: str, what: str, number: int) -> None:
        claim, who = self.any_claim(choice), self.people[by]
        asked: dict[str, Any] = {"claim_id": claim.pk, "read_version": claim.version, "by": who, "at": AT}
        try:
            match what:
                case "children":
                    save_children(numbers=[upn(number)], excluded={}, **asked)
                    self.units[claim.pk] = Decimal(1)
                case "shares":
                    other = next(i for i in INITIATIVES if i != claim.initiative.slug)
                    save_shares(shares={claim.initiative.slug: Decimal(60), other: Decimal(40)}, **asked)
                    self.shares[claim.pk] = {claim.initiative.slug: 60, other: 40}
                case "period" | "once":
                    years, kind = (2, Recurrence.RECURRING) if what == "period" else (1, Recurrence.ONE_OFF)
                    end = claim.start_date.replace(year=claim.start_date.year + years)
                    save_period(recurrence=kind, start_date=claim.start_date, end_date=end, came_from=None,
                                came_to=None, **asked)  # fmt: skip
                case _:
                    save_declaration(declared=True, **asked)
        except Refused:
            return
        self.hands[claim.pk].add(who.pk)

    @precondition(lambda self: self.hands)
    @rule(choice=chosen, by=st.sampled_from(PEOPLE))
    def submit(self, choice: int, by: str) -> None:
        claim, who = self.any_claim(choice), self.people[by]
        try:
            if claim.is_open_to_change and not claim.declared:
                claim = save_declaration(claim_id=claim.pk, declared=True, read_version=claim.version, by=who, at=AT)
                self.hands[claim.pk].add(who.pk)
            submit_claim(claim_id=claim.pk, read_version=claim.version, by=who, at=AT)
        except Refused:
            return
        self.hands[claim.pk].add(who.pk)

    @precondition(lambda self: self.hands)
    @rule(choice=chosen, by=st.sampled_from(PEOPLE), decision=st.sampled_from(ClaimDecisionKind),
          lower=st.integers(0, 3), stale=st.integers(0, 3))  # fmt: skip
    def decide(self, choice: int, by: str, decision: ClaimDecisionKind, lower: int, stale: int) -> None:
        claim, who = self.any_claim(choice), self.people[by]
        version = claim.version - (stale == 3)
        try:
            decide_claim(
                claim_id=claim.pk, read_version=version, decision=decision, amount=Decimal(lower) * STEP,
                grade=EvidenceGrade.SUFFICIENT, reason=f"Decided, {uuid4()}", by=who, at=AT,
            )  # fmt: skip
        except Refused:
            return
        assert who.pk not in self.hands[claim.pk], "decided by a contributor"
        assert who.has_perm("initiatives.decide_benefitclaim")
        assert stale != 3, "decided on another version"
        if decision.approves:
            asked = VALUE[claim.initiative.slug] * self.units[claim.pk]
            amount = asked if decision is ClaimDecisionKind.APPROVE else Decimal(lower) * STEP
            self.approved.pop(claim.supersedes_id or 0, None)
            self.approved[claim.pk] = amount

    @precondition(lambda self: self.hands)
    @rule(choice=chosen, by=st.sampled_from(("manager", "both")), key=st.uuids())
    def supersede(self, choice: int, by: str, key: UUID) -> None:
        old, who = self.any_claim(choice), self.people[by]
        if len(self.hands) >= 8:
            return
        try:
            new = start_claim(initiative=old.initiative.slug, key=key, supersedes=old.pk, by=who, at=AT)
        except Refused:
            return
        self.note(new, by, self.units[old.pk])
        self.shares[new.pk] = dict(self.shares[old.pk])

    @precondition(lambda self: self.hands)
    @rule(choice=chosen, by=st.sampled_from(PEOPLE))
    def withdraw(self, choice: int, by: str) -> None:
        claim = self.any_claim(choice)
        try:
            withdraw_claim(claim_id=claim.pk, read_version=claim.version, reason="Not wanted any more.",
                           by=self.people[by], at=AT)  # fmt: skip
        except Refused:
            return
        self.hands[claim.pk].add(self.people[by].pk)

    @invariant()
    def nobody_approved_their_own(self) -> None:
        for made in ClaimDecision.objects.filter(claim__in=self.hands):
            assert made.by_id not in self.hands[made.claim_id] or made.decision == ClaimDecisionKind.RETURN

    @invariant()
    def what_waits_for_a_commit_holds(self) -> None:
        """All is in one transaction: shares and ledger would otherwise never be asked."""
        connection.check_constraints()

    @invariant()
    def no_child_counts_twice_and_no_cohort_is_overdrawn(self) -> None:
        months: Counter[tuple[str, int]] = Counter()
        for unit in CountedUnit.objects.all():
            months.update((unit.key, month) for month in months_of(unit.period.lower, unit.period.upper))
        assert max(months.values(), default=0) <= 1
        drawn: dict[int, Decimal] = {}
        for one in CountedDraw.objects.filter(cohort=self.cohort):
            for month in months_of(one.period.lower, one.period.upper):
                drawn[month] = drawn.get(month, Decimal(0)) + one.units
        assert max(drawn.values(), default=Decimal(0)) <= SIZE

    @invariant()
    def no_amount_is_lost(self) -> None:
        live = BenefitClaim.objects.filter(status=ClaimStatus.APPROVED)
        assert {c.pk: c.approved for c in live} == self.approved
        whole = LedgerEntry.objects.filter(basis__in=("run_rate", "one_off"))
        entered = dict(whole.values_list("initiative__slug").annotate(s=Sum("amount")).order_by())
        due = dict.fromkeys(entered, Decimal(0))
        for pk, amount in ((pk, amount) for pk, amount in self.approved.items() if amount):  # nothing is entered of £0
            for initiative, share in self.shares[pk].items():
                due[initiative] = due.get(initiative, Decimal(0)) + amount * share / 100
        assert entered == due


def copied(initiative: str, kind: str, by: User, period: tuple[date, date]) -> BenefitClaim:
    """A draft as the first claim of that initiative and kind, for another period."""
    old = BenefitClaim.objects.filter(initiative__slug=initiative, kind=kind).order_by("pk")[0]
    kept = {name: getattr(old, name) for name in COPIED} | {"start_date": period[0], "end_date": period[1]}
    new = BenefitClaim.objects.create(
        initiative=old.initiative, plan=old.plan, start_key=uuid4(), made_by=by, made_at=AT, edited_by=by, edited_at=AT,
        **kept,
    )  # fmt: skip
    for model in PARTS:
        rows: list[Any] = list(model._default_manager.filter(claim=old))
        for row in rows:
            row.pk, row.claim = None, new
        model._default_manager.bulk_create(rows)
    return new


def returned_draw(initiative: str) -> None:
    """Of a cohort of its own; nothing of it counts."""
    made = cohort_claim(initiative, cohort(SIZE), Decimal(1))
    decide_claim(decision=ClaimDecisionKind.RETURN, amount=None, grade=None, reason="Only a pattern.",
                 **asked_of(made, person("finance")))  # fmt: skip


def asked_of(claim: BenefitClaim, by: User) -> dict[str, Any]:
    return {"claim_id": claim.pk, "read_version": claim.version, "by": by, "at": AT}


@pytest.mark.django_db
def test_no_sequence_of_actions_breaks_a_promise(report: None):
    agree_all()
    for name in ("admin", "finance"):
        person(name)
    for initiative in INITIATIVES:  # what the machine's claims are copies of; drafts that nobody touches again
        children_claim(initiative, [99], submit=False)
        returned_draw(initiative)
    run_state_machine_as_test(
        Claims,
        settings=settings(
            max_examples=often(40), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
