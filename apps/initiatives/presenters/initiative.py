"""Sentences and facts of an initiative's page."""

from datetime import date
from typing import Any

from apps.core.money import pounds
from apps.initiatives.links import how_benefit, how_initiative, link
from apps.initiatives.models import Initiative, InitiativeOverlap, ReportedBenefit
from apps.initiatives.presenters.register import evidence_words
from apps.initiatives.presenters.words import NOT_GIVEN, NOT_STATED, STANDING, assumed_basis, day, listed
from apps.initiatives.vocabulary import Category, MeasurementPlanState, Stage, Standing


def claimed(subject: Initiative) -> list[ReportedBenefit]:
    """Reported benefits that are more than a statement of scope, the report's total first."""
    order = list(Standing)
    benefits = [b for b in subject.reported_benefits.all() if b.standing != Standing.STATEMENT]
    return sorted(benefits, key=lambda b: (order.index(Standing(b.standing)), b.slug))


def answer(subject: Initiative) -> str:
    """The page's heading: what is known of the effect, in a few words."""
    if not claimed(subject):
        return f"{subject.name}: no benefit is reported yet"
    graded, _ = evidence_words(list(subject.evidence.all()))
    return f"{subject.name}: a benefit is reported, evidence {_lower_first(graded)}"


def message(subject: Initiative, read_for: date) -> str:
    """What is reported, on which basis, and whether a claim can stand on it."""
    plan = MeasurementPlanState(subject.measurement_plan)
    without = "" if plan == MeasurementPlanState.AGREED else ", and no measurement plan is agreed"
    stage = Stage(subject.stage).label.lower()
    benefits = claimed(subject)
    if not benefits:
        return f"At {day(read_for)} it is at the stage of {stage}, no benefit is reported{without}."
    first = benefits[0]
    a_year = " a year" if first.basis == "run_rate" else ""
    return (
        f"The report of {day(subject.source.date)} gives {pounds(first.amount)}{a_year} of "
        f"{first.get_benefit_class_display().lower()} ({_basis(first)}){without}."
    )


def _basis(benefit: ReportedBenefit) -> str:
    standing, assumed = STANDING[Standing(benefit.standing)], assumed_basis(benefit)
    return f"{standing}; {assumed}" if assumed else f"{benefit.get_basis_display().lower()}, {standing}"


def how(subject: Initiative) -> str:
    return next((url for b in claimed(subject) if (url := how_benefit(b.slug))), how_initiative(subject.slug))


def facts(subject: Initiative) -> list[dict[str, str]]:
    category = Category(subject.category)
    rows = [
        _fact("Category", f"{category.label}. {category.definition}"),
        _fact("Category as printed", subject.category_as_printed or "None printed"),
        _fact("Stage", Stage(subject.stage).label),
        _fact("Stage as printed", subject.stage_as_printed or "None printed"),
        _fact("How printed words were mapped", subject.mapping_rule or NOT_STATED),
        _fact("Who pays", _funds(subject)),
        _fact("Owner", subject.owner or NOT_GIVEN),
        _fact("Measurement plan", MeasurementPlanState(subject.measurement_plan).label),
    ]
    if subject.scales_up:
        rows.append(_related("Would scale up", subject.scales_up))
    rows += [_related("Could be scaled up by", other) for other in subject.scaled_up_by.all()]
    if subject.place_tranches.all() and (url := link("board:places")):
        rows.append({**_fact("Places", "By year, phase and status"), "action_url": url, "action_text": "See"})
    return rows


def overlap_rows(subject: Initiative, found: list[InitiativeOverlap]) -> list[dict[str, str]]:
    """Each other initiative or service, with its page where it has one."""
    rows = []
    for overlap in found:
        other = overlap.second if overlap.first_id == subject.pk else overlap.first
        rows.append(
            {
                "name": str(other) if other else overlap.other,
                "url": link("initiatives:detail", other.slug) if other else "",
                "note": overlap.note,
                "source": overlap.source_reference,
            }
        )
    return rows


def overlap_sentence(rows: list[dict[str, str]]) -> str:
    names = listed([row["name"] for row in rows])
    return f"It reaches the same children as {names}: one benefit must not be counted twice." if rows else ""


def evidence_items(subject: Initiative) -> list[dict[str, str]]:
    kinds = {"sufficient": "good", "partial": "waiting", "insufficient": "alert"}
    return [
        {
            "statement": e.statement,
            "grade": e.get_grade_display() if e.grade else "Not graded yet",
            "kind": kinds.get(e.grade, "plain"),
            "source": e.source_reference,
        }
        for e in subject.evidence.all()
    ]


def _funds(subject: Initiative) -> str:
    return listed(sorted({line.fund.name for line in subject.funding_lines.all()})) or NOT_STATED


def _fact(key: str, value: str) -> dict[str, Any]:
    return {"key": key, "value": value}


def _related(key: str, other: Initiative) -> dict[str, Any]:
    return {**_fact(key, other.name), "action_url": link("initiatives:detail", other.slug), "action_text": "See"}


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
