"""A tranche's page: what stands now, what happened to it, and what a saved change says."""

from typing import Any

from django.utils import timezone

from apps.core.money import number
from apps.core.periods import MONTHS, months_open_in_first_year
from apps.initiatives.links import link
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlaceTranche
from apps.initiatives.models.places import PlaceVersion
from apps.initiatives.presenters.words import count

RECOMPUTING = "The figures are being recomputed: this page shows how far that is, then what changed."


def tranche_message(tranche: PlaceTranche, newest: PlaceCount, exclusions: list[PlaceExclusion]) -> str:
    """Places, opening month and what counts, in one sentence."""
    months = months_open_in_first_year(newest.opening_month)
    excluded = sum(e.places for e in exclusions)
    counted = f"{number(newest.places - excluded)} of them counted" if excluded else "all of them counted"
    return (
        f"{tranche} holds {count(newest.places, 'place')}, {counted}, opening in {MONTHS[newest.opening_month - 1]}: "
        f"{count(months, 'month')} of 12 in the first financial year."
    )


def newest_of_each(exclusions: list[PlaceExclusion]) -> list[PlaceExclusion]:
    """The version in force of each exclusion, of rows with the newest version first."""
    newest: dict[int, PlaceExclusion] = {}
    for exclusion in exclusions:
        newest.setdefault(exclusion.number, exclusion)
    return list(newest.values())


def count_saved(saved: PlaceCount) -> str:
    """What happened, its reference, what comes next."""
    return (
        f"{saved.tranche}: {count(saved.places, 'place')} opening in {MONTHS[saved.opening_month - 1]} saved "
        f"(reference: places {saved.tranche_id}, version {saved.version}). {RECOMPUTING}"
    )


def exclusion_saved(saved: PlaceExclusion) -> str:
    what = f"{count(saved.places, 'place')} not counted" if saved.places else "the exclusion withdrawn"
    return (
        f"{saved.tranche}: {what} (reference: exclusion {saved.tranche_id}-{saved.number}, version {saved.version}). "
        f"{RECOMPUTING}"
    )


def exclusion_rows(tranche: PlaceTranche, exclusions: list[PlaceExclusion], may_change: bool) -> list[dict[str, str]]:
    """Those in force; a withdrawn one stays in the history."""
    return [
        {
            "key": f"Exclusion {e.number}",
            "value": f"{count(e.places, 'place')}{', inferred' if e.inferred else ''}. {e.reason}",
            "action_url": link("initiatives:exclusion_edit", tranche.pk, e.number) if may_change else "",
        }
        for e in exclusions
        if e.places
    ]


def history_items(counts: list[PlaceCount], exclusions: list[PlaceExclusion]) -> list[dict[str, Any]]:
    """Every version, newest first: who, when, why."""
    versions: list[PlaceVersion] = [*counts, *exclusions]
    return [_item(v) for v in sorted(versions, key=lambda v: (v.recorded_at, v.version), reverse=True)]


def _item(version: PlaceVersion) -> dict[str, Any]:
    local = timezone.localtime(version.recorded_at)
    return {
        "title": _what(version),
        "date": f"{local.day} {local:%B %Y}" + ("" if version.as_reported else f", {local:%H:%M}"),
        "by": "The council’s report" if version.as_reported else str(version.recorded_by or "Nobody named"),
        "text": getattr(version, "reason", ""),
        "tag": f"Version {version.version}",
    }


def _what(version: PlaceVersion) -> str:
    if isinstance(version, PlaceCount):
        return f"{count(version.places, 'place')}, opening in {MONTHS[version.opening_month - 1]}"
    if isinstance(version, PlaceExclusion):
        what = f"{count(version.places, 'place')} not counted" if version.places else "withdrawn"
        return f"Exclusion {version.number}: {what}"
    return str(version)
