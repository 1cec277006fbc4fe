"""Statements that the rules of schemes and their occupancy refuse to everybody, as in ``claim_statements``."""

from tests.constraints.claim_statements import MAKER

SCHEME, VERSION, HELD = "initiatives_placescheme", "initiatives_schemeversion", "initiatives_schemeplaces"
READING, ORIGIN = "initiatives_occupancyreading", "initiatives_occupantorigin"
ANOTHER = "(SELECT id FROM core_user WHERE username = 'finance')"
OPEN = f"(SELECT scheme_id FROM {HELD} LIMIT 1)"
TRANCHE = f"(SELECT tranche_id FROM {HELD} LIMIT 1)"
COPIED = "provision, phase, need, status, opening_date, capital_source, commissioning_round, source_reference"


def more(places: int) -> str:
    """A version of the open scheme with another number of places, and nothing done about its numbers."""
    return (
        f"INSERT INTO {VERSION} (scheme_id, version, {COPIED}, places, reason, recorded_at, recorded_by_id)"
        f" SELECT scheme_id, 9, provision, phase, need, status, opening_date, '', '', '', {places}, 'x', now(), {MAKER}"
        f" FROM {VERSION} WHERE scheme_id = {OPEN} AND version = 1"
    )


def reading(day: str, filled: int = 9) -> str:
    return (
        f"INSERT INTO {READING} (scheme_id, census_date, version, places, filled, reason, recorded_at, recorded_by_id)"
        f" SELECT {OPEN}, '{day}', 1, 12, {filled}, '', now(), {MAKER}"
    )


def agreed(by: str, low: str, version: int = 2) -> str:
    """Demand that stands as illustrative, agreed."""
    return (
        "INSERT INTO initiatives_placedemand (phase, need, financial_year, version, low, central, high,"
        " source_reference, state, reason, recorded_at, recorded_by_id)"
        f" SELECT phase, need, financial_year, {version}, {low}, central, high, source_reference, 'agreed', 'x', now(),"
        f" {by} FROM initiatives_placedemand"
    )


SCHEMES_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("scheme_holds_its_places", "scheme_holds_its_places", (more(13), more(11))),
    (
        "scheme_places_its_own",
        "scheme_holds_its_places",
        (
            f"UPDATE {HELD} SET numbers = '[1,12)'",
            f"INSERT INTO {HELD} (scheme_id, tranche_id, numbers)"
            f" SELECT id, {TRANCHE}, '[20,24)' FROM {SCHEME} WHERE id <> {OPEN}",
        ),
    ),
    ("scheme_keeps_its_places", "scheme_holds_its_places", (f"DELETE FROM {HELD}",)),
    (
        "demand_agreed_by_another",
        "demand_agreed_by_another",
        (agreed("recorded_by_id", "low"), agreed(ANOTHER, "low + 1"), agreed(ANOTHER, "low", version=3)),
    ),
    ("schemes_within_tranche", "schemes_within_tranche", (f"UPDATE {HELD} SET numbers = '[130,142)'",)),
    (
        "count_holds_its_schemes",
        "schemes_within_tranche",
        (
            "INSERT INTO initiatives_placecount"
            " (tranche_id, version, as_reported, places, opening_month, reason, recorded_at, recorded_by_id)"
            f" SELECT {TRANCHE}, 99, false, 11, 9, 'x', now(), {MAKER}",
        ),
    ),
    (
        "origins_within_filled",
        "origins_within_filled",
        (
            f"WITH r AS ({reading('2025-11-03')} RETURNING id)"
            f" INSERT INTO {ORIGIN} (reading_id, placement, number, child_key) SELECT id, 'inmss', 10, '' FROM r",
        ),
    ),
    ("occupancy_of_closed_quarter", "occupancy_of_closed_quarter", (reading("2024-04-01"), reading("2024-06-30"))),
)
SCHEMES_LATE = (
    (
        "origin_with_reading",
        f"INSERT INTO {ORIGIN} (reading_id, placement, number, child_key) SELECT min(id), 'ap', 1, '' FROM {READING}",
    ),
)
