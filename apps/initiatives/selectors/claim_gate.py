"""Whether a benefit can be claimed at all: the initiative's stage and its measurement plan (para 4.14)."""

from apps.initiatives.models import Initiative, MeasurementPlan
from apps.initiatives.selectors.plans import latest_plan, missing_from_plan
from apps.initiatives.vocabulary import MeasurementPlanState, Stage

CLAIMABLE = (Stage.DELIVERY, Stage.EMBEDDED, Stage.CLOSED)


def why_no_claim(initiative: Initiative, plan: MeasurementPlan | None) -> list[str]:
    """Sentences that say what is missing; none where a claim can be started.

    ``plan`` is the agreed plan (``agreed_plan``). Where it is None, the newest draft is read for what it lacks.
    """
    return _sentences(initiative, plan, plan or latest_plan(initiative))


def gates() -> list[tuple[Initiative, list[str]]]:
    """Every initiative by name with ``why_no_claim``, in a fixed number of queries."""
    plans: dict[int, list[MeasurementPlan]] = {}
    for plan in MeasurementPlan.objects.order_by("-version").prefetch_related("mix", "plan_measures__measure"):
        plans.setdefault(plan.initiative_id, []).append(plan)
    found = []
    for initiative in Initiative.objects.order_by("name"):
        versions = plans.get(initiative.pk, [])
        agreed = next((p for p in versions if p.state == MeasurementPlanState.AGREED), None)
        found.append((initiative, _sentences(initiative, agreed, agreed or next(iter(versions), None))))
    return found


def _sentences(initiative: Initiative, plan: MeasurementPlan | None, newest: MeasurementPlan | None) -> list[str]:
    sentences = []
    if initiative.stage not in CLAIMABLE:
        sentences.append(
            f"{initiative.name} is at {Stage(initiative.stage).label}. A benefit is claimed from "
            f"{Stage.DELIVERY.label} on: before that nothing has been delivered that could be counted."
        )
    if plan is None or plan.state != MeasurementPlanState.AGREED:
        sentences.append(_no_agreed_plan(newest))
    return sentences


def _no_agreed_plan(draft: MeasurementPlan | None) -> str:
    missing = missing_from_plan(draft)
    if draft is None:
        return (
            "It has no measurement plan, so nothing says what is compared with what. A SEND manager or a finance "
            f"officer drafts one, with {listed(missing)}; then another person, from finance, agrees it."
        )
    if missing:
        return (
            f"Its measurement plan is drafted and not agreed. It still needs {listed(missing)}; then a finance officer "
            "who did not draft it agrees it."
        )
    return "Its measurement plan is drafted and whole. A finance officer who did not draft it agrees it."


def listed(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
