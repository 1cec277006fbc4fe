"""The measurement plan: what it needs, what is there, and what stands in the way of a claim (para 4.14)."""

from datetime import date
from typing import Any

from apps.initiatives.models import Initiative, MeasurementPlan
from apps.initiatives.presenters.words import count, period
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.selectors.plans import LABELS, NOTHING, content_of, in_words
from apps.initiatives.vocabulary import MeasurementPlanState, Stage

PARTS = ("measures", "baseline", "actual", "mix", "values_source", "owner", "review_date")
BEFORE_DELIVERY = (Stage.IDEA, Stage.DESIGN)


def plan_items(subject: Initiative, outcomes: list[Outcome], plan: MeasurementPlan | None) -> list[dict[str, str]]:
    """The parts of a plan, each present or missing, as a task list; without a plan, what the report gives of them."""
    if plan:
        return _parts_of(plan)
    baselines = sum(o.baseline is not None for o in outcomes)
    return [
        _part("Measures", bool(outcomes), count(len(outcomes), "measure") if outcomes else "Nothing is measured yet"),
        _part("Baseline", bool(baselines) and baselines == len(outcomes), _baselines(baselines, len(outcomes))),
        _part("Counterfactual", False, "What would have happened otherwise is not agreed"),
        _part("Owner", bool(subject.owner), subject.owner or "The report names none"),
        _part("Review date", False, "None is set"),
    ]


def gate_sentence(subject: Initiative) -> str:
    """Whether a claim of cost avoidance can be made."""
    barriers = []
    if subject.measurement_plan != MeasurementPlanState.AGREED:
        barriers.append("a measurement plan is agreed")
    if subject.stage in BEFORE_DELIVERY:
        barriers.append(f"it reaches {Stage.DELIVERY.label} (it is at {Stage(subject.stage).label})")
    if not barriers:
        return "It has an agreed measurement plan and is past Design, so a claim of cost avoidance can be made."
    return f"No claim of cost avoidance can be made until {' and '.join(barriers)}."


def timeline_items(subject: Initiative, read_for: date) -> list[dict[str, Any]]:
    """Milestones by first possible date, each past, due now, next or later on the day the page is read for."""
    milestones = sorted(subject.milestones.all(), key=lambda m: (m.earliest_date, m.latest_date, m.pk))
    ahead = next((m for m in milestones if m.earliest_date > read_for), None)
    items = []
    for m in milestones:
        if m.latest_date < read_for:
            tag, kind, text = "Overdue", "alert", "Its date has passed, and nothing records that it was reached. "
        elif m.earliest_date <= read_for:
            tag, kind, text = "Due now", "waiting", ""
        else:
            tag, kind, text = ("Next", "waiting", "") if m is ahead else ("Later", "plain", "")
        items.append(
            {
                "title": m.label,
                "date": period(m.earliest_date, m.latest_date),
                "text": f"{text}Printed: “{m.as_printed}” ({m.source_reference}).",
                "tag": tag,
                "tag_kind": kind,
            }
        )
    return items


def _part(title: str, there: bool, hint: str) -> dict[str, str]:
    status, kind = ("Recorded", "good") if there else ("Missing", "alert")
    return {"title": title, "status": status, "kind": kind, "hint": hint}


def _parts_of(plan: MeasurementPlan) -> list[dict[str, str]]:
    said, names = content_of(plan), {m.measure_id: m.measure.name for m in plan.plan_measures.all()}
    words = {name: in_words(name, getattr(said, name), names) for name in PARTS}
    return [_part(LABELS[name], text != NOTHING, "" if text == NOTHING else text) for name, text in words.items()]


def _baselines(known: int, measures: int) -> str:
    return f"{known} of {count(measures, 'measure')} have one" if measures else "There is nothing to compare with"
