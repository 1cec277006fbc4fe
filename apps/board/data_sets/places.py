"""Specialist places: Table 2 by year and status, what is not counted and why, and the split by phase."""

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    YEAR_ENDING,
    DataSet,
    Loaded,
    newest,
    one_of,
    text,
    whole,
    yes_no,
)
from apps.core.vocabulary import Convention
from apps.initiatives.selectors import feed
from apps.initiatives.selectors.places import tranches
from apps.initiatives.vocabulary import Phase, PlaceStatus

CONVENTION = one_of("convention", "On which inputs", Convention)
INITIATIVE = text("initiative", "Short name of the initiative, stable")
INITIATIVE_NAME = text("initiative_name", "Name of the initiative")
STATUS = one_of("status", "Whether the places are open", PlaceStatus)
TWO_CONVENTIONS = "Filter to one convention before you add places up: each place stands in both."
REPORT = "The report's Tables 2 and 3, and what has been changed since by a named person with a reason."


def load_places() -> Loaded:
    found = [(c, t) for c in Convention for t in tranches(c)]
    rows = [
        (
            c.value, t.initiative, t.initiative_name, t.status.value, str(t.financial_year),
            t.financial_year.last_day, t.opening_month, t.places, t.excluded, t.counted, t.version, t.source_reference,
        )
        for c, t in found
    ]  # fmt: skip
    return Loaded(rows, newest([*(t.stated_on for _, t in found), feed.places_changed_on()]))


def load_exclusions() -> Loaded:
    found = [(c, t) for c in Convention for t in tranches(c)]
    rows = [
        (
            c.value, t.initiative, t.status.value, str(t.financial_year), t.financial_year.last_day,
            e.number, e.version, e.places, e.inferred, e.reason, e.source_reference,
        )
        for c, t in found
        for e in t.exclusions
    ]  # fmt: skip
    return Loaded(rows, newest([*(t.stated_on for _, t in found), feed.places_changed_on()]))


def load_phases() -> Loaded:
    splits = feed.phase_splits()
    rows = [
        (s.initiative.slug, s.initiative.name, s.status, s.phase, s.places, s.source.title, s.source_reference)
        for s in splits
    ]
    return Loaded(rows, newest([s.source.date for s in splits]))


PLACES = DataSet(
    slug="places",
    title="Specialist places",
    what="Places by the financial year in which they open: one row for each convention, initiative, status and year.",
    basis=f"{TWO_CONVENTIONS} Counted places are all places less those excluded; cost avoidance rests on counted ones.",
    source=REPORT,
    fields=(
        CONVENTION,
        INITIATIVE,
        INITIATIVE_NAME,
        STATUS,
        FINANCIAL_YEAR,
        YEAR_ENDING,
        whole("opening_month", "Month in which they open, 1 (January) to 12"),
        whole("places", "All places", "places"),
        whole("places_excluded", "Of these, not counted", "places"),
        whole("places_counted", "Places less those excluded", "places"),
        whole("version", "Version of the count"),
        SOURCE_REFERENCE,
    ),
    load=load_places,
)
PLACE_EXCLUSIONS = DataSet(
    slug="place_exclusions",
    title="Places that are not counted",
    what="One row for each exclusion from the counted places, with its reason.",
    basis=TWO_CONVENTIONS,
    source=REPORT,
    fields=(
        CONVENTION,
        INITIATIVE,
        STATUS,
        FINANCIAL_YEAR,
        YEAR_ENDING,
        whole("exclusion", "Which exclusion of this year and status"),
        whole("version", "Version of the exclusion"),
        whole("places_excluded", "Places not counted", "places"),
        yes_no("is_inferred", "Whether the number follows from other figures and is not printed"),
        text("reason", "Why they are not counted"),
        SOURCE_REFERENCE,
    ),
    load=load_exclusions,
)
PLACES_BY_PHASE = DataSet(
    slug="places_by_phase",
    title="Places by phase",
    what="One row for each status and phase, as printed; the source does not split phases by year.",
    basis="All places, those that are not counted included.",
    source="The report's Table 2.",
    fields=(
        INITIATIVE,
        INITIATIVE_NAME,
        STATUS,
        one_of("phase", "Phase", Phase),
        whole("places", "Places", "places"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_phases,
)
