"""Reads what was logged: an initiative's readings, measures by their code, and whether a reading is there already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from apps.initiatives.models import Initiative, OutcomeMeasure, OutcomeReading

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person reads off a source. ``value`` is in the measure's unit (41.4 for 41.4%); both days are included."""

    measure: int
    value: Decimal
    n: int | None
    first_day: date
    last_day: date
    at_least: bool
    source: str
    note: str
    is_baseline: bool = False

    @property
    def key(self) -> tuple[int, date, date, str]:
        """A measure has one reading of a period from a source."""
        return self.measure, self.first_day, self.last_day, self.source


def reading_of(stored: OutcomeReading) -> Reading:
    return Reading(
        measure=stored.measure_id,
        value=stored.value.normalize(),
        n=stored.n,
        first_day=stored.period_start,
        last_day=stored.period_end - DAY,
        at_least=stored.at_least,
        source=stored.source_reference,
        note=stored.note,
        is_baseline=stored.is_baseline,
    )


def logged(readings: Iterable[Reading]) -> dict[tuple[int, date, date, str], OutcomeReading]:
    """What stands of these measures, periods and sources: the newest of a restated one."""
    wanted = {reading.key for reading in readings}
    found = OutcomeReading.objects.filter(measure__in={key[0] for key in wanted}, recorded_by__isnull=False)
    stands = {}
    for stored in found.order_by("pk"):
        if (key := reading_of(stored).key) in wanted:
            stands[key] = stored
    return stands


@dataclass(frozen=True, slots=True)
class LoggedReading:
    """What stands: ``first`` is the reading that was restated again and again, itself where none was; ``was`` the one
    that it restates."""

    reading: OutcomeReading
    first: OutcomeReading
    was: OutcomeReading | None


def logged_readings() -> list[LoggedReading]:
    """Of every measure, those that people logged and that nobody has restated."""
    rows = OutcomeReading.objects.select_related("measure__initiative")
    found = {row.pk: row for row in rows.order_by("measure__initiative__order", "measure__order", "period_end", "pk")}
    restated = {row.restates_id for row in found.values()}
    return [
        LoggedReading(row, _first(row, found), found.get(row.restates_id or 0))
        for row in found.values()
        if row.recorded_by_id and row.pk not in restated
    ]


def _first(row: OutcomeReading, found: Mapping[int, OutcomeReading]) -> OutcomeReading:
    while row.restates_id:
        row = found[row.restates_id]
    return row


def readings_of(initiative: Initiative) -> list[OutcomeReading]:
    """All of its measures, the newest period first; each with what it restates and what restates it."""
    return list(
        OutcomeReading.objects.filter(measure__initiative=initiative)
        .select_related("measure", "source", "recorded_by", "restates", "restated_by")
        .order_by("measure__order", "measure", "-period_end", "-pk")
    )


def reading(pk: int) -> OutcomeReading:
    """Raises ``OutcomeReading.DoesNotExist``."""
    return OutcomeReading.objects.select_related(
        "measure__initiative", "source", "recorded_by", "restates", "restated_by__recorded_by"
    ).get(pk=pk)


def measures(initiative: Initiative | None = None) -> list[OutcomeMeasure]:
    """Of one initiative or of all, in their order."""
    found = OutcomeMeasure.objects.select_related("initiative").order_by("initiative__order", "order", "pk")
    return list(found if initiative is None else found.filter(initiative=initiative))
