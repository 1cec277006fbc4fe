"""Whom our council is compared with: the DfE's statistical neighbours, its region, England, or a chosen set."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count

from apps.benchmarking.models import ChosenSet, ComparatorSet, NationalImport
from apps.benchmarking.selectors.benchmark import Origin, Whom
from apps.benchmarking.selectors.places import Place, places
from apps.core.memory import remembered
from apps.core.models import Sourced

REGION, ENGLAND, CHOSEN = "region", "england", "set-"
THE = ("East", "North", "South", "West", "Yorkshire")


@dataclass(frozen=True, slots=True)
class Peers:
    """``members`` are keys of authorities, ``ours`` never among them; statistical neighbours nearest first. Those of a
    region and of England may have ended: a year compares with those that stood in it."""

    ours: Place
    whom: Whom
    name: str
    members: tuple[int, ...]
    origin: Origin

    @property
    def slug(self) -> str:
        return self.whom.slug


@remembered
def all_peers() -> dict[str, Peers]:
    """Every choice of comparators by its word in addresses, the default first. Four queries, however many there are."""
    known = places()
    ours = next((place for place in known.values() if place.ours), None)
    if ours is None:
        return {}
    others = [p for p in known.values() if not p.ours]
    region = [p.pk for p in others if p.region == ours.region]
    found = [*_models(ours), _region(ours, region), _england(ours, [p.pk for p in others]), *_chosen(ours)]
    return {one.slug: one for one in found if one.members}


def _models(ours: Place) -> list[Peers]:
    sets = (
        ComparatorSet.objects.filter(authority=ours.pk)
        .exclude(model_version="")
        .select_related("source")
        .prefetch_related("neighbours")
        .order_by("-model_version")
    )
    return [
        Peers(
            ours, Whom(one.model_version, "statistical neighbours", "neighbours", "its"), one.name,
            tuple(n.authority_id for n in sorted(one.neighbours.all(), key=lambda n: n.rank)), origin_of(one),
        )
        for one in sets
    ]  # fmt: skip


def _region(ours: Place, members: list[int]) -> Peers:
    the = "the " if ours.region.startswith(THE) else ""
    whom = Whom(REGION, f"other authorities of {the}{ours.region}", "comparators")
    return Peers(ours, whom, f"Region: {ours.region}", tuple(members), _lists("The authorities of the region"))


def _england(ours: Place, members: list[int]) -> Peers:
    whom = Whom(ENGLAND, "other authorities of England", "comparators")
    return Peers(ours, whom, "England: every authority", tuple(members), _lists("Every authority"))


def _lists(title: str) -> Origin:
    reference = "The DfE's list of authorities, as loaded"
    return Origin(title, "DfE", reference, date(2025, 6, 26), "Open Government Licence v3.0", "")


def _chosen(ours: Place) -> list[Peers]:
    sets = ChosenSet.objects.filter(archived=False).select_related("made_by").prefetch_related("members")
    return [
        Peers(
            ours, Whom(f"{CHOSEN}{one.pk}", f"authorities of the set “{one.name}”", "comparators"),
            f"Chosen: {one.name}",
            tuple(sorted(m.authority_id for m in one.members.all() if m.authority_id != ours.pk)),
            Origin(one.name, settings.COUNCIL_NAME or "This council", f"Chosen by {one.made_by}: {one.reason}",
                   one.made_at.date(), "", ""),
        )
        for one in sets
    ]  # fmt: skip


def origin_of(row: Sourced) -> Origin:
    source = row.source
    return Origin(
        source.title, source.body, row.source_reference, source.date, source.licence, source.address,
        isinstance(row, NationalImport),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen set as its pages show it, archived ones too."""

    pk: int
    name: str
    reason: str
    version: int
    archived: bool
    made_by: str
    made_at: datetime
    members: tuple[int, ...]


@remembered
def chosen_sets() -> dict[int, Chosen]:
    rows = ChosenSet.objects.select_related("made_by").prefetch_related("members").annotate(n=Count("members"))
    return {
        one.pk: Chosen(
            one.pk, one.name, one.reason, one.version, one.archived, str(one.made_by), one.made_at,
            tuple(sorted(m.authority_id for m in one.members.all())),
        )
        for one in rows.order_by("archived", "name")
    }  # fmt: skip
