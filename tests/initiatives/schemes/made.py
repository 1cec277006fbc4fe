"""Schemes for tests, invented here: the report names none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from apps.initiatives.models import OccupancyReading, PlaceScheme, PlaceTranche, SchemeVersion
from apps.initiatives.selectors.occupancy_census import Census
from apps.initiatives.selectors.places import current_count
from apps.initiatives.selectors.schemes import SchemeContent, scheme_view
from apps.initiatives.services.schemes.occupancy import record_occupancy
from apps.initiatives.services.schemes.register import change_scheme, register_scheme
from apps.initiatives.vocabulary import (
    Counting,
    FundKind,
    OriginPlacement,
    PrimaryNeed,
    ProvisionType,
    SchemePhase,
    SchemeStatus,
)
from tests.fixtures import person

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)
WHY = "The governors moved the day of opening."
OPEN = SchemeContent(
    provision=ProvisionType.RESOURCED_PROVISION,
    phase=SchemePhase.PRIMARY,
    need=PrimaryNeed.AUTISM,
    places=12,
    status=SchemeStatus.OPEN,
    opening_date=date(2024, 9, 2),
    commissioned_date=date(2024, 9, 2),
    capital_cost=Decimal("600000.00"),
    capital_source=FundKind.CAPITAL,
    source_reference="Cabinet, 3 March 2024",
)
PLANNED = replace(
    OPEN, status=SchemeStatus.COMMISSIONED, opening_date=date(2026, 9, 1), commissioned_date=date(2026, 4, 20)
)


def registered(
    name: str = "North", content: SchemeContent = OPEN, counting: Counting = Counting.PART, **more: Any
) -> PlaceScheme:
    asked = {"initiative": "send-sufficiency", "setting": f"{name} School", "key": uuid4(), "by": person("manager")}
    return register_scheme(name=name, content=content, counting=counting, at=AT, **{**asked, **more})


def changed(scheme: PlaceScheme, counting: Counting = Counting.PART, version: int = 0, **content: Any) -> SchemeVersion:
    now = scheme_view(scheme.pk)
    names = SchemeContent.__dataclass_fields__
    stands = SchemeContent(**{name: getattr(now, name) for name in names})
    return change_scheme(
        scheme_id=scheme.pk, setting=now.setting, name=now.name, content=replace(stands, **content),
        counting=counting, reason=WHY, read_version=version or now.version, by=person("manager"), at=AT,
    )  # fmt: skip


def read(
    scheme: PlaceScheme, day: date = date(2025, 10, 2), places: int = 12, filled: int = 9,
    origins: Mapping[OriginPlacement, int] | None = None, **more: Any,
) -> OccupancyReading:  # fmt: skip
    census = Census(day, places, filled, origins or {}, **more)
    return record_occupancy(scheme_id=scheme.pk, census=census, by=person("manager"), at=AT)


def tranche(year: int, status: str = "delivered") -> PlaceTranche:
    return PlaceTranche.objects.get(financial_year=year, status=status)


def counted(year: int, status: str = "delivered") -> int:
    return current_count(tranche(year, status)).places


def numbers(scheme: PlaceScheme) -> tuple[int, int]:
    view = scheme_view(scheme.pk)
    return view.first, view.last
