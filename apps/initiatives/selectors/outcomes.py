"""Reads what an initiative's measures say: baseline, latest reading, and where the source contradicts itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from apps.initiatives.calculations.proportions import ShareDifference, share_difference
from apps.initiatives.models import Initiative, OutcomeMeasure, OutcomeReading
from apps.initiatives.vocabulary import MeasureUnit


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure with its readings. ``others`` are readings of the latest period that say something else;
    ``restated`` are pairs of what was read first and what stands in its place since."""

    measure: OutcomeMeasure
    baseline: OutcomeReading | None
    latest: OutcomeReading | None
    others: tuple[OutcomeReading, ...]
    restated: tuple[tuple[OutcomeReading, OutcomeReading], ...] = ()

    @property
    def is_share(self) -> bool:
        return self.measure.unit == MeasureUnit.PERCENT

    @property
    def change(self) -> Decimal | None:
        """Latest less baseline: percentage points of a share, else the measure's unit."""
        return self.latest.value - self.baseline.value if self.latest and self.baseline else None

    @property
    def difference(self) -> ShareDifference | None:
        """Of a share whose groups are known: how far it can be told from no change."""
        before, after = self.baseline, self.latest
        if not (self.is_share and before and after and before.n and after.n):
            return None
        if not (0 <= before.value <= 100 and 0 <= after.value <= 100):
            return None
        return share_difference(before.value, after.value, before.n, after.n)


def outcomes(subject: Initiative) -> list[Outcome]:
    """Of an initiative whose measures and readings are prefetched, in the measures' order."""
    measures = sorted(subject.measures.all(), key=lambda m: (m.order, m.pk))
    return [_outcome(measure) for measure in measures]


def outcomes_of(measures: Iterable[int]) -> dict[int, Outcome]:
    """By measure, of any initiatives. Two queries."""
    found = OutcomeMeasure.objects.filter(pk__in=set(measures)).prefetch_related("readings")
    return {measure.pk: _outcome(measure) for measure in found}


def _outcome(measure: OutcomeMeasure) -> Outcome:
    every = sorted(measure.readings.all(), key=lambda r: (r.period_end, r.pk))
    by_key = {r.pk: r for r in every}
    restated = tuple((by_key[r.restates_id], r) for r in every if r.restates_id)
    replaced = {old.pk for old, _ in restated}
    readings = [r for r in every if r.pk not in replaced]
    baseline = next((r for r in readings if r.is_baseline), None)
    later = [r for r in readings if r is not baseline]
    if not later:
        return Outcome(measure, baseline, None, (), restated)
    newest = [r for r in later if r.period_end == later[-1].period_end]
    others = tuple(r for r in newest[1:] if r.value != newest[0].value)
    return Outcome(measure, baseline, newest[0], others, restated)
