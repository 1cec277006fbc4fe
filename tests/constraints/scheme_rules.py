"""Rules of schemes, their places, occupancy and demand, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from tests.constraints.rules import Case, like
from tests.fixtures import person

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
SCHEME, VERSION, HELD = "initiatives.PlaceScheme", "initiatives.SchemeVersion", "initiatives.SchemePlaces"
READING, ORIGIN, DEMAND = "initiatives.OccupancyReading", "initiatives.OccupantOrigin", "initiatives.PlaceDemand"
WITH_READING = "origin_with_reading"
FIRST_HELD = "(SELECT min(id) FROM initiatives_schemeplaces)"
NEW_VERSION = (
    "INSERT INTO initiatives_schemeversion (scheme_id, version, provision, phase, need, places, status, opening_date, "
    "closing_date, capital_source, commissioning_round, source_reference, reason, recorded_at, recorded_by_id) "
    "SELECT scheme_id, 7, provision, phase, need, {places}, '{status}', opening_date, NULL, '', '', '', 'x', now(), "
    "recorded_by_id FROM initiatives_schemeversion WHERE version = 1 AND scheme_id = "
    "(SELECT min(id) FROM initiatives_placescheme)"
)
# A reading of four filled places with five origins, in one transaction.
TOO_MANY = (
    "INSERT INTO initiatives_occupancyreading (scheme_id, census_date, version, places, filled, reason, recorded_at, "
    "recorded_by_id) SELECT scheme_id, '2026-01-15', 1, 5, 4, '', now(), recorded_by_id FROM "
    "initiatives_occupancyreading LIMIT 1; INSERT INTO initiatives_occupantorigin (reading_id, placement, number, "
    "child_key) SELECT max(id), p, n, '' FROM initiatives_occupancyreading, (VALUES ('ap', 3), ('inmss', 2)) v (p, n) "
    "GROUP BY p, n"
)
# By trigger, the refusal's name, and the statements that everybody is refused.
SCHEMES_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "scheme_holds_its_places",
        "scheme_holds_its_places",
        (
            NEW_VERSION.format(places=99, status="open"),
            NEW_VERSION.format(places=5, status="withdrawn"),
        ),
    ),
    (
        "scheme_places_its_own",
        "scheme_holds_its_places",
        (f"UPDATE initiatives_schemeplaces SET numbers = '[1,4)' WHERE id = {FIRST_HELD}",),
    ),
    ("origins_within_filled", "origins_within_filled", (TOO_MANY,)),
    (
        "schemes_within_tranche",
        "schemes_within_tranche",
        (f"UPDATE initiatives_schemeplaces SET numbers = '[9001,9006)' WHERE id = {FIRST_HELD}",),
    ),
    (
        "count_holds_its_schemes",
        "schemes_within_tranche",
        (
            "INSERT INTO initiatives_placecount (tranche_id, version, places, opening_month, reason, as_reported, "
            "recorded_at) SELECT tranche_id, 99, 4, 9, 'x', false, now() FROM initiatives_schemeplaces LIMIT 1",
        ),
    ),
)
SCHEMES_LATE: tuple[tuple[str, str], ...] = (
    (
        WITH_READING,
        "INSERT INTO initiatives_occupantorigin (reading_id, placement, number, child_key) SELECT min(id), 'ap', 1, '' "
        "FROM initiatives_occupancyreading",
    ),
)


def scheme_cases() -> Iterator[Case]:
    another = {"start_key": UUID(int=99)}
    yield Case("scheme_once", "twice", like(SCHEME, **another))
    yield Case("scheme_once", "in capitals", like(SCHEME, **another, name="NORTH", setting="NORTH SCHOOL"))
    for name in ("name", "setting"):
        yield Case("scheme_is_named", f"no {name}", like(SCHEME, **another, **{name: ""}))
    yield Case("scheme_version_once", "twice", like(VERSION))
    new: dict[str, Any] = {"version": 9, "reason": "x"}
    yield Case("scheme_has_places", "none", like(VERSION, **new, places=0))
    for day in (date(2024, 9, 2), date(2024, 9, 1)):
        yield Case("scheme_closes_after_opening", f"on {day}", like(VERSION, **new, closing_date=day))
    yield Case("scheme_closed_says_when", "closed, nobody knows when", like(VERSION, **new, status="closed"))
    for cost, source in ((Decimal(1), ""), (None, "capital"), (Decimal("-0.01"), "capital")):
        changes = {"capital_cost": cost, "capital_source": source}
        yield Case("scheme_capital_with_source", f"{cost} of {source!r}", like(VERSION, **new, **changes))
    yield Case("scheme_change_has_reason", "no reason", like(VERSION, version=9, reason=""))
    yield Case("place_in_one_scheme", "the same places", second_holding(NumericRange(1, 6)))
    yield Case("place_in_one_scheme", "one of them", second_holding(NumericRange(5, 7)))
    for numbers in (NumericRange(0, 3), NumericRange(7, None)):
        yield Case("scheme_places_numbered", f"{numbers}", second_holding(numbers, "pipeline"))
    yield from _readings()
    yield Case("demand_version_once", "twice", like(DEMAND))
    later = {"version": 9, "reason": "x"}
    yield Case("demand_in_order", "low above central", like(DEMAND, **later, low=51))
    yield Case("demand_in_order", "central above high", like(DEMAND, **later, high=49))
    yield Case("demand_has_source", "no source", like(DEMAND, **later, source_reference=""))
    yield Case("demand_change_has_reason", "no reason", like(DEMAND, version=9, reason=""))


def _readings() -> Iterator[Case]:
    yield Case("occupancy_version_once", "twice", like(READING))
    yield Case("occupancy_within_places", "one too many", like(READING, version=9, reason="x", filled=6))
    yield Case("occupancy_correction_has_reason", "no reason", like(READING, version=9, reason=""))
    for rule, how, row in (
        ("origin_number_once", "twice", origin(placement="inmss")),
        ("origin_child_once", "twice", origin(child_key="child:x:1", placement="ap")),
        ("origin_one_child_a_key", "two under one key", origin(child_key="child:x:2", number=2)),
        ("origin_one_child_a_key", "nobody", origin(placement="ap", number=0)),
    ):
        yield Case(rule, how, row, refused_later_by=WITH_READING)


def origin(**changes: Any) -> Any:
    return like(ORIGIN, **{"child_key": "", "number": 1, **changes})


def second_holding(numbers: NumericRange, status: str = "delivered") -> Any:
    def row() -> models.Model:
        from apps.initiatives.models import PlaceScheme, PlaceTranche, SchemePlaces

        tranche = SchemePlaces.objects.all()[0].tranche
        if status != "delivered":
            tranche = PlaceTranche.objects.filter(status=status)[0]
        return SchemePlaces(scheme=PlaceScheme.objects.order_by("-pk")[0], tranche=tranche, numbers=numbers)

    return row


@transaction.atomic
def prepare_schemes() -> None:
    """Two schemes, the first with five places of a tranche; a reading with origins; demand."""
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

    manager = person("manager")
    programme = Initiative.objects.get(slug="send-sufficiency")
    tranche = PlaceTranche.objects.get(financial_year="2024-25", status="delivered")
    for number, name in enumerate(("North", "South"), 1):
        scheme = PlaceScheme.objects.create(
            initiative=programme, name=name, setting=f"{name} School", start_key=UUID(int=number), created_at=NOW,
            created_by=manager,
        )  # fmt: skip
        withdrawn = name == "South"
        SchemeVersion.objects.create(
            scheme=scheme, version=1, provision="resourced_provision", phase="primary", need="asd", places=5,
            status="withdrawn" if withdrawn else "open", opening_date=date(2024, 9, 2), recorded_at=NOW,
            recorded_by=manager,
        )  # fmt: skip
        if not withdrawn:
            SchemePlaces.objects.create(scheme=scheme, tranche=tranche, numbers=NumericRange(1, 6))
            reading = OccupancyReading.objects.create(
                scheme=scheme, census_date=date(2025, 10, 2), version=1, places=5, filled=4, recorded_at=NOW,
                recorded_by=manager,
            )  # fmt: skip
            OccupantOrigin.objects.create(reading=reading, placement="inmss", number=2)
            OccupantOrigin.objects.create(reading=reading, placement="ap", number=1, child_key="child:x:1")
    PlaceDemand.objects.create(
        phase="secondary", financial_year=2027, version=1, low=40, central=50, high=60, source_reference="Forecast",
        recorded_at=NOW, recorded_by=manager,
    )  # fmt: skip
    connection.check_constraints()
