"""A whole measurement plan, as content and as a form, for the tests of plans and of what rests on them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from apps.initiatives.models import Initiative, MeasurementPlan, OutcomeMeasure
from apps.initiatives.selectors.plans import PlanContent, Range
from apps.initiatives.services.plans import PlanRead, agree_plan, draft_plan
from apps.initiatives.vocabulary import CounterfactualPlacement, PlacementType, ValuesState
from tests.fixtures import person

AT = datetime(2026, 1, 28, 9, tzinfo=UTC)
WHOLE = Decimal(100)


def content(initiative: Initiative, **changes: Any) -> PlanContent:
    """Everything that a plan needs, with the initiative's first measure where it has one."""
    measures = OutcomeMeasure.objects.filter(initiative=initiative)[:1]
    said = {
        "baseline": "26 of 64 children in specialist places, Sept 2024, Portage tracker.",
        "actual": PlacementType.LOCAL_SPECIALIST.value,
        "mix": ((CounterfactualPlacement.INMSS, Decimal(75)), (CounterfactualPlacement.NO_COST, Decimal(25))),
        "occupancy": Range(Decimal(90), Decimal(95), WHOLE),
        "deadweight": Range(Decimal(0), Decimal(25), Decimal(64)),
        "values_state": ValuesState.ILLUSTRATIVE,
        "values_source": "Capital team, occupancy return, January 2026",
        "measures": tuple((m.pk, "45%") for m in measures),
        "owner": "Head of SEND",
        "review_date": date(2027, 3, 31),
    }
    return PlanContent(**{**said, **changes})


def measure(initiative: Initiative) -> OutcomeMeasure:
    """The initiative's first measure, made where it has none."""
    found = OutcomeMeasure.objects.filter(initiative=initiative).first()
    return found or OutcomeMeasure.objects.create(
        initiative=initiative, slug=f"{initiative.slug}-children", name="Children reached", unit="children",
        better="higher",
    )  # fmt: skip


def drafted(slug: str, by: str = "manager", **changes: Any) -> MeasurementPlan:
    """A whole first draft."""
    initiative = Initiative.objects.get(slug=slug)
    measure(initiative)
    return draft_plan(
        initiative_id=initiative.pk, content=content(initiative, **changes), reason="", read=PlanRead(1, 0),
        by=person(by), at=AT,
    )  # fmt: skip


def agreed(slug: str, **changes: Any) -> MeasurementPlan:
    plan = drafted(slug, **changes)
    return agree_plan(
        initiative_id=plan.initiative_id, version=1, read_edits=plan.edits, reason="Checked with the service.",
        by=person("finance"), at=AT,
    )  # fmt: skip
