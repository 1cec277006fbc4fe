"""Which positions the run behind a page rests on, and what has come since: said on every page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.core.periods import FinancialYear
from apps.deficit.models import ProjectionRun
from apps.deficit.run_words import moment
from apps.deficit.selectors.positions import PositionView
from apps.deficit.selectors.projected import Projected
from apps.deficit.vocabulary import ReportingPoint

Newest = Mapping[FinancialYear, PositionView]


@dataclass(frozen=True, slots=True)
class Behind:
    """``rests_on``: year, reporting point and version of each position. ``warning``: nothing where all is up to
    date."""

    rests_on: str
    warning: str


def behind(
    projected: Projected, positions: Newest, newest: ProjectionRun | None, failed: ProjectionRun | None
) -> Behind:
    """``positions``: the newest published ones; ``newest``: the newest finished run of the named scenarios;
    ``failed``: a later one that failed."""
    said = [_since(projected, positions), newer_run(projected, newest), _failed(failed)]
    return Behind(rests_on(projected), " ".join(filter(None, said)))


def rests_on(projected: Projected) -> str:
    """``Rests on 2025/26 Quarter 3, version 1; 2026/27 Outlook, version 1.``"""
    return f"Rests on the positions {'; '.join(chain(projected).values())}." if projected.positions else ""


def position_warning(projected: Projected, positions: Newest) -> str:
    """Alone: of a what-if, whose own run is not published."""
    return _since(projected, positions)


def chain(projected: Projected) -> dict[FinancialYear, str]:
    """By year, the position that the run rests on, in words."""
    found = {}
    for kept in projected.positions:
        year, point, _, version = kept.split()
        found[FinancialYear.parse(year)] = _named(FinancialYear.parse(year), ReportingPoint(point), int(version))
    return found


def newer_positions(projected: Projected, positions: Newest) -> list[str]:
    """Those published of the run's years, and of later ones, that it does not rest on."""
    known = chain(projected)
    if not known:
        return []
    named = {y: _named(y, p.reporting_point, p.version) for y, p in sorted(positions.items()) if y >= min(known)}
    return [words for year, words in named.items() if known.get(year) != words]


def newer_run(projected: Projected, newest: ProjectionRun | None) -> str:
    if newest is None or projected.run_id is None or newest.pk <= projected.run_id:
        return ""
    return f"Run {newest.pk} is newer and not published: these figures change when finance publishes it."


def _since(projected: Projected, positions: Newest) -> str:
    newer = newer_positions(projected, positions)
    if not newer:
        return ""
    run = f"run {projected.run_id}" if projected.run_id else "this projection"
    return f"Published, and not in {run}: {'; '.join(newer)}. What is projected here is of earlier positions."


def _failed(failed: ProjectionRun | None) -> str:
    return f"The newest recompute failed ({moment(failed.finished_at)}): {failed.error}" if failed else ""


def _named(year: FinancialYear, point: ReportingPoint, version: int) -> str:
    return f"{year} {point.label}, version {version}"
