"""The page of a measurement plan: its state in a sentence, its versions, and what is missing."""

from typing import Any

from django.utils import timezone

from apps.initiatives.links import link
from apps.initiatives.models import Initiative, MeasurementPlan
from apps.initiatives.presenters.words import day, listed
from apps.initiatives.selectors.plans import LABELS, NOTHING, content_of, in_words, missing_from_plan
from apps.initiatives.vocabulary import MeasurementPlanState


def answer(subject: Initiative, plans: list[MeasurementPlan]) -> str:
    if not plans:
        return f"{subject.name}: no measurement plan is drafted yet"
    if plans[0].state == MeasurementPlanState.AGREED:
        return f"{subject.name}: the measurement plan is agreed"
    agreed = any(p.state == MeasurementPlanState.AGREED for p in plans)
    return f"{subject.name}: {'a change of the plan' if agreed else 'a measurement plan'} is drafted, not agreed"


def message(plans: list[MeasurementPlan]) -> str:
    """Who drafted and agreed what, when, and what comes next."""
    if not plans:
        return (
            "Nothing says yet what this initiative is compared with, so no benefit of it can be claimed. It needs "
            f"{listed(missing_from_plan(None))}."
        )
    newest = plans[0]
    if newest.state == MeasurementPlanState.AGREED:
        return (
            f"Version {newest.version} was agreed by {newest.agreed_by} on {_on(newest.agreed_at)} and is to be "
            f"reviewed by {day(newest.review_date) if newest.review_date else 'no set day'}."
        )
    begun = f"Version {newest.version} was drafted by {newest.prepared_by} on {_on(newest.prepared_at)}"
    missing = missing_from_plan(newest)
    return f"{begun}; before it is agreed it needs {listed(missing)}." if missing else f"{begun} and can be agreed."


def status(plans: list[MeasurementPlan]) -> str:
    return plans[0].get_state_display() if plans else MeasurementPlanState.NONE.label


def versions(plans: list[MeasurementPlan]) -> list[dict[str, Any]]:
    """Each version, newest first: what it says, who drafted and who agreed it."""
    return [
        {
            "plan": plan,
            "tag": plan.get_state_display(),
            "kind": "good" if plan.state == MeasurementPlanState.AGREED else "waiting",
            "rows": _rows(plan),
        }
        for plan in plans
    ]


def drafted_text(plan: MeasurementPlan) -> str:
    missing = missing_from_plan(plan)
    follows = (
        f"Before it can be agreed it needs {listed(missing)}."
        if missing
        else "A finance officer who did not draft it can agree it now."
    )
    return f"Version {plan.version} of the measurement plan is saved (reference: {_reference(plan)}). {follows}"


def agreed_text(plan: MeasurementPlan) -> str:
    return (
        f"Version {plan.version} of the measurement plan is agreed (reference: {_reference(plan)}). Claims rest on it "
        "from now on; a change is a new version."
    )


def _reference(plan: MeasurementPlan) -> str:
    return f"plan {plan.initiative.slug} {plan.version}"


def _rows(plan: MeasurementPlan) -> list[dict[str, Any]]:
    content = content_of(plan)
    names = {m.measure_id: m.measure.name for m in plan.plan_measures.all()}
    said = [(LABELS[name], in_words(name, getattr(content, name), names).strip("“”")) for name in LABELS]
    rows = [{"key": key, "value": "Not said yet" if text == NOTHING else text} for key, text in said]
    rows.append({"key": "Drafted by", "value": f"{plan.prepared_by}, {_on(plan.prepared_at)}"})
    if plan.edited_by and plan.edited_by_id != plan.prepared_by_id:
        rows.append({"key": "Last edited by", "value": str(plan.edited_by)})
    if plan.agreed_by:
        rows.append({"key": "Agreed by", "value": f"{plan.agreed_by}, {_on(plan.agreed_at)}"})
    if plan.reason:
        rows.append({"key": "Why it changed", "value": plan.reason})
    return rows


def _on(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}"


def draft_link(subject: Initiative, plans: list[MeasurementPlan]) -> dict[str, str]:
    """Where a plan is drafted, in the words that fit its state."""
    drafted = bool(plans) and plans[0].state == MeasurementPlanState.DRAFTED
    text = "Change the draft" if drafted else "Draft a new version" if plans else "Draft the measurement plan"
    return {"url": link("initiatives:plan_draft", subject.slug), "text": text}
