"""Reads stored projections: the published run's, or any run's, and who published which."""

from django.db.models import QuerySet

from apps.core.memory import remembered
from apps.deficit.calculations.projection.results import Band, Calibration, Measure, Point, Sensitivity, Switching
from apps.deficit.inputs.frozen import thawed
from apps.deficit.models import (
    CalibrationResult,
    ProjectionPoint,
    ProjectionRun,
    RunPublication,
    SensitivityResult,
    SwitchingResult,
)
from apps.deficit.selectors.projected import Projected, by_series

BAND = ("central", "p5", "p10", "p25", "p50", "p75", "p90", "p95")


def publications() -> QuerySet[RunPublication]:
    """The newest first."""
    return RunPublication.objects.select_related("run", "by").defer("run__inputs").order_by("-pk")


def publication() -> RunPublication | None:
    """What the trajectory's pages show. None before any."""
    return publications().first()


def publications_of(run: ProjectionRun) -> QuerySet[RunPublication]:
    """Of a run, or of the earlier one whose results stand for it."""
    return publications().filter(run=run.same_as_id or run.pk)


@remembered
def published_projection() -> Projected | None:
    """Of the newest publication. None before any."""
    shown = publication()
    return stored_projection(shown.run_id) if shown else None


@remembered
def stored_projection(run_id: int) -> Projected:
    """In as many queries for every run. One whose inputs equal an earlier one’s stored nothing: ask for that one."""
    run = ProjectionRun.objects.get(pk=run_id)
    shown = RunPublication.objects.select_related("by").filter(run=run).first()
    kept, read = thawed(run.inputs["projection"]), run.inputs["projection"].get("read", {})
    points = ProjectionPoint.objects.filter(run=run).order_by("pk")
    named = points.values_list("scenario", "measure", "subject", "financial_year", *BAND)
    sensitivities = SensitivityResult.objects.filter(run=run).order_by("pk")
    switching = SwitchingResult.objects.filter(run=run).order_by("pk")
    calibration = CalibrationResult.objects.filter(run=run).order_by("financial_year")
    return Projected(
        run_id=run.pk,
        published_at=shown.at if shown else None,
        published_by=str(shown.by) if shown else "",
        engine_version=run.engine_version,
        seed=run.seed,
        draws=kept.draws,
        opening=kept.gap.opening,
        series=by_series(Point(s, Measure(m), subject, y, Band(*band)) for s, m, subject, y, *band in named),
        sensitivities=tuple(
            Sensitivity(*row)
            for row in sensitivities.values_list("scenario", "assumption", "at_low", "central", "at_high")
        ),
        switching=tuple(
            Switching(*row) for row in switching.values_list("initiative", "assumption", "central", "value")
        ),
        calibration=tuple(
            Calibration(*row) for row in calibration.values_list("financial_year", "modelled", "published")
        ),
        positions=tuple(read.get("positions", ())),
        assumed=len(read.get("assumptions", ())),
        illustrative=len(read.get("illustrative", ())),
    )
