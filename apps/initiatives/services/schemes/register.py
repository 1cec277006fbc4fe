"""Records schemes of places: a new one, and each change as a new version. The counts of Table 2 follow."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.initiatives.models import Initiative, PlaceScheme, SchemeVersion
from apps.initiatives.permissions import check_can_change_places
from apps.initiatives.selectors.scheme_checks import content_refusal, differences, same_content
from apps.initiatives.selectors.schemes import SchemeContent, content_of, newest_version, scheme_named
from apps.initiatives.services.schemes.places import Change, hold, in_turn, leave, resize
from apps.initiatives.vocabulary import Counting

MOVE_FIGURES = ("places", "status", "opening_date", "closing_date")


@transaction.atomic
def register_scheme(
    *,
    initiative: str,
    setting: str,
    name: str,
    content: SchemeContent,
    counting: Counting,
    key: UUID,
    by: User,
    at: datetime,
) -> PlaceScheme:
    """A new scheme of a programme (its slug). The same ``key`` gives the scheme that it made.

    Its places are part of those that the tranche of its status and opening year counts, or an addition to them: then
    the count goes up, and a tranche that is missing is made. Raises ``NotAllowed``, ``Refused`` or ``ValidationError``.
    """
    setting, name = plain(setting), plain(name)
    programme = Initiative.objects.select_related("source").get(slug=initiative)
    in_turn(programme)
    check_can_change_places(by)
    if made := PlaceScheme.objects.filter(start_key=key).first():
        return _sent_before(made, setting, name, content, by)
    if said := content_refusal(content, localdate(at), None):
        raise Refused(said)
    if scheme_named(programme.pk, setting, name):
        raise Refused(_taken(setting, name))
    scheme = PlaceScheme(initiative=programme, setting=setting, name=name, start_key=key, created_at=at, created_by=by)
    scheme.full_clean()
    scheme.save()
    change = Change(by, at, f"{scheme} entered in the register of schemes.")
    hold(scheme, content, counting, change)
    _save_version(scheme, 1, content, "", by, at)
    record_change(
        by=by, at=at, action="Registered a scheme", subject=scheme,
        after={"setting": setting, **_told(content), "counting": counting.value},
    )  # fmt: skip
    request_recompute(by=by, at=at, cause=f"{scheme}: {content.places} places, {content.status.label.lower()}")
    return scheme


@transaction.atomic
def change_scheme(
    *,
    scheme_id: int,
    setting: str,
    name: str,
    content: SchemeContent,
    counting: Counting,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> SchemeVersion:
    """A new version, also of another name or setting: its reason then tells the old ones. Its places move with its
    status and opening year from one tranche to the other, and both counts follow; in one tranche ``counting`` says
    whether more or fewer places change the count.

    Raises ``NotAllowed``, ``Stale``, ``Refused`` (claims count the places, say) or ``ValidationError``.
    """
    scheme = PlaceScheme.objects.select_related("initiative__source").get(pk=scheme_id)
    in_turn(scheme.initiative)
    check_can_change_places(by)
    old = newest_version(scheme)
    if old.version != read_version:
        said = f"{scheme} was changed while you were editing it. Nothing was saved."
        raise Stale(said, differences(old, content))
    setting, name = plain(setting), plain(name)
    named = str(scheme), {"name": scheme.name, "setting": scheme.setting}
    renamed = (scheme.setting, scheme.name) != (setting, name)
    if same_content(old, content) and not renamed:
        raise Refused("Nothing was changed: everything is as it was.")
    before = content_of(old)
    if said := content_refusal(content, localdate(at), before.status):
        raise Refused(said)
    if renamed:
        _rename(scheme, setting, name)
    _move(scheme, before, content, counting, Change(by, at, f"{scheme}: {reason}"))
    why = f"Was called {named[0]}. {reason}" if renamed else reason
    new = _save_version(scheme, old.version + 1, content, why, by, at)
    record_change(
        by=by, at=at, action="Changed a scheme", subject=scheme, before={**named[1], **_told(before)},
        after={"name": name, "setting": setting, **_told(content), "version": new.version}, reason=reason,
    )  # fmt: skip
    if renamed or any(getattr(before, name) != getattr(content, name) for name in MOVE_FIGURES):
        status = f"{before.status.label.lower()} → {content.status.label.lower()}"
        days = f"{before.opening_date:%-d %B %Y} → {content.opening_date:%-d %B %Y}"
        when = f", opening {days}" if before.opening_date != content.opening_date else ""
        request_recompute(by=by, at=at, cause=f"{scheme}: {before.places} → {content.places} places, {status}{when}")
    return new


def plain(words: str) -> str:
    """White space told apart by nobody is one space."""
    return " ".join(words.split())


def _rename(scheme: PlaceScheme, setting: str, name: str) -> None:
    found = scheme_named(scheme.initiative_id, setting, name)
    if found and found.pk != scheme.pk:
        raise Refused(_taken(setting, name))
    scheme.setting, scheme.name = setting, name
    scheme.full_clean()
    scheme.save(update_fields=["setting", "name"])


def _taken(setting: str, name: str) -> str:
    return f"Scheme: {setting} has a scheme “{name}” already. Change that one, or use another name."


def _move(
    scheme: PlaceScheme, before: SchemeContent, content: SchemeContent, counting: Counting, change: Change
) -> None:
    """Where nothing but a day within the year or a word changes, its places stay."""
    was, becomes = before.status.place_status, content.status.place_status
    if was is None:
        hold(scheme, content, counting, change)
    elif (was, before.year) == (becomes, content.year):
        if before.places != content.places:
            resize(scheme.held, content, counting, change)
    else:
        leave(scheme.held, before, change)
        hold(scheme, content, Counting.ADDITION, change)


def _save_version(
    scheme: PlaceScheme, version: int, content: SchemeContent, reason: str, by: User, at: datetime
) -> SchemeVersion:
    made = SchemeVersion(
        scheme=scheme, version=version, reason=reason, recorded_by=by, recorded_at=at, **content.values()
    )
    made.full_clean()
    made.save()
    return made


def _sent_before(made: PlaceScheme, setting: str, name: str, content: SchemeContent, by: User) -> PlaceScheme:
    first = made.versions.get(version=1)
    if (made.setting, made.name, made.created_by_id) == (setting, name, by.pk) and same_content(first, content):
        return made
    raise Refused("This form was sent before with other answers. Open the page again and start from there.")


def _told(content: SchemeContent) -> dict[str, object]:
    """For the trail: JSON-ready, without what is not known."""
    return {name: v if isinstance(v, int) else str(v) for name, v in content.values().items() if v not in (None, "")}
