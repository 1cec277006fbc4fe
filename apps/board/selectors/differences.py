"""Reads what the report printed, for the differences."""

from decimal import Decimal
from itertools import combinations

from django.db.models import Q

from apps.benchmarking.selectors.read import current_benchmark
from apps.board.facts import NotKnown
from apps.core.memory import remembered
from apps.core.vocabulary import Convention
from apps.initiatives.models import Initiative, OutcomeReading, ReportedBenefit
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.vocabulary import MeasureUnit

INMSS = "top-up-independent"


def reported_tranches() -> list[TrancheView]:
    found = tranches(Convention.AS_REPORTED)
    if not found:
        raise NotKnown("The report's places are not loaded.")
    return found


@remembered
def benefit(initiative: str) -> ReportedBenefit:
    """The headline or stated benefit of an initiative that counts units."""
    found = (
        ReportedBenefit.objects.select_related("initiative", "source")
        .filter(initiative__slug=initiative, units__isnull=False)
        .first()
    )
    if found is None:
        raise NotKnown(f"The report's benefit of {initiative} is not loaded.")
    return found


@remembered
def conflicting_readings() -> list[tuple[OutcomeReading, OutcomeReading]]:
    """Two values of one measure for the same period from different places of the report."""
    rows = (
        OutcomeReading.objects.filter(source__isnull=False)
        .select_related("measure__initiative", "source")
        .order_by("measure", "pk")
    )
    groups: dict[tuple[object, ...], list[OutcomeReading]] = {}
    for r in rows:
        groups.setdefault((r.measure_id, r.period_start, r.period_end), []).append(r)
    return [pair for g in groups.values() for pair in combinations(g, 2) if pair[0].value != pair[1].value]


@remembered
def specialist_share(initiative: str) -> tuple[Decimal, Decimal, int]:
    """First and last reading (percent) of the share moving into specialist placements, and the children behind it."""
    readings = list(
        OutcomeReading.objects.filter(
            measure__initiative__slug=initiative,
            measure__unit=MeasureUnit.PERCENT,
            measure__better="lower",
            source__isnull=False,
        ).order_by("period_end")
    )
    if len(readings) < 2 or not readings[-1].n:
        raise NotKnown(f"The readings of {initiative} are not loaded.")
    return readings[0].value, readings[-1].value, readings[-1].n


@remembered
def printed_efficiency() -> int:
    return Initiative.objects.filter(category_as_printed__istartswith="efficiency").count()


@remembered
def without_printed_status() -> int:
    """Rows of Appendix 2's own table, which prints a type for each, that print no status."""
    typed = Q(category_as_printed__istartswith="efficiency") | Q(category_as_printed__istartswith="cost avoid")
    return Initiative.objects.filter(typed, stage_as_printed="").count()


@remembered
def share_baselines() -> list[OutcomeReading]:
    return list(
        OutcomeReading.objects.filter(
            is_baseline=True,
            measure__unit=MeasureUnit.PERCENT,
            measure__initiative__slug="send-sufficiency",
            source__isnull=False,
        ).select_related("measure")
    )


def inmss_medians() -> tuple[Decimal, Decimal, int] | None:
    """The median with the council among its neighbours and without it, and how many the others are."""
    table = current_benchmark()
    line = table.line(INMSS) if table else None
    if table is None or line is None:
        return None
    comparison = table.comparison(line)
    return comparison.spread(own_in=True).median, comparison.spread(own_in=False).median, len(comparison.others)
