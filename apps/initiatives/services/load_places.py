"""Loads the report's places: what it counted is version 1, which never changes."""

from apps.core.loading import Load, Ref, Table
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlaceFunding, PlacePhaseSplit, PlaceTranche

TRANCHE_COLUMNS = ("initiative", "financial_year", "status")
INITIATIVE = Ref("initiative", ("initiative",), ("slug",))
TRANCHE = Ref("tranche", TRANCHE_COLUMNS, ("initiative__slug", "financial_year", "status"))
COUNT_COLUMNS = ("places", "opening_month", "reason")


def load_places(load: Load) -> None:
    first = {"version": 1, "as_reported": True, "recorded_at": load.stated_at}
    tranches = load.rows("place_tranches.csv")
    load.table(
        Table(
            file="place_tranches.csv",
            model=PlaceTranche,
            key=TRANCHE_COLUMNS,
            columns=("financial_year", "status"),
            refs=(INITIATIVE,),
            elsewhere=COUNT_COLUMNS,
        ),
        tranches,
    )
    load.table(
        Table(
            file="place_tranches.csv",
            model=PlaceCount,
            key=("tranche", "version"),
            columns=COUNT_COLUMNS,
            refs=(TRANCHE,),
            fixed=first,
            append_only=True,
        ),
        tranches,
    )
    load.table(
        Table(
            file="place_exclusions.csv",
            model=PlaceExclusion,
            key=("tranche", "number", "version"),
            columns=("number", "places", "inferred", "reason", "source_reference"),
            refs=(TRANCHE,),
            fixed=first,
            append_only=True,
        )
    )
    load.table(
        Table(
            file="place_phase_splits.csv",
            model=PlacePhaseSplit,
            key=("initiative", "status", "phase"),
            columns=("status", "phase", "places"),
            refs=(INITIATIVE,),
        )
    )
    load.table(
        Table(
            file="place_funding.csv",
            model=PlaceFunding,
            key=("financial_year",),
            columns=("financial_year",),
            scaled={"occupied_amount_gbp": ("occupied_amount", 1), "empty_amount_gbp": ("empty_amount", 1)},
        )
    )
