"""The council's own caseload as the projection groups it, derived from the figures of an import."""

from typing import Any

from django.conf import settings

from apps.benchmarking.models import Authority, Figure, NationalImport
from apps.benchmarking.services.importing.store import Counts, Store
from apps.benchmarking.services.importing.targets import CASELOAD
from apps.benchmarking.vocabulary import CaseloadPlacement
from apps.benchmarking.vocabulary import FigureMeasure as M

GROUPS = {
    M.PLANS_INMSS: CaseloadPlacement.INMSS,
    M.PLANS_SPECIAL: CaseloadPlacement.LOCAL_SPECIALIST,
    M.PLANS_RESOURCED: CaseloadPlacement.LOCAL_SPECIALIST,
    M.PLANS_MAINSTREAM: CaseloadPlacement.MAINSTREAM,
    M.PLANS_AP: CaseloadPlacement.OTHER,
    M.PLANS_POST_16: CaseloadPlacement.OTHER,
    M.PLANS_OTHER: CaseloadPlacement.OTHER,
}


def derive_caseload(record: NationalImport) -> bool:
    """Whether a count of the council's own changed or came."""
    ours = Authority.objects.filter(dfe_code=settings.COUNCIL_DFE_CODE).first()
    rows: Any = Figure.objects.filter(national_import=record, area__authority=ours, value__isnull=False)
    sums: dict[tuple[int, CaseloadPlacement], int | None] = {}
    years = set(rows.values_list("year", flat=True)) if ours else set()
    whole = Figure.objects.filter(area__authority=ours, year__in=years, measure__in=list(GROUPS))
    for measure, year, value in whole.values_list("measure", "year", "value"):
        key = year, GROUPS[M(measure)]
        before = sums.get(key, 0)
        sums[key] = None if before is None or value is None else before + int(value)
    store = Store(record.pk, Counts())
    for (year, placement), plans in sorted(sums.items()):
        if plans is None:
            continue  # a part is suppressed: what stood stands
        cited = str(record.source_id), record.source_reference
        store.put(CASELOAD, (ours.pk if ours else 0, year, placement.value), (str(plans),), cited)
    store.finish()
    return bool(store.counts.new or store.counts.changed)
