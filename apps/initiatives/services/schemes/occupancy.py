"""Records how many places of a scheme were filled on a census day, and where the children would otherwise be.

A reading never changes: a correction is a new version of the same day, with a reason. A day in a closed quarter takes
no first reading any more; its correction is a restatement, as of any outcome.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.child_keys import is_upn, normalised
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.initiatives.models import OccupancyReading, OccupantOrigin, PlaceScheme
from apps.initiatives.permissions import check_can_change_places
from apps.initiatives.selectors.child_key_checks import another_key, listed_elsewhere
from apps.initiatives.selectors.occupancy import as_view, newest_reading
from apps.initiatives.selectors.occupancy_census import Census, says_the_same
from apps.initiatives.selectors.occupancy_checks import census_refusal, origins_refusal
from apps.initiatives.selectors.quarters import closed_quarter_of
from apps.initiatives.selectors.schemes import scheme_view


@transaction.atomic
def record_occupancy(*, scheme_id: int, census: Census, by: User, at: datetime) -> OccupancyReading:
    """The first reading of a day. An equal one that is there is given back. Raises ``NotAllowed``, ``Refused`` or
    ``ValidationError``."""
    scheme, now = _in_turn(scheme_id, census.census_date, by)
    if now is not None:
        if says_the_same(now, census):
            return now
        raise Refused(
            f"Census day: {as_words(now)} stands for it already. Correct that reading, with the reason, in place of "
            "another."
        )
    _check(scheme, census, at)
    if closed := closed_quarter_of(census.census_date):
        raise Refused(f"Census day: {closed} is closed, so it takes no new reading. Enter a day of an open quarter.")
    return _save(scheme, census, 1, "", None, by, at)


@transaction.atomic
def correct_occupancy(
    *, scheme_id: int, census: Census, reason: str, read_version: int, by: User, at: datetime
) -> OccupancyReading:
    """A new version of a day's reading, its origins with it. Raises ``Stale`` too, where another was saved since."""
    scheme, now = _in_turn(scheme_id, census.census_date, by)
    if now is None:
        raise Refused("Census day: there is no reading of it to correct. Record one.")
    if now.version != read_version:
        raise Stale(
            "This reading was corrected while you were editing it. Nothing was saved.",
            [f"Now: {as_words(now)}.", f"Why it was corrected by {now.recorded_by}: {now.reason or 'not said'}"],
        )
    if says_the_same(now, census):
        raise Refused("Nothing was changed: places, filled places and origins are as they were.")
    _check(scheme, census, at)
    return _save(scheme, census, now.version + 1, reason, now, by, at)


def as_words(now: OccupancyReading) -> str:
    return f"{now.filled} of {now.places} places filled on {now.census_date.day} {now.census_date:%B %Y}"


def _in_turn(scheme_id: int, day: date, by: User) -> tuple[PlaceScheme, OccupancyReading | None]:
    scheme = PlaceScheme.objects.get(pk=scheme_id)
    take_turn(f"initiatives.occupancy {scheme_id}")
    check_can_change_places(by)
    return scheme, newest_reading(scheme_id, day)


def _check(scheme: PlaceScheme, census: Census, at: datetime) -> None:
    if said := census_refusal(scheme_view(scheme.pk), census.census_date, census.places, census.filled, localdate(at)):
        raise Refused(said)
    if said := origins_refusal(census.filled, census.origins.values(), len(census.keyed)):
        raise Refused(said)
    wrong = [n for n, upn in enumerate(census.children, 1) if not is_upn(normalised(upn))]
    if wrong:
        raise Refused(f"Line {wrong[0]} is not a unique pupil number. Check its thirteen characters.")
    if census.keyed and another_key():
        raise Refused(
            "The key for children’s hashes (CHILD_KEY) is not the one that earlier rows were made with. Nothing was "
            "saved. Ask the administrator to restore it."
        )
    if census.keyed:
        take_turn("initiatives.occupancy children")
        if elsewhere := listed_elsewhere(scheme.pk, census.census_date, census.keyed):
            name, number = elsewhere
            who = "1 child of the list fills a place" if number == 1 else f"{number} children of the list fill places"
            raise Refused(f"Children: {who} of {name} on the same day. A child fills one place: correct either list.")


def _save(
    scheme: PlaceScheme, census: Census, version: int, reason: str, old: OccupancyReading | None, by: User, at: datetime
) -> OccupancyReading:
    reading = OccupancyReading(
        scheme=scheme, census_date=census.census_date, version=version, places=census.places, filled=census.filled,
        reason=reason, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    reading.full_clean()
    reading.save()
    origins = [OccupantOrigin(reading=reading, placement=p, number=n) for p, n in census.origins.items() if n]
    origins += [
        OccupantOrigin(reading=reading, placement=p, number=1, child_key=key) for key, p in census.keyed.items()
    ]
    for origin in origins:
        origin.clean_fields(exclude=["reading"])
    OccupantOrigin.objects.bulk_create(origins)
    record_change(
        by=by, at=at, action="Corrected occupancy" if old else "Recorded occupancy", subject=scheme,
        before=_told(old) if old else {}, after=_told(reading), reason=reason,
    )  # fmt: skip
    return reading


def _told(reading: OccupancyReading) -> dict[str, object]:
    """For the trail: numbers by placement, and never a child's hash."""
    origins = {placement.value: number for placement, number in as_view(reading).origins}
    return {
        "census_date": reading.census_date.isoformat(), "places": reading.places, "filled": reading.filled,
        "version": reading.version, "origins": origins,
    }  # fmt: skip
