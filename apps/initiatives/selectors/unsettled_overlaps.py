"""Reads which known overlaps of initiatives still wait to be settled, as they bear on claims (para 4.13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from apps.initiatives.models import BenefitClaim, InitiativeOverlap, OverlapSettlement


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Two initiatives, or an initiative and another service, that meet; ``slugs`` lead to the register's page."""

    names: tuple[str, str]
    slugs: tuple[str, str]
    source: str
    is_service: bool

    @property
    def sentence(self) -> str:
        """What is known, and the two ways out."""
        shared = "" if self.is_service else ", or share the effect in one claim"
        return (
            f"{self.names[0]} and {self.names[1]} meet on the same children ({self.source}), not settled yet: settle "
            f"it in the overlap register{shared}."
        )


def unsettled_overlaps(claims: Sequence[BenefitClaim]) -> dict[int, list[Unsettled]]:
    """By claim, of claims whose shares are read. A claim that carries both initiatives has shared the effect. One
    query."""
    carried = {c.pk: {c.initiative_id, *(s.initiative_id for s in c.shares.all())} for c in claims}
    known = _unsettled({pk for initiatives in carried.values() for pk in initiatives})
    return {pk: [_line(row) for row in known if _bears_on(row, initiatives)] for pk, initiatives in carried.items()}


def in_short(found: Sequence[Unsettled]) -> list[str]:
    """A sentence for each pair of initiatives, and one for all other services that an initiative meets."""
    services: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.is_service:
            services.setdefault((one.names[0], one.source), []).append(one.names[1])
    pairs = [one.sentence for one in found if not one.is_service]
    return pairs + [
        f"{first} also meets other services ({', '.join(names)}; {source}), not settled yet."
        for (first, source), names in services.items()
    ]


def _unsettled(initiatives: Iterable[int]) -> list[InitiativeOverlap]:
    of = list(initiatives)
    settled = Exists(OverlapSettlement.objects.filter(overlap=OuterRef("pk")))
    found = InitiativeOverlap.objects.filter(~settled, Q(first__in=of) | Q(second__in=of))
    return list(found.select_related("first", "second").order_by("pk")) if of else []


def _bears_on(row: InitiativeOverlap, initiatives: set[int]) -> bool:
    return len({row.first_id, row.second_id} & initiatives) == 1


def _line(row: InitiativeOverlap) -> Unsettled:
    other = row.second
    return Unsettled(
        names=(str(row.first), str(other or row.other)),
        slugs=(row.first.slug, other.slug if other else slugify(row.other)),
        source=row.source_reference,
        is_service=other is None,
    )
