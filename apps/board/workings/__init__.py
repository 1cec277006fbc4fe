"""Every headline figure, by the slug of its address."""

from apps.board.workings import (
    capital,
    deficit,
    observed,
    occupancy,
    places,
    projection,
    requests,
    run_rates,
    totals,
    yearly,
)
from apps.board.workings.base import Line, Work, Working

WORKINGS: dict[str, Work] = {
    "deficit-now": deficit.deficit_now,
    "deficit-march-this": deficit.deficit_march_this,
    "deficit-march-next": deficit.deficit_march_next,
    "change-this-year": deficit.change_this_year,
    "gap-this-year": deficit.gap_this_year,
    "gap-next-year": deficit.gap_next_year,
    "places-delivered": places.delivered,
    "places-pipeline": places.pipeline,
    "places-counted": places.counted,
    "places-total": places.total,
    "total-run-rate": totals.total,
    "sufficiency-run-rate": run_rates.sufficiency,
    "dingleys-run-rate": totals.dingleys,
    "portage-run-rate": totals.portage,
    "pipeline-run-rate": run_rates.pipeline,
    "programme-run-rate": run_rates.programme,
    "in-year": yearly.in_year,
    "cumulative": yearly.cumulative,
    "cumulative-full-year": yearly.cumulative_full_year,
    "coverage": totals.coverage,
    "deficit-override-end": projection.deficit_override_end,
    "gap-unmitigated": projection.gap_unmitigated,
    "coverage-in-year": projection.coverage_in_year,
    "forecast-missed": observed.forecast_missed,
    "displacement-observed": observed.displacement_observed,
    "per-pupil-capital": requests.per_pupil_capital,
    "capital-payback": capital.capital_payback,
    "empty-places-cost": occupancy.empty_places_cost,
    "displacement-measured": occupancy.displacement_measured,
    "pre-ehcp-break-even": requests.pre_ehcp_break_even,
}

__all__ = ["WORKINGS", "Line", "Work", "Working"]
