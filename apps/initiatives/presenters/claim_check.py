"""Everything that a claim says before it is submitted, and what keeps it from being submitted. Money is pounds."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from apps.core.charts import Rows
from apps.core.money import pounds
from apps.initiatives.calculations.claim_value import claimed, value_of
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.claim_lines import line_table
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.claim_inputs import inputs_of, lines
from apps.initiatives.selectors.claim_words import said
from apps.initiatives.vocabulary import Recurrence
from apps.initiatives.workflow.steps import ClaimStep

NOT_ANSWERED = "Not answered yet"


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The claim's amount on both conventions with its lines; or, in ``lacks``, what is missing to work it out."""

    assured: Decimal
    as_reported: Decimal
    table: Rows | None
    lacks: str = ""


def worked_out(claim: BenefitClaim) -> WorkedOut:
    """From the answers as they stand. Needs ``with_parts``."""
    inputs = inputs_of([claim])[claim.pk]
    if isinstance(inputs, str):
        return WorkedOut(Decimal(0), Decimal(0), None, inputs)
    value = value_of(inputs)
    table = line_table(lines(claim, inputs, value))
    return WorkedOut(claimed(value.assured, claim.block), claimed(value.as_reported, claim.block), table)


def answers(claim: BenefitClaim) -> list[tuple[str, list[dict[str, str]]]]:
    """Each step with its answers and, on the first of them, the way to change it."""
    found = []
    for step in ClaimStep:
        url = f"{reverse('initiatives:claim_step', args=[claim.pk, step.value])}?from=check"
        given = said(claim, step) or {step.label: NOT_ANSWERED}
        rows = [{"key": key, "value": value, "action_url": ""} for key, value in given.items()]
        rows[0]["action_url"] = url
        found.append((step.label, rows))
    return found


def heading(claim: BenefitClaim, found: WorkedOut, obstacles: list[str]) -> str:
    if obstacles:
        return f"{claim} is not ready to submit: {count(len(obstacles), 'thing')} in the way"
    return f"{claim} is ready to submit: {pounds(found.assured)} {basis(claim)}"


def message(claim: BenefitClaim, found: WorkedOut) -> str:
    """What it comes to on both conventions, or what is missing to work it out."""
    if found.lacks:
        return f"It cannot be worked out yet. {found.lacks}"
    return (
        f"{claim.title or claim.initiative.name}: {pounds(found.assured)} {basis(claim)} of "
        f"{claim.get_benefit_class_display().lower()}, assured and net of delivery cost; "
        f"{pounds(found.as_reported)} as reported."
    )


def basis(claim: BenefitClaim) -> str:
    return "once (one-off)" if claim.recurrence == Recurrence.ONE_OFF else "a year (run-rate)"


def submitted_text(claim: BenefitClaim) -> str:
    return (
        f"{claim} is submitted: {pounds(claim.claimed or 0)} {basis(claim)} (reference: {claim}, version "
        f"{claim.version}). Finance decides next: a person who neither made nor edited it. You are told the decision."
    )


def withdrawn_text(claim: BenefitClaim) -> str:
    return f"{claim} is withdrawn (reference: {claim}, version {claim.version}). It counts for nothing."
