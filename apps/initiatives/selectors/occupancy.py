"""Reads occupancy: places of a scheme filled on a census day, and where the children would otherwise be."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from apps.core.memory import remembered
from apps.initiatives.models import OccupancyReading
from apps.initiatives.selectors.schemes import schemes
from apps.initiatives.vocabulary import OriginPlacement


@dataclass(frozen=True, slots=True)
class Reading:
    """The newest version of a scheme's reading on a day. ``origins`` are children by placement, none of them nought;
    what they leave of ``filled`` nobody has given."""

    id: int
    scheme: int
    scheme_name: str
    census_date: date
    version: int
    places: int
    filled: int
    origins: tuple[tuple[OriginPlacement, int], ...]
    recorded_on: date
    recorded_at: datetime
    reason: str
    by: str

    @property
    def empty(self) -> int:
        return self.places - self.filled

    @property
    def told(self) -> int:
        """Children of whom somebody knows where they would otherwise be."""
        return sum(number for placement, number in self.origins if placement != OriginPlacement.NOT_KNOWN)


@remembered
def readings() -> list[Reading]:
    """By day and scheme, in two queries; each at its newest version."""
    return _newest(OccupancyReading.objects.all())


@remembered
def open_readings(today: date) -> list[Reading]:
    """The newest reading of each scheme that is open: what closed or is planned is neither full nor empty."""
    newest = {r.scheme: r for r in readings()}
    return [newest[s.id] for s in schemes() if s.id in newest and s.is_open(today)]


@remembered
def readings_of(scheme: int) -> list[Reading]:
    """Of one scheme, the newest day first."""
    return _newest(OccupancyReading.objects.filter(scheme=scheme))[::-1]


def reading_versions(scheme: int) -> list[Reading]:
    """Every version of every reading of a scheme, newest first."""
    rows = _rows(OccupancyReading.objects.filter(scheme=scheme))
    return [as_view(row) for row in rows.order_by("-census_date", "-version")]


def reading_of(scheme: int, pk: int) -> OccupancyReading:
    """Raises ``OccupancyReading.DoesNotExist``."""
    return _rows(OccupancyReading.objects.filter(scheme=scheme)).get(pk=pk)


def newest_reading(scheme: int, census_date: date) -> OccupancyReading | None:
    found = OccupancyReading.objects.filter(scheme=scheme, census_date=census_date)
    return found.select_related("scheme", "recorded_by").prefetch_related("origins").order_by("-version").first()


def _newest(rows: QuerySet[OccupancyReading]) -> list[Reading]:
    newest: dict[tuple[date, int], OccupancyReading] = {}
    for row in _rows(rows).order_by("census_date", "scheme__name", "scheme_id", "-version"):
        newest.setdefault((row.census_date, row.scheme_id), row)
    return [as_view(row) for row in newest.values()]


def _rows(rows: QuerySet[OccupancyReading]) -> QuerySet[OccupancyReading]:
    return rows.select_related("scheme", "recorded_by").prefetch_related("origins")


def as_view(row: OccupancyReading) -> Reading:
    counted: Counter[OriginPlacement] = Counter()
    for origin in row.origins.all():
        counted[OriginPlacement(origin.placement)] += origin.number
    return Reading(
        id=row.pk,
        scheme=row.scheme_id,
        scheme_name=row.scheme.name,
        census_date=row.census_date,
        version=row.version,
        places=row.places,
        filled=row.filled,
        origins=tuple((placement, counted[placement]) for placement in OriginPlacement if counted[placement]),
        recorded_on=localdate(row.recorded_at),
        recorded_at=row.recorded_at,
        reason=row.reason,
        by=str(row.recorded_by),
    )
