"""Whether children were hashed under another key: such hashes could never meet."""

from django.conf import settings

from apps.core.child_keys import mark_of
from apps.initiatives.models import OccupantOrigin


def another_key() -> bool:
    """Of origins."""
    keyed = OccupantOrigin.objects.exclude(child_key="")
    return keyed.exclude(child_key__startswith=f"child:{mark_of(settings.CHILD_KEY)}:").exists()
