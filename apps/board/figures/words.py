"""What the data feed's codes are called in a pack: of scenarios, measures, placements and statistics."""

from collections.abc import Mapping

from django.db.models import TextChoices

from apps.core.periods import MONTHS
from apps.core.vocabulary import Block
from apps.initiatives.selectors.feed import initiative_names
from apps.initiatives.vocabulary import CounterfactualPlacement, MeasurementPlanState, PlacementType

SCENARIOS: Mapping[str, str] = {
    "": "In every scenario", "as-reported": "As reported", "unmitigated": "Unmitigated",
    "approved-only": "Approved only", "approved-and-pipeline": "Approved and pipeline",
}  # fmt: skip
MEASURES: Mapping[str, str] = {
    "gap": "high-needs gap", "accumulated": "accumulated deficit", "support": "central support",
    "grant": "grant towards the deficit", "spend": "high-needs spend,", "funding": "high-needs funding",
    "plans": "plans,", "in_forecast": "avoidance in the forecast already,",
    "additional": "avoidance beside the forecast,",
    "empty_in_forecast": "empty places’ cost in the forecast already,",
    "empty_additional": "cost of empty places beside the forecast,", "by_block": "avoidance, block",
    "by_placement": "avoidance, in place of",
}  # fmt: skip
OF_WHOM: Mapping[str, str] = {
    "england": "England", "neighbours_with_own_council": "Neighbours and the council",
    "neighbours_without_own_council": "Neighbours without the council",
}  # fmt: skip
PRINTED: Mapping[str, str] = {"True": "as printed", "False": "worked out"}
# What a figure of cost avoidance takes of the months in which places open.
OPENINGS: Mapping[str, str] = {
    "0": "each place in its own month",
    **{str(n): f"all opening in {month}" for n, month in enumerate(MONTHS, start=1)},
}  # fmt: skip
STANDINGS = ("approved", "pipeline")


def labels(*choices: type[TextChoices]) -> dict[str, str]:
    return {c.value: str(c.label) for kind in choices for c in kind}


PLACEMENTS = labels(CounterfactualPlacement, PlacementType)
PLAN_STATES = {**labels(MeasurementPlanState), MeasurementPlanState.NONE.value: "No plan"}


def subjects() -> Mapping[str, str]:
    """Of a projection's values: placements and blocks, and initiatives by where their benefits stand."""
    of_initiatives = {
        f"{slug}/{standing}": f"{name}, {standing}"
        for slug, name in initiative_names().items()
        for standing in STANDINGS
    }
    others = {"mainstream": "Mainstream", "other": "other placements", "calibration": "calibration"}
    return {**of_initiatives, **others, **labels(Block), **PLACEMENTS}
