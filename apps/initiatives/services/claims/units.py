"""Saves what a claim counts, and what it leaves out. Each raises as ``saving.changing``."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings

from apps.core.child_keys import is_upn, keyed_hash, mark_of, normalised
from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimDraw, ClaimExclusion, ClaimUnit, Cohort, PlaceTranche
from apps.initiatives.selectors.places import current_count
from apps.initiatives.services.claims.saving import changing, replace_parts
from apps.initiatives.vocabulary import PlaceStatus, UnitKind
from apps.initiatives.workflow.steps import ClaimStep

MOST_CHILDREN = 5_000
Ranges = dict[int, list[tuple[int, int]]]


def save_places(*, claim_id: int, places: Ranges, read_version: int, by: User, at: datetime) -> BenefitClaim:
    """``places`` maps tranches to ranges of place numbers, both ends included. Only delivered places can be claimed."""
    with changing(claim_id=claim_id, step=ClaimStep.UNITS, read_version=read_version, by=by, at=at) as claim:
        _check_kind(claim, UnitKind.PLACES)
        rows = [u for tranche, ranges in places.items() for u in _places_of(tranche, ranges)]
        if not rows:
            raise Refused("Places: choose at least one.")
        kept = dict(claim.units.exclude(excluded_because="").values_list("key", "excluded_because"))
        for row in rows:
            row.excluded_because = kept.get(row.key, "")
        _replace(claim, rows)
    return claim


def _places_of(tranche_id: int, ranges: list[tuple[int, int]]) -> list[ClaimUnit]:
    tranche = PlaceTranche.objects.filter(pk=tranche_id).first()
    if tranche is None or tranche.status != PlaceStatus.DELIVERED:
        raise Refused("Places: choose from the delivered places of the register.")
    most = current_count(tranche).places
    numbers = sorted({n for first, last in ranges for n in range(first, min(last, most + 1) + 1)})
    if numbers and not 1 <= numbers[0] <= numbers[-1] <= most:
        raise Refused(f"{tranche} has places 1 to {most}. Enter numbers within that.")
    return [ClaimUnit(key=f"place:{tranche_id}:{n}", tranche=tranche, number=n) for n in numbers]


def _replace(claim: BenefitClaim, rows: list[ClaimUnit]) -> None:
    """All units anew. Their tranche was read and their keys are made here: to look the tranche up again, or to try a
    constraint in words, would ask the database once a unit. It still refuses what is wrong."""
    claim.units.all().delete()
    for row in rows:
        row.claim = claim
        row.clean_fields(exclude=["claim", "tranche"])
    ClaimUnit.objects.bulk_create(rows)


def save_children(
    *, claim_id: int, numbers: list[str], excluded: dict[str, str], read_version: int, by: User, at: datetime
) -> BenefitClaim:
    """Unique pupil numbers, kept as keyed hashes alone; ``excluded`` maps some of them to why they are not counted.

    Neither the numbers nor anything that they can be found from is stored or logged.
    """
    with changing(claim_id=claim_id, step=ClaimStep.UNITS, read_version=read_version, by=by, at=at) as claim:
        _check_kind(claim, UnitKind.CHILDREN)
        upns = [normalised(n) for n in numbers]
        wrong = [line for line, upn in enumerate(upns, 1) if not is_upn(upn)]
        if wrong:
            raise Refused(f"Line {wrong[0]} is not a unique pupil number. Check its thirteen characters.")
        if len(set(upns)) != len(upns):
            twice = next(line for line, upn in enumerate(upns, 1) if upn in upns[: line - 1])
            raise Refused(f"Line {twice} repeats an earlier child. Take it out.")
        if not 1 <= len(upns) <= MOST_CHILDREN:
            raise Refused(f"The list holds {len(upns)} children. It may hold 1 to {MOST_CHILDREN}.")
        _check_key()
        why = {normalised(n): reason for n, reason in excluded.items()}
        rows = [ClaimUnit(key=keyed_hash(u, settings.CHILD_KEY), excluded_because=why.get(u, "")) for u in upns]
        _replace(claim, rows)
    return claim


def _check_key() -> None:
    """Hashes under another key could never meet these: a child would count twice."""
    other = ClaimUnit.objects.filter(key__startswith="child:").exclude(
        key__startswith=f"child:{mark_of(settings.CHILD_KEY)}:"
    )
    if other.exists():
        raise Refused(
            "The key for children’s hashes (CHILD_KEY) is not the one that earlier claims were made with. Nothing was "
            "saved. Ask the administrator to restore it."
        )


def save_draw(*, claim_id: int, cohort: int, units: Decimal, read_version: int, by: User, at: datetime) -> BenefitClaim:
    with changing(claim_id=claim_id, step=ClaimStep.UNITS, read_version=read_version, by=by, at=at) as claim:
        _check_kind(claim, UnitKind.COHORT)
        found = Cohort.objects.filter(pk=cohort).first()
        if found is None:
            raise Refused("Cohort: choose one from the list, or name a new one.")
        if units > found.size:
            raise Refused(f"Number drawn: {units} is more than the {found.size} of {found.name}.")
        ClaimDraw.objects.filter(claim=claim).delete()
        draw = ClaimDraw(claim=claim, cohort=found, units=units)
        draw.full_clean()
        draw.save()
    return claim


def save_exclusions(
    *,
    claim_id: int,
    places: dict[int, list[tuple[int, int, str]]],
    numbers: list[tuple[Decimal, str]],
    nothing: bool,
    read_version: int,
    by: User,
    at: datetime,
) -> BenefitClaim:
    """What is logged and not counted: of places, ranges by tranche with reasons; of a cohort, numbers with reasons."""
    with changing(claim_id=claim_id, step=ClaimStep.EXCLUSIONS, read_version=read_version, by=by, at=at) as claim:
        if nothing and (any(places.values()) or numbers):
            raise Refused("Either nothing is left out, or something is: not both.")
        if claim.kind == UnitKind.PLACES:
            _exclude_places(claim, places)
        elif claim.kind == UnitKind.COHORT:
            drawn = claim.draw.units if hasattr(claim, "draw") else Decimal(0)
            if sum((n for n, _ in numbers), Decimal(0)) >= drawn:
                raise Refused(f"Left out: it must be fewer than the {drawn.normalize():f} that the claim logs.")
            replace_parts(claim, "exclusions", [ClaimExclusion(units=n, reason=why) for n, why in numbers])
        claim.no_exclusions = nothing
    return claim


def _exclude_places(claim: BenefitClaim, places: dict[int, list[tuple[int, int, str]]]) -> None:
    ranges = [(tranche, *one) for tranche, found in places.items() for one in found]
    reasons = {f"place:{tranche}:{n}": why for tranche, a, b, why in ranges for n in range(a, b + 1)}
    units = list(claim.units.all())
    if missing := set(reasons) - {u.key for u in units}:
        number = min(missing, key=len).split(":")[-1]
        raise Refused(f"Place {number} is not among the places that the claim logs. Leave out only those.")
    if len(reasons) >= len(units):
        raise Refused("Every place is left out. Leave at least one to count, or withdraw the claim.")
    for unit in units:
        unit.excluded_because = reasons.get(unit.key, "")
    ClaimUnit.objects.bulk_update(units, ["excluded_because"])


def _check_kind(claim: BenefitClaim, kind: UnitKind) -> None:
    if claim.kind != kind:
        now = claim.get_kind_display().lower() if claim.kind else "not chosen"
        raise Refused(f"The claim’s kind of unit is {now}. Choose “{kind.label}” first.")
