"""Children by keyed hash: whether another key made some, which could never meet, and who fills two places at once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from apps.core.child_keys import mark_of
from apps.initiatives.models import OccupancyReading, OccupantOrigin


def another_key() -> bool:
    """Of origins."""
    keyed = OccupantOrigin.objects.exclude(child_key="")
    return keyed.exclude(child_key__startswith=f"child:{mark_of(settings.CHILD_KEY)}:").exists()


def listed_elsewhere(scheme: int, day: date, keys: Iterable[str]) -> tuple[str, int] | None:
    """The name of another scheme of which some of the children fill a place on that day, and how many of them do."""
    others = OccupancyReading.objects.filter(census_date=day).exclude(scheme=scheme)
    newest = others.order_by("scheme_id", "-version").distinct("scheme_id").values("pk")
    rows = OccupantOrigin.objects.filter(reading__in=newest, child_key__in=list(keys))
    found = Counter(rows.values_list("reading__scheme__name", flat=True))
    return found.most_common(1)[0] if found else None
