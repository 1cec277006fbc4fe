"""Reads initiatives: the register and one of them with everything that belongs to it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from apps.core.memory import remembered
from apps.initiatives.models import Initiative, InitiativeOverlap, MeasurementPlan
from apps.initiatives.vocabulary import FundKind, MeasurementPlanState, ValuesState


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """How many initiatives there are, can draw on the High Needs Block, and have an agreed measurement plan: of these,
    how many newest plans rest on illustrative values, and were drafted by an account of the demonstration."""

    initiatives: int
    high_needs: int
    plans_agreed: int
    illustrative: int
    demonstration: int


def register() -> QuerySet[Initiative]:
    """Every initiative, to be narrowed."""
    return Initiative.objects.order_by("order", "name")


@remembered
def everything() -> tuple[Initiative, ...]:
    """Every initiative in the source's order, with all that the register shows: to be read, never changed."""
    return tuple(
        register()
        .select_related("source")
        .prefetch_related("funding_lines__fund", "reported_benefits", "evidence", "milestones")
    )


def narrowed(wanted: QuerySet[Initiative]) -> list[Initiative]:
    """Those of everything that a filter lets through, in the source's order."""
    keys = set(wanted.values_list("pk", flat=True))
    return [subject for subject in everything() if subject.pk in keys]


@remembered
def register_counts() -> RegisterCounts:
    counts = Initiative.objects.aggregate(
        initiatives=Count("pk", distinct=True),
        high_needs=Count("pk", filter=Q(funding_lines__fund__kind=FundKind.HIGH_NEEDS_BLOCK), distinct=True),
        plans_agreed=Count("pk", filter=Q(measurement_plan=MeasurementPlanState.AGREED), distinct=True),
    )
    agreed = MeasurementPlan.objects.filter(state=MeasurementPlanState.AGREED).order_by("initiative_id", "-version")
    newest = MeasurementPlan.objects.filter(pk__in=agreed.distinct("initiative_id").values("pk"))
    plans = newest.aggregate(
        illustrative=Count("pk", filter=Q(values_state=ValuesState.ILLUSTRATIVE)),
        demonstration=Count("pk", filter=Q(prepared_by__is_demonstration=True)),
    )
    return RegisterCounts(**counts, **plans)


def names_by_number() -> dict[int, str]:
    return dict(Initiative.objects.values_list("pk", "name"))


def initiative(slug: str) -> Initiative:
    """Raises ``Initiative.DoesNotExist``."""
    return (
        Initiative.objects.select_related("source", "scales_up")
        .prefetch_related(
            "funding_lines__fund",
            "reported_benefits",
            "evidence",
            "milestones",
            "measures__readings",
            "scaled_up_by",
            "place_tranches",
        )
        .get(slug=slug)
    )


def initiative_alone(slug: str) -> Initiative:
    """Without what hangs on it. Raises ``Initiative.DoesNotExist``."""
    return Initiative.objects.select_related("source").get(slug=slug)


def overlaps(subject: Initiative) -> list[InitiativeOverlap]:
    """Those that name the initiative first or second."""
    return list(
        InitiativeOverlap.objects.filter(Q(first=subject) | Q(second=subject))
        .select_related("first", "second")
        .order_by("pk")
    )


def programmes() -> list[tuple[str, str]]:
    """Slug and name, those with places first: under one of them a scheme is entered."""
    found = Initiative.objects.annotate(counted=Count("place_tranches")).order_by("-counted", "order", "name")
    return list(found.values_list("slug", "name"))
