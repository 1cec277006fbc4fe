"""The demonstration's measurement plans: baselines are the report's, values are illustrative and say so."""

from dataclasses import dataclass
from decimal import Decimal

from apps.initiatives.selectors.plans import Range
from apps.initiatives.vocabulary import CounterfactualPlacement

# The report names no owner of a plan, so the demonstration invents none.
TO_BE_NAMED = "To be named by the council (demonstration)"


def percents(low: str, central: str, high: str) -> Range:
    return Range(Decimal(low), Decimal(central), Decimal(high))


@dataclass(frozen=True, slots=True)
class PlanCase:
    initiative: str
    baseline: str
    actual: str
    mix: dict[CounterfactualPlacement, Decimal]
    occupancy: Range
    deadweight: Range
    source: str
    owner: str
    measures: tuple[str, ...]


PLANS = (
    PlanCase(
        initiative="send-sufficiency",
        baseline=(
            "INMSS share of plans 11.3% in September 2024 (Table 1); an INMSS place costs £64k and a local one £26k a "
            "year (para 4.5)."
        ),
        actual="local_specialist",
        mix={CounterfactualPlacement.INMSS: Decimal(75), CounterfactualPlacement.NO_COST: Decimal(25)},
        occupancy=percents("85", "95", "100"),
        deadweight=percents("0", "0", "0"),
        source=(
            "Illustrative: the report agrees neither occupancy nor displacement. 75% displacement is one of the values "
            "worked in the method; 25% at no cost otherwise is a bound."
        ),
        owner=TO_BE_NAMED,
        measures=("inmss-share", "mainstream-share"),
    ),
    PlanCase(
        initiative="dingleys-promise",
        baseline="No agreed baseline: the report counts at least 12 children placed in mainstream schools (para 4.8).",
        actual="mainstream_support",
        mix={CounterfactualPlacement.SPECIALIST_ANY: Decimal(100)},
        occupancy=percents("100", "100", "100"),
        deadweight=percents("25", "50", "64"),
        source=(
            "Illustrative: the report agrees no deadweight. 64% is Portage’s own mainstream share before its "
            "improvement (para 4.10), borrowed to show what it would mean."
        ),
        owner=TO_BE_NAMED,
        measures=("dingleys-placed",),
    ),
    PlanCase(
        initiative="portage",
        baseline="24% of 121 children moved on to specialist provision before the improvement (para 4.10).",
        actual="mainstream_support",
        mix={CounterfactualPlacement.SPECIALIST_ANY: Decimal(100)},
        occupancy=percents("100", "100", "100"),
        deadweight=percents("0", "0", "0"),
        source="Illustrative: the change against the baseline already holds what would have happened anyway.",
        owner=TO_BE_NAMED,
        measures=("portage-specialist",),
    ),
)
