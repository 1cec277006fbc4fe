"""Schemes of the place register as they stand, and their occupancy by census day. Inside the service: true values."""

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    YEAR_ENDING,
    DataSet,
    Loaded,
    day,
    newest,
    one_of,
    pounds,
    text,
    whole,
)
from apps.initiatives.selectors.occupancy import readings
from apps.initiatives.selectors.schemes import schemes
from apps.initiatives.vocabulary import FundKind, PrimaryNeed, ProvisionType, SchemePhase, SchemeStatus

REGISTER = "The register of schemes, entered by SEND managers; the report names no scheme."
SCHEME = whole("scheme", "Number of the scheme, stable")
SCHEME_NAME = text("scheme_name", "Name of the scheme")


def load_schemes() -> Loaded:
    found = schemes()
    rows = [
        (
            s.id, s.name, s.initiative, s.setting, s.provision.value, s.phase.value, s.need.value, s.places,
            s.status.value, str(s.financial_year or ""), s.financial_year.last_day if s.financial_year else None,
            s.commissioned_date, s.opening_date, s.closing_date, s.capital_cost,
            s.capital_source.value if s.capital_source else "",
            s.commissioning_round, s.version, s.source_reference,
        )
        for s in found
    ]  # fmt: skip
    return Loaded(rows, newest([s.recorded_on for s in found]))


def load_occupancy() -> Loaded:
    found = readings()
    rows = [(r.scheme, r.scheme_name, r.census_date, r.version, r.places, r.filled, r.places - r.filled) for r in found]
    return Loaded(rows, newest([r.recorded_on for r in found]))


SCHEMES = DataSet(
    slug="schemes",
    title="Schemes of specialist places",
    what="One row for each scheme at its present version.",
    basis="Places of schemes are part of the places by year, never in addition; what no scheme itemises is not here.",
    source=REGISTER,
    fields=(
        SCHEME,
        SCHEME_NAME,
        text("initiative", "Short name of the initiative, stable"),
        text("setting", "The school or site"),
        one_of("provision", "Type of provision", ProvisionType),
        one_of("phase", "Phase", SchemePhase),
        one_of("need", "Primary need", PrimaryNeed),
        whole("places", "Places", "places"),
        one_of("status", "How far it is", SchemeStatus),
        FINANCIAL_YEAR,
        YEAR_ENDING,
        day("commissioned_date", "Day on which it was commissioned to open"),
        day("opening_date", "Day on which it opened or is expected to"),
        day("closing_date", "Last day on which it was open"),
        pounds("capital_gbp", "Capital cost, once"),
        one_of("capital_source", "Kind of fund that pays the capital", FundKind),
        text("commissioning_round", "Round in which it was commissioned"),
        whole("version", "Version of the scheme"),
        text("source_reference", "Where the figures come from"),
    ),
    load=load_schemes,
)
OCCUPANCY = DataSet(
    slug="occupancy",
    title="Occupancy of schemes",
    what="One row for each scheme and census day, at the newest version of the reading.",
    basis="A stock on one day: readings of two days are never added. A scheme that was not read has no row.",
    source=REGISTER,
    fields=(
        SCHEME,
        SCHEME_NAME,
        day("census_date", "Day of the census"),
        whole("version", "Version of the reading"),
        whole("places", "Places on that day", "places"),
        whole("places_filled", "Of these, filled", "places"),
        whole("places_empty", "Of these, empty", "places"),
    ),
    load=load_occupancy,
)
