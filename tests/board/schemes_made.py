"""Schemes for tests, invented here: of the 140 delivered in 2024/25 two, and one of the pipeline of 2026/27."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from apps.core.periods import FinancialYear
from apps.initiatives.models import (
    Initiative,
    OccupancyReading,
    OccupantOrigin,
    PlaceDemand,
    PlaceScheme,
    PlaceTranche,
    SchemePlaces,
    SchemeVersion,
)
from tests.fixtures import person

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)
NORTH: dict[str, Any] = {
    "provision": "resourced_provision", "phase": "primary", "need": "asd", "status": "open",
    "commissioned_date": date(2024, 9, 1), "opening_date": date(2025, 1, 20), "closing_date": None,
    "capital_cost": Decimal(1_500_000), "capital_source": "capital", "source_reference": "Cabinet, 3 March 2024",
}  # fmt: skip
SOUTH = {**NORTH, "provision": "satellite", "phase": "secondary", "need": "semh", "opening_date": date(2024, 9, 1),
         "commissioned_date": date(2024, 9, 1), "capital_cost": None, "capital_source": ""}  # fmt: skip
EAST = {**NORTH, "status": "commissioned", "phase": "early_years", "need": "slcn", "opening_date": date(2027, 1, 5),
        "commissioned_date": date(2026, 9, 1), "capital_cost": Decimal(400_000)}  # fmt: skip


def scheme(name: str, year: int, of: str, first: int, last: int, **version: Any) -> PlaceScheme:
    by = person("manager")
    made = PlaceScheme.objects.create(
        initiative=Initiative.objects.get(slug="send-sufficiency"), name=name, setting=f"{name} School",
        start_key=uuid4(), created_at=AT, created_by=by,
    )  # fmt: skip
    SchemeVersion.objects.create(
        scheme=made, version=1, places=last - first + 1, recorded_at=AT, recorded_by=by, **version
    )
    tranche = PlaceTranche.objects.get(financial_year=FinancialYear(year), status=of)
    SchemePlaces.objects.create(scheme=made, tranche=tranche, numbers=(first, last + 1))
    return made


def three_schemes() -> tuple[PlaceScheme, PlaceScheme, PlaceScheme]:
    return (
        scheme("North", 2024, "delivered", 1, 30, **NORTH),
        scheme("South", 2024, "delivered", 31, 50, **SOUTH),
        scheme("East", 2026, "pipeline", 1, 12, **EAST),
    )


def read(made: PlaceScheme, day: date, places: int, filled: int, **origins: int) -> OccupancyReading:
    reading = OccupancyReading.objects.create(
        scheme=made, census_date=day, version=1, places=places, filled=filled, recorded_at=AT,
        recorded_by=person("manager"),
    )  # fmt: skip
    for placement, number in origins.items():
        OccupantOrigin.objects.create(reading=reading, placement=placement, number=number)
    return reading


def demand(phase: str, year: int, low: int, central: int, high: int, **more: Any) -> PlaceDemand:
    return PlaceDemand.objects.create(
        phase=phase, financial_year=FinancialYear(year), low=low, central=central, high=high, version=1,
        source_reference="Illustrative", state="illustrative", recorded_at=AT, recorded_by=person("manager"), **more,
    )  # fmt: skip
