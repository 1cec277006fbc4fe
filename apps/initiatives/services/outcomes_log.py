"""Logs readings of outcome measures, one by one or many at once, restates earlier ones, and adds measures.

A logged reading never changes: a restatement names it, gives a reason, and stands in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.periods import span
from apps.core.services.audit import record_change
from apps.initiatives.models import Initiative, OutcomeMeasure, OutcomeReading
from apps.initiatives.permissions import check_can_add_measures, check_can_log_outcomes
from apps.initiatives.selectors.outcome_checks import check_readings, period_refusal, value_refusal
from apps.initiatives.selectors.outcome_readings import DAY, Reading, logged, reading_of
from apps.initiatives.vocabulary import Better, MeasureUnit


@dataclass(frozen=True, slots=True)
class Logged:
    """How many readings were added, and how many were there already, word for word."""

    new: int
    same: int


@transaction.atomic
def log_reading(*, reading: Reading, by: User, at: datetime) -> OutcomeReading:
    """Adds one, or gives back the equal one that is there. Raises ``NotAllowed`` or ``Refused``."""
    log_readings(readings=[reading], by=by, at=at)
    return logged([reading])[reading.key]


@transaction.atomic
def log_readings(*, readings: Sequence[Reading], by: User, at: datetime) -> Logged:
    """All or none; equal ones that are there already are counted, not added. Raises as ``log_reading``."""
    measures = _locked({r.measure for r in readings})
    check_can_log_outcomes(by)
    findings = check_readings(readings, at.date())
    if refused := next((f.refusal for f in findings if f.refusal), ""):
        raise Refused(refused)
    new = [r for r, finding in zip(readings, findings, strict=True) if finding.new]
    rows = [_row(reading, measures[reading.measure], by, at) for reading in new]
    for row in rows:
        row.clean_fields(exclude=["measure", "recorded_by"])
    for row in OutcomeReading.objects.bulk_create(rows, batch_size=500):
        record_change(by=by, at=at, action="Logged an outcome", subject=row, after=_kept(row))
    return Logged(len(new), len(readings) - len(new))


@transaction.atomic
def restate_reading(*, reading_id: int, reading: Reading, reason: str, by: User, at: datetime) -> OutcomeReading:
    """Puts another value in an earlier reading's place, for its measure and period; that one is kept and shown.

    Raises ``NotAllowed``, ``Stale`` where somebody restated it meanwhile, or ``Refused``.
    """
    old = OutcomeReading.objects.select_for_update(of=("self",)).select_related("measure").get(pk=reading_id)
    later = OutcomeReading.objects.filter(restates=old).first()
    if later:
        raise Stale(
            "This reading was restated while you were writing. Nothing was saved.",
            [
                f"Value: now {reading_of(later).value:f}; you entered {reading.value:f}.",
                f"Why it was restated: {later.restatement_reason}",
            ],
        )
    check_can_log_outcomes(by)
    if said := value_refusal(reading, old.measure) or period_refusal(reading, at.date()):
        raise Refused(said)
    was = reading_of(old)
    if (was.value, was.n, was.at_least) == (reading.value, reading.n, reading.at_least):
        raise Refused("Nothing was changed: the value, the number behind it and “at least” are as they were.")
    new = _row(reading, old.measure, by, at)
    new.restates, new.restatement_reason, new.is_baseline = old, reason, old.is_baseline
    if (old.period_start, old.period_end) == (new.period_start, new.period_end):
        new.period_label = old.period_label
    new.full_clean()
    new.save()
    record_change(
        by=by, at=at, action="Restated an outcome", subject=new, before=_kept(old), after=_kept(new), reason=reason
    )
    return new


@transaction.atomic
def add_measure(
    *,
    initiative_id: int,
    name: str,
    unit: MeasureUnit,
    better: Better,
    by: User,
    at: datetime,
    guarded: bool = False,
) -> OutcomeMeasure:
    """Raises ``NotAllowed``, or ``Refused`` for a name that the initiative has already, and for a measure of fewer
    plans or assessments, unless ``guarded``: the caller then gives it its guardrail in the same transaction."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    check_can_add_measures(by)
    own = list(OutcomeMeasure.objects.filter(initiative=initiative))
    if any(m.name.casefold() == name.casefold() for m in own):
        raise Refused(f"Name: {initiative} has a measure “{name}” already. Log its readings, or choose another name.")
    measure = OutcomeMeasure(
        initiative=initiative,
        slug=_slug(initiative, name),
        name=name,
        unit=unit,
        better=better,
        order=max((m.order for m in own), default=0) + 1,
    )
    measure.full_clean()
    measure.save()
    if not guarded:
        _check_stands_alone()
    record_change(
        by=by, at=at, action="Added an outcome measure", subject=measure,
        after={"name": name, "unit": unit.value, "better": better.value, "initiative": initiative.slug},
    )  # fmt: skip
    return measure


def _check_stands_alone() -> None:
    """What the database would refuse as this commits, in words while the form can still say it."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise Refused(
            "Which way should it move? Fewer plans or assessments is no good by itself: such a measure is entered with "
            "its guardrail, on the Board’s page of guardrails."
        ) from error


def _locked(keys: set[int]) -> dict[int, OutcomeMeasure]:
    """The measures, locked in one order, so that two uploads wait for each other and never for ever."""
    return {m.pk: m for m in OutcomeMeasure.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _row(reading: Reading, measure: OutcomeMeasure, by: User, at: datetime) -> OutcomeReading:
    return OutcomeReading(
        measure=measure,
        period_label=span(reading.first_day, reading.last_day),
        period_start=reading.first_day,
        period_end=reading.last_day + DAY,
        value=reading.value,
        n=reading.n,
        at_least=reading.at_least,
        is_baseline=reading.is_baseline,
        note=reading.note,
        source_reference=reading.source,
        recorded_by=by,
        recorded_at=at,
    )


def _kept(reading: OutcomeReading) -> dict[str, object]:
    """For the trail."""
    return {
        "measure": reading.measure.slug,
        "value": reading.value_words,
        "n": reading.n,
        "at_least": reading.at_least,
        "period": reading.period_label,
        "source": reading.source_reference,
    }


def _slug(initiative: Initiative, name: str) -> str:
    """Its code in spreadsheets: of the initiative and the name, with a number where that is taken."""
    longest = OutcomeMeasure._meta.get_field("slug").max_length or 0
    stem = f"{initiative.slug[:30]}-{slugify(name) or 'measure'}"[: longest - 4].rstrip("-")
    taken = set(OutcomeMeasure.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for number in range(1, 1000) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)
