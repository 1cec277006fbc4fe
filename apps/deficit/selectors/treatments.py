"""Reads what finance says of benefits and its forecast: the newest row of an initiative and kind counts."""

from datetime import date

from django.utils.timezone import localdate

from apps.core.memory import remembered
from apps.deficit.models import BenefitTreatment


@remembered
def treatments() -> dict[tuple[str, str], bool]:
    """(initiative, kind) → whether the forecast reflects it."""
    rows = BenefitTreatment.objects.order_by("pk").values_list("initiative__slug", "kind", "in_forecast")
    return {(initiative, kind): held for initiative, kind, held in rows}


@remembered
def treatment_days() -> dict[tuple[str, str], date]:
    """(initiative, kind) → the day on which finance said so."""
    rows = BenefitTreatment.objects.order_by("pk").values_list("initiative__slug", "kind", "at")
    return {(initiative, kind): localdate(at) for initiative, kind, at in rows}


def treatment_history() -> list[BenefitTreatment]:
    return list(BenefitTreatment.objects.select_related("initiative", "by").order_by("-pk"))
