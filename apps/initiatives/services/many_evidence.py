"""Made-up evidence for made-up claims: for each initiative one cited item and one measure with a reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from apps.core.models import User
from apps.initiatives.calculations.claim_evidence import Evidence, Item, Reading
from apps.initiatives.models import EvidenceItem, Initiative, OutcomeMeasure, OutcomeReading
from apps.initiatives.vocabulary import Better, EvidenceKind, MeasureUnit

BEHIND = 40
PERIOD = "2024/25"
FIRST_DAY, END = date(2024, 4, 1), date(2025, 4, 1)


@dataclass(frozen=True, slots=True)
class Rest:
    """What the claims of one initiative rest on; ``evidence`` as each keeps it."""

    item: EvidenceItem
    measure: OutcomeMeasure
    evidence: Evidence


def made_up_evidence(subjects: Sequence[Initiative], by: User, at: datetime) -> dict[int, Rest]:
    """By the initiative's number."""
    expires = date(at.year + 10, 1, 1)
    items = EvidenceItem.objects.bulk_create(
        EvidenceItem(
            initiative=i, title="Made-up tracker", kind=EvidenceKind.CITED, source="Made up for measuring.", n=BEHIND,
            expires_on=expires, added_by=by, added_at=at,
        )
        for i in subjects
    )  # fmt: skip
    measures = OutcomeMeasure.objects.bulk_create(
        OutcomeMeasure(initiative=i, slug=f"made-up-{i.pk}-{at:%Y%m%d%H%M%S}", name="Made-up children placed",
                       unit=MeasureUnit.CHILDREN, better=Better.HIGHER, order=99)
        for i in subjects
    )  # fmt: skip
    OutcomeReading.objects.bulk_create(
        OutcomeReading(measure=m, period_label=PERIOD, period_start=FIRST_DAY, period_end=END, value=BEHIND, n=BEHIND,
                       source_reference="made up", recorded_by=by, recorded_at=at)
        for m in measures
    )  # fmt: skip
    return {i.pk: Rest(e, m, _kept(e, m)) for i, e, m in zip(subjects, items, measures, strict=True)}


def _kept(item: EvidenceItem, measure: OutcomeMeasure) -> Evidence:
    one = Item(item.pk, item.title, item.source, item.n, item.expires_on)
    return Evidence((one,), measure.name, measure.unit, None, Reading(PERIOD, Decimal(BEHIND), BEHIND), "")
