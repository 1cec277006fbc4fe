"""One scheme: what it is, how full it is, where its children would otherwise be, which claims count its places."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.core.charts import Column, Rows
from apps.core.money import number, pounds
from apps.core.world import today
from apps.initiatives.links import link
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.schemes import per_place, slipped, slipped_words
from apps.initiatives.presenters.words import count, day
from apps.initiatives.selectors.occupancy import Reading
from apps.initiatives.selectors.scheme_checks import label, word
from apps.initiatives.selectors.schemes import SchemeView, VersionView
from apps.initiatives.vocabulary import OriginPlacement, PlaceStatus
from apps.initiatives.workflow.claims import ClaimStatus

NOT_KNOWN = "Not known"
DAY_PASSED = (
    "Its day has passed and it is not called open: the projection works with the same month a year on, until somebody "
    "says that it has opened or gives another day."
)
RECOMPUTING = "Figures that rest on it are being recomputed."


def scheme_message(scheme: SchemeView, readings: Sequence[Reading]) -> str:
    """Places, status, and how many were filled when they were last counted."""
    late = f" {DAY_PASSED}" if has_not_opened(scheme, today()) else ""
    said = (
        f"{scheme.name} at {scheme.setting} has {count(scheme.places, 'place')} "
        f"({scheme.provision.label}, {scheme.phase.label.lower()}); it is {scheme.status.label.lower()}.{late}"
    )
    if not readings:
        return f"{said} No occupancy is recorded."
    newest = readings[0]
    return f"{said} On {day(newest.census_date)}, {number(newest.filled)} of {number(newest.places)} were filled."


def has_not_opened(scheme: SchemeView, today: date) -> bool:
    """In the pipeline, with a day of opening that is past."""
    return scheme.place_status == PlaceStatus.PIPELINE and scheme.opening_date < today


def facts(scheme: SchemeView) -> list[dict[str, str]]:
    cost, each = scheme.capital_cost, per_place(scheme)
    payer = f", {scheme.capital_source.label}" if scheme.capital_source else ""
    rows = [
        ("Programme", scheme.initiative_name),
        ("Type of provision", scheme.provision.label),
        ("Phase", scheme.phase.label),
        ("Primary need", scheme.need.label),
        ("Places", number(scheme.places)),
        ("Counted in Table 2 as", _counted(scheme)),
        ("Commissioned to open on", _day(scheme.commissioned_date)),
        (
            "Opened on" if scheme.place_status == PlaceStatus.DELIVERED else "Expected to open on",
            _day(scheme.opening_date),
        ),
        ("Slippage", slipped_words(slipped(scheme))),
        ("Closes on", _day(scheme.closing_date) if scheme.closing_date else "No day is set"),
        ("Capital cost", NOT_KNOWN if cost is None else f"{pounds(cost)}{payer}"),
        ("Capital a place", NOT_KNOWN if each is None else pounds(each)),
        ("Commissioning round", scheme.commissioning_round or NOT_KNOWN),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def occupancy_table(readings: Sequence[Reading], may_change: bool) -> Rows:
    """Newest census first; an empty place is one that is open and not filled."""
    columns = (
        Column("day", "Census day"),
        Column("places", "Places open", kind="number"),
        Column("filled", "Filled", kind="number"),
        Column("empty", "Empty", kind="number"),
        Column("share", "Filled, share of places", kind="percent"),
        Column("by", "Recorded by"),
        *((Column("correct", "Correct", link="url"),) if may_change else ()),
    )
    rows = [
        {
            "day": day(r.census_date),
            "places": r.places,
            "filled": r.filled,
            "empty": r.empty,
            "share": _share(r.filled, r.places),
            "by": f"{r.by}, {day(r.recorded_on)}" + (f", version {r.version}" if r.version > 1 else ""),
            "correct": f"Correct {day(r.census_date)}",
            "url": link("initiatives:occupancy_correct", r.scheme, r.id),
        }
        for r in readings
    ]
    return Rows("Occupancy by census", columns, rows)


def origins_table(newest: Reading) -> Rows:
    """Count and share of the filled places of one census; what nobody has given stands last."""
    columns = (
        Column("placement", "Would otherwise be"),
        Column("number", "Children", kind="number"),
        Column("share", "Share of filled places", kind="percent"),
    )
    rows: list[dict[str, Any]] = [
        {"placement": placement.label, "number": n, "share": _share(n, newest.filled)}
        for placement, n in newest.origins
        if placement != OriginPlacement.NOT_KNOWN
    ]
    if rest := newest.filled - newest.told:
        rows.append({"placement": "Not known or not recorded", "number": rest, "share": _share(rest, newest.filled)})
    return Rows(f"Where the children of {day(newest.census_date)} would otherwise be", columns, rows)


def origins_sentence(newest: Reading) -> str:
    displaced = dict(newest.origins).get(OriginPlacement.INMSS, 0)
    if not newest.told:
        return "Nobody has recorded where these children would otherwise be, so displacement is not known here."
    return (
        f"Of {count(newest.filled, 'filled place')}, {number(displaced)} "
        f"{'replaces' if displaced == 1 else 'replace'} an INMSS placement as recorded; "
        f"{number(newest.filled - newest.told)} have no record, or it is not known."
    )


def claims_table(claims: Sequence[tuple[BenefitClaim, int, int]]) -> Rows:
    columns = (
        Column("claim", "Claim", link="url"),
        Column("status", "Status"),
        Column("counted", "Places that it counts", kind="number"),
        Column("left_out", "Named and left out", kind="number"),
    )
    rows = [
        {
            "claim": c.reference,
            "url": link("initiatives:claim", c.pk),
            "status": ClaimStatus(c.status).label,
            "counted": counted,
            "left_out": left_out,
        }
        for c, counted, left_out in claims
    ]
    return Rows("Claims on its places", columns, rows)


def history_items(versions: Sequence[VersionView], readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Every version of the scheme and of its readings, newest first: what changed, who, when, why."""
    items = [_version_item(v, before) for v, before in zip(versions, [*versions[1:], None], strict=True)]
    items += [_reading_item(r) for r in readings]
    return [item for _, item in sorted(items, key=lambda pair: pair[0], reverse=True)]


def scheme_saved(scheme: SchemeView) -> str:
    return (
        f"{scheme.name} at {scheme.setting} is saved (reference: scheme {scheme.id}, version {scheme.version}). "
        f"{RECOMPUTING}"
    )


def occupancy_saved(scheme: int, what: str, version: int) -> str:
    return f"{what} is saved (reference: occupancy of scheme {scheme}, version {version})."


def _version_item(v: VersionView, before: VersionView | None) -> tuple[Any, dict[str, Any]]:
    changes = _changes(before, v) if before else []
    title = "Changed: " + ("; ".join(changes) or "its name") if before else "Entered in the register"
    return v.recorded_at, _item(title, v.recorded_at, v.by, v.reason, v.version)


def _reading_item(r: Reading) -> tuple[Any, dict[str, Any]]:
    said = f"Occupancy of {day(r.census_date)}: {number(r.filled)} of {number(r.places)} filled"
    return r.recorded_at, _item(said, r.recorded_at, r.by, r.reason, r.version)


def _item(title: str, at: Any, by: str, text: str, version: int) -> dict[str, Any]:
    local = timezone.localtime(at)
    when = f"{local.day} {local:%B %Y, %H:%M}"
    return {"title": title, "date": when, "by": by, "text": text, "tag": f"Version {version}"}


def _changes(before: VersionView, after: VersionView) -> list[str]:
    was, now = before.content.values(), after.content.values()
    return [f"{label(n)} {word(was[n])} → {word(now[n])}" for n in now if was[n] != now[n]]


def _counted(scheme: SchemeView) -> str:
    if scheme.tranche is None or scheme.place_status is None:
        return "Nowhere: it was withdrawn"
    return f"{scheme.place_status.label} {scheme.financial_year}, places {scheme.first} to {scheme.last}"


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None


def _day(value: Any) -> str:
    return day(value) if value else NOT_KNOWN
