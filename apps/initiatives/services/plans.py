"""Drafts and agrees measurement plans. An agreed version never changes: a change is a new version with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import (
    Initiative,
    MeasurementPlan,
    OutcomeMeasure,
    PlanCounterfactual,
    PlanMeasure,
)
from apps.initiatives.permissions import can_agree_values, check_can_agree_plan, check_can_draft_plan
from apps.initiatives.selectors.claim_gate import listed
from apps.initiatives.selectors.plan_changes import plan_changes_since
from apps.initiatives.selectors.plans import (
    PlanContent,
    Range,
    content_of,
    latest_plan,
    measures_of,
    missing_from_plan,
    plan_differences,
)
from apps.initiatives.vocabulary import MeasurementPlanState, ValuesState

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What the writer had before them: the version to be written, and how often its draft had been saved (0: never)."""

    version: int
    edits: int


@transaction.atomic
def draft_plan(
    *, initiative_id: int, content: PlanContent, reason: str, read: PlanRead, by: User, at: datetime
) -> MeasurementPlan:
    """Saves the draft, or starts one: version 1, or after an agreed version the next one, with a reason.

    Raises ``NotAllowed``, ``Stale``, ``Refused`` or ``ValidationError``.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    latest = latest_plan(initiative)
    draft = latest if latest and latest.state == MeasurementPlanState.DRAFTED else None
    measures = {m.pk: m.name for m in measures_of(initiative)}
    _check_read(latest, draft, content, read, measures)
    check_can_draft_plan(by)
    old = content_of(latest) if latest else None
    _check_content(content, old, reason, at.date(), by, measures, first=read.version == 1)
    if old == content and (draft is None or draft.reason == reason):
        raise Refused("Nothing was changed: the plan says this already.")
    plan = draft or MeasurementPlan(initiative=initiative, version=read.version, prepared_by=by, prepared_at=at)
    _write(plan, content, reason, by)
    if initiative.measurement_plan == MeasurementPlanState.NONE:
        initiative.measurement_plan = MeasurementPlanState.DRAFTED
        initiative.save(update_fields=["measurement_plan"])
    record_change(
        by=by,
        at=at,
        action="Changed the draft of a measurement plan" if draft else "Drafted a measurement plan",
        subject=plan,
        before=_kept(old) if old else {},
        after=_kept(content),
        reason=reason,
    )
    plan.refresh_from_db()
    return plan


@transaction.atomic
def agree_plan(
    *, initiative_id: int, version: int, read_edits: int, reason: str, by: User, at: datetime
) -> MeasurementPlan:
    """Agrees a whole draft that somebody else drafted and edited. Raises as ``draft_plan``."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    plan = MeasurementPlan.objects.select_for_update(of=("self",)).get(initiative=initiative, version=version)
    check_can_agree_plan(by, plan)
    if plan.edits != read_edits:
        raise Stale(
            "The draft was changed while you were reading it. Nothing was agreed.",
            plan_changes_since(plan, read_edits) or ["Read it again below: it shows what it says now."],
        )
    if missing := missing_from_plan(plan):
        raise Refused(f"The plan cannot be agreed yet: it needs {listed(missing)}.")
    plan.state = MeasurementPlanState.AGREED
    plan.agreed_by = by
    plan.agreed_at = at
    plan.full_clean()
    plan.save()
    initiative.measurement_plan = MeasurementPlanState.AGREED
    initiative.save(update_fields=["measurement_plan"])
    record_change(
        by=by, at=at, action="Agreed a measurement plan", subject=plan,
        before={"state": "drafted"}, after={"state": "agreed", "version": version}, reason=reason,
    )  # fmt: skip
    return plan


def _check_read(
    latest: MeasurementPlan | None,
    draft: MeasurementPlan | None,
    content: PlanContent,
    read: PlanRead,
    measures: dict[int, str],
) -> None:
    stands = PlanRead(draft.version, draft.edits) if draft else PlanRead(latest.version + 1 if latest else 1, 0)
    if stands == read:
        return
    now = content_of(latest) if latest else None
    raise Stale(
        "The measurement plan was changed while you were writing. Nothing was saved.",
        plan_differences(now, content, measures) if now else ["The draft that you read is no longer there."],
    )


def _check_content(
    content: PlanContent,
    old: PlanContent | None,
    reason: str,
    today: date,
    by: User,
    measures: dict[int, str],
    *,
    first: bool,
) -> None:
    """What no constraint of one row can say."""
    if content.mix and (total := sum(share for _, share in content.mix)) != WHOLE:
        raise Refused(f"Counterfactual: the shares sum to {total:f}%. Change them so that they sum to 100%.")
    if unknown := [key for key, _ in content.measures if key not in measures]:
        raise Refused(f"Measures: number {unknown[0]} is no measure of this initiative. Choose from its own.")
    if content.review_date and content.review_date <= today and (not old or old.review_date != content.review_date):
        raise Refused(f"Review date: {content.review_date:%d %B %Y} is past. Enter a day to come.")
    if not first and not reason:
        raise Refused("Why it changes: say why this version differs from the one that was agreed.")
    already = old is not None and old.values_state == ValuesState.AGREED and old.values == content.values
    if content.values_state == ValuesState.AGREED and not already and not can_agree_values(by):
        raise NotAllowed(
            "Only a finance officer says that finance has agreed the values. Choose “Illustrative”: finance sets the "
            "other when it agrees them."
        )


def _write(plan: MeasurementPlan, content: PlanContent, reason: str, by: User) -> None:
    """The row, then its parts anew: a draft's parts are no history, its saves are in the trail."""
    plan.baseline, plan.actual, plan.owner = content.baseline, content.actual, content.owner
    plan.occupancy_low, plan.occupancy, plan.occupancy_high = _bounds(content.occupancy)
    plan.deadweight_low, plan.deadweight, plan.deadweight_high = _bounds(content.deadweight)
    plan.values_state, plan.values_source = content.values_state, content.values_source
    plan.review_date, plan.reason = content.review_date, reason
    plan.edits += 1
    plan.edited_by = by
    plan.full_clean()
    plan.save()
    PlanCounterfactual.objects.filter(plan=plan).delete()
    PlanMeasure.objects.filter(plan=plan).delete()
    known = OutcomeMeasure.objects.in_bulk([key for key, _ in content.measures])
    parts = [PlanCounterfactual(plan=plan, placement=placement, share=share) for placement, share in content.mix]
    chosen = [PlanMeasure(plan=plan, measure=known[key], target=target) for key, target in content.measures]
    for part in (*parts, *chosen):
        part.full_clean()
        part.save()


def _bounds(values: Range) -> tuple[Decimal, Decimal, Decimal]:
    return values.low, values.central, values.high


def _kept(content: PlanContent) -> dict[str, object]:
    """For the trail."""
    return {
        "baseline": content.baseline,
        "actual": str(content.actual),
        "mix": {placement.value: f"{share:f}" for placement, share in content.mix},
        "occupancy": str(content.occupancy),
        "deadweight": str(content.deadweight),
        "values_state": content.values_state.value,
        "values_source": content.values_source,
        "measures": [[key, target] for key, target in content.measures],
        "owner": content.owner,
        "review_date": content.review_date.isoformat() if content.review_date else "",
    }
