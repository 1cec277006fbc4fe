"""The committee's questions, each answered from the data: the same words and figures as the pages they come from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from apps.board.models import EnquiryText
from apps.board.presenters.meetings import many, moment
from apps.board.selectors.enquiry import Asked
from apps.board.vocabulary import Answers
from apps.core.charts import Column, Rows
from apps.initiatives.models import Initiative
from apps.initiatives.presenters.outcomes import outcome_row
from apps.initiatives.presenters.register import RegisterRow, register_rows
from apps.initiatives.presenters.register_amounts import APPROVED, CLAIMED
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.selectors.register_amounts import RegisterAmounts
from apps.initiatives.vocabulary import Category, MeasurementPlanState

Amounts = Mapping[int, RegisterAmounts]
NAME = Column("initiative", "Initiative", link="url")
SOURCE = Column("source", "Source")
IN_PLACE = (
    NAME, Column("funds", "Funded from"), Column("stage", "Stage"), Column("money", "Invested, £000, as stated"),
    SOURCE,
)  # fmt: skip
EVIDENCE = (
    NAME, Column("benefits", "Reported benefit, £000, and basis"), Column("claimed", CLAIMED),
    Column("approved", APPROVED), Column("evidence", "Evidence, lowest grade"), SOURCE,
)  # fmt: skip
OUTCOMES = (
    NAME, Column("measure", "Measure"), Column("baseline", "Baseline"), Column("latest", "Latest"),
    Column("change", "Change"), Column("n", "Children or plans (n)"), SOURCE,
)  # fmt: skip
NEW = (
    NAME, Column("category", "Category"), Column("stage", "Stage"), Column("plan", "Measurement plan"),
    Column("money", "Money stated, £000"), Column("milestone", "Next milestone"), SOURCE,
)  # fmt: skip


def message(asked: Sequence[Asked]) -> str:
    if not asked:
        return "No question of a committee is entered."
    body = asked[0].question.body
    agreed = sum(one.agreed is not None for one in asked)
    words = f"{agreed} of the {len(asked)} {'has' if agreed == 1 else 'have'}" if agreed else "none has"
    return (
        f"The {body} asked {many(len(asked), 'question')}; each is answered from the data below, and {words} an agreed "
        "answer in words beside it."
    )


def in_place_rows(subjects: list[Initiative], read_for: date, amounts: Amounts) -> Rows:
    """By the committee's category, in its order."""
    found = register_rows(subjects, read_for, amounts)
    rows: list[dict[str, Any]] = []
    for category in Category:
        own = [row for row in found if row.category == category.label]
        if own:
            rows.append({"_kind": "group", "initiative": f"{category.label}: {many(len(own), 'initiative')}"})
            rows += [
                _named(r) | {"funds": "; ".join(r.funds) or r.payer.label, "money": "; ".join(r.money)} for r in own
            ]
    return Rows("Initiatives in place, by the committee’s category", IN_PLACE, rows)


def evidence_rows(subjects: list[Initiative], read_for: date, amounts: Amounts) -> Rows:
    rows = [
        _named(r)
        | {
            "benefits": "; ".join(r.benefits),
            "claimed": "; ".join(r.claimed),
            "approved": "; ".join(r.approved),
            "evidence": r.evidence,
        }
        for r in register_rows(subjects, read_for, amounts)
    ]
    return Rows("What is reported, claimed and approved of each", EVIDENCE, rows)


def outcome_rows(found: Sequence[Outcome], names: Mapping[int, Initiative]) -> Rows:
    rows = []
    for outcome in found:
        subject = names[outcome.measure.initiative_id]
        rows.append({**outcome_row(outcome), "initiative": subject.name, "url": _address(subject)})
    return Rows("Outcome measures: baseline, latest and number behind them", OUTCOMES, rows)


def new_rows(subjects: list[Initiative], read_for: date, amounts: Amounts) -> Rows:
    rows = [
        _named(r)
        | {
            "category": r.category,
            "plan": MeasurementPlanState(r.initiative.measurement_plan).label,
            "money": "; ".join(r.money),
            "milestone": r.milestone,
        }
        for r in register_rows(subjects, read_for, amounts)
    ]
    return Rows("Initiatives being developed, with their measurement plans", NEW, rows)


def plan_sentence(subjects: Sequence[Initiative]) -> str:
    agreed = sum(one.measurement_plan == MeasurementPlanState.AGREED for one in subjects)
    have = f"{agreed} of the {len(subjects)} {'has' if agreed == 1 else 'have'}" if agreed else "none of them has"
    return (
        f"{many(len(subjects), 'initiative').capitalize()} {'is' if len(subjects) == 1 else 'are'} being developed "
        f"(an idea, in design, or named in para 4.14); {have} an agreed measurement plan. Without one no cost "
        "avoidance can be claimed."
    )


def category_sentence(subjects: Sequence[Initiative]) -> str:
    """“13 initiatives are in place: 8 invest to cost avoid, 5 grant funding.”"""
    counts = [(c, sum(one.category == c for one in subjects)) for c in Category]
    parts = ", ".join(f"{n} {c.label.lower()}" for c, n in counts if n)
    none = [c.label.lower() for c, n in counts if not n]
    lacking = f"; none is {' or '.join(none)}" if none else ""
    verb = "is" if len(subjects) == 1 else "are"
    return f"{many(len(subjects), 'initiative').capitalize()} {verb} in place: {parts}{lacking}."


def answer_of(asked: Asked, may_write: bool) -> dict[str, Any]:
    """What the page shows of a question's words; a draft is for those who write and agree."""
    return {
        "asked": asked,
        "answers": Answers(asked.question.answers),
        "agreed": asked.agreed,
        "agreed_by": _agreed(asked.agreed),
        "draft": asked.draft if may_write else None,
        "draft_by": f"{asked.draft.prepared_by}, {moment(asked.draft.prepared_at)}" if asked.draft else "",
        "source": f"{asked.question.source}, {asked.question.source_reference}",
        "write_url": reverse("board:enquiry_write", args=[asked.question.pk]) if may_write else "",
        "agree_url": reverse("board:enquiry_agree", args=[asked.draft.pk]) if may_write and asked.draft else "",
    }


def _agreed(text: EnquiryText | None) -> str:
    if text is None or text.agreed_at is None:
        return ""
    return f"{text.role}; version {text.version}, agreed by {text.agreed_by}, {moment(text.agreed_at)}"


def _named(row: RegisterRow) -> dict[str, Any]:
    return {
        "initiative": row.name,
        "url": _address(row.initiative),
        "stage": row.stage,
        "source": row.initiative.source_reference,
    }


def _address(subject: Initiative) -> str:
    return reverse("initiatives:detail", args=[subject.slug])
