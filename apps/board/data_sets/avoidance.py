"""Cost avoidance as the run in force worked it out: by basis, convention, status, initiative, year, opening month."""

from django.utils import timezone

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    YEAR_ENDING,
    DataSet,
    Loaded,
    decimal,
    one_of,
    pounds,
    text,
    whole,
)
from apps.core.vocabulary import Basis, Convention
from apps.deficit.selectors.avoidance import projection
from apps.initiatives.selectors.feed import initiative_names
from apps.initiatives.vocabulary import PlaceStatus

MONTHS = range(1, 13)


def load() -> Loaded:
    found = projection(MONTHS)
    if (run := found.status.in_force) is None:
        return Loaded([], None)
    names = initiative_names()
    results = sorted(found.results, key=lambda r: (r.convention, r.basis, r.initiative, r.status, r.month, r.year))
    rows = [
        (
            run.pk, r.convention.value, r.basis.value, r.initiative, names.get(r.initiative, ""), r.status.value,
            str(r.year), r.year.last_day, r.month, r.units, r.amount,
        )
        for r in results
    ]  # fmt: skip
    return Loaded(rows, timezone.localdate(run.finished_at) if run.finished_at else None)


COST_AVOIDANCE = DataSet(
    slug="cost_avoidance",
    title="Cost avoidance by basis",
    what="What the run in force worked out: one row for each convention, basis, initiative, status, financial year "
    "and opening month.",
    basis="Filter to one basis, one convention and one opening month before you add anything up. Run-rate: adding the "
    "years gives the full-year worth of all that opened in them. In-year: adding the years gives the cumulative "
    "figure. Cumulative: already a sum over years, never added across them. Cost avoidance is spend that did not "
    "happen; it is not a cashable saving.",
    source="Worked out from places, exclusions and the rate card; the method is in “How this was worked out”.",
    fields=(
        whole("run", "Number of the newest run; the projections of `scenarios` are of the run that finance published"),
        one_of("convention", "On which inputs", Convention),
        one_of("basis", "What the figure answers", Basis),
        text("initiative", "Short name of the initiative, stable"),
        text("initiative_name", "Name of the initiative"),
        one_of("status", "Whether the places are open", PlaceStatus),
        FINANCIAL_YEAR,
        YEAR_ENDING,
        whole(
            "opening_month",
            "Month in which all places are taken to open, 1 (January) to 12; 0 where each keeps its own. "
            "4 (April) is the full-year convention. Run-rate does not depend on it and carries 0",
        ),
        decimal("units", "Places or children counted", "places or children"),
        pounds("amount_gbp", "Cost avoidance, exact to 0.0001"),
    ),
    load=load,
)
