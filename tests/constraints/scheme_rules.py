"""Rules of schemes, their occupancy and demand, each with a row that breaks it and nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange

from tests.constraints.rules import Case, like

SCHEME, VERSION, HELD = "initiatives.PlaceScheme", "initiatives.SchemeVersion", "initiatives.SchemePlaces"
READING, ORIGIN, DEMAND = "initiatives.OccupancyReading", "initiatives.OccupantOrigin", "initiatives.PlaceDemand"
KEY = UUID(int=99)


def version(**changes: Any) -> Callable[[], models.Model]:
    return like(VERSION, **{"version": 9, "reason": "x", **changes})


def scheme_cases() -> Iterator[Case]:
    yield Case("scheme_once", "twice", like(SCHEME, start_key=KEY))
    yield Case("scheme_once", "in capitals", like(SCHEME, start_key=KEY, name="NORTH"))
    for lack in ("name", "setting"):
        yield Case("scheme_is_named", f"no {lack}", like(SCHEME, start_key=KEY, **{lack: ""}))
    yield from _of_versions()
    yield from _of_places()
    yield from _of_occupancy()
    yield Case("demand_version_once", "twice", like(DEMAND))
    for wrong in ({"low": 99}, {"central": 99}, {"high": 1}):
        yield Case("demand_in_order", f"{wrong}", like(DEMAND, version=9, reason="x", **wrong))
    yield Case("demand_has_source", "none", like(DEMAND, version=9, reason="x", source_reference=""))
    yield Case("demand_change_has_reason", "none", like(DEMAND, version=9, reason=""))


def _of_versions() -> Iterator[Case]:
    yield Case("scheme_version_once", "twice", version(version=1))
    yield Case("scheme_has_places", "none", version(places=0))
    for day in (date(2024, 9, 2), date(2024, 9, 1)):
        yield Case("scheme_closes_after_opening", f"{day}", version(closing_date=day))
    yield Case("scheme_closed_says_when", "no day", version(status="closed"))
    capital = "scheme_capital_with_source"
    yield Case(capital, "a cost that nobody pays", version(capital_source=""))
    yield Case(capital, "a source of nothing", version(capital_cost=None))
    yield Case(capital, "below nought", version(capital_cost=Decimal(-1)))
    yield Case("scheme_change_has_reason", "none", version(reason=""))


def _of_places() -> Iterator[Case]:
    yield Case("place_in_one_scheme", "another’s", _holding((12, 13)))
    for numbers in ((0, 1), (20, None)):
        yield Case("scheme_places_numbered", f"{numbers}", _holding(numbers))


def _holding(numbers: tuple[int, int | None]) -> Callable[[], models.Model]:
    """Of a withdrawn scheme, which holds none. What another scheme holds already is 1 to 12."""

    def row() -> models.Model:
        from apps.initiatives.models import PlaceScheme

        made = like(HELD)()
        made.numbers = NumericRange(*numbers)  # type: ignore[attr-defined]
        made.scheme = PlaceScheme.objects.get(held=None)  # type: ignore[attr-defined]
        return made

    return row


def _of_occupancy() -> Iterator[Case]:
    yield Case("occupancy_version_once", "twice", like(READING))
    yield Case("occupancy_within_places", "more filled than open", like(READING, version=9, reason="x", filled=13))
    yield Case("occupancy_correction_has_reason", "none", like(READING, version=9, reason=""))
    late = {"refused_later_by": "origin_with_reading"}
    number, child = {"child_key": ""}, {"child_key__startswith": "child:"}
    yield Case("origin_number_once", "twice", like(ORIGIN, where=number), **late)
    yield Case("origin_child_once", "twice", like(ORIGIN, where=child, placement="ap"), **late)
    one = "origin_one_child_a_key"
    yield Case(one, "nobody", like(ORIGIN, where=number, placement="ap", number=0), **late)
    yield Case(one, "two of one key", like(ORIGIN, where=child, child_key="child:0:1", number=2), **late)


def prepare_schemes() -> None:
    """One that is open with a reading, one that was withdrawn, and demand."""
    from apps.core.periods import FinancialYear
    from apps.initiatives.models import PlaceDemand
    from apps.initiatives.vocabulary import OriginPlacement, SchemeStatus
    from tests.fixtures import person
    from tests.initiatives.claims.sharing import upn
    from tests.initiatives.schemes.made import AT, PLANNED, changed, read, registered

    north = registered()
    read(north, origins={OriginPlacement.INMSS: 2}, children={upn(1): OriginPlacement.MAINSTREAM})
    changed(registered("East", PLANNED), status=SchemeStatus.WITHDRAWN)
    PlaceDemand.objects.create(
        phase="secondary", financial_year=FinancialYear(2027), version=1, low=10, central=20, high=30,
        source_reference="test", recorded_at=AT, recorded_by=person("manager"),
    )  # fmt: skip
