"""Projections: every value of the published run and of each what-if's newest run, and the runs themselves."""

from django.utils.timezone import localdate

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    YEAR_ENDING,
    DataSet,
    Loaded,
    day,
    decimal,
    newest,
    one_of,
    text,
    whole,
)
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.selectors.feed import every_run, points_of, shown_runs
from apps.deficit.vocabulary import RunState

MEASURES = {
    Measure.GAP: "high-needs gap, in-year",
    Measure.ACCUMULATED: "accumulated deficit at the end of the year, a stock",
    Measure.SUPPORT: "central support that meets part of the gap, in-year",
    Measure.GRANT: "grant towards the accumulated deficit, one-off; by grant",
    Measure.SPEND: "high-needs spend, in-year; by placement type, other and calibration",
    Measure.FUNDING: "high-needs funding, in-year",
    Measure.PLANS: "number of plans; by placement type",
    Measure.IN_FORECAST: "avoidance that the published forecast holds already, in-year; by initiative/standing",
    Measure.ADDITIONAL: "avoidance beside the forecast, in-year; by initiative/standing",
    Measure.EMPTY_IN_FORECAST: "what empty places of in_forecast cost, in-year; by initiative/standing",
    Measure.EMPTY_ADDITIONAL: "what empty places of additional cost, in-year; by initiative/standing",
    Measure.BY_BLOCK: "all avoidance, in-year; by block",
    Measure.BY_PLACEMENT: "all avoidance, in-year; by the placement type that it replaces",
}
PERCENTILES = ("p5", "p10", "p25", "p50", "p75", "p90", "p95")


def load_scenarios() -> Loaded:
    shown = shown_runs()
    points = points_of(one.run_id for one in shown)
    rows = [
        (
            one.run_id, one.what_if, p.scenario, p.measure.value, p.subject, str(p.financial_year),
            p.financial_year.last_day, "plans" if p.measure == Measure.PLANS else "£", p.band.central,
            *(getattr(p.band, name) for name in PERCENTILES),
        )
        for one in shown
        for p in points.get(one.run_id, [])
    ]  # fmt: skip
    return Loaded(rows, newest([localdate(one.at) for one in shown if one.at]))


def load_runs() -> Loaded:
    rows = [
        (
            run.pk, run.scenario.slug if run.scenario else "", run.state, localdate(run.requested_at),
            localdate(run.finished_at) if run.finished_at else None, run.engine_version, run.seed, run.input_hash,
            run.result_hash, run.same_as_id, localdate(shown.at) if shown else None, str(shown.by) if shown else "",
        )
        for run, shown in every_run()
    ]  # fmt: skip
    return Loaded(rows, newest([max(d for d in (row[3], row[4]) if d) for row in rows]))


SCENARIOS = DataSet(
    slug="scenarios",
    title="Projections by scenario",
    what="One row for each value of the published run and of the newest run of each saved what-if: run, scenario, "
    "measure, subject and financial year.",
    basis="Filter to one run, one scenario and one measure before you add anything up. Accumulated is a stock and is "
    "never added across years. Percentiles are of the draws and are never added; central takes every assumption at "
    "its central value and is not the median. What is in_forecast is in the published gap already.",
    source="Worked out from positions, caseload, the rate card, places, claims and assumptions, most of them "
    "illustrative; the run names its inputs by their hash.",
    fields=(
        whole("run", "Number of the run"),
        text("what_if", "Short name of the saved what-if; empty in the published run"),
        text("scenario", "Named scenario; empty where the value is the same in each"),
        text("measure", "; ".join(f"{m.value} = {words}" for m, words in MEASURES.items())),
        text("subject", "What the measure is of, where it is of one thing"),
        FINANCIAL_YEAR,
        YEAR_ENDING,
        text("unit", "Unit of the values: £, or plans"),
        decimal("central", "Value with every assumption at its central value"),
        *(decimal(name, f"{name[1:]} of 100 draws lie below") for name in PERCENTILES),
    ),
    load=load_scenarios,
)

RUNS = DataSet(
    slug="runs",
    title="Runs of the projection",
    what="One row for each run, whatever its state.",
    basis="No amounts. Equal input hashes mean equal results; such a run names the one whose results stand.",
    source="Written by the product as each run was worked.",
    fields=(
        whole("run", "Number of the run"),
        text("what_if", "Short name of the what-if that it worked; empty where it worked the named scenarios"),
        one_of("state", "State", RunState),
        day("asked_date", "When it was asked for"),
        day("finished_date", "When it ended"),
        text("engine_version", "Version of the calculation"),
        whole("seed", "Seed of the draws"),
        text("input_hash", "SHA-256 of its inputs"),
        text("result_hash", "SHA-256 of its results"),
        whole("same_as_run", "The earlier run with equal inputs, whose results stand"),
        day("published_date", "When finance last published it; empty where never"),
        text("published_by", "Who published it last"),
    ),
    load=load_runs,
)
