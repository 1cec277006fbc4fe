"""A projection's inputs from the JSON that a run keeps, and nothing else. ``plain`` makes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import (
    Assumption,
    Benefit,
    Gap,
    Grant,
    Placement,
    ProjectionInputs,
    Standing,
)

Kept = dict[str, Any]


def thawed(kept: Kept) -> ProjectionInputs:
    return ProjectionInputs(
        gap=_gap(kept["gap"]),
        benefits=tuple(_benefit(b) for b in kept["benefits"]),
        assumptions=tuple(_assumption(a) for a in kept["assumptions"]),
        last_year=FinancialYear.parse(kept["last_year"]),
        effect_year=FinancialYear.parse(kept["effect_year"]),
        seed=kept["seed"],
        draws=kept["draws"],
        calibrated=tuple(_assumption(a) for a in kept.get("calibrated", ())),
        calibrated_gap=_gap(tied) if (tied := kept.get("calibrated_gap")) else None,
    )


def _assumption(kept: Kept) -> Assumption:
    return Assumption(kept["key"], *(Decimal(kept[name]) for name in ("low", "central", "high")))


def _gap(kept: Kept) -> Gap:
    years = {name: FinancialYear.parse(kept[name]) for name in ("base_year", "fades_from", "fades_to")}
    support = kept["support_from"]
    return Gap(
        opening=Decimal(kept["opening"]),
        published=_by_year(kept["published"]),
        other_blocks=_by_year(kept["other_blocks"]),
        transfers=_by_year(kept.get("transfers", {})),
        placements=tuple(_placement(p) for p in kept["placements"]),
        funding=Decimal(kept["funding"]),
        funding_growth=kept["funding_growth"],
        other_growth=kept["other_growth"],
        other_inflation=kept["other_inflation"],
        long_growth=kept["long_growth"],
        fixed_funding_growth=_by_year(kept["fixed_funding_growth"]),
        support_from=FinancialYear.parse(support) if support else None,
        support=kept["support"],
        grants=tuple(
            Grant(g["slug"], FinancialYear.parse(g["financial_year"]), Decimal(g["amount"])) for g in kept["grants"]
        ),
        other=Decimal(other) if (other := kept.get("other")) is not None else None,
        **years,
    )


def _placement(kept: Kept) -> Placement:
    return Placement(**{**kept, "plans": Decimal(kept["plans"]), "unit_cost": Decimal(kept["unit_cost"])})


DECIMALS = ("units", "dear", "other", "actual", "attribution", "agreed", "delivery_cost", "empty_cost")


def _benefit(kept: Kept) -> Benefit:
    return Benefit(
        **{
            **kept,
            **{name: Decimal(kept[name]) for name in DECIMALS},
            "standing": Standing(kept["standing"]),
            "opens": date.fromisoformat(kept["opens"]),
            "starts": date.fromisoformat(starts) if (starts := kept.get("starts")) else None,
            "closes": date.fromisoformat(kept["closes"]) if kept["closes"] else None,
            "price_base": FinancialYear.parse(kept["price_base"]),
            "ramp": tuple(Decimal(share) for share in kept["ramp"]),
        }
    )


def _by_year(kept: Mapping[str, str]) -> dict[FinancialYear, Decimal]:
    return {FinancialYear.parse(year): Decimal(amount) for year, amount in kept.items()}
