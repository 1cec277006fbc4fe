"""Rows and sentences of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.vocabulary import Basis
from apps.initiatives.models import Evidence, Initiative, Milestone, ReportedBenefit
from apps.initiatives.presenters.register_amounts import NONE_APPROVED, NONE_CLAIMED, amount_lines, amount_order
from apps.initiatives.presenters.words import (
    NOT_GIVEN,
    NOT_GRADED,
    NOT_STATED,
    benefit_text,
    count,
    milestone_text,
    stated_money,
)
from apps.initiatives.selectors.funding import Payer, payer
from apps.initiatives.selectors.initiatives import RegisterCounts
from apps.initiatives.selectors.register_amounts import RegisterAmounts
from apps.initiatives.vocabulary import Category, EvidenceGrade, Stage, Standing

NONE_REPORTED, NONE_TO_COME = "None reported", "None on record"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register shows of one initiative; ``*_order`` are what its columns sort by."""

    initiative: Initiative
    name: str
    category: str
    funds: tuple[str, ...]
    payer: Payer
    stage: str
    stage_order: int
    money: tuple[str, ...]
    money_order: Decimal
    benefits: tuple[str, ...]
    benefit_order: tuple[int, int, Decimal]
    claimed: tuple[str, ...]
    claimed_order: tuple[int, Decimal]
    approved: tuple[str, ...]
    approved_order: tuple[int, Decimal]
    evidence: str
    evidence_order: int
    owner: str
    milestone: str
    milestone_order: tuple[date, date]


def register_rows(
    subjects: list[Initiative], read_for: date, amounts: Mapping[int, RegisterAmounts]
) -> list[RegisterRow]:
    """``amounts`` by the initiative's number."""
    return [_row(subject, read_for, amounts.get(subject.pk, RegisterAmounts())) for subject in subjects]


def register_message(counts: RegisterCounts) -> str:
    """What the report says of them, and nothing else."""
    return (
        f"The report names {count(counts.initiatives, 'initiative')}; {counts.high_needs} of them can draw on the High "
        "Needs Block, which worsens its position."
    )


def plans_sentence(counts: RegisterCounts) -> str:
    """What was agreed since, which the report does not say (para 4.14)."""
    if not counts.plans_agreed:
        return "None has an agreed measurement plan, so none can make a claim of cost avoidance yet."
    agreed = f"Not from the report: {count(counts.plans_agreed, 'measurement plan')} agreed by finance in this product"
    values = f"; illustrative values: {counts.illustrative}" if counts.illustrative else ""
    made = (
        f"; made for the demonstration and not by the council: {counts.demonstration}" if counts.demonstration else ""
    )
    return f"{agreed}{values}{made}."


def next_milestone(subject: Initiative, read_for: date) -> Milestone | None:
    """By first possible date, the first that can still fall on or after the day the page is read for."""
    ahead = [m for m in subject.milestones.all() if m.latest_date >= read_for]
    return min(ahead, key=lambda m: (m.earliest_date, m.latest_date, m.pk), default=None)


def evidence_words(evidence: list[Evidence]) -> tuple[str, int]:
    """The lowest grade given, since a chain is as strong as its weakest link; and how it sorts."""
    if not evidence:
        return "None recorded", 0
    grades = [EvidenceGrade(e.grade) for e in evidence if e.grade]
    if len(grades) < len(evidence):
        return NOT_GRADED if not grades else f"{len(grades)} of {len(evidence)} graded", 1
    order = list(EvidenceGrade)
    lowest = max(grades, key=order.index)
    return lowest.label, 2 + len(order) - order.index(lowest)


def _row(subject: Initiative, read_for: date, amounts: RegisterAmounts) -> RegisterRow:
    lines = list(subject.funding_lines.all())
    benefits = sorted(subject.reported_benefits.all(), key=_benefit_rank, reverse=True)
    graded, evidence_order = evidence_words(list(subject.evidence.all()))
    coming = next_milestone(subject, read_for)
    return RegisterRow(
        initiative=subject,
        name=subject.name,
        category=Category(subject.category).label,
        funds=tuple(dict.fromkeys(line.fund.name for line in lines)),
        payer=payer(subject),
        stage=Stage(subject.stage).label,
        stage_order=list(Stage).index(Stage(subject.stage)),
        money=tuple(filter(None, map(stated_money, lines))) or (NOT_STATED,),
        money_order=max((_money_rank(line.amount, line.amount_as_printed) for line in lines), default=Decimal(-1)),
        benefits=tuple(map(benefit_text, benefits)) or (NONE_REPORTED,),
        benefit_order=max(map(_benefit_rank, benefits), default=(-1, -1, Decimal(0))),
        claimed=amount_lines(amounts.claimed, NONE_CLAIMED),
        claimed_order=amount_order(amounts.claimed),
        approved=amount_lines(amounts.approved, NONE_APPROVED),
        approved_order=amount_order(amounts.approved),
        evidence=graded,
        evidence_order=evidence_order,
        owner=subject.owner or NOT_GIVEN,
        milestone=milestone_text(coming) if coming else NONE_TO_COME,
        milestone_order=(coming.earliest_date, coming.latest_date) if coming else (date.max, date.max),
    )


def _benefit_rank(benefit: ReportedBenefit) -> tuple[int, int, Decimal]:
    """Sorts by standing, then basis, then amount: amounts of different bases are never compared."""
    standings, bases = list(reversed(Standing)), list(reversed(Basis))
    return standings.index(Standing(benefit.standing)), bases.index(Basis(benefit.basis)), benefit.amount


def _money_rank(amount: Decimal | None, printed: str) -> Decimal:
    """For order only: “just under £600,000” sorts by the number in it."""
    if amount is not None:
        return amount
    digits = "".join(c for c in printed if c in "0123456789")
    return Decimal(digits) if digits else Decimal(-1)
