"""Whether a change of a scheme or of its occupancy that arrives twice has been saved already."""

from apps.core.models import User
from apps.initiatives.models import OccupancyReading, SchemeVersion
from apps.initiatives.selectors.occupancy import newest_reading
from apps.initiatives.selectors.occupancy_census import Census, says_the_same
from apps.initiatives.selectors.scheme_checks import same_content
from apps.initiatives.selectors.schemes import SchemeContent


def saved_scheme(
    scheme_id: int, *, by: User, setting: str, name: str, content: SchemeContent, reason: str, read_version: int
) -> SchemeVersion | None:
    """The newest version, where it is this very change by the same person."""
    newest = SchemeVersion.objects.filter(scheme=scheme_id).select_related("scheme").order_by("-version")[0]
    if (newest.version, newest.recorded_by_id) != (read_version + 1, by.pk) or not newest.reason.endswith(reason):
        return None
    if (newest.scheme.setting, newest.scheme.name) != (setting, name):
        return None
    return newest if same_content(newest, content) else None


def saved_correction(
    scheme_id: int, *, by: User, census: Census, reason: str, read_version: int
) -> OccupancyReading | None:
    """The day's newest reading, where it is this very correction by the same person."""
    newest = newest_reading(scheme_id, census.census_date)
    if newest is None or (newest.version, newest.reason, newest.recorded_by_id) != (read_version + 1, reason, by.pk):
        return None
    return newest if says_the_same(newest, census) else None
