"""Reads measurement plans: the agreed one, the draft, every version, and what a plan still lacks (para 4.14)."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from apps.initiatives.models import Initiative, MeasurementPlan, OutcomeMeasure
from apps.initiatives.vocabulary import (
    CounterfactualPlacement,
    MeasurementPlanState,
    PlacementType,
    ValuesState,
)

WHOLE = Decimal(100)
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Range:
    """Per cents: low, central and high."""

    low: Decimal
    central: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{plain(self.low)} / {plain(self.central)} / {plain(self.high)}%"


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a plan says. ``mix`` and ``measures`` are in the order of their words and of the initiative's measures;
    a measure comes with its target, which may be empty."""

    baseline: str
    actual: str
    mix: tuple[tuple[CounterfactualPlacement, Decimal], ...]
    occupancy: Range
    deadweight: Range
    values_state: ValuesState
    values_source: str
    measures: tuple[tuple[int, str], ...]
    owner: str
    review_date: date | None

    @property
    def values(self) -> tuple[object, ...]:
        """The parts that finance agrees as figures."""
        return self.mix, self.occupancy, self.deadweight, self.values_source


LABELS = {
    "baseline": "Baseline",
    "actual": "Placement now",
    "mix": "Counterfactual",
    "occupancy": "Occupancy",
    "deadweight": "Deadweight",
    "values_state": "Values",
    "values_source": "Source of the values",
    "measures": "Measures",
    "owner": "Owner",
    "review_date": "Review date",
}


def plan_versions(initiative: Initiative) -> list[MeasurementPlan]:
    """Every version, newest first, with its parts."""
    return list(_with_parts(MeasurementPlan.objects.filter(initiative=initiative).order_by("-version")))


def agreed_plan(initiative: Initiative) -> MeasurementPlan | None:
    """The newest agreed version: what a claim rests on."""
    agreed = MeasurementPlan.objects.filter(initiative=initiative, state=MeasurementPlanState.AGREED)
    return _with_parts(agreed.order_by("-version")).first()


def latest_plan(initiative: Initiative) -> MeasurementPlan | None:
    """The draft where there is one, else the agreed version."""
    return _with_parts(MeasurementPlan.objects.filter(initiative=initiative).order_by("-version")).first()


def content_of(plan: MeasurementPlan) -> PlanContent:
    order = list(CounterfactualPlacement)
    mix = [(CounterfactualPlacement(row.placement), row.share) for row in plan.mix.all()]
    measures = sorted(plan.plan_measures.all(), key=lambda m: (m.measure.order, m.measure_id))
    return PlanContent(
        baseline=plan.baseline,
        actual=plan.actual,
        mix=tuple(sorted(mix, key=lambda part: order.index(part[0]))),
        occupancy=Range(plan.occupancy_low, plan.occupancy, plan.occupancy_high),
        deadweight=Range(plan.deadweight_low, plan.deadweight, plan.deadweight_high),
        values_state=ValuesState(plan.values_state),
        values_source=plan.values_source,
        measures=tuple((m.measure_id, m.target) for m in measures),
        owner=plan.owner,
        review_date=plan.review_date,
    )


def missing_from_plan(plan: MeasurementPlan | None) -> list[str]:
    """What a plan lacks before it can be agreed, part by part; of no plan at all, every part."""
    content = content_of(plan) if plan else None
    there = {
        "a baseline": bool(content and content.baseline),
        "the placement now": bool(content and content.actual),
        "a counterfactual whose shares sum to 100%": bool(content and sum(s for _, s in content.mix) == WHOLE),
        "the source of its values": bool(content and content.values_source),
        "at least one measure": bool(content and content.measures),
        "an owner": bool(content and content.owner),
        "a review date": bool(content and content.review_date),
    }
    return [part for part, present in there.items() if not present]


def measures_of(initiative: Initiative) -> list[OutcomeMeasure]:
    return list(OutcomeMeasure.objects.filter(initiative=initiative).order_by("order", "pk"))


def contributed(plan: MeasurementPlan, person_id: int) -> bool:
    """Whether the person drafted or edited it."""
    return plan.prepared_by_id == person_id or any(c.person_id == person_id for c in plan.contributors.all())


def plan_differences(now: PlanContent, entered: PlanContent, measures: dict[int, str]) -> list[str]:
    """A sentence for each part that stands otherwise than was entered. ``measures`` are names by key."""
    sentences = []
    for part in fields(PlanContent):
        stands, given = (in_words(part.name, getattr(c, part.name), measures) for c in (now, entered))
        if stands != given:
            sentences.append(f"{LABELS[part.name]}: now {stands}; you entered {given}.")
    return sentences


def in_words(name: str, value: object, measures: dict[int, str]) -> str:
    """One part of a plan as a reader sees it; ``nothing`` where it is empty."""
    match name, value:
        case _, "" | None | ():
            return NOTHING
        case "actual", str():
            return PlacementType(value).label
        case "values_state", ValuesState():
            return value.label
        case "mix", tuple():
            return ", ".join(f"{plain(share)}% {placement.label}" for placement, share in value)
        case "measures", tuple():
            named = ((measures.get(key, "a measure"), target) for key, target in value)
            return "; ".join(f"{name} (target {target})" if target else name for name, target in named)
        case _, date():
            return f"{value.day} {value:%B %Y}"
        case "baseline" | "values_source" | "owner", str():
            return f"“{value}”"
    return str(value)


def plain(share: Decimal) -> str:
    """``50``, ``19.149``: as many decimals as there are."""
    text = f"{share:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_parts(plans: QuerySet[MeasurementPlan]) -> QuerySet[MeasurementPlan]:
    return plans.select_related("initiative", "prepared_by", "edited_by", "agreed_by").prefetch_related(
        "mix", "plan_measures__measure", "contributors"
    )
