"""Every headline figure, by the slug of its address."""

from apps.board.workings import avoidance, deficit, places, requests
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
    "total-run-rate": avoidance.total,
    "sufficiency-run-rate": avoidance.sufficiency,
    "dingleys-run-rate": avoidance.dingleys,
    "portage-run-rate": avoidance.portage,
    "pipeline-run-rate": avoidance.pipeline,
    "programme-run-rate": avoidance.programme,
    "in-year": avoidance.in_year,
    "cumulative": avoidance.cumulative,
    "cumulative-full-year": avoidance.cumulative_full_year,
    "coverage": avoidance.coverage,
    "per-pupil-capital": requests.per_pupil_capital,
    "pre-ehcp-break-even": requests.pre_ehcp_break_even,
}

__all__ = ["WORKINGS", "Line", "Work", "Working"]
