"""What a run works out from its frozen inputs alone, its hash, and its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Model

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.deficit.calculations import avoidance
from apps.deficit.calculations.avoidance import Line
from apps.deficit.calculations.projection.project import project
from apps.deficit.calculations.projection.results import Projection
from apps.deficit.inputs import Inputs, children_of, hash_of, plain, thawed, tranches_of
from apps.deficit.models import (
    AvoidanceResult,
    CalibrationResult,
    ProjectionPoint,
    ProjectionRun,
    SensitivityResult,
    SwitchingResult,
)

Lines = dict[Convention, list[Line]]


@dataclass(frozen=True, slots=True)
class Results:
    """``lines`` are empty for a what-if, which changes none of them."""

    lines: Lines
    projection: Projection


def calculate(inputs: Inputs, report: Callable[[float], None] | None = None) -> Results:
    return Results(lines_of(inputs), project(thawed(inputs["projection"]), report))


def lines_of(inputs: Inputs) -> Lines:
    """Both conventions over the same years: the first tranche's to the last's, or that of the last scheme to open."""
    conventions = [c for c in Convention if c.value in inputs]
    found = {c: tranches_of(inputs, c) for c in conventions}
    years = [
        max(t.financial_year, FinancialYear.containing(t.opens)) if t.opens else t.financial_year
        for tranches in found.values()
        for t in tranches
    ]
    last = max(years, default=FinancialYear(0))
    return {c: avoidance.project(found[c], children_of(inputs, c), last) for c in conventions}


def hash_of_results(results: Results) -> str:
    return hash_of({"lines": plain(results.lines), "projection": plain(results.projection)})


def store(run: ProjectionRun, results: Results) -> None:
    """Adds the rows of a run that is running. The caller holds the transaction."""
    rows: Iterable[tuple[type[Model], list[Model]]] = (
        (AvoidanceResult, [_line(run, c, line) for c, lines in results.lines.items() for line in lines]),
        (ProjectionPoint, [_point(run, p) for p in results.projection.points]),
        (SensitivityResult, [SensitivityResult(run=run, **_fields(s)) for s in results.projection.sensitivities]),
        (SwitchingResult, [SwitchingResult(run=run, **_fields(s)) for s in results.projection.switching]),
        (CalibrationResult, [CalibrationResult(run=run, **_fields(c)) for c in results.projection.calibration]),
    )
    for model, made in rows:
        model._default_manager.bulk_create(made, batch_size=2_000)


def _line(run: ProjectionRun, convention: Convention, line: Line) -> AvoidanceResult:
    return AvoidanceResult(run=run, convention=convention, **_fields(line))


def _point(run: ProjectionRun, point: object) -> ProjectionPoint:
    values = _fields(point)
    band = _fields(values.pop("band"))
    return ProjectionPoint(run=run, **values, **band)


def _fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in chain(row.__dataclass_fields__)}  # type: ignore[attr-defined]  # a dataclass
