"""Enters money targets, and measures of fewer plans or assessments, each with its guardrail: without it none stands."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.board.calculations.guardrails import refusal
from apps.board.models import Guardrail, Target
from apps.board.permissions import TARGETS, check
from apps.board.services.keeping import keep, made_by
from apps.core.errors import Refused
from apps.core.models import User
from apps.core.turns import take_turn
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.services.outcomes_log import add_measure
from apps.initiatives.vocabulary import Better, MeasureUnit

TARGET = ("scope", "initiative_id", "amount", "basis", "financial_year", "set_by", "source_reference")
RAIL = ("measure_id", "benchmark", "sense", "threshold", "source_reference")


@dataclass(frozen=True, slots=True)
class AskedRail:
    """What is watched (a measure by its number, or a benchmark) and on which side of what it holds."""

    measure_id: int | None
    benchmark: str
    sense: str
    threshold: Decimal
    source_reference: str
    reason: str


@transaction.atomic
def add_target(*, rail: AskedRail, form_key: UUID, by: User, at: datetime, **given: Any) -> Target:
    """``given``: ``TARGET``. The same form sent twice gives one target with one guardrail."""
    check(by, TARGETS)
    take_turn(f"board.target {form_key}")
    if found := made_by(Target, form_key):
        return found
    row = Target(recorded_by=by, recorded_at=at, form_key=form_key, **given)
    keep(row, action="Entered a target", by=by, at=at, names=TARGET)
    _rail(rail, by, at, target=row)
    return row


@transaction.atomic
def add_measure_of_fewer(
    *, initiative_id: int, name: str, unit: MeasureUnit, rail: AskedRail, by: User, at: datetime
) -> OutcomeMeasure:
    """Of which fewer is better: it comes with its guardrail, or not at all."""
    check(by, TARGETS)
    measure = add_measure(
        initiative_id=initiative_id, name=name, unit=unit, better=Better.LOWER, guarded=True, by=by, at=at
    )
    _rail(rail, by, at, guarded=measure)
    return measure


def _rail(rail: AskedRail, by: User, at: datetime, **guards: Any) -> None:
    measure = OutcomeMeasure.objects.get(pk=rail.measure_id) if rail.measure_id else None
    better = measure.better if measure else Better.HIGHER  # each benchmark is one of which more is better
    percent = measure is None or measure.unit == MeasureUnit.PERCENT
    if said := refusal(rail.sense, rail.threshold, better, percent):
        raise Refused(said)
    row = Guardrail(
        measure_id=rail.measure_id, benchmark=rail.benchmark, sense=rail.sense, threshold=rail.threshold,
        source_reference=rail.source_reference, reason=rail.reason, recorded_by=by, recorded_at=at, **guards,
    )  # fmt: skip
    keep(row, action="Set a guardrail", by=by, at=at, names=RAIL, reason=rail.reason)
