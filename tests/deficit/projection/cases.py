"""Inputs for tests of the projection: the council's published figures, with illustrative assumptions."""

from datetime import date
from decimal import Decimal

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import (
    Assumption,
    Benefit,
    Gap,
    Placement,
    ProjectionInputs,
    Standing,
)

Y25, Y26, Y27, Y35 = (FinancialYear(y) for y in (2025, 2026, 2027, 2035))
ASSUMED = {
    "growth:inmss": ("0.0586", "0.1358", "0.2093"),
    "growth:local_specialist": ("0.0074", "0.0743", "0.1454"),
    "growth:mainstream": ("0.0374", "0.1526", "0.2898"),
    "growth:other": ("0.0544", "0.1386", "0.2091"),
    "growth:long_run": ("0", "0.02", "0.05"),
    "inflation": ("0.02", "0.03", "0.05"),
    "funding_growth": ("0", "0.02", "0.03"),
    "occupancy": ("0.85", "0.95", "1"),
    "displacement": ("0.5", "0.75", "1"),
    "deadweight": ("0.25", "0.5", "0.64"),
    "slippage": ("0", "2", "6"),
    "other_cost": ("0", "0", "17000"),
}


def assumptions(**changed: tuple[str, str, str]) -> tuple[Assumption, ...]:
    return tuple(Assumption(key, *map(Decimal, changed.get(key, values))) for key, values in ASSUMED.items())


def gap() -> Gap:
    """The report's position, and the caseload of January 2026 (SEN2)."""
    return Gap(
        base_year=Y25,
        opening=Decimal("113300000"),
        published={Y25: Decimal("73500000"), Y26: Decimal("95700000")},
        other_blocks={Y25: Decimal("-3200000")},
        placements=(
            Placement("inmss", Decimal(554), Decimal(64_000), "growth:inmss", "inflation"),
            Placement("local_specialist", Decimal(1142), Decimal(26_000), "growth:local_specialist", "inflation"),
            Placement("mainstream", Decimal(1883), Decimal(17_000), "growth:mainstream", "inflation"),
        ),
        funding=Decimal("64000000"),
        funding_growth="funding_growth",
        other_growth="growth:other",
        other_inflation="inflation",
        long_growth="growth:long_run",
        fades_from=Y26,
        fades_to=FinancialYear(2031),
        fixed_funding_growth={Y26: Decimal(0)},
    )


def places(
    units: int, opens: date, *, key: str = "", standing: Standing = Standing.PIPELINE, **more: object
) -> Benefit:
    """Specialist places of the sufficiency programme, priced by the report's rate card."""
    given: dict[str, object] = {
        "key": key or f"places:{opens:%Y-%m}:{units}",
        "initiative": "send-sufficiency",
        "block": "high_needs",
        "placement": "inmss",
        "standing": standing,
        "in_forecast": opens < date(2026, 1, 27),
        "units": Decimal(units),
        "opens": opens,
        "dear": Decimal(64_000),
        "other": Decimal(0),
        "actual": Decimal(26_000),
        "price_base": Y25,
        "empty_cost": Decimal(10_000),
        "occupancy": "occupancy",
        "displacement": "displacement",
        "inflation": "inflation",
    }
    return Benefit(**{**given, **more})  # type: ignore[arg-type]  # given by name


def report_places() -> tuple[Benefit, ...]:
    """264 counted of the delivered places, and the 224 of the pipeline; opened in September."""
    delivered = ((2022, 46), (2023, 18), (2024, 140), (2025, 60))
    return (
        *(places(units, date(year, 9, 1)) for year, units in delivered),
        *(places(units, date(2026, 9, 1), slippage="slippage", key=f"pipeline:{units}") for units in (96, 128)),
    )


def inputs(*benefits: Benefit, draws: int = 2_000, **more: object) -> ProjectionInputs:
    given: dict[str, object] = {
        "gap": gap(), "benefits": benefits or report_places(), "assumptions": assumptions(), "last_year": Y35,
        "effect_year": Y27, "draws": draws,
    }  # fmt: skip
    return ProjectionInputs(**{**given, **more})  # type: ignore[arg-type]  # given by name
